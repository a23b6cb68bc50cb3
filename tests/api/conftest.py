"""A directory with everything in it, published, and a client that nobody knows."""

import json
from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
from django.test import Client

from tests import make
from traedesten.api import actions
from traedesten.domain.access import system
from traedesten.domain.schedules import OneOff, Regular
from traedesten.offers.actions import edit_offer
from traedesten.offers.models import Offer
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

LATER = make.NOW + timedelta(hours=1)
LISTS = ("/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms")
THEMES = ("creative.knitting", "walking.woods", "talk.grief")


def published(site: Site, *, now=make.NOW, is_whole: bool = False) -> int:
    """Publish the site's directory as the clock would."""
    with at_site(site):
        return actions.publish(by=system(site.pk), now=now, is_whole=is_whole)


def many_offers(site: Site, count: int, **fields) -> list[Offer]:
    """Offers of every kind and shape, added by one coordinator; not published yet."""
    by = make.a_coordinator(site)
    return [
        make.an_offer(
            site,
            f"Fællesskab nummer {number}",
            by=by,
            **{
                "about": "Vi strikker og drikker kaffe.",
                "interests": [THEMES[number % 3]],
                "kind": Offer.Kind.values[number % 6],
                "organisation": f"Forening {number % 4}",
                "price": [None, 0, 25][number % 3],
                "minimum_age": [None, 18][number % 2],
                "holds": {"anxiety": "yes", "grief": "ask"},
                "languages": ["da", "en"],
                "greeted": True,
                "venue": {"address": f"Nygade {number}", "postcode": "7500", "step_free": True, "hearing_loop": True},
                **fields,
            },
        )
        for number in range(count)
    ]


def edited(site: Site, offer: Offer, *, now=LATER, **fields) -> Offer:
    with at_site(site):
        return edit_offer(by=make.a_coordinator(site), offer=offer, now=now, **fields)


def rich_offer(site: Site, **fields) -> Offer:
    """One with odd weeks, months, exceptions and a contact person."""
    times = [
        Regular("weekly", 1, time(10), time(12), interval=2),
        Regular("monthly", 3, time(18), time(0), week_of_month=-1, valid_from=date(2026, 1, 1)),
    ]
    exceptions = [
        OneOff("cancelled", date(2026, 3, 10)),
        OneOff("moved", date(2026, 3, 24), moved_to=date(2026, 3, 25), words="Vi er hos naboen"),
        OneOff("extra", date(2026, 4, 1), time(12), time(13)),
    ]
    offer = make.an_offer(
        site, "Højtlæsning", **{"contact_email": "lone@example.org", "organisation": "Forening 0", **fields}
    )
    return edited(site, offer, now=make.NOW, times=times, exceptions=exceptions)


@dataclass
class Reader:
    """Somebody out there. ``base`` is the API they read."""

    base: str

    def ask(self, path: str = "/", query: dict | None = None, *, headers: dict | None = None):
        return Client(raise_request_exception=False).get(f"{self.base}{path}", query, headers=headers)

    def json(self, path: str = "/", **query) -> dict:
        answer = self.ask(path, query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def lines(self, path: str, **query) -> list[dict]:
        answer = self.ask(path, {"format": "ndjson", **query})
        return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]

    def names(self, path: str = "/services", **query) -> set[str]:
        return {item.get("service", item)["name"] for item in self.json(path, **query)["contents"]}


@pytest.fixture
def everybody(db) -> Reader:
    return Reader("/api/hsds")


@pytest.fixture
def at_home(site) -> Reader:
    return Reader(f"/{site.slug}/api/hsds")
