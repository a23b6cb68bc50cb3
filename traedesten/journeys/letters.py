"""Messages that a journey causes. Each is written once, however often it is asked for."""

from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from traedesten.consent.queries import has_taken_back, may
from traedesten.domain.consent import Purpose
from traedesten.journeys.models import Journey
from traedesten.messages.models import Message, Recipient
from traedesten.people.models import Participant, Relative, Volunteer
from traedesten.referrals.actions import STATUS_LINK_LIFE
from traedesten.referrals.queries import status_path
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import coordinators, site_now

PERSON_LINK_LIFE = timedelta(days=200)


def to_guide(name: str, guide: Volunteer, *, now: datetime, key: str, path: str = "") -> None:
    """Tell a guide something; by default the link leads to the day page."""
    path = path or reverse("home:day", args=[site_now().slug])
    Message.post(name, guide.recipient, now=now, path=path, idempotency_key=key)


def to_coordinators(name: str, journey: Journey, *, now: datetime, key: str) -> None:
    """Tell those who hold the threads that the page of a journey has something new."""
    path = reverse("journeys:journey", args=[site_now().slug, journey.pk])
    for user in coordinators():
        Message.post(
            name,
            Recipient(journey.key, user.first_name, email=user.email, language=user.language),
            now=now,
            path=path,
            idempotency_key=f"{name}:{key}:{now:%Y%m%d%H%M}:{user.pk}",
        )


def to_person(
    name: str, person: Participant | Relative, *, now: datetime, key: str, is_automatic: bool = False
) -> Message | None:
    """Write to a participant or a relative, with a fresh link to their own page.

    Nothing automatic goes to somebody who has taken back that we may write.
    """
    if not (person.phone or person.email):
        return None
    if is_automatic and has_taken_back(person.pk, Purpose.CONTACT, now):
        return None
    token = Link.issue(
        purpose=Link.Purpose.PERSON,
        subject_id=person.pk,
        person_id=person.pk,
        now=now,
        expires_at=now + PERSON_LINK_LIFE,
    )
    path = reverse("journeys:enter_person", args=[site_now().slug, token])
    return Message.post(name, person.recipient, now=now, path=path, idempotency_key=key, is_automatic=is_automatic)


def to_referrer(journey: Journey, step: str, *, now: datetime) -> None:
    """Tell the referrer that there is news, when the person has said yes to it. Once for each step."""
    referral = journey.referral
    if referral and referral.referrer_contact and may(journey.participant_id, Purpose.FEEDBACK, now):
        token = Link.issue(
            purpose=Link.Purpose.REFERRAL_STATUS,
            subject_id=referral.pk,
            now=now,
            expires_at=now + STATUS_LINK_LIFE,
        )
        Message.post(
            "referral_feedback",
            referral.referrer,
            now=now,
            path=status_path(token),
            idempotency_key=f"feedback:{referral.pk}:{step}",
        )


def by_link(name: str, recipient: Recipient, *, purpose: str, subject_id: UUID, view: str, now: datetime) -> None:
    """Write to somebody outside (an offer's contact person, a bridge builder) with a link that opens one thing."""
    Link.revoke_all(purpose=purpose, subject_id=subject_id, now=now)
    token = Link.issue(purpose=purpose, subject_id=subject_id, now=now, expires_at=now + timedelta(days=60))
    Message.post(
        name,
        recipient,
        now=now,
        path=reverse(view, args=[site_now().slug, token]),
        idempotency_key=f"{name}:{subject_id}:{now:%Y%m%d%H%M%S}",
    )
