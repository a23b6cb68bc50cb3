"""Workplaces that refer, their links and their printed cards."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed, require
from traedesten.referrals import actions, cards, forms, queries


def units(request, site):
    require(request.actor, Deed.MANAGE_UNITS, site_id=request.site.pk)
    form = forms.Unit(request.POST or None, taken=[unit.name for unit in queries.units()])
    if request.method == "POST" and form.is_valid():
        unit = actions.add_unit(by=request.actor, now=timezone.now(), **form.cleaned_data)
        thanks = _("%(unit)s har fået sit eget link. Print kortet, og hæng det op.")
        messages.success(request, thanks % {"unit": unit.name})
        return redirect("referrals:units", site)
    rows = [(unit, _address(site, unit) if unit.token else "") for unit in queries.units()]
    context = {
        "form": form,
        "open_units": [row for row in rows if row[0].is_active],
        "closed_units": [unit for unit, _address_of in rows if not unit.is_active],
    }
    return render(request, "referrals/units.html", context, status=422 if form.errors else 200)


@require_POST
def renew_link(request, site, unit_id):
    require(request.actor, Deed.MANAGE_UNITS, site_id=request.site.pk)
    unit = get_object_or_404(queries.units(), pk=unit_id)
    actions.renew_unit_link(by=request.actor, unit=unit, now=timezone.now())
    messages.success(request, _("%(unit)s har fået et nyt link. Det gamle virker ikke mere.") % {"unit": unit.name})
    return redirect("referrals:units", site)


@require_POST
def close(request, site, unit_id):
    require(request.actor, Deed.MANAGE_UNITS, site_id=request.site.pk)
    unit = get_object_or_404(queries.units(), pk=unit_id)
    actions.close_unit(by=request.actor, unit=unit, now=timezone.now())
    messages.success(request, _("Linket til %(unit)s er lukket. Du kan åbne det igen nederst.") % {"unit": unit.name})
    return redirect("referrals:units", site)


def card(request, site, unit_id):
    """The card to hang up, as a tagged PDF."""
    require(request.actor, Deed.MANAGE_UNITS, site_id=request.site.pk)
    unit = get_object_or_404(queries.units(), pk=unit_id, is_active=True)
    if not unit.token:
        raise Http404
    printed = cards.for_unit(request.site, unit, address=_address(site, unit))
    headers = {"Content-Disposition": 'inline; filename="henvisningskort.pdf"'}
    return HttpResponse(printed, content_type="application/pdf", headers=headers)


def _address(site: str, unit) -> str:
    return settings.PUBLIC_URL + reverse("referrals:refer_from_unit", args=[site, unit.token])
