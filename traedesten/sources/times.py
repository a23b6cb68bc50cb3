"""Times of another system as ours; what has none of our shapes is kept in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from traedesten.domain.schedules import BadSchedule, OneOff, Regular
from traedesten.interop.records import MONTHLY, WEEKLY, ScheduleRecord
from traedesten.offers.models import ONE_OFF_FIELDS, REGULAR_FIELDS
from traedesten.sources.values import rows_of

MOST_REGULAR, MOST_EXCEPTIONS = 60, 200
EVERY_WEEK = {1, 2, 3, 4, 5}


@dataclass
class Times:
    """Regular times and exceptions as JSON (``values.rows_of``), what is only known in words, and warning codes."""

    regular: list[dict[str, Any]] = field(default_factory=list)
    exceptions: list[dict[str, Any]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def times_of(schedules: Iterable[ScheduleRecord]) -> Times:
    found, regular, exceptions = Times(), {}, {}
    for schedule in schedules:
        try:
            taken = list(_regular(schedule, found)), list(_exceptions(schedule, found))
        except BadSchedule:
            taken = [], []
            _note(found, "times_left_out")
        if not any(taken) and schedule.words and f"Tid: {schedule.words}" not in found.words:
            found.words.append(f"Tid: {schedule.words}")
        regular |= dict.fromkeys(taken[0])
        exceptions |= dict.fromkeys(taken[1])
    if len(regular) > MOST_REGULAR or len(exceptions) > MOST_EXCEPTIONS:
        _note(found, "too_many_times")
    found.regular = rows_of(list(regular)[:MOST_REGULAR], REGULAR_FIELDS)
    found.exceptions = rows_of(list(exceptions)[:MOST_EXCEPTIONS], ONE_OFF_FIELDS)
    return found


def _regular(schedule: ScheduleRecord, found: Times) -> Iterator[Regular]:
    if not schedule.freq:
        return
    if schedule.starts is None or not schedule.weekdays:
        _note(found, "times_left_out")
        return
    starts, ends = schedule.starts, _end(schedule, found)
    every = {
        "interval": schedule.interval,
        "valid_from": schedule.valid_from,
        "valid_until": schedule.valid_to,
    }
    if schedule.freq == WEEKLY or (schedule.freq == MONTHLY and set(schedule.weeks) >= EVERY_WEEK):
        every["interval"] = schedule.interval if schedule.freq == WEEKLY else 1
        yield from (Regular("weekly", day, starts, ends, **every) for day in schedule.weekdays)
        return
    for week in schedule.weeks:
        if week == 5:
            _note(found, "fifth_week")
            continue
        for day in schedule.weekdays:
            yield Regular("monthly", day, starts, ends, week_of_month=week, **every)


def _exceptions(schedule: ScheduleRecord, found: Times) -> Iterator[OneOff]:
    yield from (OneOff("cancelled", on) for on in schedule.cancelled)
    if schedule.on and not schedule.freq:
        if schedule.starts is None:
            _note(found, "times_left_out")
        else:
            yield OneOff("extra", schedule.on, schedule.starts, _end(schedule, found))


def _end(schedule: ScheduleRecord, found: Times) -> time:
    """When it ends; an hour after its start, with a warning, where nobody says."""
    if schedule.ends is not None and (schedule.ends > schedule.starts or schedule.ends == time(0)):
        return schedule.ends
    _note(found, "end_assumed")
    later = datetime.combine(date(2001, 1, 1), schedule.starts) + timedelta(hours=1)
    return later.time() if later.day == 1 else time(0)


def _note(found: Times, code: str) -> None:
    if code not in found.codes:
        found.codes.append(code)
