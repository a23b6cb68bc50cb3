"""Whether what is written about an offer can still be trusted, and when to ask the one who answers for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ASK_AGAIN_AFTER = (10, 14)
"""Days from the first question to the second, and from the second to the third and last: 10 and 24 in all."""
MOST_TIMES = len(ASK_AGAIN_AFTER) + 1
SEASONS = (6, 11)
"""The months before the summer and before Christmas, when many things change; their last half."""
SEASON_FROM_DAY = 16
SEASON_DAYS = 60


class Freshness(StrEnum):
    FRESH = "fresh"
    DUE = "due"
    STALE = "stale"
    NEVER = "never"


class Step(StrEnum):
    """What is to be done about one offer tonight."""

    REST = "rest"
    ASK = "ask"
    GIVE_UP = "give_up"


@dataclass(frozen=True)
class Asked:
    """How an offer stands: the day it was last confirmed, how often its owner was asked since, and last when."""

    confirmed_on: date | None
    times: int
    last_on: date | None
    can_be_reached: bool


def freshness(confirmed_on: date | None, today: date, every_days: int) -> Freshness:
    """FRESH up to ``every_days`` after it was confirmed, STALE after twice as many."""
    if confirmed_on is None:
        return Freshness.NEVER
    age = (today - confirmed_on).days
    if age <= every_days:
        return Freshness.FRESH
    return Freshness.STALE if age > 2 * every_days else Freshness.DUE


def patience(today: date, every_days: int) -> int:
    """Days without a word before the owner is asked: ``every_days``, and 60 at most before the holidays."""
    is_season = today.month in SEASONS and today.day >= SEASON_FROM_DAY
    return min(every_days, SEASON_DAYS) if is_season else every_days


def next_step(asked: Asked, today: date, every_days: int) -> Step:
    """Ask when it is time, again after 10 and 24 days, then no more. Whoever cannot be reached is given up at once.

    A round that has begun goes on, also when the season that began it is over.
    """
    if asked.times == 0 and not is_due(asked.confirmed_on, today, every_days):
        return Step.REST
    if not asked.can_be_reached or asked.times >= MOST_TIMES:
        return Step.GIVE_UP
    if asked.times == 0 or asked.last_on is None:
        return Step.ASK
    waits_until = asked.last_on + timedelta(days=ASK_AGAIN_AFTER[asked.times - 1])
    return Step.ASK if today >= waits_until else Step.REST


def is_due(confirmed_on: date | None, today: date, every_days: int) -> bool:
    """Whether the owner is to be asked, when nobody has asked since it was confirmed."""
    return confirmed_on is None or (today - confirmed_on).days > patience(today, every_days)
