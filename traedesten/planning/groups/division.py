"""People divided into groups as one CP-SAT model, for instances that are only numbers."""

from collections.abc import Mapping
from itertools import pairwise
from math import floor, isfinite
from numbers import Real
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from traedesten.planning.groups.errors import BadInput, TooLarge

LARGEST = 250_000
"""People times groups, at most."""
MEETINGS = 2_000_000
"""Pairs with a value times groups, at most."""
MOST = 10**9
"""What one amount can be, at most."""


class Division:
    """`inside[i, g]` for those who may be there. `sizes[g]` are the (least, most) of group g.

    Raises BadInput for what does not fit together, TooLarge past the constants above.
    """

    def __init__(self, values, sizes, pairs, kinds, *, optional: bool) -> None:
        self.people, self.count = len(values), len(sizes)
        if self.people * self.count > LARGEST:
            raise TooLarge(f"{self.people} people × {self.count} groups", what="values", limit=LARGEST)
        if any(len(row) != self.count for row in values):
            raise BadInput("values needs one column for each of sizes", field="values")
        self.kinds = list(kinds) if kinds is not None else [None] * self.people
        if len(self.kinds) != self.people:
            raise BadInput("kinds needs one value for each person", field="kinds")
        self.values, self.sizes = values, sizes
        self.pairs = _matrix(pairs, self.people)
        if np.count_nonzero(self.pairs) // 2 * self.count > MEETINGS:
            raise TooLarge(f"the pairs in {self.count} groups", what="pairs", limit=MEETINGS)
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

    def meet(self) -> None:
        """`both[i, j, g]`: the two are in that group. A pair meets once, and a person meets the rest of a group: this
        follows from the rest, and makes the bound many times better.
        """
        both = {}
        for i, j in zip(*(row.tolist() for row in np.nonzero(np.triu(self.pairs, 1))), strict=True):
            here = [g for g in range(self.count) if (i, g) in self.inside and (j, g) in self.inside]
            both |= {(i, j, g): self._both(i, j, g) for g in here}
            self.cp.add_at_most_one(both[i, j, g] for g in here)
        meetings: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for (i, j, g), var in both.items():
            meetings.setdefault((i, g), []).append(var)
            meetings.setdefault((j, g), []).append(var)
        for (i, g), met in meetings.items():
            self.cp.add(sum(met) <= (self.sizes[g][1] - 1) * self.inside[i, g])

    def _both(self, i: int, j: int, g: int) -> cp_model.IntVar:
        one, other, amount = self.inside[i, g], self.inside[j, g], int(self.pairs[i, j])
        both = self.cp.new_bool_var("")
        if amount > 0:
            self.cp.add_implication(both, one)
            self.cp.add_implication(both, other)
        else:
            self.cp.add_bool_or(~one, ~other, both)
        self.total.append(amount * both)
        return both

    def tell_apart(self) -> None:
        """Groups that could change names stand in the order of their first members, empty ones last."""
        alike: dict[object, list[int]] = {}
        for g, size in enumerate(self.sizes):
            alike.setdefault((size, tuple(row[g] for row in self.values)), []).append(g)
        for before, after in (pair for groups in alike.values() for pair in pairwise(groups)):
            earlier: list[cp_model.IntVar] = []
            for i in range(self.people):
                if (i, after) in self.inside:
                    self.cp.add(self.inside[i, after] <= sum(earlier))
                    earlier.append(self.inside[i, before])

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
        if self.pairs.any():
            self.meet()
            self.tell_apart()
        self.cp.maximize(sum(self.total))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        if self.pairs.any():
            solver.parameters.linearization_level = 2  # proves twelve in three groups in half the time
        solver.parameters.max_deterministic_time = work
        status = solver.solve(self.cp)
        if status == cp_model.INFEASIBLE:
            return {"status": "infeasible"}
        bound = floor(min(solver.best_objective_bound + 1e-6, self.ceiling()))
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return {"status": "unknown", "bound": bound / 1000}
        groups = [
            [i for (i, at), var in self.inside.items() if at == g and solver.value(var)] for g in range(self.count)
        ]
        placed = {i for members in groups for i in members}
        value = round(solver.objective_value)
        return {
            "status": "optimal" if status == cp_model.OPTIMAL or value == bound else "feasible",
            "groups": [sorted(members) for members in groups],
            "left": [i for i in range(self.people) if i not in placed],
            "value": value / 1000,
            "bound": bound / 1000,
        }

    def ceiling(self) -> int:
        """Thousandths that are never passed: everybody where, and among those, they are worth most."""
        alone = sum(max(0, *(_thousandths(value or 0) for value in row)) for row in self.values if row)
        others = max((most for _, most in self.sizes), default=0) - 1
        good = np.sort(np.maximum(self.pairs, 0), axis=1)[:, ::-1]
        return alone + int(good[:, : max(others, 0)].sum()) // 2


def _thousandths(value: float) -> int:
    if not isinstance(value, Real) or not isfinite(value):
        raise BadInput(f"{value} is no amount", field="values")
    if abs(value) > MOST:
        raise BadInput(f"{value} is too large", field="values")
    whole = round(value * 1000)
    if abs(whole - value * 1000) > 1e-6 * max(1.0, abs(value)):
        raise BadInput(f"{value} has more than three decimals", field="values")
    return whole


def _matrix(pairs, people: int) -> np.ndarray:
    if not pairs:
        return np.zeros((people, people), np.int64)
    matrix = np.array([[_thousandths(value) for value in row] for row in pairs], np.int64)
    if matrix.shape != (people, people) or (matrix != matrix.T).any():
        raise BadInput("pairs must be a symmetric people × people matrix", field="pairs")
    np.fill_diagonal(matrix, 0)
    return matrix
