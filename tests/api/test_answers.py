"""How the API answers: pages, lines, ETags, CORS, and problems that say what is wrong."""

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.api.conftest import LATER, LISTS, Reader, edited, many_offers, published


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


@pytest.mark.parametrize("path", ["services", "service_at_locations", "organizations"])
def test_pages_go_on_where_the_last_one_ended_from_either_end(path, site, everybody):
    many_offers(site, 11)
    published(site)
    whole = [item["id"] for item in everybody.json(f"/{path}", per_page=100)["contents"]]
    total = len(whole)
    for size in (1, 2, 3, 4, 7, 20):
        pages = -(-total // size)
        asked = [{"per_page": size, "page": number + 1} for number in range(pages)]
        walked = [everybody.json(f"/{path}", **query)["contents"] for query in asked]
        assert [item["id"] for page in walked for item in page] == whole
    assert everybody.json(f"/{path}", per_page=4, page=99)["contents"] == []


def test_the_last_page_is_counted_off_from_the_end(site, everybody):
    many_offers(site, 11)
    published(site)

    def passed_over(page) -> list[int]:
        with CaptureQueriesContext(connection) as found:
            everybody.json("/services", per_page=4, page=page)
        return [int(number) for query in found for number in re.findall(r"OFFSET (\d+)", query["sql"])]

    assert (passed_over(1), passed_over(2), passed_over(3)) == ([], [3], [])
