"""The path: what becomes of the offers laid as stepping stones."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.consent.queries import may
from traedesten.consent.texts import text_of
from traedesten.domain.access import Deed
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Stale
from traedesten.journeys import actions
from traedesten.journeys.forms import stones as forms
from traedesten.journeys.models import Introduction
from traedesten.journeys.views.page import back, journey_with, page, stone_on
from traedesten.journeys.way import card_of
from traedesten.ui.typed import bound, changed_since, renew


def stone(request, site, journey_id, introduction_id):
    journey = journey_with(request, journey_id, Deed.LAY_STONE)
    stone = stone_on(journey, introduction_id)
    to, every_days = str(stone.relative_id or ""), request.site.confirm_offers_days
    card = card_of(journey, stone.offer, timezone.localdate(), every_days, to=to)
    return page(
        request,
        "stone",
        journey,
        people=[stone.relative_id],
        stone=stone,
        card=card,
        now=timezone.now(),
        may_tell=_has_yes(journey, stone),
        can_be_told=_can_be_told(stone),
    )


def _has_yes(journey, stone: Introduction) -> bool:
    person_id = stone.relative_id or journey.participant_id
    return may(person_id, Purpose.SHARE_WITH_OFFER, timezone.now(), about_id=stone.offer_id)


def _can_be_told(stone: Introduction) -> bool:
    return bool(stone.offer.contact_phone or stone.offer.contact_email)


@require_POST
def choose(request, site, journey_id, introduction_id):
    journey = journey_with(request, journey_id, Deed.LAY_STONE)
    stone = stone_on(journey, introduction_id)
    if stone.stone != "chosen":
        actions.choose_stone(by=request.actor, introduction=stone, now=timezone.now())
    messages.success(request, _("%(offer)s er valgt. Nu kan I aftale et besøg.") % {"offer": stone.offer.name})
    return back(request, journey)


@require_POST
def settle(request, site, journey_id, introduction_id):
    journey = journey_with(request, journey_id, Deed.CLOSE_STONE)
    stone = stone_on(journey, introduction_id)
    if stone.stone != "settled":
        actions.settle(by=request.actor, introduction=stone, now=timezone.now())
    who = stone.relative.first_name if stone.relative else journey.participant.first_name
    messages.success(request, _("Godt gået. %(name)s er faldet til.") % {"name": who})
    return back(request, journey)


@require_POST
def unsettle(request, site, journey_id, introduction_id):
    journey = journey_with(request, journey_id, Deed.CLOSE_STONE)
    stone = stone_on(journey, introduction_id)
    if stone.stone == "settled":
        actions.unsettle(by=request.actor, introduction=stone, now=timezone.now())
    messages.success(request, _("Fortrudt. %(offer)s står igen som før.") % {"offer": stone.offer.name})
    return back(request, journey)


def leave(request, site, journey_id, introduction_id):
    journey = journey_with(request, journey_id, Deed.CLOSE_STONE, form=True)
    stone = stone_on(journey, introduction_id)
    known = {"overwhelmed": stone.overwhelmed, "words": stone.left_words}
    start = known | {"expected_version": journey.version}
    form, status, theirs = bound(request, forms.Leaving, initial=start), 0, ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave_stone(by=request.actor, introduction=stone, now=timezone.now(), **form.cleaned_data)
        except Stale:
            renew(form, journey.version)
            status, theirs = 409, changed_since(form, known)
        else:
            messages.success(request, _left_words(stone, form.cleaned_data))
            return _other_places(request, journey, stone)
    about = {"people": [stone.relative_id], "stone": stone}
    return page(request, "leave_stone", journey, form=form, status=status, theirs=theirs, **about)


def _left_words(stone: Introduction, answers: dict) -> str:
    """Brave is who went; remembered is what was told."""
    if stone.was_visited and answers["overwhelmed"]:
        return _("Det var modigt at prøve. Vi husker, hvad der blev for meget.")
    if stone.was_visited:
        return _("Det var modigt at prøve. Her er andre steder.")
    if answers["overwhelmed"]:
        return _("Godt, I sagde det. Vi husker, hvad der ville blive for meget. Her er andre steder.")
    return _("Det er helt fint. Her er andre steder.")


def _other_places(request, journey, stone: Introduction):
    """The places to choose from, for whoever it was about."""
    query = {"query": {"til": stone.relative_id}} if stone.relative_id else {}
    return redirect(reverse("journeys:lay_stone", args=[request.site.slug, journey.pk], **query))


def tell_offer(request, site, journey_id, introduction_id):
    """The yes can be noted on the spot; without it nothing is told."""
    now = timezone.now()
    journey = journey_with(request, journey_id, Deed.TELL_OFFER)
    stone = stone_on(journey, introduction_id)
    has_yes, can_be_told = _has_yes(journey, stone), _can_be_told(stone)
    form = None if has_yes else bound(request, forms.Telling)
    if request.method == "POST" and can_be_told and (has_yes or form.is_valid()):
        channel = None if has_yes else Channel(form.cleaned_data["channel"])
        actions.tell_offer(by=request.actor, introduction=stone, channel=channel, now=now)
        messages.success(request, _("%(offer)s får besked, så nogen tager imod.") % {"offer": stone.offer.name})
        return redirect("journeys:stone", site, journey.pk, stone.pk)
    return page(
        request,
        "tell_offer",
        journey,
        form=form,
        people=[stone.relative_id],
        stone=stone,
        can_be_told=can_be_told,
        words=text_of(Purpose.SHARE_WITH_OFFER),
    )
