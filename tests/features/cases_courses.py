"""The cases of what may be done in a group's course; ``cases`` has them with all the others."""

from datetime import time, timedelta
from uuid import uuid4

from traedesten.domain.access import Role


def another_day(s) -> dict:
    return {"on": s.next_session.on + timedelta(days=1), "starts": time(18, 30), "despite_holiday": True}


def one_more(s) -> dict:
    last = s.course.sessions.order_by("on").last().on
    return {"on": last + timedelta(days=7), "starts": time(19), "despite_holiday": True}


OF_COURSES = {
    "groups.agree_to_questions": lambda s, role: {"member": s.other_member, "agrees": True},
    "groups.begin_questions": lambda s, role: {"member": s.member},
    "groups.ask_how_they_are": lambda s, role: {"member": s.member, "asking": s.nameless},
    "groups.ask_for_call": lambda s, role: {"member": s.other_member},
    "groups.lay_out_sessions": lambda s, role: {"group": s.fresh_course},
    "groups.move_session": lambda s, role: {"session": s.next_session, "venue": s.world.word, **another_day(s)},
    "groups.cancel_session": lambda s, role: {"session": s.next_session},
    "groups.add_session": lambda s, role: {"group": s.course, **one_more(s)},
    "groups.write_log": lambda s, role: {
        "session": s.held_session,
        "done": ["exercise"],
        "climate": "careful",
        "worked": s.world.word,
    },
    "groups.remind_member": lambda s, role: {"session": s.next_session, "member": s.member},
    "groups.note_attendance": lambda s, role: {
        "session": s.held_session,
        "presences": {s.member.pk: "came"},
        "client_key": uuid4(),
    },
    "groups.send_word": lambda s, role: {"member": s.member, "session": s.next_session},
    "groups.close_caring_contact": lambda s, role: {"caring": s.caring, "outcome": "comes_again"},
    "groups.stop": lambda s, role: {"member": s.member, "reason": "illness"},
    "groups.choose_onward": lambda s, role: {"member": s.member, "onward": "together", "may_be_asked": True},
    "groups.plan_going_on": lambda s, role: {
        "group": s.course,
        "on": s.next_session.on + timedelta(days=70),
        "starts": time(19),
        "at": "Biblioteket",
    },
    "groups.share_number": lambda s, role: {"member": s.member, "shares": False},
    "groups.end_group": lambda s, role: {"group": s.course, "without": "not_reached"},
    "groups.ask_afterwards": lambda s, role: {"member": s.member},
    "groups.answer_afterwards": lambda s, role: {
        "group": s.ended_course,
        "in_community": "yes",
        "kept_contact": "no",
    },
    "groups.erase_member": lambda s, role: {"member": s.finished_member},
    "groups.share_calendar": lambda s, role: {"seat": s.member if role == Role.SEEKER else s.holder},
    "groups.close_calendar": lambda s, role: {"seat": s.member if role == Role.SEEKER else s.holder},
}
