"""The path: offers laid as stepping stones, chosen, settled in, or left."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import MoveNotAllowed, Step, Stone
from traedesten.journeys.models import Introduction, Journey, Visit, Wishes
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
) -> Introduction:
    """Lay an offer as the next stone, for the participant or as relief for a relative.

    An offer that lies there already, for the same person, is given back as it is.
    """
    journey = journey.locked()
    require(by, Deed.LAY_STONE, site_id=journey.site_id, owners=journey.owners)
    journey.require_open("lay_stone")
    same = journey.introductions.filter(offer=offer, relative=relative).exclude(stone=Stone.LEFT).first()
    if same:
        return same
    last = journey.introductions.filter(relative=relative).aggregate(last=Max("position"))["last"] or 0
    introduction = journey.introductions.create(
        key=journey.key,
        offer=offer,
        relative=relative,
        position=last + 1,
        stone=Stone.CHOSEN if is_chosen else Stone.SUGGESTED,
        why=why,
        could_be_hard=could_be_hard,
        made_at=now,
        changed_at=now,
    )
    about = _about(journey, introduction)
    record(by=by, verb="journey.stone_laid", at=now, offer=offer.pk, chosen=is_chosen, **about)
    return introduction


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
    *, by: Actor, introduction: Introduction, overwhelmed: list[str], now: datetime, words: str = ""
) -> Introduction:
    """It did not fit. What overwhelmed is remembered for the next choice."""
    journey = introduction.journey.locked()
    require(by, Deed.CLOSE_STONE, site_id=journey.site_id, owners=journey.owners)
    introduction = journey.introductions.select_for_update(of=("self",)).get(pk=introduction.pk)
    introduction.take(Step.LEAVE, now)
    introduction.overwhelmed, introduction.left_words = overwhelmed, words
    introduction.save()
    introduction.visits.filter(state="planned").update(state="cancelled", cancelled_by=by.role)
    if introduction.relative_id is None:
        _remember(journey, overwhelmed, now)
    record(
        by=by,
        verb="journey.stone_left",
        subject=journey,
        at=now,
        person=introduction.relative_id or journey.participant_id,
        introduction=introduction.pk,
    )
    return introduction


def _remember(journey: Journey, overwhelmed: list[str], now: datetime) -> None:
    wishes = Wishes.objects.filter(journey=journey).first()
    wishes = wishes or Wishes(journey=journey, key=journey.key, version=0)
    wishes.overwhelms = sorted({*wishes.overwhelms, *overwhelmed})
    wishes.version, wishes.changed_at = wishes.version + 1, now
    wishes.save()
