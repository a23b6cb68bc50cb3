"""Messages about a seat in a group, and its meetings. None says what it is about: that stands behind the link."""

from datetime import datetime, timedelta

from django.urls import reverse

from traedesten.domain.courses import Seat
from traedesten.groups.models import Member, SelfHelpGroup
from traedesten.groups.queries import pool
from traedesten.messages.models import Message, Recipient
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import coordinators, site_now

MEMBER_LINK_LIFE = timedelta(days=200)
AFTERWARDS_LINK_LIFE = timedelta(days=60)


def to_member(name: str, member: Member, *, now: datetime, key: str, is_automatic: bool = False) -> Message | None:
    """Write to somebody about their seat, with a fresh link to their page; None when there is nowhere to write."""
    seeker = member.seeker
    if seeker.erased_at or not (seeker.phone or seeker.email):
        return None
    token = Link.issue(purpose=Link.Purpose.SEEKER, subject_id=seeker.pk, now=now, expires_at=now + MEMBER_LINK_LIFE)
    path = pool.place_path(token)
    return Message.post(name, seeker.recipient, now=now, path=path, idempotency_key=key, is_automatic=is_automatic)


def to_members(
    name: str, group: SelfHelpGroup, *, now: datetime, key: str, seats: tuple[Seat, ...] = (Seat.YES,)
) -> None:
    """Write to everybody whose seat is one of these."""
    for member in group.members.filter(seat__in=seats).select_related("seeker__key", "key"):
        to_member(name, member, now=now, key=f"{key}:{member.pk}")


def to_coordinators(member: Member, *, now: datetime, key: str) -> None:
    """Tell those who hold the threads that somebody's seat has changed."""
    path = reverse("groups:group", args=[site_now().slug, member.group_id])
    for user in coordinators():
        who = Recipient(member.key, user.first_name, email=user.email, language=user.language)
        Message.post("group_seat_changed", who, now=now, path=path, idempotency_key=f"{key}:{user.pk}")


def to_facilitators(name: str, group: SelfHelpGroup, *, now: datetime, key: str, but: int | None = None) -> None:
    """Tell those who hold the group, except for the user who did it."""
    path = reverse("groups:facilitating", args=[site_now().slug, group.pk])
    for row in group.facilitators.filter(until_on=None).select_related("volunteer__key"):
        if row.volunteer.user_id != but:
            letter = {"now": now, "path": path, "idempotency_key": f"{key}:{row.pk}"}
            Message.post(name, row.volunteer.recipient, **letter)


def to_place(member: Member, *, now: datetime) -> Message | None:
    """Tell whoever answers for the offer that a member chose that somebody new comes: not who, nor from where."""
    offer = member.onward_offer
    path = reverse("offers:find_offer", args=[site_now().slug, offer.pk])
    key = f"somebody_comes:{member.pk}:{offer.pk}"
    return Message.post("somebody_comes", offer.owner, now=now, path=path, idempotency_key=key)


def afterwards(member: Member, *, now: datetime) -> Message | None:
    """Two questions three months later. The link knows the group and nobody in it."""
    token = Link.issue(
        purpose=Link.Purpose.AFTER_GROUP,
        subject_id=member.group_id,
        now=now,
        expires_at=now + AFTERWARDS_LINK_LIFE,
    )
    path = reverse("groups:enter_afterwards", args=[site_now().slug, token])
    return Message.post(
        "group_follow_up", member.seeker.recipient, now=now, path=path, idempotency_key=f"afterwards:{member.pk}"
    )
