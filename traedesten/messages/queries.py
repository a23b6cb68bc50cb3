"""The outbox, as it may be seen."""

from django.db.models import QuerySet

from traedesten.messages.models import Message, Pause, Wording


def message_to_deliver(message_id) -> Message | None:
    """The message, locked, while it still has to leave."""
    return Message.objects.select_for_update(of=("self",)).filter(pk=message_id, state=Message.State.QUEUED).first()


def is_paused(person_id) -> bool:
    return person_id is not None and Pause.objects.filter(person_id=person_id).exists()


def mailbox() -> QuerySet[Message]:
    """Everything written at the site, newest first."""
    return Message.objects.order_by("-made_at", "-pk")


def wordings() -> QuerySet[Wording]:
    return Wording.objects.order_by("name", "language")
