"""Programmes: written, changed, closed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.groups.models import Programme, SessionPlan


@transaction.atomic
def write_programme(
    *,
    by: Actor,
    now: datetime,
    programme: Programme | None = None,
    expected_version: int | None = None,
    plans: Iterable[Mapping[str, object]] | None = None,
    **fields,
) -> Programme:
    """Begin a programme, or change one. ``plans``, when given, replace all its materials, numbered from 1.

    ``Stale`` when ``expected_version`` is given and somebody else has changed it since.
    """
    require(by, Deed.KEEP_PROGRAMME, site_id=by.site_id)
    row = programme.locked(expected_version) if programme else Programme(made_at=now, version=0)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    row.keep(now)
    if plans is not None:
        row.plans.all().delete()
        SessionPlan.objects.bulk_create(
            SessionPlan(programme=row, number=number, **plan) for number, plan in enumerate(plans, start=1)
        )
        changed.append("plans")
    verb = "programme.changed" if programme else "programme.begun"
    record(by=by, verb=verb, subject=row, at=now, fields=changed)
    return row
