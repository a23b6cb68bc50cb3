"""What is missing: the few new offers that would serve most of those whose wishes were not met.

Maximal covering with places, smallest attendance and limits on what can be opened together, solved exactly by
HiGHS. First without the places; only where the answer cannot seat people is the larger model needed.
Source: R. Church and C. ReVelle, "The maximal covering location problem", Papers of the RSA 32 (1974).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import floor
from numbers import Integral

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

SECONDS = 60.0
"""For one solve. An answer that is not proven by then comes with the bound there is."""
TOUCHED = 1e-6
MOST_WEIGHT = 10**11
"""Of all needs together, for whole numbers to stay apart in the solver."""
MOST_LINKS = 2_000_000
"""Links between people and candidates; more is most often a filter that was forgotten."""


class NothingFits(ValueError):
    """No choice keeps all the limits."""


@dataclass(frozen=True)
class Limit:
    """At most `most` of these candidates (ids), because of `name`: one offer to a room and time, two facilitators."""

    name: str
    candidates: frozenset[str]
    most: int = 1


@dataclass(frozen=True)
class Candidate:
    """An offer that could be opened. `places` None is room for everybody; it needs `least` people to be opened."""

    id: str
    kind: str = ""
    place: str = ""
    time: str = ""
    places: int | None = None
    least: int = 0


@dataclass(frozen=True)
class Need:
    """Someone, or a number of people alike, with an unmet wish: the ids of the candidates that would do."""

    id: str
    candidates: frozenset[str]
    weight: int = 1


@dataclass(frozen=True)
class Question:
    """Which `open` of the candidates, at most? Raises ValueError for ids that repeat or do not exist, numbers
    below 0 or not whole, and lists longer, or weights larger, than the planner is meant for.
    """

    needs: tuple[Need, ...]
    candidates: tuple[Candidate, ...]
    open: int
    limits: tuple[Limit, ...] = ()

    def __post_init__(self) -> None:
        ids = {candidate.id for candidate in self.candidates}
        if len(ids) < len(self.candidates) or len({need.id for need in self.needs}) < len(self.needs):
            raise ValueError("ids must be unique")
        named = [need.candidates for need in self.needs] + [limit.candidates for limit in self.limits]
        if unknown := set().union(*named) - ids:
            raise ValueError(f"no candidate is called {min(unknown)}")
        numbers = [self.open, *(need.weight for need in self.needs), *(limit.most for limit in self.limits)]
        numbers += [number for row in self.candidates for number in (row.places or 0, row.least)]
        if not all(isinstance(number, Integral) for number in numbers):
            raise ValueError("places, attendance, weights, limits and the number to open must be whole numbers")
        if min(numbers) < 0:
            raise ValueError("places, attendance, weights, limits and the number to open cannot be below 0")
        if sum(need.weight for need in self.needs) > MOST_WEIGHT:
            raise ValueError(f"weights beyond {MOST_WEIGHT} together are too large to be counted exactly")
        if sum(len(need.candidates) for need in self.needs) > MOST_LINKS:
            raise ValueError(f"more than {MOST_LINKS} links between people and candidates are too many")


@dataclass(frozen=True)
class Pick:
    """A chosen candidate: how many needs it serves, their weight, and what would be lost without it."""

    candidate: Candidate
    served: int
    weight: int
    gain: int


@dataclass(frozen=True)
class Plan:
    """The picks, the one that would be missed most first. Nobody is named in it.

    No choice serves a weight above `bound`. `greedy` is what taking the best next one again and again would
    serve. `left` counts the needs without a place by why: "no_candidate" could be served by none, "not_chosen" by
    some. `one_more` is what one more offer would add, and `relaxed` what one more of each limit would (only those
    that would add something); both at least so much, and exactly where `proven`.
    """

    picks: tuple[Pick, ...]
    value: int
    bound: int
    greedy: int
    left: Mapping[str, int] = field(hash=False)
    one_more: int = 0
    relaxed: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def proven(self) -> bool:
        return self.value == self.bound


@dataclass(frozen=True)
class Found:
    """The numbers of the chosen candidates, the candidate that serves each need (-1 none), value and bound."""

    chosen: tuple[int, ...]
    serving: NDArray[np.int64] = field(hash=False)
    value: int
    bound: int


def plan(question: Question, *, seconds: float = SECONDS) -> Plan:
    """The best offers to open, and what one more of anything would add.

    The order of the input changes nothing but ties. Raises ValueError as `Question` does.
    """
    found = choose(question, seconds=seconds)
    limits = range(len(question.limits))
    relaxed = {question.limits[at].name: _gain(_with_more(question, at), found, seconds) for at in limits}
    served = found.serving >= 0
    hopeless = sum(not need.candidates for need in question.needs)
    return Plan(
        picks=tuple(sorted((_pick(question, found, at) for at in found.chosen), key=_most_missed)),
        value=found.value,
        bound=found.bound,
        greedy=greedy(question),
        left={"no_candidate": hopeless, "not_chosen": len(served) - int(served.sum()) - hopeless},
        one_more=_gain(replace(question, open=question.open + 1), found, seconds),
        relaxed={name: gain for name, gain in relaxed.items() if gain > 0},
    )


def choose(question: Question, *, seconds: float = SECONDS) -> Found:
    """The exact choice, or the best found in that time with a valid bound."""
    arrays = _Arrays(question)
    if not arrays.seated:
        return _by_cover(arrays, seconds)
    loose = _by_cover(arrays, seconds)
    if (seats := _seat(arrays, loose.chosen)) and seats.value == loose.bound:
        return seats
    return _by_seats(arrays, seconds, loose, [found for found in (seats, _seat(arrays, _greedy(arrays)[0])) if found])


def greedy(question: Question) -> int:
    """The weight served by opening the best next one again and again."""
    return _greedy(_Arrays(question))[1]


class _Arrays:
    """The question in numbers: link e joins `need[e]` and `candidate[e]`."""

    def __init__(self, question: Question) -> None:
        self.question = question
        place = {candidate.id: at for at, candidate in enumerate(question.candidates)}
        links = [(at, place[id]) for at, need in enumerate(question.needs) for id in sorted(need.candidates)]
        table = np.array(links, np.int64).reshape(-1, 2)
        self.need, self.candidate = table[:, 0], table[:, 1]
        self.needs, self.candidates = len(question.needs), len(question.candidates)
        self.weight = np.array([need.weight for need in question.needs], np.int64)
        reached = np.bincount(self.candidate, minlength=self.candidates)
        stated = [row.places for row in question.candidates]
        self.places = np.array(
            [n if p is None else min(p, n) for p, n in zip(stated, reached, strict=True)], np.int64
        )
        self.least = np.array([row.least for row in question.candidates], np.int64)
        self.seated = bool((self.places < reached).any() or (self.least > 1).any())
        self.closed = np.maximum(self.least, 1) > self.places
        self.limits = [([place[id] for id in sorted(limit.candidates)], limit.most) for limit in question.limits]

    def choice_rows(self, columns: int) -> tuple[sparse.csr_array, NDArray[np.float64]]:
        """Rows over the candidates (the first columns): how many are opened, and the limits."""
        rows = [(list(range(self.candidates)), self.question.open), *self.limits]
        numbers = np.repeat(np.arange(len(rows)), [len(row) for row, _ in rows])
        members = np.concatenate([np.array(row, np.int64) for row, _ in rows])
        shape = (len(rows), columns)
        matrix = sparse.csr_array((np.ones(len(members)), (numbers, members)), shape=shape)
        return matrix, np.array([most for _, most in rows], float)


def _by_cover(arrays: _Arrays, seconds: float) -> Found:
    """Without places and attendance: needs with the same candidates are one row."""
    links = sparse.csr_array(
        (np.ones(len(arrays.need)), (arrays.need, arrays.candidate)), shape=(arrays.needs, arrays.candidates)
    )
    sets: dict[bytes, int] = {}
    rows = [links.indices[start:end] for start, end in zip(links.indptr[:-1], links.indptr[1:], strict=True)]
    group = np.array([sets.setdefault(row.tobytes(), len(sets)) for row in rows], np.int64)
    worth = np.bincount(group, weights=arrays.weight, minlength=len(sets))
    first = np.zeros(len(sets), np.int64)
    first[group[::-1]] = np.arange(arrays.needs)[::-1]
    cover = sparse.hstack([-links[first], sparse.eye_array(len(sets))])
    limits, most = arrays.choice_rows(arrays.candidates + len(sets))
    worths = np.concatenate([np.zeros(arrays.candidates), worth])
    high = np.concatenate([~arrays.closed, np.ones(len(sets))])
    whole = np.arange(len(worths)) < arrays.candidates
    open_, bound = _highs(worths, [cover, limits], most, Bounds(np.zeros(len(worths)), high), whole, seconds)
    chosen = tuple(int(at) for at in np.flatnonzero(open_[: arrays.candidates] > 0.5))
    serving = np.full(arrays.needs, -1)
    taken = np.isin(arrays.candidate, chosen)
    serving[arrays.need[taken][::-1]] = arrays.candidate[taken][::-1]
    return _found(arrays, serving, bound)


def _by_seats(arrays: _Arrays, seconds: float, loose: Found, tries: list[Found]) -> Found:
    """Among the candidates the relaxation opens even in part, which is quick and most often the answer; then all."""
    model = _Seats(arrays)
    parts, ceiling = model.solve(seconds, np.ones(arrays.candidates, bool), relaxed=True)
    pool = parts[: arrays.candidates] > TOUCHED
    for found in tries:
        pool[list(found.chosen)] = True
    bound = min(loose.bound, ceiling)
    for allowed, share in ((pool, 0.5), (np.ones(arrays.candidates, bool), 0.25)):
        values, top = model.solve(seconds * share, allowed)
        seats = _seat(arrays, tuple(int(at) for at in np.flatnonzero(values[: arrays.candidates] > 0.5)))
        tries += [seats] if seats else []
        bound = min(bound, top) if allowed.all() else bound
        if tries and max(found.value for found in tries) == bound:
            break
    best = max(tries, key=lambda found: found.value, default=_found(arrays, np.full(arrays.needs, -1), 0))
    return replace(best, bound=max(bound, best.value))


def _seat(arrays: _Arrays, chosen: tuple[int, ...]) -> Found | None:
    """The best seats when just these are open; None when they cannot all be."""
    allowed = np.isin(np.arange(arrays.candidates), chosen)
    try:
        values, bound = _Seats(arrays, allowed).solve(SECONDS, allowed, forced=True)
    except NothingFits:
        return None
    serving = np.full(arrays.needs, -1)
    links = np.flatnonzero(allowed[arrays.candidate])[values[arrays.candidates :] > 0.5]
    serving[arrays.need[links]] = arrays.candidate[links]
    return _found(arrays, serving, bound)


class _Seats:
    """The model with places and attendance: candidates first, then a column per link (to those allowed)."""

    def __init__(self, arrays: _Arrays, allowed: NDArray[np.bool_] | None = None) -> None:
        kept = np.ones(len(arrays.need), bool) if allowed is None else allowed[arrays.candidate]
        need, candidate, offers = arrays.need[kept], arrays.candidate[kept], arrays.candidates
        links, ones = np.arange(len(need)), np.ones(len(need))
        columns = offers + len(links)
        once = sparse.csr_array((ones, (need, offers + links)), shape=(arrays.needs, columns))
        attend = sparse.csr_array((ones, (candidate, offers + links)), shape=(offers, columns))
        opened = sparse.csr_array((ones, (need, candidate)), shape=(arrays.needs, columns))
        diagonal = sparse.csr_array(sparse.eye_array(offers, columns))
        within = attend - diagonal.multiply(arrays.places[:, None])
        enough = diagonal.multiply(arrays.least[:, None]) - attend
        limits, most = arrays.choice_rows(columns)
        # nobody sits where nothing is open: follows from the rest, but makes the relaxation tight
        self.blocks = [once - opened, within, enough, once, limits]
        self.ends = np.concatenate([np.ones(arrays.needs), most])
        self.worth = np.concatenate([np.zeros(offers), arrays.weight[need]])
        self.arrays = arrays

    def solve(
        self, seconds: float, allowed: NDArray[np.bool_], *, forced: bool = False, relaxed: bool = False
    ) -> tuple[NDArray[np.float64], int]:
        offers = self.arrays.candidates
        low, high = np.zeros(len(self.worth)), np.ones(len(self.worth))
        high[:offers] = allowed & ~self.arrays.closed
        low[:offers] = allowed if forced else 0
        whole = np.arange(len(self.worth)) < (0 if relaxed else len(self.worth) if forced else offers)
        return _highs(self.worth, self.blocks, self.ends, Bounds(low, high), whole, seconds)


def _highs(
    worth: NDArray[np.float64],
    blocks: list[sparse.sparray],
    ends: NDArray[np.float64],
    bounds: Bounds,
    whole: NDArray[np.bool_],
    seconds: float,
) -> tuple[NDArray[np.float64], int]:
    """Maximise `worth` below `ends` (of the last rows; 0 for all before them): values (0 if none) and bound."""
    if not len(worth):
        return worth, 0
    if (bounds.lb > bounds.ub).any():
        raise NothingFits("what must be opened cannot be")
    matrix = sparse.vstack(blocks, format="csr")
    upper = np.concatenate([np.zeros(matrix.shape[0] - len(ends)), ends])
    if whole.any():
        options = {"time_limit": seconds, "mip_rel_gap": 0.0}
        rows = LinearConstraint(matrix, ub=upper)
        answer = milp(-worth, integrality=whole.astype(int), bounds=bounds, constraints=rows, options=options)
        top = None if answer.mip_dual_bound is None else -answer.mip_dual_bound
    else:  # the simplex takes three times as long on these
        box = np.column_stack([bounds.lb, bounds.ub])
        answer = linprog(-worth, matrix, upper, bounds=box, method="highs-ipm", options={"time_limit": seconds})
        top = -answer.fun if answer.status == 0 else None
    if answer.status == 2:
        raise NothingFits("no choice keeps all the limits")
    ceiling = worth.sum() if top is None else min(top, worth.sum())
    return (np.zeros(len(worth)) if answer.x is None else answer.x), floor(ceiling + 1e-4)


def _found(arrays: _Arrays, serving: NDArray[np.int64], bound: int) -> Found:
    used = np.unique(serving[serving >= 0])
    value = int(arrays.weight[serving >= 0].sum())
    return Found(tuple(int(at) for at in used), serving, value, max(bound, value))


def _gain(question: Question, found: Found, seconds: float) -> int:
    return max(0, choose(question, seconds=seconds).value - found.value)


def _with_more(question: Question, at: int) -> Question:
    limits = list(question.limits)
    limits[at] = replace(limits[at], most=limits[at].most + 1)
    return replace(question, limits=tuple(limits))


def _pick(question: Question, found: Found, at: int) -> Pick:
    """What it serves, and what the others could not take over."""
    arrays = _Arrays(question)
    here = found.serving == at
    others = tuple(other for other in found.chosen if other != at)
    without = _seat(arrays, others) if arrays.seated else _open_only(arrays, others)
    lost = found.value - (without.value if without else 0)
    return Pick(question.candidates[at], int(here.sum()), int(arrays.weight[here].sum()), lost)


def _open_only(arrays: _Arrays, chosen: tuple[int, ...]) -> Found:
    serving = np.full(arrays.needs, -1)
    taken = np.isin(arrays.candidate, chosen)
    serving[arrays.need[taken]] = arrays.candidate[taken]
    return _found(arrays, serving, 0)


def _most_missed(pick: Pick) -> tuple[int, str]:
    return -pick.gain, pick.candidate.id


def _greedy(arrays: _Arrays) -> tuple[tuple[int, ...], int]:
    """The best next one again and again, seating the heaviest needs in each."""
    chosen: list[int] = []
    served = np.zeros(arrays.needs, bool)
    room = [most for _, most in arrays.limits]
    order = np.lexsort((-arrays.weight[arrays.need], arrays.candidate))
    borders = np.searchsorted(arrays.candidate[order], np.arange(arrays.candidates + 1))
    while len(chosen) < arrays.question.open:
        best: tuple[int, int, NDArray[np.int64]] | None = None
        for at in range(arrays.candidates):
            barred = any(at in row and left < 1 for (row, _), left in zip(arrays.limits, room, strict=True))
            if at in chosen or arrays.closed[at] or barred:
                continue
            wanting = arrays.need[order[borders[at] : borders[at + 1]]]
            seats = wanting[~served[wanting]][: arrays.places[at]]
            gain = int(arrays.weight[seats].sum())
            if len(seats) >= arrays.least[at] and gain > (best[0] if best else 0):
                best = gain, at, seats
        if best is None:
            break
        chosen.append(best[1])
        served[best[2]] = True
        room = [left - (best[1] in row) for (row, _), left in zip(arrays.limits, room, strict=True)]
    return tuple(chosen), int(arrays.weight[served].sum())
