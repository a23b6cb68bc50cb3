"""From a card to a journey with a guide."""

from datetime import date, datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.consent.models import Consent
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import AgreedVisits, Judgement, Move, Stage
from traedesten.journeys import letters, queries
from traedesten.journeys.models import Assessment, Journey, Visit
from traedesten.messages.models import Pause
from traedesten.people.models import Participant, Relative, Volunteer
from traedesten.referrals.models import Referral, Source
from traedesten.vault.models import DataKey


@transaction.atomic
def open_journey(*, by: Actor, referral: Referral, now: datetime, participant: Participant | None = None) -> Journey:
    """Accept a card. ``participant`` is given when it is somebody already known."""
    require(by, Deed.OPEN_JOURNEY, site_id=referral.site_id)
    referral = referral.locked()
    referral.change(Referral.State.ACCEPTED, allowed_from=Referral.OPEN_STATES)
    referral.closed_at = now
    referral.save()
    participant = participant or _participant_on(referral, now)
    relative = _relative_on(referral, participant, now) if referral.whom_to_call == Referral.Call.RELATIVE else None
    journey = Journey.objects.create(
        key=participant.key,
        participant=participant,
        referral=referral,
        opened_at=now,
        waiting_since=referral.received_at,
    )
    _consents_on(referral, participant, relative, by, now)
    record(by=by, verb="journey.opened", subject=journey, at=now, person=participant.pk, referral=referral.pk)
    return journey


def _participant_on(referral: Referral, now: datetime) -> Participant:
    is_called = referral.whom_to_call == Referral.Call.PARTICIPANT
    return Participant.objects.create(
        key=referral.key,
        first_name=referral.first_name if is_called else referral.participant_name,
        phone=referral.phone if is_called else "",
        email=referral.email if is_called else "",
        calling_hint=referral.best_time if is_called else "",
        prefers_text=is_called and referral.wants_text,
        born_year=now.year - referral.age if referral.age else None,
        area=referral.area,
        language=referral.language,
        made_at=now,
    )


def _relative_on(referral: Referral, participant: Participant, now: datetime) -> Relative:
    return Relative.objects.create(
        key=DataKey.new(),
        participant=participant,
        first_name=referral.first_name,
        phone=referral.phone,
        email=referral.email,
        language=referral.language,
        made_at=now,
    )


def _consents_on(
    referral: Referral, participant: Participant, relative: Relative | None, by: Actor, now: datetime
) -> None:
    """The card's tick is the yes of whoever is called."""
    channel = Channel.LINK if referral.source == Source.SELF else Channel.REFERRER
    called = relative or participant
    Consent.note(by=by, person_id=called.pk, purpose=Purpose.CONTACT, channel=channel, now=now)
    if referral.may_give_feedback:
        Consent.note(by=by, person_id=participant.pk, purpose=Purpose.FEEDBACK, channel=channel, now=now)


@transaction.atomic
def assess(
    *,
    by: Actor,
    journey: Journey,
    judgement: str,
    reasons: list[str],
    now: datetime,
    note: str = "",
    resume_on: date | None = None,
    expected_version: int | None = None,
) -> Assessment:
    """Judge who should build the bridge. While the journey is being assessed the judgement also moves it."""
    journey = journey.locked(expected_version)
    require(by, Deed.ASSESS, site_id=journey.site_id, owners=journey.owners)
    journey.require_open("assess")
    assessment = journey.assessments.create(
        key=journey.key, judgement=judgement, reasons=reasons, note=note, by_user_id=by.user_id, at=now
    )
    if judgement == Judgement.NOT_NOW:
        if journey.stage != Stage.PAUSED:
            journey.move(Move.PAUSE)
            journey.paused_at = now
        journey.resume_on = resume_on
        Pause.begin(journey.participant_id, now)
    elif journey.stage == Stage.ASSESSING and judgement in (Judgement.VOLUNTEER, Judgement.BOTH):
        journey.move(Move.ASSESS_FOR_GUIDE)
        journey.waiting_since = journey.waiting_since or now
    journey.keep()
    record(
        by=by,
        verb="journey.assessed",
        subject=journey,
        at=now,
        person=journey.participant_id,
        judgement=str(judgement),
    )
    return assessment


@transaction.atomic
def reassess(*, by: Actor, journey: Journey, now: datetime) -> Journey:
    """Back from waiting for a guide to being assessed."""
    require(by, Deed.ASSIGN_GUIDE, site_id=journey.site_id)
    journey = journey.locked()
    journey.move(Move.REASSESS)
    journey.keep()
    record(by=by, verb="journey.reassessed", subject=journey, at=now, person=journey.participant_id)
    return journey


@transaction.atomic
def assign_guide(*, by: Actor, journey: Journey, guide: Volunteer, now: datetime) -> Journey:
    """Give the journey to a guide who has already said yes, for instance on the phone."""
    require(by, Deed.ASSIGN_GUIDE, site_id=journey.site_id)
    journey = journey.locked()
    journey.give_to(guide, now)
    letters.to_guide("guide_assigned", guide, now=now, key=f"assigned:{journey.pk}:{journey.version}")
    record(
        by=by,
        verb="journey.guide_assigned",
        subject=journey,
        at=now,
        person=journey.participant_id,
        guide=guide.pk,
    )
    return journey


@transaction.atomic
def release_guide(
    *, by: Actor, journey: Journey, reason: str, now: datetime, visits: str = AgreedVisits.KEEP
) -> Journey:
    """Change of guide: the journey waits for another one.

    ``visits`` says what becomes of visits that were to be together: they are called off, the coordinator goes
    along, or they stand and wait for the new guide. The person is told.
    """
    journey = journey.locked()
    require(by, Deed.RELEASE_GUIDE, site_id=journey.site_id, owners=journey.owners)
    guide_id = journey.guide_id
    journey.move(Move.RELEASE_GUIDE)
    _settle_visits(journey, visits, by, now)
    journey.guide, journey.guided_since, journey.waiting_since = None, None, now
    journey.keep()
    journey.agreements.filter(replaced_at=None).update(replaced_at=now)
    record(
        by=by,
        verb="journey.guide_released",
        subject=journey,
        at=now,
        person=journey.participant_id,
        guide=guide_id,
        reason=reason,
    )
    return journey


def _settle_visits(journey: Journey, choice: str, by: Actor, now: datetime) -> None:
    for visit in queries.visits_with_guide_ahead(journey, now):
        if choice == AgreedVisits.CANCEL:
            visit.state, visit.cancelled_by = Visit.State.CANCELLED, by.role
        visit.coordinator_goes = choice == AgreedVisits.COORDINATOR
        visit.save()
        relative = visit.introduction.relative
        person = relative or journey.participant
        letters.to_person("visit_changed", person, now=now, key=f"changed:{visit.pk}:{now:%Y%m%d%H%M}")
