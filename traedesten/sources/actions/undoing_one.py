"""Undoing what a run did to one offer, when nobody has touched it since, and taking it in again after all."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import Stale
from traedesten.sources import moving, queries
from traedesten.sources.actions.undoing import undo_one
from traedesten.sources.models import ImportChange, ImportRun, OfferSource
from traedesten.sources.touched import IN_USE, touched


class TouchedSince(Exception):
    """Somebody has put the offer right, or uses it: ``what`` are the words of ``touched``. It is let be."""

    def __init__(self, what: list[str]) -> None:
        super().__init__(", ".join(what))
        self.what = what


@transaction.atomic
def undo_change(*, by: Actor, change: ImportChange, now: datetime) -> ImportRun:
    """Put one offer back to what it was before a run; a new one goes, and the source's next readings pass it over.

    ``Stale`` when it was undone already, a later reading changed it, or the source is at work; ``TouchedSince``
    when somebody has done something to it.
    """
    run = change.run.locked()
    require(by, Deed.IMPORT_OFFERS, site_id=run.site_id)
    offer = change.offer.locked()
    found = queries.changes_of(run, [offer.pk])
    if not queries.can_undo_one(run) or not found or found[0].undone_at or not found[0].is_last:
        raise Stale
    change = found[0]
    if what := touched(change, moving.in_use([offer.pk]) if change.is_new else ()):
        raise TouchedSince(what)
    if change.is_new:
        _leave_out(run, list(run.source.imported.filter(offer=offer).values_list("foreign_id", flat=True)))
    if not undo_one(by, change, now, forgets=False) and change.is_new:
        raise TouchedSince([IN_USE])
    run.counts = run.counts | {"undone": run.counts.get("undone", 0) + 1}
    run.save(update_fields=["counts"])
    record(by=by, verb="source.change_undone", subject=run, at=now, source=run.source_id, offer=offer.pk)
    return run


@transaction.atomic
def take_again(*, by: Actor, source: OfferSource, foreign_id: str, now: datetime) -> OfferSource:
    """Let a record that was taken away come in again with the next reading."""
    require(by, Deed.IMPORT_OFFERS, site_id=source.site_id)
    row = OfferSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    row.left_out = [known for known in row.left_out if known != foreign_id]
    row.save(update_fields=["left_out"])
    record(by=by, verb="source.record_let_in", subject=row, at=now)
    return row


def _leave_out(run: ImportRun, foreign_ids: list[str]) -> None:
    row = OfferSource.objects.select_for_update(of=("self",)).get(pk=run.source_id)
    row.left_out = [*row.left_out, *(known for known in foreign_ids if known not in row.left_out)]
    row.save(update_fields=["left_out"])
