"""The life of an initiative: a new community on its way, as a table."""

from enum import StrEnum

from traedesten.domain.journey import MoveNotAllowed


class InitiativeState(StrEnum):
    IDEA = "idea"
    PREPARING = "preparing"
    OPENED = "opened"
    DROPPED = "dropped"


class InitiativeMove(StrEnum):
    PREPARE = "prepare"
    OPEN = "open"
    DROP = "drop"
    PICK_UP = "pick_up"


MOVES: dict[InitiativeState, dict[InitiativeMove, InitiativeState]] = {
    InitiativeState.IDEA: {
        InitiativeMove.PREPARE: InitiativeState.PREPARING,
        InitiativeMove.DROP: InitiativeState.DROPPED,
    },
    InitiativeState.PREPARING: {
        InitiativeMove.OPEN: InitiativeState.OPENED,
        InitiativeMove.DROP: InitiativeState.DROPPED,
    },
    InitiativeState.OPENED: {},
    InitiativeState.DROPPED: {InitiativeMove.PICK_UP: InitiativeState.IDEA},
}
"""What has opened is an offer from then on, and goes its own way on the list."""


def after(state: InitiativeState, move: InitiativeMove) -> InitiativeState:
    """The state that ``move`` leads to; ``MoveNotAllowed`` when it starts elsewhere."""
    target = MOVES[state].get(move)
    if target is None:
        raise MoveNotAllowed(state, move)
    return target
