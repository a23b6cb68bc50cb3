"""The agreement about the journey."""

from datetime import date, datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import Move, MoveNotAllowed, Stage
from traedesten.journeys import letters
from traedesten.journeys.agreement_text import TEXT_VERSION
from traedesten.journeys.models import Agreement, Journey


@transaction.atomic
def propose_agreement(
    *,
    by: Actor,
    journey: Journey,
    planned_visits: int,
    how_often: str,
    ends_on: date,
    now: datetime,
    own_words: str = "",
    send: bool = False,
    expected_version: int | None = None,
) -> Agreement:
    """Write the agreement, in place of an earlier one; ``send`` lets the person read it on their own page."""
    journey = journey.locked(expected_version)
    require(by, Deed.PROPOSE_AGREEMENT, site_id=journey.site_id, owners=journey.owners)
    if not (journey.is_open and journey.guide_id):
        raise MoveNotAllowed(journey.stage, Move.AGREE)
    journey.agreements.filter(replaced_at=None).update(replaced_at=now)
    agreement = journey.agreements.create(
        key=journey.key,
        guide=journey.guide,
        planned_visits=planned_visits,
        how_often=how_often,
        ends_on=ends_on,
        own_words=own_words,
        text_version=TEXT_VERSION,
        proposed_at=now,
    )
    journey.keep()
    if send:
        letters.to_person("agreement", journey.participant, now=now, key=f"agreement:{agreement.pk}")
    record(
        by=by,
        verb="journey.agreement_proposed",
        subject=journey,
        at=now,
        person=journey.participant_id,
        agreement=agreement.pk,
    )
    return agreement


@transaction.atomic
def answer_agreement(
    *, by: Actor, journey: Journey, agreement: Agreement, accepts: bool, how: str, now: datetime
) -> Agreement:
    """The person's yes or no, given on their page or told to the guide. A yes sets the journey walking."""
    journey = journey.locked()
    require(by, Deed.ANSWER_AGREEMENT, site_id=journey.site_id, owners=journey.owners)
    agreement = journey.agreements.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.replaced_at or agreement.answer == Agreement.Answer.YES:
        raise MoveNotAllowed("replaced" if agreement.replaced_at else "answered", Move.AGREE)
    agreement.answer = Agreement.Answer.YES if accepts else Agreement.Answer.NO
    agreement.answered_at, agreement.answered_how = now, how
    agreement.save()
    if accepts and journey.stage == Stage.MEETING:
        journey.move(Move.AGREE)
    journey.keep()
    record(
        by=by,
        verb="journey.agreement_answered",
        subject=journey,
        at=now,
        person=journey.participant_id,
        agreement=agreement.pk,
        accepted=accepts,
        how=str(how),
    )
    return agreement
