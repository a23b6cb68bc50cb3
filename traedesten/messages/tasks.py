"""Delivery: at least once, one at a time, with the same key each time."""

from datetime import datetime, timedelta

from django.utils import timezone

from traedesten.jobs import queue
from traedesten.messages import actions, queries

GIVE_UP_AFTER = timedelta(days=2)


@queue.task("messages.deliver")
def deliver(message_id: str) -> None:
    message = queries.message_to_deliver(message_id)
    if message:
        actions.deliver(message=message, now=timezone.now())


@queue.every("29 * * * *", "messages.try_again")
def try_again(now: datetime) -> None:
    """What a provider would not take is asked for again each hour, for two days; then it is given up."""
    for message in queries.left_behind(now):
        if message.due_at < now - GIVE_UP_AFTER:
            actions.give_up(message=message, now=now)
        else:
            queue.later("messages.deliver", site_id=message.site_id, message_id=message.pk)
