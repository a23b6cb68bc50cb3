"""How people said they were, before and after, as an edition may tell it. Knows no Django and no person.

A figure stands as it was given out until five more have answered both times (``standing``), so that a mean tells on
nobody.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from math import isfinite
from typing import Any, ClassVar

from traedesten import evaluation
from traedesten.evaluation.disclosure import PARTNERS, Cut, Dimension, Population, Release, protect
from traedesten.insight.standing import Notes, Occasion, Row, laid_down

FIRST = "t0"
BOTH, ONE = "both", "not_both"
TOLD_CAUTIONS = ("low_coverage", "not_converged")


@dataclass(frozen=True)
class Measure:
    """One instrument on one kind of course at a later wave: whom it is about, and what they said.

    ``people``: subject → (month in which the later wave closed, total before, total after).
    """

    course: str
    instrument: str
    wave: str
    people: dict[Any, tuple[str, float | None, float | None]] = field(default_factory=dict)
    counts: ClassVar[str] = BOTH

    @property
    def key(self) -> tuple[str, str, str]:
        return self.course, self.instrument, self.wave

    @property
    def kind(self) -> str:
        """The name of its log."""
        return ":".join(("answers", *self.key))

    @property
    def pairs(self) -> list[tuple[float, float]]:
        return [(low, high) for _month, low, high in self.people.values() if low is not None and high is not None]


def prepared(
    occasions: Sequence[Occasion], until: date, earlier: Notes, standing: Sequence[Row]
) -> tuple[list[Row], dict[str, list[dict]]]:
    """As ``standing.laid_down``. ``occasions``: of waves closed before ``until``."""
    rows, notes = laid_down(measures(occasions), earlier, standing, lambda measure, log: _row(measure, until, log))
    return _evenly(rows), notes


def _evenly(rows: Sequence[Row]) -> list[Row]:
    """As many began whatever they were asked: where one instrument of a wave may not tell it, none of them does."""
    silent = {(row["course"], row["wave"]) for row in rows if row["both"] is not None and row["enrolled"] is None}
    return [row | {"enrolled": None} if (row["course"], row["wave"]) in silent else row for row in rows]


def measures(occasions: Sequence[Occasion]) -> list[Measure]:
    """Everybody who began is in it, from the month in which the later wave was over."""
    first = {(row.subject, row.instrument): row.value for row in occasions if row.wave == FIRST}
    found: dict[tuple[str, str, str], Measure] = {}
    for row in occasions:
        if row.wave != FIRST:
            key = (row.course, row.instrument, row.wave)
            people = found.setdefault(key, Measure(*key)).people
            people[row.subject] = (f"{row.closed_on:%Y-%m}", first.get((row.subject, row.instrument)), row.value)
    return [found[key] for key in sorted(found)]


def _row(measure: Measure, until: date, earlier: Sequence[Release]) -> tuple[Row, list[Release]]:
    """The figures where they may be told, else the same row without any."""
    both, enrolled = _counts(measure, earlier)
    row = {"course": measure.course, "instrument": measure.instrument, "wave": measure.wave, "until": str(until)}
    figures = reckoned(measure) if both.figure() is not None else None
    told = {"both": both.figure() if figures else None, "enrolled": enrolled.figure()}
    return row | told | (figures or {}), [both, enrolled]


def _counts(measure: Measure, earlier: Sequence[Release]) -> tuple[Release, Release]:
    """How many answered both times, then how many began: the second only where it does not give the first away."""
    people = population(measure, earlier)
    both = protect(people, Cut((), {"answered": frozenset({BOTH})}), PARTNERS, earlier)
    return both, protect(people, Cut(()), PARTNERS, [*earlier, both])


def population(measure: Measure, earlier: Sequence[Release] = ()) -> Population:
    counts = Counter(
        (month, BOTH if low is not None and high is not None else ONE) for month, low, high in measure.people.values()
    )
    known = chain.from_iterable(cell.box[0] for release in earlier for cell in release.cells)
    months = tuple(sorted({*known, *(month for month, _answered in counts)}))
    return Population((Dimension("month", months), Dimension("answered", (BOTH, ONE))), counts)


def reckoned(measure: Measure) -> Row | None:
    """Means of those with both answers, the change among all who began, and how large it is; None if it cannot be.

    None also when all said the same, before or after, or moved by the same: then the mean would tell it of each.
    """
    import pandas as pd  # large, and only an edition needs it

    moves = [(before, after, after - before) for before, after in measure.pairs]
    if any(len(set(values)) < 2 for values in zip(*moves, strict=True)):
        return None
    rows = [
        (str(subject), at, value)
        for subject, (_month, *values) in measure.people.items()
        for at, value in zip((FIRST, measure.wave), values, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["person", "time", "score"]).astype({"score": float})
    try:
        found = evaluation.change(frame, times=[FIRST, measure.wave])
    except evaluation.NotEnough:
        return None
    later, before, after = found.last, *(sum(values) / len(values) for values in zip(*measure.pairs, strict=True))
    change = _ends(later.all_enrolled.interval, 1)
    if change is None:
        return None
    return {
        "before": round(before, 1),
        "after": round(after, 1),
        "change": change,
        "completers": _ends(later.completers.interval, 1) if later.completers else None,
        "effect": _ends(later.effect.d_av, 2) if later.effect else None,
        "cautions": [str(caution) for caution in found.cautions if caution in TOLD_CAUTIONS],
    }


def _ends(interval: Any, digits: int) -> list[float] | None:
    """None where an end is not reached, as a bootstrap of a handful may be."""
    ends = [round(end, digits) for end in (interval.estimate, interval.low, interval.high)]
    return ends if all(map(isfinite, ends)) else None
