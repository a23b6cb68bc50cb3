"""Whether single persons moved by more than the instrument's own uncertainty."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from traedesten.evaluation.figures import (
    LEVEL,
    Answered,
    Caution,
    Interval,
    NotEnough,
    Sentence,
    need,
    numbers,
    sentence,
)
from traedesten.evaluation.shares import wilson


@dataclass(frozen=True)
class ReliableChange:
    """Counts of persons with both answers. `threshold`: points a person must have moved, this far or further.

    `better`, `worse`: shares of those with both answers, Wilson intervals. `indices`: change by its standard
    error, by row, NaN where an answer lacks (empty when the threshold was given). `recovered`: moved reliably for
    the better and over the cut, None without a cut.
    """

    answered: Answered
    threshold: float
    n_better: int
    n_same: int
    n_worse: int
    n_recovered: int | None
    better: Interval
    worse: Interval
    indices: tuple[float, ...]
    kinds: tuple[str, ...]
    cautions: tuple[Caution, ...]
    sentences: tuple[Sentence, ...]
    technical: str


def reliable_change(
    frame: pd.DataFrame,
    *,
    before: str = "before",
    after: str = "after",
    reliability: float | None = None,
    sd: float | None = None,
    detectable: float | None = None,
    higher_is_better: bool = True,
    cut: float | None = None,
    level: float = LEVEL,
) -> ReliableChange:
    """Sort persons by Jacobson & Truax 1991 (J Consult Clin Psychol 59:12–19).

    frame: one row per person; before, after: columns in points, NaN for no answer. Either `reliability` (0–1) with
    `sd` (of `before` unless given): RC = change / (SD √2 √(1 − reliability)), counted from the normal quantile of
    `level` on. Or `detectable`: the points that count (WHO-5: 24). `cut`: where health begins. Raises NotEnough.
    """
    x, y = _columns(frame, before, after)
    both = ~np.isnan(x) & ~np.isnan(y)
    error, threshold = _yardstick(x, y, reliability, sd, detectable, level)
    gain = (y - x) * (1 if higher_is_better else -1)
    is_better, is_worse = (both & (side * gain >= threshold - 1e-9) for side in (1, -1))
    answered = Answered(len(x), int(frame[before].count()), int(frame[after].count()), int(both.sum()))
    n_better, n_worse = int(is_better.sum()), int(is_worse.sum())
    return ReliableChange(
        answered=answered,
        threshold=threshold,
        n_better=n_better,
        n_same=answered.both - n_better - n_worse,
        n_worse=n_worse,
        n_recovered=None if cut is None else int((is_better & _is_over(x, y, cut, higher_is_better)).sum()),
        better=wilson(n_better, answered.both, level),
        worse=wilson(n_worse, answered.both, level),
        indices=() if error is None else tuple(((y - x) / error).tolist()),
        kinds=tuple(np.select([is_better, is_worse, both], ["better", "worse", "same"], "unknown").tolist()),
        cautions=(Caution.NO_CONTROL, *answered.cautions),
        sentences=_sentences(n_better, n_worse, answered.both, threshold),
        technical=f"Jacobson–Truax, {threshold:.2f} points: {n_better} better, {n_worse} worse of {answered.both}",
    )


def _columns(frame: pd.DataFrame, before: str, after: str) -> tuple[np.ndarray, np.ndarray]:
    need(frame, [before, after])
    return numbers(frame, before), numbers(frame, after)


def _sentences(n_better: int, n_worse: int, both: int, threshold: float) -> tuple[Sentence, ...]:
    better = sentence("reliable.better", n=n_better, both=both, points=threshold)
    return better, sentence("reliable.worse", n=n_worse, both=both)


def _yardstick(x, y, reliability, sd, detectable, level) -> tuple[float | None, float]:
    """The standard error of a difference, and the points that count."""
    if not (~np.isnan(x) & ~np.isnan(y)).any():
        raise NotEnough("nobody has both answers")
    if detectable is not None:
        if not 0 < detectable < np.inf:
            raise NotEnough("the detectable change is points above 0")
        return None, float(detectable)
    if reliability is None or not 0 <= reliability < 1:
        raise NotEnough("give a reliability from 0 up to 1, or the detectable change")
    sd = float(np.nanstd(x, ddof=1)) if sd is None else sd
    if not sd > 0:
        raise NotEnough("the answers before do not differ; give their sd")
    error = sd * np.sqrt(2) * np.sqrt(1 - reliability)
    return float(error), float(stats.norm.ppf((1 + level) / 2) * error)


def _is_over(x: np.ndarray, y: np.ndarray, cut: float, higher_is_better: bool) -> np.ndarray:
    return (x < cut) & (y >= cut) if higher_is_better else (x > cut) & (y <= cut)
