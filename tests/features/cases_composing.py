"""Cases of composing a group: its time, its seats, and what the invited answer."""

from datetime import time, timedelta

from tests.features.world import LATER

OF_COMPOSING = {
    "groups.plan_group": lambda s, role: {
        "programme": s.programme,
        "name": s.world.word,
        "first_on": (LATER + timedelta(days=30)).date(),
        "starts": time(19),
    },
    "groups.change_group": lambda s, role: {"group": s.inviting_group, "venue": f"{s.world.word} tre"},
    "groups.give_seat": lambda s, role: {"group": s.planned_group, "seeker": s.ready_seeker},
    "groups.let_go": lambda s, role: {"member": s.asked},
    "groups.invite_group": lambda s, role: {"group": s.planned_group, "despite": True},
    "groups.ask_member": lambda s, role: {"member": s.chosen},
    "groups.step_in": lambda s, role: {"group": s.inviting_group},
    "groups.answer_invitation": lambda s, role: {
        "member": s.asked,
        "answer": "ask",
        "question": s.world.word,
    },
    "groups.talk_over": lambda s, role: {"member": s.with_question},
    "groups.remind_invitation": lambda s, role: {"member": s.asked},
    "groups.pass_on_seat": lambda s, role: {"member": s.late_invited},
    "groups.free_seats": lambda s, role: {"seeker": s.asked.seeker},
    "groups.start_group": lambda s, role: {"group": s.inviting_group},
    "groups.call_off_group": lambda s, role: {"group": s.inviting_group},
}
