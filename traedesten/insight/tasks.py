"""The clock of insight: figures every night, an edition every quarter."""

from datetime import datetime

from traedesten.domain.access import system
from traedesten.insight import actions
from traedesten.jobs import queue
from traedesten.tenancy.queries import site_now


@queue.every("11 4 * * *", "insight.refresh")
def refresh(now: datetime) -> None:
    """Every night, by the site's own days."""
    actions.refresh(by=system(site_now().pk), now=now)


@queue.every("31 4 1 1,4,7,10 *", "insight.publish")
def publish(now: datetime) -> None:
    """On the first day of a quarter, about everybody referred before it."""
    actions.publish(by=system(site_now().pk), now=now)
