"""Weekly time slots: seven days, each with a morning, an afternoon and an evening."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = (("am", 0, 12 * 60), ("pm", 12 * 60, 17 * 60), ("eve", 17 * 60, 24 * 60))
"""Part of the day, first minute, first minute after it: until noon, 12–17, from 17."""

SLOTS = tuple(f"{day}-{part}" for day in DAYS for part, _, _ in PARTS)
"""The 21 keys, "mon-am" to "sun-eve", in the order of the week."""

_ORDER = {slot: place for place, slot in enumerate(SLOTS)}


class BadSlot(ValueError):
    """Not one of the 21 keys."""


@dataclass(frozen=True)
class Overlap:
    """How many minutes (1–720) of a weekly time fall in a slot."""

    slot: str
    minutes: int


def slot_of(weekday: int, at: time) -> str:
    """The slot of a wall-clock time; weekday 0 is Monday, 6 Sunday. Raises ValueError for others."""
    _check_weekday(weekday)
    minute = _minute(at)
    return next(f"{DAYS[weekday]}-{part}" for part, start, end in PARTS if start <= minute < end)


def sort_slots(slots: Iterable[str]) -> tuple[str, ...]:
    """The keys once each, in the order of the week. Raises BadSlot."""
    unique = set(slots)
    if not unique <= _ORDER.keys():
        raise BadSlot("unknown slot")
    return tuple(sorted(unique, key=_ORDER.__getitem__))


def parse_slots(text: str) -> tuple[str, ...]:
    """Keys from text, separated by commas, semicolons or spaces, in any case, sorted. Raises BadSlot."""
    return sort_slots(text.lower().replace(",", " ").replace(";", " ").split())


def overlaps(weekday: int, start: time, end: time) -> tuple[Overlap, ...]:
    """The slots that a weekly time [start, end) touches, in order; an end of 00:00 is midnight.

    Raises ValueError when the time does not end after it starts, on the same day.
    """
    _check_weekday(weekday)
    first, last = _minute(start), _minute(end) or 24 * 60
    if last <= first:
        raise ValueError("a weekly time must end after it starts, on the same day")
    shared = ((part, min(last, until) - max(first, since)) for part, since, until in PARTS)
    return tuple(Overlap(f"{DAYS[weekday]}-{part}", minutes) for part, minutes in shared if minutes > 0)


def fits(slots: Iterable[str], weekday: int, start: time, end: time) -> bool:
    """Whether someone free in `slots` is free for the whole weekly time. Errors as in `overlaps`."""
    return {overlap.slot for overlap in overlaps(weekday, start, end)} <= set(slots)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _check_weekday(weekday: int) -> None:
    if not 0 <= weekday <= 6:
        raise ValueError("weekday must be 0 (Monday) to 6 (Sunday)")
