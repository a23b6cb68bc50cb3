"""The clock of exports: what is over is thrown away."""

from datetime import datetime

from django.utils import timezone

from traedesten.domain.access import system
from traedesten.jobs import queue
from traedesten.research import actions, queries
from traedesten.tenancy.queries import site_now


@queue.every("23 3 * * *", "research.expire")
def expire(now: datetime) -> None:
    """Every night."""
    for request in queries.over(timezone.localdate(now)):
        actions.expire_export(by=system(site_now().pk), request=request, now=now)
