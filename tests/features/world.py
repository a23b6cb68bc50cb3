"""A site with at least one row of every kind, brought about by actions, and the addresses of all its pages.

Everything personal in it carries the site's own ``word``, so that a test can look for it elsewhere.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import uuid4

import psycopg
from django.apps import apps
from django.db import connection
from django.utils import timezone

from tests import make
from tests.features import world_courses as courses
from tests.features import world_directory as directory
from tests.features import world_facilitators as facilitators
from tests.features import world_gathering as gathering
from tests.features import world_groups as groups
from tests.features import world_insight as insight
from tests.features import world_outcomes as outcomes
from tests.features import world_partners as partners
from tests.features import world_programmes as programmes
from tests.features import world_research as research
from tests.features import world_shifts as shifts
from traedesten.audit.actions import look
from traedesten.audit.models import Entry, Seal
from traedesten.consent import actions as consent
from traedesten.domain.access import Actor, Role
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Judgement
from traedesten.domain.schedules import OneOff
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Agreement, Contact, Handover, Introduction, Journey, Visit
from traedesten.matching import actions as matching
from traedesten.messages import actions as messages
from traedesten.messages.models import Message
from traedesten.people import actions as people
from traedesten.people.models import Volunteer
from traedesten.referrals import actions as referrals
from traedesten.tenancy.models import Site, SiteOwned
from traedesten.tenancy.queries import areas
from traedesten.tenancy.scope import at_site

NOW = timezone.now().replace(microsecond=0) - timedelta(hours=1)
"""Close to the clock that the pages go by, so that links are open."""
LATER = NOW + timedelta(days=1)
CHRISTMAS = OneOff("cancelled", date(NOW.year, 12, 24))


@dataclass
class World:
    """``rows`` holds what the pages are about, by the name it has in the addresses or in the cases."""

    site: Site
    word: str
    coordinator: Actor
    guide: Volunteer
    other_guide: Volunteer
    offers: list
    journeys: dict[str, Journey] = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def by_guide(self) -> Actor:
        return make.as_guide(self.guide)


def a_world(slug: str) -> World:
    """Populate a site. The same slug twice is not possible."""
    word = f"Kanarie{slug}"
    site = make.a_site(
        slug,
        bridge_builder_name="Bodil",
        bridge_builder_email="bodil@kommunen.example",
        referrals_per_hour=200,
    )
    coordinator = make.a_coordinator(site)
    guides = [make.a_guide(site, f"{name} {word}") for name in ("Birthe", "Knud")]
    kept = {"by": coordinator, "contact_name": word, "organisation": "Naboerne", "exceptions": [CHRISTMAS]}
    offers = [make.an_offer(site, name, **kept) for name in ("Café", "Kor", "Hold", "Ro")]
    world = World(site, word, coordinator, *guides, offers)
    world.rows["organisation"] = offers[0].organisation
    with at_site(site):
        _before_the_journey(world)
        for stage in ("assessing", "waiting", "meeting", "walking", "following", "paused", "ended"):
            world.journeys[stage] = _journey(world, stage)
        _ask_guides(world)
        _walk(world)
        _hand_over(world)
        directory.publish(world, NOW)
        directory.import_lists(world, NOW)
        directory.follow_a_neighbour(world, NOW)
        directory.merge_two(world, NOW)
        programmes.keep(world, NOW)
        groups.wait(world, NOW)
        facilitators.facilitate(world, NOW)
        shifts.keep(world, NOW)
        partners.keep(world, NOW)
        outcomes.ask(world, NOW)
        insight.look_back(world, NOW)
        gathering.propose(world, NOW)
        groups.compose(world, NOW)
        courses.run(world, NOW)
        research.give_out(world, NOW)
        _around(world)
    return world


def card(world: World, **fields) -> dict:
    """A referral card, with the site's word wherever somebody could write."""
    return {
        "first_name": world.word,
        "area": areas().first(),
        "email": f"{world.word.lower()}@example.org",
        "note": f"Helst om eftermiddagen, siger {world.word}.",
        "best_time": f"efter kl. 15, {world.word}",
        "referrer_name": world.word,
        "referrer_contact": f"{world.word.lower()}@example.org",
        **fields,
    }


def _before_the_journey(world: World) -> None:
    by, rows = world.coordinator, world.rows
    rows["unit"] = referrals.add_unit(by=by, name="Rehabilitering", kind="health", now=NOW)
    rows["new"] = make.a_referral(world.site, now=NOW, **card(world, unit=rows["unit"]))
    rows["held"] = make.a_referral(world.site, now=NOW, suspicions=["too_fast"], **card(world))
    referrals.record_call(by=by, referral=rows["new"], answered=False, now=NOW, note=world.word)
    rows["invited"] = people.invite_volunteer(
        by=by, email=f"ny@{world.site.slug}.example", now=NOW, first_name="Ny", last_name=world.word, about=world.word
    )
    directory.keep_offers(world, NOW)
    messages.edit_wording(by=by, name="thank_you", language="da", text="Tak, {first_name}. {link}", now=NOW)


def _journey(world: World, stage: str) -> Journey:
    by, guide = world.coordinator, world.by_guide
    journey = journeys.open_journey(by=by, referral=make.a_referral(world.site, now=NOW, **card(world)), now=NOW)
    if stage == "assessing":
        return journey
    journeys.assess(
        by=by,
        journey=journey,
        judgement=Judgement.VOLUNTEER,
        reasons=["wants_community"],
        note=world.word,
        now=NOW,
    )
    if stage == "waiting":
        return journey.locked()
    journeys.assign_guide(by=by, journey=journey, guide=world.guide, now=NOW)
    agreement = journeys.propose_agreement(
        by=guide,
        journey=journey,
        planned_visits=5,
        how_often="weekly",
        ends_on=(NOW + timedelta(days=112)).date(),
        own_words=world.word,
        now=NOW,
    )
    if stage == "meeting":
        world.rows["agreement"] = agreement
        return journey.locked()
    yes = {"agreement": agreement, "accepts": True, "how": Agreement.How.READ_ALOUD}
    journeys.answer_agreement(by=guide, journey=journey, now=NOW, **yes)
    if stage == "following":
        journeys.step_back(by=guide, journey=journey, now=NOW)
        world.rows["follow_up"] = journey.follow_ups.order_by("due_on").first()
    if stage == "paused":
        journeys.pause(by=guide, journey=journey, now=NOW)
    return journey.locked()


def _ask_guides(world: World) -> None:
    by, journey = world.coordinator, world.journeys["waiting"]
    matching.pass_over(by=by, journey=journey, volunteer=world.other_guide, now=NOW)
    world.rows["request"] = matching.ask_guide(by=by, journey=journey, volunteer=world.guide, now=NOW)


def _walk(world: World) -> None:
    """On the walking journey: wishes, a contact, a relative, four stones, a planned visit and one that was."""
    by, journey, rows = world.by_guide, world.journeys["walking"], world.rows
    common = {"by": by, "journey": journey, "now": NOW}
    journeys.write_wishes(own_words=world.word, interests=["talk"], **common)
    contact = {"kind": Contact.Kind.MET, "held_at": NOW, "client_key": uuid4(), "note": world.word}
    journeys.log_contact(next_step=world.word, next_on=LATER.date(), **contact, **common)
    rows["relative"] = journeys.add_relative(
        first_name=world.word, phone="+4551772009", relation="parent", carries=world.word, **common
    )
    journeys.log_contact(relative=rows["relative"], **{**contact, "client_key": uuid4()}, **common)
    fresh = {**contact, "journey": journey, "now": LATER}
    rows["own_note"] = journeys.log_contact(by=by, **{**fresh, "client_key": uuid4()})
    rows["staff_note"] = journeys.log_contact(by=world.coordinator, **{**fresh, "client_key": uuid4()})
    suggested, chosen, walked = [journeys.lay_stone(offer=o, why=world.word, **common) for o in world.offers[:3]]
    relief = journeys.lay_stone(offer=world.offers[3], relative=rows["relative"], is_chosen=True, **common)
    journeys.report_visit(by=by, introduction=relief, with_guide=False, felt=4, words=world.word, now=NOW)
    rows["settled"] = journeys.settle(by=by, introduction=relief, now=NOW)
    journeys.choose_stone(by=by, introduction=chosen, now=NOW)
    rows["visit"] = journeys.plan_visit(
        by=by, introduction=chosen, starts_at=NOW + timedelta(days=2), meet_at=world.word, now=NOW
    )
    journeys.choose_stone(by=by, introduction=walked, now=NOW)
    journeys.report_visit(by=by, introduction=walked, with_guide=True, felt=4, words=world.word, now=NOW)
    off = journeys.plan_visit(by=by, introduction=chosen, starts_at=NOW + timedelta(days=900), now=NOW)
    themselves = Actor(world.site.pk, frozenset({Role.PARTICIPANT}), subject_id=journey.participant_id)
    rows["called_off"] = journeys.cancel_visit(by=themselves, visit=off, now=NOW)
    rows.update(suggested=suggested, introduction=chosen, walked=walked)
    rows["consent"] = consent.give_consent(
        by=by,
        person_id=journey.participant_id,
        owners=journey.owners,
        purpose=Purpose.SHARE_WITH_OFFER,
        about_id=chosen.offer_id,
        channel=Channel.MEETING,
        now=NOW,
    )
    journeys.tell_offer(by=by, introduction=chosen, now=NOW)
    journeys.send_person_link(**common)
    journeys.send_relative_link(relative=rows["relative"], **common)


def _hand_over(world: World) -> None:
    world.rows["handover"] = journeys.hand_over(
        by=world.coordinator,
        journey=world.journeys["ended"],
        summary=world.word,
        channel=Channel.PHONE,
        guide_goes_on=False,
        now=NOW,
    )
    answered = journeys.hand_over(
        by=world.coordinator,
        journey=world.journeys["following"],
        summary=world.word,
        channel=Channel.PHONE,
        guide_goes_on=True,
        now=NOW,
    )
    builder = Actor(site_id=world.site.pk, roles=frozenset({Role.BRIDGE_BUILDER}), subject_id=answered.pk)
    answer = {"answer": Handover.Answer.TALK, "note": world.word}
    world.rows["answered"] = journeys.answer_handover(by=builder, handover=answered, now=NOW, **answer)


def _around(world: World) -> None:
    """A look-up, a seal (the sealer itself waits for open transactions), and the links as people read them."""
    look(by=world.coordinator, page="journeys:journey", people=[world.journeys["walking"].participant_id], now=NOW)
    Seal.objects.create(at=NOW, role="system", last_event_id=1, last_lookup_id=1, previous=b"", digest=b"1" * 32)
    world.rows["message"] = message = Message.objects.filter(name="referral_receipt").earliest("made_at")
    messages.deliver(message=message, now=NOW)
    world.rows["queued"] = Message.objects.filter(name="handover").earliest("made_at")
    world.journeys = {stage: journey.locked() for stage, journey in world.journeys.items()}
    for kind in (Introduction, Visit):
        for row in world.rows.values():
            if isinstance(row, kind):
                row.refresh_from_db()
    world.tokens |= {
        "enter_referral_status": token_in("referral_receipt"),
        "enter_person": token_in("person_page"),
        "enter_relative": token_in("relative_page"),
        "enter_invitation": token_in("invitation"),
        "enter_introduction": token_in("someone_new"),
        "enter_handover": token_in("handover"),
        "enter_owner": token_in("offer_confirm"),
        "enter_place": token_in("group_sign_up"),
        "enter_questions": token_in("questions"),
        "enter_afterwards": token_in("group_follow_up"),
        "refer_from_unit": world.rows["unit"].token,
        "guide_calendar": world.rows["calendar_token"],
        "follow": world.rows["initiative"].follow_token,
        "unit_summary": world.rows["unit"].token,
        "enter_summary": world.rows["reader"].token,
    }


def token_in(name: str) -> str:
    """The token of the link in the newest message of this name."""
    return re.search(r"/([\w-]{32})/", Message.objects.filter(name=name).latest("made_at").text)[1]


# --- every kind of row -----------------------------------------------------------------------------------------


def site_owned() -> list:
    """All concrete models whose rows belong to a site."""
    return sorted(
        (model for model in apps.get_models() if issubclass(model, (SiteOwned, Entry))),
        key=lambda model: model._meta.label,
    )


def contents(site_id: int) -> dict[str, tuple[str, ...]]:
    """Every row that a site can see, and the tables that belong to no site, as PostgreSQL writes them."""
    with at_site(site_id), connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'select t::text from "{table}" t order by 1')  # noqa: S608
            found[table] = tuple(text for (text,) in cursor.fetchall())
    return found


def empty(superuser_url: str, database: str) -> None:
    """Take every committed row away again."""
    with psycopg.connect(superuser_url, dbname=database, autocommit=True) as superuser:
        tables = superuser.execute(
            "select string_agg(format('%I', tablename), ', ') from pg_tables "
            "where schemaname = 'public' and tablename not in ('django_migrations', 'django_content_type')"
        ).fetchone()[0]
        superuser.execute(f"truncate {tables} restart identity cascade")
