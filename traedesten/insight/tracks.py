"""One referral's way, as counts see it: no name, no words, only where it came from and how far it has come."""

from dataclasses import dataclass
from datetime import date

LEVELS = ("referred", "contact", "stone", "together", "community")
"""The stones of the funnel, in order. A track counts at the furthest and at all before it."""


@dataclass(frozen=True)
class Step:
    """A place that was chosen. ``kind`` and ``offer`` say which; the rest how far it went."""

    kind: str
    offer: str
    visited: bool
    settled: bool


@dataclass(frozen=True)
class Track:
    """Days are counted from the day the referral came; None: not so far.

    ``way``: the referring unit's id, or the kind of sender. ``left``: ended or declined without a community.
    ``follow_ups``: (name, is due, standing or "" without an answer).
    """

    came_on: date
    way: str
    area: str
    reached: int
    days: int
    contact_days: int | None = None
    community_days: int | None = None
    left_days: int | None = None
    waited_days: int | None = None
    silent_days: int | None = None
    steps: tuple[Step, ...] = ()
    follow_ups: tuple[tuple[str, bool, str], ...] = ()
    relatives: int = 0
    relatives_reached: int = 0
