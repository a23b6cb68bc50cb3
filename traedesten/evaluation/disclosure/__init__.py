"""Small counts: what may be shown of a table, given all that the same readers have been shown before.

The rules are light. What looks for other worlds needs SciPy or pandas, and is loaded when it is first asked for.
"""

from importlib import import_module

from traedesten.evaluation.disclosure.log import noted, recalled
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

LARGE = {"TooFew": "persons", "leaks": "protection", "protect": "protection", "protect_list": "persons"}
"""Name → its module."""

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
    "Unknown",
    "Why",
    "noted",
    "recalled",
    *LARGE,
]


def __getattr__(name: str):
    if name not in LARGE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{LARGE[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *LARGE})
