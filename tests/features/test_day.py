"""The guide's day."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.audit.models import Lookup
from traedesten.home import day as composing
from traedesten.journeys import actions
from traedesten.journeys.models import Journey
from traedesten.matching import actions as matching
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def guide(site):
    return make.a_guide(site)


@pytest.fixture
def now():
    return timezone.now()


def sign_in(client, user_id):
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)


def the_day(client, site):
    return client.get(reverse("home:day", args=[site.slug]))


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def walking(site, guide, now, name="Frida", days_ago=1, **card):
    return make.a_journey(site, guide=guide, now=now - timedelta(days=days_ago), first_name=name, **card)


def with_visit(site, journey, guide, now, at, **visit):
    with at_site(site):
        by = make.as_guide(guide)
        stone = actions.lay_stone(by=by, journey=journey, offer=make.an_offer(site), is_chosen=True, now=now)
        return actions.plan_visit(by=by, introduction=stone, starts_at=at, now=now, **visit)


def test_the_visit_tomorrow_comes_first(client, site, guide, now):
    journey = walking(site, guide, now)
    with_visit(site, journey, guide, now, now + timedelta(days=1), meet_at="Ved døren", remember="Ved vinduet")
    walking(site, guide, now, "Kaj", days_ago=20)
    sign_in(client, guide.user_id)
    page = text(the_day(client, site))
    assert "Følges med Frida til Café Nygade" in page
    assert "I morgen følges du med Frida, og Kaj vil nok blive glad for et opkald." in page
    assert "Ved døren" in page and "Ved vinduet" in page
    assert "I har ikke talt sammen i 20 dage. Et kort opkald kan gøre en forskel." in page
    assert 'href="tel:+4540121860"' in page


def test_a_wish_to_be_called_comes_before_everything_of_tomorrow(client, site, guide, now):
    journey = walking(site, guide, now)
    with_visit(site, journey, guide, now, now + timedelta(days=1))
    kaj = walking(site, guide, now, "Kaj")
    with at_site(site):
        Journey.objects.filter(pk=kaj.pk).update(wants_call_since=now - timedelta(hours=1))
    sign_in(client, guide.user_id)
    answer = the_day(client, site)
    assert answer.context["first"].title == "Kaj vil gerne ringes op"


def test_a_relative_who_asks_is_called_and_not_the_person(client, site, guide, now):
    kaj = walking(site, guide, now, "Kaj")
    with at_site(site):
        make.a_relative(site, kaj, first_name="Mona", phone="+4531626103", wants_call_since=now - timedelta(hours=1))
    sign_in(client, guide.user_id)
    answer = the_day(client, site)
    assert answer.context["first"].title == "Mona vil gerne ringes op"
    assert 'href="tel:+4531626103"' in text(answer)


def test_a_visit_that_has_been_asks_how_it_went(client, site, guide, now):
    journey = walking(site, guide, now, days_ago=3)
    visit = with_visit(site, journey, guide, now - timedelta(days=2), now - timedelta(hours=5))
    sign_in(client, guide.user_id)
    first = the_day(client, site).context["first"]
    assert first.title == "Hvordan gik det med Frida hos Café Nygade?"
    assert str(visit.pk) in first.url


def test_a_new_journey_begins_with_a_call(client, site, guide, now):
    make.a_journey(site, stage="meeting", guide=guide, now=now)
    sign_in(client, guide.user_id)
    assert the_day(client, site).context["first"].title == "Ring til Frida for første gang"


def test_an_open_question_shows_no_name(client, site, guide, now):
    journey = make.a_journey(site, stage="waiting", now=now)
    with at_site(site):
        matching.ask_guide(
            by=make.a_coordinator(site), journey=journey, volunteer=guide, reasons=[], score=None, now=now
        )
    sign_in(client, guide.user_id)
    page = text(the_day(client, site))
    assert "Har du plads til én mere?" in page
    assert "Frida" not in page


def test_paused_journeys_stand_apart(client, site, guide, now):
    make.a_journey(site, stage="paused", guide=guide, now=now)
    sign_in(client, guide.user_id)
    answer = the_day(client, site)
    assert (len(answer.context["cards"]), len(answer.context["paused"])) == (0, 1)
    assert "På pause" in text(answer)


def test_a_relative_is_called_when_only_they_have_a_number(client, site, guide, now):
    make.a_journey(
        site,
        guide=guide,
        stage="meeting",
        now=now,
        whom_to_call="relative",
        first_name="Mona",
        participant_name="Frida",
    )
    sign_in(client, guide.user_id)
    assert "Ring til Mona" in text(the_day(client, site))


def test_the_day_is_recorded_once_with_everybody_shown(client, site, guide, now):
    journeys = [walking(site, guide, now, name) for name in ("Frida", "Kaj")]
    sign_in(client, guide.user_id)
    the_day(client, site)
    with at_site(site):
        looked = Lookup.objects.get(page="home:day")
    assert set(looked.person_ids) == {journey.participant_id for journey in journeys}


def test_the_day_costs_the_same_for_one_and_for_many(client, site, guide, now):
    sign_in(client, guide.user_id)
    counts = []
    for more in (1, 7):
        for _ in range(more):
            with_visit(site, walking(site, guide, now), guide, now, now + timedelta(days=2))
        the_day(client, site)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            the_day(client, site)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_guide_without_journeys_is_told_kindly(client, site, guide):
    sign_in(client, guide.user_id)
    assert "Du følges ikke med nogen lige nu" in text(the_day(client, site))


def test_what_was_written_today_can_be_taken_back_from_the_day(client, site, guide, now):
    journey = walking(site, guide, now)
    with at_site(site):
        note = actions.log_contact(
            by=make.as_guide(guide), journey=journey, kind="phone", held_at=now, client_key=uuid4(), now=now
        )
    sign_in(client, guide.user_id)
    page = text(the_day(client, site))
    assert "Du har skrevet ét notat i dag." in page
    assert reverse("journeys:take_back_contact", args=[site.slug, journey.pk, note.pk]) in page


def test_a_coordinator_is_shown_the_way_to_the_board(client, site, guide, now):
    walking(site, guide, now)
    sign_in(client, make.a_coordinator(site).user_id)
    page = text(the_day(client, site))
    assert "Til tavlen" in page
    assert "Frida" not in page


def test_another_sites_guide_finds_nothing(client, site, other_site, guide):
    sign_in(client, make.a_guide(other_site).user_id)
    assert the_day(client, site).status_code == 404


def test_the_evening_light_is_a_cookie(client, site, guide):
    sign_in(client, guide.user_id)
    url = reverse("home:evening", args=[site.slug])
    assert client.get(url).status_code == 405
    answer = client.post(url, {"evening": "on"})
    assert answer.url == reverse("home:day", args=[site.slug])
    assert client.cookies["evening"].value == "on"
    assert "Skift til dagslys" in text(the_day(client, site))


@pytest.mark.parametrize(
    ("hour", "word"),
    [(5, "Godmorgen"), (9, "Godmorgen"), (10, "Goddag"), (17, "Goddag"), (18, "Godaften"), (2, "Godaften")],
)
def test_the_greeting_follows_the_clock(hour, word):
    at = datetime(2026, 3, 3, hour, tzinfo=timezone.get_default_timezone())
    assert composing.greeting(at) == word


def test_nothing_further_off_than_a_week_is_the_next_step():
    today = make.NOW.date()
    step = composing.NextStep("plan", today + timedelta(days=8), "t", "w", "f", journey=SimpleNamespace(pk=1))
    assert composing.first_of([step], today) is None
    assert composing.finding([step], today) == "Der er ikke noget, der haster."


def test_the_day_is_said_in_english_to_those_who_read_it(client, site, guide, now):
    """A visit and somebody who asked to be called, on one line, with the days and the clock as English has them."""
    at = timezone.localtime(now + timedelta(days=1)).replace(hour=16, minute=30, second=0, microsecond=0)
    with_visit(site, walking(site, guide, now), guide, now, at)
    kaj = walking(site, guide, now, "Kaj", phone="+4520202020")
    with at_site(site):
        Journey.objects.filter(pk=kaj.pk).update(wants_call_since=now)
    sign_in(client, guide.user_id)
    client.cookies["django_language"] = "en"
    page = text(the_day(client, site))
    assert "Kaj would like a call, and tomorrow " in page
    assert f"Tomorrow, {at:%A} at 16:30" in page


def test_an_offers_weekly_times_are_written_as_the_language_has_them(client, site, guide, now):
    offer, journey = make.an_offer(site), walking(site, guide, now)
    sign_in(client, guide.user_id)
    address = reverse("journeys:lay_stone", args=[site.slug, journey.pk])
    assert "torsdag 14.00–17.00" in text(client.get(address, {"tilbud": offer.pk}))
    client.cookies["django_language"] = "en"
    assert "Thursday 14:00–17:00" in text(client.get(address, {"tilbud": offer.pk}))


@pytest.mark.parametrize("name", ["home:day", "journeys:journeys", "people:profile"])
def test_a_guide_changes_language_on_the_page(client, site, guide, name):
    sign_in(client, guide.user_id)
    address = reverse(name, args=[site.slug])
    assert '<button name="language" value="en" lang="en">' in text(client.get(address))
    answer = client.post(reverse("set_language"), {"language": "en", "next": address})
    assert answer.url == address
    page = text(client.get(address))
    assert '<html lang="en"' in page and '<button name="language" value="da" lang="da">' in page


@pytest.mark.parametrize("name", ["home:board", "referrals:inbox", "journeys:journeys", "people:volunteers"])
def test_a_coordinator_changes_language_on_the_page(client, site, name):
    sign_in(client, make.a_coordinator(site).user_id)
    assert '<button name="language" value="en" lang="en">' in text(client.get(reverse(name, args=[site.slug])))


def test_journeys_stand_in_the_order_of_what_comes_next(client, site, guide, now):
    walking(site, guide, now, "Kaj", days_ago=9)
    frida = walking(site, guide, now, "Frida", days_ago=1)
    with_visit(site, frida, guide, now, now + timedelta(days=1))
    sign_in(client, guide.user_id)
    cards = the_day(client, site).context["cards"]
    assert [card["person"].first_name for card in cards] == ["Frida", "Kaj"]


def test_a_question_does_not_take_the_call_button_from_the_visit_of_tomorrow(client, site, guide, now):
    with_visit(site, walking(site, guide, now), guide, now, now + timedelta(days=1))
    asked = make.a_journey(site, stage="waiting", now=now, first_name="Kaj", phone="+4520304054")
    with at_site(site):
        matching.ask_guide(by=make.a_coordinator(site), journey=asked, volunteer=guide, now=now)
    sign_in(client, guide.user_id)
    answer = the_day(client, site)
    assert answer.context["first"].kind == "visit" and answer.context["calls"] is not None
    assert "Har du plads til én mere?" in text(answer)
