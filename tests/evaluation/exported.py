"""Made-up tables for exports: people on both kinds of course, asked two or three times."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from traedesten.domain.asking import Course, Mode, State, Wave
from traedesten.domain.instruments import TILS, WHO5, Why
from traedesten.domain.instruments import score as scored
from traedesten.evaluation.export import TABLES, About
from traedesten.evaluation.export.tables import BANDS, GENDERS, SENDERS, STONES, TIMES

ABOUT = About(
    purpose="Evaluering af selvhjælpsgrupper",
    site="Holstebro",
    made_on=date(2026, 11, 29),
    expires_on=date(2027, 5, 29),
    call="traedesten manage export_evaluation --site holstebro --request 7",
    version="0.1.0",
)
STORED = date(2026, 1, 5)


def empty() -> dict[str, pd.DataFrame]:
    return {
        table: pd.DataFrame({field.name: [] for field in fields}, dtype=object) for table, fields in TABLES.items()
    }


def people(
    many: int = 80,
    *,
    seed: int = 1,
    courses: Sequence[str] = ("journeys", "groups"),
    instruments: Sequence = (TILS, WHO5),
    waves: Sequence[str] = (Wave.T0, Wave.T1),
    lost: float = 0.25,
    gain: float = 0.35,
) -> dict[str, pd.DataFrame]:
    """`many` on each course. `lost`: the share that does not answer a later wave; `gain`: how likely an answer is
    to move a step for the better."""
    rng = np.random.default_rng(seed)
    persons, answers, items = [], [], []
    for course in courses:
        for _ in range(many):
            person = f"P{len(persons) + 1:04}"
            persons.append(_person(person, course, rng))
            base = {one.key: rng.integers(0, len(one.options), len(one.items)) for one in instruments}
            for wave in waves:
                is_there = wave == Wave.T0 or rng.random() > lost
                for one in instruments:
                    steps = base[one.key] + (rng.random(len(one.items)) < gain * (wave != Wave.T0))
                    _answer(person, wave, one, np.minimum(steps, len(one.options) - 1), is_there, answers, items, rng)
    rows = {"persons": persons, "answers": answers, "items": items}
    return {
        table: pd.DataFrame(rows[table], columns=[field.name for field in fields]) for table, fields in TABLES.items()
    }


def _person(person: str, course: str, rng: np.random.Generator) -> dict:
    is_group = course == Course.GROUPS

    def one_of(values, empty: float = 0.1):
        return "" if rng.random() < empty else str(values[rng.integers(0, len(values))])

    return {
        "person": person,
        "course": course,
        "began": one_of(["2026Q1", "2026Q2"]),
        "age_band": one_of(BANDS[1:4]),
        "gender": one_of([code.value for code in GENDERS[:2]]),
        "programme": one_of(["vejen-ud-af-ensomheden", "sorg"]) if is_group else "",
        "first_stone": "" if is_group else one_of([code.value for code in STONES[:3]]),
        "times_together": one_of(TIMES),
        "came_by": one_of([code.value for code in (SENDERS[6:9] if is_group else SENDERS[:3])]),
        "contact_weeks": int(rng.integers(0, 12)),
        "contact_event": int(rng.choice([1, 1, 1, 0, 2])),
        "community_weeks": int(rng.integers(2, 60)),
        "community_event": int(rng.choice([1, 1, 0, 2])),
    }


def _answer(person, wave, one, steps, is_there, answers, items, rng) -> None:
    """Options are listed so that the last step is the best: T-ILS goes down, WHO-5 up."""
    best_last = sorted((option.value for option in one.options), reverse=one is TILS)
    given = {item.key: best_last[step] for item, step in zip(one.items, steps, strict=True)}
    key = {"person": person, "wave": str(wave), "instrument": one.key, "version": one.version}
    if is_there and rng.random() < 0.03:
        given[one.items[0].key] = Why.SKIPPED
    found = scored(one, given) if is_there else None
    status = State.ANSWERED if is_there else str(rng.choice([State.MISSED, State.DECLINED, State.STOPPED]))
    answers.append(
        {
            **key,
            "status": str(status),
            "mode": str(rng.choice([Mode.OWN_LINK, Mode.WITH_GUIDE])) if is_there else "",
            "weeks": float(rng.integers(0, 3)) if is_there else None,
            "is_late": bool(rng.random() < 0.1) if is_there else None,
            "score": found.total if found else None,
        }
    )
    if is_there:
        items.extend(
            {**key, "item": item, "answer": None, "reason": str(value)}
            if isinstance(value, Why)
            else {**key, "item": item, "answer": value, "reason": ""}
            for item, value in given.items()
        )
