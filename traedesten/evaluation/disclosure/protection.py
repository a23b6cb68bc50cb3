"""Giving out tables so that no small count can be reckoned out, from one of them or from all together."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from traedesten.evaluation.disclosure.tables import (
    ALL,
    Box,
    Cell,
    Cut,
    Population,
    Release,
    Rule,
    Why,
    atoms,
    within,
)
from traedesten.evaluation.disclosure.worlds import Knowledge, Worlds, cheapest

RESTORED = 40
"""So many hidden cells at most are tried again, one by one, to see whether they could be shown after all."""


def protect(population: Population, cut: Cut, rule: Rule, earlier: Sequence[Release] = ()) -> Release:
    """The table as it may be given out to readers who have had all of `earlier`.

    Hidden are cells below `rule.k`, and as many others as it takes. Then for every small cell of this table and of
    the earlier ones, and for every small part of the population that the tables together cut out, there is another
    distribution of persons that agrees with all that is shown and in which it has k persons or more. `earlier`
    counts as given out for the population as it is now; what readers could already be certain of is left as it
    is. Raises Unknown.
    """
    drawer = _Drawer(population, cut, rule, earlier)
    shown = drawer.kept()
    cells = tuple(
        Cell(labels, box, rule.rounded(count) if is_shown else None, _why(rule, count, is_shown))
        for (labels, box), count, is_shown in zip(drawer.cells, drawer.counts.tolist(), shown.tolist(), strict=True)
    )
    return Release(cut, rule, cells)


def leaks(population: Population, releases: Sequence[Release], k: int, hides_zeros: bool = True) -> tuple[Box, ...]:
    """The cells and parts below `k` that readers of all `releases` can be certain lie below it."""
    sketch = _Sketch(population, [cell.box for release in releases for cell in release.cells])
    rows = [(release.rule, cell.box) for release in releases for cell in release.shown]
    targets = sketch.small([cell.box for release in releases for cell in release.hidden], Rule(k, 1, hides_zeros))
    if not targets:
        return ()
    found = Worlds(sketch.matrix(targets), k).certain(sketch.knowledge(rows))
    return tuple(box for box, is_certain in zip(targets, found, strict=True) if is_certain)


def _why(rule: Rule, count: int, is_shown: bool) -> Why:
    if is_shown:
        return Why.SHOWN
    return Why.SMALL if rule.is_small(count) else Why.GIVES_AWAY


class _Sketch:
    """The population cut into the parts that a set of boxes can tell apart."""

    def __init__(self, population: Population, boxes: Sequence[Box]):
        self.population = population
        self.parts = atoms(population, boxes)
        self.persons = counted(population, self.parts)

    def matrix(self, boxes: Sequence[Box]) -> csr_array:
        """(boxes, parts) of 0 and 1: which parts lie in which box."""
        rows = [[float(within(part, box)) for part in self.parts] for box in boxes]
        return csr_array(np.array(rows).reshape(len(boxes), len(self.parts)))

    def knowledge(self, rows: Sequence[tuple[Rule, Box]]) -> Knowledge:
        """What readers know who have been shown these boxes under these rules."""
        matrix = self.matrix([box for _, box in rows])
        counts = (matrix @ self.persons).astype(int)
        spans = [rule.span(int(count)) for (rule, _), count in zip(rows, counts, strict=True)]
        low, high = np.array(spans, dtype=float).reshape(len(rows), 2).T
        return Knowledge(matrix, low, high)

    def small(self, hidden: Sequence[Box], rule: Rule) -> list[Box]:
        """What has to stay unsure: the small ones among hidden cells, and all small parts."""
        counts = self.matrix(hidden) @ self.persons
        cells = [box for box, count in zip(hidden, counts.tolist(), strict=True) if rule.is_small(int(count))]
        parts = [part for part, many in zip(self.parts, self.persons.tolist(), strict=True) if rule.is_small(many)]
        return [box for box in dict.fromkeys([*cells, *parts]) if not self.population.is_unknown(box)]


class _Drawer:
    """Decides which cells of one new table are shown."""

    def __init__(self, population: Population, cut: Cut, rule: Rule, earlier: Sequence[Release]):
        self.rule = rule
        self.cells = list(cut.cells(population))
        boxes = [box for _, box in self.cells]
        before = [(release.rule, cell.box) for release in earlier for cell in release.shown]
        hidden = [cell.box for release in earlier for cell in release.hidden]
        sketch = _Sketch(population, [*boxes, *(box for _, box in before), *hidden])
        self.knowledge = sketch.knowledge([*((rule, box) for box in boxes), *before])
        self.counts = (sketch.matrix(boxes) @ sketch.persons).astype(int)
        self.is_small = np.array([rule.is_small(int(count)) for count in self.counts])
        self.is_kept = np.array([population.is_unknown(box) for box in boxes])
        small = [box for box, is_small in zip(boxes, self.is_small, strict=True) if is_small]
        self.worlds = Worlds(sketch.matrix(sketch.small([*small, *hidden], rule)), rule.k)
        self.old = np.ones(len(before), dtype=bool)
        self.costs = [cost(labels, int(count)) for (labels, _), count in zip(self.cells, self.counts, strict=True)]
        self._leave_known()

    def _leave_known(self) -> None:
        """What earlier tables gave away already is not to be mended by this one."""
        known = self.worlds.certain(self._knowledge(np.zeros(len(self.cells), dtype=bool)))
        self.worlds.targets = self.worlds.targets[np.flatnonzero(~known)]

    def _knowledge(self, shown: np.ndarray) -> Knowledge:
        return self.knowledge.only(np.append(shown, self.old))

    def kept(self) -> np.ndarray:
        """Which cells are shown: hide until no small count is certain, then show again what did not need hiding."""
        shown = ~(self.is_small | self.is_kept)
        # Hiding more makes nothing certain that was not so before: one round is enough.
        for target in np.flatnonzero(self.worlds.certain(self._knowledge(shown))).tolist():
            if not self.worlds.serve(self._knowledge(shown), target):
                shown = self._with_a_way_out(shown, target)
        return self._restored(shown)

    def _with_a_way_out(self, shown: np.ndarray, target: int) -> np.ndarray:
        """What is left to show when one target is to be unsure; nothing where no cheaper way is found."""
        kept = np.append(shown, self.old)
        costs = np.append(self.costs, np.full(len(self.old), np.inf))[kept]
        way = cheapest(self.knowledge.only(kept), self.worlds.targets[[target]], self.rule.k, costs)
        if way is None:
            return np.zeros(len(shown), dtype=bool)
        world, moved = way
        self.worlds.found.append(world)
        left = shown.copy()
        left[np.flatnonzero(kept)[moved]] = False
        return left

    def _restored(self, shown: np.ndarray) -> np.ndarray:
        candidates = np.flatnonzero(~shown & ~self.is_small & ~self.is_kept)
        dearest_first = sorted(candidates.tolist(), key=lambda at: -self.costs[at])
        for at in dearest_first[:RESTORED]:
            tried = shown.copy()
            tried[at] = True
            if not self.worlds.any_certain(self._knowledge(tried)):
                shown = tried
        return shown


def cost(labels: Sequence[str], count: int) -> float:
    """What is lost with a cell: margins are worth more than what lies inside them, large counts more than small."""
    margins = sum(label == ALL for label in labels)
    return (1 + np.log1p(count)) * 8.0**margins


def counted(population: Population, parts: Sequence[Box]) -> np.ndarray:
    """Persons in each part; the parts do not overlap and together hold everybody."""
    owner = [{value: at for at, values in enumerate(axis) for value in values} for axis in axes_of(parts)]
    at_key = {tuple(owner[d][next(iter(values))] for d, values in enumerate(part)): i for i, part in enumerate(parts)}
    persons = np.zeros(len(parts), dtype=np.int64)
    for key, count in population.counts.items():
        place = at_key.get(tuple(owner[d].get(value, -1) for d, value in enumerate(key)))
        if place is not None:
            persons[place] += count
    return persons


def axes_of(parts: Sequence[Box]) -> list[list[frozenset[str]]]:
    """The different classes of values along each dimension."""
    if not parts:
        return []
    return [list(dict.fromkeys(part[d] for part in parts)) for d in range(len(parts[0]))]
