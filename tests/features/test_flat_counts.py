"""Every list asks the database as often for twenty rows as for one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import crowd, make, research
from tests.crowd import MORE
from tests.features import addresses, world, world_programmes
from tests.features import many_in_groups as in_groups
from tests.features.test_demo import demo_pages  # noqa: F401 - a fixture
from traedesten.consent import actions as consent
from traedesten.domain.access import Role
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.programmes import GRIEF
from traedesten.groups import actions as groups
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Contact
from traedesten.messages import actions as messages
from traedesten.messages.queries import wordings_in_force
from traedesten.referrals import actions as referrals
from traedesten.research import actions as exports
from traedesten.support import actions as support
from traedesten.tenancy.models import Membership, Site, User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="module")
def there(django_db_setup, django_db_blocker, superuser_url):
    """A populated site, committed; each test rolls back what it does on top."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            populated = world.a_world("holstebro")
        yield populated
        world.empty(superuser_url, connections["default"].settings_dict["NAME"])


@pytest.fixture
def a(there, db):
    Site.objects.filter(pk=there.site.pk).update(referrals_per_hour=10_000, email="holstebro@example.org")
    return there


# ---- Nineteen more of one kind: by the project's own actions, or copies of what they made ----


def cards(a) -> None:
    new = a.rows["new"].locked()
    crowd.multiply([new.key, new, *new.calls.select_related("key")], MORE)


def held_cards(a) -> None:
    held = a.rows["held"].locked()
    crowd.multiply([held.key, held], MORE)


def seekers(a, more: int = MORE, **fields) -> list:
    known = {"by": a.coordinator, "now": world.NOW, **fields}
    return [
        make.a_seeker(a.rows["programme"], first_name=f"{a.word} {number}", phone=f"+455188{number:04}", **known)
        for number in range(more)
    ]


def ready_seekers(a) -> None:
    """Ready for a group, in the pool beside it."""
    for row in seekers(a):
        told = {"times": ["tue-eve"], "outcome": "found_ready"}
        groups.hold_talk(by=a.coordinator, seeker=row, now=world.NOW, **told)


def self_help_groups(a) -> None:
    for number in range(MORE):
        plan = {"first_on": world.NOW.date(), "starts": time(19), "facilitators": [a.guide, a.other_guide]}
        named = {"programme": a.rows["programme"], "name": f"{a.word} {number}"}
        groups.plan_group(by=a.coordinator, now=world.NOW, **named, **plan)


def held_seekers(a) -> None:
    seekers(a, suspicions=["too_fast"])


def kept_apart(a) -> None:
    others = {"not_with": seekers(a), "outcome": "found_ready"}
    groups.hold_talk(by=a.coordinator, seeker=a.rows["seeker"], now=world.NOW, **others)


def calls(a) -> None:
    crowd.multiply(list(a.rows["new"].calls.select_related("key")), MORE)


def those_of(stage: str) -> Callable:
    def fill(a) -> None:
        crowd.multiply(crowd.rows_about(a.journeys[stage].locked()), MORE)

    return fill


def guides(a) -> None:
    for number in range(MORE):
        make.a_guide(a.site, f"{a.word}{number} Kjær")


def offers(a) -> None:
    for number in range(MORE):
        make.an_offer(a.site, f"{a.word} {number}", by=a.coordinator)


def relatives(a) -> None:
    """Each of them may know, says the person."""
    journey = a.journeys["walking"]
    for number in range(MORE):
        row = make.a_relative(a.site, journey, first_name=f"{a.word}{number}", wants_relief=number % 2 == 0)
        says_yes(a, journey.participant_id, Purpose.RELATIVE, row.pk)


def says_yes(a, person_id, purpose: Purpose, about_id) -> None:
    owners = a.journeys["walking"].owners
    common = {"by": a.by_guide, "owners": owners, "channel": Channel.MEETING, "now": world.NOW}
    consent.give_consent(person_id=person_id, purpose=purpose, about_id=about_id, **common)


def contacts(a) -> None:
    crowd.multiply(list(Contact.objects.filter(journey=a.journeys["walking"]).select_related("key")), MORE)


def stones(a, relative=None, more=MORE) -> None:
    """Each of them chosen and told about, with a visit ahead."""
    who = relative or a.journeys["walking"].participant
    for number in range(more):
        offer = make.an_offer(a.site, f"{a.word} {number}", by=a.coordinator)
        laid = {"journey": a.journeys["walking"], "offer": offer, "is_chosen": True, "relative": relative}
        stone = journeys.lay_stone(by=a.by_guide, now=world.NOW, **laid)
        says_yes(a, who.pk, Purpose.SHARE_WITH_OFFER, offer.pk)
        at = world.NOW + timedelta(days=2, hours=number)
        journeys.plan_visit(by=a.by_guide, introduction=stone, starts_at=at, now=world.NOW)


def relief(a, more=MORE) -> None:
    stones(a, a.rows["relative"], more)


def one_relief(a) -> None:
    relief(a, 1)


def units(a) -> None:
    for number in range(MORE):
        referrals.add_unit(by=a.coordinator, name=f"{a.word} {number}", kind="health", now=world.NOW)


def words_of_ones_own(a) -> None:
    for name, texts in wordings_in_force():
        for text in texts:
            keep = {"by": a.coordinator, "name": name, "language": text.language, "now": world.NOW}
            messages.edit_wording(text=f"{a.word} {text.common}", **keep)


def programmes(a) -> None:
    """Each with its materials, and in the network."""
    for number in range(MORE):
        named = {"name": f"{a.word} {number}", "slug": f"nr-{number}"}
        row = world_programmes.write(a.coordinator, GRIEF, now=world.NOW, **named)
        groups.publish_programme(by=a.coordinator, programme=row, now=world.NOW)


def letters(a) -> None:
    crowd.multiply([a.rows["message"]], MORE)


def export_requests(a) -> None:
    for _ in range(MORE):
        asked = {"purpose": f"{a.word} spørger", "plan": research.PLAN, "expires_on": research.in_a_month()}
        exports.ask_for_export(by=a.coordinator, now=world.NOW, **asked)


def places(a) -> None:
    """Where the coordinator belongs as well."""
    for number in range(MORE):
        place = make.a_site(f"sted{number}")
        Site.objects.filter(pk=place.pk).update(place=f"{a.word} {number}")
        with at_site(place):
            user = User.objects.get(pk=a.coordinator.user_id)
            Membership.objects.create(user=user, role=Role.COORDINATOR, since_on=world.NOW.date())


def two_places(a) -> None:
    place = make.a_site("skovby")
    with at_site(place):
        user = User.objects.get(pk=a.coordinator.user_id)
        Membership.objects.create(user=user, role=Role.COORDINATOR, since_on=world.NOW.date())


def without_proposal(a) -> None:
    support.leave_proposal(by=a.coordinator, proposal=a.rows["roster_proposal"], now=world.NOW)


def on_shift(a) -> None:
    """More guides on one shift, each with an offer to swap."""
    for number in range(MORE):
        guide = make.a_guide(a.site, f"{a.word}{number} Kjær")
        duty = support.put_on(by=a.coordinator, shift=a.rows["duty"].shift, guide=guide, now=world.NOW)
        support.publish_roster(by=a.coordinator, plan=a.rows["shift_plan"], now=world.NOW)
        support.offer_duty(by=make.as_guide(guide), duty=duty, now=world.NOW)


# ---- The lists ----


@dataclass(frozen=True)
class Listed:
    """A page, who looks at it, what there is more of, and how many more of them it shows."""

    page: str
    who: str
    fill: Callable
    shows: int = MORE
    stage: str = "walking"
    query: str = ""
    before: Callable | None = None

    def __str__(self):
        return f"{self.page}-{self.who}-{self.fill.__name__}"


LISTS = [
    Listed("home:board", "coordinator", cards),
    Listed("groups:pool", "coordinator", seekers),
    Listed("groups:pool", "coordinator", held_seekers),
    Listed("groups:talk", "coordinator", seekers),
    Listed("groups:group", "coordinator", ready_seekers),
    Listed("groups:groups", "coordinator", self_help_groups),
    Listed("gathering:proposals", "coordinator", in_groups.meeting_places),
    Listed("gathering:proposal", "coordinator", in_groups.proposed),
    Listed("gathering:look_back", "coordinator", in_groups.proposed, shows=0),
    Listed("gathering:look_back", "coordinator", in_groups.members, shows=0),
    Listed("gathering:seat", "coordinator", in_groups.proposed, shows=0),
    Listed("gathering:make", "coordinator", in_groups.proposed, shows=0),
    Listed("groups:seeker", "coordinator", kept_apart, shows=MORE - 1),
    Listed("groups:facilitators", "coordinator", in_groups.interested),
    Listed("groups:facilitators", "coordinator", in_groups.held_interest),
    Listed("groups:facilitators", "coordinator", in_groups.able_ones, shows=MORE),
    Listed("groups:facilitators", "coordinator", in_groups.sparrings),
    Listed("groups:facilitator", "coordinator", in_groups.wished, shows=MORE - 2, before=in_groups.one_wished),
    Listed("groups:facilitator", "coordinator", in_groups.sparrings, shows=0),
    Listed("groups:facilitator_pairs", "facilitator", in_groups.able_ones),
    Listed("groups:facilitator_pairs", "facilitator", in_groups.wished, before=in_groups.one_wished),
    Listed("groups:facilitator_sparring", "facilitator", in_groups.sparrings),
    Listed("groups:facilitator_day", "facilitator", in_groups.able_ones, shows=0),
    Listed("groups:programmes_open", "nobody", programmes),
    Listed("groups:courses", "coordinator", in_groups.groups_under_way),
    Listed("groups:overview", "coordinator", in_groups.groups_under_way),
    Listed("groups:overview", "coordinator", in_groups.members, shows=0),
    Listed("groups:facilitator_day", "facilitator", in_groups.groups_under_way),
    Listed("groups:courses", "facilitator", in_groups.members),
    Listed("groups:facilitating", "facilitator", in_groups.members),
    Listed("groups:session", "facilitator", in_groups.members),
    Listed("groups:end_group", "coordinator", in_groups.members),
    Listed("home:board", "coordinator", guides, shows=0),
    Listed("home:board", "coordinator", those_of("assessing")),
    Listed("home:board", "coordinator", those_of("waiting")),
    Listed("home:day", "guide", those_of("walking")),
    Listed("home:day", "guide", those_of("following")),
    Listed("home:day", "guide", stones, shows=0),
    Listed("journeys:journeys", "coordinator", those_of("walking")),
    Listed("journeys:journeys", "coordinator", those_of("ended"), query="?vis=alle"),
    Listed("journeys:journeys", "guide", those_of("walking")),
    Listed("journeys:journey", "guide", stones),
    Listed("journeys:journey", "guide", relatives),
    Listed("journeys:journey", "guide", contacts),
    Listed("journeys:journey", "coordinator", relief),
    Listed("journeys:log_contact", "guide", relatives),
    Listed("journeys:lay_stone", "guide", offers),
    Listed("journeys:consents", "guide", relatives),
    Listed("journeys:consents", "guide", stones),
    Listed("journeys:consents", "guide", relief),
    Listed("journeys:relative", "guide", contacts),
    Listed("journeys:relative", "guide", relief),
    Listed("journeys:assign_guide", "coordinator", guides, stage="waiting"),
    Listed("journeys:person", "person", stones, shows=0),
    Listed("journeys:person_consents", "person", relatives),
    Listed("journeys:person_consents", "person", stones),
    Listed("journeys:person", "relative", relief),
    Listed("journeys:person_consents", "relative", relief, before=one_relief),
    Listed("groups:programmes", "coordinator", programmes),
    Listed("groups:programme", "coordinator", programmes, shows=0),
    Listed("groups:programme_changes", "coordinator", programmes, shows=0),
    Listed("groups:network_programmes", "coordinator", programmes),
    Listed("matching:proposal", "coordinator", guides, shows=0),
    Listed("matching:look_back", "coordinator", stones, shows=0),
    Listed("messages:wordings", "coordinator", words_of_ones_own),
    Listed("offers:offers", "guide", offers),
    Listed("offers:find", "nobody", offers, shows=10),
    Listed("people:volunteers", "coordinator", guides),
    Listed("people:volunteer", "coordinator", those_of("walking")),
    Listed("people:end_membership", "coordinator", those_of("walking")),
    Listed("referrals:inbox", "coordinator", cards),
    Listed("referrals:inbox", "coordinator", held_cards),
    Listed("referrals:referral", "coordinator", calls),
    Listed("referrals:referral", "coordinator", those_of("walking")),
    Listed("referrals:units", "coordinator", units),
    Listed("research:exports", "coordinator", export_requests),
    Listed("research:export_request", "coordinator", those_of("walking"), shows=0),
    Listed("support:roster", "coordinator", guides),
    Listed("support:roster", "coordinator", on_shift, before=without_proposal),
    Listed("support:shift", "coordinator", guides),
    Listed("support:my_shifts", "guide", on_shift, shows=0, before=without_proposal),
    Listed("support:in_the_house", "nobody", on_shift, before=without_proposal),
    Listed("home:front", "nobody", places),
    Listed("home:my_sites", "coordinator", places, before=two_places),
    Listed("demo:mailbox", "nobody", letters, shows=-MORE),  # the newest take the place of older ones
]
WITHOUT_A_SITE = {"home:front": "/", "home:my_sites": "/mine-steder/", "demo:mailbox": "/demo/post/"}


def browser(a, who: str) -> Client:
    """In front of the page as this person: signed in, or come by a link."""
    client = Client()
    signs_in = {"coordinator": a.coordinator, "guide": a.guide, "facilitator": a.rows["facilitator_account"]}
    if who in signs_in:
        user = signs_in[who]
        client.force_login(User.objects.get(pk=user.user_id), backend=BACKEND)
    if who in ("person", "relative"):
        assert client.get(f"/holstebro/p/{a.tokens[f'enter_{who}']}/").status_code == 302
    return client


def look(client: Client, path: str) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode(), len(asked)


@pytest.mark.parametrize("listed", LISTS, ids=str)
def test_a_list_asks_as_often_for_twenty_as_for_one(listed, a, demo_pages):  # noqa: F811
    page = next((page for page in addresses.pages() if page.name == listed.page), None)
    path = WITHOUT_A_SITE.get(listed.page) or addresses.address(page, a)
    path = path.replace(str(a.journeys["walking"].pk), str(a.journeys[listed.stage].pk))
    with at_site(a.site):
        if listed.before:
            listed.before(a)
    client, path = browser(a, listed.who), path + listed.query
    look(client, path)
    before, few = look(client, path)
    with at_site(a.site):
        listed.fill(a)
    look(client, path)
    after, many = look(client, path)
    assert after.count(a.word) >= before.count(a.word) + listed.shows
    assert many == few
