"""What a site asks, and when."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.asking import Course, Plan
from traedesten.domain.journey import Stale
from traedesten.outcomes.models import Battery, PlannedWave


@transaction.atomic
def write_battery(
    *,
    by: Actor,
    course: Course,
    is_on: bool,
    plans: Iterable[Plan],
    now: datetime,
    expected_version: int | None = None,
) -> Battery:
    """Keep the site's battery for one kind of course. Askings that are made already keep their dates.

    ``expected_version`` None: there was no battery yet. Raises ``Stale``.
    """
    require(by, Deed.KEEP_BATTERY, site_id=by.site_id)
    known = Battery.objects.filter(course=course).first()
    if known is None:
        battery = Battery(course=course)
    else:
        battery = known.locked()
        if battery.version != expected_version:
            raise Stale
        battery.version += 1
    battery.is_on, battery.changed_at = is_on, now
    battery.save()
    battery.waves.all().delete()
    PlannedWave.objects.bulk_create(_wave(battery, plan) for plan in plans)
    record(by=by, verb="battery.written", subject=battery, at=now, course=str(course), version=battery.version)
    return battery


def _wave(battery: Battery, plan: Plan) -> PlannedWave:
    return PlannedWave(
        battery=battery,
        wave=plan.wave,
        weeks=plan.weeks,
        days_before=plan.days_before,
        days_after=plan.days_after,
        instruments=list(plan.instruments),
    )
