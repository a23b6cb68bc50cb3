"""Messages that shifts cause. They say that there is something to see, never when or who."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from traedesten.messages.models import Message, Recipient
from traedesten.people.models import Volunteer
from traedesten.tenancy.queries import coordinators, site_now


def to_guides(name: str, guides: Iterable[Volunteer], *, now: datetime, key: str, page: str = "my_shifts") -> int:
    """Tell these guides, each once for ``key``. How many had somewhere to be told."""
    path = reverse(f"support:{page}", args=[site_now().slug])
    posted = [
        Message.post(name, guide.recipient, now=now, path=path, idempotency_key=f"{name}:{key}:{guide.pk}")
        for guide in guides
    ]
    return sum(message is not None for message in posted)


def to_coordinators(guide: Volunteer, *, now: datetime, key: str) -> None:
    """A shift has lost its guide. Sealed with that guide's key."""
    path = reverse("support:roster", args=[site_now().slug])
    for user in coordinators():
        Message.post(
            "shift_reopened",
            Recipient(guide.key, user.first_name, email=user.email, language=user.language),
            now=now,
            path=path,
            idempotency_key=f"shift_reopened:{key}:{user.pk}",
        )
