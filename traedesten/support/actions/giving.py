"""Guides among themselves: offering a duty, taking one, and not being able to come."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import MoveNotAllowed
from traedesten.people.models import Volunteer
from traedesten.support import letters, queries
from traedesten.support.actions.rostering import RuleBroken
from traedesten.support.models import Duty, Shift, Swap
from traedesten.support.roster import ALWAYS

STATE = Duty.State


class NothingFree(MoveNotAllowed):
    """Somebody else was quicker, or the shift is not to be had any more."""


@transaction.atomic
def offer_duty(*, by: Actor, duty: Duty, now: datetime) -> Swap:
    """Offer a published duty to the others, who are told. It is one's own until somebody takes it. Twice is once."""
    require(by, Deed.GIVE_SHIFT, site_id=duty.site_id, owners=(duty.guide.user_id,))
    duty = duty.locked(STATE.PUBLISHED)
    known = duty.swaps.filter(state=Swap.State.OFFERED).first()
    if known:
        return known
    _require_ahead(duty, now)
    swap = duty.swaps.create(offered_at=now)
    _tell_others(duty, now=now, key=f"offer:{swap.pk}")
    record(by=by, verb="shifts.duty_offered", subject=swap, at=now, person=duty.guide_id)
    return swap


@transaction.atomic
def keep_duty(*, by: Actor, duty: Duty, now: datetime) -> Duty:
    """Take the offer back. ``MoveNotAllowed`` when somebody has taken the duty."""
    require(by, Deed.GIVE_SHIFT, site_id=duty.site_id, owners=(duty.guide.user_id,))
    duty = duty.locked(STATE.PUBLISHED)
    _end_offers(duty, now)
    record(by=by, verb="shifts.duty_kept", subject=duty, at=now, person=duty.guide_id)
    return duty


@transaction.atomic
def take_shift(*, by: Actor, shift: Shift, guide: Volunteer, now: datetime) -> Duty:
    """Take a duty that another has offered, the longest offered first, or else a place that nobody has.

    ``RuleBroken`` when the guide is away, has a shift that day or would not get the rest; ``NothingFree`` when
    somebody else was quicker.
    """
    require(by, Deed.TAKE_SHIFT, site_id=shift.site_id, owners=(guide.user_id,))
    shift = shift.locked()  # one at a time
    mine = shift.duties.filter(guide=guide, state=STATE.PUBLISHED).first()
    if mine:
        return mine
    facts = queries.facts(queries.plan(), shift.on, shift.on)
    if guide.pk not in facts.guides:
        raise RuleBroken(("departed",))
    against = tuple(code for code in facts.against(facts.guides[guide.pk], shift) if code in ALWAYS)
    if against:
        raise RuleBroken(against)
    swap = queries.offers().filter(duty__shift=shift).exclude(duty__guide=guide).first()
    if shift.closed_at or not (swap or _has_room(shift, facts, now)) or shift.starts_at(facts.zone) <= now:
        raise NothingFree(STATE.PUBLISHED, "take")
    if swap:
        _hand_on(swap, guide, now)
    duty = Duty.objects.create(shift=shift, guide=guide, state=STATE.PUBLISHED, made_at=now, state_since=now)
    record(by=by, verb="shifts.shift_taken", subject=duty, at=now, person=guide.pk)
    return duty


def _has_room(shift: Shift, facts, now: datetime) -> bool:
    """Whether the published roster reaches the shift and it lacks somebody."""
    free = queries.free_places(facts.plan, timezone.localdate(now))
    return any(row.pk == shift.pk for row in free)


def _hand_on(swap: Swap, guide: Volunteer, now: datetime) -> None:
    swap.state, swap.taken_by, swap.ended_at = Swap.State.TAKEN, guide, now
    swap.save()
    swap.duty.become(STATE.GIVEN, now)
    letters.to_guides("shift_taken", [swap.duty.guide], now=now, key=str(swap.pk))


@transaction.atomic
def call_off_duty(*, by: Actor, duty: Duty, now: datetime) -> Duty:
    """The guide cannot come; why is not asked. The shift is open again; the others and the coordinators are told."""
    require(by, Deed.GIVE_SHIFT, site_id=duty.site_id, owners=(duty.guide.user_id,))
    duty = duty.locked(STATE.PUBLISHED)
    _require_ahead(duty, now)
    _end_offers(duty, now)
    duty.become(STATE.CALLED_OFF, now)
    letters.to_coordinators(duty.guide, now=now, key=str(duty.pk))
    _tell_others(duty, now=now, key=f"off:{duty.pk}")
    record(by=by, verb="shifts.duty_called_off", subject=duty, at=now, person=duty.guide_id)
    return duty


def _require_ahead(duty: Duty, now: datetime) -> None:
    if duty.shift.on < timezone.localdate(now):
        raise MoveNotAllowed(duty.state, "give")


def _end_offers(duty: Duty, now: datetime) -> None:
    duty.swaps.filter(state=Swap.State.OFFERED).update(state=Swap.State.KEPT, ended_at=now)


def _tell_others(duty: Duty, *, now: datetime, key: str) -> None:
    """Those who take shifts and could have this one."""
    facts = queries.facts(queries.plan(), duty.shift.on, duty.shift.on)
    could = [
        facts.guides[pk]
        for pk, terms in facts.terms.items()
        if pk != duty.guide_id and terms.most_a_week and not facts.against(facts.guides[pk], duty.shift)
    ]
    letters.to_guides("shift_open", could, now=now, key=key)
