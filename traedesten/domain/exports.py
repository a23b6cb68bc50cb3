"""The life of an export for researchers as a table, and the bands in which persons are told of."""

from datetime import date
from enum import StrEnum

from traedesten.domain.journey import MoveNotAllowed


class ExportState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    MAKING = "making"
    MADE = "made"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ExportMove(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    MAKE = "make"
    BEGIN = "begin"
    FINISH = "finish"
    GIVE_UP = "give_up"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


MOVES: dict[ExportState, dict[ExportMove, ExportState]] = {
    ExportState.WAITING: {
        ExportMove.APPROVE: ExportState.APPROVED,
        ExportMove.REFUSE: ExportState.REFUSED,
        ExportMove.WITHDRAW: ExportState.WITHDRAWN,
        ExportMove.EXPIRE: ExportState.EXPIRED,
    },
    ExportState.APPROVED: {
        ExportMove.MAKE: ExportState.MADE,
        ExportMove.BEGIN: ExportState.MAKING,
        ExportMove.WITHDRAW: ExportState.WITHDRAWN,
        ExportMove.EXPIRE: ExportState.EXPIRED,
    },
    ExportState.MAKING: {
        ExportMove.FINISH: ExportState.MADE,
        ExportMove.GIVE_UP: ExportState.APPROVED,
        ExportMove.WITHDRAW: ExportState.WITHDRAWN,
        ExportMove.EXPIRE: ExportState.EXPIRED,
    },
    ExportState.MADE: {
        ExportMove.WITHDRAW: ExportState.WITHDRAWN,
        ExportMove.EXPIRE: ExportState.EXPIRED,
    },
    ExportState.REFUSED: {},
    ExportState.WITHDRAWN: {},
    ExportState.EXPIRED: {},
}
"""Only what was approved is made, at once or by a job, and only once: whoever wants newer answers asks again."""

OPEN = (ExportState.WAITING, ExportState.APPROVED, ExportState.MAKING, ExportState.MADE)
"""Until they are over, at the latest on the day set when they were asked for."""


def after(state: ExportState, move: ExportMove) -> ExportState:
    """The state that ``move`` leads to; ``MoveNotAllowed`` when it starts elsewhere."""
    target = MOVES[state].get(move)
    if target is None:
        raise MoveNotAllowed(state, move)
    return target


class SamePerson(MoveNotAllowed):
    """Whoever asks for an export is not the one who approves it."""


def quarter_of(day: date) -> str:
    """ "2026Q1"; these sort as the days do."""
    return f"{day.year}Q{(day.month + 2) // 3}"


AGE_BANDS = ((16, "16-24"), (25, "25-44"), (45, "45-64"), (65, "65-79"), (80, "80+"))
TIMES_BANDS = ((0, "0"), (1, "1-2"), (3, "3-5"), (6, "6+"))


def age_band(age: int | None) -> str:
    """ "" when nothing is known, or somebody is too young for any band."""
    return _band(AGE_BANDS, age)


def times_band(times: int) -> str:
    return _band(TIMES_BANDS, times)


def _band(bands: tuple[tuple[int, str], ...], value: int | None) -> str:
    if value is None:
        return ""
    return next((name for start, name in reversed(bands) if value >= start), "")
