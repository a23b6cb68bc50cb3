"""Everything that happens with questions and answers, by what it is about."""

from traedesten.outcomes.actions.answering import answer_question, decline_questions, forget_goal, mend_goal
from traedesten.outcomes.actions.batteries import write_battery
from traedesten.outcomes.actions.contacting import close_contact_task
from traedesten.outcomes.actions.giving import ask_on_paper, hand_over_questions, type_in_answers
from traedesten.outcomes.actions.nameless import call_to_answer, forget_nameless, open_for_answer, plan_nameless
from traedesten.outcomes.actions.scheduling import (
    ask_questions,
    close_asking,
    plan_askings,
    remind_questions,
    stop_asking,
)

__all__ = [
    "answer_question",
    "ask_on_paper",
    "ask_questions",
    "call_to_answer",
    "close_asking",
    "close_contact_task",
    "decline_questions",
    "forget_goal",
    "forget_nameless",
    "hand_over_questions",
    "mend_goal",
    "open_for_answer",
    "plan_askings",
    "plan_nameless",
    "remind_questions",
    "stop_asking",
    "type_in_answers",
    "write_battery",
]
