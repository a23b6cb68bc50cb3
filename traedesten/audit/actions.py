"""Writing down. ``record`` belongs at the end of every action, ``look`` in every view that shows a person."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction

from traedesten.audit import queries
from traedesten.audit.models import Event, Lookup, Seal
from traedesten.domain.access import Actor, Deed, require
from traedesten.tenancy.scope import require_at

SETTLES = timedelta(minutes=10)
"""How old a row must be before it is sealed."""

CODE = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,63}")


class PersonalValue(TypeError):
    """Something other than an id, a number or a code was about to be written into the audit."""


def record(
    *,
    by: Actor,
    verb: str,
    subject: models.Model,
    at: datetime,
    person: UUID | None = None,
    fields: Iterable[str] = (),
    **ids,
) -> Event:
    """Append one event. Further ids are uuids, numbers, booleans or lower-case codes.

    Whoever belongs to another site gets ``WrongSite``, and the action is undone.
    """
    require_at(by.site_id)
    event = _event(by, verb, subject, at, person_id=person, fields=sorted(fields), ids=_bare_ids(ids))
    event.save(force_insert=True)
    return event


def record_each(*, by: Actor, verb: str, subjects: Iterable[models.Model], at: datetime) -> None:
    """Append one event for each of many, in one query."""
    require_at(by.site_id)
    Event.objects.bulk_create([_event(by, verb, subject, at) for subject in subjects])


def _event(by: Actor, verb: str, subject: models.Model, at: datetime, **more) -> Event:
    return Event(
        at=at,
        user_id=by.user_id,
        link_id=by.link_id,
        role=by.role,
        verb=verb,
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk if isinstance(subject.pk, UUID) else None,
        **more,
    )


def look(*, by: Actor, page: str, people: Iterable[UUID], now: datetime) -> None:
    """Append that these persons were shown on this page; nothing when the page showed nobody."""
    require_at(by.site_id)
    person_ids = sorted({person for person in people if person})
    if person_ids:
        Lookup.objects.create(
            at=now,
            user_id=by.user_id,
            link_id=by.link_id,
            role=by.role or "visitor",
            page=page,
            person_ids=person_ids,
        )


@transaction.atomic
def seal(*, by: Actor, now: datetime) -> Seal | None:
    """Lay a hash over what has been appended since the last seal. None when there is nothing to seal yet.

    Only rows older than ten minutes are sealed, and none while a transaction that old is still open: numbers
    are given out before a row can be seen, and a row that came late would look like one slipped in.
    """
    require_at(by.site_id)
    require(by, Deed.KEEP_HOUSE, site_id=by.site_id)
    before, until = queries.last_seal(), now - SETTLES
    if queries.somebody_still_writes(until):
        return None
    events, lookups = queries.unsealed(before, until)
    if not (events or lookups):
        return None
    previous = bytes(before.digest) if before else b""
    last_event_id = events[-1].pk if events else before.last_event_id if before else 0
    last_lookup_id = lookups[-1].pk if lookups else before.last_lookup_id if before else 0
    return Seal.objects.create(
        at=now,
        role=by.role,
        last_event_id=last_event_id,
        last_lookup_id=last_lookup_id,
        previous=previous,
        digest=queries.chained(previous, last_event_id, last_lookup_id, [*events, *lookups]),
    )


def _bare_ids(ids: dict) -> dict:
    return {name: _bare(name, value) for name, value in ids.items() if value is not None}


def _bare(name: str, value):
    if isinstance(value, bool | int):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str) and CODE.fullmatch(value):
        return str(value)
    raise PersonalValue(f"{name} must be an id, a number or a code")
