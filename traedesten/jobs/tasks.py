"""The house's own clock: begun work is begun again when its worker died, and the audit is sealed."""

import logging
from datetime import datetime

from procrastinate.contrib.django import app

from traedesten.audit import actions, queries
from traedesten.domain.access import system
from traedesten.jobs import queue
from traedesten.tenancy.queries import site_now

STALLED_AFTER_SECONDS = 60
log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="jobs.recover", queueing_lock="jobs.recover", pass_context=True)
async def recover(context, timestamp: int) -> None:
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    for job in stalled:
        await app.job_manager.retry_job(job)


@queue.every("17 * * * *", "audit.seal")
def seal(now: datetime) -> None:
    actions.seal(by=system(site_now().pk), now=now)


@queue.every("43 3 * * *", "audit.check")
def check_seals(now: datetime) -> None:
    """Every night. A broken seal is an error in the log, by its number and the site's."""
    broken = queries.check_seals()
    if broken:
        log.error("audit seal %s at site %s does not fit the rows under it", broken.pk, broken.site_id)
