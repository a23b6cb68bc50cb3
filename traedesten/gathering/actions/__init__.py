"""What may be done with proposals of self-help groups."""

from traedesten.gathering.actions.arguing import drop_group, lock_group, move_seat
from traedesten.gathering.actions.making import Overtaken, make_group
from traedesten.gathering.actions.places import add_place, edit_place
from traedesten.gathering.actions.planning import (
    ask_for_groups,
    begin_planning,
    forget_gone,
    keep_groups,
    leave_proposal,
    plan_again,
    refuse_planning,
    stop_planning,
)

__all__ = [
    "Overtaken",
    "add_place",
    "ask_for_groups",
    "begin_planning",
    "drop_group",
    "edit_place",
    "forget_gone",
    "keep_groups",
    "leave_proposal",
    "lock_group",
    "make_group",
    "move_seat",
    "plan_again",
    "refuse_planning",
    "stop_planning",
]
