"""The rules of facilitators: the way in, what must be valid, and when it is to be renewed.

``docs/generated/groups.md`` is printed from ``FACILITATOR``.
"""

from calendar import monthrange
from datetime import date
from enum import StrEnum

from traedesten.domain.journey import MoveNotAllowed


class Standing(StrEnum):
    """Where on the way in somebody stands. PAIR: trained and with a declaration, so that they may be paired."""

    INTEREST = "interest"
    TALK = "talk"
    TRAINING = "training"
    DECLARATION = "declaration"
    PAIR = "pair"
    NOT_NOW = "not_now"
    NO_THANKS = "no_thanks"
    LEFT = "left"


class FacilitatorMove(StrEnum):
    ARRANGE_TALK = "arrange_talk"
    ACCEPT = "accept"
    TRAINED = "trained"
    DECLARED = "declared"
    PUT_OFF = "put_off"
    DECLINE = "decline"
    LEAVE = "leave"
    COME_BACK = "come_back"


_EITHER_WAY = {FacilitatorMove.PUT_OFF: Standing.NOT_NOW, FacilitatorMove.DECLINE: Standing.NO_THANKS}

FACILITATOR: dict[Standing, dict[FacilitatorMove, Standing]] = {
    Standing.INTEREST: {FacilitatorMove.ARRANGE_TALK: Standing.TALK, **_EITHER_WAY},
    Standing.TALK: {FacilitatorMove.ACCEPT: Standing.TRAINING, **_EITHER_WAY},
    Standing.TRAINING: {FacilitatorMove.TRAINED: Standing.DECLARATION, **_EITHER_WAY},
    Standing.DECLARATION: {FacilitatorMove.DECLARED: Standing.PAIR, **_EITHER_WAY},
    Standing.PAIR: {FacilitatorMove.PUT_OFF: Standing.NOT_NOW, FacilitatorMove.LEAVE: Standing.LEFT},
    Standing.NOT_NOW: {FacilitatorMove.COME_BACK: Standing.TALK, FacilitatorMove.DECLINE: Standing.NO_THANKS},
    Standing.NO_THANKS: {FacilitatorMove.COME_BACK: Standing.TALK},
    Standing.LEFT: {FacilitatorMove.COME_BACK: Standing.TALK},
}

BY_PAPERS = (FacilitatorMove.TRAINED, FacilitatorMove.DECLARED)
"""Moves that nobody chooses: they happen when the training or the declaration is there."""
INSIDE = (Standing.TRAINING, Standing.DECLARATION, Standing.PAIR)
"""Those who have been accepted and may sign in."""
OUTSIDE = (Standing.NOT_NOW, Standing.NO_THANKS, Standing.LEFT)


class Training(StrEnum):
    BASIC = "basic"
    RENEWAL = "renewal"
    THEME_DAY = "theme_day"


TRAINS = (Training.BASIC, Training.RENEWAL)
"""Only these make somebody trained; a theme day is learned for its own sake."""


class Paper(StrEnum):
    """What must be valid for a facilitator to have access."""

    TRAINING = "training"
    DECLARATION = "declaration"


class Validity(StrEnum):
    """SOON: valid today, and to be renewed within ``WARN_MONTHS``."""

    MISSING = "missing"
    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"


VALID_MONTHS = 24
"""How long training and declaration are valid where a site has not said anything else."""
WARN_MONTHS = 2
FORGET_DAYS = 180
"""How long we know who did not become a facilitator, or has left, where a site has not said anything else."""
PROMISES = ("silence", "no_notes", "first_names", "danger", "afterwards", "in_doubt")
"""What is promised by the declaration, in this order. Another wording is another edition."""
EDITION = 1


class FacilitatorMoveNotAllowed(MoveNotAllowed):
    """The facilitator does not stand where this move starts from."""


def after(standing: Standing, move: FacilitatorMove) -> Standing:
    """Where ``move`` leads; ``FacilitatorMoveNotAllowed`` when it starts elsewhere."""
    if move not in FACILITATOR[standing]:
        raise FacilitatorMoveNotAllowed(standing, move)
    return FACILITATOR[standing][move]


def months_later(day: date, months: int) -> date:
    """The same day of the month, or the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def validity(until: date | None, today: date) -> Validity:
    """``until`` is the last day on which it is valid."""
    if until is None:
        return Validity.MISSING
    if until < today:
        return Validity.EXPIRED
    return Validity.SOON if until <= months_later(today, WARN_MONTHS) else Validity.VALID
