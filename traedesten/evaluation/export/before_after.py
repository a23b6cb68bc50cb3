"""One outcome: who was asked, who answered, how they moved, and what if those who did not answer fared worse."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from traedesten.domain.asking import Course
from traedesten.domain.instruments.definition import Better
from traedesten.evaluation import Caution, Columns, NotEnough, change, dropout, reliable_change, sensitivity, wilson
from traedesten.evaluation.disclosure import ALL, PARTNERS
from traedesten.evaluation.export import frames as tables
from traedesten.evaluation.export.counting import NO, PRESENT, UNKNOWN, YES, K, Teller, answers
from traedesten.evaluation.export.plain import Lacking, codes, counted, ends, lacking, number
from traedesten.evaluation.export.plan import Outcome
from traedesten.evaluation.export.tables import ANSWERED, field_of
from traedesten.evaluation.figures import ENOUGH, Interval

ALONE = Columns()
"""Exports do not say who was in a group with whom."""
ENOUGH_TO_FILL_IN = 10
STEPS = (0.5, 1.0, 1.5, 2.0)
"""Of the yardstick between groups: by so much worse than foreseen those who did not answer are put."""
HALF_SD = 0.5
MOVED = ("better", "same", "worse")
STATUS, MODE = field_of("answers", "status"), field_of("answers", "mode")
DESCRIBED_BY = ("age_band", "gender")
IMPOSSIBLE = {
    "status": [
        {"after": YES, "status": frozenset({*STATUS.values, UNKNOWN} - {ANSWERED})},
        {"due": NO, "status": frozenset(STATUS.values)},
        {"due": YES, "status": UNKNOWN},
    ],
    "mode": [{"after": YES, "mode": UNKNOWN}, {"due": NO, "mode": frozenset(MODE.values)}],
    "moved": [
        {"before": YES, "after": YES, "moved": UNKNOWN},
        {"before": NO, "moved": frozenset(MOVED)},
        {"after": NO, "moved": frozenset(MOVED)},
    ],
}
"""What every reader knows cannot be."""


@dataclass(frozen=True)
class Asked:
    """Everybody who began on an outcome's course. `wide`: those to whom the later wave has come."""

    outcome: Outcome
    people: pd.DataFrame
    wide: pd.DataFrame

    @cached_property
    def both(self) -> pd.DataFrame:
        return self.wide.dropna(subset=["before", "after"])

    @cached_property
    def moves(self) -> pd.Series:
        return self.both.after - self.both.before

    @property
    def is_alike(self) -> bool:
        """Whether all said the same, before or after, or moved by the same."""
        return any(values.nunique() < 2 for values in (self.both.before, self.both.after, self.moves))

    @cached_property
    def plain(self) -> tuple[Teller, dict[str, int | None]]:
        """A teller that has told the plain counts, and those counts."""
        wide = self.wide.set_index("person").reindex(self.people.person)
        is_due = self.people.person.where(self.people.person.isin(self.wide.person))
        columns = {"due": answers(is_due), "before": answers(wide.before), "after": answers(wide.after)}
        teller = Teller(columns, impossible=[{"due": NO, "before": YES}, {"due": NO, "after": YES}])
        wanted = {
            "both": {"before": YES, "after": YES},
            "due": {"due": YES},
            "began": {},
            "before": {"before": YES},
            "after": {"after": YES},
        }
        return teller, {name: teller.count(where) for name, where in wanted.items()}

    @property
    def counts(self) -> dict[str, int | None]:
        return self.plain[1]

    def teller(self, name: str, column: pd.Series | None = None) -> Teller:
        """One that has told the plain counts, with a further column (by person) to tell of.

        Each table has one of its own, so that many columns do not cut the people into parts too small to tell of.
        """
        column = self.column(name) if column is None else column
        labels = column.reindex(self.people.person).tolist()
        return self.plain[0].with_column(name, labels, _order(name), IMPOSSIBLE.get(name, ()))

    def column(self, name: str) -> pd.Series:
        """By person."""
        frame = self.wide if name in self.wide.columns else self.people
        return frame.set_index("person")[name]


def asked(frames: tables.Frames, outcome: Outcome) -> Asked:
    return Asked(outcome, tables.people_of(frames, outcome.course), tables.of_outcome(frames, outcome))


def _order(name: str) -> tuple[str, ...]:
    """Labels as the codebook orders them."""
    known = {"moved": MOVED, "status": STATUS.values, "mode": MODE.values}
    return known[name] if name in known else field_of("persons", name).values


def reckoned(people: Asked, is_declared: bool) -> dict[str, Any]:
    """All that is told of one outcome, as plain values. Counts that may not be told are None."""
    outcome = people.outcome
    told: dict[str, Any] = {
        "outcome": outcome.key,
        "course": outcome.course,
        "instrument": outcome.instrument,
        "version": outcome.version,
        "wave": outcome.wave,
        "is_declared": is_declared,
    }
    if people.people.empty:
        return told | lacking(Lacking.NOBODY)
    told["counts"] = people.counts
    if people.wide.empty:
        return told | lacking(Lacking.NOT_YET)
    told["status"] = _by(people, "status", {"due": YES})
    told["mode"] = _by(people, "mode", {"after": YES})
    if not people.counts["both"]:
        return told | lacking(Lacking.TOO_FEW)
    parts = {"change": _change, "reliable": _reliable, "dropout": _dropout, "sensitivity": _sensitivity}
    return told | {name: tried(part, people) for name, part in parts.items()} | _cautions(people, is_declared)


def tried(part: Callable[..., dict[str, Any]], *about) -> dict[str, Any]:
    """A part, or that the method finds no answer in so little."""
    try:
        with np.errstate(all="ignore"):
            return part(*about)
    except (NotEnough, np.linalg.LinAlgError, ZeroDivisionError, FloatingPointError):
        return lacking(Lacking.CANNOT)


def _by(people: Asked, name: str, where: dict[str, str]) -> list[dict[str, Any]]:
    table = people.teller(name).table(name, where, PRESENT)
    return [row for row in counted(table) if row["value"] not in (ALL, UNKNOWN)]


def _cautions(people: Asked, is_declared: bool) -> dict[str, Any]:
    share = len(people.both) / len(people.wide)
    found = [
        Caution.NO_CONTROL,
        *(() if is_declared else (Caution.EXPLORATORY,)),
        *((Caution.LOW_COVERAGE,) if share < ENOUGH else ()),
        *((Caution.CLUSTERS_UNKNOWN,) if people.outcome.course == Course.GROUPS else ()),
    ]
    return {"cautions": codes(found)}


def _change(people: Asked) -> dict[str, Any]:
    """Among all to whom the wave has come; those with both answers second."""
    if people.is_alike:
        return lacking(Lacking.ALL_THE_SAME)
    outcome = people.outcome
    found = change(tables.long(people.wide, outcome), columns=ALONE, times=[tables.FIRST, outcome.wave])
    last = found.last
    everybody = ends(last.all_enrolled.interval)
    if everybody is None:
        return lacking(Lacking.CANNOT)
    effect = last.effect
    return {
        "way": way(last.all_enrolled.interval, outcome),
        "means": [number(people.both.before.mean()), number(people.both.after.mean())],
        "sds": [number(people.both.before.std(ddof=1)), number(people.both.after.std(ddof=1))],
        "all_enrolled": everybody | {"df": number(last.all_enrolled.df, 1), "p": number(last.all_enrolled.p)},
        "completers": ends(last.completers.interval) if last.completers else None,
        "d_av": ends(effect.d_av) if effect else None,
        "d_z": ends(effect.d_z) if effect else None,
        "correlation": number(effect.correlation) if effect else None,
        "between_persons_sd": number(found.spreads[-1].sds[0][1]),
        "residual_sds": [number(sd) for sd in found.residual],
        "cautions": codes(caution for caution in found.cautions if caution in (Caution.NOT_CONVERGED,)),
    }


def way(interval: Interval, outcome: Outcome) -> str:
    """ "better", "worse", or "unclear" when the interval holds zero."""
    if interval.low <= 0 <= interval.high:
        return "unclear"
    return "better" if (interval.low > 0) == (outcome.definition.better is Better.HIGHER) else "worse"


def _reliable(people: Asked) -> dict[str, Any]:
    """How many moved by more than the instrument's own uncertainty."""
    definition = people.outcome.definition
    point = definition.yardstick.person if definition.yardstick else None
    if point is None and definition.precision is None:
        return lacking(Lacking.NO_YARDSTICK)
    found = reliable_change(
        people.wide,
        detectable=point,
        reliability=definition.precision.reliability if definition.precision and point is None else None,
        higher_is_better=definition.better is Better.HIGHER,
    )
    moved = pd.Series(found.kinds, index=people.wide.person)
    teller = people.teller("moved", moved[moved.isin(MOVED)])
    table = teller.table("moved", {"before": YES, "after": YES}, PARTNERS)
    both = people.counts["both"]
    kinds = [{"value": kind, "persons": table.get(kind), "share": _share(table.get(kind), both)} for kind in MOVED]
    return {"threshold": number(found.threshold, 2), "kinds": kinds}


def _dropout(people: Asked) -> dict[str, Any]:
    """First scores of those who answered again and of those who did not; and the share who did, by who they are."""
    groups = [row for name in DESCRIBED_BY for row in again(people, name)]
    lost = people.plain[0].count({"before": YES, "after": NO})
    told: dict[str, Any] = {"kept": people.counts["both"], "lost": lost, "groups": groups}
    first = people.wide.dropna(subset=["before"])
    alike = any(part.before.nunique() < 2 for _is_kept, part in first.groupby(first.after.notna()))
    if not lost or alike:
        return told | {"first_scores": lacking(Lacking.TOO_FEW if not lost else Lacking.ALL_THE_SAME)}
    outcome = people.outcome
    found = dropout(tables.long(people.wide, outcome), columns=ALONE, times=[tables.FIRST, outcome.wave]).lost[0]
    scores = {
        "kept_mean": number(found.kept_mean),
        "lost_mean": number(found.lost_mean),
        "difference": ends(found.difference),
        "standardised": number(found.standardised),
    }
    return told | {"first_scores": scores}


def again(people: Asked, name: str) -> list[dict[str, Any]]:
    """How many of each group answered both times, of how many to whom the wave had come."""
    teller = people.teller(name)
    both = teller.table(name, {"before": YES, "after": YES})
    due = teller.table(name, {"due": YES})
    return [
        {"by": name, "value": value, "both": both.get(value), "due": many, "share": _share(both.get(value), many)}
        for value, many in due.items()
        if value not in (ALL, UNKNOWN)
    ]


def _share(count: int | None, n: int | None) -> dict[str, float] | None:
    return ends(wilson(count, n)) if count is not None and n else None


def _sensitivity(people: Asked) -> dict[str, Any]:
    """The change if those who did not answer fared worse than was foreseen, step by step."""
    missing = len(people.wide) - len(people.both)
    if not missing:
        return lacking(Lacking.NOBODY_LEFT)
    if len(people.both) < ENOUGH_TO_FILL_IN or missing < K or people.is_alike:
        return lacking(Lacking.TOO_FEW)
    definition = people.outcome.definition
    yardstick = definition.yardstick.group if definition.yardstick else None
    unit = yardstick or round(HALF_SD * float(people.wide.before.std(ddof=1)), 1)
    worse = -1 if definition.better is Better.HIGHER else 1
    found = sensitivity(people.wide, deltas=[worse * unit * step for step in STEPS])
    return {
        "imputations": found.imputations,
        "deltas": [{"points": number(delta.points), **(ends(delta.change.interval) or {})} for delta in found.deltas],
        "missing_information": number(found.deltas[0].change.missing_information),
        "tips_at": number(found.tips_at),
    }
