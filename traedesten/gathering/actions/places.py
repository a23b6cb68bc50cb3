"""Where groups can meet, and when it is free."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain import cpr
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.slots import sort_slots
from traedesten.gathering.models import MeetingPlace


@transaction.atomic
def add_place(*, by: Actor, name: str, now: datetime, **fields) -> MeetingPlace:
    """A room where groups can meet, with the weekly slots when it is free. Raises ``CprFound`` and ``BadSlot``."""
    require(by, Deed.COMPOSE_GROUP, site_id=by.site_id)
    row = MeetingPlace.objects.create(made_at=now, **_checked({"name": name, **fields}))
    record(by=by, verb="meeting_place.added", subject=row, at=now)
    return row


@transaction.atomic
def edit_place(
    *, by: Actor, place: MeetingPlace, now: datetime, expected_version: int | None = None, **fields
) -> MeetingPlace:
    """Another name, other times, or closed for now (``is_open``). Groups that are made stay where they are.

    Raises ``CprFound``, ``BadSlot`` and ``Stale``.
    """
    place = place.locked(expected_version)
    require(by, Deed.COMPOSE_GROUP, site_id=place.site_id)
    changed = place.rewrite(_checked(fields))
    place.version += 1
    place.save()
    record(by=by, verb="meeting_place.changed", subject=place, at=now, fields=changed)
    return place


def _checked(fields: dict) -> dict:
    if any(cpr.find(value) for value in fields.values() if isinstance(value, str)):
        raise cpr.CprFound
    return fields | ({"times": list(sort_slots(fields["times"]))} if "times" in fields else {})
