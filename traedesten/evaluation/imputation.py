"""Multiple imputation, and what if those who did not answer fared otherwise than those who did."""

from collections.abc import Sequence
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
    sentence,
    told,
)
from traedesten.evaluation.mixed_model import design

IMPUTATIONS = 20
ROUNDS = 10


@dataclass(frozen=True)
class Pooled:
    """Rubin's rules: the estimate, its interval and error, df (Barnard–Rubin), fraction of missing information."""

    interval: Interval
    error: float
    df: float
    missing_information: float


@dataclass(frozen=True)
class Delta:
    """The change if everybody who did not answer had scored `points` otherwise than foreseen."""

    points: float
    change: Pooled


@dataclass(frozen=True)
class Sensitivity:
    """`deltas` by points, the smallest first; `tips_at`: the first at which the conclusion is another than at 0."""

    answered: Answered
    imputations: int
    deltas: tuple[Delta, ...]
    tips_at: float | None
    cautions: tuple[Caution, ...]
    sentences: tuple[Sentence, ...]
    technical: str


def rubin(
    estimates: Sequence[float],
    variances: Sequence[float],
    *,
    complete_df: float = float("inf"),
    level: float = LEVEL,
) -> Pooled:
    """Pool m estimates and their variances (m,). Sources: Rubin 1987; Barnard & Rubin 1999 (small-sample df).

    `complete_df`: degrees of freedom had nothing been missing. Raises NotEnough with fewer than two.
    """
    q, u = np.asarray(estimates, float), np.asarray(variances, float)
    m = len(q)
    if m < 2 or len(u) != m:
        raise NotEnough("pooling needs two estimates, each with its variance")
    within, between = float(u.mean()), float(q.var(ddof=1))
    extra = (1 + 1 / m) * between
    total = within + extra
    share = extra / total if total > 0 else 0.0
    df = (m - 1) / share**2 if share > 0 else float("inf")
    if np.isfinite(complete_df):
        observed = (complete_df + 1) / (complete_df + 3) * complete_df * (1 - share)
        df = 1 / (1 / df + 1 / observed) if observed > 0 else df
    error, mean = float(np.sqrt(total)), float(q.mean())
    reach = float(stats.t.ppf((1 + level) / 2, df)) * error
    ratio = extra / within if within > 0 else float("inf")
    lost = (ratio + 2 / (df + 3)) / (ratio + 1) if np.isfinite(ratio) and np.isfinite(df) else share
    return Pooled(Interval(mean, mean - reach, mean + reach, level), error, float(df), float(lost))


def imputed(
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    predictors: Sequence[str] = (),
    imputations: int = IMPUTATIONS,
    seed: int = 0,
) -> tuple[pd.DataFrame, ...]:
    """`imputations` copies of the frame with the gaps in `columns` filled.

    Chained Bayesian normal regression: each column on the others and on `predictors` (which have no gaps), with
    coefficients and residual variance drawn anew (van Buuren 2018, ch. 3.2 and 4.5). Raises NotEnough.
    """
    need(frame, [*columns, *predictors])
    if frame[list(predictors)].isna().any(axis=None):
        raise NotEnough("the predictors must be known for everybody")
    rng = np.random.default_rng(seed)
    fixed = design(frame, predictors).to_numpy(float)
    return tuple(_filled(frame, list(columns), fixed, rng) for _ in range(imputations))


def _filled(frame: pd.DataFrame, columns: list[str], fixed: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    values = frame[columns].to_numpy(float).copy()
    gaps = np.isnan(values)
    if gaps.all(axis=0).any():
        raise NotEnough("a column has no answers")
    for at in range(len(columns)):
        values[gaps[:, at], at] = rng.choice(values[~gaps[:, at], at], gaps[:, at].sum())
    gappy = [at for at in range(len(columns)) if gaps[:, at].any()]
    for _ in range(ROUNDS if len(gappy) > 1 else 1):
        for at in gappy:
            x = np.column_stack([fixed, values[:, np.arange(len(columns)) != at]])
            values[gaps[:, at], at] = _drawn(values[:, at], x, gaps[:, at], rng)
    return frame.assign(**dict(zip(columns, values.T, strict=True)))


def _drawn(y: np.ndarray, x: np.ndarray, gap: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Values for the gaps, from the posterior of a normal regression with a flat prior."""
    known, asked = x[~gap], x[gap]
    df = len(known) - x.shape[1]
    if df < 1:
        raise NotEnough("too few answers to foresee the missing ones")
    beta, *_ = np.linalg.lstsq(known, y[~gap], rcond=None)
    squares = float(((y[~gap] - known @ beta) ** 2).sum())
    sigma = np.sqrt(squares / rng.chisquare(df))
    root = np.linalg.cholesky(np.linalg.pinv(known.T @ known, hermitian=True) + 1e-12 * np.eye(x.shape[1]))
    drawn = beta + sigma * (root @ rng.standard_normal(x.shape[1]))
    return asked @ drawn + sigma * rng.standard_normal(len(asked))


def sensitivity(
    frame: pd.DataFrame,
    *,
    before: str = "before",
    after: str = "after",
    predictors: Sequence[str] = (),
    site: str | None = None,
    deltas: Sequence[float] = (0.0,),
    imputations: int = IMPUTATIONS,
    level: float = LEVEL,
    seed: int = 0,
) -> Sensitivity:
    """The mean change among all enrolled with the gaps filled, and with `deltas` points added to what was filled in.

    frame: one row per person, all enrolled; before and after in points, NaN for no answer. Deltas are added to
    filled-in `after` only (van Buuren 2018, ch. 3.8). `site`: errors allow for sites whose persons fare alike.
    """
    need(frame, [before, after, *([site] if site else [])])
    foreseen = (*predictors, *((site,) if site else ()))
    copies = imputed(frame, [before, after], predictors=foreseen, imputations=imputations, seed=seed)
    gap = frame[after].isna().to_numpy()
    found = tuple(
        Delta(float(points), _pooled(copies, before, after, gap, points, site, level))
        for points in sorted({0.0, *deltas}, key=lambda points: (abs(points), points))
    )
    tips = next((delta.points for delta in found if _way(delta) != _way(found[0])), None)
    both = int(frame[[before, after]].notna().all(axis=1).sum())
    answered = Answered(len(frame), int(frame[before].count()), int(frame[after].count()), both)
    conclusion = "sensitivity.holds" if tips is None else "sensitivity.tips"
    return Sensitivity(
        answered=answered,
        imputations=imputations,
        deltas=found,
        tips_at=tips,
        cautions=(Caution.NO_CONTROL, *answered.cautions),
        sentences=(sentence(conclusion, **({} if tips is None else {"points": tips})),),
        technical=f"{imputations} imputations (chained normal regression, seed {seed}); "
        + "; ".join(f"delta {delta.points:+g}: {told(delta.change.interval)}" for delta in found),
    )


def _pooled(
    copies, before: str, after: str, gap: np.ndarray, points: float, site: str | None, level: float
) -> Pooled:
    moments = [_moment(copy[after] + points * gap - copy[before], copy[site] if site else None) for copy in copies]
    clusters = len(gap) if site is None else copies[0][site].nunique()
    means, variances = zip(*moments, strict=True)
    return rubin(means, variances, complete_df=clusters - 1, level=level)


def _moment(gain: pd.Series, sites: pd.Series | None) -> tuple[float, float]:
    """The mean and its variance; over sites with the small-sample factor g / (g − 1)."""
    n, mean = len(gain), float(gain.mean())
    if sites is None:
        return mean, float(gain.var(ddof=1)) / n
    sums = (gain - mean).groupby(sites).sum()
    if len(sums) < 2:
        raise NotEnough("errors by site need two sites")
    return mean, float((sums**2).sum()) / n**2 * len(sums) / (len(sums) - 1)


def _way(delta: Delta) -> int:
    return int(delta.change.interval.low > 0) - int(delta.change.interval.high < 0)
