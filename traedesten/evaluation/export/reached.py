"""How far people have come with what they most hoped for: no before, but a share and a mean T score."""

from typing import Any

import pandas as pd
from scipy import stats

from traedesten.domain.asking import Course
from traedesten.domain.instruments import ALL, Definition
from traedesten.domain.instruments.goals import REACHED
from traedesten.evaluation import wilson
from traedesten.evaluation.disclosure import PARTNERS
from traedesten.evaluation.export import frames as tables
from traedesten.evaluation.export.counting import NO, YES, Teller
from traedesten.evaluation.export.plain import Lacking, ends, lacking, number
from traedesten.evaluation.figures import LEVEL, Interval

GOALS = tuple(definition for definition in ALL if definition.is_goal)


def goals(frames: tables.Frames) -> list[dict[str, Any]]:
    """One for each kind of course and wave at which somebody was asked. Only those who told a goal are in it."""
    answers = frames["answers"].merge(frames["persons"][["person", "course"]], on="person")
    return [
        _reckoned(str(course), wave, definition, rows)
        for definition in GOALS
        for course in Course
        for wave, rows in _of(answers, course, definition).groupby("wave")
    ]


def _of(answers: pd.DataFrame, course: str, definition: Definition) -> pd.DataFrame:
    is_it = (answers.instrument == definition.key) & (answers.version == definition.version)
    return answers[is_it & (answers.course == course)]


def _reckoned(course: str, wave: str, definition: Definition, rows: pd.DataFrame) -> dict[str, Any]:
    scores = rows.score.astype(float)
    has = [NO if pd.isna(score) else YES for score in scores]
    came = ["" if pd.isna(score) else YES if score >= REACHED else NO for score in scores]
    never = [{"answered": NO, "came": frozenset({YES, NO})}, {"answered": YES, "came": ""}]
    teller = Teller({"answered": has, "came": came}, {"came": (YES, NO)}, never)
    told = {
        "course": course,
        "instrument": definition.key,
        "version": definition.version,
        "wave": wave,
        "counts": {"answered": teller.count({"answered": YES})},
    }
    told["counts"]["reached"] = teller.count({"came": YES}, PARTNERS)
    told["counts"]["asked"] = teller.count()
    if not told["counts"]["answered"]:
        return told | lacking(Lacking.TOO_FEW)
    told["share"] = None
    if told["counts"]["reached"]:
        told["share"] = ends(wilson(told["counts"]["reached"], told["counts"]["answered"]))
    told["mean"] = _mean(scores.dropna())
    return told


def _mean(scores: pd.Series) -> dict[str, Any] | None:
    """Student's interval; None where all said the same."""
    if scores.nunique() < 2:
        return None
    low, high = stats.t.interval(LEVEL, len(scores) - 1, loc=scores.mean(), scale=stats.sem(scores))
    found = ends(Interval(float(scores.mean()), float(low), float(high), LEVEL))
    return found and found | {"sd": number(scores.std(ddof=1))}
