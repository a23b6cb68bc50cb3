"""Tables of counts, and the cells they are made of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import product
from types import MappingProxyType

ALL = "*"
"""The label of a margin: all values of that dimension."""

Key = tuple[str, ...]
Box = tuple[frozenset[str], ...]


class Unknown(ValueError):
    """A dimension or value that the population does not have."""


@dataclass(frozen=True)
class Rule:
    """Counts below `k` are hidden, and what is shown is rounded to a multiple of `base`.

    `hides_zeros`: nought is a small count like any other, because "nobody got better" tells on everybody there.
    """

    k: int
    base: int = 1
    hides_zeros: bool = True

    def is_small(self, count: int) -> bool:
        return count < self.k and (count > 0 or self.hides_zeros)

    def rounded(self, count: int) -> int:
        return (count + self.base // 2) // self.base * self.base

    def span(self, count: int) -> tuple[int, int]:
        """What a reader of the rounded figure knows: the lowest and highest count it can stand for."""
        figure = self.rounded(count)
        low = max(figure - self.base // 2, self.k if count >= self.k else 0)
        return low, figure + (self.base - 1) // 2


PARTNERS = Rule(k=5)
PUBLICATION = Rule(k=10, base=5)


@dataclass(frozen=True)
class Dimension:
    """`groups`: subtotals to show besides the values, such as a region over its places; label → values."""

    name: str
    values: Key
    groups: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def members(self, label: str) -> frozenset[str]:
        if label == ALL:
            return frozenset(self.values)
        return self.groups.get(label, frozenset({label}))

    def labels(self, allowed: frozenset[str]) -> list[str]:
        """The values and groups that are within `allowed`, and the margin."""
        inside = [label for label in (*self.values, *self.groups) if self.members(label) <= allowed]
        return [*inside, ALL]


@dataclass(frozen=True)
class Population:
    """Persons counted by all that any table may tell about them.

    `counts`: one value for each dimension, in their order → persons; what is absent is nought. When people joined
    is a dimension too where tables of different days are given out: then two days' figures are two cells.
    `impossible`: boxes that everybody knows to be empty, dimension → values.
    `unknown`: boxes of those of whom it is not known what they are. They are not told of, and not guarded either:
    that something is not known of three tells nothing of them.
    """

    dimensions: tuple[Dimension, ...]
    counts: Mapping[Key, int]
    impossible: tuple[Mapping[str, frozenset[str]], ...] = ()
    unknown: tuple[Mapping[str, frozenset[str]], ...] = ()

    def __post_init__(self):
        known = [set(dimension.values) for dimension in self.dimensions]
        for key, count in self.counts.items():
            fits = len(key) == len(known) and all(value in values for value, values in zip(key, known, strict=True))
            if not fits or count < 0:
                raise Unknown("a count with other values than its dimensions have, or below nought")

    @cached_property
    def places(self) -> dict[str, int]:
        return {dimension.name: at for at, dimension in enumerate(self.dimensions)}

    @cached_property
    def impossible_boxes(self) -> tuple[Box, ...]:
        return tuple(self.box(where) for where in self.impossible)

    @cached_property
    def unknown_boxes(self) -> tuple[Box, ...]:
        return tuple(self.box(where) for where in self.unknown)

    def is_unknown(self, box: Box) -> bool:
        return any(within(box, whole) for whole in self.unknown_boxes)

    def box(self, where: Mapping[str, frozenset[str]]) -> Box:
        """All persons who have one of the values in each dimension named. Raises Unknown."""
        if not set(where) <= set(self.places):
            raise Unknown("no such dimension")
        box = []
        for dimension in self.dimensions:
            values = frozenset(where.get(dimension.name, dimension.values))
            if not values <= set(dimension.values):
                raise Unknown("no such value")
            box.append(values)
        return tuple(box)

    def count(self, box: Box) -> int:
        return sum(
            count
            for key, count in self.counts.items()
            if all(value in values for value, values in zip(key, box, strict=True))
        )


@dataclass(frozen=True)
class Cut:
    """A table: counts `by` these dimensions, of the persons `where` they have these values.

    With all margins and groups; or, as a list of persons with these columns tells, only the finest cells and the
    whole.
    """

    by: Key
    where: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    has_margins: bool = True

    def cells(self, population: Population) -> Iterator[tuple[Key, Box]]:
        """(labels in the order of `by`, box). Raises Unknown."""
        whole = population.box(self.where)
        if not set(self.by) <= set(population.places):
            raise Unknown("no such dimension")
        axes = [population.dimensions[population.places[name]] for name in self.by]
        allowed = [whole[population.places[name]] for name in self.by]
        for labels in product(*(axis.labels(values) for axis, values in zip(axes, allowed, strict=True))):
            if not self.has_margins and not self._is_finest_or_whole(labels, axes):
                continue
            box = list(whole)
            for axis, label, values in zip(axes, labels, allowed, strict=True):
                box[population.places[axis.name]] = axis.members(label) & values
            yield labels, tuple(box)

    def _is_finest_or_whole(self, labels: Key, axes: Sequence[Dimension]) -> bool:
        is_finest = all(label in axis.values for label, axis in zip(labels, axes, strict=True))
        return is_finest or all(label == ALL for label in labels)


class Why(StrEnum):
    SHOWN = "shown"
    SMALL = "small"
    """Fewer than k persons."""
    GIVES_AWAY = "gives_away"
    """With it, a small cell of this table or of what was given out before could be reckoned out."""


@dataclass(frozen=True)
class Cell:
    """`figure` is what may be printed; None is hidden, and `why` is for the log only: it is not to be printed."""

    labels: Key
    box: Box
    figure: int | None
    why: Why


@dataclass(frozen=True)
class Release:
    """A table as it may be given out, to be kept in the log of what that circle of readers has had."""

    cut: Cut
    rule: Rule
    cells: tuple[Cell, ...]

    @property
    def shown(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.figure is not None)

    @property
    def hidden(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.figure is None)

    def figure(self, *labels: str) -> int | None:
        """Raises KeyError for a cell that the table does not have."""
        return {cell.labels: cell for cell in self.cells}[labels].figure


def atoms(population: Population, boxes: Iterable[Box]) -> list[Box]:
    """The parts that the boxes cut the population into, without those known to be empty.

    Values that no box tells apart stay together, so that the number of parts grows with what was asked.
    """
    boxes = [*boxes, *population.impossible_boxes, *population.unknown_boxes]
    axes: list[list[frozenset[str]]] = []
    for at, dimension in enumerate(population.dimensions):
        different = list(dict.fromkeys(box[at] for box in boxes))
        parts: dict[tuple[bool, ...], set[str]] = {}
        for value in dimension.values:
            parts.setdefault(tuple(value in values for values in different), set()).add(value)
        axes.append([frozenset(part) for part in parts.values()])
    empty = population.impossible_boxes
    return [atom for atom in product(*axes) if not any(within(atom, box) for box in empty)]


def within(inner: Box, outer: Box) -> bool:
    return all(part <= whole for part, whole in zip(inner, outer, strict=True))
