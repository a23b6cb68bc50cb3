"""Messages that an offer causes. Each is written once, however often it is asked for."""

from datetime import datetime, timedelta

from django.urls import reverse

from traedesten.messages.models import Message, Recipient
from traedesten.offers.models import Offer
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import coordinators, site_now

OWNER_LINK_LIFE = timedelta(days=200)
"""Longer than from one question to the next. Earlier links stay open: which message is opened first is chance."""


def to_owner(name: str, offer: Offer, *, now: datetime, key: str) -> Message | None:
    """Write to the one who answers for the offer, with a link to its page for them. None when nothing was sent."""
    if not offer.can_be_asked or Message.objects.filter(idempotency_key=key).exists():
        return None
    token = Link.issue(purpose=Link.Purpose.OFFER, subject_id=offer.pk, now=now, expires_at=now + OWNER_LINK_LIFE)
    path = reverse("offers:enter_owner", args=[site_now().slug, token])
    return Message.post(name, offer.owner, now=now, path=path, idempotency_key=key)


def to_coordinators(name: str, offer: Offer, *, now: datetime) -> None:
    """Write to the coordinators, with a link to the offer."""
    path = reverse("offers:offer", args=[site_now().slug, offer.pk])
    for user in coordinators():
        recipient = Recipient(offer.key, user.first_name, "", user.email, user.language)
        Message.post(
            name, recipient, now=now, path=path, idempotency_key=f"{name}:{offer.pk}:{offer.version}:{user.pk}"
        )


def of_neighbours(offer: Offer, *, now: datetime) -> None:
    """Tell the coordinators, once a day at most, that neighbours share offers with them; ``offer`` is one of them."""
    path = reverse("sources:neighbours", args=[site_now().slug])
    for user in coordinators():
        recipient = Recipient(offer.key, user.first_name, "", user.email, user.language)
        key = f"offer_shared:{offer.site_id}:{now:%Y%m%d}:{user.pk}"
        Message.post("offer_shared", recipient, now=now, path=path, idempotency_key=key)
