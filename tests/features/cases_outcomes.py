"""The cases of questions and answers."""

from uuid import uuid4

from tests.features.world import LATER
from traedesten.domain.asking import DEFAULT_PLANS, Course, Mode
from traedesten.outcomes.questions import questions_of

OF_OUTCOMES = {
    "outcomes.plan_nameless": lambda s, role: {"subject": uuid4(), "begun_on": LATER.date()},
    "outcomes.call_to_answer": lambda s, role: {"asking": s.nameless},
    "outcomes.open_for_answer": lambda s, role: {"asking": s.nameless},
    "outcomes.forget_nameless": lambda s, role: {"subject": s.nameless.subject},
    "outcomes.write_battery": lambda s, role: {
        "course": Course.JOURNEYS,
        "is_on": True,
        "plans": DEFAULT_PLANS[:2],
        "expected_version": s.battery.version,
    },
    "outcomes.plan_askings": lambda s, role: {"journey": s.on("ended")},
    "outcomes.ask_questions": lambda s, role: {"asking": s.planned_asking},
    "outcomes.remind_questions": lambda s, role: {"asking": s.waiting_asking},
    "outcomes.stop_asking": lambda s, role: {"asking": s.over},
    "outcomes.close_asking": lambda s, role: {"asking": s.late},
    "outcomes.hand_over_questions": lambda s, role: {"journey": s.on("walking"), "mode": Mode.WITH_GUIDE},
    "outcomes.ask_on_paper": lambda s, role: {"journey": s.on("walking")},
    "outcomes.type_in_answers": lambda s, role: {"asking": s.asking, "answers": {"t-ils.isolated": 2}},
    "outcomes.answer_question": lambda s, role: {
        "asking": s.asking,
        "question": questions_of(s.asking.instruments)[0],
        "answer": 2,
        "mode": Mode.OWN_LINK,
    },
    "outcomes.mend_goal": lambda s, role: {"asking": s.answered_asking, "told": s.world.word},
    "outcomes.forget_goal": lambda s, role: {"goal": s.goal},
    "outcomes.decline_questions": lambda s, role: {"asking": s.asking},
    "outcomes.close_contact_task": lambda s, role: {"task": s.task, "done": "called", "words": s.world.word},
}
