"""A participant's own choices: yeses, pauses, visits, and who has looked."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.features.test_person_page import PAGE, a_visit, come_in, looks
from traedesten.audit.actions import look
from traedesten.consent import actions as consenting
from traedesten.consent.models import Consent
from traedesten.domain.access import Role
from traedesten.domain.consent import Channel, Purpose
from traedesten.home.beside import under_way
from traedesten.journeys import actions
from traedesten.journeys.models import Journey, Visit
from traedesten.messages.models import Message
from traedesten.tenancy.scope import at_site


@pytest.fixture
def journey(site):
    return make.a_journey(site)


@pytest.fixture
def inside(client, site, journey):
    come_in(client, site, journey.participant)
    return client


def test_the_page_is_looked_at_once(inside, site):
    before = looks(site)
    inside.get(PAGE)
    assert looks(site) == before + 1


def test_somebody_can_come_after_all(inside, site, journey):
    visit = a_visit(site, journey)
    inside.post(f"{PAGE}kan-ikke/{visit.pk}/")
    page = inside.get(PAGE).content.decode()
    assert "Du har sagt fra til Café Nygade" in page and "Jeg kan alligevel" in page
    for _again in range(2):
        assert inside.post(f"{PAGE}kan-alligevel/{visit.pk}/").status_code == 302
    with at_site(site):
        assert Visit.objects.get().state == Visit.State.PLANNED
        assert Message.objects.filter(name="guide_visit_restored").count() == 1
    assert "Jeg kan alligevel" not in inside.get(PAGE).content.decode()


def test_what_the_guide_called_off_is_not_undone_by_the_person(inside, site, journey):
    visit = a_visit(site, journey)
    with at_site(site):
        actions.cancel_visit(by=make.as_guide(journey.guide), visit=visit, now=timezone.now())
    assert "Jeg kan alligevel" not in inside.get(PAGE).content.decode()
    assert inside.post(f"{PAGE}kan-alligevel/{visit.pk}/").status_code == 409


def test_a_pause_begins_and_ends_and_a_double_press_does_no_harm(inside, site):
    assert [inside.post(PAGE + "pause/", {"resume_on": ""}).status_code for _again in range(2)] == [302, 302]
    with at_site(site):
        assert Journey.objects.get().stage == "paused"
    assert "Du holder pause" in inside.get(PAGE).content.decode()
    assert [inside.post(PAGE + "pause/", {"go_on": "1"}).status_code for _again in range(2)] == [302, 302]
    with at_site(site):
        assert Journey.objects.get().stage == "walking"


def test_a_pause_names_the_visit_and_calls_it_off_unless_it_is_kept(inside, site, journey):
    a_visit(site, journey, days=1)
    page = inside.get(PAGE + "pause/").content.decode()
    assert "Café Nygade" in page and re.search(r'value="call_off"[^>]*checked', page)
    assert inside.post(PAGE + "pause/", {"resume_on": "", "visits": ""}).status_code == 422
    assert inside.post(PAGE + "pause/", {"resume_on": "", "visits": "call_off"}).status_code == 302
    with at_site(site):
        assert (Visit.objects.get().state, Journey.objects.get().stage) == (Visit.State.CANCELLED, "paused")
        assert Message.objects.filter(name="guide_visit_cancelled").count() == 1
    assert "Café Nygade" not in inside.get(PAGE).content.decode()


def test_a_visit_kept_in_a_pause_is_said_to_stand(inside, site, journey):
    a_visit(site, journey, days=1)
    inside.post(PAGE + "pause/", {"resume_on": "", "visits": "keep"})
    with at_site(site):
        assert Visit.objects.get().state == Visit.State.PLANNED
    assert "Det, I har aftalt herunder, står stadig" in inside.get(PAGE).content.decode()
    assert "Det, I har aftalt, står stadig" in inside.get(PAGE + "pause/").content.decode()


def test_a_pause_until_yesterday_is_kindly_refused(inside, site):
    answer = inside.post(PAGE + "pause/", {"resume_on": "2020-01-01"})
    assert (answer.status_code, "2020-01-01" in answer.content.decode()) == (422, True)


def test_a_yes_is_taken_back_and_given_again(inside, site, journey):
    with at_site(site):
        consent = Consent.objects.get(person_id=journey.participant_id, purpose=Purpose.FEEDBACK)
    assert [inside.post(PAGE + "samtykker/", {"withdraw": consent.pk}).status_code for _again in range(2)] == [
        302,
        302,
    ]
    with at_site(site):
        consent.refresh_from_db()
        assert consent.withdrawn_at
    assert inside.post(PAGE + "samtykker/", {"give": "feedback"}).status_code == 302
    with at_site(site):
        given = Consent.objects.get(person_id=journey.participant_id, purpose="feedback", withdrawn_at=None)
        assert (given.channel, given.obtained_by) == ("link", Role.PARTICIPANT)


def test_saying_stop_to_contact_is_seen_before_and_after(inside, site, journey):
    a_visit(site, journey, days=1)
    inside.post(PAGE + "ring-til-mig/")
    before = inside.get(PAGE + "samtykker/").content.decode()
    assert "ringer og skriver Birthe ikke mere" in before and "Det opkald, du har bedt om" in before
    assert "Aftalen med Café Nygade i morgen står" in before
    with at_site(site):
        consent = Consent.objects.get(person_id=journey.participant_id, purpose=Purpose.CONTACT)
    assert [inside.post(PAGE + "samtykker/", {"withdraw": consent.pk}).status_code for _again in range(2)] == [
        302,
        302,
    ]
    page = inside.get(PAGE).content.decode()
    assert "Vi ringer og skriver ikke til dig" in page and "Café Nygade" in page
    assert "Birthe ved det, og du må altid selv ringe." in page and "ring-til-mig" not in page
    with at_site(site):
        assert (Journey.objects.get().wants_call_since, Visit.objects.get().state) == (None, Visit.State.PLANNED)
        assert Message.objects.filter(name="guide_contact_stopped").count() == 1
    inside.post(PAGE + "samtykker/", {"give": "contact"})
    assert "Vi ringer og skriver ikke til dig" not in inside.get(PAGE).content.decode()


def test_the_guide_sees_that_somebody_will_not_be_called(inside, site, journey, client):
    with at_site(site):
        consent = Consent.objects.get(person_id=journey.participant_id, purpose=Purpose.CONTACT)
    inside.post(PAGE + "samtykker/", {"withdraw": consent.pk})
    client.force_login(journey.guide.user)
    page = client.get(f"/s/holstebro/forloeb/{journey.pk}/").content.decode()
    assert "Frida vil ikke ringes op eller skrives til" in page


def a_yes(site, journey, purpose, about_id):
    with at_site(site):
        return consenting.give_consent(
            by=make.as_guide(journey.guide),
            person_id=journey.participant_id,
            owners=journey.owners,
            purpose=purpose,
            about_id=about_id,
            channel=Channel.MEETING,
            now=timezone.now(),
        )


@pytest.mark.parametrize("purpose", [Purpose.RELATIVE, Purpose.SHARE_WITH_OFFER])
def test_a_yes_about_one_relative_or_one_offer_is_given_again(inside, site, journey, purpose):
    about = {
        Purpose.RELATIVE: lambda: make.a_relative(site, journey).pk,
        Purpose.SHARE_WITH_OFFER: lambda: a_visit(site, journey).introduction.offer_id,
    }[purpose]()
    consent = a_yes(site, journey, purpose, about)
    inside.post(PAGE + "samtykker/", {"withdraw": consent.pk})
    assert f'name="again" value="{consent.pk}"' in inside.get(PAGE + "samtykker/").content.decode()
    assert [inside.post(PAGE + "samtykker/", {"again": consent.pk}).status_code for _again in range(2)] == [302, 302]
    with at_site(site):
        standing = Consent.objects.get(purpose=purpose, withdrawn_at=None)
        assert (standing.about_id, standing.channel, standing.obtained_by) == (about, "link", Role.PARTICIPANT)
    assert 'name="again"' not in inside.get(PAGE + "samtykker/").content.decode()


def test_a_yes_about_others_is_not_given_here(inside):
    assert inside.post(PAGE + "samtykker/", {"give": "handover"}).status_code == 422


def test_somebody_elses_yes_is_not_found(inside, site):
    other = make.a_journey(site, first_name="Kaj", phone="+4531626102")
    with at_site(site):
        consent = Consent.objects.filter(person_id=other.participant_id).first()
    assert inside.post(PAGE + "samtykker/", {"withdraw": consent.pk}).status_code == 404


def test_the_person_reads_what_is_written_and_sees_roles_but_no_names(inside, site, journey):
    make.a_journey(site, first_name="Kaj", phone="+4531626102")
    page = inside.get(PAGE + "hvem-har-kigget/").content.decode()
    assert "Vi gik en tur." in page
    assert "Fællesskabsguide</strong> skrev et notat om en kontakt" in page
    assert "Koordinator" in page
    assert not any(name in page for name in ("Hanne", "Vad", "Kjær", "Kaj", "journey."))


def test_what_one_has_done_oneself_is_told_as_ones_own(inside, site, journey):
    visit = a_visit(site, journey)
    inside.get(PAGE)
    inside.get(PAGE + "naeste.ics")
    inside.post(f"{PAGE}kan-ikke/{visit.pk}/")
    page = inside.get(PAGE + "hvem-har-kigget/").content.decode()
    assert "<strong>Du</strong> så din egen side" in page
    assert "<strong>Du</strong> hentede aftalen til kalenderen" in page
    assert "<strong>Du</strong> sagde, at du ikke kunne komme" in page
    assert "Dig selv" not in page


def test_older_looks_can_be_leafed_back_to(inside, site, journey):
    with at_site(site):
        for number in range(60):
            at = timezone.now() - timedelta(days=number)
            look(by=make.as_guide(journey.guide), page="home:day", people=[journey.participant_id], now=at)
    first = inside.get(PAGE + "hvem-har-kigget/").content.decode()
    assert "?side=2" in first and "Vis nyere" not in first
    second = inside.get(PAGE + "hvem-har-kigget/?side=2").content.decode()
    assert "?side=1" in second and "sagde ja til at hjælpe" in second
    for nonsense in ("x", "-1", "0", "99999999999", "²"):
        assert inside.get(PAGE + "hvem-har-kigget/", {"side": nonsense}).status_code == 200


def test_who_has_looked_costs_the_same_at_one_and_at_fifty(inside, site, journey):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert inside.get(PAGE + "hvem-har-kigget/").status_code == 200
        return len(queries)

    first = cost()
    for _again in range(20):
        inside.get(PAGE)
    assert cost() == first


@pytest.mark.parametrize(("takes_back", "thanks"), [(True, 0), (False, 1)])
def test_nothing_automatic_is_written_after_the_yes_to_it_is_taken_back(inside, site, journey, takes_back, thanks):
    with at_site(site):
        consent = Consent.objects.get(purpose=Purpose.CONTACT)
        if takes_back:
            inside.post(f"{PAGE}samtykker/", {"withdraw": consent.pk})
        actions.end_journey(by=make.as_guide(journey.guide), journey=journey, outcome="community", now=timezone.now())
        assert Message.objects.filter(name="thank_you").count() == thanks


def test_something_is_asked_to_be_put_right_and_seen_to(inside, site, journey, client):
    words = "Jeg er flyttet. Slet det om min søster."
    assert inside.post(PAGE + "ret-eller-slet/", {"words": ""}).status_code == 422
    assert inside.post(PAGE + "ret-eller-slet/", {"words": words}).status_code == 302
    assert (
        "Du bad om at få noget rettet eller slettet i dag" in inside.get(PAGE + "hvem-har-kigget/").content.decode()
    )
    with at_site(site):
        assert Message.objects.filter(name="guide_change_wanted").count() == 1
        assert [row.pk for row in under_way(timezone.now()).changes] == [journey.pk]
    client.force_login(journey.guide.user)
    address = f"/s/holstebro/forloeb/{journey.pk}/"
    assert words in client.get(address).content.decode()
    assert client.post(f"{address}rettet/").status_code == 302
    assert words not in client.get(address).content.decode()
