"""Pauses, stepping back, looking back, the end, and beginning again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.domain.journey import MoveNotAllowed
from traedesten.journeys import actions
from traedesten.journeys.models import FollowUp
from traedesten.messages.models import Message
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def url(name, journey, *ids):
    return reverse(f"journeys:{name}", args=[journey.site.slug, journey.pk, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def stage(site, journey) -> str:
    with at_site(site):
        return journey.locked().stage


def test_a_pause_and_on_again(client, site, journey, now):
    later = (now + timedelta(days=30)).date().isoformat()
    for _ in range(2):
        assert client.post(url("pause", journey), {"resume_on": later}).url == url("journey", journey)
    assert stage(site, journey) == "paused"
    for _ in range(2):
        assert client.post(url("resume", journey)).status_code == 302
    assert stage(site, journey) == "walking"


def test_a_pause_does_not_end_before_it_begins(client, site, journey, now):
    today = timezone.localdate(now).isoformat()
    assert client.post(url("pause", journey), {"resume_on": today}).status_code == 422
    assert stage(site, journey) == "walking"


def test_letting_go_and_going_along_again(client, site, journey):
    for _ in range(2):
        assert client.post(url("step_back", journey)).status_code == 302
    assert stage(site, journey) == "following"
    with at_site(site):
        assert journey.follow_ups.filter(state="planned").count() == 3
    client.post(url("set_back", journey))
    assert stage(site, journey) == "walking"


@pytest.mark.parametrize("name", ["resume", "step_back", "set_back", "reopen_journey"])
def test_moves_are_made_by_post_only(client, journey, name):
    assert client.get(url(name, journey)).status_code == 405


def test_the_same_look_back_twice_is_one(client, site, journey):
    client.post(url("step_back", journey))
    with at_site(site):
        row = journey.follow_ups.get(name="two_weeks")
    address = url("answer_follow_up", journey, row.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": "Ringede"}).status_code == 422
    for _press in range(2):
        assert client.post(address, {"standing": "community"}).url == url("journey", journey)
    assert client.post(address, {"standing": "alone"}).status_code == 409
    with at_site(site):
        assert FollowUp.objects.get(pk=row.pk).standing == "community"


def test_the_page_of_the_end_names_the_looks_back_that_will_not_be(client, site, journey):
    assert "Vi ville have spurgt" not in text(client.get(url("end_journey", journey)))
    client.post(url("step_back", journey))
    page = text(client.get(url("end_journey", journey)))
    assert "Vi ville have spurgt 3 gange til" in page and "så vent med at afslutte" in page
    with at_site(site):
        row = journey.follow_ups.get(name="two_weeks")
    client.post(url("answer_follow_up", journey, row.pk), {"standing": "community"})
    page = text(client.get(url("end_journey", journey)))
    assert (
        "Vi ville have spurgt 2 gange til" in page and "Efter tre måneder (" in page and "Efter to uger (" not in page
    )


def test_the_end_says_thank_you(client, site, journey):
    page = {"outcome": "community", "thank": "on", "expected_version": journey.version}
    assert client.post(url("end_journey", journey), page).url == reverse("home:day", args=[site.slug])
    assert stage(site, journey) == "ended"
    with at_site(site):
        assert Message.objects.filter(name="thank_you").count() == 1
    assert client.get(url("log_contact", journey)).status_code == 404


def test_the_end_without_a_thank_you(client, site, journey):
    client.post(url("end_journey", journey), {"outcome": "stopped", "expected_version": journey.version})
    with at_site(site):
        assert not Message.objects.filter(name="thank_you").exists()


def test_an_end_overtaken_by_somebody_else_is_asked_again(client, site, journey):
    answer = client.post(url("end_journey", journey), {"outcome": "stopped", "expected_version": journey.version - 1})
    assert answer.status_code == 409
    assert stage(site, journey) == "walking"


def test_the_guide_reads_and_reopens_what_ended_lately(client, site, guide, now):
    ended = make.a_journey(site, guide=guide, stage="ended", now=now - timedelta(days=13))
    listed = text(client.get(reverse("journeys:journeys", args=[site.slug]), {"vis": "afsluttet"}))
    assert url("journey", ended) in listed
    page = text(client.get(url("journey", ended)))
    assert "Åbn forløbet igen" in page and url("log_contact", ended) not in page
    assert url("consents", ended) not in page
    assert client.post(url("reopen_journey", ended)).url == reverse("home:day", args=[site.slug])
    assert stage(site, ended) == "assessing"
    assert client.get(url("journey", ended)).status_code == 404


def test_after_a_fortnight_or_for_another_guide_it_is_gone(client, site, guide, now):
    old = make.a_journey(site, guide=guide, stage="ended", now=now - timedelta(days=15))
    others = make.a_journey(site, stage="ended", now=now)
    for journey in (old, others):
        assert client.get(url("journey", journey)).status_code == 404
        assert client.post(url("reopen_journey", journey)).status_code == 404
    assert (stage(site, old), stage(site, others)) == ("ended", "ended")


def test_the_coordinator_opens_it_again_and_waiting_begins_anew(client, site, guide, now):
    ended = make.a_journey(site, guide=guide, stage="ended", now=now - timedelta(days=103))
    client.force_login(User.objects.get(pk=make.a_coordinator(site).user_id), backend=BACKEND)
    assert "Åbn forløbet igen" in text(client.get(url("journey", ended)))
    answer = client.post(url("reopen_journey", ended), follow=True)
    assert "Vurdér, hvem der skal bygge broen nu." in text(answer)
    assert stage(site, ended) == "assessing"
    board = text(client.get(reverse("home:board", args=[site.slug])))
    assert "103 dage" not in board and "Alle er kommet til i dag." in board


def test_an_ended_journey_stays_ended_while_the_person_walks_another(site, now):
    first = make.a_journey(site, stage="ended", now=now)
    coordinator = make.a_coordinator(site)
    with at_site(site):
        card = make.a_referral(site, now=now)
        actions.open_journey(by=coordinator, referral=card, participant=first.participant, now=now)
        with pytest.raises(MoveNotAllowed):
            actions.reopen_journey(by=coordinator, journey=first, now=now)
    assert stage(site, first) == "ended"


def test_a_yes_during_a_pause_counts_when_the_journey_goes_on(site, guide, now):
    journey, by = make.a_journey(site, guide=guide, stage="meeting", now=now), make.as_guide(guide)
    terms = {"planned_visits": 5, "how_often": "weekly", "ends_on": (now + timedelta(days=90)).date()}
    with at_site(site):
        agreement = actions.propose_agreement(by=by, journey=journey, now=now, **terms)
        actions.pause(by=by, journey=journey, now=now)
        actions.answer_agreement(by=by, journey=journey, agreement=agreement, accepts=True, how="link", now=now)
        actions.resume(by=by, journey=journey, now=now)
    assert stage(site, journey) == "walking"


def end(client, journey, outcome, **fields):
    return client.post(
        url("end_journey", journey), {"outcome": outcome, "expected_version": journey.version} | fields, follow=True
    )


@pytest.mark.parametrize("outcome", ["moved", "unreachable", "stopped"])
def test_an_end_has_the_word_that_fits(client, site, journey, outcome):
    end(client, journey, outcome)
    with at_site(site):
        assert journey.locked().outcome == outcome


def test_about_somebody_who_died_nothing_is_sent_any_more(client, site, guide, journey, now):
    with at_site(site):
        actions.send_person_link(by=make.as_guide(guide), journey=journey, now=now)
        before = Message.objects.count()
    answer = end(client, journey, "died", thank="on")
    assert "Vi sender ikke mere." in text(answer) and "Tak, fordi du gik med" not in text(answer)
    with at_site(site):
        assert Message.objects.count() == before
        [kept] = Message.objects.filter(person_id=journey.participant_id)
        assert kept.state == "paused"


def test_a_pause_is_not_longer_than_anybody_remembers(client, journey, now):
    answer = client.post(url("pause", journey), {"resume_on": "2099-01-01"})
    assert answer.status_code == 422 and "mere end et år ude" in text(answer)


def test_a_guide_who_is_no_longer_there_is_told_so_without_a_name(client, site, guide, journey, now):
    with at_site(site):
        actions.release_guide(by=make.a_coordinator(site), journey=journey, reason="guide_stops", now=now)
    answer = client.get(url("journey", journey))
    assert answer.status_code == 404
    assert "I følges ikke ad længere" in text(answer) and "Frida" not in text(answer)
    stranger = client.get(url("journey", make.a_journey(site, now=now)))
    assert "I følges ikke ad længere" not in text(stranger)
