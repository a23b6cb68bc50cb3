"""From the tables and the plan to all that is told: declared first, and the rest marked as exploratory."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from traedesten.domain.asking import Course
from traedesten.domain.instruments import definition_of
from traedesten.evaluation import alpha
from traedesten.evaluation.disclosure import ALL
from traedesten.evaluation.export import frames as tables
from traedesten.evaluation.export.agreeing import agree
from traedesten.evaluation.export.before_after import Asked, asked, reckoned, tried
from traedesten.evaluation.export.comparing import compared
from traedesten.evaluation.export.counting import NO, YES, K, Teller
from traedesten.evaluation.export.plain import Lacking, counted, ends, lacking, number
from traedesten.evaluation.export.plan import FACTORS, OF_COURSE, Outcome, Plan
from traedesten.evaluation.export.reached import goals
from traedesten.evaluation.export.tables import WAITS, field_of
from traedesten.evaluation.export.waiting import waited

DESCRIBED = ("began", *FACTORS)
ENOUGH_FOR_ALPHA = 10


@dataclass(frozen=True)
class Analysis:
    """Only lists, dicts, strings, numbers, booleans and None; a count that may not be told is None.

    ``plan``: as it was followed. ``people``: who began, by course. ``outcomes``, ``comparisons``: what was
    declared, in the plan's order, then what was not (``is_declared`` false). ``waits``: time to the first
    conversation and to a community. ``scales``: how well the items of an instrument go together. ``goals``: how far
    people have come with what they hoped for.
    """

    plan: dict[str, Any]
    people: list[dict[str, Any]]
    outcomes: list[dict[str, Any]]
    comparisons: list[dict[str, Any]]
    waits: list[dict[str, Any]]
    scales: list[dict[str, Any]]
    goals: list[dict[str, Any]]

    def to_json(self) -> str:
        """Always the same letters for the same analysis."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Analysis":
        return cls(**json.loads(text))


def analyse(given: Mapping[str, pd.DataFrame], plan: Plan) -> Analysis:
    """All that the plan declares, and what else there is to tell, marked as exploratory.

    given: a frame for each of TABLES. The order of rows makes no difference. What there is too little for is told
    as lacking. Raises BadTables.
    """
    frames = tables.checked(given)
    more = [outcome for outcome in tables.outcomes_in(frames) if outcome not in plan.outcomes]
    about = {outcome: asked(frames, outcome) for outcome in (*plan.outcomes, *more)}
    parts = {
        "people": [_people(tables.people_of(frames, course), str(course)) for course in Course],
        "outcomes": [reckoned(people, outcome in plan.outcomes) for outcome, people in about.items()],
        "comparisons": _comparisons(about, plan),
        "waits": [waited(tables.people_of(frames, course), str(course), name) for course in Course for name in WAITS],
        "scales": [_scale(frames, *key) for key in dict.fromkeys((one.instrument, one.version) for one in about)],
        "goals": goals(frames),
    }
    agree(**parts)
    return Analysis(plan=json.loads(plan.to_json()) | {"digest": plan.digest}, **parts)


def _people(people: pd.DataFrame, course: str) -> dict[str, Any]:
    """How many began on a course, and who they are, one column at a time."""
    told: dict[str, Any] = {"course": course}
    if people.empty:
        return told | lacking(Lacking.NOBODY)
    if len(people) < K:
        return told | lacking(Lacking.TOO_FEW)
    tellers = {name: Teller({name: people[name]}, {name: field_of("persons", name).values}) for name in DESCRIBED}
    rows = {name: counted(teller.table(name)) for name, teller in tellers.items() if people[name].notna().any()}
    return told | {
        "persons": len(people),
        "by": [{"by": name, "rows": [row for row in found if row["value"] != ALL]} for name, found in rows.items()],
    }


def _comparisons(about: Mapping[Outcome, Asked], plan: Plan) -> list[dict[str, Any]]:
    """Those of the plan, then what evaluators ask for on the first outcome of each course."""
    declared = [(outcome, factor.by) for factor in plan.factors for outcome in factor.on]
    more = [
        (outcome, by)
        for course, factors in OF_COURSE.items()
        for outcome in [one for one in about if one.course == course][:1]
        for by in factors
        if not plan.compares(by, outcome) and not about[outcome].wide.empty
    ]
    return [compared(about[outcome], by, True) for outcome, by in declared] + [
        compared(about[outcome], by, False) for outcome, by in more
    ]


def _scale(frames: tables.Frames, instrument: str, version: str) -> dict[str, Any]:
    """Cronbach's alpha of the first answers."""
    told = {"instrument": instrument, "version": version}
    answers = tables.first_items(frames, definition_of(instrument, version))
    if answers.empty:
        return told | lacking(Lacking.NOBODY)
    is_whole = answers.notna().all(axis=1)
    teller = Teller({"whole": [YES if whole else NO for whole in is_whole]})
    told |= {"whole": teller.count({"whole": YES}), "asked": teller.count()}
    if not told["whole"] or told["whole"] < ENOUGH_FOR_ALPHA:
        return told | lacking(Lacking.TOO_FEW)
    if (answers[is_whole].nunique() < 2).any():
        return told | lacking(Lacking.ALL_THE_SAME)
    return told | tried(_alpha, answers)


def _alpha(answers: pd.DataFrame) -> dict[str, Any]:
    found = alpha(answers)
    interval = ends(found.alpha)
    if interval is None:
        return lacking(Lacking.CANNOT)
    return {
        "alpha": interval,
        "without": [[item, number(value)] for item, value in found.without],
        "item_total": [[item, number(value)] for item, value in found.item_total],
    }
