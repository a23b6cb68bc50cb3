"""A relative's own page: theirs is theirs, and of the participant only what the participant allows."""

import pytest
from django.utils import timezone

from tests import make
from tests.features.test_person_page import a_visit, come_in, looks
from traedesten.audit.models import Lookup
from traedesten.consent import actions as consenting
from traedesten.consent.models import Consent
from traedesten.domain.consent import Channel, Purpose
from traedesten.journeys import actions
from traedesten.journeys.models import Journey, Visit
from traedesten.messages.models import Message
from traedesten.people.models import Relative
from traedesten.tenancy.scope import at_site

PAGE = "/holstebro/min-side/"


@pytest.fixture
def journey(site):
    return make.a_journey(site)


@pytest.fixture
def relative(site, journey):
    with at_site(site):
        return actions.add_relative(
            by=make.as_guide(journey.guide),
            journey=journey,
            now=timezone.now(),
            first_name="Mona",
            phone="+4561727374",
            carries="Jeg er den eneste, der kører.",
        )


@pytest.fixture
def inside(client, site, relative):
    come_in(client, site, relative)
    return client


def allow(site, journey, relative) -> Consent:
    with at_site(site):
        return consenting.give_consent(
            by=make.as_guide(journey.guide),
            person_id=journey.participant_id,
            owners=journey.owners,
            purpose=Purpose.RELATIVE,
            about_id=relative.pk,
            channel=Channel.MEETING,
            now=timezone.now(),
        )


def test_what_the_relative_carries_is_theirs(inside):
    page = inside.get(PAGE).content.decode()
    assert "Hej Mona" in page and "Jeg er den eneste, der kører." in page and "Birthe" in page


def test_without_consent_nothing_of_the_participant_is_shown(inside, site, journey):
    a_visit(site, journey, meet_at="Ved døren")
    for path in ("", "samtykker/", "hvem-har-kigget/"):
        page = inside.get(PAGE + path).content.decode()
        assert not any(word in page for word in ("Frida", "Café Nygade", "Ved døren", "40 12 18 60", "Vi gik en tur"))
    with at_site(site):
        seen = {person for row in Lookup.objects.filter(role="relative") for person in row.person_ids}
        assert journey.participant_id not in seen


def test_with_consent_the_name_and_the_next_visit_are_shown_and_no_more(inside, site, journey, relative):
    a_visit(site, journey, meet_at="Ved døren")
    allow(site, journey, relative)
    page = inside.get(PAGE).content.decode()
    assert "Frida" in page and "Café Nygade" in page
    assert not any(word in page for word in ("Ved døren", "40 12 18 60", "Vi gik en tur"))


def test_a_consent_for_another_relative_opens_nothing(inside, site, journey, relative):
    with at_site(site):
        other = actions.add_relative(
            by=make.as_guide(journey.guide), journey=journey, now=timezone.now(), first_name="Otto"
        )
    allow(site, journey, other)
    assert "Frida" not in inside.get(PAGE).content.decode()


def test_a_yes_taken_back_closes_the_next_request(inside, site, journey, relative):
    consent = allow(site, journey, relative)
    assert "Frida" in inside.get(PAGE).content.decode()
    with at_site(site):
        consenting.withdraw_consent(
            by=make.as_guide(journey.guide), consent=consent, owners=journey.owners, now=timezone.now()
        )
    assert "Frida" not in inside.get(PAGE).content.decode()


def test_the_participants_deeds_do_not_exist_for_a_relative(inside, site, journey):
    visit = a_visit(site, journey)
    for path in ("aftale/", "pause/", "naeste.ics", f"kan-ikke/{visit.pk}/"):
        assert inside.get(PAGE + path).status_code == 404
        assert inside.post(PAGE + path).status_code == 404
    assert inside.post(PAGE + "samtykker/", {"give": "feedback"}).status_code == 404
    with at_site(site):
        assert (Visit.objects.get().state, Journey.objects.get().stage) == ("planned", "walking")


def test_a_relative_asks_for_a_call(inside, site):
    assert inside.post(PAGE + "ring-til-mig/").status_code == 302
    with at_site(site):
        assert Journey.objects.get().wants_call_since is None
        assert Relative.objects.get().wants_call_since


def test_a_relative_says_stop_and_yes_again(inside, site, relative):
    inside.post(PAGE + "ring-til-mig/")
    page = inside.get(PAGE + "samtykker/").content.decode()
    assert "At vi kontakter dig" in page and "Jeg vil ikke kontaktes mere" in page
    with at_site(site):
        consent = Consent.objects.get(person_id=relative.pk, purpose=Purpose.CONTACT)
    assert inside.post(PAGE + "samtykker/", {"withdraw": consent.pk}).status_code == 302
    page = inside.get(PAGE).content.decode()
    assert "Vi ringer og skriver ikke til dig" in page and "ring-til-mig" not in page
    with at_site(site):
        assert Relative.objects.get().wants_call_since is None
        assert Message.objects.filter(name="guide_contact_stopped").count() == 1
    assert inside.post(PAGE + "samtykker/", {"give": "contact"}).status_code == 302
    assert "Vi ringer og skriver ikke til dig" not in inside.get(PAGE).content.decode()


def test_the_tick_on_the_card_is_the_yes_of_the_relative_who_is_called(site):
    journey = make.a_journey(site, whom_to_call="relative", participant_name="Frida")
    with at_site(site):
        relative = Relative.objects.get()
        people = set(Consent.objects.filter(purpose=Purpose.CONTACT).values_list("person_id", flat=True))
    assert people == {relative.pk} and journey.participant_id not in people


def test_a_relative_reads_of_themselves_as_you_and_is_told_of_in_other_words(inside, client, site, journey, relative):
    allow(site, journey, relative)
    inside.get(PAGE)
    own = inside.get(PAGE + "hvem-har-kigget/").content.decode()
    assert "<strong>Du</strong> så din egen side" in own
    come_in(client, site, journey.participant)
    theirs = client.get(PAGE + "hvem-har-kigget/").content.decode()
    assert "<strong>En pårørende</strong> så, hvem din guide er" in theirs
    assert "pårørende</strong> så din egen side" not in theirs


def test_relief_laid_for_the_relative_is_shown(inside, site, journey, relative):
    with at_site(site):
        actions.lay_stone(
            by=make.as_guide(journey.guide),
            journey=journey,
            relative=relative,
            offer=make.an_offer(site, "Pusterummet", kind="relief"),
            why="En formiddag for dig selv.",
            now=timezone.now(),
        )
    page = inside.get(PAGE).content.decode()
    assert "Pusterummet" in page and "En formiddag for dig selv." in page
    assert "Torsdag 14.00–17.00" in page and "openstreetmap.org" in page and "tel:+4597110000" in page


def test_the_page_is_looked_at_once(inside, site):
    before = looks(site)
    inside.get(PAGE)
    assert looks(site) == before + 1
