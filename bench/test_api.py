"""The open API at 1,000 and 20,000 offers against PostgreSQL's plain select of the same rows, in one run."""

import statistics
import time
import tracemalloc
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.api.conftest import many_offers, published
from traedesten.api.models import PublishedOffer, PublishedTime
from traedesten.tenancy.scope import at_site

pytestmark = pytest.mark.bench

SIZES = (1_000, 20_000)
PAGE = "select record::text from api_publishedoffer where site_id = %s order by id limit 50"
ALL = "select record::text from api_publishedoffer where site_id = %s order by id"
FILTERED = "?search=strikker&day=TH&minimum_age=18&full=true"


def copied(site, until: int) -> None:
    """Published offers until there are so many, made from the few that actions made."""
    patterns = list(PublishedOffer.objects.filter(site=site)[:24])
    rows = []
    for number in range(until - PublishedOffer.objects.filter(site=site).count()):
        row = patterns[number % len(patterns)]
        key = uuid4()
        record = {**row.record, "id": str(key), "name": f"Fællesskab {number}"}
        values = {
            field.attname: getattr(row, field.attname)
            for field in PublishedOffer._meta.concrete_fields
            if not field.generated
        }
        rows.append(PublishedOffer(**values | {"id": key, "tie_id": uuid4(), "record": record}))
    times = [
        PublishedTime(offer_id=row.pk, site=site, weekday=3, starts="14:00", ends=f"{15 + number % 8}:00")
        for number, row in enumerate(rows)
    ]
    with at_site(site):
        PublishedOffer.objects.bulk_create(rows, batch_size=2_000)
        PublishedTime.objects.bulk_create(times, batch_size=2_000)


def median(times: int, call: Callable[[], object]) -> float:
    seconds = []
    for _number in range(times):
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def selected(site, sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, [site.pk])
        return sum(len(text) for (text,) in cursor.fetchall())


def drained(client: Client, address: str) -> int:
    answer = client.get(address)
    assert answer.status_code == 200
    return sum(map(len, answer)) if answer.streaming else len(answer.content)


def peak(call: Callable[[], object]) -> int:
    """The most bytes that Python held at once."""
    tracemalloc.start()
    call()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def queries(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def test_the_api_at_two_sizes(site):
    many_offers(site, 24)
    published(site)
    client, counts = Client(), {}
    base = f"/{site.slug}/api/hsds/services"
    print()
    for size in SIZES:
        copied(site, size)
        for name, address, sql, times in (
            ("page, full", f"{base}?full=true", PAGE, 9),
            ("page, filtered", f"{base}{FILTERED}", PAGE, 9),
            ("ndjson, full", f"{base}?full=true&format=ndjson", ALL, 3),
        ):
            drained(client, address)
            ours, floor = (
                median(times, lambda at=address: drained(client, at)),
                median(times, lambda asked=sql: selected(site, asked)),
            )
            counts.setdefault(name, []).append(queries(lambda at=address: drained(client, at)))
            most = peak(lambda at=address: drained(client, at))
            print(
                f"{size:>6} offers, {name:<15} {ours * 1000:8.1f} ms · plain select {floor * 1000:7.1f} ms · "
                f"{ours / floor:5.1f}× · {counts[name][-1]} queries · peak {most / 1e6:5.1f} MB"
            )
        again = median(1, lambda: published(site, now=make.NOW, is_whole=False))
        print(f"{size:>6} offers, a minute without change {again * 1000:.1f} ms")
    assert {name: set(found) for name, found in counts.items()} == {
        name: {found[0]} for name, found in counts.items()
    }
