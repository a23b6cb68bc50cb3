"""A human being makes contact, and writes down what was done."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import MoveNotAllowed
from traedesten.outcomes.models import ContactTask


@transaction.atomic
def close_contact_task(*, by: Actor, task: ContactTask, done: str, words: str, now: datetime) -> ContactTask:
    """Close it with what was done and a few words. Raises ``MoveNotAllowed`` when it is closed already."""
    require(by, Deed.CLOSE_CONTACT_TASK, site_id=task.site_id)
    task = task.locked()
    if task.closed_at or not done or not words:
        raise MoveNotAllowed("closed" if task.closed_at else "open", "close")
    task.done, task.words = done, words
    task.closed_at, task.closed_by_user_id = now, by.user_id
    task.save()
    record(by=by, verb="contact_task.closed", subject=task, at=now, person=task.asking.person_id, done=str(done))
    return task
