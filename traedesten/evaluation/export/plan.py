"""A small analysis plan: what will be looked at, written down and kept before the answers are opened."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from traedesten.domain.asking import PLANS, Course, Wave
from traedesten.domain.instruments import Definition, definition_of

FACTORS = ("programme", "first_stone", "times_together", "came_by", "age_band", "gender")
"""Columns of persons by which changes may be compared. The first three are the ones that evaluators ask for."""
ASKED_FOR = FACTORS[:3]
OF_COURSE = {Course.JOURNEYS: ("first_stone", "times_together"), Course.GROUPS: ("programme",)}
LONGEST = 20_000
"""Letters that a plan may have."""
KEYS = (
    "not_json",
    "too_long",
    "unknown_part",
    "missing_part",
    "bad_date",
    "no_outcomes",
    "bad_outcome",
    "unknown_course",
    "unknown_instrument",
    "unknown_wave",
    "first_wave",
    "no_before",
    "unknown_factor",
    "not_declared",
    "twice",
)
"""What may be wrong with a plan."""


class PlanError(ValueError):
    """A plan that cannot be followed. ``key`` is one of ``KEYS``, ``at`` the part of the plan it is about."""

    def __init__(self, key: str, at: str = ""):
        super().__init__(f"{key}: {at}" if at else key)
        self.key, self.at = key, at


@dataclass(frozen=True, order=True)
class Outcome:
    """The change in one instrument from the first wave to a later one. Two wordings are two outcomes."""

    course: str
    instrument: str
    version: str
    wave: str

    @property
    def key(self) -> str:
        return ":".join((self.course, self.instrument, self.version, self.wave))

    @property
    def definition(self) -> Definition:
        return definition_of(self.instrument, self.version)

    @classmethod
    def of(cls, key: Any) -> "Outcome":
        """From "journeys:t-ils:da-2:t1". Raises PlanError."""
        parts = key.split(":") if isinstance(key, str) else []
        if len(parts) != 4:
            raise PlanError("bad_outcome", "outcomes")
        outcome = cls(*parts)
        if outcome.course not in set(Course):
            raise PlanError("unknown_course", "outcomes")
        if outcome.wave not in set(Wave):
            raise PlanError("unknown_wave", "outcomes")
        if outcome.wave == Wave.T0:
            raise PlanError("first_wave", "outcomes")
        try:
            definition = definition_of(outcome.instrument, outcome.version)
        except KeyError:
            raise PlanError("unknown_instrument", "outcomes") from None
        if definition.is_goal:
            raise PlanError("no_before", "outcomes")
        return outcome


@dataclass(frozen=True)
class Factor:
    """A comparison: do those who differ in this column of persons change differently in these outcomes?"""

    by: str
    on: tuple[Outcome, ...]


@dataclass(frozen=True)
class Plan:
    """The first outcome is the main one. ``stored_on``: the day it was stored, None before that.

    Whatever is not in it is exploratory. Raises PlanError when it cannot be followed.
    """

    outcomes: tuple[Outcome, ...]
    factors: tuple[Factor, ...] = ()
    stored_on: date | None = None

    def __post_init__(self):
        if not self.outcomes:
            raise PlanError("no_outcomes", "outcomes")
        _each_once(self.outcomes, "outcomes")
        _each_once([factor.by for factor in self.factors], "factors")
        for factor in self.factors:
            if factor.by not in FACTORS:
                raise PlanError("unknown_factor", "factors")
            if not factor.on or not set(factor.on) <= set(self.outcomes):
                raise PlanError("not_declared", "factors")
            _each_once(factor.on, "factors")

    @property
    def main(self) -> Outcome:
        return self.outcomes[0]

    @property
    def digest(self) -> str:
        """SHA-256 of the plan as it is written."""
        return sha256(self.to_json().encode()).hexdigest()

    def compares(self, by: str, outcome: Outcome) -> bool:
        """Whether the comparison was declared."""
        return any(factor.by == by and outcome in factor.on for factor in self.factors)

    def stored(self, on: date) -> "Plan":
        return replace(self, stored_on=on)

    def to_json(self) -> str:
        """Always the same letters for the same plan."""
        plain = {
            "outcomes": [outcome.key for outcome in self.outcomes],
            "factors": [{"by": factor.by, "on": [outcome.key for outcome in factor.on]} for factor in self.factors],
            "stored_on": self.stored_on.isoformat() if self.stored_on else None,
        }
        return json.dumps(plain, indent=2, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """Raises PlanError."""
        if len(text) > LONGEST:
            raise PlanError("too_long")
        try:
            plain = json.loads(text)
        except (ValueError, RecursionError):
            raise PlanError("not_json") from None
        _only(plain, {"outcomes", "factors", "stored_on"}, "")
        factors = _list(plain, "factors", "factors")
        for factor in factors:
            _only(factor, {"by", "on"}, "factors")
        return cls(
            tuple(Outcome.of(key) for key in _list(plain, "outcomes", "outcomes")),
            tuple(
                Factor(_text(factor, "by"), tuple(Outcome.of(key) for key in _list(factor, "on", "factors")))
                for factor in factors
            ),
            _day(plain.get("stored_on")),
        )

    @classmethod
    def default(cls, instruments: Iterable[str | Definition]) -> "Plan":
        """All later waves of these instruments ("key:version") that courses ask with, as they do unless changed.

        The first later wave comes first; a goal is left out, as it has no before. Compared are the programmes, the
        first stones and the times together, in the first later wave. Raises PlanError when none of them is asked
        again.
        """
        names = list(dict.fromkeys(_name(instrument) for instrument in instruments))
        names = [name for name in names if not definition_of(*name.split(":")).is_goal]
        outcomes = [
            Outcome(str(course), *name.split(":"), str(plan.wave))
            for course, plans in PLANS.items()
            for plan in plans
            for name in names
            if plan.wave != Wave.T0 and (name in plan.instruments or not _is_planned(name))
        ]
        outcomes.sort(key=lambda outcome: outcome.wave)
        first = [outcome for outcome in outcomes if outcome.wave == Wave.T1]
        factors = [
            Factor(by, tuple(outcome for outcome in first if by in OF_COURSE[Course(outcome.course)]))
            for by in ASKED_FOR
        ]
        return cls(tuple(outcomes), tuple(factor for factor in factors if factor.on))


def _name(instrument: str | Definition) -> str:
    """ "key:version". Raises PlanError."""
    if isinstance(instrument, Definition):
        return f"{instrument.key}:{instrument.version}"
    if not re.fullmatch(r"[^:]+:[^:]+", instrument):
        raise PlanError("unknown_instrument", "outcomes")
    try:
        definition_of(*instrument.split(":"))
    except KeyError:
        raise PlanError("unknown_instrument", "outcomes") from None
    return instrument


def _is_planned(name: str) -> bool:
    """Whether the usual batteries have it; what they lack a site asks at every wave it likes."""
    return any(name in plan.instruments for plans in PLANS.values() for plan in plans)


def _each_once(parts: Sequence, at: str) -> None:
    if len(set(parts)) < len(parts):
        raise PlanError("twice", at)


def _only(plain: Any, known: set[str], at: str) -> None:
    if not isinstance(plain, dict):
        raise PlanError("not_json", at)
    if not set(plain) <= known:
        raise PlanError("unknown_part", at)


def _list(plain: dict, name: str, at: str) -> list:
    found = plain.get(name)
    if not isinstance(found, list):
        raise PlanError("missing_part", at)
    return found


def _text(plain: dict, name: str) -> str:
    found = plain.get(name)
    if not isinstance(found, str):
        raise PlanError("missing_part", "factors")
    return found


def _day(written: Any) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError):
        raise PlanError("bad_date", "stored_on") from None
