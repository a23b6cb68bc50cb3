"""The page of what is missing: counts, small ones hidden, and never a name."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.features.test_matching import sign_in, url
from traedesten.journeys import actions as journeys
from traedesten.tenancy.scope import at_site


def who_wish_for(site, by, interest: str, number: int) -> None:
    for _ in range(number):
        journey = make.a_journey(site, stage="waiting")
        with at_site(site):
            wished = {"own_words": "Hemmelig have", "interests": [interest], "times": ["tue-pm"]}
            journeys.write_wishes(by=by, journey=journey, now=timezone.now(), **wished)


def page(client, **query) -> str:
    return client.get(url("matching:missing"), query).content.decode()


def test_a_wish_nobody_can_meet_is_counted_and_proposed(client, site, coordinator):
    who_wish_for(site, coordinator, "garden", 6)
    text = page(client)
    assert "6 af 6 mennesker på vej har et ønske, som intet sted på listen kan opfylde." in text
    assert "Have i " in text
    assert "Tirsdag eftermiddag" in text
    assert "Hemmelig" not in text


def test_small_counts_are_not_shown(client, site, coordinator):
    who_wish_for(site, coordinator, "garden", 4)
    text = page(client)
    assert "Færre end fem mennesker" in text
    assert "under 5" in text
    assert "for færre end fem, der venter på det" in text


def test_nobody_who_wishes_is_said_kindly(client, site, coordinator):
    assert "Ingen på vej har fortalt om deres ønsker endnu." in page(client)


def test_a_wrong_number_in_the_address_is_the_usual_one(client, site, coordinator):
    who_wish_for(site, coordinator, "garden", 5)
    assert '<a href="?antal=3" aria-current="true">' in page(client, antal="tusind")


def test_the_page_costs_the_same_number_of_queries(client, site, coordinator):
    who_wish_for(site, coordinator, "garden", 1)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    who_wish_for(site, coordinator, "music", 8)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few)


def test_guides_do_not_see_it(client, site):
    sign_in(client, make.a_guide(site).user_id)
    assert client.get(url("matching:missing")).status_code == 403
