"""The clock of groups."""

from datetime import datetime

from traedesten.domain.access import system
from traedesten.groups import actions
from traedesten.groups.queries import pool
from traedesten.jobs import queue
from traedesten.tenancy.queries import site_now


@queue.every("52 3 * * *", "groups.erase")
def erase(now: datetime) -> None:
    """Every night: those who left the pool long enough ago become a count."""
    by = system(site_now().pk)
    for seeker in pool.to_erase(now):
        actions.erase_seeker(by=by, seeker=seeker, now=now)
