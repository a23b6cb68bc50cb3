"""Being left alone: the yes to calls and messages taken back, with what follows from it."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.consent.models import Consent
from traedesten.domain.access import Actor, Deed, require
from traedesten.journeys import letters
from traedesten.journeys.models import Journey
from traedesten.people.models import Relative


@transaction.atomic
def stop_contact(
    *, by: Actor, journey: Journey, consent: Consent, now: datetime, relative: Relative | None = None
) -> Consent:
    """The participant, or the relative, is no longer rung or written to. Doing it twice changes nothing.

    A call that was asked for is dropped and the guide is told. A visit that was agreed on stands until somebody
    calls it off.
    """
    owners = (relative.pk,) if relative else journey.owners
    require(by, Deed.WITHDRAW_CONSENT, site_id=journey.site_id, owners=owners)
    journey = journey.locked()
    who = Relative.objects.select_for_update(of=("self",)).get(pk=relative.pk) if relative else journey
    who.wants_call_since = None
    who.save()
    if journey.guide and journey.is_open and journey.guide.user_id != by.user_id:
        letters.to_guide("guide_contact_stopped", journey.guide, now=now, key=f"stopped:{consent.pk}")
    consent.take_back(now)
    record(by=by, verb="journey.contact_stopped", subject=journey, at=now, person=consent.person_id)
    return consent
