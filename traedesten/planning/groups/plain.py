"""Grouping for those who have numbers and no waiting list: plain lists and dictionaries in and out.

Published grouping instances can be fed to `group`; so can the whole self-help problem, as dictionaries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from math import isfinite
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from traedesten.planning.groups.errors import BadInput, TooLarge
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

LARGEST = 250_000
"""People times groups, at most."""


def group(
    values: Sequence[Sequence[float]] | None = None,
    sizes: Sequence[tuple[int, int]] = (),
    *,
    optional: bool = False,
    everyone: bool = True,
    apart: Sequence[tuple[int, int]] = (),
    together: Sequence[tuple[int, int]] = (),
    kinds: Sequence[object] | None = None,
    balance: Mapping[object, tuple[int, int]] | None = None,
    alone: int = 1,
    pairs: Sequence[Sequence[float]] | None = None,
    problem: Mapping[str, Any] | None = None,
    work: float = 60.0,
) -> dict[str, Any]:
    """Divide people into groups so that the sum of values is as large as it can be.

    `values[i][g]`, people × groups, is what person i is worth in group g (None: cannot be there);
    `sizes[g]` the (least, most) members of group g; with `optional` a group may also be empty. `everyone`
    asks for each person to be placed, otherwise people may be left out at 0. `apart` and `together` are pairs of
    people. `kinds[i]` is the type of person i (a gender, say): `alone` asks for none or at least so many of every
    type in each group, and `balance[type]` gives (least, most) of the type in every group that is not empty.
    `pairs[i][j]`, a symmetric people × people matrix, is added once for each two people in one group.

    Amounts may have up to three decimals. `work` is deterministic time, about seconds.
    Returns `groups` (for each group the sorted people), `left`, `value`, `bound` (no division is worth more) and
    `status`: "optimal", "feasible", "infeasible" or "unknown" (without `groups`, `left` and `value` in the last two).

    With `problem` the self-help problem as dictionaries (see `problem_of`), and its proposal as dictionaries.
    Raises BadInput for what does not fit together, TooLarge past 250,000 people × groups.
    """
    if problem is not None:
        return asdict(plan(problem_of(problem)))
    if values is None:
        raise BadInput("either values or a problem", field="values")
    grouping = _Grouping(values, sizes, pairs, kinds, optional=optional)
    grouping.place(everyone=everyone)
    grouping.pair_up(apart, together)
    grouping.mix(alone, balance or {})
    return grouping.solve(work)


class _Grouping:
    """A grouping instance as one CP-SAT model."""

    def __init__(self, values, sizes, pairs, kinds, *, optional: bool) -> None:
        self.people, self.count = len(values), len(sizes)
        if self.people * self.count > LARGEST:
            raise TooLarge(f"{self.people} people × {self.count} groups", what="values", limit=LARGEST)
        if any(len(row) != self.count for row in values):
            raise BadInput("values needs one column for each of sizes", field="values")
        for least, most in sizes:
            if not 0 <= least <= most:
                raise BadInput(f"a group of {least} to {most}", field="sizes")
        self.kinds = list(kinds) if kinds is not None else [None] * self.people
        if len(self.kinds) != self.people:
            raise BadInput("kinds needs one value for each person", field="kinds")
        self.values, self.sizes = values, sizes
        self.pairs = _matrix(pairs, self.people)
        self.cp = cp_model.CpModel()
        self.inside = {
            (i, g): self.cp.new_bool_var("")
            for i, row in enumerate(values)
            for g, value in enumerate(row)
            if value is not None
        }
        self.opened = [self.cp.new_bool_var("") if optional else self.cp.new_constant(1) for _ in sizes]
        self.total = [_thousandths(values[i][g]) * var for (i, g), var in self.inside.items()]

    def place(self, *, everyone: bool) -> None:
        for i in range(self.people):
            places = [var for (person, _), var in self.inside.items() if person == i]
            (self.cp.add_exactly_one if everyone else self.cp.add_at_most_one)(places)
        for g, (least, most) in enumerate(self.sizes):
            size = sum(self.members(g))
            self.cp.add(size >= least * self.opened[g])
            self.cp.add(size <= most * self.opened[g])

    def members(self, g: int, kind: object = None, *, every: bool = True) -> list[cp_model.IntVar]:
        return [var for (i, at), var in self.inside.items() if at == g and (every or self.kinds[i] == kind)]

    def pair_up(self, apart, together) -> None:
        for one, other in (*apart, *together):
            if not (0 <= one < self.people and 0 <= other < self.people and one != other):
                raise BadInput(f"{one} and {other} are no pair of the people", field="apart")
        for g in range(self.count):
            for one, other in apart:
                if (one, g) in self.inside and (other, g) in self.inside:
                    self.cp.add_at_most_one(self.inside[one, g], self.inside[other, g])
            for one, other in together:
                self.cp.add(self.inside.get((one, g), 0) == self.inside.get((other, g), 0))
            for i, j in zip(*np.nonzero(np.triu(self.pairs, 1)), strict=True):
                if (i, g) in self.inside and (j, g) in self.inside:
                    self._add_pair(self.inside[i, g], self.inside[j, g], int(self.pairs[i, j]))

    def _add_pair(self, one: cp_model.IntVar, other: cp_model.IntVar, amount: int) -> None:
        both = self.cp.new_bool_var("")
        if amount > 0:
            self.cp.add_implication(both, one)
            self.cp.add_implication(both, other)
        else:
            self.cp.add_bool_or(~one, ~other, both)
        self.total.append(amount * both)

    def mix(self, alone: int, balance: Mapping[object, tuple[int, int]]) -> None:
        for g in range(self.count):
            for kind in dict.fromkeys(self.kinds) if alone > 1 else ():
                same, some = self.members(g, kind, every=False), self.cp.new_bool_var("")
                self.cp.add(sum(same) >= alone * some)
                self.cp.add(sum(same) <= len(same) * some)
            for kind, (least, most) in balance.items():
                same = sum(self.members(g, kind, every=False))
                self.cp.add(same >= least * self.opened[g])
                self.cp.add(same <= most)

    def solve(self, work: float) -> dict[str, Any]:
        self.cp.maximize(sum(self.total))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = work
        status = solver.solve(self.cp)
        if status == cp_model.INFEASIBLE:
            return {"status": "infeasible"}
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return {"status": "unknown", "bound": solver.best_objective_bound / 1000}
        groups = [
            [i for (i, at), var in self.inside.items() if at == g and solver.value(var)] for g in range(self.count)
        ]
        placed = {i for members in groups for i in members}
        return {
            "status": "optimal" if status == cp_model.OPTIMAL else "feasible",
            "groups": [sorted(members) for members in groups],
            "left": [i for i in range(self.people) if i not in placed],
            "value": solver.objective_value / 1000,
            "bound": solver.best_objective_bound / 1000,
        }


def _thousandths(value: float) -> int:
    if not isfinite(value):
        raise BadInput(f"{value} is no amount", field="values")
    whole = round(value * 1000)
    if abs(whole - value * 1000) > 1e-6 * max(1.0, abs(value)):
        raise BadInput(f"{value} has more than three decimals", field="values")
    return whole


def _matrix(pairs, people: int) -> np.ndarray:
    if pairs is None:
        return np.zeros((people, people), np.int64)
    matrix = np.array([[_thousandths(value) for value in row] for row in pairs], np.int64)
    if matrix.shape != (people, people) or (matrix != matrix.T).any():
        raise BadInput("pairs must be a symmetric people × people matrix", field="pairs")
    return matrix


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
