"""The agreement: read aloud, or sent."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.journeys.models import Agreement
from traedesten.messages.models import Message
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def url(name, journey, *ids):
    return reverse(f"journeys:{name}", args=[journey.site.slug, journey.pk, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def meeting(site, guide, now):
    return make.a_journey(site, stage="meeting", guide=guide, now=now)


def terms(journey, now, **fields) -> dict:
    return {
        "how_often": "weekly",
        "planned_visits": "5",
        "ends_on": (now + timedelta(days=60)).date().isoformat(),
        "way": "read_aloud",
        "expected_version": journey.version,
        **fields,
    }


def test_read_aloud_and_answered_now(client, site, meeting, now):
    answer = client.post(url("propose_agreement", meeting), terms(meeting, now))
    assert answer.url == url("answer_agreement", meeting)
    page = text(client.get(answer.url))
    assert "Det gør guiden ikke" in page
    assert "5 gange" in page
    assert client.post(answer.url, {"accepts": "yes"}).url == url("journey", meeting)
    with at_site(site):
        fresh, agreement = meeting.locked(), Agreement.objects.get(journey=meeting)
    assert (fresh.stage, agreement.answer, agreement.answered_how) == ("walking", "yes", "read_aloud")


def test_answering_twice_is_one_answer(client, meeting, now):
    client.post(url("propose_agreement", meeting), terms(meeting, now))
    for _ in range(2):
        assert client.post(url("answer_agreement", meeting), {"accepts": "yes"}).status_code == 302


def test_a_no_leaves_the_journey_where_it_is(client, site, meeting, now):
    client.post(url("propose_agreement", meeting), terms(meeting, now))
    client.post(url("answer_agreement", meeting), {"accepts": "no"})
    with at_site(site):
        assert meeting.locked().stage == "meeting"


def test_sent_to_the_persons_own_page(client, site, meeting, now):
    answer = client.post(url("propose_agreement", meeting), terms(meeting, now, way="link"))
    assert answer.url == url("journey", meeting)
    with at_site(site):
        assert Message.objects.filter(name="agreement").count() == 1


def test_an_end_that_is_past_is_refused(client, meeting, now):
    past = terms(meeting, now, ends_on=timezone.localdate(now).isoformat(), own_words="Ro på")
    answer = client.post(url("propose_agreement", meeting), past)
    assert answer.status_code == 422
    assert "Ro på" in text(answer)


def test_a_stale_agreement_keeps_what_was_typed(client, meeting, now):
    old = terms(meeting, now, own_words="Ro på", expected_version=meeting.version - 1)
    answer = client.post(url("propose_agreement", meeting), old)
    page = text(answer)
    assert answer.status_code == 409
    assert "Ro på" in page
    assert "En anden har skrevet her imens" in page


def test_without_an_agreement_there_is_nothing_to_answer(client, meeting):
    assert client.get(url("answer_agreement", meeting)).status_code == 404


def test_without_a_guide_there_is_no_agreement(client, site, now):
    client.force_login(User.objects.get(pk=make.a_coordinator(site).user_id), backend=BACKEND)
    assert client.get(url("propose_agreement", make.a_journey(site, stage="waiting", now=now))).status_code == 409
