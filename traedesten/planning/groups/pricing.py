"""The best group of every candidate at given prices, exactly and for all candidates at once.

Without the pairs apart, a best group is found by size and gender alone: the best a women, b men and c others for
some a + b + c. Small-only people are tried in small groups and left out of large ones. Pairs apart in a group
found this way are resolved by leaving out one of the two, in turn.
"""

from dataclasses import dataclass

import numpy as np

from traedesten.planning.groups.model import Model

NONE = -np.inf
WIDTHS = (8, 16, 32, 64, 128, 256, 512)
DEPTH = 8
"""At most so many people are left out in turn because of pairs apart."""


@dataclass(frozen=True, eq=False)
class _Block:
    """Candidates of about the same number of people; for each gender a matrix of entries, padded."""

    rows: np.ndarray
    entries: tuple[np.ndarray, ...]
    least: np.ndarray
    large: np.ndarray
    small: np.ndarray
    any_small: np.ndarray


class Pricer:
    """Prices many times over the same model. `profit` arrays have one value for each entry, -inf for not allowed."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.top = int(model.most.max(initial=0))
        self.kinds = [kind for kind in (0, 1, 2) if (model.gender == kind).any()] or [0]
        self._is_small = model.small[model.person]
        self._classes = model.gender[model.person]
        self._blocks = list(self._all_blocks())

    def _all_blocks(self):
        sizes = np.diff(self.model.first)
        for low, high in zip((0, *WIDTHS), (*WIDTHS, np.inf), strict=True):
            rows = np.flatnonzero((sizes > low) & (sizes <= high))
            if len(rows):
                yield self._block(rows)

    def _block(self, rows: np.ndarray) -> _Block:
        model = self.model
        pad = len(model.person)
        by_kind = []
        for kind in self.kinds:
            found = [model.first[row] + np.flatnonzero(self._classes[model.entries(row)] == kind) for row in rows]
            matrix = np.full((len(rows), max(self.top, *map(len, found))), pad)
            for at, entries in enumerate(found):
                matrix[at, : len(entries)] = entries
            by_kind.append(matrix)
        any_small = np.array([self._is_small[model.entries(row)].any() for row in rows])
        return _Block(rows, tuple(by_kind), model.least[rows], model.most[rows], model.small_most[rows], any_small)

    def values(self, profit: np.ndarray, among: np.ndarray | None = None) -> np.ndarray:
        """For every candidate the most that a group can be worth when pairs apart do not count; -inf for none.

        `among` (marks) leaves the other candidates at -inf.
        """
        best = np.full(len(self.model.keys), NONE)
        padded = np.append(profit, NONE)
        without_small = np.append(np.where(self._is_small, NONE, profit), NONE)
        for block in self._blocks:
            wanted = np.ones(len(block.rows), bool) if among is None else among[block.rows]
            some = wanted & block.any_small
            if wanted.any():
                best[block.rows[wanted]] = self._most(block, wanted, without_small, block.large)
            if some.any():
                small = self._most(block, some, padded, block.small)
                best[block.rows[some]] = np.maximum(best[block.rows[some]], small)
        return best

    def _most(self, block: _Block, wanted: np.ndarray, profit: np.ndarray, limits: np.ndarray) -> np.ndarray:
        least, limits = block.least[wanted, None], limits[wanted, None]
        totals = None
        for kind, matrix in zip(self.kinds, (entries[wanted] for entries in block.entries), strict=True):
            sums = self._sums(_largest(profit[matrix], self.top), kind)
            totals = sums if totals is None else _combined(totals, sums)
        sizes = np.arange(self.top + 1)
        allowed = (sizes >= least) & (sizes <= limits)
        return np.where(allowed, totals, NONE).max(axis=1)

    def _sums(self, ordered: np.ndarray, kind: int) -> np.ndarray:
        """Column c: the best c of one gender together; -inf where c would leave somebody alone."""
        sums = np.zeros((len(ordered), self.top + 1))
        np.cumsum(ordered, axis=1, out=sums[:, 1:])
        if kind < 2:
            sums[:, 1 : self.model.alone] = NONE
        return sums

    def group(self, candidate: int, profit: np.ndarray, depth: int = DEPTH) -> tuple[float, list[int]]:
        """The best group of one candidate with pairs apart kept apart: its sum and entries; (-inf, []) for none."""
        own = profit[self.model.entries(candidate)].copy()
        best, chosen = self._resolved(candidate, own, depth, NONE)
        return best, [int(self.model.first[candidate]) + at for at in chosen]

    def _resolved(self, candidate: int, own: np.ndarray, depth: int, floor: float) -> tuple[float, list[int]]:
        best, chosen = self._single(candidate, own)
        if best <= floor:
            return NONE, []
        clash = self._clash(candidate, chosen)
        if clash is None:
            return best, chosen
        found: tuple[float, list[int]] = (NONE, [])
        for at in clash if depth else ():
            without = own.copy()
            without[at] = NONE
            other = self._resolved(candidate, without, depth - 1, max(floor, found[0]))
            found = max(found, other, key=lambda pair: pair[0])
        return found

    def _clash(self, candidate: int, chosen: list[int]) -> tuple[int, int] | None:
        people = self.model.person[self.model.entries(candidate)]
        at = {int(people[one]): one for one in chosen}
        for person, one in at.items():
            for other in self.model.apart.get(person, ()):
                if other in at:
                    return one, at[other]
        return None

    def _single(self, candidate: int, own: np.ndarray) -> tuple[float, list[int]]:
        rows = self.model.entries(candidate)
        small, kinds = self._is_small[rows], self._classes[rows]
        least, most, small_most = self.model.size(candidate)
        large = self._by_counts(np.where(small, NONE, own), kinds, least, most)
        if not small.any():
            return large
        return max(large, self._by_counts(own, kinds, least, small_most), key=lambda pair: pair[0])

    def _by_counts(self, own: np.ndarray, kinds: np.ndarray, least: int, limit: int) -> tuple[float, list[int]]:
        order = np.argsort(-own, kind="stable")
        order = order[own[order] > NONE]
        ranked = [order[kinds[order] == kind][:limit] for kind in self.kinds]
        states: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        for kind, entries in zip(self.kinds, ranked, strict=True):
            company = self.model.alone if kind < 2 else 1
            sums = np.concatenate([[0.0], np.cumsum(own[entries])])
            counts = [0, *range(company, len(entries) + 1)]
            fresh: dict[int, tuple[float, tuple[int, ...]]] = {}
            for size, (total, taken) in states.items():
                for count in counts:
                    whole, worth = size + count, total + sums[count]
                    if whole <= limit and (whole not in fresh or worth > fresh[whole][0]):
                        fresh[whole] = (worth, (*taken, count))
            states = fresh
        valid = [state for size, state in states.items() if size >= least]
        if not valid:
            return NONE, []
        best, taken = max(valid, key=lambda state: state[0])
        return float(best), [int(at) for entries, count in zip(ranked, taken, strict=True) for at in entries[:count]]


def _largest(values: np.ndarray, count: int) -> np.ndarray:
    """The `count` largest of every row, largest first."""
    if values.shape[1] > 2 * count:
        values = np.partition(values, values.shape[1] - count, axis=1)[:, -count:]
    return np.sort(values, axis=1)[:, ::-1][:, :count]


def _combined(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """For every size the most that two parts of together that size are worth."""
    width = one.shape[1]
    totals = np.full_like(one, NONE)
    for size in range(width):
        for part in range(size + 1):
            np.maximum(totals[:, size], one[:, part] + other[:, size - part], out=totals[:, size])
    return totals
