"""A participant's own page: the next step, and everything that is theirs to decide."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from traedesten.audit.models import Event, Lookup
from traedesten.home.beside import under_way
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


def test_the_page_shows_the_journey_that_is_open(inside, site, journey):
    now, coordinator = timezone.now(), make.a_coordinator(site)
    with at_site(site):
        actions.end_journey(by=coordinator, journey=journey, outcome="own_way", now=now)
        card = make.a_referral(site, now=now)
        later = actions.open_journey(by=coordinator, referral=card, participant=journey.participant, now=now)
        actions.end_journey(by=coordinator, journey=later, outcome="stopped", now=now)
        actions.reopen_journey(by=coordinator, journey=journey, now=now)
        assert queries.journey_of_person(journey.participant_id) == journey
