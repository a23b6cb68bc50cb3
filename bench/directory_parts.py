"""What is measured inside a ``House``; each part gives plain values, to be told as JSON."""

import csv
import io
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import cycle, pairwise
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.directory import NOW, WORDS, drained, each, peak_mb, took
from traedesten.api import exports
from traedesten.domain.access import system
from traedesten.offers.catalogue import _kept, catalogue
from traedesten.planning.finding import Wanted
from traedesten.sources import actions, queries, tasks
from traedesten.sources.models import ImportRun
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

FILTERS = Wanted(days=frozenset({3}), free=True, step_free=True)
TICKED = {"days": "3", "free": "on", "step_free": "on"}
TODAY = NOW.date()
ANY_WORD = "select replace(plainto_tsquery('danish', %s)::text, '&', '|')::tsquery as query"
"""The words as PostgreSQL reads them, one of them enough: with all of them a wish in ten words finds nothing."""
OF_SITE = """
select o.id, ts_rank(p.stems, query) from (ANY_WORD) q, api_publishedoffer p
join offers_offer o on o.id = p.id join offers_venue v on v.id = o.venue_id
where p.stems @@ query and p.site_id = %s and o.price = 0 and v.step_free
and exists (select from offers_offertime t where t.offer_id = o.id and t.weekday = 3)
order by 2 desc, 1 limit 200
""".replace("ANY_WORD", ANY_WORD)
OF_ALL = """
select id, ts_rank(stems, query) from (ANY_WORD) q, api_publishedoffer where stems @@ query
order by 2 desc, 1 limit 20
""".replace("ANY_WORD", ANY_WORD)


def at(slug: str, call: Callable[[Site], Any]) -> Any:
    site = Site.objects.get(slug=slug)
    with at_site(site), transaction.atomic():
        return call(site)


def search(slugs: list[str], rounds: int = 3) -> dict[str, Any]:
    """Milliseconds of a search with words and three filters, each at the next of the sites: in the index, as the
    whole page, and PostgreSQL's own; before that, of making each site's index. Megabytes that the indexes take.
    """
    _kept.clear()
    catalogue_at(slugs[0])
    before = peak_mb()
    made = [catalogue_at(slug) for slug in slugs]
    took_mb = peak_mb() - before
    pairs = [*zip(WORDS * rounds, cycle(slugs), strict=False)]
    for words, slug in pairs[:20]:
        drained(f"/{slug}/find/", q=words, **TICKED)
    return {
        "megabytes": took_mb,
        "index made": made,
        "search": [at(slug, lambda _site, said=words: took(partial(_ours, said))) for words, slug in pairs],
        "whole page": [took(partial(drained, f"/{slug}/find/", q=words, **TICKED)) for words, slug in pairs],
        "postgresql": [
            at(slug, lambda site, said=words: took(partial(_theirs, site, said))) for words, slug in pairs
        ],
    }


def catalogue_at(slug: str) -> float:
    return at(slug, lambda _site: took(catalogue))


def national() -> dict[str, list[float]]:
    """Milliseconds of ``/find/`` with and without words, and of PostgreSQL's own ranking of one word or more."""
    drained("/find/", q=WORDS[0])
    return {
        "words": each(lambda words: drained("/find/", q=words)),
        "one word": each(lambda words: drained("/find/", q=words), [max(w.split(), key=len) for w in WORDS[:40]]),
        "newest": each(lambda _words: drained("/find/"), WORDS[:10]),
        "page in the middle": each(lambda _words: drained("/find/", side="2500"), WORDS[:5]),
        "last page": each(lambda _words: drained("/find/", side="5000"), WORDS[:5]),
        "postgresql": each(_theirs_everywhere),
    }


def page(slug: str) -> dict[str, Any]:
    """Milliseconds and queries of pages of services: all sites', one site's, and deep in the list of all."""
    found: dict[str, Any] = {}
    for name, address, query in (
        ("all", "/api/hsds/services", {"full": "true"}),
        ("searched", "/api/hsds/services", {"full": "true", "search": "strikker", "day": "TH"}),
        ("deep", "/api/hsds/services", {"page": "15"}),
        ("site", f"/{slug}/api/hsds/services", {"full": "true"}),
    ):
        drained(address, **query)
        with CaptureQueriesContext(connection) as captured:
            drained(address, **query)
        found[name] = [len(captured), *(took(partial(drained, address, **query)) for _ in range(15))]
    return found


def lines() -> dict[str, float]:
    """The open list of all sites as lines."""
    return _with_memory(lambda: drained("/api/hsds/services", full="true", format="ndjson"))


def file(slug: str) -> dict[str, float]:
    """The coordinators' file of one site as lines."""
    site = Site.objects.get(slug=slug)
    return _with_memory(lambda: sum(map(len, exports.SHAPES["hsds-ndjson"].write(site, NOW))))


def taken_in(slug: str, records: int) -> dict[str, Any]:
    """A table of so many records, read and taken over by the jobs of the queue one after the other."""
    site = Site.objects.get(slug=slug)
    before, began = peak_mb(), time.perf_counter()
    with at_site(site), transaction.atomic():
        by, content = system(site.pk), table(records)
        source = actions.add_source(
            by=by, name="Liste", offer_kind="lasting", content=content, file_name="liste.csv", now=timezone.now()
        )
        run = actions.begin_run(by=by, source=source, now=timezone.now(), goes_on=True)
    progress, ends = [], [time.perf_counter() - began]
    while run.is_at_work:
        {"reading": tasks.read, "running": tasks.take}[run.state](site_id=site.pk, run_id=str(run.pk))
        with at_site(site), transaction.atomic():
            run = ImportRun.objects.get(pk=run.pk)
            progress.append([run.state, run.position, queries.batch_count(run)])
        ends.append(time.perf_counter() - began)
    return {
        "before": before,
        "peak": peak_mb(),
        "read": ends[1],
        "seconds": ends[-1],
        "batches": [late - early for early, late in pairwise(ends[1:])],
        "counts": run.counts,
        "state": run.state,
        "progress": progress,
    }


def table(records: int) -> bytes:
    rows = io.StringIO()
    writer = csv.writer(rows, delimiter=";")
    writer.writerow(["Navn", "Forening", "Sted", "Adresse", "Tid", "Pris", "Kontaktperson", "Telefon"])
    for n in range(records):
        times = f"{('Mandag', 'Tirsdag', 'Torsdag')[n % 3]} kl. {9 + n % 8}-{18 + n % 3}"
        behind, price, phone = f"Forening {n % 40}", ("Gratis", "50 kr.")[n % 2], f"97 {n // 10000:02} {n % 10000:04}"
        writer.writerow([f"Fællesskab {n}", behind, f"Sal {n}", f"Nygade {n}", times, price, "Anna", phone])
    return rows.getvalue().encode()


def _with_memory(call: Callable[[], int]) -> dict[str, float]:
    drained("/find/")
    before, began = peak_mb(), time.perf_counter()
    size = call()
    return {"before": before, "peak": peak_mb(), "megabytes": size / 2**20, "seconds": time.perf_counter() - began}


def _ours(words: str) -> int:
    """The search, and why for the first page."""
    known = catalogue()
    found = known.find(words, FILTERS, TODAY, 120)
    return len(known.reasons(words, found[:20]))


def _theirs(site: Site, words: str) -> int:
    return _fetched(OF_SITE, [words, site.pk])


def _theirs_everywhere(words: str) -> int:
    return _fetched(OF_ALL, [words])


def _fetched(sql: str, given: Iterable) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given))
        return len(cursor.fetchall())
