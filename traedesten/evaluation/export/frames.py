"""The tables as the codebook says they are, in one order, and the frames that the methods take."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from traedesten.domain.asking import Wave
from traedesten.domain.instruments import Definition, points
from traedesten.evaluation.export.plan import Outcome
from traedesten.evaluation.export.tables import KEYS, TABLES, BadTables, Field

FIRST = str(Wave.T0)
TRUTHS = {"true": 1, "1": 1, "1.0": 1, "false": 0, "0": 0, "0.0": 0}
Frames = dict[str, pd.DataFrame]


def checked(tables: Mapping[str, pd.DataFrame]) -> Frames:
    """Every table with the columns of the codebook, in its order, None for no value, rows sorted by their key.

    So the same rows in another order are the same export. Raises BadTables for what the codebook does not know:
    then a value that should not have left the house does not.
    """
    if set(tables) != set(TABLES):
        raise BadTables("not the tables of the codebook")
    return {name: _table(name, tables[name]) for name in TABLES}


def _table(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    fields = TABLES[name]
    if set(frame.columns) != {field.name for field in fields}:
        raise BadTables(f"{name}: not the columns of the codebook")
    columns = {field.name: _column(name, field, frame[field.name]) for field in fields}
    clean = pd.DataFrame(columns, columns=[field.name for field in fields], dtype=object)
    keys = list(KEYS[name])
    if clean.duplicated(keys).any():
        raise BadTables(f"{name}: two rows of the same {', '.join(keys)}")
    return clean.sort_values(keys, kind="stable", ignore_index=True)


def _column(table: str, field: Field, column: pd.Series) -> list:
    read = {"string": _string, "boolean": _truth, "integer": _whole, "number": _number}[field.kind]
    values = []
    for value in column.tolist():
        try:
            known = None if pd.isna(value) or value == "" else read(value)
        except (ValueError, TypeError, KeyError):
            raise BadTables(f"{table}.{field.name}: not of the kind {field.kind}") from None
        if not _fits(field, known):
            raise BadTables(f"{table}.{field.name}: not a value of the codebook")
        values.append(known)
    return values


def _fits(field: Field, value: Any) -> bool:
    if value is None:
        return field.may_be_blank
    if field.codes:
        return str(value) in field.values
    if field.low is not None and value < field.low:
        return False
    return not field.pattern or re.fullmatch(field.pattern, value) is not None


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    return str(value)


def _truth(value: Any) -> int:
    return TRUTHS[str(value).lower()]


def _whole(value: Any) -> int:
    number = float(value)
    if number != int(number):
        raise ValueError
    return int(number)


def _number(value: Any) -> float:
    """As it will stand in the file, so that the same figures come out of the file."""
    number = float(f"{float(value):.10g}")
    if not np.isfinite(number):
        raise ValueError
    return number


def outcomes_in(frames: Frames) -> list[Outcome]:
    """Every later wave of every instrument that somebody has answered, declared or not; goals have no before."""
    answers = frames["answers"].merge(frames["persons"][["person", "course"]], on="person")
    later = answers[(answers.wave != FIRST) & answers.score.notna()]
    found = {
        Outcome(course, instrument, version, wave)
        for course, instrument, version, wave in later[["course", "instrument", "version", "wave"]].itertuples(
            index=False
        )
    }
    found = {outcome for outcome in found if not outcome.definition.is_goal}
    return sorted(found, key=lambda outcome: (outcome.wave, outcome.key))


def people_of(frames: Frames, course: str) -> pd.DataFrame:
    persons = frames["persons"]
    return persons[persons.course == course].reset_index(drop=True)


def of_outcome(frames: Frames, outcome: Outcome) -> pd.DataFrame:
    """One row for each person on the course to whom the later wave has come: before, after, status, mode, and all
    that is known of them. Whoever stopped, was not asked or never answered is in it.

    Rows stand in an order that does not depend on the persons' numbers: drawn anew, they change no figure.
    """
    people = people_of(frames, outcome.course).set_index("person")
    answers = frames["answers"]
    of_it = answers[(answers.instrument == outcome.instrument) & (answers.version == outcome.version)]
    first, later = (
        of_it[of_it.wave == wave].set_index("person").reindex(people.index) for wave in (FIRST, outcome.wave)
    )
    wide = people.assign(
        before=first.score.astype(float), after=later.score.astype(float), status=later.status, mode=later["mode"]
    )
    wide = wide[later.status.notna()].reset_index()
    by = ["before", "after", *(name for name in wide.columns if name not in ("person", "before", "after"))]
    return wide.sort_values(by, key=_in_order, kind="stable", ignore_index=True)


def _in_order(column: pd.Series) -> pd.Series:
    return column if column.dtype == float else column.map(lambda value: "" if value is None else str(value))


def long(wide: pd.DataFrame, outcome: Outcome, extra: Iterable[str] = ()) -> pd.DataFrame:
    """One row per person and wave, as `change` and its like take it."""
    parts = [
        wide[["person", *extra]].assign(time=wave, score=wide[column])
        for wave, column in ((FIRST, "before"), (outcome.wave, "after"))
    ]
    return pd.concat(parts, ignore_index=True)


def first_items(frames: Frames, definition: Definition) -> pd.DataFrame:
    """Points on each item the first time: one row for each person who was asked, NaN for no answer."""
    items = frames["items"]
    asked = (items.instrument == definition.key) & (items.version == definition.version) & (items.wave == FIRST)
    known = [item.key for item in definition.items]
    rows = items[asked & items["item"].isin(known)]
    values = rows.assign(answer=rows.answer.astype(float)).pivot(index="person", columns="item", values="answer")
    values = values.reindex(columns=known)
    for item in definition.items:
        values[item.key] = values[item.key].map(lambda value, item=item: _points(definition, item, value))
    return values.astype(float)


def _points(definition: Definition, item, value: float) -> float:
    return float(points(definition, item, int(value))) if value in definition.values else np.nan
