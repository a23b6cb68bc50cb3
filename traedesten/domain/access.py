"""Who may do what, and how far it reaches. ``docs/generated/permissions.md`` is printed from this table."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    COORDINATOR = "coordinator"
    GUIDE = "guide"
    PARTICIPANT = "participant"
    RELATIVE = "relative"
    REFERRER = "referrer"
    STEERING_GROUP = "steering_group"
    OFFER_CONTACT = "offer_contact"
    OFFER_OWNER = "offer_owner"
    VISITOR = "visitor"
    BRIDGE_BUILDER = "bridge_builder"
    INVITED = "invited"
    SEEKER = "seeker"
    FACILITATOR = "facilitator"
    RESPONDENT = "respondent"
    SYSTEM = "system"


class Reach(StrEnum):
    """OWN: only what is one's own (a guide's journeys, a participant's page). SITE: everything at the site."""

    OWN = "own"
    SITE = "site"


class Deed(StrEnum):
    # referrals
    SEND_REFERRAL = "send_referral"
    RELEASE_REFERRAL = "release_referral"
    CALL_REFERRAL = "call_referral"
    MOVE_REFERRAL = "move_referral"
    DECLINE_REFERRAL = "decline_referral"
    MANAGE_UNITS = "manage_units"
    # journeys
    OPEN_JOURNEY = "open_journey"
    ASSESS = "assess"
    HAND_OVER = "hand_over"
    ANSWER_HANDOVER = "answer_handover"
    ASSIGN_GUIDE = "assign_guide"
    RELEASE_GUIDE = "release_guide"
    LOG_CONTACT = "log_contact"
    WRITE_WISHES = "write_wishes"
    PROPOSE_AGREEMENT = "propose_agreement"
    ANSWER_AGREEMENT = "answer_agreement"
    LAY_STONE = "lay_stone"
    PLAN_VISIT = "plan_visit"
    CANCEL_VISIT = "cancel_visit"
    REPORT_VISIT = "report_visit"
    CLOSE_STONE = "close_stone"
    TELL_OFFER = "tell_offer"
    ANSWER_OFFER = "answer_offer"
    PAUSE = "pause"
    RESUME = "resume"
    ASK_FOR_CALL = "ask_for_call"
    ASK_FOR_CHANGE = "ask_for_change"
    SET_BACK = "set_back"
    STEP_BACK = "step_back"
    ANSWER_FOLLOW_UP = "answer_follow_up"
    END_JOURNEY = "end_journey"
    REOPEN_JOURNEY = "reopen_journey"
    # people, consent, links
    EDIT_PERSON = "edit_person"
    EDIT_RELATIVE = "edit_relative"
    GIVE_CONSENT = "give_consent"
    WITHDRAW_CONSENT = "withdraw_consent"
    SEND_LINK = "send_link"
    # matching
    ASK_GUIDE = "ask_guide"
    ANSWER_GUIDE_REQUEST = "answer_guide_request"
    PASS_OVER_GUIDE = "pass_over_guide"
    # groups
    KEEP_PROGRAMME = "keep_programme"
    PUBLISH_PROGRAMME = "publish_programme"
    SIGN_UP_FOR_GROUP = "sign_up_for_group"
    RELEASE_SIGN_UP = "release_sign_up"
    HOLD_TALK = "hold_talk"
    EDIT_SEEKER = "edit_seeker"
    WITHDRAW_SIGN_UP = "withdraw_sign_up"
    # facilitators
    SHOW_INTEREST = "show_interest"
    KEEP_FACILITATOR = "keep_facilitator"
    KEEP_AVAILABILITY = "keep_availability"
    SIGN_DECLARATION = "sign_declaration"
    WISH_PAIR = "wish_pair"
    ASK_SPARRING = "ask_sparring"
    # support
    KEEP_SHIFTS = "keep_shifts"
    WISH_SHIFTS = "wish_shifts"
    GIVE_SHIFT = "give_shift"
    TAKE_SHIFT = "take_shift"
    # outcomes
    KEEP_BATTERY = "keep_battery"
    ASK_QUESTIONS = "ask_questions"
    HAND_OVER_QUESTIONS = "hand_over_questions"
    ASK_BY_PHONE = "ask_by_phone"
    ASK_ON_PAPER = "ask_on_paper"
    ANSWER_QUESTIONS = "answer_questions"
    CLOSE_CONTACT_TASK = "close_contact_task"
    READ_SCORES = "read_scores"
    COMPOSE_GROUP = "compose_group"
    INVITE_TO_GROUP = "invite_to_group"
    ANSWER_INVITATION = "answer_invitation"
    AGREE_TO_QUESTIONS = "agree_to_questions"
    ASK_FOR_GROUP_CALL = "ask_for_group_call"
    KEEP_SESSIONS = "keep_sessions"
    HOLD_SESSION = "hold_session"
    SEND_WORD = "send_word"
    STOP_IN_GROUP = "stop_in_group"
    CHOOSE_ONWARD = "choose_onward"
    PLAN_GOING_ON = "plan_going_on"
    SHARE_NUMBER = "share_number"
    END_GROUP = "end_group"
    ANSWER_AFTER_GROUP = "answer_after_group"
    SHARE_CALENDAR = "share_calendar"
    # site
    INVITE_VOLUNTEER = "invite_volunteer"
    ACCEPT_INVITATION = "accept_invitation"
    EDIT_VOLUNTEER = "edit_volunteer"
    KEEP_DIRECTORY = "keep_directory"
    EDIT_OFFER = "edit_offer"
    CONFIRM_OFFER = "confirm_offer"
    ASK_OWNER = "ask_owner"
    REPORT_OFFER = "report_offer"
    HANDLE_REPORT = "handle_report"
    SUGGEST_CHANGE = "suggest_change"
    ANSWER_SUGGESTION = "answer_suggestion"
    IMPORT_OFFERS = "import_offers"
    EDIT_WORDING = "edit_wording"
    KEEP_INITIATIVE = "keep_initiative"
    KEEP_HOUSE = "keep_house"
    # insight
    SEE_INSIGHT = "see_insight"
    KEEP_INSIGHT = "keep_insight"
    SHARE_INSIGHT = "share_insight"
    READ_SUMMARY = "read_summary"
    READ_NETWORK = "read_network"
    # research
    ASK_FOR_EXPORT = "ask_for_export"
    DECIDE_EXPORT = "decide_export"
    OPEN_EXPORT = "open_export"


_JOURNEY_WORK = (
    Deed.ASSESS,
    Deed.RELEASE_GUIDE,
    Deed.LOG_CONTACT,
    Deed.WRITE_WISHES,
    Deed.PROPOSE_AGREEMENT,
    Deed.ANSWER_AGREEMENT,
    Deed.LAY_STONE,
    Deed.PLAN_VISIT,
    Deed.CANCEL_VISIT,
    Deed.REPORT_VISIT,
    Deed.CLOSE_STONE,
    Deed.TELL_OFFER,
    Deed.PAUSE,
    Deed.RESUME,
    Deed.SET_BACK,
    Deed.STEP_BACK,
    Deed.ANSWER_FOLLOW_UP,
    Deed.END_JOURNEY,
    Deed.REOPEN_JOURNEY,
    Deed.EDIT_PERSON,
    Deed.EDIT_RELATIVE,
    Deed.GIVE_CONSENT,
    Deed.WITHDRAW_CONSENT,
    Deed.SEND_LINK,
)

_OF_A_GROUP = (
    Deed.KEEP_SESSIONS,
    Deed.HOLD_SESSION,
    Deed.SEND_WORD,
    Deed.STOP_IN_GROUP,
    Deed.CHOOSE_ONWARD,
    Deed.PLAN_GOING_ON,
    Deed.END_GROUP,
    Deed.SHARE_CALENDAR,
)
"""What whoever holds a group may do in it."""

_OF_A_SEAT = (
    Deed.SEND_WORD,
    Deed.STOP_IN_GROUP,
    Deed.CHOOSE_ONWARD,
    Deed.SHARE_NUMBER,
    Deed.ANSWER_AFTER_GROUP,
    Deed.SHARE_CALENDAR,
    Deed.AGREE_TO_QUESTIONS,
    Deed.ASK_FOR_GROUP_CALL,
)
"""What somebody may do about their own seat in a group."""

MAY: dict[Role, dict[Deed, Reach]] = {
    Role.COORDINATOR: {
        deed: Reach.SITE
        for deed in Deed
        if deed
        not in {
            Deed.ANSWER_HANDOVER,
            Deed.ANSWER_OFFER,
            Deed.ASK_FOR_CALL,
            Deed.ASK_FOR_CHANGE,
            Deed.ACCEPT_INVITATION,
            Deed.KEEP_HOUSE,
            Deed.ANSWER_QUESTIONS,
            Deed.READ_SCORES,
            Deed.ANSWER_AFTER_GROUP,
            Deed.SHARE_CALENDAR,
            Deed.SHARE_NUMBER,
        }
    },
    Role.GUIDE: {
        **{deed: Reach.OWN for deed in (*_JOURNEY_WORK, Deed.ANSWER_GUIDE_REQUEST, Deed.EDIT_VOLUNTEER)},
        **{deed: Reach.OWN for deed in (Deed.WISH_SHIFTS, Deed.GIVE_SHIFT, Deed.TAKE_SHIFT)},
        Deed.HAND_OVER_QUESTIONS: Reach.OWN,
        Deed.REPORT_OFFER: Reach.SITE,
    },
    Role.PARTICIPANT: {
        deed: Reach.OWN
        for deed in (
            Deed.ANSWER_AGREEMENT,
            Deed.CANCEL_VISIT,
            Deed.ASK_FOR_CALL,
            Deed.ASK_FOR_CHANGE,
            Deed.PAUSE,
            Deed.RESUME,
            Deed.GIVE_CONSENT,
            Deed.WITHDRAW_CONSENT,
        )
    },
    Role.RELATIVE: {deed: Reach.OWN for deed in (Deed.ASK_FOR_CALL, Deed.GIVE_CONSENT, Deed.WITHDRAW_CONSENT)},
    Role.REFERRER: {Deed.SEND_REFERRAL: Reach.SITE, Deed.READ_SUMMARY: Reach.OWN},
    Role.STEERING_GROUP: {Deed.READ_SUMMARY: Reach.SITE},
    Role.OFFER_CONTACT: {Deed.ANSWER_OFFER: Reach.OWN},
    Role.OFFER_OWNER: {Deed.CONFIRM_OFFER: Reach.OWN, Deed.EDIT_OFFER: Reach.OWN},
    Role.VISITOR: {
        Deed.SUGGEST_CHANGE: Reach.SITE,
        Deed.SIGN_UP_FOR_GROUP: Reach.SITE,
        Deed.SHOW_INTEREST: Reach.SITE,
    },
    Role.BRIDGE_BUILDER: {Deed.ANSWER_HANDOVER: Reach.OWN},
    Role.FACILITATOR: {
        **dict.fromkeys(
            (Deed.KEEP_AVAILABILITY, Deed.SIGN_DECLARATION, Deed.WISH_PAIR, Deed.ASK_SPARRING, *_OF_A_GROUP),
            Reach.OWN,
        ),
        Deed.SEND_REFERRAL: Reach.SITE,
    },
    Role.SEEKER: {
        **dict.fromkeys((Deed.WITHDRAW_SIGN_UP, Deed.ANSWER_INVITATION, *_OF_A_SEAT), Reach.OWN),
        Deed.SEND_REFERRAL: Reach.SITE,
    },
    Role.RESPONDENT: {Deed.ANSWER_QUESTIONS: Reach.OWN},
    Role.INVITED: {Deed.ACCEPT_INVITATION: Reach.OWN},
    Role.SYSTEM: {
        Deed.KEEP_HOUSE: Reach.SITE,
        Deed.INVITE_TO_GROUP: Reach.SITE,
        Deed.ASK_OWNER: Reach.SITE,
        Deed.IMPORT_OFFERS: Reach.SITE,
        Deed.KEEP_DIRECTORY: Reach.SITE,
        Deed.EDIT_OFFER: Reach.SITE,
        Deed.KEEP_SHIFTS: Reach.SITE,
        Deed.ASK_QUESTIONS: Reach.SITE,
        Deed.READ_SCORES: Reach.SITE,
        Deed.KEEP_INSIGHT: Reach.SITE,
    },
}


class Denied(Exception):
    """The actor's roles do not reach this deed here."""

    def __init__(self, actor: "Actor", deed: Deed):
        super().__init__(f"{'+'.join(sorted(actor.roles)) or 'nobody'} may not {deed}")
        self.deed = deed


@dataclass(frozen=True)
class Actor:
    """Who acts, where, and as what.

    ``user_id`` is set for those who sign in; ``subject_id`` is what a link opens (a person, an introduction,
    a handover), ``link_id`` the link itself.
    """

    site_id: int
    roles: frozenset[Role]
    user_id: int | None = None
    subject_id: UUID | None = None
    link_id: UUID | None = None

    @property
    def role(self) -> str:
        """The role written in the audit event."""
        return "+".join(sorted(self.roles))

    def has(self, role: Role) -> bool:
        return role in self.roles


def system(site_id: int) -> Actor:
    """The site's own clock: reminders, planned follow-ups, sealing."""
    return Actor(site_id=site_id, roles=frozenset({Role.SYSTEM}))


def reach(actor: Actor, deed: Deed) -> Reach | None:
    """The widest reach that any of the actor's roles gives, or None."""
    reaches = {MAY[role][deed] for role in actor.roles if deed in MAY[role]}
    return Reach.SITE if Reach.SITE in reaches else Reach.OWN if reaches else None


def may(actor: Actor, deed: Deed, *, site_id: int, owners: tuple = ()) -> bool:
    """``owners``: the ids of users or linked persons whose own this is; None never matches."""
    if actor.site_id != site_id:
        return False
    found = reach(actor, deed)
    if found == Reach.OWN:
        mine = {actor.user_id, actor.subject_id} - {None}
        return bool(mine & set(owners))
    return found == Reach.SITE


def require(actor: Actor, deed: Deed, *, site_id: int, owners: tuple = ()) -> None:
    """Raise ``Denied`` unless the actor may."""
    if not may(actor, deed, site_id=site_id, owners=owners):
        raise Denied(actor, deed)
