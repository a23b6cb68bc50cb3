"""Pauses, stepping back, looking back, the end, and beginning again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.domain.access import Deed, Role
from traedesten.domain.journey import Move, MoveNotAllowed, Outcome, Stale
from traedesten.journeys import actions, queries
from traedesten.journeys.forms import ending as forms
from traedesten.journeys.models import FollowUp
from traedesten.journeys.views.page import back, journey_with, page, posted, readable_journey, renew


def pause(request, site, journey_id):
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.PAUSE)
    if request.method == "POST" and journey.stage == "paused":
        return back(request, journey)
    if Move.PAUSE not in journey.moves:
        raise MoveNotAllowed(journey.stage, Move.PAUSE)
    form = forms.Pause(posted(request), today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        actions.pause(by=request.actor, journey=journey, now=now, **form.cleaned_data)
        messages.success(request, _("Forløbet holder pause. Pladsen er stadig jeres."))
        return back(request, journey)
    return page(request, "pause", journey, form=form)


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
    journey = journey_with(request, journey_id, Deed.ANSWER_FOLLOW_UP)
    follow_up = get_object_or_404(queries.follow_ups_of(journey), pk=follow_up_id)
    form = forms.FollowUp(posted(request))
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        actions.answer_follow_up(by=request.actor, follow_up=follow_up, now=timezone.now(), **answers)
        if answers["standing"] == FollowUp.Standing.ALONE:
            messages.warning(request, _("Tak. Det er blevet svært igen – I kan følges ad lidt endnu."))
        else:
            messages.success(request, _("Tak. Det er godt at vide."))
        return back(request, journey)
    return page(request, "answer_follow_up", journey, form=form, follow_up=follow_up)


def end_journey(request, site, journey_id):
    journey = journey_with(request, journey_id, Deed.END_JOURNEY)
    if Move.END not in journey.moves:
        raise MoveNotAllowed(journey.stage, Move.END)
    start = {"expected_version": journey.version}
    form, status = forms.Ending(posted(request), initial=start), 0
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
    return page(request, "end_journey", journey, form=form, status=status)


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
