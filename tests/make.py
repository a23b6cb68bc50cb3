"""Plain factories. People and journeys come about through the project's own actions, never by hand."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from django.test import Client

from traedesten.domain.access import Actor, Role
from traedesten.domain.facilitators import Standing
from traedesten.domain.journey import Judgement
from traedesten.domain.schedules import Regular
from traedesten.groups import actions as groups
from traedesten.groups.models import Facilitator, Programme, Seeker
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Agreement, Contact, Journey
from traedesten.offers import actions as offers
from traedesten.people.models import Volunteer
from traedesten.referrals import actions as referrals
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import Area, Membership, Site, User
from traedesten.tenancy.scope import at_site
from traedesten.vault.models import DataKey

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
"""A Tuesday morning, far from both clock changes."""

PASSWORD = "en lang adgangskode til test"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def a_site(slug: str = "holstebro", **fields) -> Site:
    site, made = Site.objects.get_or_create(
        slug=slug, defaults={"name": "Fællesskabsguide", "place": slug.title(), "phone": "+4597110000", **fields}
    )
    if made:
        with at_site(site):
            for name, latitude, longitude in (("Byen", 56.36, 8.62), ("Landsbyen", 56.48, 8.82)):
                Area.objects.create(name=name, latitude=latitude, longitude=longitude)
    return site


def a_user(name: str = "Hanne Vad", email: str | None = None) -> User:
    user = User(email=email or f"{uuid4().hex[:12]}@example.org", name=name, date_joined=NOW)
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user_id: int) -> Client:
    """A browser of somebody who has signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)
    return client


def a_coordinator(site: Site, name: str = "Hanne Vad") -> Actor:
    user = a_user(name)
    with at_site(site):
        Membership.objects.create(user=user, role=Role.COORDINATOR, since_on=NOW.date())
    return Actor(site_id=site.pk, roles=frozenset({Role.COORDINATOR}), user_id=user.pk)


def a_guide(site: Site, name: str = "Birthe Kjær", **fields) -> Volunteer:
    """A volunteer who has an account and a place free."""
    user = a_user(name)
    first, _, last = name.partition(" ")
    with at_site(site):
        Membership.objects.create(user=user, role=Role.GUIDE, since_on=NOW.date())
        return Volunteer.objects.create(
            key=DataKey.new(),
            user=user,
            first_name=first,
            last_name=last,
            phone="+4530552108",
            email=user.email,
            area=Area.objects.order_by("name").first(),
            made_at=NOW,
            **{"languages": ["da"], "capacity": 9, "times": ["thu-pm"], "interests": ["games"], **fields},
        )


def a_facilitator(site: Site, name: str = "Ketty Brink") -> Volunteer:
    """A volunteer who may hold a group: trained, and with a declaration, for as long as anybody asks."""
    user = a_user(name)
    first, _, last = name.partition(" ")
    ends = {"valid_until": date(9999, 12, 31), "made_at": NOW}
    with at_site(site):
        Membership.objects.create(user=user, role=Role.FACILITATOR, since_on=NOW.date())
        known = {"key": DataKey.new(), "first_name": first, "last_name": last, "email": user.email, "made_at": NOW}
        volunteer = Volunteer.objects.create(user=user, phone="+4530552109", **known)
        row = Facilitator.objects.create(volunteer=volunteer, standing=Standing.PAIR, standing_since=NOW, **known)
        row.trainings.create(kind="basic", held_on=NOW.date(), **ends)
        row.declarations.create(key=row.key, signed_as=name, signed_on=NOW.date(), **ends)
        return volunteer


def as_facilitator(holder: Volunteer) -> Actor:
    return Actor(site_id=holder.site_id, roles=frozenset({Role.FACILITATOR}), user_id=holder.user_id)


def as_guide(guide: Volunteer) -> Actor:
    return Actor(site_id=guide.site_id, roles=frozenset({Role.GUIDE}), user_id=guide.user_id)


def a_visitor(site: Site) -> Actor:
    return Actor(site_id=site.pk, roles=frozenset({Role.REFERRER}))


def a_referral(site: Site, *, now: datetime = NOW, **card) -> Referral:
    with at_site(site):
        fields = {
            "source": "relative",
            "whom_to_call": Referral.Call.PARTICIPANT,
            "first_name": "Frida",
            "phone": "+4540121860",
            "wishes": ["peers"],
            "note": "Helst efter kl. 15.",
            "referrer_name": "Mona",
            "referrer_contact": "mona@example.org",
            "may_give_feedback": True,
            **card,
        }
        return referrals.receive(by=a_visitor(site), submission_key=uuid4(), now=now, **fields).referral


def an_offer(site: Site, name: str = "Café Nygade", *, by: Actor | None = None, venue=None, **fields):
    with at_site(site):
        return offers.add_offer(
            by=by or a_coordinator(site),
            venue={"name": "Nygade 12", "area": Area.objects.order_by("name").first(), **(venue or {})},
            now=NOW,
            **{
                "name": name,
                "kind": "practice",
                "times": [Regular("weekly", 3, time(14), time(17))],
                "contact_name": "Lone",
                "contact_phone": "+4561727374",
                **fields,
            },
        )


def a_journey(
    site: Site, *, stage: str = "walking", guide: Volunteer | None = None, now: datetime = NOW, **card
) -> Journey:
    """A journey brought to ``stage`` by the same actions as in real life, a day between each."""
    coordinator = a_coordinator(site)
    with at_site(site):
        journey = journeys.open_journey(by=coordinator, referral=a_referral(site, now=now, **card), now=now)
        if stage == "assessing":
            return journey
        assess = {"by": coordinator, "journey": journey, "now": now, "reasons": ["wants_community"]}
        journeys.assess(judgement=Judgement.VOLUNTEER, **assess)
        if stage == "waiting":
            return journey.locked()
        guide = guide or a_guide(site)
        journeys.assign_guide(by=coordinator, journey=journey, guide=guide, now=now)
        if stage == "meeting":
            return journey.locked()
        _walk(journey.locked(), guide, now)
        if stage == "following":
            journeys.step_back(by=as_guide(guide), journey=journey, now=now)
        if stage == "paused":
            journeys.pause(by=as_guide(guide), journey=journey, now=now)
        if stage == "ended":
            journeys.end_journey(by=as_guide(guide), journey=journey, outcome="community", now=now)
        return journey.locked()


def a_programme(site: Site, slug: str = "ensomhed", *, by: Actor | None = None, **fields) -> Programme:
    """Somewhere to sign up; no journal is kept unless it is said."""
    with at_site(site):
        known = {"slug": slug, "name": "Når ensomheden fylder", "about": "For dig, der savner nogen.", **fields}
        return groups.write_programme(by=by or a_coordinator(site), now=NOW, **known)


def a_seeker(programme: Programme, *, by: Actor | None = None, now: datetime = NOW, **fields) -> Seeker:
    """Somebody who signed up on the open page, unless ``by`` says otherwise."""
    with at_site(programme.site_id):
        visitor = Actor(site_id=programme.site_id, roles=frozenset({Role.VISITOR}))
        told = {"first_name": "Frida", "phone": "+4540121860", **fields}
        return groups.sign_up(by=by or visitor, programme=programme, submission_key=uuid4(), now=now, **told).seeker


def a_relative(site: Site, journey: Journey, *, first_name: str = "Mona", **fields):
    with at_site(site):
        return journeys.add_relative(
            by=a_coordinator(site), journey=journey, now=NOW, first_name=first_name, **fields
        )


def _walk(journey: Journey, guide: Volunteer, now: datetime) -> None:
    by = as_guide(guide)
    journeys.log_contact(
        by=by, journey=journey, kind=Contact.Kind.MET, held_at=now, client_key=uuid4(), now=now, note="Vi gik en tur."
    )
    agreement = journeys.propose_agreement(
        by=by,
        journey=journey,
        planned_visits=5,
        how_often="weekly",
        ends_on=(now + timedelta(days=112)).date(),
        now=now,
    )
    journeys.answer_agreement(
        by=by, journey=journey, agreement=agreement, accepts=True, how=Agreement.How.READ_ALOUD, now=now
    )
