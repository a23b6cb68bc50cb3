"""What a world has of shifts: a house, wishes, a published duty, one that is offered, and a proposal."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from tests import make
from tests.shifts import EVENING, MORNING, a_house, opening, proposed, put, says, the_shift
from traedesten.support import actions as support
from traedesten.support import queries
from traedesten.support.models import Duty


def keep(world, now: datetime) -> None:
    """``duty`` is the guide's, ``offered_duty`` the other guide's, ``free_shift`` nobody's yet."""
    by, rows, guide, other = world.coordinator, world.rows, world.guide, world.other_guide
    today = timezone.localdate(now)
    openings = [opening(day, hours) for day in range(7) for hours in (MORNING, EVENING)]
    house = {"name": world.word, "first_on": date(2026, 1, 1), "closed_on_holidays": False, "rest_hours": 8}
    rows["shift_plan"] = a_house(world.site, by, openings=openings, now=now, **house)
    busy = {guide.pk: [today + timedelta(days=3), today + timedelta(days=20)], other.pk: []}
    for one in (guide, other):
        says(one, most=7, now=now, away_on=busy[one.pk])
    rows["duty"] = put(guide, today + timedelta(days=2), by, now=now)
    rows["offered_duty"] = put(other, today + timedelta(days=3), by, now=now)
    rows["swap"] = support.offer_duty(by=make.as_guide(other), duty=rows["offered_duty"], now=now)
    handed = put(other, today + timedelta(days=6), by, now=now)
    support.offer_duty(by=make.as_guide(other), duty=handed, now=now)
    support.take_shift(by=world.by_guide, shift=handed.shift, guide=guide, now=now)
    rows["roster_proposal"] = proposed(by, today, now)
    rows["proposed_duty"] = Duty.objects.filter(state="proposed", guide=guide).order_by("shift__on").first()
    taken = {duty.shift.on for duty in queries.standing() if duty.guide_id == guide.pk} | {*busy[guide.pk]}
    days = (today + timedelta(days=n) for n in range(2, 34))
    rows["free_shift"] = the_shift(next(day for day in days if day not in taken))
    rows["calendar_token"] = support.open_calendar(by=world.by_guide, guide=guide, now=now)


def ids(world) -> dict:
    """What stands in the addresses."""
    return {"shift_id": world.rows["duty"].shift_id, "duty_id": world.rows["duty"].pk}
