"""Messages around an invitation. None of them says what it is about: that stands behind the link."""

from datetime import datetime, timedelta

from django.urls import reverse

from traedesten.domain.courses import Seat
from traedesten.groups.models import Member, SelfHelpGroup
from traedesten.groups.queries import pool
from traedesten.messages.models import Message, Recipient
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import coordinators, site_now

LINK_LIFE = timedelta(days=90)


def to_seat(name: str, member: Member, *, now: datetime, key: str, is_automatic: bool = False) -> Message | None:
    """Write to somebody about their seat, with a fresh link to their page; None when there is nowhere to write."""
    seeker = member.seeker
    if seeker.erased_at or not (seeker.phone or seeker.email):
        return None
    token = Link.issue(purpose=Link.Purpose.SEEKER, subject_id=seeker.pk, now=now, expires_at=now + LINK_LIFE)
    path = pool.place_path(token)
    return Message.post(name, seeker.recipient, now=now, path=path, idempotency_key=key, is_automatic=is_automatic)


def to_seats(name: str, group: SelfHelpGroup, seats: tuple[Seat, ...], *, now: datetime, key: str) -> None:
    for member in group.members.filter(seat__in=seats).select_related("seeker__key", "key"):
        to_seat(name, member, now=now, key=f"{key}:{member.pk}")


def to_coordinators(member: Member, *, now: datetime, key: str) -> None:
    """Tell those who hold the threads that somebody's seat has changed."""
    path = reverse("groups:group", args=[site_now().slug, member.group_id])
    for user in coordinators():
        who = Recipient(member.key, user.first_name, email=user.email, language=user.language)
        Message.post("group_seat_changed", who, now=now, path=path, idempotency_key=f"{key}:{user.pk}")
