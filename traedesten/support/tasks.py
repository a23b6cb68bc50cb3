"""The clock of the health house."""

from datetime import datetime

from django.utils import timezone

from traedesten.domain.access import system
from traedesten.jobs import queue
from traedesten.support import actions, queries


@queue.every("17 2 * * *", "support.shifts")
def shifts(now: datetime) -> None:
    """Every night: a day more of shifts, and those who have left are taken off theirs."""
    plan = queries.plan()
    if plan:
        by = system(plan.site_id)
        actions.open_shifts(by=by, plan=plan, now=now)
        if queries.departed(timezone.localdate(now)).exists():
            actions.release_departed(by=by, plan=plan, now=now)
