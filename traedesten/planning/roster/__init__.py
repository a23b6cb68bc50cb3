"""The weekly shifts of the guides in the health house: who is there when, by CP-SAT.

Hard: one shift a day, what somebody cannot, rest between shifts, most per week, and what the contract of a roster
asks (minutes, days in a row, weekends). Weighed: too few or too many at a shift, wishes kept and broken, and how
evenly the shifts fall. One worker and a limit in deterministic time: the same question gives the same roster.
"""

from traedesten.planning.roster.model import WORK, Roster, plan
from traedesten.planning.roster.question import Cover, Question, Shift, Wish, Worker
from traedesten.planning.roster.rules import breaches, can_swap, penalties

__all__ = [
    "WORK",
    "Cover",
    "Question",
    "Roster",
    "Shift",
    "Wish",
    "Worker",
    "breaches",
    "can_swap",
    "penalties",
    "plan",
]
