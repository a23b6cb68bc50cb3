"""The guides of a site: who they are, how many they hold, and who is invited."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.domain.journey import Stale
from traedesten.people import actions, forms, queries
from traedesten.tenancy.queries import areas
from traedesten.ui.typed import changed_since, renew

FIELDS = (
    "first_name", "last_name", "email", "phone", "area", "languages", "interests", "capacity", "times",
    "away_from", "away_until", "gender", "born_year",
)  # fmt: skip


def volunteers(request, site):
    """The guides with their free places; those who are invited, and those who have said goodbye."""
    _coordinator_only(request)
    now, today = timezone.now(), timezone.localdate()
    rows = sorted(queries.volunteers_with_load(), key=lambda row: row.full_name.lower())
    for row in rows:
        row.is_away = row.is_away_on(today)
        row.free = queries.free_places(row.capacity, row.open_journeys, row.open_questions)
        row.taken = min(row.open_journeys + row.open_questions, row.capacity)
        row.is_away_soon = bool(row.away_from and today < row.away_from)
    here = [row for row in rows if row.is_member]
    look(by=request.actor, page="people:volunteers", people=[row.pk for row in rows], now=now)
    page = {
        "guides": here,
        "invited": [row for row in rows if row.user_id is None],
        "left": [row for row in rows if row.user_id and not row.is_member],
        "free": sum(row.free for row in here if not row.is_away),
        "taken": sum(row.open_journeys for row in here),
    }
    return render(request, "people/volunteers.html", page)


def invite(request, site):
    """Write a volunteer down and send the invitation."""
    _coordinator_only(request)
    form = forms.Invitation(request.POST or None, areas=areas(), initial={"languages": ["da"], "capacity": 2})
    if request.method == "POST" and form.is_valid():
        row = actions.invite_volunteer(by=request.actor, now=timezone.now(), **form.cleaned_data)
        words = _("Invitationen er på vej til %(name)s. Linket virker i 14 dage.")
        messages.success(request, words % {"name": row.first_name})
        return redirect("people:volunteers", site)
    return render(request, "people/invite_volunteer.html", {"form": form}, status=422 if form.errors else 200)


def volunteer(request, site, volunteer_id):
    """One guide: what we know, and whom they walk with."""
    _coordinator_only(request)
    row, now = _row(volunteer_id), timezone.now()
    known = {name: getattr(row, name) for name in FIELDS}
    start = known | {"expected_version": row.version}
    form, page = forms.Volunteer(request.POST or None, areas=areas(), initial=start), {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_volunteer(by=request.actor, volunteer=row, now=now, **form.cleaned_data)
        except Stale:
            renew(form, row.version)
            page = {"overtaken": True, "theirs": changed_since(form, known)}
        else:
            messages.success(request, _("Gemt."))
            if not form.cleaned_data["capacity"]:
                told = _("%(name)s har nu ingen pladser og bliver ikke foreslået til nogen.")
                messages.warning(request, told % {"name": row.first_name})
            return redirect("people:volunteer", site, volunteer_id)
    journeys = list(queries.open_journeys_of(row))
    _look(request, "people:volunteer", row, journeys, now)
    free = queries.free_places(row.capacity, len(journeys), row.open_questions)
    page |= {"form": form, "volunteer": row, "journeys": journeys, "free": free}
    status = 409 if "overtaken" in page else 422 if form.errors else 200
    return render(request, "people/volunteer.html", page, status=status)


@require_POST
def invite_again(request, site, volunteer_id):
    """A fresh link to somebody who has not come in yet, or who comes back."""
    _coordinator_only(request)
    row = _row(volunteer_id)
    if row.is_member:
        messages.info(request, _("%(name)s er allerede inde.") % {"name": row.first_name})
    else:
        actions.invite_again(by=request.actor, volunteer=row, now=timezone.now())
        words = _("Et nyt link er på vej til %(name)s. Det gamle virker ikke længere.")
        messages.success(request, words % {"name": row.first_name})
    return redirect("people:volunteer", site, volunteer_id)


def end_membership(request, site, volunteer_id):
    """Say goodbye, when nobody is left without a guide."""
    _coordinator_only(request)
    row, now = _row(volunteer_id), timezone.now()
    journeys = list(queries.open_journeys_of(row))
    status = 200
    if request.method == "POST":
        try:
            actions.end_membership(by=request.actor, volunteer=row, now=now)
        except actions.StillGuiding:
            status = 409
        else:
            words = _("Farvel og tak til %(name)s. Adgangen er lukket.")
            messages.success(request, words % {"name": row.first_name})
            return redirect("people:volunteers", site)
    _look(request, "people:end_membership", row, journeys, now)
    return render(request, "people/end_membership.html", {"volunteer": row, "journeys": journeys}, status=status)


def picture(request, site, volunteer_id):
    """The guide's picture, for those who work at the site."""
    row = get_object_or_404(queries.volunteers(), pk=volunteer_id)
    if not row.picture:
        raise Http404
    return HttpResponse(row.picture_jpeg, content_type="image/jpeg")


def _coordinator_only(request) -> None:
    require(request.actor, Deed.INVITE_VOLUNTEER, site_id=request.site.pk)


def _row(volunteer_id):
    return get_object_or_404(queries.volunteers_with_load(), pk=volunteer_id)


def _look(request, page, row, journeys, now) -> None:
    people = [row.pk, *(journey.participant_id for journey in journeys)]
    look(by=request.actor, page=page, people=people, now=now)
