"""The cases about exports for researchers; ``cases`` has them with all the others."""

from tests import research
from tests.features.world import LATER

OF_RESEARCH = {
    "research.ask_for_export": lambda s, role: {
        "purpose": s.world.word,
        "plan": research.PLAN,
        "expires_on": research.in_a_month(),
    },
    "research.approve_export": lambda s, role: {"request": s.export_request},
    "research.refuse_export": lambda s, role: {"request": s.export_request, "words": s.world.word},
    "research.withdraw_export": lambda s, role: {"request": s.export_request},
    "research.expire_export": lambda s, role: {"request": s.old_request},
    "research.begin_export": lambda s, role: {"request": s.approved_request, "shown_at": LATER},
    "research.finish_export": lambda s, role: {"request": s.begun_request},
    "research.give_up_export": lambda s, role: {"request": s.begun_request, "why": "broke"},
    "research.make_export": lambda s, role: {"request": s.approved_request, "shown_at": LATER},
    "research.fetch_export": lambda s, role: {"request": s.made_request, "shown_at": LATER},
}
