"""What may be asked of the API, and what never comes out of it."""

from datetime import time, timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.api.conftest import Reader, many_offers, published, rich_offer
from traedesten.api import queries
from traedesten.api.models import PublishedOffer, PublishedPostcode, PublishedTime
from traedesten.domain.schedules import Regular
from traedesten.interop import ids
from traedesten.offers.actions import edit_offer
from traedesten.tenancy.scope import at_site

LATER = make.NOW + timedelta(hours=1)
LISTS = ("/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms")


def edited(site, offer, *, now=LATER, **fields):
    with at_site(site):
        return edit_offer(by=make.a_coordinator(site), offer=offer, now=now, **fields)


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
    edited(site, offers[0], now=make.NOW, times=[Regular("weekly", 1, time(10), time(12))])
    edited(
        site,
        offers[1],
        now=make.NOW,
        times=[Regular("weekly", 1, time(18), time(19)), Regular("weekly", 3, time(9), time(10))],
    )
    edited(site, offers[2], now=make.NOW, times=[Regular("monthly", 2, time(19), time(21), week_of_month=1)])
    published(site)
    return offers


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


# --- what never comes out ---------------------------------------------------------------------------------------


def test_a_closed_offer_is_gone_at_once(site, everybody, at_home):
    kept, closed = make.an_offer(site, "Bliver"), make.an_offer(site, "Lukker")
    published(site)
    assert everybody.names() == at_home.names() == {"Bliver", "Lukker"}
    edited(site, closed, is_open=False)
    assert everybody.names() == at_home.names() == everybody.names("/service_at_locations") == {"Bliver"}
    assert everybody.ask(f"/services/{closed.pk}").status_code == 404
    assert list(PublishedTime.objects.values_list("offer_id", flat=True)) == [kept.pk]
    published(site, now=LATER)
    assert everybody.names() == {"Bliver"}
    edited(site, closed, is_open=True)
    published(site, now=LATER)
    assert everybody.names() == {"Bliver", "Lukker"}


def test_a_deleted_offer_is_gone_at_once(site, everybody):
    offer = make.an_offer(site)
    published(site)
    with at_site(site):
        offer.locked().delete()
    assert everybody.names() == set()


def test_an_organization_goes_with_its_last_open_offer(site, everybody):
    offer = make.an_offer(site, organisation="Husflid", about="")
    published(site)
    assert everybody.names("/organizations") == {"Husflid"}
    edited(site, offer, is_open=False)
    assert everybody.names("/organizations") == set()


SECRETS = ("Lone", "61727374", "lone@example.org")


def everything(reader: Reader) -> str:
    answers = [reader.ask(path, {"full": "true", "per_page": 1000}).content.decode() for path in LISTS]
    return "".join([*answers, *(str(reader.lines(path, full="true")) for path in LISTS)])


def test_a_contact_person_is_shown_only_after_a_yes(site, everybody):
    offer = make.an_offer(site, contact_email="lone@example.org")
    published(site)
    assert [secret for secret in SECRETS if secret in everything(everybody)] == []
    edited(site, offer, contact_public_since=LATER)
    published(site, now=LATER)
    assert [secret for secret in SECRETS if secret in everything(everybody)] == list(SECRETS)
    edited(site, offer, contact_public_since=None)
    assert [secret for secret in SECRETS if secret in everything(everybody)] == []
    (row,) = PublishedOffer.objects.all()
    assert row.changed_at > LATER - timedelta(days=3650) and row.record["last_modified"]


def test_a_site_shows_its_own_and_everybody_sees_those_that_share(site, other_site, everybody, at_home):
    own, foreign = make.an_offer(site, "Her"), make.an_offer(other_site, "Der", organisation="Andre", about="")
    published(site)
    published(other_site)
    assert everybody.names() == {"Her", "Der"}
    assert at_home.names() == {"Her"}
    assert at_home.names("/organizations") == set()
    assert at_home.ask(f"/services/{foreign.pk}").status_code == 404
    assert at_home.ask(f"/services/{own.pk}").status_code == 200
    other_site.shares_offers = False
    other_site.save()
    assert everybody.names() == {"Her"} == {item["name"] for item in everybody.lines("/services")}
    assert everybody.names("/organizations") == set()
    assert everybody.ask(f"/services/{foreign.pk}").status_code == 404
    assert Reader(f"/{other_site.slug}/api/hsds").names() == {"Der"}


def test_another_site_cannot_write_what_is_published(site, other_site):
    make.an_offer(site)
    published(site)
    rows = PublishedOffer.objects.all()
    with at_site(other_site):
        assert (rows.update(words="x"), rows.delete()[0], rows.count()) == (0, 0, 1)
    with at_site(site):
        assert rows.update(words="x") == 1


def test_publishing_again_changes_nothing(site):
    offers = many_offers(site, 4)
    assert [published(site), published(site), published(site, is_whole=True)] == [4, 0, 0]
    edited(site, offers[0], name="Et nyt navn")
    assert published(site, now=LATER) == 1
    assert list(PublishedOffer.objects.filter(changed_at=LATER).values_list("pk", flat=True)) == [offers[0].pk]


# --- how it answers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS)
def test_a_page_takes_as_many_queries_at_20_as_at_1(path, site, everybody):
    counts = []
    for more in (1, 24):
        many_offers(site, more)
        published(site, now=LATER)
        for query in ({"full": "true"}, {"format": "ndjson", "full": "true", "search": "strikker"}):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                answer = everybody.ask(path, query)
                size = sum(map(len, answer)) if answer.streaming else len(answer.content)
            counts.append((len(captured), size))
    assert [count for count, _size in counts[:2]] == [count for count, _size in counts[2:]]


def test_lines_are_handed_out_while_they_are_read(site, everybody, monkeypatch):
    monkeypatch.setattr("traedesten.api.views.AT_ONCE", 4)
    many_offers(site, 10)
    published(site)
    answer = everybody.ask("/services", {"format": "ndjson", "full": "true", "page": 7})
    assert answer["Content-Type"] == "application/x-ndjson"
    assert [piece.count(b"\n") for piece in answer.streaming_content] == [4, 4, 2]


@pytest.mark.parametrize("query", [{}, {"format": "ndjson"}])
def test_what_is_known_already_is_not_sent_again(query, site, everybody):
    offer = make.an_offer(site)
    published(site)
    tag = everybody.ask("/services", query)["ETag"]
    known = {"If-None-Match": tag}
    same = everybody.ask("/services", query, headers=known)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    edited(site, offer, is_open=False)
    assert everybody.ask("/services", query, headers=known).status_code == 200


@pytest.mark.parametrize("path", ["/", *LISTS, "/openapi.json", "/nowhere", "/services/not-a-uuid"])
def test_everybody_may_ask_from_anywhere_and_nobody_is_known(path, site, everybody):
    client = Client()
    client.force_login(make.a_user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"{everybody.base}{path}", headers={"Origin": "https://example.org", "Accept-Language": "en"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Security-Policy"]
    assert [name for name in ("Vary", "Set-Cookie", "Content-Language") if name in answer.headers] == []
    assert not answer.cookies
    asked = client.options(f"{everybody.base}{path}")
    assert (asked.status_code, asked.content, asked["Access-Control-Allow-Methods"]) == (
        204,
        b"",
        "GET, HEAD, OPTIONS",
    )
    head = client.head(f"{everybody.base}{path}")
    assert (head.status_code, head.content, head["Content-Type"]) == (answer.status_code, b"", answer["Content-Type"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_reading(method, site, at_home):
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"{at_home.base}/services")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "query", "names"),
    [
        ("/services", "page=0&per_page=100000", ["page", "per_page"]),
        ("/services", "page=-1", ["page"]),
        ("/services", "page=1.5", ["page"]),
        ("/services", "page=9999999999999999999999", ["page"]),
        ("/services", "page=²", ["page"]),
        ("/services", "perPage=no", ["perPage"]),
        ("/services", "perPage=&full=", ["full", "perPage"]),
        ("/services", "modified_after=yesterday", ["modified_after"]),
        ("/services", "modified_after=2026-02-30", ["modified_after"]),
        ("/services", "modified_after=2026-13-01T00:00:00Z", ["modified_after"]),
        ("/services", "modified_after=0001-01-01T00:00:00%2B14:00", ["modified_after"]),
        ("/services", "taxonomy_term_id=1&taxonomy_id=x&organization_id=0", None),
        ("/services", "search=a%00b", ["search"]),
        ("/services", f"search={'a' * 300}", ["search"]),
        ("/services", "format=xml", ["format"]),
        ("/services", "full=perhaps&minimal=2", ["full", "minimal"]),
        ("/services", "minimum_age=-1&maximum_age=1e9", ["minimum_age", "maximum_age"]),
        ("/services", "start_time=25:00&end_time=noon&day=someday", ["start_time", "end_time", "day"]),
        ("/service_at_locations", "postcode=%00&proximity=inf", ["postcode", "proximity"]),
        ("/organizations", "page=x", ["page"]),
        ("/taxonomies", "per_page=0", ["per_page"]),
        ("/taxonomy_terms", "parent_id=x", ["parent_id"]),
    ],
)
def test_what_cannot_be_read_is_a_problem_that_says_which(path, query, names, site, everybody):
    answer = everybody.ask(f"{path}?{quote(query, safe='=&%')}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert (problem["type"], problem["status"]) == ("about:blank", 422)
    assert names is None or sorted(problem["errors"]) == sorted(names)


@pytest.mark.parametrize(
    "path",
    [
        *("/services/x", "/services/", "/services/00000000-0000-0000-0000-000000000000", "/nowhere/at/all"),
        *("/organizations/00000000-0000-0000-0000-000000000000", "/taxonomies/00000000-0000-0000-0000-000000000000"),
        *("/taxonomy_terms/00000000-0000-0000-0000-000000000000", "/services/%00"),
        "/service_at_locations/00000000-0000-0000-0000-000000000000",
    ],
)
def test_what_is_not_here_is_a_problem(path, site, everybody, at_home):
    for answer in (everybody.ask(path), at_home.ask(path), Reader("/nowhere/api/hsds").ask(path)):
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer.json()["status"] == 404
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_page_after_the_last_is_empty(site, everybody):
    make.an_offer(site)
    published(site)
    page = everybody.json("/services", page=1_000_000, per_page=1000)
    assert page == {
        "total_items": 1,
        "total_pages": 1,
        "page_number": 1_000_000,
        "size": 0,
        "first_page": False,
        "last_page": True,
        "empty": True,
        "contents": [],
    }


def test_who_publishes(site, everybody, at_home):
    assert everybody.json()["openapi_url"].endswith("/api/hsds/openapi.json")
    assert at_home.json() == {
        **everybody.json(),
        "openapi_url": everybody.json()["openapi_url"].replace("/api", f"/{site.slug}/api"),
        "publisher": f"{site.name}, {site.place}",
    }
    assert set(at_home.json()) == {"version", "profile", "openapi_url", "description", "publisher"}
