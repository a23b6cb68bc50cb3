"""Questionnaires as tables, and one scorer for all of them. Adding one is adding a definition to ALL."""

from collections.abc import Iterable

from traedesten.domain.instruments.definition import (
    Better,
    Definition,
    Grade,
    Item,
    Method,
    Use,
    Why,
    Words,
)
from traedesten.domain.instruments.goals import PERSONAL_GOAL
from traedesten.domain.instruments.loneliness import DE_JONG_GIERVELD, TILS, TILS_2013, UCLA20
from traedesten.domain.instruments.scoring import (
    Moved,
    NotAnAnswer,
    Part,
    Score,
    moved,
    points,
    score,
    very_low,
)
from traedesten.domain.instruments.wellbeing import PHQ4, SWEMWBS, WHO5

ALL = (TILS, TILS_2013, WHO5, DE_JONG_GIERVELD, PHQ4, SWEMWBS, UCLA20, PERSONAL_GOAL)

__all__ = [
    "ALL",
    "DE_JONG_GIERVELD",
    "PERSONAL_GOAL",
    "PHQ4",
    "SWEMWBS",
    "TILS",
    "TILS_2013",
    "UCLA20",
    "WHO5",
    "Better",
    "Definition",
    "Grade",
    "Item",
    "Method",
    "Moved",
    "NotAnAnswer",
    "Part",
    "Score",
    "Use",
    "Why",
    "Words",
    "definition_of",
    "may_use",
    "moved",
    "points",
    "score",
    "very_low",
]


def definition_of(key: str, version: str) -> Definition:
    """The table that answers were given to. Raises KeyError."""
    return {(definition.key, definition.version): definition for definition in ALL}[key, version]


def may_use(granted: Iterable[Use]) -> tuple[Definition, ...]:
    """What a site may put in its battery: what is open to every site, and what it has been granted."""
    uses = {Use.EVERY_SITE, *granted}
    return tuple(definition for definition in ALL if definition.use in uses)
