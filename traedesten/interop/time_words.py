"""Times as people write them, Danish first: "hver anden onsdag kl. 19.00–21.00", "1. torsdag i måneden kl. 18"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from itertools import pairwise

from traedesten.interop.records import MONTHLY, WEEKLY, ScheduleRecord
from traedesten.interop.time_tokens import ENGLISH_MONTHS, KINDS, MONTHS, NUMBER_WORDS, TOKEN

DAY_NAMES = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

LONGEST_PHRASE = 500
_SILENT = {"kl", "klokken", "den", "d", "om", "på", "fra", "i", "hver", "the", "on", "at", "of", "each", "fra kl"}


@dataclass(frozen=True)
class TimesRead:
    """What was understood, and the words that were not."""

    schedules: tuple[ScheduleRecord, ...]
    rest: str


@dataclass
class _Group:
    """The days that share their times, as far as they have been read."""

    days: list[int] = field(default_factory=list)
    weeks: list[int] = field(default_factory=list)
    month_days: list[int] = field(default_factory=list)
    dates: list[date] = field(default_factory=list)
    times: list[tuple[time, time | None]] = field(default_factory=list)
    interval: int = 1
    parity: int | None = None
    is_monthly: bool = False
    is_every: bool = False
    is_closed: bool = False
    without: str = ""
    opens_range: bool = False
    time_first: bool = False

    @property
    def has_days(self) -> bool:
        return bool(self.days or self.month_days or self.dates)

    @property
    def is_full(self) -> bool:
        """Days that come now belong to another group."""
        return self.is_closed or bool(self.times and self.has_days and not self.time_first)


Reader = Callable[[list[_Group], re.Match[str], date | None], bool]
"""Takes one token in; False when it could not be understood."""


def parse_times(text: str, on: date | None = None) -> TimesRead:
    """The rules in a phrase, and its other words. `on` (today) places even and odd weeks, and dates without a
    year; without it they stay among the words.
    """
    groups, rest = [_Group()], []
    text = " ".join(text[:LONGEST_PHRASE].replace("\n", " ; ").split()).lower()
    for match in TOKEN.finditer(text):
        reader = _READERS.get(next(kind for kind in KINDS if match[kind]))
        if reader is None or not reader(groups, match, on):
            rest += [*_unused(groups), match[0].strip()]
    rest += _unused(groups)
    _give_day_back(groups)
    schedules = [rule for group in groups for rule in _rules(group, on)]
    words = [word for word in rest if word.strip(".,:()–- ") not in {*_SILENT, ""}]
    return TimesRead(tuple(dict.fromkeys(schedules)), " ".join(words))


def time_words(schedule: ScheduleRecord) -> str:
    """A rule in Danish, such as "hver anden onsdag kl. 19.00-21.00"; its own words when it is none.

    `parse_times` understands it again, but for the dates from and to which it holds.
    """
    if schedule.on:
        days = f"{schedule.on.day:02}.{schedule.on.month:02}.{schedule.on.year}"
    elif schedule.freq == WEEKLY:
        names = " og ".join(DAY_NAMES[day] for day in schedule.weekdays)
        every = {1: "", 2: "hver anden "}.get(schedule.interval, f"hver {schedule.interval}. ")
        days = every + names
    elif schedule.freq == MONTHLY and schedule.weekdays:
        weeks = " og ".join("sidste" if week == -1 else f"{week}." for week in schedule.weeks)
        days = f"{weeks} {' og '.join(DAY_NAMES[day] for day in schedule.weekdays)} i måneden"
    elif schedule.freq == MONTHLY:
        days = " og ".join(f"den {day}. i måneden" for day in schedule.month_days)
    else:
        return schedule.words
    if schedule.starts is None:
        return days
    ends = f"-{_dotted(schedule.ends)}" if schedule.ends else ""
    return f"{days} kl. {_dotted(schedule.starts)}{ends}"


def _dotted(at: time) -> str:
    return f"{at.hour:02}.{at.minute:02}"


def _day(groups: list[_Group], number: int) -> bool:
    group = groups[-1]
    if group.without:
        group.days, group.without = [day for day in group.days if day != number], ""
        return True
    group = _fresh(groups)
    if group.opens_range and group.days:
        first = group.days[-1]
        group.days += [(first + step) % 7 for step in range(1, (number - first) % 7 + 1)]
    elif number not in group.days:
        group.days.append(number)
    group.opens_range = False
    return True


def _several_days(days: range) -> Reader:
    def read(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
        return all([_day(groups, day) for day in days])

    return read


def _one_day(number: int) -> Reader:
    return lambda groups, match, on: _day(groups, number)


def _read_nth(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    group = _fresh(groups)
    number = NUMBER_WORDS.get(match["nth"]) or int(match["nth"][0])
    if number not in group.weeks:
        group.weeks.append(number)
    return True


def _read_monthday(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    number = int(match["md"])
    if 1 <= number <= 31:
        _fresh(groups).month_days.append(number)
    return 1 <= number <= 31


def _read_monthly(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    groups[-1].is_monthly = True
    return True


def _read_fortnight(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    said = match["weeks"]
    groups[-1].interval = (NUMBER_WORDS.get(said) or int(said[0])) if said else 2
    return True


def _read_every(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    _fresh(groups).is_every = True
    return True


def _read_parity(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    groups[-1].interval = 2
    groups[-1].parity = 1 if match["odd"] else 0
    return on is not None


def _read_range(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    first, last = match["a"] or match["a2"], match["b"] or match["b2"]
    starts, ends = _clock(first, match["ah"] or match["bh"]), _clock(last, match["bh"])
    if starts and ends and match["bh"] == "pm" and not match["ah"] and starts > ends:
        starts = _clock(first, "am")
    return _add_time(groups, starts, ends) if starts and ends is not None else False


def _read_at(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    starts = _clock(match["c"] or match["e"] or match["f"], match["ch"] or match["fh"])
    return _add_time(groups, starts, None) if starts else False


def _read_date(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    number = int(match["d"] or match["d2"] or match["d3"] or match["d4"])
    said = match["y1"] or match["y2"]
    if not said and on is None:
        return False
    year = int(said) + (2000 if len(said) == 2 else 0) if said else on.year
    try:
        found = date(year, _month(match), number)
        if not said and found < on:
            found = date(year + 1, found.month, number)
    except ValueError:
        return False
    group = _fresh(groups)
    group.dates.append(found)
    return True


def _month(match: re.Match[str]) -> int:
    if not match["month"]:
        return int(match["m2"] or match["m3"] or match["m4"])
    short = match["month"][:3]
    return MONTHS.index(ENGLISH_MONTHS.get(short, short)) + 1


def _read_without(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    groups[-1].without = match[0]
    return True


def _read_closed(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    if not groups[-1].times:
        groups[-1].is_closed = True
    return groups[-1].is_closed and groups[-1].has_days


def _read_dash(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    groups[-1].opens_range = bool(groups[-1].days)
    return True


def _read_stop(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    groups.append(_Group())
    return True


def _read_nothing(groups: list[_Group], match: re.Match[str], on: date | None) -> bool:
    return True


def _fresh(groups: list[_Group]) -> _Group:
    """The group to add days to: a new one when the last already has all it needs."""
    if groups[-1].is_full:
        groups.append(_Group())
    return groups[-1]


def _unused(groups: list[_Group]) -> list[str]:
    """A "not" that no day followed."""
    word, groups[-1].without = groups[-1].without, ""
    return [word] if word else []


def _give_day_back(groups: list[_Group]) -> None:
    """ "kl. 14-16 tirsdag, onsdag kl. 10-12": the last day belongs to the time behind it."""
    for before, group in pairwise(groups):
        if before.time_first and len(before.days) > 1 and group.times and not group.has_days:
            group.days.append(before.days.pop())


def _add_time(groups: list[_Group], starts: time, ends: time | None) -> bool:
    """A time that ends the day after keeps its start, and its words."""
    if groups[-1].time_first and groups[-1].has_days:
        groups.append(_Group())
    is_clear = ends is None or ends > starts or ends == time()
    groups[-1].time_first = groups[-1].time_first or not groups[-1].has_days
    groups[-1].times.append((starts, ends if is_clear else None))
    return is_clear


def _clock(text: str, half: str | None) -> time | None:
    digits = re.sub(r"[.:]", "", text)
    hour, minute = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour % 24, minute) if hour < 24 or (hour, minute) == (24, 0) else None


def _rules(group: _Group, on: date | None) -> Iterator[ScheduleRecord]:
    if group.is_closed or not group.has_days:
        return
    for starts, ends in group.times or [(None, None)]:
        base = ScheduleRecord(starts=starts, ends=ends)
        if group.dates:
            yield from (replace(base, on=day) for day in group.dates)
        elif group.month_days:
            yield replace(base, freq=MONTHLY, month_days=tuple(sorted(set(group.month_days))))
        elif group.weeks and (group.is_monthly or not group.is_every or len(group.weeks) > 1 or min(group.weeks) < 2):
            weeks = tuple(sorted(group.weeks, key=lambda week: (week < 0, week)))
            yield replace(base, freq=MONTHLY, weekdays=tuple(sorted(group.days)), weeks=weeks)
        else:
            yield _weekly(group, replace(base, freq=WEEKLY, weekdays=tuple(sorted(group.days))), on)


def _weekly(group: _Group, rule: ScheduleRecord, on: date | None) -> ScheduleRecord:
    """ "hver anden" is every second week; even and odd weeks begin with the next such one."""
    if group.parity is None or on is None:
        return replace(rule, interval=max([group.interval, *group.weeks]))
    monday = on - timedelta(days=on.weekday())
    is_other = monday.isocalendar().week % 2 != group.parity
    return replace(rule, interval=2, valid_from=monday + timedelta(days=7 * is_other))


_READERS: dict[str, Reader] = {
    "parity": _read_parity,
    "fortnight": _read_fortnight,
    "daily": _several_days(range(7)),
    "workdays": _several_days(range(5)),
    "weekend": _several_days(range(5, 7)),
    "date": _read_date,
    "range": _read_range,
    "at": _read_at,
    "monthly": _read_monthly,
    "monthday": _read_monthday,
    "nth": _read_nth,
    "every": _read_every,
    "without": _read_without,
    "closed": _read_closed,
    **{f"day{number}": _one_day(number) for number in range(7)},
    "dash": _read_dash,
    "join": _read_nothing,
    "stop": _read_stop,
}
