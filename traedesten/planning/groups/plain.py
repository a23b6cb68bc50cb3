"""Grouping for those who have numbers and no waiting list: plain lists and dictionaries in and out.

Published grouping instances can be fed to `group`; so can the whole self-help problem, as dictionaries.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from numbers import Integral
from typing import Any

import numpy as np

from traedesten.planning.groups.division import Division
from traedesten.planning.groups.errors import BadInput
from traedesten.planning.groups.problem import (
    Band,
    Facilitator,
    Group,
    Key,
    Limits,
    Locks,
    Person,
    Problem,
    Settings,
    Venue,
    Weights,
)
from traedesten.planning.groups.whole import plan

Size = tuple[int, int] | int
Matrix = Sequence[Sequence[float | None]]


def group(
    values: Matrix | None = None,
    sizes: Sequence[Size] | int = (),
    *,
    optional: bool = False,
    everyone: bool = True,
    apart: Sequence[tuple[int, int]] = (),
    together: Sequence[tuple[int, int]] = (),
    kinds: Sequence[object] | None = None,
    balance: Mapping[object, tuple[int, int]] | None = None,
    alone: int = 1,
    pairs: Matrix | None = None,
    problem: Mapping[str, Any] | None = None,
    work: float = 60.0,
) -> dict[str, Any]:
    """Divide people into groups so that the sum of values is as large as it can be.

    `values[i][g]`, people × groups, is what person i is worth in group g (None: cannot be there; 0 when only `pairs`
    are given). `sizes[g]` is the (least, most) members of group g, or one number for both; a number alone is for all
    groups, as many as there are columns or as the people fill. With `optional` a group may also be empty. `everyone`
    asks for each person to be placed, otherwise people may be left out at 0. `apart` and `together` are pairs of
    people. `kinds[i]` is the type of person i (a gender, say): `alone` asks for none or at least so many of every
    type in each group, and `balance[type]` gives (least, most) of the type in every group that is not empty.
    `pairs[i][j]`, a symmetric people × people matrix, is added once for each two people in one group.

    Matrices may be lists, arrays or data frames; amounts up to a thousand million with three decimals at most.
    `work` is deterministic time, about seconds. Returns `groups` (for each group the sorted people), `left`,
    `value`, `bound` (no division is worth more) and `status`: "optimal", "feasible", "infeasible" or "unknown"
    (without `groups`, `left` and `value` in the last two).
    With `problem` the self-help problem as dictionaries (see `problem_of`), and its proposal as dictionaries.
    Raises BadInput for what does not fit together, TooLarge past 250,000 people or 2 million pairs × groups.
    """
    if problem is not None:
        return asdict(plan(problem_of(problem)))
    grouping = _division(values, sizes, pairs, kinds, optional)
    grouping.place(everyone=everyone)
    grouping.pair_up(apart, together)
    grouping.mix(alone, balance or {})
    return grouping.solve(work)


def _division(values: Any, sizes: Any, pairs: Any, kinds: Sequence[object] | None, optional: bool) -> Division:
    if values is None and pairs is None:
        raise BadInput("either values, pairs or a problem", field="values")
    worth, shared = _rows(values, "values"), _rows(pairs, "pairs")
    people = len(shared if worth is None else worth)
    limits = _sizes(sizes, people, None if worth is None else len(worth[0]) if worth else 0)
    worth = [[0] * len(limits)] * people if worth is None else worth
    return Division(worth, limits, shared, kinds, optional=optional)


def _rows(matrix: Any, name: str) -> list[list[float | None]] | None:
    """A matrix as lists, whatever holds it."""
    if matrix is None:
        return None
    try:
        rows = [list(row) for row in (np.asarray(matrix).tolist() if hasattr(matrix, "__array__") else matrix)]
    except TypeError as error:
        raise BadInput(f"{name} must be a matrix", field=name) from error
    if len({len(row) for row in rows}) > 1:
        raise BadInput(f"every row of {name} must be equally long", field=name)
    return rows


def _sizes(sizes: Sequence[Size] | int, people: int, groups: int | None) -> list[tuple[int, int]]:
    """The least and the most of every group; `groups` None: as many as the people fill."""
    if isinstance(sizes, Integral):
        if groups is None and (sizes < 1 or people % sizes):
            raise BadInput(f"{people} people do not fill groups of {sizes}", field="sizes")
        sizes = [int(sizes)] * (people // int(sizes) if groups is None else groups)
    return [_limits(size) for size in sizes]


def _limits(size: Size) -> tuple[int, int]:
    ends = tuple(size) if isinstance(size, Iterable) else (size, size)
    if len(ends) != 2 or not all(isinstance(end, Integral) for end in ends) or not 0 <= ends[0] <= ends[1]:
        raise BadInput(f"{size} is not the least and the most of a group", field="sizes")
    return int(ends[0]), int(ends[1])


def problem_of(given: Mapping[str, Any]) -> Problem:
    """A Problem from dictionaries and lists, as out of JSON: names and fields as in `Problem`.

    Lists stand for tuples and sets, keys of groups are [venue, time, theme, band]. Raises BadInput for unknown or
    missing names.
    """
    try:
        return Problem(
            people=tuple(_row(Person, row) for row in given["people"]),
            facilitators=tuple(_row(Facilitator, row) for row in given["facilitators"]),
            venues=tuple(_row(Venue, row) for row in given["venues"]),
            themes=tuple(given["themes"]),
            bands=tuple(_row(Band, row) for row in given["bands"]),
            apart=frozenset(map(tuple, given.get("apart", ()))),
            likes=frozenset(map(tuple, given.get("likes", ()))),
            settings=_settings(given.get("settings", {})),
            locks=_locks(given.get("locks", {})),
            earlier=tuple(map(_group, given.get("earlier", ()))),
        )
    except (KeyError, TypeError) as error:
        raise BadInput(f"the problem cannot be read: {error}", field="problem") from error


def _row(kind: type, row: Mapping[str, Any]) -> Any:
    sets = {field.name for field in fields(kind) if str(field.type).startswith("frozenset")}
    shaped = {name: frozenset(value) if name in sets and value is not None else value for name, value in row.items()}
    if shaped.get("point") is not None:
        shaped["point"] = tuple(shaped["point"])
    return kind(**shaped)


def _settings(given: Mapping[str, Any]) -> Settings:
    parts = {"weights": Weights, "limits": Limits}
    return Settings(**{name: parts[name](**value) if name in parts else value for name, value in given.items()})


def _locks(given: Mapping[str, Any]) -> Locks:
    return Locks(
        inside=frozenset((person, Key(*key)) for person, key in given.get("inside", ())),
        outside=frozenset((person, Key(*key)) for person, key in given.get("outside", ())),
        kept=tuple(map(_group, given.get("kept", ()))),
        left_out=frozenset(given.get("left_out", ())),
    )


def _group(given: Mapping[str, Any]) -> Group:
    return Group(Key(*given["key"]), tuple(given["members"]), tuple(given["facilitators"]))
