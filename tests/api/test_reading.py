"""What may be asked of the API."""

from datetime import time

import pytest

from tests import make
from tests.api.conftest import edited, published, rich_offer
from traedesten.api import queries
from traedesten.api.models import PublishedPostcode
from traedesten.domain.schedules import Regular
from traedesten.interop import ids
from traedesten.tenancy.scope import at_site


@pytest.fixture
def three(site):
    """A knitting club in town, a walk without a venue for the young, and a choir in the village."""
    with at_site(site):
        town, village = queries.live_areas()
    offers = [
        make.an_offer(
            site,
            "Strikkeklubben",
            about="Vi sidder og strikker sammen.",
            interests=["creative.knitting"],
            organisation="Husflid",
            minimum_age=60,
            venue={"name": "Biblioteket", "area": town, "postcode": "7500", "latitude": 56.36, "longitude": 8.62},
        ),
        make.an_offer(
            site,
            "Aftentur",
            about="En gåtur i skoven.",
            minimum_age=18,
            maximum_age=30,
            venue={"name": "", "area": None},
        ),
        make.an_offer(
            site,
            "Koret",
            interests=["music.choir"],
            organisation="Kirken",
            maximum_age=99,
            venue={"name": "Kirken", "area": village, "postcode": "7830", "latitude": 56.48, "longitude": 8.82},
        ),
    ]
    _give_times(site, offers)
    published(site)
    return offers


def _give_times(site, offers) -> None:
    edited(site, offers[0], now=make.NOW, times=[Regular("weekly", 1, time(10), time(12))])
    edited(
        site,
        offers[1],
        now=make.NOW,
        times=[Regular("weekly", 1, time(18), time(19)), Regular("weekly", 3, time(9), time(10))],
    )
    edited(site, offers[2], now=make.NOW, times=[Regular("monthly", 2, time(19), time(21), week_of_month=1)])


ALL = {"Strikkeklubben", "Aftentur", "Koret"}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, ALL),
        ({"search": "strikke"}, {"Strikkeklubben"}),
        ({"search": "skov"}, {"Aftentur"}),
        ({"search": "husflid"}, {"Strikkeklubben"}),
        ({"search": "skov strikke"}, set()),
        ({"search": "'); drop table \" & | ! <->"}, set()),
        ({"taxonomy_term_id": ids.term_id("creative.knitting")}, {"Strikkeklubben"}),
        ({"taxonomy_term_id": ids.term_id("creative").upper()}, {"Strikkeklubben"}),
        ({"taxonomy_term_id": ids.fact_id("kind")}, ALL),
        ({"taxonomy_id": str(ids.TAXONOMY)}, {"Strikkeklubben", "Koret"}),
        ({"taxonomy_id": str(ids.FACTS)}, ALL),
        ({"minimum_age": 18}, {"Strikkeklubben", "Aftentur"}),
        ({"minimum_age": 19}, {"Strikkeklubben"}),
        ({"maximum_age": 30}, {"Aftentur"}),
        ({"day": "TU"}, {"Strikkeklubben", "Aftentur"}),
        ({"day": "tu", "start_time": "11:00"}, {"Aftentur"}),
        ({"day": "TH", "start_time": "17:00"}, set()),
        ({"end_time": "12:00:00"}, {"Strikkeklubben", "Aftentur"}),
        ({"start_time": "19:00", "end_time": "21:00"}, {"Koret"}),
        ({"modified_after": "2026-03-03T09:30:00Z"}, ALL),
        ({"modified_after": "2026-03-03T09:30:00.001Z"}, set()),
        ({"modified_after": "2026-03-03"}, ALL),
        ({"search": "strikke", "day": "TU", "minimum_age": 60}, {"Strikkeklubben"}),
        ({"search": "strikke", "day": "WE"}, set()),
        ({"nobody": "knows", "search": ""}, ALL),
    ],
)
def test_filters_hold_together(query, wanted, three, everybody):
    assert everybody.names(**query) == wanted
    assert {item["name"] for item in everybody.lines("/services", **query)} == wanted


def test_a_plus_that_was_not_encoded_is_understood(three, everybody):
    assert everybody.ask("/services?modified_after=2026-03-03T10:30:00.000+01:00").json()["total_items"] == 3
    assert everybody.ask("/services?modified_after=2026-03-03T10:30:00.001+01:00").json()["total_items"] == 0


def test_services_of_one_organization(three, everybody):
    names = {item["name"]: item["id"] for item in everybody.json("/organizations")["contents"]}
    assert set(names) == {"Husflid", "Kirken"}
    assert everybody.names(organization_id=names["Kirken"]) == {"Koret"}
    (whole,) = [item["services"] for item in everybody.json("/organizations", full="1", search="kirken")["contents"]]
    assert [offer["name"] for offer in whole] == ["Koret"]
    by_term = everybody.json("/organizations", taxonomy_term_id=ids.term_id("creative"))["contents"]
    assert [item["name"] for item in by_term] == ["Husflid"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, {"Strikkeklubben", "Koret"}),
        ({"postcode": "7830"}, {"Koret"}),
        ({"postcode": "7830", "proximity": 100}, {"Koret"}),
        ({"postcode": "7830", "proximity": 18_000}, {"Koret"}),
        ({"postcode": "7830", "proximity": 18_300.5}, {"Koret", "Strikkeklubben"}),
        ({"postcode": "7830", "proximity": 9_999_999, "search": "strikke"}, {"Strikkeklubben"}),
        ({"postcode": "1234"}, set()),
        ({"postcode": "1234", "proximity": 9_999_999}, set()),
        ({"proximity": 1}, {"Strikkeklubben", "Koret"}),
    ],
)
def test_places_near_a_postcode(query, wanted, three, everybody):
    assert everybody.names("/service_at_locations", **query) == wanted


def test_a_town_has_its_postcode_without_any_offer_there(three, site, everybody):
    with at_site(site):
        row = queries.live_areas().get(name="Landsbyen")
        row.postcode = "7840"
        row.save()
    published(site, is_whole=True)
    point = PublishedPostcode.objects.get(postcode="7840")
    assert (point.latitude, point.longitude) == (56.48, 8.82)
    assert everybody.names("/service_at_locations", postcode="7840", proximity=10) == {"Koret"}


def test_terms_are_found_by_word_parent_and_taxonomy(site, everybody):
    knitting = everybody.json("/taxonomy_terms", search="strik")["contents"]
    assert [term["code"] for term in knitting] == ["creative.knitting"]
    below = everybody.json("/taxonomy_terms", parent_id=ids.term_id("games"))["contents"]
    assert {term["code"].partition(".")[0] for term in below} == {"games"}
    whole = everybody.json(f"/taxonomies/{ids.FACTS}")["taxonomy_terms"]
    assert {"kind", "holds.anxiety"} <= {term["name"] for term in whole}


def test_minimal_and_full(three, everybody):
    (minimal,) = everybody.json("/services", minimal="true", search="strikke")["contents"]
    assert set(minimal) == {"id", "name", "status", "last_modified"}
    (summary,) = everybody.json("/services", search="strikke")["contents"]
    (full,) = everybody.json("/services", full="true", search="strikke")["contents"]
    assert {"schedules", "service_at_locations", "attributes"} <= set(full) - set(summary)
    assert full == everybody.json(f"/services/{full['id']}")


def test_times_are_told_as_they_are(site, everybody):
    offer = rich_offer(site)
    published(site)
    schedules = everybody.json(f"/services/{offer.pk}")["schedules"]
    assert [row.get("byday") for row in schedules] == ["TU", "-1TH", "WE", "WE"]
    assert schedules[0]["interval"] == 2 and schedules[0]["exdate"] == "2026-03-10,2026-03-24"
    assert schedules[0]["description"].startswith("hver anden tirsdag")
    assert [(row["dtstart"], row["count"]) for row in schedules[2:]] == [("2026-03-25", 1), ("2026-04-01", 1)]
