"""Before and after: all who were enrolled first, those with both answers second."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from traedesten.evaluation.effect_sizes import EffectSize, effect_size
from traedesten.evaluation.figures import (
    LEVEL,
    Answered,
    Caution,
    NotEnough,
    Sentence,
    listed,
    need,
    numbers,
    sentence,
    told,
)
from traedesten.evaluation.mixed_model import FEW, Fixed, Spread, design, estimate, fit_cautions, spread
from traedesten.evaluation.nested import Fit, Level, fit


@dataclass(frozen=True)
class Occasion:
    """Change from the first occasion to this one, in points of the score.

    `all_enrolled`: from the mixed model. `completers`: the same model on those with both answers. `effect` is of
    the completers' raw figures (None with fewer than three).
    """

    at: str
    answered: Answered
    all_enrolled: Fixed
    completers: Fixed | None
    effect: EffectSize | None
    before_mean: float
    after_mean: float


@dataclass(frozen=True)
class Change:
    """`occasions` after the first one, in order; `spreads` between clusters; `residual` SD by occasion."""

    enrolled: int
    first: str
    occasions: tuple[Occasion, ...]
    spreads: tuple[Spread, ...]
    residual: tuple[float, ...]
    cautions: tuple[Caution, ...]
    sentences: tuple[Sentence, ...]
    technical: str

    @property
    def last(self) -> Occasion:
        return self.occasions[-1]


@dataclass(frozen=True)
class Columns:
    """Which columns of the frame hold what; site and group None where there are none."""

    score: str = "score"
    person: str = "person"
    time: str = "time"
    site: str | None = None
    group: str | None = None

    @property
    def named(self) -> list[str]:
        return [name for name in (self.score, self.person, self.time, self.site, self.group) if name]

    @classmethod
    def of(cls, frame: pd.DataFrame, said: "Columns | Mapping[str, str] | None") -> "Columns":
        """As said, else by the usual names, with site and group where the frame has them."""
        if said is None:
            return cls(**{name: name for name in ("site", "group") if name in frame.columns})
        return said if isinstance(said, Columns) else cls(**said)


def change(
    frame: pd.DataFrame,
    *,
    columns: Columns | Mapping[str, str] | None = None,
    times: Sequence | None = None,
    covariates: str | Sequence[str] = (),
    level: float = LEVEL,
    seed: int = 0,
) -> Change:
    """How the score moved from the first of `times` to each later one, among all enrolled.

    frame: one row per person and occasion, the score NaN where nobody answered; everybody who was enrolled has a
    row for at least one occasion, answered or not. `times`: the occasions in order (see `occasions`). A group that
    is NaN is no group. Model: occasion + covariates; the intercept and the change vary by site and by group, the
    intercept by person, the residual variance by occasion; REML. So two answers of a person are taken to be as
    alike after a year as after a month, and not to go against each other. Right when answers are missing at random
    given the answers there are; `sensitivity` asks what if not. Raises NotEnough.
    """
    columns, covariates = Columns.of(frame, columns), listed(covariates)
    need(frame, [*columns.named, *covariates])
    times = occasions(frame[columns.time], times)
    frame = frame[frame[columns.time].isin(times)]
    frame = frame.assign(**{columns.score: numbers(frame, columns.score)})
    _only_once(frame, columns)
    model = Model(columns, tuple(times), tuple(covariates))
    used = frame.dropna(subset=[columns.score, *covariates]).reset_index(drop=True)
    found = model.fitted(used)
    later = tuple(_occasion(frame, used, model, found, at, level, seed) for at in range(1, len(times)))
    enrolled = int(frame[columns.person].nunique())
    return Change(
        enrolled=enrolled,
        first=str(times[0]),
        occasions=later,
        spreads=model.spreads(used, found),
        residual=tuple(float(np.sqrt(variance)) for variance in found.residual),
        cautions=_cautions(found, used, columns, later),
        sentences=_sentences(later, enrolled),
        technical=_technical(later, columns),
    )


def occasions(column: pd.Series, said: Sequence | None = None) -> list:
    """The occasions in order, at least two: as said, else as ordered categories, by number or date, or by the number
    in words that differ in nothing else ("t0", "12 months"). Raises NotEnough: other words have no order.
    """
    times = list(said) if said is not None else _in_order(column)
    if len(set(times)) < 2 or len(set(times)) < len(times):
        raise NotEnough("two different occasions are needed, each once")
    return times


def _in_order(column: pd.Series) -> list:
    known = column.dropna()
    if isinstance(column.dtype, pd.CategoricalDtype) and column.dtype.ordered:
        return list(known.cat.remove_unused_categories().cat.categories)
    times = list(known.unique())
    if not any(isinstance(time, str) for time in times):
        return sorted(times)
    found = {time: re.fullmatch(r"(\D*)(\d+)(\D*)", str(time)) for time in times}
    if not all(found.values()) or len({(match[1], match[3]) for match in found.values()}) > 1:
        raise NotEnough("say the times in order: words have none")
    return sorted(times, key=lambda time: int(found[time][2]))


@dataclass(frozen=True)
class Model:
    columns: Columns
    times: tuple
    covariates: tuple[str, ...] = ()

    def frame_of_effects(self, used: pd.DataFrame) -> pd.DataFrame:
        """(n, p): a column of ones, one for each later occasion, then the covariates."""
        later = {f"at {time}": (used[self.columns.time] == time).astype(float) for time in self.times[1:]}
        x = design(used, self.covariates)
        return pd.concat(
            [x[["intercept"]], pd.DataFrame(later, index=used.index), x.drop(columns="intercept")], axis=1
        )

    def levels(self, used: pd.DataFrame) -> list[Level]:
        after = (used[self.columns.time] != self.times[0]).to_numpy(float)
        levels = []
        for name in (self.columns.site, self.columns.group):
            if name and used[name].nunique() > 1:
                codes = pd.factorize(used[name])[0]
                is_in = (codes >= 0).astype(float)
                # Whoever is in no group is alone, and has no group's effect.
                alone = codes.max() + 1 + pd.factorize(used[self.columns.person])[0]
                levels.append(Level(name, np.where(codes < 0, alone, codes), np.column_stack([is_in, is_in * after])))
        codes = pd.factorize(used[self.columns.person])[0]
        return [*levels, Level(self.columns.person, codes, np.ones((len(used), 1)))]

    def fitted(self, used: pd.DataFrame, effects: pd.DataFrame | None = None) -> Fit:
        """Raises NotEnough when an occasion has no answers, or nobody answered twice."""
        x = self.frame_of_effects(used) if effects is None else effects
        counts = used.groupby(self.columns.time)[self.columns.score].count().reindex(self.times).fillna(0)
        if (counts < 2).any():
            raise NotEnough("each occasion needs two answers")
        if not used[self.columns.person].duplicated().any():
            raise NotEnough("nobody answered twice")
        strata = used[self.columns.time].map({time: at for at, time in enumerate(self.times)}).to_numpy(int)
        return fit(numbers(used, self.columns.score), x.to_numpy(float), self.levels(used), strata)

    def spreads(self, used: pd.DataFrame, found: Fit) -> tuple[Spread, ...]:
        levels = found.problem.levels
        nests = [[wider.name for wider in levels[: at + 1]] for at in range(len(levels))]
        # Persons count on their own: some are in no group.
        nests[-1] = nests[-1][-1:]
        effects = [("intercept", "change")[: level.z.shape[1]] for level in levels]
        return tuple(spread(used, *parts) for parts in zip(nests, effects, found.spreads, strict=True))


def _only_once(frame: pd.DataFrame, columns: Columns) -> None:
    if frame.duplicated([columns.person, columns.time]).any():
        raise NotEnough("a person has more than one row for an occasion")


def _occasion(
    frame: pd.DataFrame, used: pd.DataFrame, model: Model, found: Fit, at: int, level: float, seed: int
) -> Occasion:
    columns, time = model.columns, model.times[at]
    contrast = np.eye(len(found.beta))[at]
    pairs = paired(frame, columns, model.times[0], time)
    both = pairs.dropna()
    return Occasion(
        at=str(time),
        answered=Answered(len(pairs), int(pairs.before.count()), int(pairs.after.count()), len(both)),
        all_enrolled=estimate(found, "all enrolled", contrast, level),
        completers=_completers(used, model, time, both.index, level),
        effect=effect_size(both, seed=seed, level=level) if len(both) >= 3 else None,
        before_mean=float(pairs.before.mean()),
        after_mean=float(pairs.after.mean()),
    )


def paired(frame: pd.DataFrame, columns: Columns, first, later) -> pd.DataFrame:
    """Columns before and after by person, for everybody in the frame."""
    people = pd.Index(frame[columns.person].unique(), name=columns.person)
    wide = frame.pivot_table(index=columns.person, columns=columns.time, values=columns.score, aggfunc="first")
    wide = wide.reindex(index=people, columns=[first, later])
    wide.columns = ["before", "after"]
    return wide


def _completers(used: pd.DataFrame, model: Model, time, people: pd.Index, level: float) -> Fixed | None:
    first = model.times[0]
    rows = used[used[model.columns.person].isin(people) & used[model.columns.time].isin([first, time])]
    try:
        narrower = Model(model.columns, (first, time), model.covariates)
        found = narrower.fitted(rows)
    except NotEnough:
        return None
    return estimate(found, "completers", np.eye(len(found.beta))[1], level)


def _cautions(
    found: Fit, used: pd.DataFrame, columns: Columns, occasions: tuple[Occasion, ...]
) -> tuple[Caution, ...]:
    cautions = [Caution.NO_CONTROL]
    if any(occasion.answered.cautions for occasion in occasions):
        cautions.append(Caution.LOW_COVERAGE)
    if columns.site and 1 < used[columns.site].nunique() < FEW:
        cautions.append(Caution.FEW_CLUSTERS)
    return (*cautions, *fit_cautions(found))


def _sentences(occasions: tuple[Occasion, ...], enrolled: int) -> tuple[Sentence, ...]:
    """Which way it went (only said when the interval leaves out zero), among how many, and that it is no cause."""
    said = []
    for occasion in occasions:
        figure = occasion.all_enrolled.interval
        way = "rose" if figure.low > 0 else "fell" if figure.high < 0 else "unclear"
        said.append(sentence(f"change.{way}", points=figure.estimate, low=figure.low, high=figure.high))
        said.append(sentence("change.both", both=occasion.answered.both, enrolled=enrolled))
    return (*said, sentence("change.no_cause"))


def _technical(occasions: tuple[Occasion, ...], columns: Columns) -> str:
    clusters = ", ".join(name for name in (columns.site, columns.group, columns.person) if name)
    lines = [
        f"Linear mixed model (REML; random effects: {clusters}; residual variance by occasion; Satterthwaite df)."
    ]
    for occasion in occasions:
        lines.append(f"{occasion.at}: all enrolled {told(occasion.all_enrolled.interval)}")
        if occasion.completers:
            lines.append(f"  completers {told(occasion.completers.interval)}")
        if occasion.effect:
            lines.append(
                f"  d_av {told(occasion.effect.d_av)}, d_z {told(occasion.effect.d_z)} (Hedges, BCa bootstrap)"
            )
        figures = occasion.answered
        lines.append(f"  both answers {figures.both} of {figures.enrolled} enrolled ({figures.coverage:.0%})")
    return "\n".join(lines)
