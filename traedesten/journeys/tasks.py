"""The clock of journeys."""

from datetime import datetime, timedelta

from django.utils import timezone

from traedesten.domain.access import system
from traedesten.jobs import queue
from traedesten.journeys import actions, queries
from traedesten.tenancy.queries import site_now


@queue.every("5 * * * *", "journeys.remind_visits")
def remind_visits(now: datetime) -> None:
    """From four in the afternoon of the day before, by the site's own clock."""
    local = timezone.localtime(now)
    tomorrow = (local + timedelta(days=1)).date()
    if local.hour < 16:
        return
    for visit in queries.visits_to_remind(now):
        if timezone.localdate(visit.starts_at) == tomorrow and not visit.reminded_at:
            actions.remind_visit(by=system(site_now().pk), visit=visit, now=now)
