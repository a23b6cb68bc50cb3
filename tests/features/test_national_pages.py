"""Pages of the national list: each offer once, in one order, from either end."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from traedesten.api.find_views import PAGE
from traedesten.api.models import PublishedOffer
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

COUNT = 2 * PAGE + 7


@pytest.fixture
def many(here):
    """Three pages, with moments that several share."""
    Site.objects.filter(pk=here.pk).update(shares_offers=True)
    with at_site(here):
        PublishedOffer.objects.bulk_create(
            PublishedOffer(
                id=f"00000000-0000-4000-8000-{number:012}",
                site=here,
                record={"name": f"Kor {number}"},
                words=f"kor {'sang ' * (number % 5)}",
                changed_at=make.NOW + timedelta(minutes=number // 10),
            )
            for number in range(COUNT)
        )


def names(client, query="") -> list[str]:
    return re.findall(r"Kor \d+(?=</a>)", client.get(f"/find/?{query}").content.decode())


@pytest.mark.parametrize("query", ["", "q=sang", "q=kor"])
def test_every_page_goes_on_where_the_last_one_ended(client, many, query):
    found = sum(number % 5 > 0 for number in range(COUNT)) if query == "q=sang" else COUNT
    pages = [names(client, f"{query}&side={number}") for number in range(1, -(-found // PAGE) + 1)]
    walked = [name for page in pages for name in page]
    assert len(walked) == len(set(walked)) == found
    assert names(client, query) == pages[0]


def test_the_newest_come_first(client, many):
    assert names(client)[0] == f"Kor {COUNT - COUNT % 10}"
    assert names(client, "side=3")[-1] == "Kor 9"


@pytest.mark.parametrize("side", ["999", "0", "-1", "sidst"])
def test_a_page_that_is_not_there_is_one_that_is(client, many, side):
    assert names(client, f"side={side}") in (names(client), names(client, "side=3"))


def test_the_last_page_is_counted_off_from_the_end(client, many):
    def passed_over(side) -> list[int]:
        with CaptureQueriesContext(connection) as found:
            names(client, f"side={side}")
        return [int(number) for query in found for number in re.findall(r"OFFSET (\d+)", query["sql"])]

    assert (passed_over(1), passed_over(2), passed_over(3)) == ([], [COUNT % PAGE], [])
