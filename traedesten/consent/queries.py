"""Whether a person has said yes, and to what."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from traedesten.consent.models import Consent
from traedesten.domain.consent import ConsentMissing, Given, Purpose, holds


def consents_of(person_id: UUID) -> QuerySet[Consent]:
    return Consent.objects.filter(person_id=person_id).order_by("purpose", "-given_at")


def consents_of_each(person_ids: Iterable[UUID]) -> dict[UUID, list[Consent]]:
    """The same for several people, in one query; an empty list for somebody who was never asked."""
    found = {person_id: [] for person_id in person_ids}
    for row in Consent.objects.filter(person_id__in=found).order_by("purpose", "-given_at"):
        found[row.person_id].append(row)
    return found


def may(person_id: UUID, purpose: Purpose, now: datetime, *, about_id: UUID | None = None) -> bool:
    rows = Consent.objects.filter(person_id=person_id, purpose=purpose, about_id=about_id)
    given = tuple(Given(Purpose(row.purpose), row.given_at, row.withdrawn_at) for row in rows)
    return holds(given, purpose, now)


def has_taken_back(person_id: UUID, purpose: Purpose, now: datetime) -> bool:
    """Whether a yes was taken back and not given again. Somebody who was never asked has taken nothing back."""
    taken_back = Consent.objects.filter(person_id=person_id, purpose=purpose, withdrawn_at__lte=now)
    return taken_back.exists() and not may(person_id, purpose, now)


def contact_stopped(person_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """Since when each of these people is neither rung nor written to, for those who have taken that yes back."""
    rows = Consent.objects.filter(person_id__in=list(person_ids), purpose=Purpose.CONTACT).order_by("given_at")
    newest = {row.person_id: row.withdrawn_at for row in rows}
    standing = {row.person_id for row in rows if row.withdrawn_at is None}
    return {person_id: since for person_id, since in newest.items() if since and person_id not in standing}


def require_consent(person_id: UUID, purpose: Purpose, now: datetime, *, about_id: UUID | None = None) -> None:
    """Raise ``ConsentMissing`` unless the person has said yes. Read inside the transaction that acts on it."""
    if not may(person_id, purpose, now, about_id=about_id):
        raise ConsentMissing(purpose)
