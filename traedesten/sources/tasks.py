"""Reading, taking over and undoing in the background, and every night."""

from datetime import datetime

from django.utils import timezone

from traedesten.domain.access import system
from traedesten.jobs import queue
from traedesten.sources import actions, queries
from traedesten.sources.models import ImportRun
from traedesten.tenancy.scope import current_site_id

State = ImportRun.State


@queue.task("sources.read")
def read(run_id: str) -> None:
    run = queries.run_in(run_id, State.READING)
    if run:
        actions.read_run(by=system(run.site_id), run=run, now=timezone.now())


@queue.task("sources.take")
def take(run_id: str) -> None:
    run = queries.run_in(run_id, State.RUNNING)
    if run:
        actions.import_batch(by=system(run.site_id), run=run, now=timezone.now())


@queue.task("sources.undo")
def undo(run_id: str) -> None:
    run = queries.run_in(run_id, State.UNDOING)
    if run:
        actions.undo_batch(by=system(run.site_id), run=run, now=timezone.now())


@queue.every("38 1 * * *", "sources.read_again")
def read_again(now: datetime) -> None:
    """Every night, whatever has an address; the report is on the list in the morning."""
    for source in queries.sources_by_night():
        actions.begin_run(by=system(current_site_id()), source=source, now=now, goes_on=True)


@queue.every("* * * * *", "sources.neighbours")
def neighbours(now: datetime) -> None:
    """What neighbours read of ours, and what we follow of theirs, by the clock on the wall."""
    by = system(current_site_id())
    if queries.has_news():
        actions.tell_neighbours(by=by, now=timezone.now())
        actions.follow_neighbours(by=by, now=timezone.now())
