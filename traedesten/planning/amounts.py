"""Amounts as whole numbers: solvers that count can count them, and what they find can be told exactly.

A float is taken for the decimals it is written with: 0.1 is a tenth, and three of them are 0.3.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import fsum, isnan
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Numbers = Ints | NDArray[np.float64]

EXACT_FLOATS = 2**53
"""Below it every whole number is a float."""
MOST_DECIMALS = 22
"""10.0**22 is the last power of ten that is a float."""


@dataclass(frozen=True)
class Amounts:
    """`given[i]` is `whole[i]` units of 10**-`decimals`; where not `exact`, each is at most one unit from it."""

    given: Numbers = field(hash=False)
    whole: Ints = field(hash=False)
    decimals: int
    exact: bool

    def total(self, at: Iterable[int]) -> float:
        """What those at these positions come to together."""
        chosen = list(at)
        return self.told(int(self.whole[chosen].sum())) if self.exact else fsum(self.given[chosen])

    def at_most(self, units: int, count: int) -> float:
        """What `count` of them can come to, whose whole numbers are at most `units` together."""
        return self.told(units if self.exact else units + count)

    def told(self, units: int) -> float:
        return units / 10**self.decimals if self.decimals else units


def counted(given: Numbers, largest: int) -> Amounts:
    """In the greatest power of ten that makes them all whole; where that is too fine for `largest`, in the finest
    that is not.

    Raises ValueError for what is not finite, and for amounts beyond `largest`.
    """
    if not np.isfinite(given).all():
        raise ValueError("every number must be finite")
    if len(given) and max(int(given.max()), -int(given.min())) > largest:
        raise ValueError(f"numbers beyond {largest} are too large to be counted exactly here")
    if given.dtype.kind == "i":
        return Amounts(given, given, 0, True)
    whole = np.rint(given)
    found = Amounts(given, whole.astype(np.int64), 0, bool((whole == given).all()))
    for decimals in range(1, MOST_DECIMALS + 1):
        whole = np.rint(given * 10.0**decimals)
        if found.exact or np.abs(whole).max() > min(largest, EXACT_FLOATS):
            break
        found = Amounts(given, whole.astype(np.int64), decimals, bool((whole / 10.0**decimals == given).all()))
    return found


def numbers(cells: ArrayLike) -> tuple[Numbers, NDArray[np.bool_]]:
    """The cells (of any shape) as int64 when all are whole numbers by type, else as floats; and which there are.

    None and NaN are no numbers, and 0 in the first. Raises ValueError for uneven rows, for text, and for whole
    numbers that neither can hold.
    """
    try:
        array = np.asarray(cells)
    except ValueError as uneven:
        raise ValueError("every row must be equally long") from uneven
    if array.dtype.kind in "bi" or array.size == 0:
        return array.astype(np.int64), np.ones(array.shape, bool)
    if array.dtype.kind == "f" and not (np.abs(array) >= EXACT_FLOATS).any():
        missing = np.isnan(array)
        return np.where(missing, 0.0, array.astype(float)), ~missing
    return _one_by_one(np.array(cells, dtype=object))


def _one_by_one(cells: NDArray[np.object_]) -> tuple[Numbers, NDArray[np.bool_]]:
    """Slower, and without a detour by floats for whole numbers."""
    read = [_number(cell) for cell in cells.flat]
    there = np.array([cell is not None for cell in read], bool).reshape(cells.shape)
    known = [0 if cell is None else cell for cell in read]
    if all(isinstance(cell, int) for cell in known):
        if any(abs(cell) >= 2**63 for cell in known):
            raise ValueError("a number is too large to be counted")
        return np.array(known, np.int64).reshape(cells.shape), there
    if lost := next((cell for cell in known if isinstance(cell, int) and int(float(cell)) != cell), None):
        raise ValueError(f"{lost} cannot be held exactly beside fractions")
    return np.array(known, float).reshape(cells.shape), there


def _number(cell: object) -> int | float | None:
    if cell is None:
        return None
    if isinstance(cell, Integral):
        return int(cell)
    try:
        number = float("text") if isinstance(cell, (str, bytes)) else float(cell)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{cell!r} is no number") from error
    return None if isnan(number) else number
