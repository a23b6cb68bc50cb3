"""What may be done about self-help groups."""

from traedesten.domain.groups import NotKept
from traedesten.groups.actions.attendance import close_caring_contact, note_attendance, send_word
from traedesten.groups.actions.calendars import close_calendar, share_calendar
from traedesten.groups.actions.erasing import erase_member, erase_seeker
from traedesten.groups.actions.onward import (
    SomebodyUnanswered,
    answer_afterwards,
    ask_afterwards,
    choose_onward,
    end_group,
    stop,
)
from traedesten.groups.actions.programmes import (
    CoreDropped,
    NotFollowed,
    adopt_programme,
    publish_programme,
    take_over,
    write_programme,
)
from traedesten.groups.actions.sessions import (
    add_session,
    cancel_session,
    lay_out_sessions,
    move_session,
    remind_member,
    write_log,
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
    "SomebodyUnanswered",
    "add_session",
    "adopt_programme",
    "answer_afterwards",
    "ask_afterwards",
    "cancel_session",
    "choose_onward",
    "close_calendar",
    "close_caring_contact",
    "come_back",
    "discard_sign_up",
    "edit_seeker",
    "end_group",
    "erase_member",
    "erase_seeker",
    "forget_notes",
    "hold_talk",
    "lay_out_sessions",
    "move_session",
    "note_attendance",
    "publish_programme",
    "release_sign_up",
    "remind_member",
    "send_word",
    "share_calendar",
    "sign_up",
    "stop",
    "take_over",
    "withdraw_sign_up",
    "write_log",
    "write_programme",
]
