"""What a roster is asked for: shifts, workers, cover, wishes and locks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from traedesten.planning.assignment import ListTooLong
from traedesten.planning.roster.checks import check

MOST_CELLS = 200_000
"""People times days times shifts."""
WEEK = 7
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Shift:
    """A kind of shift: begins at `start`, lasts `minutes`; `not_next` are shifts that may not be the day after."""

    id: str
    minutes: int
    start: time = time(0)
    not_next: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Worker:
    """Somebody who takes shifts. `None` is no limit; days are numbers from 0, weeks are seven of them.

    `shifts` are those they can take (None all) and `most_of` how many of each at most; `away` the days they cannot;
    `cannot` (day, shift) they cannot. Days in a row are counted within the roster only: what goes on at its borders
    may have begun before or go on after, so a short run at the border is no breach.
    """

    id: str
    away: frozenset[int] = frozenset()
    cannot: frozenset[tuple[int, str]] = frozenset()
    shifts: frozenset[str] | None = None
    most_of: Mapping[str, int] = field(default_factory=dict, hash=False)
    most_a_week: int | None = None
    least_minutes: int = 0
    most_minutes: int | None = None
    most_in_row: int | None = None
    least_in_row: int = 1
    least_days_off: int = 1
    most_weekends: int | None = None


@dataclass(frozen=True)
class Cover:
    """How many should be at a shift that day. Below `least` or above `most` is a breach weighed by `under`, `over`
    for each person; where the weight is None, it may not happen.
    """

    day: int
    shift: str
    least: int = 1
    most: int | None = None
    under: int | None = 100
    over: int | None = 1


@dataclass(frozen=True)
class Wish:
    """To have that shift that day (or, with `off`, not to have it; `shift` "" is the whole day), and how much."""

    worker: str
    day: int
    shift: str = ""
    off: bool = False
    weight: int = 1


@dataclass(frozen=True)
class Question:
    """`rest_minutes` between the end of a shift and the start of the next, on whatever day that is; `fairness` weighs
    each shift that the one with most has more than the one with fewest. `first_weekday` is that of day 0 (0 is
    Monday). `locked` are (worker, day, shift) that stay. Raises ValueError for workers, shifts and days that do not
    exist, ids that repeat, numbers below 0 or not whole, and a most below its least; ListTooLong for more than the
    planner is meant for.
    """

    workers: tuple[Worker, ...]
    shifts: tuple[Shift, ...]
    days: int
    covers: tuple[Cover, ...]
    wishes: tuple[Wish, ...] = ()
    locked: frozenset[tuple[str, int, str]] = frozenset()
    rest_minutes: int = 0
    fairness: int = 0
    first_weekday: int = 0

    def __post_init__(self) -> None:
        check(self)
        if len(self.workers) * len(self.shifts) * self.days > MOST_CELLS:
            raise ListTooLong(f"more than {MOST_CELLS} shifts that somebody could have are too many")

    def weekday(self, day: int) -> int:
        return (day + self.first_weekday) % WEEK

    def week(self, day: int) -> int:
        return (day + self.first_weekday) // WEEK

    def not_after(self) -> frozenset[tuple[int, str, str]]:
        """(days, early, late): shifts that one person cannot have so many days apart, by the shifts' lists or for
        want of rest, which may take more than a day.
        """
        ends = max((_minute(shift) + shift.minutes for shift in self.shifts), default=0)
        reach = min((ends + self.rest_minutes) // DAY_MINUTES + 1, self.days)
        short = {
            (days, early.id, late.id)
            for days in range(1, reach + 1)
            for early in self.shifts
            for late in self.shifts
            if _minute(late) + days * DAY_MINUTES - _minute(early) - early.minutes < self.rest_minutes
        }
        return frozenset(short | {(1, shift.id, other) for shift in self.shifts for other in shift.not_next})


def _minute(shift: Shift) -> int:
    return 60 * shift.start.hour + shift.start.minute
