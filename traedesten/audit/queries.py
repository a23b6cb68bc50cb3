"""Reading the audit: for the person it is about, and for the check of the chain."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from traedesten.audit.models import Entry, Event, Lookup, Seal

AT_ONCE = 20_000
"""Rows of a kind under one seal at most; the next hour takes the rest."""


def lookups_of(person_id: UUID) -> QuerySet[Lookup]:
    """Who looked at a person, newest first."""
    return Lookup.objects.filter(person_ids__contains=[person_id]).order_by("-at", "-pk")


def events_of(person_id: UUID) -> QuerySet[Event]:
    return Event.objects.filter(person_id=person_id).order_by("-at", "-pk")


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-pk").first()


def unsealed(since: Seal | None, until: datetime) -> tuple[list[Event], list[Lookup]]:
    """What comes after the seal, as far as nothing younger than ``until`` stands in between."""
    return (
        _settled(Event, since.last_event_id if since else 0, until),
        _settled(Lookup, since.last_lookup_id if since else 0, until),
    )


def _settled(entries: type[Entry], after: int, until: datetime) -> list[Entry]:
    later = entries.objects.filter(pk__gt=after)
    young = later.filter(at__gte=until).order_by("pk").values_list("pk", flat=True).first()
    settled = later.filter(pk__lt=young) if young else later
    return list(settled.order_by("pk")[:AT_ONCE])


def somebody_still_writes(since: datetime) -> bool:
    """Whether a transaction begun before ``since`` is open: it may yet show a row with a lower number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from pg_stat_activity where datname = current_database() "
            "and backend_xid is not null and xact_start < %s and pid <> pg_backend_pid())",
            [since],
        )
        return cursor.fetchone()[0]


def canonical(entry: Entry) -> bytes:
    """The same bytes for the same row, whenever and wherever it is read."""
    row = {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}
    row["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps([entry._meta.model_name, row], sort_keys=True, default=str, ensure_ascii=False).encode()


def chained(previous: bytes, last_event_id: int, last_lookup_id: int, entries: Iterable[Entry]) -> bytes:
    """SHA-256 over the seal before, the numbers this one reaches to, and every row with its length."""
    digest = hashlib.sha256(previous)
    digest.update(f"{last_event_id} {last_lookup_id}\n".encode())
    for entry in entries:
        words = canonical(entry)
        digest.update(b"%d " % len(words) + words + b"\n")
    return digest.digest()


def check_seals() -> Seal | None:
    """The first seal that no longer fits the rows under it, or None when the whole chain holds.

    A changed, removed or slipped-in row breaks the seal over it; a changed or removed seal breaks the next.
    """
    previous, event_id, lookup_id = b"", 0, 0
    for seal in Seal.objects.order_by("pk"):
        events = Event.objects.filter(pk__gt=event_id, pk__lte=seal.last_event_id).order_by("pk")
        lookups = Lookup.objects.filter(pk__gt=lookup_id, pk__lte=seal.last_lookup_id).order_by("pk")
        event_id, lookup_id = seal.last_event_id, seal.last_lookup_id
        entries = chain(events.iterator(), lookups.iterator())
        if bytes(seal.previous) != previous or bytes(seal.digest) != chained(previous, event_id, lookup_id, entries):
            return seal
        previous = bytes(seal.digest)
    return None
