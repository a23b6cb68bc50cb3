"""The rules of a self-help group's course: how a group comes to be, who sits in it, and how each leaves it.

``docs/generated/groups.md`` is printed from ``COURSE`` and ``SEAT``.
"""

from collections.abc import Sequence
from enum import StrEnum

from traedesten.domain.journey import MoveNotAllowed


class Course(StrEnum):
    """Where a group stands, from an idea on the coordinator's table to the day it is over."""

    PLANNED = "planned"
    INVITING = "inviting"
    RUNNING = "running"
    ENDED = "ended"
    CALLED_OFF = "called_off"


class CourseMove(StrEnum):
    INVITE = "invite"
    START = "start"
    END = "end"
    CALL_OFF = "call_off"


COURSE: dict[Course, dict[CourseMove, Course]] = {
    Course.PLANNED: {CourseMove.INVITE: Course.INVITING, CourseMove.CALL_OFF: Course.CALLED_OFF},
    Course.INVITING: {CourseMove.START: Course.RUNNING, CourseMove.CALL_OFF: Course.CALLED_OFF},
    Course.RUNNING: {CourseMove.END: Course.ENDED},
    Course.ENDED: {},
    Course.CALLED_OFF: {},
}

ALIVE = (Course.PLANNED, Course.INVITING, Course.RUNNING)


class Seat(StrEnum):
    """How somebody stands to a group. NEXT: on the list, and steps in when a seat comes free."""

    CHOSEN = "chosen"
    NEXT = "next"
    INVITED = "invited"
    ASKS = "asks"
    YES = "yes"
    NO = "no"
    STOPPED = "stopped"
    FINISHED = "finished"
    LET_GO = "let_go"


class SeatMove(StrEnum):
    INVITE = "invite"
    ASK = "ask"
    SAY_YES = "say_yes"
    SAY_NO = "say_no"
    STOP = "stop"
    FINISH = "finish"
    LET_GO = "let_go"
    TALK_OVER = "talk_over"
    CHOOSE = "choose"
    PUT_NEXT = "put_next"


_ANSWERS = {
    SeatMove.ASK: Seat.ASKS,
    SeatMove.SAY_YES: Seat.YES,
    SeatMove.SAY_NO: Seat.NO,
    SeatMove.LET_GO: Seat.LET_GO,
}

_AGAIN = {SeatMove.CHOOSE: Seat.CHOSEN, SeatMove.PUT_NEXT: Seat.NEXT}

SEAT: dict[Seat, dict[SeatMove, Seat]] = {
    Seat.CHOSEN: {SeatMove.INVITE: Seat.INVITED, SeatMove.LET_GO: Seat.LET_GO, SeatMove.PUT_NEXT: Seat.NEXT},
    Seat.NEXT: {SeatMove.INVITE: Seat.INVITED, SeatMove.LET_GO: Seat.LET_GO, SeatMove.CHOOSE: Seat.CHOSEN},
    Seat.INVITED: _ANSWERS,
    Seat.ASKS: {**_ANSWERS, SeatMove.TALK_OVER: Seat.INVITED},
    Seat.YES: {
        SeatMove.SAY_NO: Seat.NO,
        SeatMove.STOP: Seat.STOPPED,
        SeatMove.FINISH: Seat.FINISHED,
        SeatMove.LET_GO: Seat.LET_GO,
    },
    Seat.NO: {SeatMove.INVITE: Seat.INVITED, **_AGAIN},
    Seat.STOPPED: {},
    Seat.FINISHED: {},
    Seat.LET_GO: _AGAIN,
}

WERE_ASKED = (Seat.INVITED, Seat.ASKS, Seat.YES)
"""Seats of those whose invitation stands."""
IN_THE_COURSE = (Seat.YES, Seat.STOPPED, Seat.FINISHED)
"""Seats of those who are, or have been, in the course."""
TAKEN = (Seat.CHOSEN, *WERE_ASKED)
"""Seats that count against the size of the group."""

BOUND = (*TAKEN, Seat.NEXT)
"""Somebody with one of these seats can be given none in another group."""


class Presence(StrEnum):
    """Whether somebody came. EXCUSED: they sent word that they would not. COMING: they took that back."""

    CAME = "came"
    AWAY = "away"
    EXCUSED = "excused"
    COMING = "coming"


class SessionState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Onward(StrEnum):
    """Where a member goes from the last meeting."""

    GUIDE = "guide"
    OFFER = "offer"
    TOGETHER = "together"
    NOTHING = "nothing"


STOPS = ("no_time", "too_far", "illness", "not_the_right_group", "better_now", "other_help", "not_said")
"""Why somebody stopped: codes only, so that it can be counted without a journal."""

CLIMATES = ("warm", "careful", "uneven", "heavy")
"""How a meeting felt for the group as a whole."""

ANSWER_DAYS = 7
"""How long an invitation stands before the seat goes to the next on the list; the coordinator may say otherwise."""

REMIND_BEFORE_DAYS = 2
"""So long before that day those who have not answered are reminded, once."""

AWAY_IN_A_ROW = 2
"""After so many meetings in a row without a word, or with only a word, somebody calls."""


class CourseMoveNotAllowed(MoveNotAllowed):
    """The group, or the seat in it, does not stand where this move starts from."""


def after(state: Course, move: CourseMove) -> Course:
    """Where ``move`` leads the group; ``CourseMoveNotAllowed`` when it starts elsewhere."""
    if move not in COURSE[state]:
        raise CourseMoveNotAllowed(state, move)
    return COURSE[state][move]


def seat_after(seat: Seat, move: SeatMove) -> Seat:
    """Where ``move`` leads somebody's seat; ``CourseMoveNotAllowed`` when it starts elsewhere."""
    if move not in SEAT[seat]:
        raise CourseMoveNotAllowed(seat, move)
    return SEAT[seat][move]


def in_need_of_a_call(presences: Sequence[Presence | None]) -> bool:
    """Whether the last meetings of which something is known, oldest first, were ``AWAY_IN_A_ROW`` without them."""
    known = [presence for presence in presences if presence not in (None, Presence.COMING)]
    return len(known) >= AWAY_IN_A_ROW and all(one != Presence.CAME for one in known[-AWAY_IN_A_ROW:])
