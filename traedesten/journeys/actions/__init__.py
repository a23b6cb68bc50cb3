"""Everything that can be done on a journey, in the order it usually happens."""

from traedesten.journeys.actions.agreeing import answer_agreement, propose_agreement
from traedesten.journeys.actions.changing import ask_for_change, close_change
from traedesten.journeys.actions.ending import (
    answer_follow_up,
    end_journey,
    reopen_journey,
    set_back,
    step_back,
)
from traedesten.journeys.actions.meeting import (
    add_relative,
    edit_participant,
    edit_relative,
    log_contact,
    take_back_contact,
    write_wishes,
)
from traedesten.journeys.actions.opening import assess, assign_guide, open_journey, reassess, release_guide
from traedesten.journeys.actions.pausing import (
    ask_for_call,
    pause,
    resume,
    send_person_link,
    send_relative_link,
)
from traedesten.journeys.actions.returning import restore_visit
from traedesten.journeys.actions.sharing import (
    answer_handover,
    answer_offer,
    hand_over,
    see_answer,
    tell_offer,
)
from traedesten.journeys.actions.stones import choose_stone, lay_stone, leave_stone, refuse_offer, settle, unsettle
from traedesten.journeys.actions.stopping import stop_contact
from traedesten.journeys.actions.visiting import cancel_visit, plan_visit, remind_visit, report_visit

__all__ = [
    "add_relative",
    "answer_agreement",
    "answer_follow_up",
    "answer_handover",
    "answer_offer",
    "ask_for_call",
    "ask_for_change",
    "assess",
    "assign_guide",
    "cancel_visit",
    "choose_stone",
    "close_change",
    "edit_participant",
    "edit_relative",
    "end_journey",
    "hand_over",
    "lay_stone",
    "leave_stone",
    "log_contact",
    "open_journey",
    "pause",
    "plan_visit",
    "propose_agreement",
    "reassess",
    "refuse_offer",
    "release_guide",
    "remind_visit",
    "reopen_journey",
    "report_visit",
    "restore_visit",
    "resume",
    "see_answer",
    "send_person_link",
    "send_relative_link",
    "set_back",
    "settle",
    "step_back",
    "stop_contact",
    "take_back_contact",
    "tell_offer",
    "unsettle",
    "write_wishes",
]
