"""The outline of the municipality: loaded, looked at, kept, and taken away."""

import json

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed, require
from traedesten.offers import actions, maps, queries
from traedesten.offers.forms.outline import Outline
from traedesten.offers.views.page import frame
from traedesten.tenancy.queries import areas


def outline(request, site):
    """The outline as it is; a file is looked at first, and kept when it is sent again."""
    require(request.actor, Deed.KEEP_DIRECTORY, site_id=request.site.pk)
    towns = list(areas())
    posted = request.method == "POST"
    form = Outline(request.POST if posted else None, request.FILES if posted else None, towns=towns)
    is_new = posted and form.is_valid()
    if is_new and not form.cleaned_data["file"]:
        actions.keep_outline(by=request.actor, outline=form.geometry, now=timezone.now())
        messages.success(request, _("Gemt. Kortet står nu på siden, hvor man finder fællesskaber."))
        return redirect("offers:outline", site)
    shown = form.geometry if is_new else queries.outline()
    page = {
        "form": form if not is_new else Outline(towns=towns),
        "map": maps.draw(shown, [(town.name, town.point) for town in towns], ()),
        "looked_at": json.dumps(shown) if is_new else "",
        "outside": form.outside if is_new else [],
        **frame(request),
    }
    return render(request, "offers/outline.html", page, status=422 if form.errors else 200)


@require_POST
def remove_outline(request, site):
    """No map any more."""
    require(request.actor, Deed.KEEP_DIRECTORY, site_id=request.site.pk)
    actions.keep_outline(by=request.actor, outline={}, now=timezone.now())
    messages.success(request, _("Kortet er taget væk. Listen er der stadig."))
    return redirect("offers:outline", site)
