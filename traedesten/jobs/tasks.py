"""Work that was begun by a worker that died is begun again."""

from procrastinate.contrib.django import app

STALLED_AFTER_SECONDS = 60


@app.periodic(cron="* * * * *")
@app.task(name="jobs.recover", queueing_lock="jobs.recover", pass_context=True)
async def recover(context, timestamp: int) -> None:
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    for job in stalled:
        await app.job_manager.retry_job(job)
