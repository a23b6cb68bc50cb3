"""The page of those who hold a group, on their phone: before a meeting, at it, and after."""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, Denied, Reach, Role, reach
from traedesten.domain.courses import Course, Onward, Seat, SessionState
from traedesten.domain.journey import Stale
from traedesten.groups import actions
from traedesten.groups.forms import sessions as forms
from traedesten.groups.models import GroupSession, SelfHelpGroup
from traedesten.groups.queries import sessions as queries
from traedesten.groups.queries.facilitators import facilitator_of
from traedesten.groups.views.facilitating import closed_page
from traedesten.ui.kept_ahead import is_kept_ahead
from traedesten.ui.typed import bound, renew

OF_LOG = ("done", "climate", "theme", "worked", "review_good", "review_change")


def frame(request, **page) -> dict:
    """What every page around a group shows: the staff's menu for coordinators, the phone's for the others."""
    return {"as_staff": request.actor.has(Role.COORDINATOR), **page}


def for_holders(view):
    """403 for somebody who holds no groups at all, and a kind page for one whose papers have run out."""

    @wraps(view)
    def asked(request, site, **about):
        found = reach(request.actor, Deed.HOLD_SESSION)
        row = facilitator_of(request.actor.user_id) if found == Reach.OWN else None
        if found is None or (found == Reach.OWN and row is None):
            raise Denied(request.actor, Deed.HOLD_SESSION)
        return (row and closed_page(request, row)) or view(request, site, **about)

    return asked


def group_here(request, group_id) -> SelfHelpGroup:
    """A group that the actor holds, or 404."""
    return get_object_or_404(queries.groups_of(request.actor), pk=group_id)


def session_here(request, session_id) -> GroupSession:
    return get_object_or_404(queries.sessions_of(request.actor), pk=session_id)


@for_holders
def mine(request, site):
    """The groups one holds, the next meeting of each; for the coordinator all, and who has no next stone."""
    now = timezone.now()
    groups = queries.with_next_session(list(queries.groups_of(request.actor)), now)
    calls = list(queries.caring([group.pk for group in groups]))
    edge = list(queries.off_the_edge()) if request.actor.has(Role.COORDINATOR) else []
    people = {row.member.seeker_id for row in calls} | {row.seeker_id for row in edge}
    look(by=request.actor, page="groups:courses", people=people, now=now)
    page = {
        "running": [group for group in groups if group.state == Course.RUNNING],
        "ended": [group for group in groups if group.state == Course.ENDED],
        "calls": calls,
        "edge": edge,
        "today": timezone.localdate(now),
    }
    return render(request, "groups/courses.html", frame(request, **page))


@for_holders
def facilitating(request, site, group_id):
    """One group: its next meeting, all its meetings, who sits in it, and whom to call."""
    group, now = group_here(request, group_id), timezone.now()
    members = queries.members_of(group)
    sessions = list(group.sessions.order_by("on", "starts", "number"))
    today = timezone.localdate(now)
    ahead = [row for row in sessions if row.on >= today and row.state == SessionState.PLANNED]
    look(by=request.actor, page="groups:facilitating", people=[row.seeker_id for row in members], now=now)
    seat = queries.facilitator_of(group, request.actor.user_id)
    page = {
        "group": group,
        "members": [row for row in members if row.seat == Seat.YES or (row.seat == Seat.FINISHED)],
        "stopped": [row for row in members if row.seat == Seat.STOPPED],
        "sessions": sessions,
        "next": ahead[0] if ahead else None,
        "calls": list(queries.caring([group.pk])),
        "missing": sum(1 for row in members if row.seat == Seat.YES and not row.onward),
        "together": sum(1 for row in members if row.onward == Onward.TOGETHER),
        "seat": seat,
        "has_calendar": queries.shares_calendar(seat),
        "is_running": group.state == Course.RUNNING,
        "is_erased": bool(group.erase_on and group.erase_on <= today),
    }
    return render(request, "groups/facilitating.html", frame(request, **page))


@for_holders
def session(request, site, session_id):
    """The material before, and who came: one screen, one save. Old answers that were overruled are shown.

    Works without network: the phone keeps the form and sends it once, with the header X-Outbox.
    """
    row, now = session_here(request, session_id), timezone.now()
    members = [one for one in queries.members_of(row.group) if one.seat != Seat.STOPPED and not one.seeker.erased_at]
    standings = queries.standings(row, members)
    is_ahead = row.on > timezone.localdate(now)
    form = bound(request, forms.Attendance, standings=standings, is_ahead=is_ahead)
    if form.is_valid():
        answers = form.cleaned_data
        noted = {"client_key": answers["client_key"], "noted_at": answers["noted_at"]}
        actions.note_attendance(by=request.actor, session=row, presences=form.presences, now=now, **noted)
        messages.success(request, _("Gemt."))
        if "X-Outbox" in request.headers:
            return HttpResponse(status=204)
        return redirect("groups:session", site, session_id)
    kept = "_kept" if is_kept_ahead(request) else ""
    look(by=request.actor, page=f"groups:session{kept}", people=[one.seeker_id for one in members], now=now)
    page = {
        "form": form,
        "session": row,
        "group": row.group,
        "plan": queries.plan_of(row),
        "is_ahead": is_ahead,
        "is_open": row.state != SessionState.CANCELLED and row.group.state in (Course.RUNNING, Course.ENDED),
        "came": sum(1 for one in standings if one.presence == "came"),
        "after_url": reverse("groups:session", args=[site, session_id]),
        "ends_at": row.ends_at(queries.zone_here()),
    }
    return render(request, "groups/session.html", frame(request, **page), status=422 if form.errors else 200)


@for_holders
def log(request, site, session_id):
    """How it was for the group; halfway, what the group looked back on."""
    row, now = session_here(request, session_id), timezone.now()
    members = queries.members_of(row.group)
    known = {name: getattr(row, name) for name in OF_LOG} | {"expected_version": row.version}
    names = [one.seeker.first_name for one in members]
    form = bound(request, forms.Log, names=names, is_review=row.is_review, initial=known)
    overtaken = False
    if form.is_valid():
        try:
            actions.write_log(by=request.actor, session=row, now=now, **form.answers)
        except Stale:
            renew(form, row.version)
            overtaken = True
        else:
            messages.success(request, _("Gemt. Tak, fordi I skriver det ned."))
            return redirect("groups:session", site, session_id)
    page = {
        "form": form,
        "session": row,
        "group": row.group,
        "plan": queries.plan_of(row),
        "overtaken": overtaken,
        "back_url": reverse("groups:session", args=[site, session_id]),
    }
    status = 409 if overtaken else 422 if form.errors else 200
    return render(request, "groups/session_log.html", frame(request, **page), status=status)


@require_POST
@for_holders
def calendar_address(request, site, group_id):
    """A fresh secret address for one's own calendar; it is shown once."""
    group, now = group_here(request, group_id), timezone.now()
    seat = get_object_or_404(group.facilitators.filter(until_on=None), volunteer__user_id=request.actor.user_id or 0)
    if "close" in request.POST:
        actions.close_calendar(by=request.actor, seat=seat, now=now)
        messages.success(request, _("Adressen virker ikke mere."))
        return redirect("groups:facilitating", site, group_id)
    token = actions.share_calendar(by=request.actor, seat=seat, now=now)
    address = request.build_absolute_uri(reverse("groups:calendar", args=[site, token]))
    page = {"group": group, "address": address, "back_url": reverse("groups:facilitating", args=[site, group_id])}
    return render(request, "groups/calendar_address.html", frame(request, **page))
