"""The problem as numbers: one row for each possible group, one entry for each person who could be in it.

A candidate is a venue, a time, a theme and a band with enough people and facilitators; candidates at the same
venue and time share a spot, where only one group can meet. Everything below this file works on positions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from traedesten.planning.groups.problem import Facilitator, Key, Person

CLASSES = ("woman", "man", "")
"""Genders in the order of `Model.gender`."""


@dataclass(frozen=True)
class Chosen:
    """One group by positions: members are people, sorted; facilitators sorted."""

    candidate: int
    members: tuple[int, ...]
    facilitators: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Model:
    """Arrays over people (n), facilitators (m), candidates (K) and entries (E).

    Entries of candidate k are `first[k]` to `first[k + 1]`, by person. `value` is what the plan is judged by,
    `worth` adds the ranks that come before all value: locks, then those who waited too long. Both are whole
    numbers; the ranks are `late_step` and `lock_step` for each person. `leaders` are the facilitators of each
    candidate, `spot` and `time` number them, sorted by spot.
    """

    people: tuple[Person, ...]
    facilitators: tuple[Facilitator, ...]
    keys: tuple[Key, ...]
    first: np.ndarray
    person: np.ndarray
    value: np.ndarray
    worth: np.ndarray
    leaders: tuple[np.ndarray, ...]
    spot: np.ndarray
    time: np.ndarray
    least: np.ndarray
    most: np.ndarray
    small_most: np.ndarray
    gender: np.ndarray
    small: np.ndarray
    late: np.ndarray
    locked: np.ndarray
    capacity: np.ndarray
    busy: frozenset[tuple[int, int]]
    apart: Mapping[int, frozenset[int]]
    late_step: int
    lock_step: int
    alone: int
    each: int

    @cached_property
    def placeable(self) -> int:
        """How many people could be in some group; a part of a model has all the people, but not all their entries."""
        return len(np.unique(self.person))

    @cached_property
    def candidate(self) -> np.ndarray:
        """The candidate of every entry."""
        return np.repeat(np.arange(len(self.keys)), np.diff(self.first))

    @cached_property
    def at_spot(self) -> tuple[np.ndarray, ...]:
        """The candidates of every spot."""
        borders = np.flatnonzero(np.diff(self.spot)) + 1
        return tuple(np.split(np.arange(len(self.keys)), borders)) if len(self.keys) else ()

    @cached_property
    def of_person(self) -> tuple[np.ndarray, ...]:
        """The entries of every person."""
        order = np.argsort(self.person, kind="stable")
        counts = np.bincount(self.person, minlength=len(self.people))
        return tuple(np.split(order, np.cumsum(counts)[:-1])) if len(self.people) else ()

    def entries(self, candidate: int) -> slice:
        return slice(int(self.first[candidate]), int(self.first[candidate + 1]))

    def entry(self, candidate: int, person: int) -> int | None:
        """The position of the entry, None when the person cannot be in the candidate."""
        rows = self.entries(candidate)
        at = rows.start + int(np.searchsorted(self.person[rows], person))
        return at if at < rows.stop and self.person[at] == person else None

    def worth_of(self, group: Chosen) -> int:
        return self._sum(self.worth, group)

    def value_of(self, group: Chosen) -> int:
        return self._sum(self.value, group)

    def worth_of_all(self, groups: Sequence[Chosen]) -> int:
        return sum(self.worth_of(group) for group in groups)

    def _sum(self, amounts: np.ndarray, group: Chosen) -> int:
        rows = self.entries(group.candidate)
        found = np.searchsorted(self.person[rows], group.members)
        return int(amounts[rows][found].sum())

    def fits(self, candidate: int, members: Sequence[int]) -> bool:
        """Whether the members by themselves make a valid group of the candidate: size, gender, apart."""
        return self.suits(members, *self.size(candidate))

    def size(self, candidate: int) -> tuple[int, int, int]:
        """(least, most, most with somebody small-only)."""
        return int(self.least[candidate]), int(self.most[candidate]), int(self.small_most[candidate])

    def suits(self, members: Sequence[int], least: int, most: int, small_most: int) -> bool:
        """Whether they make a valid group of such a size anywhere."""
        if not least <= len(members) <= (small_most if self.small[list(members)].any() else most):
            return False
        counts = np.bincount(self.gender[list(members)], minlength=3)
        if any(0 < counts[kind] < self.alone for kind in (0, 1)):
            return False
        inside = set(members)
        return not any(inside & self.apart.get(member, frozenset()) for member in members)
