"""Possible pairs of people and guides from a matrix or a dictionary, and what is said of each one."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from traedesten.planning.amounts import Ints, Numbers, numbers
from traedesten.planning.assignment import LocksContradict

Key = Hashable
Table = Mapping[tuple[Key, Key], float] | Sequence[Sequence[float | None]]
PerOne = Mapping[Key, float] | Sequence[float]
Columns = tuple[list[Key], list[Key], Ints, Ints, Numbers, NDArray[np.bool_]]
"""People, guides, and for each pair the numbers of both, its value and whether it has one."""


@dataclass(frozen=True)
class Pairings:
    """Pair e joins `people[person[e]]` and `guides[guide[e]]` and has the value `given[e]`."""

    people: list[Key]
    guides: list[Key]
    person: Ints = field(hash=False)
    guide: Ints = field(hash=False)
    given: Numbers = field(hash=False)

    def pair(self, at: int) -> tuple[Key, Key]:
        return self.people[self.person[at]], self.guides[self.guide[at]]

    def pairs(self) -> list[tuple[Key, Key]]:
        return [self.pair(at) for at in range(len(self.given))]

    def locked(self, locks: Mapping[Key, Key]) -> list[int]:
        """The numbers of the locked pairs. Raises LocksContradict where one of them is not possible."""
        number = {pair: at for at, pair in enumerate(self.pairs())} if locks else {}
        if missing := [pair for pair in locks.items() if pair not in number]:
            raise LocksContradict(f"a locked pair is forbidden or does not exist: {missing[0]}")
        return [number[pair] for pair in locks.items()]


def pairings(values: Table, forbidden: Iterable[tuple[Key, Key]] = (), guides: Iterable[Key] = ()) -> Pairings:
    """From a matrix (lists, an array or a data frame, keys are positions) or {(person, guide): value}.

    `guides` are keys that must be there although no pair names them. Raises ValueError for uneven rows and for
    what is no number.
    """
    read = _read_rows(values, guides) if isinstance(values, Mapping) else _read_matrix(values)
    people, guides, person, guide, given, kept = read
    barred = set(forbidden)
    if barred:
        names = zip(person.tolist(), guide.tolist(), strict=True)
        kept = kept & np.array([(people[i], guides[j]) not in barred for i, j in names], bool)
    return Pairings(people, guides, person[kept], guide[kept], given[kept])


def per_one(stated: PerOne | float | None, keys: Iterable[Key], name: str) -> list:
    """What is stated for each key: the same for all, or by key. Raises ValueError where there is none."""
    if stated is None or isinstance(stated, Real):
        return [stated for _ in keys]
    return [_at(stated, key, name) for key in keys]


def sizes_of(sizes: Table | PerOne | float, pairs: Iterable[tuple[Key, Key]]) -> list:
    """The size of each pair, stated as it is for pairs or for people. Raises ValueError where there is none."""
    if isinstance(sizes, Real):
        return [sizes for _ in pairs]
    table = sizes if isinstance(sizes, (Mapping, list, tuple)) else np.asarray(sizes)
    return [_size(table, pair) for pair in pairs]


def order(key: Key) -> tuple[str, object]:
    """Numbers by size, the rest by how they are written."""
    return ("", key) if isinstance(key, Real) else (type(key).__name__, str(key))


def _size(sizes: Table | PerOne, pair: tuple[Key, Key]) -> object:
    if isinstance(sizes, Mapping) and pair in sizes:
        return sizes[pair]
    own = _at(sizes, pair[0], "size")
    return _at(own, pair[1], "size") if isinstance(own, (list, tuple, np.ndarray)) else own


def _at(stated: PerOne, key: Key, name: str) -> object:
    try:
        return stated[key]
    except (KeyError, IndexError, TypeError) as missing:
        raise ValueError(f"there is no {name} for {key}") from missing


def _read_rows(values: Mapping[tuple[Key, Key], float], named: Iterable[Key]) -> Columns:
    people = sorted({person for person, _ in values}, key=order)
    guides = sorted({guide for _, guide in values} | set(named), key=order)
    number = {key: at for at, key in enumerate(people)}, {key: at for at, key in enumerate(guides)}
    person = np.array([number[0][person] for person, _ in values], np.int64)
    guide = np.array([number[1][guide] for _, guide in values], np.int64)
    return people, guides, person, guide, *numbers(list(values.values()))


def _read_matrix(values: Sequence[Sequence[float | None]]) -> Columns:
    given, there = numbers(values)
    if given.size and given.ndim != 2:
        raise ValueError("values must be a matrix, people × guides, or a dictionary of pairs")
    height, width = given.shape if given.ndim == 2 else (0, 0)
    person, guide = np.repeat(np.arange(height), width), np.tile(np.arange(width), height)
    return list(range(height)), list(range(width)), person, guide, given.reshape(-1), there.reshape(-1)
