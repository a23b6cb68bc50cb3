"""Counts over time, before and after something began."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from traedesten.evaluation.figures import LEVEL, Caution, Interval, NotEnough, Sentence, need, numbers, sentence, told

EACH_SIDE = 8
"""With fewer periods on either side a series says little."""


@dataclass(frozen=True)
class Point:
    """Counts of one period: observed, fitted, and as they would have gone on without the change."""

    at: float
    observed: float
    fitted: float
    without: float


@dataclass(frozen=True)
class Series:
    """`level`: ratio of counts at once (1 is no change); `slope`: ratio per period of the trend after to the trend
    before, None when not asked for; `trend`: ratio per period before. `dispersion` 1 is Poisson. `coefficients`:
    (name, log ratio, error).
    """

    n: int
    before: int
    after: int
    level: Interval
    slope: Interval | None
    trend: Interval
    dispersion: float
    autocorrelation: float
    points: tuple[Point, ...]
    coefficients: tuple[tuple[str, float, float], ...]
    cautions: tuple[Caution, ...]
    sentences: tuple[Sentence, ...]
    technical: str


def series(
    frame: pd.DataFrame,
    *,
    count: str = "count",
    at: str = "period",
    start: float,
    exposure: str | None = None,
    slope: bool = True,
    harmonics: int = 0,
    season: float = 12,
    hac_lags: int | None = None,
    level: float = LEVEL,
) -> Series:
    """Segmented quasi-Poisson regression (Bernal, Cummins & Gasparrini 2017, Int J Epidemiol 46:348–355).

    frame: one row per period; `count` ≥ 0; `at` its number; from `start` on the change is in force. `exposure`:
    persons at risk, above 0, as an offset. `harmonics` pairs of sine and cosine for a `season` of so many periods.
    `hac_lags`: Newey–West errors over so many lags (fewer than periods), not quasi-Poisson ones. Raises NotEnough.
    """
    used = _used(frame, count, at, exposure)
    x = _design(used[at].to_numpy(float), start, slope, harmonics, season)
    after = int(x["level"].sum())
    offset = np.log(used[exposure]).to_numpy() if exposure else np.zeros(len(used))
    found = _fitted(used[count].to_numpy(float), x, offset, hac_lags)
    ratios = {name: _ratio(found, name, level) for name in x}
    return Series(
        n=len(used),
        before=len(used) - after,
        after=after,
        level=ratios["level"],
        slope=ratios.get("slope"),
        trend=ratios["trend"],
        dispersion=float(found.pearson_chi2 / found.df_resid),
        autocorrelation=_autocorrelation(np.asarray(found.resid_pearson)),
        points=_points(used, count, at, x, offset, found),
        coefficients=tuple((name, float(found.params[name]), float(found.bse[name])) for name in x.columns),
        cautions=_cautions(min(after, len(used) - after)),
        sentences=_sentences(ratios),
        technical=_technical(ratios, found, hac_lags),
    )


def _used(frame: pd.DataFrame, count: str, at: str, exposure: str | None) -> pd.DataFrame:
    columns = [count, at, *([exposure] if exposure else [])]
    need(frame, columns)
    used = pd.DataFrame({name: numbers(frame, name) for name in columns}).dropna().sort_values(at)
    if used[at].duplicated().any():
        raise NotEnough("a period has more than one row")
    if (used[count] < 0).any() or used[count].nunique() < 2:
        raise NotEnough("counts are zero or more, and differ")
    if exposure and not (used[exposure] > 0).all():
        raise NotEnough("persons at risk are more than 0")
    return used


def _design(at: np.ndarray, start: float, slope: bool, harmonics: int, season: float) -> pd.DataFrame:
    """(n, terms). The trend is counted from the first period, the slope after from `start`."""
    after = (at >= start).astype(float)
    x = {"intercept": np.ones(len(at)), "trend": at - at.min(), "level": after}
    if slope:
        x["slope"] = (at - start) * after
    for k in range(1, harmonics + 1):
        x[f"sin{k}"] = np.sin(2 * np.pi * k * at / season)
        x[f"cos{k}"] = np.cos(2 * np.pi * k * at / season)
    if len(at) <= len(x) or not 0 < after.sum() < len(at):
        raise NotEnough("a series needs periods on both sides, and more of them than terms")
    terms = pd.DataFrame(x)
    if np.linalg.matrix_rank(terms / np.maximum(np.abs(terms).max(), 1)) < terms.shape[1]:
        raise NotEnough("terms that cannot be told apart: leave out the slope, or some harmonics")
    return terms


def _cautions(shorter: int) -> tuple[Caution, ...]:
    return (Caution.NO_CONTROL, Caution.SHORT_SERIES) if shorter < EACH_SIDE else (Caution.NO_CONTROL,)


def _fitted(counts: np.ndarray, x: pd.DataFrame, offset: np.ndarray, hac_lags: int | None):
    model = sm.GLM(counts, x, family=sm.families.Poisson(), offset=offset)
    if hac_lags is None:
        return model.fit(scale="X2", use_t=True)
    if not 0 <= hac_lags < len(counts):
        raise NotEnough("the lags are from 0 up to the number of periods")
    kernel = {"maxlags": hac_lags, "use_correction": True}
    return model.fit(scale="X2", cov_type="HAC", cov_kwds=kernel, use_t=True)


def _ratio(found, name: str, level: float) -> Interval:
    value, error = float(found.params[name]), float(found.bse[name])
    reach = float(stats.t.ppf((1 + level) / 2, found.df_resid)) * error
    return Interval(float(np.exp(value)), float(np.exp(value - reach)), float(np.exp(value + reach)), level)


def _autocorrelation(residuals: np.ndarray) -> float:
    """Of neighbouring periods: far from 0 means that HAC errors are called for."""
    return float(residuals[1:] @ residuals[:-1] / (residuals @ residuals)) if residuals.any() else 0.0


def _points(used: pd.DataFrame, count: str, at: str, x: pd.DataFrame, offset: np.ndarray, found) -> tuple[Point, ...]:
    without = x.assign(**{name: 0.0 for name in ("level", "slope") if name in x})
    columns = (used[at], used[count], found.predict(x, offset=offset), found.predict(without, offset=offset))
    return tuple(Point(*map(float, row)) for row in zip(*columns, strict=True))


def _sentences(ratios: dict[str, Interval]) -> tuple[Sentence, ...]:
    figure = ratios["level"]
    way = "rose" if figure.low > 1 else "fell" if figure.high < 1 else "unclear"
    percent = {
        name: 100 * (end - 1)
        for name, end in (("percent", figure.estimate), ("low", figure.low), ("high", figure.high))
    }
    return sentence(f"series.{way}", **percent), sentence("series.no_cause")


def _technical(ratios: dict[str, Interval], found, hac_lags: int | None) -> str:
    errors = "quasi-Poisson" if hac_lags is None else f"Newey–West, {hac_lags} lags"
    told_ratios = "; ".join(
        f"{name} RR {told(ratio, 3)}" for name, ratio in ratios.items() if name in ("trend", "level", "slope")
    )
    return f"Segmented Poisson regression ({errors} errors, {found.df_resid:.0f} df): {told_ratios}"
