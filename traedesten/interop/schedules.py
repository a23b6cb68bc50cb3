"""Times in the terms of iCalendar, as HSDS has them, made into rules that a week calendar can show."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from dateutil.rrule import MONTHLY as EVERY_MONTH
from dateutil.rrule import WEEKLY as EVERY_WEEK
from dateutil.rrule import rrule, weekday

from traedesten.interop import clean
from traedesten.interop.fields import Fields
from traedesten.interop.records import MONTHLY, WEEKLY, ScheduleRecord

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_TIMES = 1000
"""The highest COUNT that is worked out, and how many dates of an exception list are kept."""

LAST_DAY = date(2200, 12, 31)

_RULE_PARTS = {"FREQ", "BYDAY", "INTERVAL", "UNTIL", "COUNT", "BYMONTHDAY", "DTSTART"}
_DAY_PART = re.compile(r"([+-]?\d{1,2})?\s*([A-Z]{2,9})")
_FREQUENCIES = {"WEEK": WEEKLY, "MONTH": MONTHLY, "FORTNIGHTLY": WEEKLY, "UGENTLIG": WEEKLY, "MÅNEDLIG": MONTHLY}


def read_schedule(fields: Fields, place_id: str = "") -> Iterator[ScheduleRecord]:
    """The rules in one HSDS schedule: usually one; two for "1MO,3TH", none when it says nothing."""
    fields = _with_rule(fields)
    words = fields.long("description", "notes", "schedule_description", limit=500)
    base = ScheduleRecord(
        starts=fields.clock("opens_at", "open_at"),
        ends=fields.clock("closes_at", "close_at"),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        cancelled=_dates(fields, "exdate"),
        place_id=place_id,
        words=words,
    )
    first, until = fields.day("dtstart"), fields.day("until")
    interval = fields.whole("interval", least=1, most=60) or 1
    starts = first if first and (interval > 1 or not base.valid_from) else base.valid_from
    ends = min((end for end in (base.valid_to, until) if end), default=None)
    if starts and ends and ends < starts:
        fields.warn("valid_to", "ends_before_start")
        ends = None
    base = replace(base, interval=interval, valid_from=starts, valid_to=ends)
    yield from _counted(fields, first, _rules(fields, base))


def add_count(schedule: ScheduleRecord, first: date, count: int) -> ScheduleRecord:
    """The rule with the date of its last time, when it happens `count` times from `first`."""
    days = [weekday(day, week) for day in schedule.weekdays for week in schedule.weeks or (None,)]
    rule = rrule(
        EVERY_WEEK if schedule.freq == WEEKLY else EVERY_MONTH,
        dtstart=midnight(first),
        interval=schedule.interval,
        byweekday=days or None,
        bymonthday=schedule.month_days or None,
        until=midnight(min(first + timedelta(days=36525), LAST_DAY)),
    )
    last = None
    for number, at in enumerate(rule, 1):
        last = at.date()
        if number == count:
            break
    ends = min((end for end in (schedule.valid_to, last) if end), default=None)
    return replace(schedule, valid_from=schedule.valid_from or first, valid_to=ends)


def day_parts(text: str) -> list[tuple[int, int]] | None:
    """ "1MO,-1FR" → [(1, 0), (-1, 4)]; a day of every week has 0 first. None when something is no day."""
    found = []
    for part in filter(None, re.split(r"[,;/\s]+", text.upper())):
        match = _DAY_PART.fullmatch(part)
        day = next((place for place, name in enumerate(DAYS) if match and match[2].startswith(name)), None)
        if day is None:
            return None
        found.append((int(match[1] or 0), day))
    return found


def _with_rule(fields: Fields) -> Fields:
    """A rule that stands in one text, "FREQ=WEEKLY;BYDAY=TU", as the fields it names; those that stand alone win."""
    said = fields.text("rrule", "RRULE", "recurrence_rule")
    parts = (part.partition("=") for part in said.upper().removeprefix("RRULE:").split(";"))
    found = {name.strip().lower(): value for name, _, value in parts if name.strip() in _RULE_PARTS and value}
    standing = {name: value for name, value in fields.item.items() if value not in (None, "", [])}
    return fields.inside({**found, **standing}) if found else fields


def midnight(day: date) -> datetime:
    """The start of a date, without a zone, as dateutil wants it."""
    return datetime(day.year, day.month, day.day)


def _rules(fields: Fields, base: ScheduleRecord) -> Iterator[ScheduleRecord]:
    said = fields.text("freq", "frequency").upper()
    freq = next((known for start, known in _FREQUENCIES.items() if said.startswith(start)), "")
    parts = day_parts(fields.text("byday", "weekday", "by_day")) if fields.text("byday", "weekday", "by_day") else []
    if parts is None:
        fields.warn("byday", "bad_weekday", value=fields.text("byday", "weekday", "by_day")[:40])
        parts = []
    if said.startswith("DAILY") and base.interval == 1:
        freq, parts = WEEKLY, parts or [(0, day) for day in range(7)]
    if said.startswith("FORTNIGHT"):
        base = replace(base, interval=2)
    if not said and parts:
        freq = MONTHLY if any(week for week, _ in parts) else WEEKLY
    if said and not freq:
        fields.warn("freq", "unknown_frequency", value=said[:40])
    if freq == WEEKLY:
        yield _weekly(fields, base, parts)
    elif freq == MONTHLY:
        yield from _monthly(fields, base, parts)
    elif base.valid_from and base.valid_from == (base.valid_to or base.valid_from) and not said:
        yield _once(base, base.valid_from)
    elif base.words:
        yield replace(base, interval=1, valid_from=base.valid_from, cancelled=())


def _weekly(fields: Fields, base: ScheduleRecord, parts: list[tuple[int, int]]) -> ScheduleRecord:
    days = sorted({day for _, day in parts})
    first = fields.day("dtstart") or base.valid_from
    if not days and first:
        days = [first.weekday()]
    if not days:
        fields.warn("byday", "missing_weekday")
    return replace(base, freq=WEEKLY, weekdays=tuple(days)) if days else replace(base, interval=1, cancelled=())


def _monthly(fields: Fields, base: ScheduleRecord, parts: list[tuple[int, int]]) -> Iterator[ScheduleRecord]:
    base = replace(base, freq=MONTHLY)
    numbers = re.findall(r"[+-]?\d{1,3}", fields.text("bymonthday"))
    month_days = sorted({int(number) for number in numbers if 1 <= int(number) <= 31 or int(number) == -1})
    weeks_of_day: dict[int, set[int]] = {}
    for week, day in parts:
        weeks = {week} if week in (1, 2, 3, 4, 5, -1) else {1, 2, 3, 4, 5}
        weeks_of_day[day] = weeks_of_day.get(day, set()) | weeks
    if any(week not in (0, 1, 2, 3, 4, 5, -1) for week, _ in parts):
        fields.warn("byday", "bad_weekday", value=fields.text("byday", "weekday", "by_day")[:40])
    days_of_weeks: dict[tuple[int, ...], list[int]] = {}
    for day, weeks in sorted(weeks_of_day.items()):
        days_of_weeks.setdefault(tuple(sorted(weeks)), []).append(day)
    for weeks, days in days_of_weeks.items():
        yield replace(base, weekdays=tuple(days), weeks=weeks)
    first = fields.day("dtstart") or base.valid_from
    if not days_of_weeks and (month_days or first):
        yield replace(base, month_days=tuple(month_days) or (first.day,))
    elif not days_of_weeks:
        fields.warn("bymonthday", "missing_month_day")
        yield replace(base, freq="", interval=1, cancelled=())


def _counted(fields: Fields, first: date | None, rules: Iterator[ScheduleRecord]) -> Iterator[ScheduleRecord]:
    count = fields.whole("count", least=1, most=MOST_TIMES)
    for rule in rules:
        if not count or not rule.freq:
            yield rule
        elif count == 1 and (first or rule.valid_from):
            yield _once(rule, first or rule.valid_from)
        elif first or rule.valid_from:
            yield add_count(rule, first or rule.valid_from, count)
        else:
            fields.warn("count", "count_without_start")
            yield rule


def _once(rule: ScheduleRecord, on: date) -> ScheduleRecord:
    return ScheduleRecord(on=on, starts=rule.starts, ends=rule.ends, place_id=rule.place_id, words=rule.words)


def _dates(fields: Fields, name: str) -> tuple[date, ...]:
    found = set()
    for part in filter(None, re.split(r"[,;\s]+", fields.text(name, limit=12 * MOST_TIMES))):
        try:
            found.add(clean.day(part))
        except clean.Unclear:
            fields.warn(name, "bad_date", value=part[:40])
    return tuple(sorted(found))
