"""Taking over what was read, batch by batch: each is one transaction, and taken once."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import DataError, IntegrityError, transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.jobs import queue
from traedesten.offers import actions as offers
from traedesten.sources import queries
from traedesten.sources.comparing import (
    CHANGED,
    NEW,
    SKIPPED,
    Verdict,
    missing_details,
    venue_at,
    venues_at,
    verdict_on,
)
from traedesten.sources.models import ImportChange, ImportedOffer, ImportRun
from traedesten.sources.values import as_arguments, as_venue, details_of, digest, values_of

State = ImportRun.State
BATCH = 100
NOT_TAKEN, LEFT_OUT = ["", "not_taken", ""], ["", "left_out", ""]
SHOWN = ("where", "id", "name", "verdict", "changed", "kept", "like", "warnings", "offer")
"""What is kept of a record for the report."""


@transaction.atomic
def import_batch(*, by: Actor, run: ImportRun, now: datetime) -> ImportRun:
    """Take over the next batch of a run, and have the one after it taken over later; nothing when there is none.

    Records are compared afresh: whatever happened since they were read counts.
    """
    run = run.locked()
    require(by, Deed.IMPORT_OFFERS, site_id=run.site_id)
    batch = run.batches.filter(number=run.position).first() if run.state == State.RUNNING else None
    if batch:
        rows = json.loads(batch.rows)
        _take_rows(by, run, rows, now)
        batch.rows = json.dumps([{name: row[name] for name in SHOWN if name in row} for row in rows])
        batch.save()
        _count(run, rows)
    if run.state == State.RUNNING and run.position >= queries.batch_count(run):
        run.state, run.finished_at = State.DONE, now
    run.save()
    if run.state == State.RUNNING:
        queue.later("sources.take", site_id=run.site_id, run_id=run.pk)
    record(by=by, verb="source.batch_taken", subject=run, at=now, source=run.source_id, batch=run.position)
    return run


def _count(run: ImportRun, rows: list[dict[str, Any]]) -> None:
    before = {} if run.position == 0 else run.counts
    run.counts = dict(Counter(before) + Counter(row["verdict"] for row in rows))
    run.position += 1


def _take_rows(by: Actor, run: ImportRun, rows: list[dict[str, Any]], now: datetime) -> None:
    left_out = set(run.source.left_out)
    for row in rows:
        if "values" in row and row["id"] in left_out:
            _skip(row, LEFT_OUT)
    rows = [row for row in rows if "values" in row and row["verdict"] != SKIPPED]
    ids = [row["id"] for row in rows]
    held = queries.imported(run.source).filter(foreign_id__in=ids).select_for_update(of=("self", "offer"))
    known = {row.foreign_id: row for row in held}
    new = [row for row in rows if row["id"] not in known]
    if not _is_taken(new, lambda: _add(by, run, new, now)):
        for row in new:
            _is_taken([row], lambda row=row: _add(by, run, [row], now))
    for row in rows:
        if row["id"] in known:
            _is_taken([row], lambda row=row: _renew(by, run, row, known[row["id"]], now))
    ImportedOffer.objects.bulk_update(known.values(), ["digests", "seen_run"], batch_size=BATCH)


def _is_taken(rows: list[dict[str, Any]], take: Callable[[], None]) -> bool:
    """Whether the database takes them all; none of them otherwise, and each says so."""
    try:
        with transaction.atomic():
            take()
    except (DataError, IntegrityError):
        for row in rows:
            _skip(row, NOT_TAKEN)
        return False
    for row in rows:
        row["warnings"] = [told for told in row["warnings"] if told != NOT_TAKEN]
    return True


def _skip(row: dict[str, Any], why: list[str]) -> None:
    row["verdict"], row["changed"], row["kept"] = SKIPPED, [], []
    row["warnings"] = [*(told for told in row["warnings"] if told != why), why]


def _add(by: Actor, run: ImportRun, rows: list[dict[str, Any]], now: datetime) -> None:
    """New offers, all at once."""
    site_id, source = run.site_id, run.source
    verdicts = [verdict_on(site_id, row["values"], row["details"], None) for row in rows]
    there = {place: details_of(venue) for place, venue in venues_at(row["values"]["place"] for row in rows).items()}
    given = []
    for row, verdict in zip(rows, verdicts, strict=True):
        place = verdict.changes["place"]
        known = there.setdefault(tuple(place), {})
        details = missing_details(site_id, verdict.details, known, {})
        known |= details
        arguments = as_arguments(verdict.changes)
        arguments |= {"kind": source.offer_kind, "venue": as_venue(place, details)}
        given.append(arguments | {"confirmed_at": _assured_at(row["assured_on"], now)})
    made = offers.add_offers(by=by, now=now, offers=given)
    changes, imported = [], []
    for row, verdict, offer in zip(rows, verdicts, made, strict=True):
        digests = verdict.digests
        changes.append(
            ImportChange(key=source.key, run=run, offer=offer, is_new=True, version=offer.version, given=digests)
        )
        imported.append(
            ImportedOffer(source=source, foreign_id=row["id"], offer=offer, digests=digests, seen_run=run)
        )
        row |= {"verdict": NEW, "kept": [], "changed": [], "offer": str(offer.pk)}
    ImportChange.objects.bulk_create(changes)
    ImportedOffer.objects.bulk_create(imported)


def _renew(by: Actor, run: ImportRun, row: dict[str, Any], known: ImportedOffer, now: datetime) -> None:
    """One that was here already; what is to be remembered of it is saved with the others."""
    verdict = verdict_on(run.site_id, row["values"], row["details"], known)
    if verdict.kind == CHANGED:
        _edit(by, run, known, verdict, now)
    known.digests, known.seen_run = verdict.digests, run
    row |= {"verdict": verdict.kind, "kept": verdict.kept, "changed": verdict.changed, "offer": str(known.offer_id)}


def _edit(by: Actor, run: ImportRun, known: ImportedOffer, verdict: Verdict, now: datetime) -> None:
    offer, place = known.offer, verdict.changes.get("place")
    values, details = values_of(offer), details_of(offer.venue)
    before = {"values": {name: values[name] for name in verdict.changes}, "details": {}}
    if place is None:
        place = values["place"]
        before["details"] = {name: details.get(name) for name in verdict.details}
    else:
        verdict.details = missing_details(run.site_id, verdict.details, details_of(venue_at(place)), {})
    has_venue = "place" in verdict.changes or verdict.details
    edited = offers.edit_offer(
        by=by,
        offer=offer,
        now=now,
        venue=as_venue(place, verdict.details) if has_venue else None,
        **as_arguments(verdict.changes),
    )
    given = {
        **{name: digest(run.site_id, value) for name, value in verdict.changes.items()},
        **{f"venue.{name}": digest(run.site_id, value) for name, value in verdict.details.items()},
    }
    _write_down(run, known, edited.version, before, given)


def _write_down(run: ImportRun, known: ImportedOffer, version: int, before: dict[str, Any], given: dict) -> None:
    """What is to be undone. Two records may have been laid together into one offer: what stood first counts."""
    change = run.changes.filter(offer=known.offer).first()
    if change is None:
        change = ImportChange(
            key=run.source.key, run=run, offer=known.offer, is_new=False, digests_before=known.digests
        )
    else:
        stood = json.loads(change.before or "{}")
        before = {part: before[part] | stood.get(part, {}) for part in before}
    change.before, change.given, change.version = json.dumps(before), change.given | given, version
    change.save()


def _assured_at(day: str, now: datetime) -> datetime | None:
    """The start of the day on which the source says that it was right, never in the future."""
    if not day:
        return None
    at = datetime.combine(date.fromisoformat(day), time(), UTC)
    return min(at, now)
