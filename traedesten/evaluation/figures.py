"""What every evaluation gives back: figures with intervals, whom they are about, and what to be careful of."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.95
ENOUGH = 0.70
"""Below this share of people with both answers a change carries a caution."""


class NotEnough(ValueError):
    """Too little to reckon with: says what is lacking, never a value from the frame."""


class Caution(StrEnum):
    NO_CONTROL = "no_control"
    """A development, not a cause: nobody was left without."""
    LOW_COVERAGE = "low_coverage"
    """Fewer than 70 % answered both times."""
    FEW_CLUSTERS = "few_clusters"
    """Fewer than five sites: how they differ cannot be told well."""
    CLUSTERS_UNKNOWN = "clusters_unknown"
    """Who was in a group with whom is not in the frame, so an interval may be too narrow."""
    NOT_CONVERGED = "not_converged"
    AT_BOUNDARY = "at_boundary"
    """A spread between sites, groups or persons was put at zero."""
    EXPLORATORY = "exploratory"
    """Not declared before the answers were opened."""
    CHOSEN_LATER = "chosen_later"
    """The groups were not there from the beginning: who fares well may have come further, not the other way round."""
    SMALL_GROUP = "small_group"
    SHORT_SERIES = "short_series"
    NEGATIVE_ALPHA = "negative_alpha"
    LEFT_OUT = "left_out"
    """Rows without what the figure needs were left out; the denominator says how many remain."""


@dataclass(frozen=True)
class Interval:
    """An estimate and its confidence interval, in the unit of the figure. Ends may be NaN: not reached."""

    estimate: float
    low: float
    high: float
    level: float = LEVEL

    def scaled(self, factor: float) -> "Interval":
        """The same figure in another unit; a negative factor turns the ends."""
        ends = sorted((self.low * factor, self.high * factor))
        return Interval(self.estimate * factor, ends[0], ends[1], self.level)


@dataclass(frozen=True)
class Answered:
    """Persons: all enrolled, with an answer before, with one after, and with both."""

    enrolled: int
    before: int
    after: int
    both: int

    @property
    def coverage(self) -> float:
        """Share of all enrolled with both answers, 0–1."""
        return self.both / self.enrolled if self.enrolled else 0.0

    @property
    def cautions(self) -> tuple[Caution, ...]:
        return (Caution.LOW_COVERAGE,) if self.coverage < ENOUGH else ()


@dataclass(frozen=True)
class Sentence:
    """A plain sentence by its key, and the numbers that go into it. The words are in the templates."""

    key: str
    numbers: tuple[tuple[str, float], ...] = ()


def sentence(key: str, **numbers: float) -> Sentence:
    return Sentence(key, tuple((name, float(number)) for name, number in numbers.items()))


def told(interval: Interval, digits: int = 2) -> str:
    """`−1.20 [95 % CI −1.60; −0.80]` for technical texts."""
    low, high = f"{interval.low:.{digits}f}", f"{interval.high:.{digits}f}"
    return f"{interval.estimate:.{digits}f} [{interval.level:.0%} CI {low}; {high}]"


def listed(columns: str | Iterable[str]) -> list[str]:
    """The names of columns; one alone may be given as it is."""
    return [columns] if isinstance(columns, str) else list(columns)


def numbers(frame: "pd.DataFrame", column: str) -> np.ndarray:
    """A column (n,) as floats, NaN where nothing is known. Raises NotEnough for words, dates and what has no end."""
    found = frame[column]
    try:
        values = found.to_numpy(float, na_value=np.nan) if found.dtype.kind not in "mM" else None
    except (TypeError, ValueError):
        values = None
    if values is None or np.isinf(values).any():
        raise NotEnough(f"the column {column} must hold finite numbers")
    return values


def need(frame: "pd.DataFrame", columns: Iterable[str]) -> None:
    """Raise NotEnough when the frame lacks a column."""
    lacking = [column for column in columns if column not in frame.columns]
    if lacking:
        raise NotEnough(f"the frame lacks the columns {', '.join(map(str, lacking))}")
