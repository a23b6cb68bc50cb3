"""The rules of self-help groups: a programme's shape, the life in the waiting pool, and what a talk covers.

``docs/generated/groups.md`` is printed from ``POOL``.
"""

from datetime import date
from enum import StrEnum

from traedesten.domain.journey import MoveNotAllowed

LEAST_PEOPLE, LEAST_PLACES = 5, 3
"""The network adds a place up when so many have begun there, and shows the sum of no fewer places than that."""


class Journal(StrEnum):
    """NONE: first names only, no notes, contact details erased after the end. The rule for groups."""

    NONE = "none"
    ORDINARY = "ordinary"


class Joining(StrEnum):
    CLOSED = "closed"
    OPEN = "open"


class Afterwards(StrEnum):
    """What happens when the last meeting has been held."""

    ENDS = "ends"
    SELF_RUNNING = "self_running"


CORE = ("same_people", "two_facilitators", "equal_voices", "confidentiality", "no_performance", "review", "bridge")
"""What every group of a programme shares, wherever it is held."""

VENUE_NEEDS = ("step_free", "hearing_loop", "quiet", "kitchen", "own_door")

TOPICS = ("what_it_is", "what_it_is_not", "expectations", "fits_now", "confidentiality", "what_happens_next")
"""What a talk covers, in this order."""

STAYS = ("known_face", "reminder", "lift", "someone_at_the_door", "short_first_time", "nothing_special")
"""What would make somebody come again: codes only, so that it can be kept without notes."""


class Came(StrEnum):
    """How somebody found the pool. A professional recommends; a group has no referral."""

    SIGN_UP = "sign_up"
    PHONE = "phone"
    RECOMMENDED = "recommended"
    JOURNEY = "journey"


class Waiting(StrEnum):
    """Where in the pool somebody stands."""

    FOR_TALK = "for_talk"
    READY = "ready"
    NOT_NOW = "not_now"
    OTHER_HELP = "other_help"
    WITHDRAWN = "withdrawn"


class PoolMove(StrEnum):
    FOUND_READY = "found_ready"
    PUT_OFF = "put_off"
    SHOW_ON = "show_on"
    WITHDRAW = "withdraw"
    COME_BACK = "come_back"


_AFTER_TALK = {
    PoolMove.FOUND_READY: Waiting.READY,
    PoolMove.PUT_OFF: Waiting.NOT_NOW,
    PoolMove.SHOW_ON: Waiting.OTHER_HELP,
    PoolMove.WITHDRAW: Waiting.WITHDRAWN,
}

POOL: dict[Waiting, dict[PoolMove, Waiting]] = {
    Waiting.FOR_TALK: _AFTER_TALK,
    Waiting.READY: _AFTER_TALK,
    Waiting.NOT_NOW: {**_AFTER_TALK, PoolMove.COME_BACK: Waiting.FOR_TALK},
    Waiting.OTHER_HELP: {PoolMove.COME_BACK: Waiting.FOR_TALK, PoolMove.WITHDRAW: Waiting.WITHDRAWN},
    Waiting.WITHDRAWN: {PoolMove.COME_BACK: Waiting.FOR_TALK},
}

STILL_WAITING = (Waiting.FOR_TALK, Waiting.READY)
ENOUGH_TO_SAY = 5
"""With fewer talks, or fewer people waiting, a figure says too much about too few."""
BANDS = (5, 10, 20, 40)


class PoolMoveNotAllowed(MoveNotAllowed):
    """The person does not stand where this move starts from."""


class NotKept(ValueError):
    """A programme without a journal was given something that only a journal may hold; ``field`` says what."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


ONLY_IN_A_JOURNAL = ("last_name", "note")


def after(state: Waiting, move: PoolMove) -> Waiting:
    """The place in the pool that ``move`` leads to; ``PoolMoveNotAllowed`` when it starts elsewhere."""
    if move not in POOL[state]:
        raise PoolMoveNotAllowed(state, move)
    return POOL[state][move]


def back_to(state: Waiting, stood: str) -> Waiting:
    """Where coming back leads: who takes a withdrawal back stands where they ``stood``, "" where nobody knows."""
    target = after(state, PoolMove.COME_BACK)
    return Waiting(stood) if state == Waiting.WITHDRAWN and stood else target


def whole_weeks(since: date, until: date) -> int:
    """Weeks waited, rounded down; 0 when ``until`` comes first."""
    return max((until - since).days, 0) // 7


def band(waiting: int) -> int:
    """How many wait, as the lower end of a band (5, 10, 20, 40); 0 when they are too few to tell."""
    return max((start for start in BANDS if start <= waiting), default=0)
