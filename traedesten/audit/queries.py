"""Reading the audit: for the person it is about, and for the check of the chain."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from traedesten.audit.models import Event, Lookup, Seal


def lookups_of(person_id: UUID) -> QuerySet[Lookup]:
    """Who looked at a person, newest first."""
    return Lookup.objects.filter(person_ids__contains=[person_id]).order_by("-at", "-pk")


def events_of(person_id: UUID) -> QuerySet[Event]:
    return Event.objects.filter(person_id=person_id).order_by("-at", "-pk")


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-pk").first()


def unsealed(since: Seal | None, until: datetime) -> tuple[list[Event], list[Lookup]]:
    events = Event.objects.filter(pk__gt=since.last_event_id if since else 0, at__lt=until)
    lookups = Lookup.objects.filter(pk__gt=since.last_lookup_id if since else 0, at__lt=until)
    return list(events.order_by("pk")), list(lookups.order_by("pk"))
