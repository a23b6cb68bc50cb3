"""The cases about shifts; ``cases`` has them with all the others."""

from tests.features.world import LATER

OF_SHIFTS = {
    "support.keep_plan": lambda s, role: {"plan": s.shift_plan, "openings": [], "name": s.world.word},
    "support.open_shifts": lambda s, role: {"plan": s.shift_plan},
    "support.close_shift": lambda s, role: {"shift": s.duty.shift},
    "support.ask_for_wishes": lambda s, role: {"plan": s.shift_plan},
    "support.release_departed": lambda s, role: {"plan": s.shift_plan},
    "support.save_proposal": lambda s, role: {
        "plan": s.shift_plan,
        "period": (LATER.date(), LATER.date()),
        "duties": [],
        "facts": {},
        "figures": {},
    },
    "support.accept_proposal": lambda s, role: {"proposal": s.roster_proposal},
    "support.leave_proposal": lambda s, role: {"proposal": s.roster_proposal},
    "support.publish_roster": lambda s, role: {"plan": s.shift_plan},
    "support.put_on": lambda s, role: {"shift": s.free_shift, "guide": s.guide},
    "support.take_off": lambda s, role: {"duty": s.duty},
    "support.lock_duty": lambda s, role: {"duty": s.proposed_duty},
    "support.answer_wishes": lambda s, role: {
        "guide": s.guide,
        "most_a_week": 1,
        "shown": "nothing",
        "weekly": {},
        "away_on": [],
    },
    "support.open_calendar": lambda s, role: {"guide": s.guide},
    "support.close_calendar": lambda s, role: {"guide": s.guide},
    "support.offer_duty": lambda s, role: {"duty": s.duty},
    "support.keep_duty": lambda s, role: {"duty": s.duty},
    "support.call_off_duty": lambda s, role: {"duty": s.duty},
    "support.take_shift": lambda s, role: {"shift": s.offered_duty.shift, "guide": s.guide},
}
