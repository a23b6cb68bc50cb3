"""The planners for plain lists and dictionaries, so that known problems with known answers can be fed to them.

Each gives an `Answer`; the planners themselves, with reasons, are in the modules beside this one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import time
from math import hypot
from typing import TypeVar

import numpy as np

from traedesten.planning import covering, generalised
from traedesten.planning import roster as rosters
from traedesten.planning.amounts import Amounts, Ints, counted, numbers
from traedesten.planning.assignment import Pairs, best, largest_worth
from traedesten.planning.groups.plain import group
from traedesten.planning.tables import Key, Pairings, PerOne, Table, order, pairings, per_one, sizes_of

__all__ = ["Answer", "assign", "cover", "group", "roster", "within"]

Row = TypeVar("Row", rosters.Worker, rosters.Shift, rosters.Cover)
Reach = Mapping[Key, Collection[Key]] | Sequence[Collection[Key]]


@dataclass(frozen=True)
class Answer:
    """`value` of what was `chosen`, and the `bound` that no answer can pass (above for most, below for least).

    Decimals are counted as they are written: 0.1 is a tenth. Where they are so many that the whole of it cannot be
    counted in 64 bits, they are rounded as little as can be and the bound is loosened by that: it is then near the
    value, and never the value.
    Where nothing keeps the rules, or nothing was found in time, `value` is None and nothing is chosen.
    """

    value: float | None
    bound: float | None
    chosen: Mapping[Key, Key] | tuple[Key, ...] = field(hash=False)

    @property
    def proven(self) -> bool:
        return self.value is not None and self.value == self.bound


NOTHING = Answer(None, None, ())
NOBODY = Answer(None, None, {})


def assign(
    values: Table,
    capacity: PerOne | float | None = None,
    *,
    forbidden: Iterable[tuple[Key, Key]] = (),
    locks: Mapping[Key, Key] | None = None,
    sizes: Table | PerOne | float | None = None,
    minimise: bool = False,
    everyone: bool | None = None,
    seconds: float = 60.0,
) -> Answer:
    """Each person to at most one guide (job to agent, task to machine), worth most in all; `chosen` person → guide.

    `values` is a matrix, people × guides, where None or NaN forbids the pair, or {(person, guide): value}; keys
    are row and column numbers (of a data frame too) or those of the dictionary. `capacity` per guide or for each of
    them, whole places, 1 when not said. `minimise` takes values as costs. `everyone` must be placed (as a rule when
    minimising); the answer is empty if they cannot.
    `sizes` makes it the generalised assignment problem: what a person, or a pair, takes of a guide's capacity, both
    with decimals; this is solved by HiGHS for `seconds` at most, all else by min-cost flow and proven.
    Raises ValueError for what is no finite number, capacity and sizes that are missing or below 0, parts of a place,
    and numbers too large to be counted exactly; LocksContradict for locks that cannot be kept.

    >>> assign([[4, 1, 3], [2, 0, 5], [3, 2, 2]], minimise=True)
    Answer(value=5, bound=5, chosen={0: 1, 1: 0, 2: 2})
    >>> assign({("ane", "bo"): 7, ("ane", "kim"): 5, ("eva", "bo"): 6}, {"bo": 1, "kim": 2}).chosen
    {'ane': 'kim', 'eva': 'bo'}
    >>> assign([[6, 4], [5, 9], [8, 8]], [5, 6], sizes=[[3, 4], [4, 3], [3, 3]], everyone=True).value
    23
    """
    table = pairings(values, forbidden, capacity if isinstance(capacity, Mapping) else ())
    rooms = per_one(1 if capacity is None else capacity, table.guides, "capacity")
    whole = minimise if everyone is None else everyone
    locked, sign = table.locked(locks or {}), -1 if minimise else 1
    if sizes is None:
        return _by_flow(table, _places(rooms), locked, sign, whole)
    rooms = generalised.Rooms.of(sizes_of(sizes, table.pairs()), rooms)
    return _by_size(table, rooms, locked, sign, whole, seconds)


def cover(
    reach: Reach,
    open: int,
    weights: PerOne | float | None = None,
    *,
    places: PerOne | int | None = None,
    least: PerOne | int = 0,
    limits: Iterable[tuple[Collection[Key], int]] = (),
    seconds: float = 60.0,
) -> Answer:
    """The `open` candidates (sites, offers) that serve the greatest weight of points; `chosen` their keys.

    `reach` gives the points each candidate can serve; `weights` of each point, with decimals, 1 when not said.
    A candidate has `places` for so many points (None: for all) and may only be opened for `least` of them; of each
    collection in `limits` at most so many are opened. Exact by HiGHS, or the best in `seconds` with a valid bound
    (a little loose for sums of more than nine digits). Candidates that would serve nobody are not chosen.
    Raises ValueError for numbers that are missing or below 0, parts of a place, weights that are not finite or too
    large to be counted exactly, and limits on unknown candidates.

    >>> cover([{0, 1}, {1, 2, 3}, {3, 4}], 2, [5, 1, 1, 1, 2])
    Answer(value=9, bound=9, chosen=(0, 2))
    >>> cover({"mon": "abc", "tue": "cd"}, 2, places=2).value
    4
    """
    keys, sets = _named(reach)
    name = {key: str(at) for at, key in enumerate(keys)}
    seats = zip(keys, per_one(places, keys, "number of places"), per_one(least, keys, "least"), strict=True)
    rooms = tuple(covering.Candidate(name[key], places=most, least=fewest or 0) for key, most, fewest in seats)
    rows = tuple(_limit(members, most, name) for members, most in limits)
    reached = _reached(dict(zip(name.values(), sets, strict=True)))
    worth = _weights(per_one(1 if weights is None else weights, reached, "weight"))
    pairs = enumerate(zip(reached.values(), worth.whole.tolist(), strict=True))
    needs = tuple(covering.Need(str(at), names, whole) for at, (names, whole) in pairs)
    try:
        found = covering.choose(covering.Question(needs, rooms, open, rows), seconds=seconds)
    except covering.NothingFits:
        return NOTHING
    value = worth.total(np.flatnonzero(found.serving >= 0))
    return Answer(value, worth.at_most(found.bound, len(needs)), tuple(keys[at] for at in found.chosen))


def _limit(members: Iterable[Key], most: int, name: Mapping[Key, str]) -> covering.Limit:
    try:
        return covering.Limit("", frozenset(name[key] for key in members), most)
    except KeyError as unknown:
        raise ValueError("a limit is on a candidate who does not exist") from unknown


def _reached(sets: Mapping[str, Collection[Key]]) -> dict[Key, frozenset[str]]:
    """The points in order, each with the candidates that can serve it."""
    reached: dict[Key, set[str]] = {}
    for name, points in sets.items():
        for point in points:
            reached.setdefault(point, set()).add(name)
    return {point: frozenset(reached[point]) for point in sorted(reached, key=order)}


def _weights(stated: Iterable[float]) -> Amounts:
    given, there = numbers(list(stated))
    if not there.all():
        raise ValueError("every point needs a weight")
    return counted(given, covering.MOST_WEIGHT // max(len(given), 1))


def _named(rows: Reach) -> tuple[list[Key], list[Collection[Key]]]:
    keyed = isinstance(rows, Mapping)
    pairs = sorted(rows.items(), key=lambda row: order(row[0])) if keyed else list(enumerate(rows))
    return [key for key, _ in pairs], [row for _, row in pairs]


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
    where so many are wanted at a shift, `least` and `most` are the same number. `on` and `off` are wishes (worker,
    day, shift, penalty), "" for any shift. `work` in deterministic seconds. This is the form of the instances at
    schedulingbenchmarks.org. Raises what `roster.Question` raises, and ValueError for fields that do not exist.

    >>> staff = {"ane": {"most_in_row": 1}, "bo": {"away": [0]}}
    >>> needs = [{"day": day, "shift": "D", "least": 1, "most": 1} for day in range(3)]
    >>> roster(3, {"D": {"minutes": 240}}, staff, needs, off=[("ane", 2, "D", 3)])
    Answer(value=0, bound=0, chosen=(('ane', 0, 'D'), ('bo', 1, 'D'), ('bo', 2, 'D')))
    """
    wishes = [(row, False) for row in on] + [(row, True) for row in off]
    question = rosters.Question(
        workers=tuple(_read(rosters.Worker, row, id) for id, row in workers.items()),
        shifts=tuple(_read(rosters.Shift, row, id) for id, row in shifts.items()),
        days=days,
        covers=tuple(_read(rosters.Cover, row) for row in cover),
        wishes=tuple(rosters.Wish(who, day, shift, no, weight) for (who, day, shift, weight), no in wishes),
        locked=frozenset(locked),
        rest_minutes=rest_minutes,
        fairness=fairness,
        first_weekday=first_weekday,
    )
    found = rosters.plan(question, work=work)
    return NOTHING if found.shifts is None else Answer(found.value, found.bound, tuple(sorted(found.shifts)))


def _by_flow(table: Pairings, places: Ints, locked: list[int], sign: int, everyone: bool) -> Answer:
    people = len(table.people)
    places = np.minimum(places, people)
    first = np.ones(people, bool) if everyone else None
    placeable = min(people, int(places.sum())) if everyone else 0
    worth = counted(table.given, largest_worth(people, len(places), placeable))
    found = best(Pairs(people, places, table.person, table.guide, sign * worth.whole, first), locked)
    if everyone and len(found.chosen) < people:
        return NOBODY
    return _answer(table, worth, sign, found.chosen, found.bound)


def _by_size(
    table: Pairings, rooms: generalised.Rooms, locked: list[int], sign: int, everyone: bool, seconds: float
) -> Answer:
    people = len(table.people)
    worth = counted(table.given, generalised.MOST_WORTH // max(people, 1))
    sized = generalised.Sized(people, table.person, table.guide, sign * worth.whole, rooms)
    found = generalised.best(sized, locked, everyone=everyone, seconds=seconds)
    return NOBODY if found is None else _answer(table, worth, sign, *found)


def _answer(table: Pairings, worth: Amounts, sign: int, chosen: Iterable[int], bound: int) -> Answer:
    pairs = [int(at) for at in chosen]
    top = sign * worth.at_most(bound, len(table.people)) + 0  # not -0.0
    return Answer(worth.total(pairs), top, dict(table.pair(at) for at in pairs))


def _places(stated: Iterable[float]) -> Ints:
    given, there = numbers(list(stated))
    if not there.all() or (given != np.rint(given)).any():
        raise ValueError("capacity counts places: it is a whole number where there are no sizes")
    if (given < 0).any():
        raise ValueError("no guide can have fewer than 0 places")
    return given.astype(np.int64)


def _read(kind: type[Row], row: Mapping[str, object], id: str | None = None) -> Row:
    """The row as the planner has it: lists are sets, and a start as "07:30" is a time."""
    what = kind.__name__.lower() + (f" {id}" if id is not None else "")
    names = {one.name for one in fields(kind)}
    if unknown := [name for name in row if name not in names or name == "id"]:
        raise ValueError(f"{what}: there is no {unknown[0]}")
    if lacking := [one.name for one in fields(kind) if _must(one) and one.name not in {"id", *row}]:
        raise ValueError(f"{what}: {lacking[0]} is not said")
    given = {name: _field(f"{what}: {name}", name, value) for name, value in row.items()}
    return kind(**given) if id is None else kind(id, **given)


def _must(one: Field) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _field(what: str, name: str, value: object) -> object:
    if name == "start" and isinstance(value, str):
        try:
            return time.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{what} must be a time like 07:30, not {value!r}") from error
    if name in {"away", "cannot", "shifts", "not_next"} and value is not None:
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise ValueError(f"{what} must be a list, not {value!r}")
        return frozenset(tuple(one) if isinstance(one, list) else one for one in value)
    return value
