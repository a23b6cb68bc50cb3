"""The cases about programmes and the pool; ``cases`` has them with all the others."""

from uuid import uuid4

OF_GROUPS = {
    "groups.share_figures": lambda s, role: {"programme": s.kept_programme, "is_shared": True},
    "groups.count_figures": lambda s, role: {"programme": s.kept_programme},
    "groups.write_programme": lambda s, role: {"slug": "sorg", "name": s.world.word},
    "groups.publish_programme": lambda s, role: {"programme": s.own_programme},
    "groups.adopt_programme": lambda s, role: {"published": s.published},
    "groups.take_over": lambda s, role: {
        "programme": s.following_programme,
        "published": s.published,
        "parts": ["about", "plan.1"],
    },
    "groups.sign_up": lambda s, role: {
        "programme": s.programme,
        "submission_key": uuid4(),
        "first_name": s.world.word,
        "phone": "+4540121860",
        "best_time": s.world.word,
    },
    "groups.release_sign_up": lambda s, role: {"seeker": s.held_seeker},
    "groups.discard_sign_up": lambda s, role: {"seeker": s.held_seeker},
    "groups.edit_seeker": lambda s, role: {"seeker": s.seeker, "first_name": f"{s.world.word} to"},
    "groups.withdraw_sign_up": lambda s, role: {"seeker": s.seeker},
    "groups.come_back": lambda s, role: {"seeker": s.withdrawn},
    "groups.forget_notes": lambda s, role: {"programme": s.kept_programme},
    "groups.hold_talk": lambda s, role: {
        "seeker": s.seeker,
        "outcome": "found_ready",
        "times": ["wed-eve"],
        "note": s.world.word,
    },
    "groups.erase_seeker": lambda s, role: {"seeker": s.withdrawn},
}
