"""Sending what is in the outbox, and the site's own words."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require, system
from traedesten.messages import queries
from traedesten.messages.models import Message, Wording
from traedesten.messages.providers import Parcel, provider_for


@transaction.atomic
def deliver(*, message: Message, now: datetime) -> None:
    """Send a locked message, unless it is automatic and the person is on pause."""
    by = system(message.site_id)
    require(by, Deed.KEEP_HOUSE, site_id=message.site_id)
    if message.is_automatic and queries.is_paused(message.person_id):
        message.state = Message.State.PAUSED
    else:
        name, send = provider_for(message.channel)
        send(Parcel(message.to, message.subject, message.text, str(message.pk)))
        message.state = Message.State.KEPT if name == "kept" else Message.State.SENT
        message.sent_at = now
    message.save(update_fields=["state", "sent_at"])
    record(by=by, verb=f"message.{message.state}", subject=message, at=now, person=message.person_id)


@transaction.atomic
def give_up(*, message: Message, now: datetime) -> None:
    """No provider took the message for so long that it would come too late."""
    by = system(message.site_id)
    require(by, Deed.KEEP_HOUSE, site_id=message.site_id)
    message.state = Message.State.FAILED
    message.save(update_fields=["state"])
    record(by=by, verb="message.failed", subject=message, at=now, person=message.person_id)


@transaction.atomic
def edit_wording(*, by: Actor, name: str, language: str, text: str, now: datetime) -> Wording | None:
    """Keep the site's own words for a message; empty text goes back to the common ones."""
    require(by, Deed.EDIT_WORDING, site_id=by.site_id)
    wording, _made = Wording.objects.get_or_create(name=name, language=language, defaults={"text": text})
    if text:
        wording.text = text
        wording.save(update_fields=["text"])
    record(by=by, verb="message.wording_edited", subject=wording, at=now, name=name, language=language)
    if not text:
        wording.delete()
    return wording if text else None
