"""Who gets which place when people take more or less of it: the generalised assignment problem, by HiGHS.

Source: S. Martello and P. Toth, Knapsack Problems (1990), chapter 7.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import floor

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from traedesten.planning.amounts import EXACT_FLOATS, Ints, counted, numbers
from traedesten.planning.assignment import LocksContradict

MOST_WORTH = 10**12
"""What all people together may be worth, for whole numbers to stay apart in HiGHS."""
SLACK = 1e-3
"""What its bound may be off by: well below one."""
FINEST_SIZE = 10**6
"""Decimals of sizes are counted up to such numbers; HiGHS keeps its rules to within a millionth."""


@dataclass(frozen=True)
class Rooms:
    """What each pair takes of its guide and each guide's capacity, in one unit; `exact` where both are whole."""

    taken: NDArray[np.float64] = field(hash=False)
    capacity: NDArray[np.float64] = field(hash=False)
    exact: bool

    @classmethod
    def of(cls, sizes: Iterable[float], capacity: Iterable[float]) -> "Rooms":
        """Raises ValueError for what is no finite number, below 0, or beyond 2**53."""
        (taken, known), (room, stated) = numbers(list(sizes)), numbers(list(capacity))
        if not known.all() or (taken < 0).any():
            raise ValueError("sizes must be numbers, and not below 0")
        if not stated.all():
            raise ValueError("capacity must be numbers")
        if (room < 0).any():
            raise ValueError("no guide can have fewer than 0 places")
        both = np.concatenate([taken, room])
        units = counted(both, max(FINEST_SIZE, int(min(both.max(initial=0), EXACT_FLOATS))))
        scaled = units.whole.astype(float) if units.exact else both * 10.0**units.decimals
        return cls(scaled[: len(taken)], scaled[len(taken) :], units.exact)

    def check(self, guide: Ints, chosen: Ints) -> None:
        """Raises ValueError where a guide has more than there is room for, if only by the solver's tolerance."""
        load = np.bincount(guide[chosen], weights=self.taken[chosen], minlength=len(self.capacity))
        if self.exact and (load > self.capacity).any():
            raise ValueError("the sizes are too large for the solver to tell them apart")


@dataclass(frozen=True)
class Sized:
    """Pair e joins `person[e]` (0…people-1) and `guide[e]`, is worth `worth[e]` and takes `rooms.taken[e]`."""

    people: int
    person: Ints = field(hash=False)
    guide: Ints = field(hash=False)
    worth: Ints = field(hash=False)
    rooms: Rooms


def best(sized: Sized, locked: list[int], *, everyone: bool, seconds: float) -> tuple[Ints, int] | None:
    """The pairs chosen and the bound on their worth; None where none keep the rules or none were found in time.

    Raises LocksContradict where the pairs numbered `locked` cannot all be kept.
    """
    count, people, rooms = len(sized.worth), sized.people, sized.rooms
    if not count:
        return None if everyone and people else (np.zeros(0, np.int64), 0)
    links, ones = np.arange(count), np.ones(count)
    once = sparse.csr_array((ones, (sized.person, links)), shape=(people, count))
    room = sparse.csr_array((rooms.taken, (sized.guide, links)), shape=(len(rooms.capacity), count))
    each = np.full(people, 1.0 if everyone else -np.inf)
    answer = milp(
        -sized.worth.astype(float),
        integrality=np.ones(count),
        bounds=Bounds(np.isin(links, locked).astype(float), 1),
        constraints=[LinearConstraint(once, each, 1), LinearConstraint(room, ub=rooms.capacity)],
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if answer.status == 2 and locked:
        raise LocksContradict("the locked pairs leave no way to keep the rules")
    if answer.x is None:
        return None
    chosen = np.flatnonzero(answer.x > 0.5)
    rooms.check(sized.guide, chosen)
    return chosen, max(floor(-answer.mip_dual_bound + SLACK), int(sized.worth[chosen].sum()))
