"""Guides for all who wait, at once: the proposal that is worth most, why, and what it would take for the rest.

The rules and the weights are those of `planning.guides`; what is added is that people share the guides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from traedesten.planning.assignment import Assignment, ListTooLong, LocksContradict, Pairs, best, most_placed
from traedesten.planning.guides import (
    SPARE_WEIGHTS,
    UNKNOWN_WEIGHTS,
    Left,
    Person,
    Problem,
    Proposal,
    Reason,
    broken_rules,
    propose,
    propose_pair,
)
from traedesten.planning.waiting import waited_share

PLACED = 1000
"""What it is worth that somebody gets a guide at all, beside ten for each point of the score."""
SCORE_UNIT = 10
STAY = 300
"""What it is worth to keep a proposal that was made before."""
MOST_PAIRS = 500_000
"""People times guides; more takes minutes here and was most often chosen by mistake."""
MOST_SECOND = 200
"""People in a list for whom the second best is worked out too: each is one more optimisation."""
MORE_PLACES = (1, 2, 3)
MOST_TRIED = 5


@dataclass(frozen=True)
class Wishes:
    """What people have decided: `locks` person → guide who stay together whatever the rules say, `current` person →
    guide proposed before, and the longest anybody should wait in days (None for no such limit).
    """

    locks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    current: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    longest_days: int | None = None


@dataclass(frozen=True)
class Placing:
    """One person and their guide. `locked` pairs may break rules: `overridden` says which.

    `cost` is what the whole list would lose without this pair, and `instead` the guide the person would have then
    ("" for none); both None when locked or where the list is longer than MOST_SECOND. `overdue`: waited too long.
    """

    proposal: Proposal
    locked: bool
    overridden: tuple[Reason, ...]
    overdue: bool
    instead: str | None
    cost: int | None


@dataclass(frozen=True)
class WholeList:
    """Placings and those left in the order of longest waiting; no list that keeps the rules is worth above `bound`.

    `more_at_most`: so many more could have had a guide if only the number counted.
    `places_worth`: per guide, what one more place would add (only where it would).
    """

    placings: tuple[Placing, ...]
    left: tuple[Left, ...]
    value: int
    bound: int
    more_at_most: int
    places_worth: Mapping[str, int] = field(hash=False)


def share_out(problem: Problem, wishes: Wishes | None = None) -> WholeList:
    """The best guides for everybody who waits. The order of the input changes nothing.

    Raises ListTooLong above MOST_PAIRS, and LocksContradict for locks with unknown ids or
    more people locked to a guide than there are places.
    """
    wishes = wishes or Wishes()
    listed = _Listed(problem, wishes)
    answer = best(listed.pairs, listed.locked)
    chosen = {int(listed.pairs.person[pair]): int(pair) for pair in answer.chosen}
    exact = len(listed.people) <= MOST_SECOND
    worth = {guide.id: int(price) for guide, price in zip(listed.guides, answer.prices, strict=True) if price > 0}
    return WholeList(
        placings=tuple(_placing(listed, answer, pair, exact) for _, pair in sorted(chosen.items())),
        left=tuple(_left(listed, answer, at, exact) for at in range(len(listed.people)) if at not in chosen),
        value=answer.value,
        bound=answer.bound,
        more_at_most=max(0, most_placed(listed.pairs) - len(chosen)),
        places_worth=worth,
    )


def pair_worth(person: Person, proposal: Proposal) -> int:
    """What the pair adds: up to double for somebody who has waited long, without what the guide's free places add."""
    priority = 1 + waited_share(person.waited_days)
    told = sum(reason.weight for reason in proposal.reasons if reason.code != "spare_capacity")
    unsaid = sum(UNKNOWN_WEIGHTS.get(name, 0.0) for name in proposal.unknown)
    return round(priority * (PLACED + SCORE_UNIT * (told + unsaid)))


class _Listed:
    """The problem as pairs: people by longest waiting, guides by id."""

    def __init__(self, problem: Problem, wishes: Wishes) -> None:
        if len(problem.people) * len(problem.guides) > MOST_PAIRS:
            raise ListTooLong(f"more than {MOST_PAIRS} pairs of people and guides are too many for one list")
        self.problem, self.wishes = problem, wishes
        self.people = sorted(problem.people, key=lambda person: (-person.waited_days, person.id))
        self.guides = sorted(problem.guides, key=lambda guide: guide.id)
        self._check_ids()
        self.proposals: list[Proposal] = []
        self.broken: list[tuple[Reason, ...]] = []
        rows = [row for at, person in enumerate(self.people) for row in self._rows(at, person)]
        table = np.array(rows, np.int64).reshape(-1, 3)
        spare = [max(0, guide.capacity - guide.load - guide.asked) for guide in self.guides]
        locked = [wishes.locks.get(proposal.person) == proposal.guide for proposal in self.proposals]
        self.locked = np.flatnonzero(np.array(locked, bool))
        self.pairs = Pairs(
            len(self.people),
            np.array(spare, np.int64),
            *table.T,
            first=np.array([self.overdue(person) for person in self.people], bool),
            places=tuple(round(SCORE_UNIT * weight) for weight in SPARE_WEIGHTS[1:]),
        )

    def overdue(self, person: Person) -> bool:
        longest = self.wishes.longest_days
        return longest is not None and person.waited_days >= longest

    def _rows(self, at: int, person: Person) -> list[tuple[int, int, int]]:
        rows = []
        for number, guide in enumerate(self.guides):
            broken = broken_rules(person, guide, self.problem)
            if not broken or self.wishes.locks.get(person.id) == guide.id:
                proposal = propose_pair(person, guide, self.problem.today)
                stay = STAY if self.wishes.current.get(person.id) == guide.id else 0
                rows.append((at, number, pair_worth(person, proposal) + stay))
                self.proposals.append(proposal)
                self.broken.append(broken)
        return rows

    def _check_ids(self) -> None:
        people, guides = {person.id for person in self.people}, {guide.id for guide in self.guides}
        for person, guide in self.wishes.locks.items():
            if person not in people or guide not in guides:
                raise LocksContradict("a lock is for a person or a guide who is not in the list")


def _placing(listed: _Listed, answer: Assignment, pair: int, exact: bool) -> Placing:
    proposal = listed.proposals[pair]
    locked = pair in listed.locked
    instead, cost = (None, None) if locked or not exact else _second(listed, answer, pair)
    overdue = listed.overdue(listed.people[int(listed.pairs.person[pair])])
    return Placing(proposal, locked, listed.broken[pair] if locked else (), overdue, instead, cost)


def _second(listed: _Listed, answer: Assignment, pair: int) -> tuple[str, int]:
    """The guide the person would have if this pair were not possible, and what the list would lose."""
    pairs = listed.pairs
    kept = np.flatnonzero(np.arange(len(pairs.person)) != pair)
    rest = replace(pairs, person=pairs.person[kept], guide=pairs.guide[kept], value=pairs.value[kept])
    without = best(rest, np.searchsorted(kept, listed.locked))
    own = [at for at in without.chosen if rest.person[at] == pairs.person[pair]]
    return (listed.guides[int(rest.guide[own[0]])].id if own else ""), answer.value - without.value


def _left(listed: _Listed, answer: Assignment, at: int, exact: bool) -> Left:
    """No guide possible: as for one person. Else the guides are full, and the fewest places that would do."""
    pairs, person = listed.pairs, listed.people[at]
    own = np.flatnonzero(pairs.person == at)
    if not len(own):
        alone = propose(replace(listed.problem, people=(person,))).left
        return alone[0]
    binding = Reason("capacity", {"guides": len(own)})
    tried = own[np.argsort(-pairs.value[own], kind="stable")][:MOST_TRIED]
    for places in MORE_PLACES if exact else ():
        for pair in tried:
            more = pairs.capacity + places * (np.arange(len(pairs.capacity)) == pairs.guide[pair])
            roomier = best(replace(pairs, capacity=more), listed.locked)
            if at in pairs.person[roomier.chosen]:
                name = listed.guides[int(pairs.guide[pair])].id
                gain = roomier.value - answer.value
                return Left(
                    person.id, binding, Reason("more_capacity", {"guide": name, "places": places, "gain": gain})
                )
    return Left(person.id, binding, None)
