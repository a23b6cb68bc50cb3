"""iCalendar feeds made into times: rules where they are weekly or monthly, single dates within a window elsewhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

from traedesten.interop import clean, ids
from traedesten.interop.records import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MONTHLY,
    WEEKLY,
    EventRecord,
    Read,
    Refusal,
    ScheduleRecord,
    Warning,
)
from traedesten.interop.schedules import MOST_TIMES, add_count, day_parts

LARGEST = 10_000_000
"""Bytes of a feed; it is read whole."""

MOST_SINGLE = 200
"""Single dates that one series may give."""

MOST_LOOKED_AT = 50_000
"""Times of a rule that are gone through."""

_EARLIEST = date(1970, 1, 1)
_PLAIN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "WKST", "COUNT", "UNTIL"}
_OTHER_RULES = {"BYSETPOS", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYHOUR", "BYMINUTE", "BYSECOND"}


def read_calendar(content: bytes, first: date, last: date, zone: str = "Europe/Copenhagen") -> Iterator[Read]:
    """The series and single events of a feed. What is no weekly or monthly rule is expanded from `first` to `last`;
    what is over before `first` is left out. Times are wall-clock times of `zone`. Raises Refusal: empty, html,
    not_a_calendar, calendar_too_large, truncated.
    """
    for events in _series(_calendar(content)):
        yield from _read_series(events, first, last, ZoneInfo(zone))


def _calendar(content: bytes) -> list[Any]:
    if len(content) > LARGEST:
        raise Refusal("calendar_too_large", limit=LARGEST)
    beginning = content[:1000].decode("utf-8-sig", "replace").strip().lower()
    if not beginning:
        raise Refusal("empty")
    if beginning.startswith(("<!doctype", "<html")):
        raise Refusal("html")
    if not beginning.startswith("begin:vcalendar"):
        raise Refusal("not_a_calendar")
    if not content.rstrip().lower().endswith(b"end:vcalendar"):
        raise Refusal("truncated")
    try:
        return Calendar.from_ical(content.decode("utf-8-sig", "traedesten.cp1252"), multiple=True)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        raise Refusal("not_a_calendar") from None


def _series(calendars: list[Any]) -> Iterator[list[Any]]:
    """The events by UID, each with its changed occurrences; those without a UID alone."""
    together: dict[str, list[Any]] = {}
    for number, event in enumerate(event for calendar in calendars for event in calendar.walk("VEVENT")):
        together.setdefault(str(event.get("UID", "")) or f"\x00{number}", []).append(event)
    yield from together.values()


def _read_series(events: list[Any], first: date, last: date, zone: ZoneInfo) -> Iterator[Read]:
    main = next((event for event in events if "RECURRENCE-ID" not in event), events[0])
    where = str(main.get("UID", ""))[:LONGEST_NAME] or ids.derived("event", str(main.get("SUMMARY")), _first_of(main))
    if str(main.get("STATUS", "")).upper() == "CANCELLED":
        return
    warnings: list[Warning] = []
    begins = _moment(main, "DTSTART", zone)
    if begins is None:
        yield Read(None, (Warning(where, "DTSTART", "bad_date"),))
        return
    changed = [event for event in events if "RECURRENCE-ID" in event]
    schedules = [*_schedules(main, begins, changed, (first, last), zone, where, warnings)]
    schedules += [it for event in changed for it in _single(event, zone) if first <= it.on <= last]
    if schedules:
        yield Read(_record(main, where, tuple(dict.fromkeys(schedules))), tuple(warnings))
    elif warnings:
        yield Read(None, tuple(warnings))


def _record(event: Any, where: str, schedules: tuple[ScheduleRecord, ...]) -> EventRecord:
    try:
        url = clean.url(str(event["URL"])) if "URL" in event else ""
    except clean.Unclear:
        url = ""
    return EventRecord(
        source_id=where,
        name=clean.plain_text(str(event.get("SUMMARY", "")), lines=False)[:LONGEST_NAME],
        description=clean.plain_text(str(event.get("DESCRIPTION", "")))[:LONGEST_TEXT],
        place=clean.plain_text(str(event.get("LOCATION", "")), lines=False)[:LONGEST_NAME],
        url=url,
        schedules=schedules,
    )


def _schedules(
    event: Any,
    begins: datetime,
    changed: list[Any],
    window: tuple[date, date],
    zone: ZoneInfo,
    where: str,
    warnings: list[Warning],
) -> Iterator[ScheduleRecord]:
    once = next(iter(_single(event, zone)))
    extra = [replace(once, on=day.date()) for day in _dates(event, "RDATE", zone)]
    rule = event.get("RRULE")
    rule = rule[0] if isinstance(rule, list) and rule else rule
    if rule is not None and not isinstance(rule, dict):
        warnings.append(Warning(where, "RRULE", "unknown_frequency"))
        rule = None
    cancelled = {day.date() for day in _dates(event, "EXDATE", zone)}
    cancelled |= {day.date() for change in changed if (day := _moment(change, "RECURRENCE-ID", zone))}
    if rule is None:
        yield from (it for it in [once, *extra] if window[0] <= it.on <= window[1] and it.on not in cancelled)
        return
    base = replace(once, on=None, valid_from=begins.date(), valid_to=_until(rule, zone))
    found = _as_rule(rule, base, begins)
    if found is None:
        found = [replace(once, on=day) for day in _expanded(rule, begins, window, where, warnings)]
        found = [it for it in found if it.on not in cancelled]
    kept = tuple(sorted(cancelled))[:MOST_TIMES]
    for it in [*found, *(it for it in extra if window[0] <= it.on <= window[1])]:
        if it.on or it.valid_to is None or it.valid_to >= window[0]:
            yield it if it.on else replace(it, cancelled=kept)


def _as_rule(rule: Any, base: ScheduleRecord, begins: datetime) -> list[ScheduleRecord] | None:
    """Weekly and monthly rules as they are; None for those that a week calendar cannot show."""
    if rule.keys() & _OTHER_RULES:
        return None
    freq = str(_only(rule, "FREQ", "")).upper()
    parts = day_parts(",".join(str(day) for day in rule.get("BYDAY", ())))
    interval, count = _number(rule, "INTERVAL", 1), _number(rule, "COUNT", 0)
    if parts is None or not 1 <= interval <= 60 or count > MOST_TIMES:
        return None
    if freq == "DAILY" and interval == 1:
        freq, parts = WEEKLY, parts or [(0, day) for day in range(7)]
    base = replace(base, freq=freq, interval=interval)
    if freq == WEEKLY:
        days = tuple(sorted({day for _, day in parts})) or (begins.weekday(),)
        found = replace(base, weekdays=days)
    elif freq == MONTHLY:
        found = _monthly(rule, base, parts, begins)
    else:
        return None
    if found is None or not count:
        return found if found is None else [found]
    return [add_count(found, begins.date(), count)]


def _monthly(
    rule: Any, base: ScheduleRecord, parts: list[tuple[int, int]], begins: datetime
) -> ScheduleRecord | None:
    if not parts:
        days = tuple(sorted({int(day) for day in rule.get("BYMONTHDAY", (begins.day,))}))
        return replace(base, month_days=days) if all(1 <= day <= 31 or day == -1 for day in days) else None
    weeks = {week for week, _ in parts}
    is_even = all({week for week, day in parts if day == each} == weeks for _, each in parts)
    if "BYMONTHDAY" in rule or not is_even or not weeks <= {1, 2, 3, 4, 5, -1}:
        return None
    days = tuple(sorted({day for _, day in parts}))
    return replace(base, weekdays=days, weeks=tuple(sorted(weeks, key=lambda week: (week < 0, week))))


def _expanded(
    rule: Any, begins: datetime, window: tuple[date, date], where: str, warnings: list[Warning]
) -> list[date]:
    """The dates of another rule within the window; none, with a warning, of a rule that could take forever."""
    until = min(_until(rule, ZoneInfo("UTC")) or window[1], window[1])
    times = _times(rule, begins, until)
    try:
        found = islice(times, min(_number(rule, "COUNT", MOST_LOOKED_AT), MOST_LOOKED_AT))
        dates = list(islice((day for day in found if day >= window[0]), MOST_SINGLE + 1))
    except (ValueError, TypeError, OverflowError):
        warnings.append(Warning(where, "RRULE", "unknown_frequency"))
        return []
    if len(dates) > MOST_SINGLE:
        warnings.append(Warning(where, "RRULE", "too_many", {"limit": MOST_SINGLE}))
    return dates[:MOST_SINGLE]


def _times(rule: Any, begins: datetime, until: date) -> Iterator[date]:
    """The dates of a rule. dateutil looks for the next one until the year 9999, which is quick for months and years;
    days are gone through here, and of weeks only rules that do happen. Raises ValueError for all others.
    """
    freq, interval = str(_only(rule, "FREQ", "")).upper(), _number(rule, "INTERVAL", 1)
    months = [int(month) for month in rule.get("BYMONTH", ())]
    if interval < 1 or begins.date() < _EARLIEST or not all(1 <= month <= 12 for month in months):
        raise ValueError("not to be expanded")
    if freq == "DAILY" and rule.keys() <= {*_PLAIN, "BYMONTHDAY"}:
        yield from _daily(rule, months, begins.date(), until, interval)
    elif freq in (MONTHLY, "YEARLY") or (freq == WEEKLY and rule.keys() <= _PLAIN):
        parts = {name: value for name, value in rule.items() if name not in ("UNTIL", "COUNT")}
        text = f"{rule.__class__(parts).to_ical().decode()};UNTIL={until:%Y%m%d}T235959"
        yield from (at.date() for at in rrulestr(text, dtstart=begins))
    else:
        raise ValueError("not to be expanded")


def _daily(rule: Any, months: list[int], first: date, until: date, interval: int) -> Iterator[date]:
    days = day_parts(",".join(str(day) for day in rule.get("BYDAY", ())))
    if days is None:
        raise ValueError("no weekday")
    weekdays, month_days = {day for _, day in days}, {int(day) for day in rule.get("BYMONTHDAY", ())}
    for number in range(0, (until - first).days + 1, interval):
        day = first + timedelta(days=number)
        from_end = (day + timedelta(days=1)).day == 1
        is_month_day = not month_days or day.day in month_days or (from_end and -1 in month_days)
        if is_month_day and (not months or day.month in months) and (not weekdays or day.weekday() in weekdays):
            yield day


def _single(event: Any, zone: ZoneInfo) -> list[ScheduleRecord]:
    """The one date of an event; none when it is cancelled or has no beginning."""
    begins, ends = _moment(event, "DTSTART", zone), _moment(event, "DTEND", zone)
    if begins is None or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return []
    if _is_whole_day(event):
        return [ScheduleRecord(on=begins.date())]
    lasts = _value(event.get("DURATION"))
    if ends is None and isinstance(lasts, timedelta):
        ends = begins + min(lasts, timedelta(days=1))
    closes = ends.time() if ends and (ends.date() == begins.date() or ends.time() == time()) else None
    return [ScheduleRecord(on=begins.date(), starts=begins.time(), ends=closes if closes != begins.time() else None)]


def _is_whole_day(event: Any) -> bool:
    return not isinstance(_value(event["DTSTART"]), datetime)


def _moment(event: Any, name: str, zone: ZoneInfo) -> datetime | None:
    return _local(_value(event.get(name)), zone)


def _value(entry: Any) -> Any:
    """What a property says; None when it is missing or broken."""
    try:
        return getattr(entry, "dt", None)
    except ValueError:
        return None


def _local(value: Any, zone: ZoneInfo) -> datetime | None:
    """A wall-clock time without a zone, to the minute; None for anything but a date of these centuries."""
    if isinstance(value, datetime):
        if not 1900 <= value.year <= 2200:
            return None
        local = value.astimezone(zone) if value.tzinfo else value
        return local.replace(tzinfo=None, second=0, microsecond=0)
    if isinstance(value, date) and 1900 <= value.year <= 2200:
        return datetime.combine(value, time())
    return None


def _dates(event: Any, name: str, zone: ZoneInfo) -> Iterator[datetime]:
    found = event.get(name, [])
    for group in found if isinstance(found, list) else [found]:
        for entry in _entries(group)[:MOST_TIMES]:
            value = entry.dt[0] if isinstance(entry.dt, tuple) else entry.dt
            if (local := _local(value, zone)) is not None:
                yield local


def _entries(group: Any) -> list[Any]:
    """The dates of a list property; none when it is broken."""
    try:
        return list(getattr(group, "dts", ()))
    except ValueError:
        return []


def _until(rule: Any, zone: ZoneInfo) -> date | None:
    value = _only(rule, "UNTIL", None)
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    local = _local(value, zone)
    return local.date() if local else None


def _only(rule: Any, name: str, otherwise: Any) -> Any:
    value = rule.get(name, otherwise)
    return (value[0] if value else otherwise) if isinstance(value, list) else value


def _number(rule: Any, name: str, otherwise: int) -> int:
    value = _only(rule, name, otherwise)
    return value if isinstance(value, int) else otherwise


def _first_of(event: Any) -> str:
    return str(_value(event.get("DTSTART")))
