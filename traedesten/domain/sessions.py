"""When a group meets: laying out the meetings of a course, moving one, and what can be known about who came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count, islice
from uuid import UUID
from zoneinfo import ZoneInfo

from traedesten.domain.courses import Presence
from traedesten.domain.journey import MoveNotAllowed
from traedesten.domain.workdays import danish_holidays


class Refused(StrEnum):
    """Why a meeting cannot be on a day. HOLIDAY alone may be overruled by those who hold the group."""

    GAP = "gap"
    PAST = "past"
    SAME_DAY = "same_day"
    BEFORE_FIRST = "before_first"
    OUT_OF_ORDER = "out_of_order"
    HOLIDAY = "holiday"


class SessionRefused(MoveNotAllowed):
    """A meeting cannot be moved there; ``why`` is a ``Refused``."""

    def __init__(self, why: Refused):
        super().__init__("session", why)
        self.why = why


UNANSWERED = ("not_reached", "asked_for_time", "did_not_want")
"""Why a group ends although somebody has not said where they go: codes only."""

CARED = ("comes_again", "wants_pause", "stops", "needs_other_help", "no_answer")
"""What came of calling somebody who stayed away: codes only, and never a diagnosis."""

REVIEW = ("time", "place", "voices", "safety", "programme")
"""What a group looks back on halfway, as a group."""

FOLLOW_UP_AFTER = timedelta(days=91)
"""Three months after the end those who said yes to it are asked once more."""


def is_holiday(on: date) -> bool:
    """Public holidays, and the days on which Danish offices and houses are shut."""
    return on in danish_holidays(on.year)


def is_in_gap(on: date, starts: time, zone: ZoneInfo) -> bool:
    """Whether the clock on the wall never shows this: the hour that is skipped when summer time begins."""
    at = datetime.combine(on, starts, tzinfo=zone)
    return at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at.replace(tzinfo=None)


def laid_out(first_on: date, starts: time, meetings: int, weeks_between: int, zone: ZoneInfo) -> list[date]:
    """The days of a course, ``weeks_between`` apart; a holiday is passed over, and the course is a time longer."""
    days = (first_on + timedelta(weeks=weeks_between * number) for number in count())
    fit = (on for on in days if not is_holiday(on) and not is_in_gap(on, starts, zone))
    return list(islice(fit, meetings))


@dataclass(frozen=True)
class Neighbours:
    """The days of the other meetings that are not called off: before this one, and after it."""

    before: tuple[date, ...] = ()
    after: tuple[date, ...] = ()


def refusal(on: date, starts: time, *, today: date, zone: ZoneInfo, others: Neighbours) -> Refused | None:
    """Why a meeting cannot be then, the gravest first; None when it can."""
    if is_in_gap(on, starts, zone):
        return Refused.GAP
    if on < today:
        return Refused.PAST
    if on in (*others.before, *others.after):
        return Refused.SAME_DAY
    if others.before and on < min(others.before):
        return Refused.BEFORE_FIRST
    if (others.before and on < max(others.before)) or (others.after and on > min(others.after)):
        return Refused.OUT_OF_ORDER
    return Refused.HOLIDAY if is_holiday(on) else None


@dataclass(frozen=True)
class Note:
    """What one phone noted about one member: the time by that phone's clock, and the key it was sent under."""

    presence: Presence
    noted_at: datetime
    key: UUID
    by_user_id: int | None = None


def truth(notes: Iterable[Note]) -> Note | None:
    """The one that holds, in whatever order they came: the latest, and of two at the same moment the greater key."""
    return max(notes, key=lambda note: (note.noted_at, note.key), default=None)


def overruled(notes: Sequence[Note]) -> Note | None:
    """The latest note by somebody else that said otherwise than the one that holds; None when all agree."""
    held = truth(notes)
    other = [note for note in notes if held and note.presence != held.presence and note.by_user_id != held.by_user_id]
    return truth(other)
