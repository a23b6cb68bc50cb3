"""Planning in the background: told of as it goes, stopped when asked, begun again when its worker died."""

import threading
from datetime import datetime
from time import monotonic
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from traedesten.domain.access import system
from traedesten.gathering import actions, queries
from traedesten.gathering.models import GroupProposal
from traedesten.gathering.problem import Refused, in_codes, problem_for
from traedesten.jobs import queue
from traedesten.planning import groups as planning
from traedesten.tenancy.scope import current_site_id

EVERY_SECONDS = 1.0
"""How often the page is told, and the page's wish to stop is looked for."""


class Telling:
    """Between the planner and the row of the proposal. The solver's own threads only hear what is known already."""

    def __init__(self, proposal_id: UUID) -> None:
        self.proposal_id, self.thread = proposal_id, threading.get_ident()
        self.told_at: float | None = None
        self.stops = False
        self.progress = planning.Progress("", 0.0)

    def tell(self, progress: planning.Progress) -> None:
        self.progress = progress
        self._tell_if_due()

    def should_stop(self) -> bool:
        self._tell_if_due()
        return self.stops

    def _tell_if_due(self) -> None:
        is_due = self.told_at is None or monotonic() - self.told_at >= EVERY_SECONDS
        if is_due and threading.get_ident() == self.thread:
            with transaction.atomic():
                self.stops = GroupProposal.tell(self.proposal_id, self.progress)
            self.told_at = monotonic()


@queue.long_task("gathering.plan")
def plan(proposal_id: str) -> None:
    """Read, plan, keep, each in a transaction of its own. The same again gives the same; what is over stays over.

    What breaks is told on the page, and raised for the log; the coordinator begins again when they like.
    """
    by = system(current_site_id())
    with transaction.atomic():
        row = queries.at_work(proposal_id)
        if row is None:
            return
        row = actions.begin_planning(by=by, proposal=row, now=timezone.now())
    telling = Telling(row.pk)
    watched = {"on_progress": telling.tell, "should_stop": telling.should_stop}
    try:
        with transaction.atomic():
            problem = problem_for(row, timezone.now())
        found = planning.plan(problem, **watched)
    except (Refused, planning.ProblemRefused) as refused:
        code, about = in_codes(refused)
        with transaction.atomic():
            actions.refuse_planning(by=by, proposal=row, code=code, about=about, now=timezone.now())
        return
    except Exception:
        with transaction.atomic():
            actions.refuse_planning(by=by, proposal=row, code="broke", about={}, now=timezone.now())
        raise
    with transaction.atomic():
        actions.keep_groups(by=by, proposal=row, found=found, now=timezone.now())


@queue.every("*/10 * * * *", "gathering.forget")
def forget(now: datetime) -> None:
    """Every ten minutes: who left the pool is in no proposal any more."""
    by = system(current_site_id())
    touched = queries.no_longer_waiting().values("proposal")
    for row in GroupProposal.objects.filter(pk__in=touched):
        actions.forget_gone(by=by, proposal=row, now=now)
