"""What may be done about self-help groups."""

from traedesten.domain.groups import NotKept
from traedesten.groups.actions.erasing import erase_seeker
from traedesten.groups.actions.programmes import (
    CoreDropped,
    NotFollowed,
    adopt_programme,
    publish_programme,
    take_over,
    write_programme,
)
from traedesten.groups.actions.talks import hold_talk
from traedesten.groups.actions.waiting import (
    ProgrammeClosed,
    SignedUp,
    come_back,
    discard_sign_up,
    edit_seeker,
    forget_notes,
    release_sign_up,
    sign_up,
    withdraw_sign_up,
)

__all__ = [
    "CoreDropped",
    "NotFollowed",
    "NotKept",
    "ProgrammeClosed",
    "SignedUp",
    "adopt_programme",
    "come_back",
    "discard_sign_up",
    "edit_seeker",
    "erase_seeker",
    "forget_notes",
    "hold_talk",
    "publish_programme",
    "release_sign_up",
    "sign_up",
    "take_over",
    "withdraw_sign_up",
    "write_programme",
]
