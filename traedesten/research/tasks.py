"""Exports in the background: made while nobody has to wait, and thrown away when they are over."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from traedesten.domain.access import Denied, system
from traedesten.domain.journey import MoveNotAllowed
from traedesten.jobs import queue
from traedesten.research import actions, queries
from traedesten.research.models import ExportRequest
from traedesten.tenancy.queries import site_now
from traedesten.tenancy.scope import current_site_id

NotMade = ExportRequest.NotMade


@queue.long_task("research.make")
def make(request_id: str) -> None:
    """All or nothing. What breaks is told on the page, and raised for the log; begun again, it is made once."""
    from traedesten.evaluation.disclosure import TooFew  # large, and only an export needs it

    by, now = system(current_site_id()), timezone.now()
    with transaction.atomic():
        row = ExportRequest.objects.filter(pk=request_id).first()
    if row is None:
        return
    told = {"by": by, "request": row, "now": now}
    try:
        actions.finish_export(**told)
    except TooFew:
        actions.give_up_export(**told, why=NotMade.TOO_FEW)
    except (Denied, MoveNotAllowed):
        actions.give_up_export(**told, why=NotMade.MAY_NOT)
    except Exception:
        actions.give_up_export(**told, why=NotMade.BROKE)
        raise


@queue.every("23 3 * * *", "research.expire")
def expire(now: datetime) -> None:
    """Every night."""
    for request in queries.over(timezone.localdate(now)):
        actions.expire_export(by=system(site_now().pk), request=request, now=now)
