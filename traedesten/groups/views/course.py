"""What changes in a group's course: meetings moved and added, somebody called, somebody who stops, the end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.courses import IN_THE_COURSE, Course, Seat
from traedesten.domain.journey import Stale
from traedesten.domain.sessions import SessionRefused
from traedesten.groups import actions
from traedesten.groups.forms import sessions as forms
from traedesten.groups.models import CaringContact, Member
from traedesten.groups.queries import sessions as queries
from traedesten.groups.views.holding import for_holders, frame, group_here, session_here
from traedesten.offers.queries import open_offers
from traedesten.ui.typed import bound, renew

KEPT = ("on", "starts", "venue", "despite_holiday")


@for_holders
def move_session(request, site, session_id):
    """Another day, time or place for one meeting."""
    row, now = session_here(request, session_id), timezone.now()
    known = {"on": row.on, "starts": row.starts, "venue": row.venue, "expected_version": row.version}
    form, overtaken = bound(request, forms.Moved, initial=known), False
    if form.is_valid():
        answers = {name: form.cleaned_data[name] for name in KEPT}
        version = form.cleaned_data["expected_version"]
        try:
            actions.move_session(by=request.actor, session=row, now=now, expected_version=version, **answers)
        except SessionRefused as refused:
            form.refuse(refused.why)
        except Stale:
            renew(form, row.version)
            overtaken = True
        else:
            messages.success(request, _("Gemt. Alle i gruppen får besked."))
            return redirect("groups:session", site, session_id)
    page = {"form": form, "session": row, "group": row.group, "overtaken": overtaken}
    page["back_url"] = reverse("groups:session", args=[site, session_id])
    status = 409 if overtaken else 422 if form.errors else 200
    return render(request, "groups/move_session.html", frame(request, **page), status=status)


@require_POST
@for_holders
def cancel_session(request, site, session_id):
    row = session_here(request, session_id)
    actions.cancel_session(by=request.actor, session=row, now=timezone.now())
    messages.success(request, _("Mødet er aflyst. Alle i gruppen får besked."))
    return redirect("groups:facilitating", site, row.group_id)


@for_holders
def add_session(request, site, group_id):
    """One more meeting, after the last."""
    group, now = group_here(request, group_id), timezone.now()
    form = bound(request, forms.Moved, initial={"starts": group.starts, "venue": group.venue})
    if form.is_valid():
        answers = {name: form.cleaned_data[name] for name in KEPT}
        try:
            actions.add_session(by=request.actor, group=group, now=now, **answers)
        except SessionRefused as refused:
            form.refuse(refused.why)
        else:
            messages.success(request, _("Der er kommet et møde til. Alle i gruppen får besked."))
            return redirect("groups:facilitating", site, group_id)
    page = {"form": form, "group": group, "back_url": reverse("groups:facilitating", args=[site, group_id])}
    return render(request, "groups/add_session.html", frame(request, **page), status=422 if form.errors else 200)


@for_holders
def plan_going_on(request, site, group_id):
    """Where those who go on together meet the first time."""
    group, now = group_here(request, group_id), timezone.now()
    known = {"on": group.together_on, "starts": group.together_starts or group.starts}
    known |= {"at": group.together_at or group.venue, "expected_version": group.version}
    form, overtaken = bound(request, forms.GoingOn, initial=known), False
    if form.is_valid():
        try:
            actions.plan_going_on(by=request.actor, group=group, now=now, **form.cleaned_data)
        except SessionRefused as refused:
            form.refuse(refused.why)
        except Stale:
            renew(form, group.version)
            overtaken = True
        else:
            messages.success(request, _("Gemt. De, der vil mødes videre, får besked."))
            return redirect("groups:facilitating", site, group_id)
    page = {"form": form, "group": group, "overtaken": overtaken}
    page["back_url"] = reverse("groups:facilitating", args=[site, group_id])
    status = 409 if overtaken else 422 if form.errors else 200
    return render(request, "groups/plan_going_on.html", frame(request, **page), status=status)


@for_holders
def called(request, site, caring_id):
    """Somebody who stayed away was called: what came of it."""
    groups = queries.groups_of(request.actor)
    rows = CaringContact.objects.select_related("member__seeker__key", "member__group", "member__key")
    row, now = get_object_or_404(rows.filter(member__group__in=groups), pk=caring_id), timezone.now()
    form = bound(request, forms.Called)
    if form.is_valid():
        actions.close_caring_contact(by=request.actor, caring=row, now=now, **form.cleaned_data)
        messages.success(request, _("Tak, fordi du ringede."))
        return redirect("groups:facilitating", site, row.member.group_id)
    look(by=request.actor, page="groups:called", people=[row.member.seeker_id], now=now)
    page = {"form": form, "contact": row, "member": row.member, "group": row.member.group}
    page["back_url"] = reverse("groups:facilitating", args=[site, row.member.group_id])
    return render(request, "groups/called.html", frame(request, **page), status=422 if form.errors else 200)


@for_holders
def stop(request, site, member_id):
    """A member leaves the course, and has told those who hold it."""
    row, now = _member(request, member_id), timezone.now()
    form = bound(request, forms.Stop)
    if form.is_valid():
        actions.stop(by=request.actor, member=row, now=now, **form.cleaned_data)
        messages.success(request, _("Det er skrevet ned. Spørg, hvad der skal være det næste."))
        return redirect("groups:onward", site, member_id)
    look(by=request.actor, page="groups:stop", people=[row.seeker_id], now=now)
    page = {"form": form, "member": row, "group": row.group}
    page["back_url"] = reverse("groups:facilitating", args=[site, row.group_id])
    return render(request, "groups/stop.html", frame(request, **page), status=422 if form.errors else 200)


@for_holders
def onward(request, site, member_id):
    """A member's next stone, chosen together with those who hold the group."""
    row, now = _member(request, member_id), timezone.now()
    if row.seeker.erased_at:
        raise Http404
    form, overtaken = bound(request, forms.Next, offers=open_offers(), initial=known_of(row)), False
    if form.is_valid():
        try:
            actions.choose_onward(by=request.actor, member=row, now=now, **form.cleaned_data)
        except Stale:
            renew(form, row.version)
            overtaken = True
        else:
            words = _("Nu ved vi, hvor %(name)s går hen.") % {"name": row.seeker.first_name}
            messages.success(request, words)
            return redirect("groups:facilitating", site, row.group_id)
    look(by=request.actor, page="groups:onward", people=[row.seeker_id], now=now)
    page = {"form": form, "member": row, "group": row.group, "overtaken": overtaken}
    page["back_url"] = reverse("groups:facilitating", args=[site, row.group_id])
    status = 409 if overtaken else 422 if form.errors else 200
    return render(request, "groups/onward.html", frame(request, **page), status=status)


def known_of(row: Member) -> dict:
    return {
        "onward": row.onward,
        "offer": row.onward_offer_id,
        "may_be_asked": row.may_be_asked,
        "expected_version": row.version,
    }


@for_holders
def end_group(request, site, group_id):
    """The last meeting has been: who has an answer, who has not, and the end."""
    group, now = group_here(request, group_id), timezone.now()
    form, problem = bound(request, forms.End, initial={"expected_version": group.version}), ""
    members = [row for row in queries.members_of(group) if row.seat == Seat.YES]
    if form.is_valid():
        try:
            actions.end_group(by=request.actor, group=group, now=now, **form.cleaned_data)
        except actions.SomebodyUnanswered:
            form.add_error("without", _("Der mangler et svar fra nogen. Spørg dem, eller sig, hvorfor det mangler."))
        except Stale:
            renew(form, group.version)
            problem = "overtaken"
        else:
            messages.success(request, _("Tak for jeres gruppe. Alle har fået at vide, hvad der kan ske nu."))
            return redirect("groups:facilitating", site, group_id)
    look(by=request.actor, page="groups:end_group", people=[row.seeker_id for row in members], now=now)
    page = {"form": form, "group": group, "members": members, "overtaken": bool(problem)}
    page["is_running"] = group.state == Course.RUNNING
    page["back_url"] = reverse("groups:facilitating", args=[site, group_id])
    status = 409 if problem else 422 if form.errors else 200
    return render(request, "groups/end_group.html", frame(request, **page), status=status)


def _member(request, member_id) -> Member:
    rows = Member.objects.filter(group__in=queries.groups_of(request.actor), seat__in=IN_THE_COURSE)
    rows = rows.select_related("group__programme", "seeker__key", "key", "onward_offer")
    return get_object_or_404(rows, pk=member_id)
