"""A participant's own page: the next step, and everything that is theirs to decide."""

import re
from base64 import b64encode
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from traedesten.audit.actions import look
from traedesten.audit.models import Event, Lookup
from traedesten.consent import actions as consenting
from traedesten.consent.models import Consent
from traedesten.domain.access import Role
from traedesten.domain.consent import Channel, Purpose
from traedesten.home.queries import under_way
from traedesten.journeys import actions, queries
from traedesten.journeys.models import Agreement, Journey, Visit
from traedesten.messages.models import Message
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import at_site

PAGE = "/holstebro/min-side/"


def come_in(client, site, person):
    """Follow a fresh link to the person's page, as from a message."""
    with at_site(site):
        token = Link.issue(purpose=Link.Purpose.PERSON, subject_id=person.pk, person_id=person.pk, now=timezone.now())
    answer = client.get(f"/{site.slug}/p/{token}/")
    assert answer.status_code == 302, answer.status_code
    return token


def a_visit(site, journey, *, days=2, **fields):
    with at_site(site):
        stone = actions.lay_stone(
            by=make.as_guide(journey.guide),
            journey=journey,
            offer=make.an_offer(site, venue={"address": "Nygade 12"}),
            now=timezone.now(),
            is_chosen=True,
        )
        return actions.plan_visit(
            by=make.as_guide(journey.guide),
            introduction=stone,
            starts_at=timezone.now() + timedelta(days=days),
            now=timezone.now(),
            **fields,
        )


@pytest.fixture
def journey(site):
    return make.a_journey(site)


@pytest.fixture
def inside(client, site, journey):
    come_in(client, site, journey.participant)
    return client


def looks(site):
    with at_site(site):
        return Lookup.objects.count()


def test_the_next_step_is_shown_with_day_place_and_guide(inside, site, journey):
    a_visit(site, journey, meet_at="Ved døren")
    page = inside.get(PAGE).content.decode()
    assert all(words in page for words in ("Hej Frida", "Birthe", "Café Nygade", "Nygade 12", "Ved døren", "kl."))
    assert 'href="https://www.openstreetmap.org/search?query=Nygade+12' in page


def test_the_token_leaves_the_address_bar_and_the_cookie_opens_only_this_site(client, site, other_site, journey):
    come_in(client, site, journey.participant)
    cookie = client.cookies["link_person"]
    assert (cookie["path"], bool(cookie["httponly"]), cookie["samesite"]) == ("/holstebro/", True, "Lax")
    client.cookies["link_person"]["path"] = "/"
    assert client.get("/skovby/min-side/").status_code == 410


def test_the_page_is_looked_at_once(inside, site):
    before = looks(site)
    inside.get(PAGE)
    assert looks(site) == before + 1


def test_ten_gets_change_nothing(inside, site, journey):
    visit = a_visit(site, journey)
    with at_site(site):
        before = (Journey.objects.get().version, Event.objects.count(), Message.objects.count())
    for path in (PAGE, "aftale/", "samtykker/", "pause/", f"kan-ikke/{visit.pk}/", "naeste.ics", "hvem-har-kigget/"):
        for _again in range(10):
            assert inside.get(path if path == PAGE else PAGE + path).status_code == 200
    with at_site(site):
        assert (Journey.objects.get().version, Event.objects.count(), Message.objects.count()) == before
        assert Visit.objects.get().state == Visit.State.PLANNED
        assert Link.objects.filter(purpose="person").values_list("used_at", flat=True).distinct().get() is None


def test_asking_for_a_call_is_a_post(inside):
    assert inside.get(PAGE + "ring-til-mig/").status_code == 405


def test_a_call_asked_for_twice_tells_the_guide_once(inside, site):
    for _again in range(2):
        assert inside.post(PAGE + "ring-til-mig/").status_code == 302
    with at_site(site):
        assert Journey.objects.get().wants_call_since
        assert Message.objects.filter(name="guide_called_for").count() == 1


def test_cannot_come_is_asked_once_more_and_then_cancelled(inside, site, journey):
    visit = a_visit(site, journey)
    address = f"{PAGE}kan-ikke/{visit.pk}/"
    assert "Café Nygade" in inside.get(address).content.decode()
    assert [inside.post(address).status_code for _again in range(2)] == [302, 302]
    with at_site(site):
        assert Visit.objects.get().state == Visit.State.CANCELLED
        assert Message.objects.filter(name="guide_visit_cancelled").count() == 1


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


def test_a_call_asked_for_is_not_asked_for_again(inside, site):
    assert "Bed Birthe ringe til mig" in inside.get(PAGE).content.decode()
    inside.post(PAGE + "ring-til-mig/")
    page = inside.get(PAGE).content.decode()
    assert "Bed Birthe ringe til mig" not in page and "Du bad om et opkald i dag" in page


def test_the_hour_stands_in_the_headline(inside, site, journey):
    visit = a_visit(site, journey, days=1)
    hour = f"{timezone.localtime(visit.starts_at):%H.%M}"
    headline = inside.get(PAGE).content.decode().split("<h1>")[1].split("</h1>")[0]
    assert f"i morgen kl. {hour}" in headline


def test_somebody_elses_visit_is_not_found(inside, site):
    other = make.a_journey(site, first_name="Kaj", phone="+4531626102")
    visit = a_visit(site, other)
    assert inside.post(f"{PAGE}kan-ikke/{visit.pk}/").status_code == 404
    with at_site(site):
        assert Visit.objects.get().state == Visit.State.PLANNED


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


def test_the_agreement_that_was_read_is_the_one_that_is_answered(inside, site, journey):
    guide = make.as_guide(journey.guide)
    terms = {"planned_visits": 4, "how_often": "weekly", "ends_on": timezone.localdate(), "now": timezone.now()}
    with at_site(site):
        first = actions.propose_agreement(by=guide, journey=journey, **terms)
        second = actions.propose_agreement(by=guide, journey=journey, **terms)
    stale = inside.post(PAGE + "aftale/", {"agreement": first.pk, "answer": "yes"})
    assert (stale.status_code, "skrevet om" in stale.content.decode()) == (409, True)
    answer = {"agreement": second.pk, "answer": "yes"}
    assert [inside.post(PAGE + "aftale/", answer).status_code for _again in range(2)] == [302, 302]
    with at_site(site):
        kept = Agreement.objects.get(pk=second.pk)
        assert (kept.answer, kept.answered_how) == ("yes", "link")


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


def test_the_calendar_file_has_the_sites_time_zone_and_nothing_personal(inside, site, journey):
    a_visit(site, journey, meet_at="Ved kirken", remember="Hun er træt")
    answer = inside.get(PAGE + "naeste.ics")
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART;TZID=Europe/Copenhagen:" in text and "BEGIN:VTIMEZONE" in text
    assert "Birthe" in text and "Nygade" in text
    assert "I mødes: Ved kirken" in text and "30 55 21 08" in text and "TRIGGER:-PT2H" in text
    assert not any(word in text for word in ("Frida", "træt", "Kjær", "40121860"))


def test_without_a_visit_there_is_no_calendar_file(inside):
    assert inside.get(PAGE + "naeste.ics").status_code == 404


def test_the_guides_picture_is_there_only_when_there_is_one(inside, site, journey):
    assert inside.get(PAGE + "guide.jpg").status_code == 404
    with at_site(site):
        journey.guide.picture = b64encode(b"jpeg").decode()
        journey.guide.save()
    answer = inside.get(PAGE + "guide.jpg")
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/jpeg", b"jpeg")


def test_everybody_at_every_stage_has_a_page(client, site):
    for number, stage in enumerate(("assessing", "waiting", "meeting", "walking", "following", "paused", "ended")):
        journey = make.a_journey(site, stage=stage, phone=f"+453162610{number}", first_name=f"Frida{stage}")
        come_in(client, site, journey.participant)
        page = client.get(PAGE)
        assert (stage, page.status_code, f"Frida{stage}" in page.content.decode()) == (stage, 200, True)


def test_an_ended_journey_thanks_and_says_how_to_come_back(client, site):
    journey = make.a_journey(site, stage="ended")
    come_in(client, site, journey.participant)
    page = client.get(PAGE).content.decode()
    assert "Tak for turen, Frida" in page and "tel:+4597110000" in page and "Bed os ringe til dig" in page
    assert client.post(PAGE + "ring-til-mig/").status_code == 302
    assert "Du har bedt om et opkald" in client.get(PAGE).content.decode()
    with at_site(site):
        assert not Message.objects.filter(name="guide_called_for").exists()
        assert [call.name for call in under_way(timezone.now()).calls] == ["Frida"]


def test_written_words_are_escaped(inside, site, journey):
    a_visit(site, journey, meet_at="<script>alert(1)</script>")
    assert "<script>alert(1)" not in inside.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("changed", "status"), [({"phone": "+4520304050"}, 410), ({"first_name": "Frederikke"}, 200)]
)
def test_a_link_sent_to_another_number_no_longer_opens_the_page(inside, site, journey, changed, status):
    with at_site(site):
        actions.edit_participant(by=make.as_guide(journey.guide), journey=journey, now=timezone.now(), **changed)
    assert inside.get(PAGE).status_code == status


@pytest.mark.parametrize(("takes_back", "thanks"), [(True, 0), (False, 1)])
def test_nothing_automatic_is_written_after_the_yes_to_it_is_taken_back(inside, site, journey, takes_back, thanks):
    with at_site(site):
        consent = Consent.objects.get(purpose=Purpose.CONTACT)
        if takes_back:
            inside.post(f"{PAGE}samtykker/", {"withdraw": consent.pk})
        actions.end_journey(by=make.as_guide(journey.guide), journey=journey, outcome="community", now=timezone.now())
        assert Message.objects.filter(name="thank_you").count() == thanks


def test_the_page_shows_the_journey_that_is_open(inside, site, journey):
    now, coordinator = timezone.now(), make.a_coordinator(site)
    with at_site(site):
        actions.end_journey(by=coordinator, journey=journey, outcome="own_way", now=now)
        card = make.a_referral(site, now=now)
        later = actions.open_journey(by=coordinator, referral=card, participant=journey.participant, now=now)
        actions.end_journey(by=coordinator, journey=later, outcome="stopped", now=now)
        actions.reopen_journey(by=coordinator, journey=journey, now=now)
        assert queries.journey_of_person(journey.participant_id) == journey
