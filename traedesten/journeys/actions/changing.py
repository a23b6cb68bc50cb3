"""What is written about a person: asked to be put right or deleted, and seen to."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.journeys import letters
from traedesten.journeys.models import Journey


@transaction.atomic
def ask_for_change(*, by: Actor, journey: Journey, words: str, now: datetime) -> Journey:
    """The person wants something put right or deleted, also after the end. Asking again adds to what was asked."""
    require(by, Deed.ASK_FOR_CHANGE, site_id=journey.site_id, owners=(journey.participant_id,))
    journey = journey.locked()
    asked = [journey.change_words, words] if journey.wants_change_since else [words]
    journey.change_words = "\n".join(dict.fromkeys(line for line in asked if line))
    journey.wants_change_since = journey.wants_change_since or now
    journey.keep()
    if journey.guide and journey.is_open:
        key = f"change:{journey.pk}:{journey.wants_change_since:%Y%m%d%H%M}"
        letters.to_guide("guide_change_wanted", journey.guide, now=now, key=key)
    record(by=by, verb="journey.change_asked_for", subject=journey, at=now, person=journey.participant_id)
    return journey


@transaction.atomic
def close_change(*, by: Actor, journey: Journey, now: datetime) -> Journey:
    """It has been put right, or talked through. Doing it twice changes nothing."""
    require(by, Deed.EDIT_PERSON, site_id=journey.site_id, owners=journey.owners)
    journey = journey.locked()
    journey.wants_change_since, journey.change_words = None, ""
    journey.keep()
    record(by=by, verb="journey.change_made", subject=journey, at=now, person=journey.participant_id)
    return journey
