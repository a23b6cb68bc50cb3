"""Saying yes, and taking it back just as easily."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.consent.models import Consent
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.consent import Channel, Purpose


@transaction.atomic
def give_consent(
    *,
    by: Actor,
    person_id: UUID,
    owners: tuple,
    purpose: Purpose,
    channel: Channel,
    now: datetime,
    about_id: UUID | None = None,
) -> Consent:
    """Note a yes. ``owners``: whose own this person is (the journey's guide, the person)."""
    require(by, Deed.GIVE_CONSENT, site_id=by.site_id, owners=owners)
    consent = Consent.note(by=by, person_id=person_id, purpose=purpose, channel=channel, now=now, about_id=about_id)
    record(
        by=by,
        verb="consent.given",
        subject=consent,
        at=now,
        person=person_id,
        purpose=str(purpose),
        channel=str(channel),
        about=about_id,
    )
    return consent


@transaction.atomic
def withdraw_consent(*, by: Actor, consent: Consent, owners: tuple, now: datetime) -> Consent:
    """Take a yes back. It works from the next request on; doing it twice changes nothing."""
    require(by, Deed.WITHDRAW_CONSENT, site_id=consent.site_id, owners=owners)
    consent.take_back(now)
    record(
        by=by,
        verb="consent.withdrawn",
        subject=consent,
        at=now,
        person=consent.person_id,
        purpose=consent.purpose,
        about=consent.about_id,
    )
    return consent
