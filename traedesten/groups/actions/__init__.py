"""What may be done about self-help groups."""

from traedesten.domain.groups import NotKept
from traedesten.groups.actions.composing import Shrunk, change_group, give_seat, let_go, plan_group
from traedesten.groups.actions.erasing import erase_seeker
from traedesten.groups.actions.inviting import (
    Answer,
    answer_invitation,
    call_off_group,
    free_seats,
    invite_group,
    pass_on_seat,
    remind_invitation,
    start_group,
    talk_over,
)
from traedesten.groups.actions.programmes import (
    CoreDropped,
    NotFollowed,
    adopt_programme,
    publish_programme,
    take_over,
    write_programme,
)
from traedesten.groups.actions.stepping_in import ask_member, step_in
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
    "Answer",
    "CoreDropped",
    "NotFollowed",
    "NotKept",
    "ProgrammeClosed",
    "Shrunk",
    "SignedUp",
    "adopt_programme",
    "answer_invitation",
    "ask_member",
    "call_off_group",
    "change_group",
    "come_back",
    "discard_sign_up",
    "edit_seeker",
    "erase_seeker",
    "forget_notes",
    "free_seats",
    "give_seat",
    "hold_talk",
    "invite_group",
    "let_go",
    "pass_on_seat",
    "plan_group",
    "publish_programme",
    "release_sign_up",
    "remind_invitation",
    "sign_up",
    "start_group",
    "step_in",
    "take_over",
    "talk_over",
    "withdraw_sign_up",
    "write_programme",
]
