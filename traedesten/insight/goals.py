"""How far people have come with what they most hoped for, as an edition may tell it. Knows no Django and no person.

There is no before: nobody has reached anything when they first say it. So it is a share of those who answered, counts
alone, and a row stands until five more have answered (``standing``).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any, ClassVar

from traedesten import evaluation
from traedesten.domain.instruments.goals import REACHED as ENOUGH
from traedesten.evaluation.disclosure import PARTNERS, Cut, Dimension, Population, Release, protect
from traedesten.insight.standing import Notes, Occasion, Row, laid_down

REACHED, SHORT, SILENT = "reached", "short", "silent"
ANSWERED = frozenset({REACHED, SHORT})


@dataclass(frozen=True)
class Measure:
    """One wave of those who told a goal. ``people``: subject → (month in which the wave closed, T score)."""

    course: str
    instrument: str
    wave: str
    people: dict[Any, tuple[str, float | None]] = field(default_factory=dict)
    counts: ClassVar[str] = REACHED

    @property
    def key(self) -> tuple[str, str, str]:
        return self.course, self.instrument, self.wave

    @property
    def kind(self) -> str:
        """The name of its log."""
        return ":".join(("goals", *self.key))


def prepared(
    occasions: Sequence[Occasion], until: date, earlier: Notes, standing: Sequence[Row]
) -> tuple[list[Row], dict[str, list[dict]]]:
    """As ``standing.laid_down``. ``occasions``: of waves closed before ``until``, of those who told a goal."""
    return laid_down(measures(occasions), earlier, standing, lambda measure, log: _row(measure, until, log))


def measures(occasions: Sequence[Occasion]) -> list[Measure]:
    found: dict[tuple[str, str, str], Measure] = {}
    for row in occasions:
        key = (row.course, row.instrument, row.wave)
        found.setdefault(key, Measure(*key)).people[row.subject] = (f"{row.closed_on:%Y-%m}", row.value)
    return [found[key] for key in sorted(found)]


def population(measure: Measure, earlier: Sequence[Release] = ()) -> Population:
    counts = Counter((month, _came(value)) for month, value in measure.people.values())
    known = chain.from_iterable(cell.box[0] for release in earlier for cell in release.cells)
    months = tuple(sorted({*known, *(month for month, _value in counts)}))
    return Population((Dimension("month", months), Dimension("came", (REACHED, SHORT, SILENT))), counts)


def _came(value: float | None) -> str:
    return SILENT if value is None else REACHED if value >= ENOUGH else SHORT


def _row(measure: Measure, until: date, earlier: Sequence[Release]) -> tuple[Row, list[Release]]:
    """How many answered, how many of them came so far, and how many were asked, each in the light of those before."""
    people, given = population(measure, earlier), []
    for came in (ANSWERED, {REACHED}, None):
        where = {"came": frozenset(came)} if came else {}
        given.append(protect(people, Cut((), where), PARTNERS, [*earlier, *given]))
    answered, reached, asked = (release.figure() for release in given)
    row = {"course": measure.course, "instrument": measure.instrument, "wave": measure.wave, "until": str(until)}
    told = {"answered": answered, "reached": reached if answered else None, "asked": asked, "share": None}
    if told["reached"]:
        share = evaluation.wilson(reached, answered)
        told["share"] = [round(100 * end) for end in (share.estimate, share.low, share.high)]
    return row | told, given
