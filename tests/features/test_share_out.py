"""Guides for everybody who waits: proposed, argued with, asked all at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.features.test_matching import url
from traedesten.audit.models import Lookup
from traedesten.journeys.models import Journey
from traedesten.matching import actions
from traedesten.matching.models import GuideRequest
from traedesten.messages.models import Message
from traedesten.tenancy.scope import at_site


@pytest.fixture
def two(site):
    """Two who wait, and two guides with one place each."""
    people = [make.a_journey(site, stage="waiting", wishes=["peers"]) for _ in range(2)]
    guides = [make.a_guide(site, name, capacity=1) for name in ("Birthe Kjær", "Kim Lund")]
    return people, guides


def page(client):
    return client.get(url("matching:share_out"))


def ticks(response) -> dict:
    """What the page would post if nobody touched it."""
    rows = response.context["shared"].placed
    return {
        **{f"shown-{row.journey.pk}": str(row.fit.guide.pk) for row in rows},
        **{f"ask-{row.journey.pk}": "on" for row in rows},
    }


def questions(site) -> set:
    with at_site(site):
        return set(GuideRequest.objects.filter(state="asked").values_list("journey_id", "volunteer_id"))


def test_everybody_is_proposed_a_guide_of_their_own(client, site, coordinator, two):
    people, guides = two
    placed = page(client).context["shared"].placed
    assert {row.journey.pk for row in placed} == {journey.pk for journey in people}
    assert {row.fit.guide.pk for row in placed} == {guide.pk for guide in guides}


def test_those_shown_are_written_down(client, site, coordinator, two):
    page(client)
    with at_site(site):
        shown = Lookup.objects.get(page="matching:share_out").person_ids
    assert {journey.participant_id for journey in two[0]} <= set(shown)


def test_one_press_asks_them_all(client, site, coordinator, two):
    response = client.post(url("matching:share_out"), ticks(page(client)) | {"ask": "1"})
    assert response.status_code == 302
    assert len(questions(site)) == 2
    with at_site(site):
        assert Message.objects.filter(name="guide_asked").count() == 2
        assert GuideRequest.objects.exclude(score=None).count() == 2


def test_a_second_press_asks_nobody_again(client, site, coordinator, two):
    posted = ticks(page(client)) | {"ask": "1"}
    client.post(url("matching:share_out"), posted)
    again = client.post(url("matching:share_out"), posted)
    assert again.status_code == 409
    assert len(questions(site)) == 2


def test_a_choice_is_kept_and_the_rest_arranged_around_it(client, site, coordinator, two):
    (first, _second), _guides = two
    before = {row.journey.pk: row.fit.guide.pk for row in page(client).context["shared"].placed}
    wanted = next(guide for journey, guide in before.items() if journey != first.pk)
    response = client.post(url("matching:share_out"), {f"guide-{first.pk}": str(wanted), "again": "1"})
    after = {row.journey.pk: row.fit.guide.pk for row in response.context["shared"].placed}
    assert after[first.pk] == wanted
    assert len(set(after.values())) == 2


def test_a_choice_not_yet_shown_asks_nobody_before_it_is_seen(client, site, coordinator, two):
    (first, _second), _guides = two
    shown = page(client)
    other = next(row.fit.guide.pk for row in shown.context["shared"].placed if row.journey.pk != first.pk)
    response = client.post(url("matching:share_out"), ticks(shown) | {f"guide-{first.pk}": str(other), "ask": "1"})
    assert response.status_code == 409
    assert questions(site) == set()


def test_who_is_put_off_is_not_asked_for(client, site, coordinator, two):
    (first, second), _guides = two
    response = client.post(url("matching:share_out"), {f"guide-{first.pk}": "wait", "again": "1"})
    shared = response.context["shared"]
    assert [row.journey.pk for row in shared.put_off] == [first.pk]
    assert [row.journey.pk for row in shared.placed] == [second.pk]


def test_more_people_than_places_is_said_beside_the_choice(client, site, coordinator, two):
    people, guides = two
    both = {f"guide-{journey.pk}": str(guides[0].pk) for journey in people}
    response = client.post(url("matching:share_out"), both | {"again": "1"})
    assert response.status_code == 422
    assert "Birthe har plads til 1 lige nu" in response.content.decode()


def test_without_a_tick_nobody_is_asked(client, site, coordinator, two):
    response = client.post(url("matching:share_out"), {"ask": "1"})
    assert response.status_code == 422
    assert questions(site) == set()


def test_somebody_who_got_a_guide_meanwhile_holds_the_whole_list_back(client, site, coordinator, two):
    (first, _second), guides = two
    posted = ticks(page(client)) | {"ask": "1"}
    with at_site(site):
        actions.ask_guide(by=coordinator, journey=first, volunteer=guides[1], now=timezone.now())
    response = client.post(url("matching:share_out"), posted)
    assert response.status_code == 409
    assert questions(site) == {(first.pk, guides[1].pk)}


def test_a_guide_who_filled_up_between_page_and_press_stops_the_action(site, two):
    people, guides = two
    by, now = make.a_coordinator(site), timezone.now()
    with at_site(site):
        asked = [actions.Asking(journey, guides[0]) for journey in people]
        with pytest.raises(actions.ListOvertaken):
            actions.ask_guides(by=by, asked=asked, now=now)
    assert questions(site) == set()


def test_who_is_left_hears_why_and_what_it_takes(client, site, coordinator, two):
    make.a_journey(site, stage="waiting", wishes=["peers"])
    shared = page(client).context["shared"]
    assert len(shared.left) == 1
    assert shared.left[0].why_not == "De guider, der ellers passer, har ikke plads lige nu."
    assert "én mere end aftalt" in shared.left[0].way_out


def test_nobody_waiting_is_said_kindly(client, site, coordinator):
    assert "Ingen venter på en guide lige nu" in page(client).content.decode()


def test_no_guides_yet_leads_to_the_invitation(client, site, coordinator):
    make.a_journey(site, stage="waiting", wishes=["peers"])
    assert "I har ingen guider endnu" in page(client).content.decode()


def test_the_list_costs_the_same_number_of_queries(client, site, coordinator, two):
    page(client)  # what is read once for the process
    with CaptureQueriesContext(connection) as few:
        page(client)
    for number in range(6):
        make.a_journey(site, stage="waiting", wishes=["peers"])
        make.a_guide(site, f"Guide {number}")
    with CaptureQueriesContext(connection) as many:
        page(client)
    with at_site(site):
        assert Journey.objects.count() == 8
    assert len(many) == len(few)
