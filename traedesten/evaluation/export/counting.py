"""Counts as an analysis may tell them: none under five, and none from which one under five could be reckoned."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from traedesten.evaluation.disclosure import ALL, PARTNERS, Cut, Dimension, Population, Release, Rule, protect

K = PARTNERS.k
PRESENT = Rule(k=K, hides_zeros=False)
"""For who answered: that nobody is missing tells nothing of what anyone said."""
UNKNOWN = ""
OTHERS = "*others"
"""All whose group is too small to be told, together."""
STEP = 0.05
"""Shares of a number that may not be told are rounded to this."""
YES, NO = "yes", "no"
ALL_VALUES = ("moved", "came")
"""Columns of which it tells on everybody that nobody has a value."""
Where = Mapping[str, str | frozenset[str]]


class Teller:
    """Tells counts of one set of persons, each in the light of what it has told already.

    `columns`: name → one label for each person. `impossible`: boxes that a reader knows to be empty.
    """

    def __init__(
        self,
        columns: Mapping[str, Sequence[str]],
        order: Mapping[str, Sequence[str]] | None = None,
        impossible: Sequence[Where] = (),
    ):
        order = order or {}
        self.columns = {name: [_label(label) for label in labels] for name, labels in columns.items()}
        self.impossible = tuple(impossible)
        self.dimensions = tuple(
            Dimension(name, _values(labels, order.get(name, ()), name in ALL_VALUES))
            for name, labels in self.columns.items()
        )
        counts = Counter(zip(*self.columns.values(), strict=True))
        self.population = Population(self.dimensions, counts)
        boxes = tuple(self._inside(where) for where in impossible)
        self.population = replace(self.population, impossible=tuple(box for box in boxes if self._is_empty(box)))
        self.releases: list[Release] = []

    def with_column(
        self, name: str, labels: Sequence[str], order: Sequence[str] = (), impossible: Sequence[Where] = ()
    ) -> "Teller":
        """One that has told the same, and has a further column to tell of."""
        wider = Teller(self.columns | {name: labels}, {**self._order, name: order}, (*self.impossible, *impossible))
        everyone = frozenset(wider.dimensions[-1].values)
        for release in self.releases:
            cells = tuple(replace(cell, box=(*cell.box, everyone)) for cell in release.cells)
            wider.releases.append(replace(release, cells=cells))
        return wider

    @property
    def _order(self) -> dict[str, Sequence[str]]:
        return {dimension.name: dimension.values for dimension in self.dimensions}

    def count(self, where: Where | None = None, rule: Rule = PRESENT) -> int | None:
        """How many have these labels; None when it may not be told."""
        wanted = self._inside(where or {})
        if any(not labels for labels in wanted.values()):
            return 0 if not rule.hides_zeros else None
        return self._told(Cut((), wanted), rule).figure()

    def table(self, by: str, where: Where | None = None, rule: Rule = PARTNERS) -> dict[str, int | None]:
        """Label → how many, None for those that may not be told, and under ALL how many there are together."""
        wanted = self._inside(where or {})
        if any(not labels for labels in wanted.values()):
            return {}
        return {cell.labels[0]: cell.figure for cell in self._told(Cut((by,), wanted), rule).cells}

    def _inside(self, where: Where) -> dict[str, frozenset[str]]:
        """Of the labels that were asked for, those that occur."""
        sets = {name: frozenset({labels} if isinstance(labels, str) else labels) for name, labels in where.items()}
        return {name: labels & frozenset(self._there(name)) for name, labels in sets.items()}

    def _there(self, name: str) -> tuple[str, ...]:
        at = list(self.columns).index(name)
        return self.dimensions[at].values

    def _is_empty(self, box: Mapping[str, frozenset[str]]) -> bool:
        """Whether it is a box, and nobody is in it, whatever there should be."""
        return all(box.values()) and not self.population.count(self.population.box(box))

    def _told(self, cut: Cut, rule: Rule) -> Release:
        release = protect(self.population, cut, rule, self.releases)
        self.releases.append(release)
        return release


def _label(label) -> str:
    return UNKNOWN if label is None or label != label else str(label)


def _values(labels: Sequence[str], order: Sequence[str], has_all: bool) -> tuple[str, ...]:
    """Those that occur, or all, as the codebook orders them, others after, unknown last."""
    there = set(labels)
    known = [value for value in order if value != UNKNOWN and (has_all or value in there)]
    rest = sorted(there - set(known) - {UNKNOWN})
    return (*known, *rest, *([UNKNOWN] if UNKNOWN in there else []))


def answers(column: pd.Series) -> list[str]:
    """Whether there is a value, as labels."""
    return [YES if there else NO for there in column.notna()]


def pooled(column: pd.Series, told: Mapping[str, int | None]) -> pd.Series:
    """The column with all labels that may not be told put together as OTHERS; those not known are left out."""
    labels = column.fillna(UNKNOWN).astype(str)
    hidden = {label for label, many in told.items() if many is None and label != ALL}
    kept = labels.mask(labels.isin(hidden), OTHERS)
    return kept.mask(kept == UNKNOWN)
