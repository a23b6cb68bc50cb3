"""Cases of proposed groups: asked for, planned, argued with, and made."""

from datetime import time

from traedesten.gathering import queries
from traedesten.planning.groups import Proposal

NOTHING = Proposal(gatherings=(), left=(), value=0, bound=0.0, proven=True)

OF_GATHERING = {
    "gathering.add_place": lambda s, role: {"name": f"{s.world.word} to", "times": ["mon-eve"]},
    "gathering.edit_place": lambda s, role: {"place": s.meeting_place, "is_open": False},
    "gathering.ask_for_groups": lambda s, role: {"programmes": [s.kept_programme]},
    "gathering.plan_again": lambda s, role: {"proposal": s.group_proposal},
    "gathering.begin_planning": lambda s, role: {"proposal": s.proposal_at_work},
    "gathering.keep_groups": lambda s, role: {"proposal": s.proposal_at_work, "found": NOTHING},
    "gathering.refuse_planning": lambda s, role: {"proposal": s.proposal_at_work, "code": "nobody", "about": {}},
    "gathering.stop_planning": lambda s, role: {"proposal": s.proposal_at_work},
    "gathering.leave_proposal": lambda s, role: {"proposal": s.group_proposal},
    "gathering.forget_gone": lambda s, role: {"proposal": s.group_proposal},
    "gathering.move_seat": lambda s, role: {"seat": s.proposed_seat, "to": None, "reason": "own_wish"},
    "gathering.lock_group": lambda s, role: {"group": s.proposed_group, "is_locked": True},
    "gathering.drop_group": lambda s, role: {"group": s.proposed_group, "reason": "time_place"},
    "gathering.make_group": lambda s, role: {
        "group": s.proposed_group,
        "shown": [seat.seeker_id for seat in s.proposed_group.seats.filter(seeker__state="ready")],
        "name": s.world.word,
        "first_on": queries.first_day("sun-am", s.world.rows["group_proposal"].asked_at.date()),
        "starts": time(10),
    },
}
