"""Delivery: at least once, one at a time, with the same key each time."""

from django.utils import timezone

from traedesten.jobs import queue
from traedesten.messages import actions, queries


@queue.task("messages.deliver")
def deliver(message_id: str) -> None:
    message = queries.message_to_deliver(message_id)
    if message:
        actions.deliver(message=message, now=timezone.now())
