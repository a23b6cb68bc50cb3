"""A reader who wants to know: reckons out what printed tables tell, with methods of their own.

Knows only what is printed (labels, figures, the rule) and how each cell is defined; shares no code with the
protection.
"""

from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import linprog


@dataclass
class Attacker:
    """`values` by dimension, in order; `groups` by dimension: label → values."""

    values: dict[str, tuple[str, ...]]
    groups: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def __post_init__(self):
        self.people = list(product(*self.values.values()))
        self.known: list[tuple[set[int], int, int]] = []

    def are(self, by, labels, where) -> set[int]:
        """The kinds of persons (by number) that a cell counts."""
        found = set()
        for number, kind in enumerate(self.people):
            own = dict(zip(self.values, kind, strict=True))
            fits = all(own[name] in allowed for name, allowed in where.items())
            if fits and all(self._fits(name, label, own[name]) for name, label in zip(by, labels, strict=True)):
                found.add(number)
        return found

    def _fits(self, name: str, label: str, value: str) -> bool:
        group = self.groups.get(name, {}).get(label)
        return label == "*" or value == label or (group is not None and value in group)

    def read(self, release) -> None:
        k, base = release.rule.k, release.rule.base
        for cell in release.cells:
            if cell.figure is not None:
                kinds = self.are(release.cut.by, cell.labels, release.cut.where)
                possible = [
                    count
                    for count in range(max(0, cell.figure - base), cell.figure + base + 1)
                    if int((count + base // 2) / base) * base == cell.figure and count >= k
                ]
                self.learn(kinds, min(possible, default=cell.figure), max(possible, default=cell.figure))

    def learn(self, kinds: set[int], low: int, high: int) -> None:
        self.known.append((kinds, low, high))

    def most(self, kinds: set[int]) -> float:
        """The highest number of persons of these kinds that can be, by linear programming (inf: no bound)."""
        rows = np.zeros((len(self.known), len(self.people)))
        for row, (of, _, _) in zip(rows, self.known, strict=True):
            row[list(of)] = 1
        low, high = (np.array([known[at] for known in self.known], float) for at in (1, 2))
        aim = np.zeros(len(self.people))
        aim[list(kinds)] = -1
        found = linprog(aim, A_ub=np.vstack([rows, -rows]), b_ub=np.append(high, -low), method="highs")
        return -found.fun if found.status == 0 else float("inf")

    def worlds(self, most: int) -> list[tuple[int, ...]]:
        """Every world of at most `most` persons of each kind that agrees with what is known, one by one."""
        return [
            world
            for world in product(range(most + 1), repeat=len(self.people))
            if all(low <= sum(world[at] for at in kinds) <= high for kinds, low, high in self.known)
        ]
