"""Reading a source wholly before anything is taken over: a fault in the middle leaves nothing behind."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.interop.records import OrganisationRecord, Read, Refusal, Warning
from traedesten.jobs import queue
from traedesten.sources import fetching, queries, reading
from traedesten.sources.comparing import NEW, SKIPPED, VERDICTS, verdict_on
from traedesten.sources.likeness import Names
from traedesten.sources.mapping import Incoming, incoming
from traedesten.sources.models import ImportBatch, ImportRun
from traedesten.tenancy.queries import site_now

State = ImportRun.State
BATCH = 100
"""Records that are compared, and later taken over, in one go."""

MOST_WARNINGS = 20
"""Warnings that are kept of one record."""


@transaction.atomic
def read_run(*, by: Actor, run: ImportRun, now: datetime) -> ImportRun:
    """Read the source of a run and compare each record with what is here; refused whole when it cannot be read on.

    Each record becomes {"where", "id", "name", "verdict", "changed", "kept", "like", "warnings", "values",
    "details", "assured_on"} in a batch; ``warnings`` are [field, code, value].
    """
    run = run.locked()
    require(by, Deed.IMPORT_OFFERS, site_id=run.site_id)
    if run.state == State.READING:
        try:
            with transaction.atomic():
                _Reader(run, now).read()
            run.state = State.RUNNING if run.goes_on else State.READY
        except Refusal as refusal:
            run.state, run.refusal, run.finished_at = State.REFUSED, refusal.reason, now
            run.counts, run.warnings, run.records = {}, {}, 0
        run.save()
        if run.state == State.RUNNING:
            queue.later("sources.take", site_id=run.site_id, run_id=run.pk)
    record(by=by, verb="source.read", subject=run, at=now, source=run.source_id, state=str(run.state))
    return run


class _Reader:
    """Takes the records of one run in, batch by batch."""

    def __init__(self, run: ImportRun, now: datetime) -> None:
        self.run, self.source = run, run.source
        self.zone = site_now().timezone
        self.today = now.astimezone(ZoneInfo(self.zone)).date()
        self.areas, self.names = queries.ids_of_areas(), Names()
        self.organisations: dict[str, str] = {}
        self.seen: set[str] = set()
        self.left_out = set(self.source.left_out)
        self.counts: Counter[str] = Counter(dict.fromkeys(VERDICTS, 0))
        self.warnings: Counter[str] = Counter()
        self.number = 0

    def read(self) -> None:
        waiting: list[Incoming | dict[str, Any]] = []
        for found in self._reads():
            self.warnings.update(warning.code for warning in found.warnings)
            if isinstance(found.record, OrganisationRecord):
                self.organisations[found.record.source_id] = found.record.name
                continue
            waiting.append(self._taken(found))
            if len(waiting) == BATCH:
                self._keep(waiting)
                waiting = []
        if waiting:
            self._keep(waiting)
        if not self.run.records:
            raise Refusal("empty")
        self.run.counts, self.run.warnings = dict(self.counts), dict(self.warnings)

    def _reads(self) -> Iterator[Read]:
        for kind, content in self._pages():
            if self.source.kind != kind:
                self.source.kind = kind
                self.source.save(update_fields=["kind"])
            yield from reading.read(content, self.source, kind, self.today, self.zone)

    def _pages(self) -> Iterable[tuple[str, bytes]]:
        if self.source.url:
            return fetching.pages(self.source.url)
        content = self.source.content_bytes
        return [(reading.kind_of(content), content)]

    def _taken(self, found: Read) -> Incoming | dict[str, Any]:
        """The record in our shape, or, when it is left out, its row."""
        row = found.record
        if row is None:
            return _row(found.warnings[0].where if found.warnings else "", "", SKIPPED, found.warnings)
        if row.source_id in self.seen:
            self.warnings["duplicate_id"] += 1
            return _row(row.source_id, row.name, SKIPPED, [Warning(row.source_id, "id", "duplicate_id")])
        self.seen.add(row.source_id)
        if row.source_id in self.left_out:
            self.warnings["left_out"] += 1
            return _row(row.source_id, row.name, SKIPPED, [Warning(row.source_id, "", "left_out")])
        taken = incoming(row, self.organisations, self.areas)
        self.warnings.update(warning.code for warning in taken.warnings)
        taken.warnings[:0] = found.warnings
        return taken

    def _keep(self, waiting: list[Incoming | dict[str, Any]]) -> None:
        ids = [taken.foreign_id for taken in waiting if isinstance(taken, Incoming)]
        known = {row.foreign_id: row for row in queries.imported(self.source).filter(foreign_id__in=ids)}
        rows = [taken if isinstance(taken, dict) else self._compared(taken, known) for taken in waiting]
        fresh = [row for row in rows if row["verdict"] == NEW]
        for row, like in zip(fresh, self.names.like(row["values"] for row in fresh), strict=True):
            row["like"] = like
        ImportBatch.objects.create(
            key=self.source.key, run=self.run, number=self.number, rows=json.dumps(rows, ensure_ascii=False)
        )
        self.source.imported.filter(pk__in=[row.pk for row in known.values()]).update(seen_run=self.run)
        self.counts.update(row["verdict"] for row in rows)
        self.number += 1
        self.run.records += len(rows)

    def _compared(self, taken: Incoming, known: dict) -> dict[str, Any]:
        verdict = verdict_on(self.run.site_id, taken.values, taken.details, known.get(taken.foreign_id))
        row = _row(taken.foreign_id, taken.values["name"], verdict.kind, taken.warnings)
        return row | {
            "changed": [] if verdict.kind == NEW else verdict.changed,
            "kept": verdict.kept,
            "values": taken.values,
            "details": taken.details,
            "assured_on": taken.assured_on,
        }


def _row(foreign_id: str, name: str, verdict: str, warnings: Iterable[Warning]) -> dict[str, Any]:
    warnings = list(warnings)
    where = warnings[0].where if warnings else ""
    told = [[warning.field, warning.code, str(warning.params.get("value", ""))] for warning in warnings]
    return {
        "where": where if where.startswith("row ") else "",
        "id": foreign_id,
        "name": name,
        "verdict": verdict,
        "changed": [],
        "kept": [],
        "like": [],
        "warnings": told[:MOST_WARNINGS],
    }
