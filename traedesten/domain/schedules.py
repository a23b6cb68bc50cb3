"""When an offer meets: regular times, changes to them on single days, and the moments they come to."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

FREQS = ("weekly", "monthly")
CHANGES = ("cancelled", "moved", "extra")
LAST = -1
ANCHOR = date(2001, 1, 1)
"""The Monday, first of a month, from which intervals count when a regular time has no first day."""
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
MOST_DAYS = 5 * 366
MOST_OCCURRENCES = 5_000

_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CHUNK = timedelta(days=92)


class BadSchedule(ValueError):
    """A time that cannot be: the message says what is wrong with it."""


class TooMuch(ValueError):
    """A period longer than MOST_DAYS, or one that holds more than MOST_OCCURRENCES."""


@dataclass(frozen=True)
class Regular:
    """A time that comes again, by the clock on the wall.

    `weekday` 0 (Monday) to 6; `interval` every n-th week or month; `week_of_month`, for monthly times only, 1 to 4
    or LAST. An end of 00:00 is midnight. The interval counts from the ISO week or the month of `valid_from`,
    without it from that of ANCHOR; both days are included. Raises BadSchedule.
    """

    freq: str
    weekday: int
    starts: time
    ends: time
    interval: int = 1
    week_of_month: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if self.freq not in FREQS:
            raise BadSchedule("freq must be weekly or monthly")
        if not 0 <= self.weekday <= 6:
            raise BadSchedule("weekday must be 0 (Monday) to 6 (Sunday)")
        if self.interval < 1:
            raise BadSchedule("interval must be 1 or more")
        if (self.freq == "weekly" and self.week_of_month is not None) or (
            self.freq == "monthly" and self.week_of_month not in (1, 2, 3, 4, LAST)
        ):
            raise BadSchedule("a monthly time, and no other, needs a week of the month: 1 to 4, or -1 for the last")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise BadSchedule("valid_until lies before valid_from")
        _check_times(self.starts, self.ends)


@dataclass(frozen=True)
class OneOff:
    """What is different on the day `on`: a time cancelled, moved, or extra.

    `of_start` is the start of the one meant when there are several that day; without it all are. A moved time goes to
    `moved_to`, or stays on its day, and to `starts`–`ends`, or keeps its own. An extra one needs both of these.
    Raises BadSchedule.
    """

    kind: str
    on: date
    starts: time | None = None
    ends: time | None = None
    moved_to: date | None = None
    of_start: time | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if self.kind not in CHANGES:
            raise BadSchedule("kind must be cancelled, moved or extra")
        if (self.starts is None) != (self.ends is None):
            raise BadSchedule("a changed time needs both its start and its end")
        if self.kind == "extra" and self.starts is None:
            raise BadSchedule("an extra time needs its start and its end")
        if self.kind == "cancelled" and self.starts is not None:
            raise BadSchedule("a cancelled time has no new start; say which one with of_start")
        if self.kind == "moved" and self.starts is None and self.moved_to is None:
            raise BadSchedule("a moved time needs a new day or new times")
        if self.kind != "moved" and self.moved_to is not None:
            raise BadSchedule("only a moved time goes to another day")
        if self.starts is not None and self.ends is not None:
            _check_times(self.starts, self.ends)


@dataclass(frozen=True)
class Occurrence:
    """One time it meets, aware, in the zone asked for.

    `regular` is where it comes from, None for an extra one; `change` is "", "moved" or "extra"; `note` has the words
    of the change.
    """

    starts_at: datetime
    ends_at: datetime
    regular: Regular | None = None
    change: str = ""
    note: str = ""


@dataclass(frozen=True)
class Description:
    """A code for `ui` to put in words: every_week, every_other_week, every_n_weeks, every_month, every_other_month or
    every_n_months; `params` has weekday, starts, ends, interval and week_of_month.
    """

    code: str
    params: Mapping[str, object] = field(hash=False)


@dataclass(frozen=True)
class _Local:
    """An occurrence by the clock on the wall."""

    day: date
    starts: time
    ends: time
    regular: Regular | None = None
    change: str = ""
    note: str = ""


def occurrences(
    regulars: Iterable[Regular],
    one_offs: Iterable[OneOff],
    since: date,
    until: date,
    *,
    closed_on: Collection[date] = (),
    zone: ZoneInfo,
) -> tuple[Occurrence, ...]:
    """Every time it meets on the days from `since` to `until`, both included, in order and once each.

    Regular times fall away on days in `closed_on`; moved and extra ones are somebody's own choice and stay. What is
    cancelled on a day falls away whatever put it there. A start the clock jumps over in spring is moved forward as
    the clock is; of an hour that comes twice in autumn the first is meant. Raises BadSchedule for a period that ends
    before it begins or lies outside EARLIEST–LATEST, TooMuch for one that is too long or too full.
    """
    _check_period(since, until)
    if (until - since).days > MOST_DAYS:
        raise TooMuch(f"a period of more than {MOST_DAYS} days")
    changes = tuple(one_offs)
    found: dict[tuple[datetime, datetime], Occurrence] = {}
    for local in _kept(tuple(regulars), changes, since, until, frozenset(closed_on)):
        one = _in_zone(local, zone)
        found.setdefault((one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC)), one)
        if len(found) > MOST_OCCURRENCES:
            raise TooMuch(f"more than {MOST_OCCURRENCES} occurrences")
    return tuple(found[moment] for moment in sorted(found))


def next_occurrence(
    regulars: Iterable[Regular],
    one_offs: Iterable[OneOff],
    now: datetime,
    *,
    closed_on: Collection[date] = (),
    zone: ZoneInfo,
) -> Occurrence | None:
    """The first that starts at `now` (aware) or later, None when there is none within MOST_DAYS."""
    regulars, one_offs = tuple(regulars), tuple(one_offs)
    since = now.astimezone(zone).date()
    horizon = min(since + timedelta(days=MOST_DAYS), LATEST)
    while since <= horizon:
        until = min(since + _CHUNK, horizon)
        for one in occurrences(regulars, one_offs, since, until, closed_on=closed_on, zone=zone):
            if one.starts_at.astimezone(UTC) >= now.astimezone(UTC):
                return one
        since = until + timedelta(days=1)
    return None


def days(regular: Regular, since: date, until: date) -> Iterator[date]:
    """The days from `since` to `until`, both included, that the regular time falls on, in order."""
    first = max(since, regular.valid_from or since)
    last = min(until, regular.valid_until or until)
    if first > last:
        return
    if regular.freq == "weekly":
        yield from _weekly(regular, first, last)
    else:
        yield from _monthly(regular, first, last)


def first_day(regular: Regular, since: date | None = None) -> date | None:
    """The first day it falls on, from `since` on if given; None when it has ended by then, or there is none within
    MOST_DAYS and one interval.
    """
    start = max(regular.valid_from or ANCHOR, since or date.min)
    reach = MOST_DAYS + regular.interval * 31
    return next(days(regular, start, date.fromordinal(min(start.toordinal() + reach, date.max.toordinal()))), None)


def described(regular: Regular) -> Description:
    """How often it comes, as a code with parameters."""
    unit = "week" if regular.freq == "weekly" else "month"
    code = {1: f"every_{unit}", 2: f"every_other_{unit}"}.get(regular.interval, f"every_n_{unit}s")
    names = ("weekday", "starts", "ends", "interval", "week_of_month")
    return Description(code, {name: getattr(regular, name) for name in names})


def rrule(regular: Regular, zone: ZoneInfo | None = None) -> str:
    """The value of an RRULE (RFC 5545, 3.3.10), to stand with a DTSTART on `first_day`.

    UNTIL is in UTC when `zone` is given, as it must be beside a start with a time zone; else it is local.
    """
    parts = [f"FREQ={regular.freq.upper()}", f"BYDAY={_byday(regular)}", "WKST=MO"]
    if regular.interval > 1:
        parts.insert(1, f"INTERVAL={regular.interval}")
    if regular.valid_until:
        last = datetime.combine(regular.valid_until, time(23, 59, 59), tzinfo=zone)
        parts.append(f"UNTIL={last.astimezone(UTC):%Y%m%dT%H%M%SZ}" if zone else f"UNTIL={last:%Y%m%dT%H%M%S}")
    return ";".join(parts)


def hsds(regular: Regular, since: date | None = None) -> dict[str, object]:
    """The fields of an HSDS 3.1 schedule that the regular time has; ids and descriptions are the caller's.

    `dtstart` is the first day it falls on, from `since` on if given. Times are local wall time without an offset,
    since the offset changes with the season.
    """
    start = first_day(regular, since)
    fields = {
        "freq": regular.freq.upper(),
        "interval": regular.interval,
        "byday": _byday(regular),
        "wkst": "MO",
        "dtstart": start and start.isoformat(),
        "valid_from": regular.valid_from and regular.valid_from.isoformat(),
        "valid_to": regular.valid_until and regular.valid_until.isoformat(),
        "until": regular.valid_until and regular.valid_until.isoformat(),
        "opens_at": f"{regular.starts:%H:%M}",
        "closes_at": f"{regular.ends:%H:%M}",
    }
    return {name: value for name, value in fields.items() if value is not None}


def _byday(regular: Regular) -> str:
    return f"{regular.week_of_month or ''}{_BYDAY[regular.weekday]}"


def _weekly(regular: Regular, first: date, last: date) -> Iterator[date]:
    step = 7 * regular.interval
    begun = _monday(regular.valid_from or ANCHOR) + regular.weekday
    day = begun + -(-(first.toordinal() - begun) // step) * step
    yield from map(date.fromordinal, range(day, last.toordinal() + 1, step))


def _monthly(regular: Regular, first: date, last: date) -> Iterator[date]:
    begun = _month(regular.valid_from or ANCHOR)
    month = begun + -(-(_month(first) - begun) // regular.interval) * regular.interval
    for at in range(month, _month(last) + 1, regular.interval):
        day = _day_of_month(at, regular.weekday, regular.week_of_month or 1)
        if first <= day <= last:
            yield day


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day_of_month(month: int, weekday: int, week: int) -> date:
    """The first to fourth such weekday of a month, or the last: the one in the seven days up to the month's end."""
    if week == LAST:
        following = date(*_year_and_month(month + 1), 1) - timedelta(days=7)
        return following + timedelta(days=(weekday - following.weekday()) % 7)
    start = date(*_year_and_month(month), 1)
    return start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (week - 1))


def _year_and_month(month: int) -> tuple[int, int]:
    return month // 12, month % 12 + 1


def _kept(
    regulars: tuple[Regular, ...], changes: tuple[OneOff, ...], since: date, until: date, closed: frozenset[date]
) -> Iterator[_Local]:
    """Regular times that nobody moved, those moved here, and extra ones, less what is cancelled."""
    moves = [change for change in changes if change.kind == "moved"]
    cancelled = {(change.on, change.of_start) for change in changes if change.kind == "cancelled"}
    moved = {(move.on, move.of_start) for move in moves}
    stays = (
        _Local(day, regular.starts, regular.ends, regular)
        for regular in regulars
        for day in days(regular, since, until)
        if day not in closed and not {(day, None), (day, regular.starts)} & moved
    )
    extras = (
        _Local(change.on, change.starts, change.ends, None, "extra", change.words)
        for change in changes
        if change.kind == "extra" and change.starts is not None and change.ends is not None
    )
    for one in chain(extras, (one for move in moves for one in _moved(regulars, move)), stays):
        if since <= one.day <= until and not {(one.day, None), (one.day, one.starts)} & cancelled:
            yield one


def _moved(regulars: tuple[Regular, ...], move: OneOff) -> Iterator[_Local]:
    """Where a move puts the regular times it means. Closed days do not matter: moving away from one is the point."""
    for regular in regulars:
        meant = move.of_start in (None, regular.starts)
        if meant and any(days(regular, move.on, move.on)):
            starts, ends = move.starts or regular.starts, move.ends or regular.ends
            yield _Local(move.moved_to or move.on, starts, ends, regular, "moved", move.words)


def _in_zone(local: _Local, zone: ZoneInfo) -> Occurrence:
    ends_on = local.day + timedelta(days=1) if local.ends == time(0) else local.day
    starts_at, ends_at = _moment(local.day, local.starts, zone), _moment(ends_on, local.ends, zone)
    if ends_at.astimezone(UTC) <= starts_at.astimezone(UTC):  # the clock jumped over the start and past the end
        length = datetime.combine(ends_on, local.ends) - datetime.combine(local.day, local.starts)
        ends_at = (starts_at.astimezone(UTC) + length).astimezone(zone)
    return Occurrence(starts_at, ends_at, local.regular, local.change, local.note)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Through UTC, so that a time that does not exist becomes the one the clock shows instead."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC).astimezone(zone)


def _check_times(starts: time, ends: time) -> None:
    if starts.tzinfo or ends.tzinfo:
        raise BadSchedule("times are local, without a time zone")
    if ends != time(0) and ends <= starts:
        raise BadSchedule("a time must end after it starts, on the same day")


def _check_period(since: date, until: date) -> None:
    if until < since:
        raise BadSchedule("the period ends before it begins")
    if since < EARLIEST or until > LATEST:
        raise BadSchedule(f"the period must lie between {EARLIEST} and {LATEST}")
