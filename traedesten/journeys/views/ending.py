"""Pauses, stepping back, looking back, the end, and beginning again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed, Role
from traedesten.domain.journey import Move, MoveNotAllowed, Outcome, Stage, Stale
from traedesten.journeys import actions, queries
from traedesten.journeys.forms import ending as forms
from traedesten.journeys.models import FollowUp
from traedesten.journeys.views.page import back, journey_with, page, readable_journey
from traedesten.ui.typed import bound, changed_since, renew


def pause(request, site, journey_id):
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.PAUSE, form=True)
    start = {"expected_version": journey.version, "resume_on": journey.resume_on}
    form, status, theirs = bound(request, forms.Pause, today=timezone.localdate(now), initial=start), 0, ()
    if Move.PAUSE not in journey.moves and journey.stage != Stage.PAUSED:
        raise MoveNotAllowed(journey.stage, Move.PAUSE)
    if request.method == "POST" and form.is_valid():
        try:
            actions.pause(by=request.actor, journey=journey, now=now, **form.cleaned_data)
        except Stale:
            renew(form, journey.version)
            status, theirs = 409, changed_since(form, start)
        else:
            messages.success(request, _("Forløbet holder pause. Pladsen er stadig jeres."))
            return back(request, journey)
    return page(request, "pause", journey, form=form, status=status, theirs=theirs)


@require_POST
def resume(request, site, journey_id):
    journey = journey_with(request, journey_id, Deed.RESUME)
    if journey.stage == "paused":
        actions.resume(by=request.actor, journey=journey, now=timezone.now())
    messages.success(request, _("Velkommen tilbage på vejen."))
    return back(request, journey)


@require_POST
def step_back(request, site, journey_id):
    journey = journey_with(request, journey_id, Deed.STEP_BACK)
    if journey.stage != "following":
        actions.step_back(by=request.actor, journey=journey, now=timezone.now())
    words = _("Du har sluppet. Vi minder dig om at høre, hvordan det går: efter to uger, tre og seks måneder.")
    messages.success(request, words)
    return back(request, journey)


@require_POST
def set_back(request, site, journey_id):
    journey = journey_with(request, journey_id, Deed.SET_BACK)
    actions.set_back(by=request.actor, journey=journey, now=timezone.now())
    messages.success(request, _("I følges ad igen. Det er ikke et nederlag, det er sådan, det går."))
    return back(request, journey)


def answer_follow_up(request, site, journey_id, follow_up_id):
    journey = journey_with(request, journey_id, Deed.ANSWER_FOLLOW_UP, form=True)
    follow_up = get_object_or_404(journey.follow_ups.select_related("key"), pk=follow_up_id)
    known = {"standing": follow_up.standing, "note": follow_up.note}
    start = known | {"expected_version": journey.version}
    form, status, theirs = bound(request, forms.FollowUp, initial=start), 0, ()
    if follow_up.state == FollowUp.State.DROPPED:
        raise MoveNotAllowed(follow_up.state, "answer")
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            actions.answer_follow_up(by=request.actor, follow_up=follow_up, now=timezone.now(), **answers)
        except Stale:
            renew(form, journey.version)
            status, theirs = 409, changed_since(form, known)
        else:
            return _thank(request, journey, answers["standing"])
    return page(request, "answer_follow_up", journey, form=form, status=status, theirs=theirs, follow_up=follow_up)


def _thank(request, journey, standing: str):
    if standing == FollowUp.Standing.ALONE:
        messages.warning(request, _("Tak. Det er blevet svært igen – I kan følges ad lidt endnu."))
    else:
        messages.success(request, _("Tak. Det er godt at vide."))
    return back(request, journey)


def end_journey(request, site, journey_id):
    journey = journey_with(request, journey_id, Deed.END_JOURNEY, form=True)
    form, status = bound(request, forms.Ending, initial={"expected_version": journey.version}), 0
    if Move.END not in journey.moves:
        raise MoveNotAllowed(journey.stage, Move.END)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_journey(by=request.actor, journey=journey, now=timezone.now(), **form.cleaned_data)
        except Stale:
            renew(form, journey.version)
            status = 409
        else:
            has_died = form.cleaned_data["outcome"] == Outcome.DIED
            told = _("Det er skrevet ned. Vi sender ikke mere. Tag dig tid, og ring, hvis du vil tale om det.")
            messages.success(request, told if has_died else _("Forløbet er slut. Tak, fordi du gik med."))
            return back(request, journey) if request.actor.has(Role.COORDINATOR) else redirect("home:day", site)
    planned = [row for row in queries.follow_ups_of(journey) if row.state == FollowUp.State.PLANNED]
    return page(request, "end_journey", journey, form=form, status=status, follow_ups=planned)


@require_POST
def reopen_journey(request, site, journey_id):
    now = timezone.now()
    journey = readable_journey(request, journey_id, Deed.REOPEN_JOURNEY, now)
    if not journey.is_open:
        actions.reopen_journey(by=request.actor, journey=journey, now=now)
    if request.actor.has(Role.COORDINATOR):
        told = _("Forløbet er åbent igen. Det, der er skrevet, er her stadig. Vurdér, hvem der skal bygge broen nu.")
        messages.success(request, told)
        return back(request, journey)
    messages.success(request, _("Forløbet er åbent igen. Koordinatoren tager det videre herfra."))
    return redirect("home:day", site)
