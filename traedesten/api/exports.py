"""The site's open offers as files to take home, written while they are sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from traedesten.api import queries, records
from traedesten.api.answers import LINES, dumps
from traedesten.interop import hsds, tables, tabular
from traedesten.offers.calendars import calendar_file
from traedesten.offers.models import Offer
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

AT_ONCE = 100

Write = Callable[[Site, datetime], Iterator[bytes]]


@dataclass(frozen=True)
class Shape:
    """One kind of file: the end of its name, its media type, and who writes it."""

    suffix: str
    media_type: str
    write: Write


def _handfuls(site: Site, take: Callable[[Offer], object]) -> Iterator[list]:
    """The request is over when this is read: each handful is taken at the site, in a transaction of its own."""
    last = None
    while True:
        with at_site(site), transaction.atomic():
            found = queries.live_offers_after(last, AT_ONCE)
            taken = [take(offer) for offer in found]
        if not found:
            return
        yield taken
        last = found[-1].pk


def _pairs(site: Site) -> Iterator[records.Pair]:
    for pairs in _handfuls(site, lambda offer: records.pair(offer, site)):
        yield from pairs


def _services(site: Site, now: datetime) -> Iterator[dict]:
    publisher = records.publisher(site, now)
    return (hsds.offer_json(offer, organisation, publisher) for offer, organisation in _pairs(site))


def _lines(site: Site, now: datetime) -> Iterator[bytes]:
    return (line.encode() for line in hsds.ndjson(_services(site, now)))


def _one_file(site: Site, now: datetime) -> Iterator[bytes]:
    """One JSON array."""
    before = "[\n"
    for written in _services(site, now):
        yield f"{before}{dumps(written)}".encode()
        before = ",\n"
    yield b"\n]\n" if before != "[\n" else b"[]\n"


def _package(site: Site, now: datetime) -> Iterator[bytes]:
    return tabular.tabular_zip(_pairs(site), records.publisher(site, now))


def _table(site: Site, now: datetime) -> Iterator[bytes]:
    return tables.csv_bytes(_pairs(site))


def _calendar(site: Site, now: datetime) -> Iterator[bytes]:
    offers = (offer for handful in _handfuls(site, lambda offer: offer) for offer in handful)
    return calendar_file(offers, site=site, name=site.name, address=_address_at(site), now=now)


def _address_at(site: Site) -> Callable[[Offer], str]:
    return lambda offer: settings.PUBLIC_URL + reverse("offers:find_offer", args=[site.slug, offer.pk])


SHAPES = {
    "csv": Shape(".csv", "text/csv; charset=utf-8", _table),
    "hsds-json": Shape(".json", "application/json", _one_file),
    "hsds-ndjson": Shape(".ndjson", LINES, _lines),
    "hsds-tabular": Shape("-hsds.zip", "application/zip", _package),
    "ical": Shape(".ics", "text/calendar; charset=utf-8", _calendar),
}
"""By the code that the audit keeps."""
