"""When people are asked how they are: waves, windows, reminders, and the code on a paper form. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class Course(StrEnum):
    """What somebody is on. Each kind has a battery of its own."""

    JOURNEYS = "journeys"
    GROUPS = "groups"


class Wave(StrEnum):
    T0 = "t0"
    T1 = "t1"
    T2 = "t2"
    T3 = "t3"


class State(StrEnum):
    """DECLINED: asked, and said no. STOPPED: never asked, or no longer; ``Hindrance`` says why."""

    PLANNED = "planned"
    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    MISSED = "missed"
    STOPPED = "stopped"


ANSWERABLE = (State.PLANNED, State.ASKED, State.MISSED)
"""A late answer is still an answer; a no and a finished questionnaire stand."""


class Mode(StrEnum):
    """How the answers were given. Help biases upward, so it is kept with them."""

    OWN_LINK = "own_link"
    PAPER = "paper"
    WITH_GUIDE = "with_guide"
    PHONE = "phone"


class Hindrance(StrEnum):
    """Why somebody is not asked, or not reminded."""

    NO_CONSENT = "no_consent"
    CONTACT_STOPPED = "contact_stopped"
    PAUSED = "paused"
    NO_ADDRESS = "no_address"
    DIED = "died"


@dataclass(frozen=True)
class Plan:
    """One wave: due ``weeks`` after the beginning, open from ``days_before`` until ``days_after``.

    ``instruments`` are "key:version".
    """

    wave: Wave
    weeks: int
    days_before: int
    days_after: int
    instruments: tuple[str, ...]


_SHORT, _BOTH = ("t-ils:da-2",), ("t-ils:da-2", "who-5:da-1")

DEFAULT_PLANS = (
    Plan(Wave.T0, 0, 0, 14, _BOTH),
    Plan(Wave.T1, 12, 7, 21, _BOTH),
    Plan(Wave.T2, 26, 14, 28, _BOTH),
    Plan(Wave.T3, 52, 14, 28, _SHORT),
)
"""What a site begins with on journeys: eight items, and the last time three."""

GROUP_PLANS = (
    Plan(Wave.T0, 0, 21, 10, _BOTH),
    Plan(Wave.T1, 8, 7, 28, _BOTH),
    Plan(Wave.T2, 20, 7, 28, _BOTH),
)
"""The same in groups: before the first meeting, when eight have been held, and three months later."""

PLANS = {Course.JOURNEYS: DEFAULT_PLANS, Course.GROUPS: GROUP_PLANS}
GOAL = "goal:da-1"


def with_goal(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """The same, and last of all what each person most hopes for: told the first time, asked about from then on."""
    return tuple(replace(plan, instruments=(*plan.instruments, GOAL)) for plan in plans)


@dataclass(frozen=True)
class Window:
    due_on: date
    opens_on: date
    closes_on: date


def window(begun_on: date, weeks: int, days_before: int, days_after: int) -> Window:
    """When a wave is due for somebody who began on a day; the last day is included."""
    due = begun_on + timedelta(weeks=weeks)
    return Window(due, due - timedelta(days=days_before), due + timedelta(days=days_after))


LINK_LIFE_DAYS = 60
"""A late answer is still an answer; after this the link is closed."""
REMIND_AFTER = (3, 8)
"""Days after the first letter. There are never more than these two reminders."""


def is_to_be_reminded(*, asked_on: date, reminders: int, closes_on: date, today: date) -> bool:
    if reminders >= len(REMIND_AFTER) or today > closes_on:
        return False
    return (today - asked_on).days >= REMIND_AFTER[reminders]


class BadCode(ValueError):
    """Not a code that we have printed. ``reason`` is length or check; the text itself is not repeated."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


DIGITS = 8


def code_of(number: int) -> str:
    """Six digits and two check digits (ISO/IEC 7064, MOD 97-10), in pairs: 123456 → "12 34 56 76"."""
    if not 0 <= number < 1_000_000:
        raise ValueError("a code has six digits before its check")
    check = 98 - number * 100 % 97
    digits = f"{number:06}{check:02}"
    return " ".join(digits[start : start + 2] for start in range(0, DIGITS, 2))


def number_in(code: str) -> int:
    """The number again. Any one wrong digit, and two that changed places, are seen. Raises BadCode."""
    digits = "".join(letter for letter in code if not letter.isspace() and letter not in "-.")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdecimal()):
        raise BadCode("length")
    if int(digits) % 97 != 1:
        raise BadCode("check")
    return int(digits[:6])
