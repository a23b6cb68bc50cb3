"""Small counts: what may be shown of a table, given all that the same readers have been shown before."""

from traedesten.evaluation.disclosure.log import noted, recalled
from traedesten.evaluation.disclosure.persons import TooFew, protect_list
from traedesten.evaluation.disclosure.protection import leaks, protect
from traedesten.evaluation.disclosure.tables import (
    ALL,
    PARTNERS,
    PUBLICATION,
    Cell,
    Cut,
    Dimension,
    Population,
    Release,
    Rule,
    Unknown,
    Why,
)

__all__ = [
    "ALL",
    "PARTNERS",
    "PUBLICATION",
    "Cell",
    "Cut",
    "Dimension",
    "Population",
    "Release",
    "Rule",
    "TooFew",
    "Unknown",
    "Why",
    "leaks",
    "noted",
    "protect",
    "protect_list",
    "recalled",
]
