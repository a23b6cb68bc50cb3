"""A national directory of made-up offers, and what reading it costs; run inside a ``House``."""

import os
import re
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from datetime import time as clock
from pathlib import Path

from django.db import transaction
from django.test import Client

from tests.planning.wishes import offers as judged
from tests.planning.wishes import wishes
from traedesten.api.actions import publish
from traedesten.domain.access import system
from traedesten.offers.models import Directory, Offer, OfferTime, Organisation, Venue
from traedesten.tenancy.models import Area, Site
from traedesten.tenancy.scope import at_site
from traedesten.vault import crypto
from traedesten.vault.models import DataKey

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
AT_ONCE = 2_000
ORGANISATIONS = 40
SERVER = "127.0.0.1"
COPIED = (
    *("vault.DataKey", "tenancy.Area", "offers.Organisation", "offers.Venue", "offers.Offer", "offers.OfferTime"),
    *("offers.Directory", "api.PublishedOrganisation", "api.PublishedOffer", "api.PublishedTime"),
)
"""What a copied site has of the directory, in the order in which one needs the other."""
WORDS = [wish.words for wish in wishes()]


def grow(slug: str, size: int, *, is_shared: bool = True) -> Site:
    """A site with so many open offers, published as the clock would. Written in bulk: reading is what is measured."""
    site = Site.objects.create(slug=slug, name="Prøve", place=slug.title(), shares_offers=is_shared)
    with at_site(site), transaction.atomic():
        areas = [
            Area.objects.create(name=f"By {n}", latitude=56 + n / 9, longitude=9, postcode="7500") for n in range(5)
        ]
        behind = Organisation.objects.bulk_create(
            Organisation(name=f"Forening {n} i {slug}", made_at=NOW) for n in range(ORGANISATIONS)
        )
        for first in range(0, size, AT_ONCE):
            _some(slug, range(first, min(size, first + AT_ONCE)), areas, behind)
        Directory.touch()
        publish(by=system(site.pk), now=NOW)
    return site


def _some(slug: str, numbers: range, areas: list[Area], behind: list[Organisation]) -> None:
    keys, venues, rows, times = [], [], [], []
    patterns = judged()
    for number in numbers:
        pattern = patterns[number % len(patterns)]
        key = DataKey()
        key.wrap(crypto.new_key())
        keys.append(key)
        venues.append(
            Venue(name=pattern.place, address=f"{slug} {number}", area=areas[number % 5], step_free=number % 3 > 0)
        )
        rows.append(_offer(number, pattern, key, venues[-1], behind[number % ORGANISATIONS]))
        times.append(OfferTime(offer=rows[-1], weekday=number % 5, starts=clock(9 + number % 9), ends=clock(20)))
    for model, made in ((DataKey, keys), (Venue, venues), (Offer, rows), (OfferTime, times)):
        model.objects.bulk_create(made)


def _offer(number: int, pattern, key: DataKey, venue: Venue, organisation: Organisation) -> Offer:
    return Offer(
        key=key,
        venue=venue,
        organisation=organisation,
        name=f"{pattern.name} {number}",
        kind=Offer.Kind.values[number % 6],
        about=f"{pattern.about} Bøjet{number:x}et {number:x}væld",
        can_hold=pattern.can_hold,
        interests=list(pattern.themes),
        price=(0, 0, 25, None)[number % 4],
        contact_name="Lone",
        contact_phone="+4561727374",
        made_at=NOW,
        changed_at=NOW,
        confirmed_at=NOW,
    )


def took(call: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def each(call: Callable[[str], object], words: Iterable[str] = WORDS) -> list[float]:
    """Milliseconds of each query."""
    return [took(lambda said=said: call(said)) for said in words]


def drained(address: str, **query: str) -> int:
    """Bytes of an answer, read as it comes and kept nowhere."""
    answer = Client(SERVER_NAME=SERVER).get(address, query)
    assert answer.status_code == 200, (address, answer.status_code)
    return sum(map(len, answer)) if answer.streaming else len(answer.content)


def peak_mb() -> float:
    """The most that this process has had in memory since it began, as Linux counts it."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{os.getpid()}/status").read_text())[1]) / 1024
