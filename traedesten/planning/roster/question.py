"""What a roster is asked for: shifts, workers, cover, wishes and locks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from traedesten.planning.assignment import ListTooLong

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
    """`rest_minutes` between the end of a shift and the start of the next; `fairness` weighs each shift that the one
    with most has more than the one with fewest. `first_weekday` is that of day 0 (0 is Monday). `locked` are
    (worker, day, shift) that stay. Raises ValueError for what does not exist, repeats or is below 0,"""

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
        workers, shifts = {row.id for row in self.workers}, {row.id for row in self.shifts}
        if len(workers) < len(self.workers) or len(shifts) < len(self.shifts):
            raise ValueError("ids must be unique")
        if len(workers) * len(shifts) * max(self.days, 0) > MOST_CELLS:
            raise ListTooLong(f"more than {MOST_CELLS} shifts that somebody could have are too many")
        if self.days < 0 or min((row.least for row in self.covers), default=0) < 0:
            raise ValueError("days and attendance cannot be below 0")
        if any(row.most is not None and row.most < row.least for row in self.covers):
            raise ValueError("the most at a shift cannot be below the least")
        if any(row.minutes < 0 for row in self.shifts):
            raise ValueError("a shift cannot last less than 0 minutes")
        named = [(row.day, row.shift) for row in self.covers]
        named += [(row.day, row.shift) for row in self.wishes if row.shift] + [row[1:] for row in self.locked]
        for day, shift in named:
            if shift not in shifts or not 0 <= day < self.days:
                raise ValueError(f"there is no shift {shift} on day {day}")
        for worker in {row.worker for row in self.wishes} | {row[0] for row in self.locked}:
            if worker not in workers:
                raise ValueError(f"nobody is called {worker}")
        if any(not 0 <= row.day < self.days for row in self.wishes):
            raise ValueError("a wish is for a day outside the roster")

    def weekday(self, day: int) -> int:
        return (day + self.first_weekday) % WEEK

    def week(self, day: int) -> int:
        return (day + self.first_weekday) // WEEK

    def not_next(self) -> frozenset[tuple[str, str]]:
        """Shifts (today's, tomorrow's) that one person cannot have, by their lists or for want of rest."""
        short = {
            (early.id, late.id)
            for early in self.shifts
            for late in self.shifts
            if _minute(late) + DAY_MINUTES - _minute(early) - early.minutes < self.rest_minutes
        }
        return frozenset(short | {(shift.id, other) for shift in self.shifts for other in shift.not_next})


def _minute(shift: Shift) -> int:
    return 60 * shift.start.hour + shift.start.minute
