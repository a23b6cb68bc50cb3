"""Standardised differences between two answers of the same persons."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special, stats

from traedesten.evaluation.figures import LEVEL, Caution, Interval, NotEnough, Sentence, need, numbers, sentence, told

RESAMPLES = 2000
MANY = 2000
"""With more pairs the plain percentiles are as good, and n leave-one-out figures of n pairs would take too long."""
AT_ONCE = 2_000_000
"""Numbers drawn at a time, so that memory does not grow with the number of pairs."""


@dataclass(frozen=True)
class EffectSize:
    """`d_av`: mean difference by the mean of the two SDs; `d_z`: by the SD of the differences. No unit.

    Both are corrected for small samples (Hedges' J); the plain ones are kept. After minus before.
    """

    n: int
    rows: int
    d_av: Interval
    d_z: Interval
    plain_d_av: float
    plain_d_z: float
    correction: float
    correlation: float
    cautions: tuple[Caution, ...]
    sentences: tuple[Sentence, ...]
    technical: str


def effect_size(
    frame: pd.DataFrame,
    *,
    before: str = "before",
    after: str = "after",
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> EffectSize:
    """Effect sizes of paired answers: one row per person; rows that lack one of the two are left out.

    Sources: Lakens 2013, Front Psychol 4:863; Cumming 2012 (d_av); Hedges 1981 (J, exact, with n − 1 degrees of
    freedom). Intervals: bias-corrected and accelerated bootstrap over persons (Efron 1987), the same for the same
    `seed`. Raises NotEnough with fewer than three pairs or answers that do not differ.
    """
    need(frame, [before, after])
    x, y = _pairs(frame, before, after)
    n = len(x)
    correction = hedges(n - 1)
    d_av = _interval(x, y, _d_av, correction, level, resamples, seed)
    d_z = _interval(x, y, _d_z, correction, level, resamples, seed)
    return EffectSize(
        n=n,
        rows=len(frame),
        d_av=d_av,
        d_z=d_z,
        plain_d_av=float(_d_av(x, y)),
        plain_d_z=float(_d_z(x, y)),
        correction=correction,
        correlation=float(np.corrcoef(x, y)[0, 1]) if x.std() > 0 and y.std() > 0 else float("nan"),
        cautions=(Caution.NO_CONTROL, *((Caution.LEFT_OUT,) if n < len(frame) else ())),
        sentences=(sentence(f"effect.{_size(d_av)}", d=d_av.estimate, low=d_av.low, high=d_av.high, n=n),),
        technical=f"d_av {told(d_av)}, d_z {told(d_z)}; J {correction:.4f}, n {n}, "
        f"{resamples} resamples, seed {seed}",
    )


def _pairs(frame: pd.DataFrame, before: str, after: str) -> np.ndarray:
    """(2, n): before and after of those with both."""
    both = np.column_stack([numbers(frame, before), numbers(frame, after)])
    x, y = both = both[~np.isnan(both).any(axis=1)].T
    if len(x) < 3:
        raise NotEnough("effect sizes need three pairs")
    if x.std() == 0 and y.std() == 0:
        raise NotEnough("the answers do not differ")
    return both


def hedges(df: float) -> float:
    """Γ(df/2) / (√(df/2) Γ((df − 1)/2)): what a standardised difference is multiplied by."""
    return float(np.exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2)) / np.sqrt(df / 2))


def _d_av(x: np.ndarray, y: np.ndarray, axis: int = -1) -> np.ndarray:
    return (y - x).mean(axis=axis) / ((x.std(axis=axis, ddof=1) + y.std(axis=axis, ddof=1)) / 2)


def _d_z(x: np.ndarray, y: np.ndarray, axis: int = -1) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return (y - x).mean(axis=axis) / (y - x).std(axis=axis, ddof=1)


def _interval(x, y, statistic, correction: float, level: float, resamples: int, seed: int) -> Interval:
    """NaN ends where the statistic has no value, as d_z of differences that are all alike."""
    value = float(statistic(x, y))
    if not np.isfinite(value):
        return Interval(value, float("nan"), float("nan"), level)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        found = stats.bootstrap(
            (x, y),
            statistic,
            paired=True,
            vectorized=True,
            n_resamples=resamples,
            confidence_level=level,
            method="BCa" if len(x) <= MANY else "percentile",
            batch=max(1, AT_ONCE // len(x)),
            rng=np.random.default_rng(seed),
        ).confidence_interval
    return Interval(value * correction, float(found.low) * correction, float(found.high) * correction, level)


def _size(d: Interval) -> str:
    """Cohen's words, only for an interval that leaves out zero."""
    if not (d.low > 0 or d.high < 0):
        return "unclear"
    size = abs(d.estimate)
    return "small" if size < 0.5 else "medium" if size < 0.8 else "large"
