"""Keeping sources, and beginning to read them."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import Stale
from traedesten.jobs import queue
from traedesten.sources import queries
from traedesten.sources.models import ImportRun, OfferSource
from traedesten.vault.models import DataKey

State = ImportRun.State
KEPT_RUNS = 20
"""Runs of a source that are remembered."""


@transaction.atomic
def add_source(
    *,
    by: Actor,
    name: str,
    offer_kind: str,
    now: datetime,
    url: str = "",
    file_name: str = "",
    content: bytes = b"",
    kind: str = "",
    columns: dict | None = None,
) -> OfferSource:
    """Write a source down: an address, or a file as it was uploaded. Nothing is read yet."""
    require(by, Deed.IMPORT_OFFERS, site_id=by.site_id)
    source = OfferSource(key=DataKey.new(), name=name, offer_kind=offer_kind, url=url, file_name=file_name)
    source.content, source.kind, source.columns = content.decode("latin-1"), kind, columns or {}
    source.made_at = now
    source.save(force_insert=True)
    record(by=by, verb="source.added", subject=source, at=now)
    return source


@transaction.atomic
def keep_source(
    *, by: Actor, source: OfferSource, now: datetime, content: bytes | None = None, **fields
) -> OfferSource:
    """Put a source right; ``content`` is a newer version of its file."""
    require(by, Deed.IMPORT_OFFERS, site_id=source.site_id)
    row = OfferSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    changed = row.rewrite(fields)
    if content is not None:
        row.content = content.decode("latin-1")
        changed.append("content")
    row.save()
    record(by=by, verb="source.kept", subject=row, at=now, fields=changed)
    return row


@transaction.atomic
def begin_run(*, by: Actor, source: OfferSource, now: datetime, goes_on: bool = False) -> ImportRun:
    """Have the source read by a worker. One that is at work already is given back; one that waits to be looked at
    is dropped, and so are the oldest. ``goes_on`` takes it over without a look.
    """
    require(by, Deed.IMPORT_OFFERS, site_id=source.site_id)
    OfferSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    run = queries.run_at_work(source)
    if run and queries.is_stuck(run, now):
        run.state, run.refusal, run.finished_at = State.REFUSED, "gave_up", now
        run.save()
        run = None
    if run is None:
        old = [row.pk for row in source.runs.order_by("-started_at")[KEPT_RUNS:]]
        source.runs.filter(state=State.READY).delete()
        source.runs.filter(pk__in=old).delete()
        run = source.runs.create(site_id=source.site_id, goes_on=goes_on, started_at=now)
        queue.later("sources.read", site_id=source.site_id, run_id=run.pk)
    record(by=by, verb="source.run_begun", subject=run, at=now, source=source.pk)
    return run


@transaction.atomic
def accept_run(*, by: Actor, run: ImportRun, now: datetime) -> ImportRun:
    """Take over what was read. ``Stale`` when the run does not wait for that."""
    run = run.locked()
    require(by, Deed.IMPORT_OFFERS, site_id=run.site_id)
    if run.state != State.READY:
        raise Stale
    run.state, run.position, run.started_at = State.RUNNING, 0, now
    run.save()
    queue.later("sources.take", site_id=run.site_id, run_id=run.pk)
    record(by=by, verb="source.run_accepted", subject=run, at=now, source=run.source_id)
    return run
