"""The path: offers laid as stepping stones."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from traedesten.consent.queries import may
from traedesten.consent.texts import text_of
from traedesten.domain.access import Deed
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Stale
from traedesten.domain.slots import DAYS
from traedesten.journeys import actions, queries
from traedesten.journeys.fit import Place, Wanted, fit, said
from traedesten.journeys.forms import stones as forms
from traedesten.journeys.models import Introduction
from traedesten.journeys.views.page import back, journey_with, page, stone_on
from traedesten.offers.models import Offer
from traedesten.offers.queries import open_offers
from traedesten.ui.labels import choices, inside
from traedesten.ui.templatetags.ui import clock
from traedesten.ui.typed import bound, changed_since, renew

BEST = 5
"""Offers shown at once; the rest are a tap away."""


def lay_stone(request, site, journey_id):
    """First the offers, with what speaks for each; then, with ?tilbud=, the words about the one chosen."""
    journey = journey_with(request, journey_id, Deed.LAY_STONE, form=True)
    relatives = queries.relatives_of(journey)
    form, status, theirs = _stone_form(request, journey, relatives), 0, ()
    journey.require_open("lay_stone")
    if request.method == "POST" and form.is_valid():
        try:
            stone = actions.lay_stone(by=request.actor, journey=journey, now=timezone.now(), **form.cleaned_data)
        except Stale:
            renew(form, journey.version)
            status, theirs = 409, changed_since(form, _as_laid(journey, form.cleaned_data))
        else:
            messages.success(request, _("%(offer)s ligger nu på vejen.") % {"offer": stone.offer.name})
            return back(request, journey)
    kind, to = request.GET.get("slags", ""), request.GET.get("til", "")
    every = list(open_offers())
    offers = [row for row in every if row.kind in _kinds(kind, to)]
    chosen = next((row for row in every if str(row.pk) == str(form["offer"].value() or "")), None)
    cards = _cards(journey, [chosen] if chosen else offers)
    return page(
        request,
        "lay_stone",
        journey,
        form=form,
        status=status,
        theirs=theirs,
        people=[row.pk for row in relatives],
        cards=cards[:BEST],
        more=cards[BEST:],
        chosen=chosen,
        relatives=relatives,
        kind=kind,
        to=to,
        kinds=choices("offer_kind"),
    )


def _stone_form(request, journey, relatives) -> forms.Stone:
    start = {"offer": request.GET.get("tilbud"), "relative": request.GET.get("til")}
    return bound(
        request,
        forms.Stone,
        offers=open_offers(),
        relatives=relatives,
        name=journey.participant.first_name,
        initial=start | {"expected_version": journey.version},
    )


def _as_laid(journey, answers) -> dict:
    """The words of the stone that lies there already."""
    stone = queries.open_stone(journey, answers["offer"], answers["relative"])
    return {"why": stone.why, "could_be_hard": stone.could_be_hard, "is_chosen": stone.stone != "suggested"}


def _kinds(kind: str, to: str) -> set[str]:
    """The kind asked for; else relief for a relative, and everything but relief for the participant."""
    if kind:
        return {kind}
    return {Offer.Kind.RELIEF} if to else set(Offer.Kind) - {Offer.Kind.RELIEF}


def _cards(journey, offers) -> list[dict]:
    """The offers with reasons in words, those with most for and least against first."""
    wanted, laid = _wanted(journey), queries.open_offer_ids(journey)
    cards = []
    for offer in offers:
        found = fit(wanted, _place(offer))
        reasons = [[said(reason) for reason in side] for side in (found.speaks_for, found.could_be_hard)]
        is_laid = offer.pk in laid
        cards.append(
            {"is_laid": is_laid, "offer": offer, "speaks_for": reasons[0], "hard": reasons[1], "times": weekly(offer)}
        )
    return sorted(cards, key=_least_against)


def _least_against(card: dict) -> tuple:
    """Professional help is not a stone to begin with, so it comes last."""
    return card["offer"].kind == Offer.Kind.PROFESSIONAL, len(card["hard"]) - len(card["speaks_for"])


def weekly(offer: Offer) -> list[str]:
    """ "torsdag 14.00–17.00"."""
    return [
        f"{inside('slot_day', DAYS[row.weekday])} {clock(row.starts)}–{clock(row.ends)}" for row in offer.times.all()
    ]


def _wanted(journey) -> Wanted:
    wishes, area = queries.wishes_of(journey), journey.participant.area
    left = queries.introductions_of(journey).filter(stone="left", relative=None).values_list("offer_id", flat=True)
    from_card = journey.referral.interests if journey.referral else frozenset()
    where = {"area": str(area.pk) if area else "", "point": area.point if area else None}
    left_offers = frozenset(str(pk) for pk in left)
    if wishes is None:
        return Wanted(interests=from_card, left=left_offers, **where)
    return Wanted(
        interests=from_card | set(wishes.interests),
        group_size=wishes.group_size,
        times=frozenset(wishes.times),
        overwhelms=frozenset(wishes.overwhelms),
        access_needs=frozenset(wishes.access_needs),
        reach_km=wishes.reach_km,
        left=left_offers,
        **where,
    )


def _place(offer: Offer) -> Place:
    return Place(
        id=str(offer.pk),
        kind=offer.kind,
        size=offer.size,
        interests=frozenset(offer.interests),
        times=tuple((row.weekday, row.starts, row.ends) for row in offer.times.all()),
        step_free=offer.step_free,
        area=str(offer.area.pk if offer.area else ""),
        point=offer.point,
    )


def stone(request, site, journey_id, introduction_id):
    journey = journey_with(request, journey_id, Deed.LAY_STONE)
    stone = stone_on(journey, introduction_id)
    [card] = _cards(journey, [stone.offer])
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
            messages.success(request, _("Det var modigt at prøve. Vi husker, hvad der blev for meget."))
            return back(request, journey)
    about = {"people": [stone.relative_id], "stone": stone}
    return page(request, "leave_stone", journey, form=form, status=status, theirs=theirs, **about)


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
