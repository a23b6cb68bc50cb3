"""The guide's own page about themselves."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.journey import Stale
from traedesten.people import actions, forms, queries
from traedesten.tenancy.queries import areas
from traedesten.ui.typed import changed_since, renew

FIELDS = (
    "phone", "area", "languages", "interests", "capacity", "times", "away_from", "away_until", "gender",
    "born_year", "about",
)  # fmt: skip


def profile(request, site):
    """When I can, how many I can walk with, and what I like."""
    now = timezone.now()
    volunteer = queries.volunteer_of(request.user.pk)
    if volunteer is None:
        raise Http404
    require(request.actor, Deed.EDIT_VOLUNTEER, site_id=request.site.pk, owners=(volunteer.user_id,))
    known = {name: getattr(volunteer, name) for name in FIELDS}
    start = known | {"expected_version": volunteer.version}
    form, page = forms.Profile(request.POST or None, request.FILES or None, areas=areas(), initial=start), {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_volunteer(by=request.actor, volunteer=volunteer, now=now, **form.changes())
        except Stale:
            renew(form, volunteer.version)
            page = {"overtaken": True, "theirs": changed_since(form, known)}
        else:
            messages.success(request, _("Gemt. Tak, fordi du holder det ved lige."))
            return redirect("people:profile", site)
    look(by=request.actor, page="people:profile", people=[volunteer.pk], now=now)
    page |= {"form": form, "volunteer": volunteer, "is_away": volunteer.is_away_on(timezone.localdate())}
    status = 409 if "overtaken" in page else 422 if form.errors else 200
    return render(request, "people/profile.html", page, status=status)
