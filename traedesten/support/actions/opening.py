"""When the house is open, and the shifts that follow from it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.workdays import danish_holidays
from traedesten.people.queries import guides
from traedesten.support import letters, queries
from traedesten.support.models import Duty, Opening, Shift, ShiftPlan


@transaction.atomic
def keep_plan(
    *,
    by: Actor,
    openings: Iterable[Mapping[str, object]],
    now: datetime,
    plan: ShiftPlan | None = None,
    expected_version: int | None = None,
    **fields,
) -> ShiftPlan:
    """Write down the house and its weekly openings (weekday, starts, ends, needed, fewest), and open its shifts.

    ``Stale`` when ``expected_version`` is given and somebody else has changed it since.
    """
    require(by, Deed.KEEP_SHIFTS, site_id=by.site_id)
    row = plan.locked(expected_version) if plan else ShiftPlan(version=0)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _keep_openings(row, openings)
    _follow_openings(row, timezone.localdate(now))
    record(by=by, verb="shifts.plan_kept", subject=row, at=now, fields=sorted(fields))
    return row


def _keep_openings(plan: ShiftPlan, wanted: Iterable[Mapping[str, object]]) -> None:
    """One that begins at the same time is the same, so that the guides' wishes for it stay."""
    there = {(row.weekday, row.starts): row for row in plan.openings.all()}
    for one in wanted:
        row = there.pop((one["weekday"], one["starts"]), None) or Opening(plan=plan)
        for name, value in one.items():
            setattr(row, name, value)
        row.save()
    Opening.objects.filter(pk__in=[row.pk for row in there.values()]).delete()


def _follow_openings(plan: ShiftPlan, today: date) -> tuple[int, int]:
    """Bring the shifts ahead into step with the openings: how many came and went.

    One that has had a guide stays, for somebody to decide; so does one that was closed.
    """
    due = _due(plan, today)
    came = went = 0
    for row in Shift.objects.select_for_update().filter(plan=plan, on__gte=today):
        opening = due.pop((row.on, row.starts), None)
        if opening:
            row.ends, row.needed, row.fewest = opening.ends, opening.needed, opening.fewest
            row.save()
        elif not row.closed_at and not row.duties.exists():
            row.delete()
            went += 1
    for (on, starts), opening in due.items():
        how_many = {"needed": opening.needed, "fewest": opening.fewest}
        Shift.objects.create(plan=plan, on=on, starts=starts, ends=opening.ends, **how_many)
        came += 1
    return came, went


def _due(plan: ShiftPlan, today: date) -> dict[tuple, Opening]:
    first, last = max(today, plan.first_on), today + queries.AHEAD
    last = min(last, plan.last_on) if plan.last_on else last
    years = range(today.year, last.year + 1) if plan.closed_on_holidays else ()
    closed = frozenset().union(*(danish_holidays(year) for year in years))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    rows = list(queries.openings(plan))
    return {
        (day, row.starts): row for day in days if day not in closed for row in rows if row.weekday == day.weekday()
    }


@transaction.atomic
def open_shifts(*, by: Actor, plan: ShiftPlan, now: datetime) -> ShiftPlan:
    """Write down the shifts of the coming weeks. Again is no more."""
    require(by, Deed.KEEP_SHIFTS, site_id=plan.site_id)
    plan = plan.locked()
    came, went = _follow_openings(plan, timezone.localdate(now))
    record(by=by, verb="shifts.opened", subject=plan, at=now, came=came, went=went)
    return plan


@transaction.atomic
def close_shift(*, by: Actor, shift: Shift, now: datetime, is_closed: bool = True) -> Shift:
    """The house stays shut for one shift, and its guides are told; or it opens after all, with nobody on it."""
    require(by, Deed.KEEP_SHIFTS, site_id=shift.site_id)
    shift = shift.locked()
    if is_closed == bool(shift.closed_at):
        return shift
    shift.closed_at = now if is_closed else None
    shift.save()
    on = list(shift.duties.filter(state__in=Duty.STANDING).select_related("guide__key")) if is_closed else []
    told = [duty.guide for duty in on if duty.state == Duty.State.PUBLISHED]
    for duty in on:
        duty.become(Duty.State.TAKEN_OFF, now)
    letters.to_guides("shift_changed", told, now=now, key=f"closed:{shift.pk}:{now:%Y%m%d%H%M}")
    record(by=by, verb="shifts.closed" if is_closed else "shifts.reopened", subject=shift, at=now, guides=len(on))
    return shift


@transaction.atomic
def ask_for_wishes(*, by: Actor, plan: ShiftPlan, now: datetime) -> int:
    """Ask all guides when they can, at most once a day. How many were asked now."""
    require(by, Deed.KEEP_SHIFTS, site_id=plan.site_id)
    asked = letters.to_guides(
        "shift_wishes", guides(), now=now, key=f"{plan.pk}:{timezone.localdate(now)}", page="wishes"
    )
    record(by=by, verb="shifts.wishes_asked", subject=plan, at=now, asked=asked)
    return asked


@transaction.atomic
def release_departed(*, by: Actor, plan: ShiftPlan, now: datetime) -> int:
    """Take those who have left the site off the shifts ahead, and tell the coordinators. How many shifts it was."""
    require(by, Deed.KEEP_SHIFTS, site_id=plan.site_id)
    left = list(queries.departed(timezone.localdate(now)))
    for duty in left:
        duty.become(Duty.State.TAKEN_OFF, now)
        letters.to_coordinators(duty.guide, now=now, key=f"departed:{duty.guide_id}:{timezone.localdate(now)}")
    record(by=by, verb="shifts.departed_released", subject=plan, at=now, duties=len(left))
    return len(left)
