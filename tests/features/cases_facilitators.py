"""The cases about facilitators; ``cases`` has them with all the others."""

from uuid import uuid4

from tests.features.world import LATER
from traedesten.domain.access import Role

FACILITATOR_CASES = {
    "people.give_role": lambda s, role: {"volunteer": s.invited, "role": Role.FACILITATOR},
    "people.take_role": lambda s, role: {"volunteer": s.facilitator_account, "role": Role.FACILITATOR},
    "groups.show_interest": lambda s, role: {
        "submission_key": uuid4(),
        "first_name": s.world.word,
        "phone": "+4540121861",
        "best_time": s.world.word,
    },
    "groups.release_interest": lambda s, role: {"facilitator": s.held_interest},
    "groups.discard_interest": lambda s, role: {"facilitator": s.held_interest},
    "groups.move_facilitator": lambda s, role: {"facilitator": s.interested, "move": "arrange_talk"},
    "groups.edit_facilitator": lambda s, role: {"facilitator": s.facilitator, "best_time": f"{s.world.word} to"},
    "groups.keep_availability": lambda s, role: {"facilitator": s.facilitator, "times": ["wed-eve"]},
    "groups.record_training": lambda s, role: {
        "facilitator": s.facilitator,
        "kind": "renewal",
        "held_on": LATER.date(),
    },
    "groups.sign_declaration": lambda s, role: {"facilitator": s.facilitator, "signed_as": s.world.word},
    "groups.keep_facilitator_terms": lambda s, role: {"training_months": 12},
    "groups.wish_pairs": lambda s, role: {
        "facilitator": s.facilitator,
        "likes": [s.other_facilitator],
        "not_with": [],
    },
    "groups.ask_sparring": lambda s, role: {"facilitator": s.facilitator, "about": s.world.word},
    "groups.answer_sparring": lambda s, role: {"sparring": s.sparring, "answer": s.world.word},
    "groups.thank_facilitator": lambda s, role: {"facilitator": s.facilitator, "words": s.world.word},
    "groups.warn_of_expiry": lambda s, role: {
        "facilitator": s.facilitator,
        "paper": "training",
        "until": LATER.date(),
    },
    "groups.forget_facilitator": lambda s, role: {"facilitator": s.declined},
}
