"""Undoing a run: new offers go, changed ones are as before, and what somebody touched since is left alone."""

import json
from datetime import datetime
from typing import Any

from django.db import models, transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import Stale
from traedesten.jobs import queue
from traedesten.offers import actions as offers
from traedesten.offers.models import Directory, Offer
from traedesten.sources import queries
from traedesten.sources.models import ImportChange, ImportRun
from traedesten.sources.values import as_arguments, as_venue, details_of, digest, values_of

State = ImportRun.State
BATCH = 100
_EMPTY = {"postcode": "", "area": None, "latitude": None, "longitude": None, "step_free": False, "transport": ""}


@transaction.atomic
def undo_run(*, by: Actor, run: ImportRun, now: datetime) -> ImportRun:
    """Begin to undo the last run of a source, which is not read by night any more. ``Stale`` when it is too late."""
    run = run.locked()
    require(by, Deed.IMPORT_OFFERS, site_id=run.site_id)
    if not queries.can_be_undone(run):
        raise Stale
    run.state, run.started_at, run.finished_at = State.UNDOING, now, None
    run.save()
    run.source.is_nightly = False
    run.source.save(update_fields=["is_nightly"])
    queue.later("sources.undo", site_id=run.site_id, run_id=run.pk)
    record(by=by, verb="source.undo_begun", subject=run, at=now, source=run.source_id)
    return run


@transaction.atomic
def undo_batch(*, by: Actor, run: ImportRun, now: datetime) -> ImportRun:
    """Undo the next changes of a run, and the rest later. ``counts`` gets how many were left alone."""
    run = run.locked()
    require(by, Deed.IMPORT_OFFERS, site_id=run.site_id)
    if run.state == State.UNDOING:
        left = sum(not undo_one(by, change, now) for change in _to_undo(run)[:BATCH])
        run.counts = run.counts | {"left": run.counts.get("left", 0) + left}
        if not _to_undo(run).exists():
            run.state, run.finished_at = State.UNDONE, now
        run.save()
        if run.state == State.UNDOING:
            queue.later("sources.undo", site_id=run.site_id, run_id=run.pk)
    record(by=by, verb="source.batch_undone", subject=run, at=now, source=run.source_id)
    return run


def _to_undo(run: ImportRun) -> models.QuerySet[ImportChange]:
    return queries.changes().filter(run=run, undone_at=None).order_by("pk")


def undo_one(by: Actor, change: ImportChange, now: datetime, *, forgets: bool = True) -> bool:
    """Whether the offer is as it was before. The next reading of the source gives it the same again only where
    what was given now is forgotten; else what is restored counts as put right here.
    """
    change.undone_at = now
    change.save()
    if change.is_new:
        return _take_away(change)
    offer, values = change.offer, values_of(change.offer)
    before = json.loads(change.before)
    site_id = change.site_id
    restored = {
        name: value
        for name, value in before["values"].items()
        if digest(site_id, values[name]) == change.given.get(name)
    }
    venue = _venue_before(change, before, restored, values["place"])
    if restored or venue is not None:
        offers.edit_offer(by=by, offer=offer, now=now, venue=venue, **as_arguments(restored))
    if forgets:
        change.run.source.imported.filter(offer=offer).update(digests=change.digests_before)
    return len(restored) == len(before["values"])


def _venue_before(
    change: ImportChange, before: dict[str, Any], restored: dict[str, Any], place: list[str]
) -> dict[str, Any] | None:
    if "place" in restored:
        return as_venue(restored["place"], {})
    known = details_of(change.offer.venue)
    facts = {
        name: _EMPTY[name] if value is None else value
        for name, value in before["details"].items()
        if digest(change.site_id, known.get(name)) == change.given.get(f"venue.{name}")
    }
    if not facts:
        return None
    fields = as_venue(place, facts)
    return fields | {"area_id": facts["area"]} if "area" in facts else fields


def _take_away(change: ImportChange) -> bool:
    """Nobody has touched it and nothing points at it: then it goes, with its key."""
    offer = change.offer
    if offer.version != change.version or offer.changed_at > offer.made_at:
        return False
    key = offer.key
    try:
        with transaction.atomic():
            Offer.objects.get(pk=offer.pk).delete()
            key.delete()
    except models.ProtectedError:
        return False
    Directory.touch()
    return True
