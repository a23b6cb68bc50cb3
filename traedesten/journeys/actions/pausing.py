"""Pauses, wishes to be called, and the links to people's own pages."""

from datetime import date, datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import Move, Stage
from traedesten.journeys import letters, queries
from traedesten.journeys.actions.visiting import cancel_visit
from traedesten.journeys.models import Agreement, Journey
from traedesten.messages.models import Pause
from traedesten.people.models import Relative


@transaction.atomic
def pause(
    *,
    by: Actor,
    journey: Journey,
    now: datetime,
    resume_on: date | None = None,
    call_off: bool = False,
    expected_version: int | None = None,
) -> Journey:
    """An ordinary move. Nothing automatic is sent to the person until the journey goes on.

    With ``call_off`` the person's coming visits are called off as well; else they stand. On a journey that
    pauses already another day takes the place of the one that stands when ``expected_version`` is the
    journey's own; else ``Stale``.
    """
    journey = journey.locked()
    require(by, Deed.PAUSE, site_id=journey.site_id, owners=journey.owners)
    if journey.stage == Stage.PAUSED:
        if resume_on in (None, journey.resume_on):
            return journey
        journey.require_seen(expected_version)
    else:
        journey.move(Move.PAUSE)
        journey.paused_at = now
    journey.resume_on = resume_on
    journey.keep()
    Pause.begin(journey.participant_id, now)
    for visit in queries.coming_visits(journey, now) if call_off else ():
        cancel_visit(by=by, visit=visit, now=now)
    record(by=by, verb="journey.paused", subject=journey, at=now, person=journey.participant_id)
    return journey


@transaction.atomic
def resume(*, by: Actor, journey: Journey, now: datetime) -> Journey:
    """Go on from where the pause began; walking, when the agreement got its yes meanwhile."""
    journey = journey.locked()
    require(by, Deed.RESUME, site_id=journey.site_id, owners=journey.owners)
    journey.move(Move.RESUME)
    agreed = journey.agreements.filter(replaced_at=None, answer=Agreement.Answer.YES)
    if journey.stage == Stage.MEETING and agreed.exists():
        journey.move(Move.AGREE)
    journey.paused_at = journey.resume_on = None
    journey.keep()
    Pause.end(journey.participant_id)
    record(by=by, verb="journey.resumed", subject=journey, at=now, person=journey.participant_id)
    return journey


@transaction.atomic
def ask_for_call(*, by: Actor, journey: Journey, now: datetime, relative: Relative | None = None) -> Journey:
    """The person wants to be called, or the relative does. The guide is told once, until they have spoken.

    After the end there is no guide: the coordinator sees it on the board.
    """
    owners = (relative.pk,) if relative else (journey.participant_id,)
    require(by, Deed.ASK_FOR_CALL, site_id=journey.site_id, owners=owners)
    journey = journey.locked()
    who = Relative.objects.select_for_update(of=("self",)).get(pk=relative.pk) if relative else journey
    who.wants_call_since = who.wants_call_since or now
    who.save()
    if journey.guide and journey.is_open:
        key = f"call:{who.pk}:{who.wants_call_since:%Y%m%d%H%M}"
        letters.to_guide("guide_called_for", journey.guide, now=now, key=key)
    record(
        by=by,
        verb="journey.call_asked_for",
        subject=journey,
        at=now,
        person=relative.pk if relative else journey.participant_id,
    )
    return journey


@transaction.atomic
def send_person_link(*, by: Actor, journey: Journey, now: datetime) -> bool:
    """Send the participant the link to their own page; False when there is nowhere to send it."""
    require(by, Deed.SEND_LINK, site_id=journey.site_id, owners=journey.owners)
    key = f"page:{journey.participant_id}:{now:%Y%m%d%H%M}"
    message = letters.to_person("person_page", journey.participant, now=now, key=key)
    record(
        by=by,
        verb="journey.person_link_sent",
        subject=journey,
        at=now,
        person=journey.participant_id,
        sent=message is not None,
    )
    return message is not None


@transaction.atomic
def send_relative_link(*, by: Actor, journey: Journey, relative: Relative, now: datetime) -> bool:
    """Send a relative the link to a page of their own."""
    require(by, Deed.SEND_LINK, site_id=journey.site_id, owners=journey.owners)
    message = letters.to_person("relative_page", relative, now=now, key=f"page:{relative.pk}:{now:%Y%m%d%H%M}")
    record(
        by=by,
        verb="journey.relative_link_sent",
        subject=journey,
        at=now,
        person=relative.pk,
        sent=message is not None,
    )
    return message is not None
