"""What may be done about shifts in the health house."""

from traedesten.support.actions.giving import (
    NothingFree,
    call_off_duty,
    keep_duty,
    offer_duty,
    take_shift,
)
from traedesten.support.actions.opening import (
    ask_for_wishes,
    close_shift,
    keep_plan,
    open_shifts,
    release_departed,
)
from traedesten.support.actions.rostering import (
    ProposalOvertaken,
    RuleBroken,
    accept_proposal,
    leave_proposal,
    lock_duty,
    publish_roster,
    put_on,
    save_proposal,
    take_off,
)
from traedesten.support.actions.wishing import answer_wishes, close_calendar, open_calendar

__all__ = [
    "NothingFree",
    "ProposalOvertaken",
    "RuleBroken",
    "accept_proposal",
    "answer_wishes",
    "ask_for_wishes",
    "call_off_duty",
    "close_calendar",
    "close_shift",
    "keep_duty",
    "keep_plan",
    "leave_proposal",
    "lock_duty",
    "offer_duty",
    "open_calendar",
    "open_shifts",
    "publish_roster",
    "put_on",
    "release_departed",
    "save_proposal",
    "take_off",
    "take_shift",
]
