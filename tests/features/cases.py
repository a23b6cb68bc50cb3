"""One case for each action that the rooms have: what it is called with, in a populated world, so that it succeeds."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import time, timedelta
from types import FunctionType
from uuid import uuid4

import traedesten
from tests import make
from tests.features.cases_composing import OF_COMPOSING
from tests.features.cases_courses import OF_COURSES
from tests.features.cases_facilitators import FACILITATOR_CASES
from tests.features.cases_gathering import OF_GATHERING
from tests.features.cases_groups import OF_GROUPS
from tests.features.cases_outcomes import OF_OUTCOMES
from tests.features.cases_partners import OF_PARTNERS
from tests.features.cases_research import OF_RESEARCH
from tests.features.cases_shifts import OF_SHIFTS
from tests.features.world import LATER, World, card
from traedesten.domain.access import Actor, Role, system
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Judgement, Outcome
from traedesten.domain.schedules import Regular
from traedesten.journeys.models import Agreement, Contact, FollowUp, Handover, Journey
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import Link

CALL_OTHERS = {
    f"groups.{name}" for name in ("call_off_group", "free_seats", "invite_group", "let_go", "start_group", "step_in")
}
CALL_OTHERS |= {f"groups.{name}" for name in ("agree_to_questions", "begin_questions", "ask_how_they_are")}
CALL_OTHERS |= {"gathering.ask_for_groups", "gathering.make_group"}
CALL_OTHERS |= {"outcomes.plan_nameless", "outcomes.forget_nameless"}
"""Actions that do what other actions do, for each of several people: every one of those writes its own event, too."""
BELOW_THE_AUDIT = {"audit", "tenancy", "vault"}
"""Rooms whose actions cannot be recorded, because the audit stands on them."""


def actions() -> dict[str, FunctionType]:
    """Every public function of every actions module, by room and name."""
    found = {}
    for room in pkgutil.iter_modules(traedesten.__path__):
        if room.ispkg and room.name not in BELOW_THE_AUDIT and _has_actions(room.name):
            module = importlib.import_module(f"traedesten.{room.name}.actions")
            for name, action in inspect.getmembers(module, inspect.isfunction):
                is_own = action.__module__.startswith(module.__name__)
                if is_own and not name.startswith("_") and hasattr(action, "__wrapped__"):
                    found[f"{room.name}.{name}"] = action
    return found


def _has_actions(room: str) -> bool:
    return any(part.name == "actions" for part in pkgutil.iter_modules([f"{traedesten.__path__[0]}/{room}"]))


class Scene:
    """A world whose rows are fetched afresh, so that one try leaves no mark on the next."""

    def __init__(self, world: World):
        self.world = world

    def __getattr__(self, name: str):
        row = self.world.rows[name]
        return type(row).objects.get(pk=row.pk)

    def on(self, stage: str) -> Journey:
        return Journey.objects.get(pk=self.world.journeys[stage].pk)

    @property
    def guide(self):
        return type(self.world.guide).objects.get(pk=self.world.guide.pk)

    @property
    def offer(self):
        return self.world.offers[3]

    @property
    def invitation(self) -> Link:
        return Link.objects.get(digest=Link.digest_of(self.world.tokens["enter_invitation"]))


def actor(role: Role, scene: Scene, arguments: dict) -> Actor:
    """Somebody in this role whose own it is, as far as the role can own it."""
    world, rows = scene.world, scene.world.rows
    if role in (Role.COORDINATOR, Role.SYSTEM):
        return world.coordinator if role == Role.COORDINATOR else system(world.site.pk)
    if role == Role.GUIDE:
        return world.by_guide
    if role == Role.FACILITATOR:
        account = rows["facilitator_account"]
        return Actor(site_id=world.site.pk, roles=frozenset({role}), user_id=account.user_id)
    subjects = {
        Role.PARTICIPANT: journey_of(arguments, world).participant_id,
        Role.RELATIVE: rows["relative"].pk,
        Role.OFFER_CONTACT: rows["introduction"].pk,
        Role.OFFER_OWNER: scene.offer.pk,
        Role.BRIDGE_BUILDER: rows["handover"].pk,
        Role.INVITED: rows["invited"].pk,
        Role.RESPONDENT: getattr(arguments.get("asking"), "pk", None),
        Role.SEEKER: _of_seeker(arguments),
    }
    return Actor(site_id=world.site.pk, roles=frozenset({role}), subject_id=subjects.get(role))


def _of_seeker(arguments: dict):
    """The person behind the link, or the group when the link is nobody's in particular."""
    seat = arguments.get("member") or arguments.get("seat")
    if seat:
        return getattr(seat, "seeker_id", None)
    return getattr(arguments.get("seeker") or arguments.get("group"), "pk", None)


def journey_of(arguments: dict, world: World) -> Journey:
    for name in ("journey", "introduction", "visit", "follow_up", "contact"):
        if name in arguments:
            row = arguments[name]
            row = row.introduction if name == "visit" else row
            return row if isinstance(row, Journey) else row.journey
    return world.journeys["walking"]


Case = Callable[[Scene, Role], dict]

CASES: dict[str, Case] = {
    # the demo
    "demo.issue_link": lambda s, role: {
        "purpose": Link.Purpose.PERSON,
        "subject_id": s.relative.pk,
        "person_id": s.relative.pk,
    },
    # messages
    "messages.deliver": lambda s, role: {"message": s.queued},
    "messages.give_up": lambda s, role: {"message": s.queued},
    "messages.edit_wording": lambda s, role: {"name": "invitation", "language": "da", "text": s.world.word},
    # people
    "people.invite_volunteer": lambda s, role: {
        "email": f"{s.world.word.lower()}@ny.example",
        "first_name": s.world.word,
    },
    "people.invite_again": lambda s, role: {"volunteer": s.invited},
    "people.accept_invitation": lambda s, role: {
        "link": s.invitation,
        "volunteer": s.invited,
        "password": make.PASSWORD,
    },
    "people.edit_volunteer": lambda s, role: {"volunteer": s.guide, "about": f"Nyt, {s.world.word}", "capacity": 1},
    "people.end_membership": lambda s, role: {"volunteer": s.world.other_guide},
    # consent
    "consent.give_consent": lambda s, role: {
        "person_id": s.on("walking").participant_id,
        "owners": (*s.on("walking").owners, s.relative.pk),
        "purpose": Purpose.HANDOVER,
        "channel": Channel.MEETING,
    },
    "consent.withdraw_consent": lambda s, role: {
        "consent": s.consent,
        "owners": (*s.on("walking").owners, s.relative.pk),
    },
    # offers
    "offers.add_offer": lambda s, role: {
        "name": "Brætspil",
        "kind": "practice",
        "contact_name": s.world.word,
        "times": [Regular("weekly", 2, time(15), time(17))],
    },
    "offers.add_offers": lambda s, role: {
        "offers": [{"name": "Brætspil", "kind": "practice", "contact_name": s.world.word}],
    },
    "offers.edit_offer": lambda s, role: {
        "offer": s.offer,
        "contact_name": f"{s.world.word} to",
        "times": [Regular("weekly", 2, time(15), time(17))],
    },
    "offers.stop_offer": lambda s, role: {"offer": s.offer},
    "offers.confirm_offer": lambda s, role: {"offer": s.offer},
    "offers.ask_owner": lambda s, role: {"offer": s.offer},
    "offers.give_up_asking": lambda s, role: {"offer": s.offer},
    "offers.close_owner_links": lambda s, role: {"offer": s.owned},
    "offers.report_offer": lambda s, role: {"offer": s.offer, "kind": "wrong", "note": s.world.word},
    "offers.handle_report": lambda s, role: {"report": s.report},
    "offers.suggest_change": lambda s, role: {
        "offer": s.offer,
        "changes": {"about": [s.world.word]},
        "note": s.world.word,
        "submission_key": uuid4(),
    },
    "offers.take_suggestion": lambda s, role: {"suggestion": s.suggestion, "about": s.world.word},
    "offers.leave_suggestion": lambda s, role: {"suggestion": s.suggestion},
    "offers.keep_organisation": lambda s, role: {"organisation": s.organisation, "about": "Alle kan være med."},
    "offers.keep_outline": lambda s, role: {"outline": {"type": "Polygon", "coordinates": []}},
    # the API
    "api.publish": lambda s, role: {"is_whole": True},
    "api.export_offers": lambda s, role: {"shape": "csv"},
    # sources
    "sources.add_source": lambda s, role: {
        "name": "Kommunens liste",
        "offer_kind": "lasting",
        "content": f"Navn;Kontaktperson\nBanko;{s.world.word}\n".encode(),
    },
    "sources.keep_source": lambda s, role: {"source": s.imported_source, "name": "Den nye liste"},
    "sources.begin_run": lambda s, role: {"source": s.imported_source},
    "sources.read_run": lambda s, role: {"run": s.reading_run},
    "sources.accept_run": lambda s, role: {"run": s.ready_run},
    "sources.import_batch": lambda s, role: {"run": s.running_run},
    "sources.undo_run": lambda s, role: {"run": s.imported_run},
    "sources.undo_change": lambda s, role: {"change": s.import_change},
    "sources.take_again": lambda s, role: {"source": s.picked_source, "foreign_id": s.picked_source.left_out[0]},
    "sources.merge_offers": lambda s, role: {"winner": s.offer, "loser": s.other_offer, "about": s.world.word},
    "sources.undo_merge": lambda s, role: {"merge": s.merge},
    "sources.tell_apart": lambda s, role: {"one": s.offer, "other": s.other_offer},
    "sources.share_offer": lambda s, role: {"offer": s.offer, "with_all": True},
    "sources.tell_neighbours": lambda s, role: {},
    "sources.keep_sharing": lambda s, role: {"shares": False},
    "sources.follow_neighbours": lambda s, role: {},
    "sources.follow_offer": lambda s, role: {"shared": s.shared},
    "sources.stop_following": lambda s, role: {"followed": s.followed, "keeps": True},
    "sources.undo_batch": lambda s, role: {"run": s.undoing_run},
    # referrals
    "referrals.receive": lambda s, role: {
        "submission_key": uuid4(),
        "source": "relative",
        "whom_to_call": Referral.Call.PARTICIPANT,
        "phone": "+4540121861",
        **card(s.world),
    },
    "referrals.release_referral": lambda s, role: {"referral": s.held},
    "referrals.discard_referral": lambda s, role: {"referral": s.held},
    "referrals.record_call": lambda s, role: {"referral": s.new, "answered": True, "note": s.world.word},
    "referrals.move_referral": lambda s, role: {"referral": s.new, "to": Referral.State.NEW},
    "referrals.ask_more": lambda s, role: {"referral": s.new, "question": f"Hvem er {s.world.word}?"},
    "referrals.decline_referral": lambda s, role: {
        "referral": s.new,
        "reason": "not_for_us",
        "may_tell_reason": True,
        "note": s.world.word,
    },
    "referrals.add_unit": lambda s, role: {"name": "Lungeklinikken", "kind": "health"},
    "referrals.renew_unit_link": lambda s, role: {"unit": s.unit},
    "referrals.close_unit": lambda s, role: {"unit": s.unit},
    # journeys: opening
    "journeys.open_journey": lambda s, role: {"referral": s.new},
    "journeys.assess": lambda s, role: {
        "journey": s.on("walking"),
        "judgement": Judgement.BOTH,
        "reasons": ["settled_loneliness"],
        "note": s.world.word,
    },
    "journeys.reassess": lambda s, role: {"journey": s.on("waiting")},
    "journeys.assign_guide": lambda s, role: {"journey": s.on("waiting"), "guide": s.guide},
    "journeys.release_guide": lambda s, role: {"journey": s.on("walking"), "reason": "no_time"},
    # journeys: meeting
    "journeys.log_contact": lambda s, role: {
        "journey": s.on("walking"),
        "kind": Contact.Kind.PHONE,
        "held_at": LATER,
        "client_key": uuid4(),
        "note": s.world.word,
        "next_step": s.world.word,
        "next_on": LATER.date(),
    },
    "journeys.take_back_contact": lambda s, role: {"contact": s.own_note if role == Role.GUIDE else s.staff_note},
    "journeys.write_wishes": lambda s, role: {
        "journey": s.on("walking"),
        "expected_version": s.on("walking").wishes.version,
        "own_words": f"{s.world.word} igen",
    },
    "journeys.edit_participant": lambda s, role: {"journey": s.on("walking"), "first_name": f"{s.world.word}a"},
    "journeys.add_relative": lambda s, role: {"journey": s.on("walking"), "first_name": s.world.word},
    "journeys.edit_relative": lambda s, role: {
        "journey": s.on("walking"),
        "relative": s.relative,
        "carries": f"{s.world.word} igen",
    },
    # journeys: the agreement
    "journeys.propose_agreement": lambda s, role: {
        "journey": s.on("walking"),
        "planned_visits": 3,
        "how_often": "weekly",
        "ends_on": (LATER + timedelta(days=60)).date(),
        "own_words": s.world.word,
        "send": True,
    },
    "journeys.answer_agreement": lambda s, role: {
        "journey": s.on("meeting"),
        "agreement": s.agreement,
        "accepts": True,
        "how": Agreement.How.LINK,
    },
    **OF_PARTNERS,
    # journeys: the stones
    "journeys.lay_stone": lambda s, role: {"journey": s.on("walking"), "offer": s.offer, "why": s.world.word},
    "journeys.refuse_offer": lambda s, role: {"journey": s.on("walking"), "offer": s.offer},
    "journeys.choose_stone": lambda s, role: {"introduction": s.suggested},
    "journeys.settle": lambda s, role: {"introduction": s.walked},
    "journeys.unsettle": lambda s, role: {"introduction": s.settled},
    "journeys.leave_stone": lambda s, role: {
        "introduction": s.walked,
        "overwhelmed": ["noise"],
        "words": s.world.word,
    },
    # journeys: visits
    "journeys.plan_visit": lambda s, role: {
        "introduction": s.walked,
        "starts_at": LATER + timedelta(days=3),
        "meet_at": s.world.word,
    },
    "journeys.cancel_visit": lambda s, role: {"visit": s.visit},
    "journeys.report_visit": lambda s, role: {
        "introduction": s.walked,
        "with_guide": False,
        "felt": 5,
        "words": s.world.word,
    },
    "journeys.remind_visit": lambda s, role: {"visit": s.visit},
    # journeys: telling others
    "journeys.tell_offer": lambda s, role: {"introduction": s.introduction},
    "journeys.answer_offer": lambda s, role: {"introduction": s.introduction},
    "journeys.hand_over": lambda s, role: {
        "journey": s.on("following"),
        "summary": s.world.word,
        "channel": Channel.PHONE,
        "guide_goes_on": False,
    },
    "journeys.answer_handover": lambda s, role: {
        "handover": s.handover,
        "answer": Handover.Answer.TALK,
        "note": s.world.word,
    },
    "journeys.see_answer": lambda s, role: {"handover": s.answered},
    # journeys: pauses and links
    "journeys.pause": lambda s, role: {"journey": s.on("walking")},
    "journeys.resume": lambda s, role: {"journey": s.on("paused")},
    "journeys.ask_for_call": lambda s, role: {
        "journey": s.on("walking"),
        **({"relative": s.relative} if role == Role.RELATIVE else {}),
    },
    "journeys.ask_for_change": lambda s, role: {"journey": s.on("walking"), "words": s.world.word},
    "journeys.close_change": lambda s, role: {"journey": s.on("walking")},
    "journeys.restore_visit": lambda s, role: {"visit": s.called_off},
    "journeys.stop_contact": lambda s, role: {
        "journey": s.on("walking"),
        "consent": s.consent,
        **({"relative": s.relative} if role == Role.RELATIVE else {}),
    },
    "journeys.send_person_link": lambda s, role: {"journey": s.on("walking")},
    "journeys.send_relative_link": lambda s, role: {"journey": s.on("walking"), "relative": s.relative},
    # journeys: the end
    "journeys.step_back": lambda s, role: {"journey": s.on("walking")},
    "journeys.set_back": lambda s, role: {"journey": s.on("following")},
    "journeys.answer_follow_up": lambda s, role: {
        "follow_up": s.follow_up,
        "standing": FollowUp.Standing.COMMUNITY,
        "note": s.world.word,
    },
    "journeys.end_journey": lambda s, role: {"journey": s.on("following"), "outcome": Outcome.COMMUNITY},
    "journeys.reopen_journey": lambda s, role: {"journey": s.on("ended")},
    **OF_GROUPS,
    **FACILITATOR_CASES,
    **OF_OUTCOMES,
    **OF_COMPOSING,
    **OF_GATHERING,
    **OF_COURSES,
    # matching
    "matching.ask_guide": lambda s, role: {"journey": s.on("waiting"), "volunteer": s.world.other_guide},
    "matching.ask_guides": lambda s, role: {"asked": []},
    "matching.accept_request": lambda s, role: {"request": s.request},
    "matching.decline_request": lambda s, role: {"request": s.request, "note": s.world.word},
    "matching.withdraw_request": lambda s, role: {"request": s.request},
    # insight
    "insight.refresh": lambda s, role: {},
    "insight.publish": lambda s, role: {},
    "insight.open_reading": lambda s, role: {"name": s.world.word, "expires_at": LATER + timedelta(days=90)},
    "insight.close_reading": lambda s, role: {"reader": s.reader},
    "insight.share_with_network": lambda s, role: {"is_shared": False},
    **OF_RESEARCH,
    "matching.pass_over": lambda s, role: {"journey": s.on("waiting"), "volunteer": s.guide},
    **OF_SHIFTS,
}

BY_THEMSELVES = {"messages.deliver", "messages.give_up"}
"""Jobs that nobody stands behind: they say themselves that the site's own clock acts."""


def called(name: str, scene: Scene, by: Actor, role: Role):
    """Do it as ``by``, with the arguments that suit ``role``."""
    arguments = CASES[name](scene, role)
    who = {} if name in BY_THEMSELVES else {"by": by}
    return actions()[name](now=LATER, **who, **arguments)
