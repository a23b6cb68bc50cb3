"""Who answered when, and how those who did not answer again differed from the start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from traedesten.evaluation.changes import Columns, occasions, paired
from traedesten.evaluation.figures import (
    LEVEL,
    Answered,
    Caution,
    Interval,
    Sentence,
    need,
    numbers,
    sentence,
)
from traedesten.evaluation.shares import wilson


@dataclass(frozen=True)
class Row:
    """One group of persons at one later occasion. `share` of those enrolled who answered both times."""

    group: str
    at: str
    answered: Answered
    share: Interval


@dataclass(frozen=True)
class Lost:
    """First scores of those who answered again and of those who did not: `difference` is lost minus kept, in points
    (Welch); None where a side has fewer than two. `standardised` by the SD of all first scores."""

    at: str
    kept: int
    lost: int
    kept_mean: float
    lost_mean: float
    difference: Interval | None
    standardised: float


@dataclass(frozen=True)
class Dropout:
    """`rows` for all first (group ""), then for each group; `lost` by occasion."""

    enrolled: int
    first: str
    rows: tuple[Row, ...]
    lost: tuple[Lost, ...]
    cautions: tuple[Caution, ...]
    sentences: tuple[Sentence, ...]
    technical: str


def dropout(
    frame: pd.DataFrame,
    *,
    columns: Columns | Mapping[str, str] | None = None,
    times: Sequence | None = None,
    by: str | None = None,
    level: float = LEVEL,
) -> Dropout:
    """The dropout table of the frame that `change` takes; `by` is a column that is the same throughout a person.

    Raises NotEnough.
    """
    columns = Columns.of(frame, columns or {})
    need(frame, [*columns.named, *([by] if by else [])])
    times = occasions(frame[columns.time], times)
    frame = frame.assign(**{columns.score: numbers(frame, columns.score)})
    parts = [("", frame)]
    if by:
        parts += [(str(name), part) for name, part in frame.groupby(by, observed=True)]
    rows = tuple(_row(name, part, columns, times[0], time, level) for time in times[1:] for name, part in parts)
    lost = tuple(_lost(paired(frame, columns, times[0], time), str(time), level) for time in times[1:])
    whole = [row for row in rows if row.group == ""]
    low = any(row.answered.cautions for row in whole)
    return Dropout(
        enrolled=int(frame[columns.person].nunique()),
        first=str(times[0]),
        rows=rows,
        lost=lost,
        cautions=(Caution.LOW_COVERAGE,) if low else (),
        sentences=tuple(
            sentence("dropout.both", both=row.answered.both, enrolled=row.answered.enrolled) for row in whole
        ),
        technical="; ".join(
            f"{row.at}: {row.answered.both}/{row.answered.enrolled} both ({row.answered.coverage:.0%}); "
            f"first score kept {group.kept_mean:.2f}, lost {group.lost_mean:.2f}, SMD {group.standardised:.2f}"
            for row, group in zip(whole, lost, strict=True)
        ),
    )


def _row(name: str, part: pd.DataFrame, columns: Columns, first, time, level: float) -> Row:
    pairs = paired(part, columns, first, time)
    both = len(pairs.dropna())
    answered = Answered(len(pairs), int(pairs.before.count()), int(pairs.after.count()), both)
    return Row(name, str(time), answered, wilson(both, len(pairs), level))


def _lost(pairs: pd.DataFrame, at: str, level: float) -> Lost:
    began = pairs.dropna(subset=["before"])
    kept, lost = began.before[began.after.notna()], began.before[began.after.isna()]
    sd = float(began.before.std(ddof=1)) if len(began) > 1 else float("nan")
    gap = float(lost.mean() - kept.mean()) if len(kept) and len(lost) else float("nan")
    return Lost(
        at=at,
        kept=len(kept),
        lost=len(lost),
        kept_mean=float(kept.mean()) if len(kept) else float("nan"),
        lost_mean=float(lost.mean()) if len(lost) else float("nan"),
        difference=_welch(lost, kept, gap, level) if min(len(kept), len(lost)) > 1 and sd > 0 else None,
        standardised=gap / sd if sd > 0 else float("nan"),
    )


def _welch(lost: pd.Series, kept: pd.Series, gap: float, level: float) -> Interval:
    found = stats.ttest_ind(lost, kept, equal_var=False)
    if not np.isfinite(found.df):
        return Interval(gap, gap, gap, level)
    ends = found.confidence_interval(level)
    return Interval(gap, float(ends.low), float(ends.high), level)
