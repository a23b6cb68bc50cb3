"""What works for whom: how the change differs between groups of persons that were named beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from traedesten.evaluation.changes import Columns, Model, occasions, paired
from traedesten.evaluation.figures import LEVEL, Answered, Caution, NotEnough, Sentence, listed, need, sentence, told
from traedesten.evaluation.mixed_model import Fixed, estimate, fit_cautions

SMALL = 10
"""A group with fewer persons with both answers carries a caution."""


@dataclass(frozen=True)
class Part:
    """One group: its change in points, and by how much it differs from the first group's (None for that one)."""

    value: str
    answered: Answered
    change: Fixed
    difference: Fixed | None
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class Subgroup:
    """One column. `p`: that the groups change alike (Wald F, the smallest Satterthwaite df). Not declared: a guess
    to be tried on other persons, never a finding."""

    column: str
    is_declared: bool
    parts: tuple[Part, ...]
    p: float
    cautions: tuple[Caution, ...]
    sentences: tuple[Sentence, ...]
    technical: str


def subgroups(
    frame: pd.DataFrame,
    *,
    by: str | Sequence[str],
    declared: str | Sequence[str],
    columns: Columns | Mapping[str, str] | None = None,
    times: Sequence | None = None,
    level: float = LEVEL,
) -> tuple[Subgroup, ...]:
    """The change from the first to the last of `times` in the groups of each column of `by`, declared ones first.

    frame: as `change` takes it; the columns of `by` have one value throughout a person. `declared`: the columns of
    the stored analysis plan; all others come out as exploratory. Each column has a model of its own: occasion,
    group and their interaction, with the random effects of `change`. Raises NotEnough.
    """
    columns, by, declared = Columns.of(frame, columns), listed(by), listed(declared)
    need(frame, [*columns.named, *by])
    first, *_, last = occasions(frame[columns.time], times)
    rows = frame[frame[columns.time].isin([first, last])]
    ordered = [name for name in by if name in declared] + [name for name in by if name not in declared]
    return tuple(_subgroup(rows, name, name in declared, Model(columns, (first, last)), level) for name in ordered)


def _subgroup(frame: pd.DataFrame, by: str, is_declared: bool, model: Model, level: float) -> Subgroup:
    columns, last = model.columns, model.times[-1]
    if frame.groupby(columns.person)[by].nunique().gt(1).any():
        raise NotEnough("a person is in two groups")
    used = frame.dropna(subset=[columns.score, by]).reset_index(drop=True)
    values = sorted(used[by].unique(), key=str)
    if len(values) < 2:
        raise NotEnough("there is only one group")
    later = (used[columns.time] == last).to_numpy(float)
    members = [(used[by] == value).to_numpy(float) for value in values]
    x = pd.DataFrame({"intercept": np.ones(len(used)), "later": later}, index=used.index)
    for at, member in enumerate(members[1:], start=1):
        x[f"group {at}"], x[f"later {at}"] = member, member * later
    found = model.fitted(used, x)
    unit = np.eye(x.shape[1])
    differences = [unit[3 + 2 * at] for at in range(len(values) - 1)]
    parts = tuple(
        _part(frame[frame[by] == value], value, found, unit[1], difference, model, level)
        for value, difference in zip(values, [None, *differences], strict=True)
    )
    p = _wald(found, np.array(differences))
    return Subgroup(
        column=by,
        is_declared=is_declared,
        parts=parts,
        p=p,
        cautions=(Caution.NO_CONTROL, *(() if is_declared else (Caution.EXPLORATORY,)), *fit_cautions(found)),
        sentences=_sentences(parts, is_declared),
        technical=f"{by} ({'declared' if is_declared else 'exploratory'}), interaction p {p:.3f}: "
        + "; ".join(f"{part.value} {told(part.change.interval)}" for part in parts),
    )


def _part(frame: pd.DataFrame, value, found, later, difference, model: Model, level: float) -> Part:
    pairs = paired(frame, model.columns, *model.times)
    answered = Answered(len(pairs), int(pairs.before.count()), int(pairs.after.count()), len(pairs.dropna()))
    contrast = later if difference is None else later + difference
    return Part(
        value=str(value),
        answered=answered,
        change=estimate(found, str(value), contrast, level),
        difference=None if difference is None else estimate(found, f"{value} against the first", difference, level),
        cautions=(*answered.cautions, *((Caution.SMALL_GROUP,) if answered.both < SMALL else ())),
    )


def _wald(found, contrasts: np.ndarray) -> float:
    values = contrasts @ found.beta
    spread = contrasts @ found.covariance @ contrasts.T
    q = len(contrasts)
    df = min(found.degrees_of_freedom(contrast) for contrast in contrasts)
    return float(stats.f.sf(values @ np.linalg.solve(spread, values) / q, q, df))


def _sentences(parts: tuple[Part, ...], is_declared: bool) -> tuple[Sentence, ...]:
    told_apart = any(
        part.difference and (part.difference.interval.low > 0 or part.difference.interval.high < 0) for part in parts
    )
    key = "subgroup.differs" if told_apart else "subgroup.no_difference_seen"
    counts = sentence(key, groups=len(parts), both=sum(part.answered.both for part in parts))
    return (counts,) if is_declared else (sentence("subgroup.exploratory"), counts)
