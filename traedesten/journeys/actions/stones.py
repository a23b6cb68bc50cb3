"""The path: offers laid as stepping stones, chosen, settled in, or left."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import MoveNotAllowed, Step, Stone
from traedesten.journeys import queries
from traedesten.journeys.models import Introduction, Journey, Visit, Wishes
from traedesten.journeys.next_step import falls_with
from traedesten.offers.models import Offer
from traedesten.people.models import Relative


@transaction.atomic
def lay_stone(
    *,
    by: Actor,
    journey: Journey,
    offer: Offer,
    now: datetime,
    why: str = "",
    could_be_hard: str = "",
    is_chosen: bool = False,
    relative: Relative | None = None,
    expected_version: int | None = None,
) -> Introduction:
    """Lay an offer as the next stone, for the participant or as relief for a relative, and relief for nobody else.

    An offer that lies there already, for the same person, is given back as it is; other words about it take
    the place of those that stand when ``expected_version`` is the journey's own, else ``Stale``.
    """
    journey = journey.locked()
    require(by, Deed.LAY_STONE, site_id=journey.site_id, owners=journey.owners)
    journey.require_open("lay_stone")
    _keep_relief_for_relatives(offer, relative)
    stone = queries.open_stone(journey, offer, relative)
    if stone and _says(stone, why, could_be_hard, is_chosen):
        return stone
    if stone:
        journey.require_seen(expected_version)
    place = {"offer": offer, "relative": relative, "position": _next_position(journey, relative)}
    stone = stone or Introduction(journey=journey, key=journey.key, made_at=now, **place)
    stone.why, stone.could_be_hard, stone.changed_at = why, could_be_hard, now
    if is_chosen and stone.stone == Stone.SUGGESTED:
        stone.take(Step.CHOOSE, now)
    stone.save()
    journey.keep()
    record(by=by, verb="journey.stone_laid", at=now, offer=offer.pk, chosen=is_chosen, **_about(journey, stone))
    return stone


def _keep_relief_for_relatives(offer: Offer, relative: Relative | None) -> None:
    if offer.kind == Offer.Kind.RELIEF and relative is None:
        raise MoveNotAllowed("relief", "lay_stone")


def _says(stone: Introduction, why: str, could_be_hard: str, is_chosen: bool) -> bool:
    """Whether nothing would be lost: no other words, and a choice that has been made already."""
    is_as_far = not is_chosen or stone.stone != Stone.SUGGESTED
    return is_as_far and (why, could_be_hard) in (("", ""), (stone.why, stone.could_be_hard))


def _next_position(journey: Journey, relative: Relative | None) -> int:
    last = journey.introductions.filter(relative=relative).aggregate(last=Max("position"))["last"] or 0
    return last + 1


@transaction.atomic
def refuse_offer(*, by: Actor, journey: Journey, offer: Offer, now: datetime) -> Introduction:
    """The person says no before going there: kept as a stone that was left, so that it is not proposed again.

    Twice is one no. ``MoveNotAllowed`` for an offer that lies on the path; such a stone is left.
    """
    journey = journey.locked()
    require(by, Deed.LAY_STONE, site_id=journey.site_id, owners=journey.owners)
    journey.require_open(Step.LEAVE)
    if queries.open_stone(journey, offer, None):
        raise MoveNotAllowed("on_the_path", Step.LEAVE)
    known = journey.introductions.filter(offer=offer, relative=None).first()
    if known:
        return known
    stone = Introduction(journey=journey, key=journey.key, offer=offer, made_at=now)
    stone.position = _next_position(journey, None)
    stone.take(Step.LEAVE, now)
    stone.save()
    record(by=by, verb="journey.offer_refused", at=now, offer=offer.pk, **_about(journey, stone))
    return stone


@transaction.atomic
def choose_stone(*, by: Actor, introduction: Introduction, now: datetime) -> Introduction:
    """The person wants this one."""
    journey = introduction.journey.locked()
    require(by, Deed.LAY_STONE, site_id=journey.site_id, owners=journey.owners)
    journey.require_open(Step.CHOOSE)
    same = journey.introductions.filter(offer=introduction.offer_id, relative=introduction.relative_id)
    if same.exclude(stone=Stone.LEFT).exclude(pk=introduction.pk).exists():
        raise MoveNotAllowed("on_the_path", Step.CHOOSE)
    introduction = _taken(journey, introduction, Step.CHOOSE, now)
    record(by=by, verb="journey.stone_chosen", at=now, **_about(journey, introduction))
    return introduction


@transaction.atomic
def settle(*, by: Actor, introduction: Introduction, now: datetime) -> Introduction:
    """The person belongs there now."""
    journey = introduction.journey.locked()
    require(by, Deed.CLOSE_STONE, site_id=journey.site_id, owners=journey.owners)
    introduction = _taken(journey, introduction, Step.SETTLE, now)
    record(by=by, verb="journey.stone_settled", at=now, **_about(journey, introduction))
    return introduction


@transaction.atomic
def unsettle(*, by: Actor, introduction: Introduction, now: datetime) -> Introduction:
    """Settled too soon, or by a slip of the finger: back to where the visits had brought them."""
    journey = introduction.journey.locked()
    require(by, Deed.CLOSE_STONE, site_id=journey.site_id, owners=journey.owners)
    introduction = _taken(journey, introduction, Step.UNSETTLE, now)
    if introduction.visits.filter(state=Visit.State.DONE, with_guide=False).exists():
        introduction = _taken(journey, introduction, Step.GO_ALONE, now)
    record(by=by, verb="journey.stone_unsettled", at=now, **_about(journey, introduction))
    return introduction


def _taken(journey: Journey, introduction: Introduction, step: Step, now: datetime) -> Introduction:
    introduction = journey.introductions.select_for_update(of=("self",)).get(pk=introduction.pk)
    introduction.take(step, now)
    introduction.save()
    return introduction


def _about(journey: Journey, introduction: Introduction) -> dict:
    return {
        "subject": journey,
        "person": introduction.relative_id or journey.participant_id,
        "introduction": introduction.pk,
    }


@transaction.atomic
def leave_stone(
    *,
    by: Actor,
    introduction: Introduction,
    overwhelmed: list[str],
    now: datetime,
    words: str = "",
    expected_version: int | None = None,
) -> Introduction:
    """It did not fit. What overwhelmed is remembered for the next choice, and a next step about the place is gone.

    The same words twice are one leaving.

    Of a stone that was left already other words take the place of those that stand when ``expected_version``
    is the journey's own; else ``Stale``.
    """
    journey = introduction.journey.locked()
    require(by, Deed.CLOSE_STONE, site_id=journey.site_id, owners=journey.owners)
    journey.require_open(Step.LEAVE)
    introduction = journey.introductions.select_for_update(of=("self",)).get(pk=introduction.pk)
    if introduction.stone == Stone.LEFT:
        if (introduction.overwhelmed, introduction.left_words) == (overwhelmed, words):
            return introduction
        journey.require_seen(expected_version)
    else:
        introduction.take(Step.LEAVE, now)
    introduction.overwhelmed, introduction.left_words = overwhelmed, words
    introduction.save()
    introduction.visits.filter(state="planned").update(state="cancelled", cancelled_by=by.role)
    if introduction.relative_id is None:
        _remember(journey, overwhelmed, now)
    if falls_with(introduction, journey):
        journey.next_step, journey.next_on = "", None
    journey.keep()
    record(by=by, verb="journey.stone_left", at=now, **_about(journey, introduction))
    return introduction


def _remember(journey: Journey, overwhelmed: list[str], now: datetime) -> None:
    wishes = Wishes.objects.filter(journey=journey).first()
    wishes = wishes or Wishes(journey=journey, key=journey.key, version=0)
    wishes.overwhelms = sorted({*wishes.overwhelms, *overwhelmed})
    wishes.version, wishes.changed_at = wishes.version + 1, now
    wishes.save()
