"""The planners for plain lists and dictionaries, so that known problems with known answers can be fed to them.

Each gives an `Answer`; the planners themselves, with reasons, are in the modules beside this one.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from math import floor, hypot

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from traedesten.planning import covering
from traedesten.planning import roster as rosters
from traedesten.planning.assignment import Ints, LocksContradict, Pairs, best
from traedesten.planning.groups.plain import group

__all__ = ["Answer", "assign", "cover", "group", "roster", "within"]

DECIMALS = 1_000_000
"""Worths that are not whole numbers are counted in millionths."""

Key = Hashable
Table = Mapping[tuple[Key, Key], float] | Sequence[Sequence[float | None]]
PerOne = Mapping[Key, int] | Sequence[int]
Reach = Mapping[Key, Collection[Key]] | Sequence[Collection[Key]]
Columns = tuple[list[Key], list[Key], Ints, Ints, NDArray[np.float64]]
"""People, guides, and for each pair the numbers of both and its value."""


@dataclass(frozen=True)
class Answer:
    """`value` of what was `chosen`, and the `bound` that no answer can pass (above for most, below for least).

    Where nothing keeps the rules, or nothing was found in time, `value` is None and nothing is chosen.
    """

    value: float | None
    bound: float | None
    chosen: Mapping[Key, Key] | tuple[Key, ...] = field(hash=False)

    @property
    def proven(self) -> bool:
        return self.value is not None and self.value == self.bound


NOTHING = Answer(None, None, ())


def assign(
    values: Table,
    capacity: PerOne | None = None,
    *,
    forbidden: Iterable[tuple[Key, Key]] = (),
    locks: Mapping[Key, Key] | None = None,
    sizes: Table | PerOne | None = None,
    minimise: bool = False,
    everyone: bool | None = None,
    seconds: float = 60.0,
) -> Answer:
    """Each person to at most one guide (job to agent, task to machine), worth most in all; `chosen` person → guide.

    `values` is a matrix, people × guides, where None or NaN forbids the pair, or {(person, guide): value}; keys
    are row and column numbers or those of the dictionary. `capacity` per guide, 1 when not said. `minimise` takes
    values as costs. `everyone` must be placed (as a rule when minimising); the answer is empty if they cannot.
    `sizes` makes it the generalised assignment problem: what a person, or a pair, takes of a guide's capacity;
    this is solved by HiGHS for `seconds` at most, all else by min-cost flow and proven.
    Raises ValueError for a capacity below 0, and LocksContradict for locks that cannot be kept.

    >>> assign([[4, 1, 3], [2, 0, 5], [3, 2, 2]], minimise=True)
    Answer(value=5, bound=5, chosen={0: 1, 1: 0, 2: 2})
    >>> assign({("ane", "bo"): 7, ("ane", "kim"): 5, ("eva", "bo"): 6}, {"bo": 1, "kim": 2}).chosen
    {'ane': 'kim', 'eva': 'bo'}
    >>> assign([[6, 4], [5, 9], [8, 8]], [5, 6], sizes=[[3, 4], [4, 3], [3, 3]], everyone=True).value
    23
    """
    problem = _Table(values, capacity, set(forbidden), minimise)
    whole = minimise if everyone is None else everyone
    locked = problem.locked(locks or {})
    if sizes is not None:
        return _generalised(problem, sizes, locked, whole, seconds)
    return _by_flow(problem, locked, whole)


def cover(
    reach: Reach,
    open: int,
    weights: Mapping[Key, int] | Sequence[int] | None = None,
    *,
    places: PerOne | int | None = None,
    least: PerOne | int = 0,
    limits: Iterable[tuple[Collection[Key], int]] = (),
    seconds: float = 60.0,
) -> Answer:
    """The `open` candidates (sites, offers) that serve the greatest weight of points; `chosen` their keys.

    `reach` gives the points each candidate can serve; `weights` 1 for each point when not said. A candidate has
    `places` for so many points (None: for all) and may only be opened for `least` of them; of each collection in
    `limits` at most so many are opened. Exact by HiGHS, or the best in `seconds` with a valid bound.
    Candidates that would serve nobody are not among the chosen. Raises ValueError for numbers below 0 and
    limits on unknown candidates.

    >>> cover([{0, 1}, {1, 2, 3}, {3, 4}], 2, [5, 1, 1, 1, 2])
    Answer(value=9, bound=9, chosen=(0, 2))
    >>> cover({"mon": "abc", "tue": "cd"}, 2, places=2).value
    4
    """
    keys, sets = _named(reach)
    limited = list(limits)
    if {key for members, _ in limited for key in members} - set(keys):
        raise ValueError("a limit is on a candidate who does not exist")
    name = {key: str(at) for at, key in enumerate(keys)}
    rooms = (covering.Candidate(name[key], places=_one(places, key), least=_one(least, key) or 0) for key in keys)
    rows = (covering.Limit("", frozenset(name[key] for key in members), most) for members, most in limited)
    question = covering.Question(
        _needs(dict(zip(name.values(), sets, strict=True)), weights), tuple(rooms), open, tuple(rows)
    )
    try:
        found = covering.choose(question, seconds=seconds)
    except covering.NothingFits:
        return NOTHING
    return Answer(found.value, found.bound, tuple(keys[at] for at in found.chosen))


def _needs(
    sets: Mapping[str, Collection[Key]], weights: Mapping[Key, int] | Sequence[int] | None
) -> tuple[covering.Need, ...]:
    reached: dict[Key, set[str]] = {}
    for name, points in sets.items():
        for point in points:
            reached.setdefault(point, set()).add(name)
    return tuple(
        covering.Need(str(at), frozenset(reached[point]), 1 if weights is None else int(weights[point]))
        for at, point in enumerate(sorted(reached, key=_order))
    )


def within(
    points: Sequence[tuple[float, float]], candidates: Sequence[tuple[float, float]], radius: float
) -> list[list[int]]:
    """The points within `radius` of each candidate, both in the plane, for `cover`.

    >>> within([(0, 0), (3, 4)], [(0, 0), (3, 0)], 4)
    [[0], [0, 1]]
    """
    return [[at for at, (x, y) in enumerate(points) if hypot(x - a, y - b) <= radius] for a, b in candidates]


def roster(
    days: int,
    shifts: Mapping[str, Mapping[str, object]],
    workers: Mapping[str, Mapping[str, object]],
    cover: Iterable[Mapping[str, object]],
    *,
    on: Iterable[tuple[str, int, str, int]] = (),
    off: Iterable[tuple[str, int, str, int]] = (),
    locked: Iterable[tuple[str, int, str]] = (),
    rest_minutes: int = 0,
    fairness: int = 0,
    first_weekday: int = 0,
    work: float = rosters.WORK,
) -> Answer:
    """The roster with the smallest penalty; `chosen` (worker, day, shift) in order, days from 0.

    The inner dictionaries take the fields of `roster.Shift` (`start` as "07:30"), `Worker` and `Cover` (see there);
    where so many are wanted at a shift, `least` and `most` are the same number.
    `on` and `off` are wishes (worker, day, shift, penalty), "" for any shift. `work` in deterministic seconds.
    This is the form of the instances at schedulingbenchmarks.org. Raises what `roster.Question` raises.

    >>> staff = {"ane": {"most_in_row": 1}, "bo": {"away": [0]}}
    >>> needs = [{"day": day, "shift": "D", "least": 1, "most": 1} for day in range(3)]
    >>> roster(3, {"D": {"minutes": 240}}, staff, needs, off=[("ane", 2, "D", 3)])
    Answer(value=0, bound=0, chosen=(('ane', 0, 'D'), ('bo', 1, 'D'), ('bo', 2, 'D')))
    """
    wishes = [(row, False) for row in on] + [(row, True) for row in off]
    question = rosters.Question(
        workers=tuple(rosters.Worker(id, **_frozen(row)) for id, row in workers.items()),
        shifts=tuple(rosters.Shift(id, **_frozen(row)) for id, row in shifts.items()),
        days=days,
        covers=tuple(rosters.Cover(**_frozen(row)) for row in cover),
        wishes=tuple(rosters.Wish(who, day, shift, no, weight) for (who, day, shift, weight), no in wishes),
        locked=frozenset(locked),
        rest_minutes=rest_minutes,
        fairness=fairness,
        first_weekday=first_weekday,
    )
    found = rosters.plan(question, work=work)
    return NOTHING if found.shifts is None else Answer(found.value, found.bound, tuple(sorted(found.shifts)))


class _Table:
    """Pairs from plain values, as whole worths to be made large."""

    def __init__(self, values: Table, capacity: PerOne | None, forbidden: set[tuple[Key, Key]], minimise: bool):
        read = _read_rows if isinstance(values, Mapping) else _read_matrix
        self.people, self.guides, person, guide, given = read(values, capacity)
        self._person_at = {key: at for at, key in enumerate(self.people)}
        self._guide_at = {key: at for at, key in enumerate(self.guides)}
        kept = ~np.isnan(given)
        for pair in forbidden:
            kept[self._where(pair, person, guide)] = False
        self.person, self.guide, self.values = person[kept], guide[kept], given[kept]
        self.unit = 1 if (self.values == np.rint(self.values)).all() else DECIMALS
        self.sign = -1 if minimise else 1
        self.worth = np.rint(self.sign * self.values * self.unit).astype(np.int64)
        try:
            rooms = [1 if capacity is None else capacity[key] for key in self.guides]
        except (KeyError, IndexError) as missing:
            raise ValueError("a guide has no capacity") from missing
        self.capacity = np.array(rooms, np.int64)

    def pairs(self) -> Iterable[tuple[Key, Key]]:
        return ((self.people[i], self.guides[j]) for i, j in zip(self.person, self.guide, strict=True))

    def locked(self, locks: Mapping[Key, Key]) -> list[int]:
        found = [self._where(pair, self.person, self.guide) for pair in locks.items()]
        if missing := [pair for pair, at in zip(locks.items(), found, strict=True) if not len(at)]:
            raise LocksContradict(f"a locked pair is forbidden or does not exist: {missing[0]}")
        return [int(at[0]) for at in found]

    def _where(self, pair: tuple[Key, Key], person: Ints, guide: Ints) -> Ints:
        numbers = self._person_at.get(pair[0], -1), self._guide_at.get(pair[1], -1)
        return np.flatnonzero((person == numbers[0]) & (guide == numbers[1]))

    def answer(self, chosen: Iterable[int], bound: float) -> Answer:
        """The bound of millionths is loosened by what the rounding may have hidden."""
        pairs = [int(at) for at in chosen]
        value = float(self.values[pairs].sum())
        if self.unit == 1:
            top: float = self.sign * int(bound)
            value = int(value)
        else:
            top = self.sign * (bound + len(self.people)) / self.unit
        people, guides = self.person, self.guide
        return Answer(value, top, {self.people[people[at]]: self.guides[guides[at]] for at in pairs})


def _by_flow(problem: _Table, locked: list[int], everyone: bool) -> Answer:
    people = len(problem.people)
    first = np.ones(people, bool) if everyone else None
    found = best(Pairs(people, problem.capacity, problem.person, problem.guide, problem.worth, first), locked)
    if everyone and len(found.chosen) < people:
        return Answer(None, None, {})
    return problem.answer(found.chosen, found.bound)


def _generalised(problem: _Table, sizes: Table | PerOne, locked: list[int], everyone: bool, seconds: float) -> Answer:
    """By HiGHS: one row per person, one per guide."""
    count, people, guides = len(problem.worth), len(problem.people), len(problem.guides)
    if not count:
        return problem.answer([], 0) if not (everyone and people) else Answer(None, None, {})
    if problem.capacity.min() < 0:
        raise ValueError("no guide can have fewer than 0 places")
    taken = [_size(sizes, pair) for pair in problem.pairs()]
    links, ones = np.arange(count), np.ones(count)
    once = sparse.csr_array((ones, (problem.person, links)), shape=(people, count))
    room = sparse.csr_array((np.array(taken, float), (problem.guide, links)), shape=(guides, count))
    low = np.isin(links, locked).astype(float)
    each = np.full(people, 1.0 if everyone else -np.inf)
    answer = milp(
        -problem.worth.astype(float),
        integrality=np.ones(count),
        bounds=Bounds(low, 1),
        constraints=[LinearConstraint(once, each, 1), LinearConstraint(room, ub=problem.capacity)],
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if answer.status == 2 and locked:
        raise LocksContradict("the locked pairs leave no way to keep the rules")
    if answer.x is None:
        return Answer(None, None, {})
    chosen = np.flatnonzero(answer.x > 0.5)
    bound = max(floor(-answer.mip_dual_bound + 1e-4), int(problem.worth[chosen].sum()))
    return problem.answer(chosen, bound)


def _read_rows(values: Mapping[tuple[Key, Key], float], capacity: PerOne | None) -> Columns:
    named = capacity if isinstance(capacity, Mapping) else {}
    people = sorted({person for person, _ in values}, key=_order)
    guides = sorted({guide for _, guide in values} | set(named), key=_order)
    numbers = {key: at for at, key in enumerate(people)}, {key: at for at, key in enumerate(guides)}
    person = np.array([numbers[0][person] for person, _ in values], np.int64)
    guide = np.array([numbers[1][guide] for _, guide in values], np.int64)
    return people, guides, person, guide, np.array(list(values.values()), float)


def _read_matrix(values: Sequence[Sequence[float | None]], capacity: PerOne | None) -> Columns:
    if len({len(row) for row in values}) > 1:
        raise ValueError("every person must have a value, or None, for every guide")
    width = len(values[0]) if len(values) else 0
    numbers = np.arange(len(values)), np.arange(width)
    person, guide = np.repeat(numbers[0], width), np.tile(numbers[1], len(values))
    return numbers[0].tolist(), numbers[1].tolist(), person, guide, np.array(values, float).reshape(-1)


def _size(sizes: Table | PerOne, pair: tuple[Key, Key]) -> float:
    if isinstance(sizes, Mapping):
        return sizes[pair] if pair in sizes else sizes[pair[0]]
    own = sizes[pair[0]]
    return own[pair[1]] if isinstance(own, (list, tuple, np.ndarray)) else own


def _named(
    rows: Mapping[Key, Collection[Key]] | Sequence[Collection[Key]],
) -> tuple[list[Key], list[Collection[Key]]]:
    pairs = (
        sorted(rows.items(), key=lambda row: _order(row[0])) if isinstance(rows, Mapping) else list(enumerate(rows))
    )
    return [key for key, _ in pairs], [row for _, row in pairs]


def _one(stated: PerOne | int | None, key: Key) -> int | None:
    return stated if stated is None or isinstance(stated, int) else stated[key]


def _order(key: Key) -> tuple[str, object]:
    """Numbers by size, the rest by how they are written."""
    return ("", key) if isinstance(key, (int, float)) else (type(key).__name__, str(key))


def _frozen(row: Mapping[str, object]) -> dict[str, object]:
    made: dict[str, object] = {}
    for name, value in row.items():
        if name == "start" and isinstance(value, str):
            made[name] = time.fromisoformat(value)
        elif name in {"away", "cannot", "shifts", "not_next"} and value is not None:
            made[name] = frozenset(tuple(one) if isinstance(one, list) else one for one in value)
        else:
            made[name] = value
    return made
