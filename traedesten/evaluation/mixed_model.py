"""Linear mixed models on a plain frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from traedesten.evaluation.figures import (
    LEVEL,
    Caution,
    Interval,
    NotEnough,
    Sentence,
    listed,
    need,
    numbers,
    sentence,
    told,
)
from traedesten.evaluation.nested import Fit, Level, fit

FEW = 5


@dataclass(frozen=True)
class Fixed:
    """A fixed effect, in units of the outcome per unit of the column; t test with Satterthwaite's df."""

    name: str
    interval: Interval
    error: float
    df: float
    p: float


@dataclass(frozen=True)
class Spread:
    """How clusters of one kind differ: SDs by effect, and correlations between effects (row by row, lower part)."""

    level: str
    clusters: int
    sds: tuple[tuple[str, float], ...]
    correlations: tuple[float, ...] = ()


@dataclass(frozen=True)
class Mixed:
    """`n` answers used of `rows`; `residual` is the residual SD; `deviance` is −2 log REML."""

    n: int
    rows: int
    fixed: tuple[Fixed, ...]
    spreads: tuple[Spread, ...]
    residual: float
    deviance: float
    cautions: tuple[Caution, ...]
    sentences: tuple[Sentence, ...]
    technical: str


def mixed(
    frame: pd.DataFrame,
    *,
    outcome: str,
    fixed: str | Sequence[str] = (),
    random: Mapping[str, str | Sequence[str]],
    level: float = LEVEL,
) -> Mixed:
    """Fit outcome ~ 1 + fixed + random effects by REML.

    frame: one row per answer. `fixed`: columns; what is no number becomes 0/1 columns against its first value, in
    the order of its categories or of the alphabet. `random`: cluster column → columns with a slope of their own in
    each cluster (() for the intercept alone), the widest cluster first. Clusters are nested, never crossed: number 1
    of one is not number 1 of another; effects of one cluster may covary. Nothing depends on units or origin. Errors
    carry Kenward's addition where answers lack. Raises NotEnough, also where each cluster has one answer.
    """
    fixed, random = listed(fixed), {name: listed(slopes) for name, slopes in random.items()}
    slopes = [slope for of_one in random.values() for slope in of_one]
    columns = list(dict.fromkeys([outcome, *fixed, *random, *slopes]))
    need(frame, columns)
    used = frame.dropna(subset=columns).reset_index(drop=True)
    x = design(used, fixed)
    levels = _levels(used, random)
    found = fit(numbers(used, outcome), x.to_numpy(float), levels)
    effects = tuple(estimate(found, name, np.eye(x.shape[1])[at], level) for at, name in enumerate(x.columns))
    return Mixed(
        n=len(used),
        rows=len(frame),
        fixed=effects,
        spreads=tuple(
            spread(used, list(random)[: at + 1], ("intercept", *of_one), found.spreads[at])
            for at, of_one in enumerate(random.values())
        ),
        residual=float(np.sqrt(found.residual[0])),
        deviance=found.deviance,
        cautions=fit_cautions(found) + ((Caution.LEFT_OUT,) if len(used) < len(frame) else ()),
        sentences=(sentence("mixed.answers", n=len(used), rows=len(frame)),),
        technical="Linear mixed model (REML, Satterthwaite df): "
        + "; ".join(f"{effect.name} {told(effect.interval, 3)}, df {effect.df:.1f}" for effect in effects),
    )


def _levels(used: pd.DataFrame, random: Mapping[str, Sequence[str]]) -> list[Level]:
    if not random:
        raise NotEnough("name a column of clusters")
    levels = []
    for at, (name, slopes) in enumerate(random.items(), start=1):
        clusters = _clusters(used, list(random)[:at])
        if clusters < 2 or clusters * (1 + len(slopes)) >= len(used):
            raise NotEnough(f"{name} needs two clusters, and more answers than effects of theirs")
        z = np.column_stack([np.ones(len(used)), *(numbers(used, slope) for slope in slopes)])
        levels.append(Level(name, pd.factorize(used[name])[0], z, is_free=True))
    return levels


def design(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """(n, p): a column of ones, then the columns as numbers; 0/1 columns for what is not a number."""
    parts: list[pd.DataFrame | pd.Series] = [pd.Series(1.0, index=frame.index, name="intercept")]
    for column in columns:
        if pd.api.types.is_numeric_dtype(frame[column]):
            parts.append(pd.Series(numbers(frame, column), index=frame.index, name=column))
        else:
            is_category = isinstance(frame[column].dtype, pd.CategoricalDtype)
            values = (frame[column] if is_category else frame[column].astype(str)).astype("category")
            known = values.cat.remove_unused_categories()
            parts.append(pd.get_dummies(known, prefix=column, drop_first=True, dtype=float))
    return pd.concat(parts, axis=1)


def estimate(found: Fit, name: str, contrast: np.ndarray, level: float = LEVEL) -> Fixed:
    """The estimate of a contrast (p,) of the fixed effects."""
    value = float(contrast @ found.beta)
    error = float(np.sqrt(contrast @ found.covariance @ contrast))
    df = found.degrees_of_freedom(contrast)
    reach = float(stats.t.ppf((1 + level) / 2, df)) * error
    p = float(2 * stats.t.sf(abs(value) / error, df)) if error > 0 else float("nan")
    return Fixed(name, Interval(value, value - reach, value + reach, level), error, df, p)


def spread(frame: pd.DataFrame, nest: Sequence[str], effects: Sequence[str], matrix: np.ndarray) -> Spread:
    """`nest`: the cluster's column, after those of the wider clusters it lies in."""
    sds = np.sqrt(np.diag(matrix))
    pairs = [(i, j) for i in range(len(sds)) for j in range(i)]
    correlations = tuple(
        float(matrix[i, j] / (sds[i] * sds[j])) if sds[i] > 0 and sds[j] > 0 else float("nan") for i, j in pairs
    )
    return Spread(nest[-1], _clusters(frame, nest), tuple(zip(effects, map(float, sds), strict=True)), correlations)


def _clusters(frame: pd.DataFrame, nest: Sequence[str]) -> int:
    """How many there are of the last kind, each within the wider ones."""
    return len(frame[list(nest)].dropna().drop_duplicates())


def fit_cautions(found: Fit) -> tuple[Caution, ...]:
    return tuple(
        caution
        for caution, applies in (
            (Caution.NOT_CONVERGED, not found.has_converged),
            (Caution.AT_BOUNDARY, found.is_at_boundary),
        )
        if applies
    )
