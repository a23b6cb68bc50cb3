"""Self-help groups from everyone who waits: who, with which facilitators, where, when and on what.

`plan(problem)` is all that other rooms need. Its way, file by file:

`problem` comes in; `checks` refuses what makes no sense; `fitting` holds the hard rules as matrices; `building` makes
of it a `model` of every possible group; `start` finds where to begin from locks and an earlier proposal; `search`
runs the pipeline of `compact`, `prices`, `greedy`, `columns`, `diving`, `districts` and `repair`; `explaining` and
`leftovers` say why; the `proposal` goes out, and `audit` counts it for the look at fairness. `plain` is the entry for
numbers without a waiting list. The solver itself is loaded when the first plan is made.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from traedesten.planning.groups.audit import Placement, placements
from traedesten.planning.groups.errors import BadInput, LocksContradict, ProblemRefused, TooLarge
from traedesten.planning.groups.problem import (
    Band,
    Facilitator,
    Group,
    Key,
    Limits,
    Locks,
    Person,
    Problem,
    Settings,
    Venue,
    Weights,
)
from traedesten.planning.groups.proposal import Gathering, Left, Member, Proposal, Reason, Second
from traedesten.planning.groups.watch import QUICK, Effort, Progress

if TYPE_CHECKING:
    from traedesten.planning.groups.whole import plan

__all__ = [
    "QUICK",
    "BadInput",
    "Band",
    "Effort",
    "Facilitator",
    "Gathering",
    "Group",
    "Key",
    "Left",
    "Limits",
    "Locks",
    "LocksContradict",
    "Member",
    "Person",
    "Placement",
    "Problem",
    "ProblemRefused",
    "Progress",
    "Proposal",
    "Reason",
    "Second",
    "Settings",
    "TooLarge",
    "Venue",
    "Weights",
    "placements",
    "plan",
]


def __getattr__(name: str):
    if name != "plan":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.whole").plan
