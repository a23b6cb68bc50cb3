"""Stepping back, following up, ending, and beginning again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import Move, MoveNotAllowed, Outcome, Stage, follow_up_dates
from traedesten.journeys import letters
from traedesten.journeys.models import FollowUp, Journey, Visit
from traedesten.messages.models import Message, Pause


@transaction.atomic
def step_back(*, by: Actor, journey: Journey, now: datetime) -> Journey:
    """The guide steps back. Follow-ups at two weeks, three and six months plan themselves."""
    journey = journey.locked()
    require(by, Deed.STEP_BACK, site_id=journey.site_id, owners=journey.owners)
    journey.move(Move.STEP_BACK)
    journey.next_step, journey.next_on = "", None
    journey.keep()
    _plan_follow_ups(journey, now)
    record(by=by, verb="journey.stepped_back", subject=journey, at=now, person=journey.participant_id)
    return journey


def _plan_follow_ups(journey: Journey, now: datetime) -> None:
    """From the last visit together, or from now when there was none; what is still planned is planned anew."""
    together = Visit.objects.filter(
        introduction__journey=journey, introduction__relative=None, state=Visit.State.DONE, with_guide=True
    )
    last = together.order_by("-starts_at").values_list("starts_at", flat=True).first()
    journey.follow_ups.filter(state=FollowUp.State.PLANNED).update(state=FollowUp.State.DROPPED)
    today = timezone.localdate(now)
    done = journey.follow_ups.filter(state=FollowUp.State.DONE, due_on__gte=today).values_list("name", flat=True)
    for name, due_on in follow_up_dates(timezone.localdate(last or now)).items():
        if name not in set(done):
            journey.follow_ups.create(key=journey.key, name=name, due_on=max(due_on, today))


@transaction.atomic
def set_back(*, by: Actor, journey: Journey, now: datetime) -> Journey:
    """It became hard again: go along once more. Not a failure, and nothing is lost."""
    journey = journey.locked()
    require(by, Deed.SET_BACK, site_id=journey.site_id, owners=journey.owners)
    journey.move(Move.SET_BACK)
    journey.keep()
    journey.follow_ups.filter(state=FollowUp.State.PLANNED).update(state=FollowUp.State.DROPPED)
    record(by=by, verb="journey.set_back", subject=journey, at=now, person=journey.participant_id)
    return journey


@transaction.atomic
def answer_follow_up(
    *,
    by: Actor,
    follow_up: FollowUp,
    standing: str,
    now: datetime,
    note: str = "",
    expected_version: int | None = None,
) -> FollowUp:
    """How the person is doing at a planned look back. The same answer twice is one.

    Another answer takes the place of the one that stands when ``expected_version`` is the journey's own; else
    ``Stale``.
    """
    journey = follow_up.journey.locked()
    require(by, Deed.ANSWER_FOLLOW_UP, site_id=journey.site_id, owners=journey.owners)
    follow_up = journey.follow_ups.select_for_update(of=("self",)).get(pk=follow_up.pk)
    if follow_up.state == FollowUp.State.DONE:
        if (follow_up.standing, follow_up.note) == (standing, note):
            return follow_up
        journey.require_seen(expected_version)
    if follow_up.state == FollowUp.State.DROPPED:
        raise MoveNotAllowed(follow_up.state, "answer")
    follow_up.state, follow_up.standing = FollowUp.State.DONE, standing
    follow_up.note, follow_up.done_at = note, now
    follow_up.save()
    if standing != FollowUp.Standing.UNKNOWN:
        journey.heard_from(now)
    journey.keep()
    record(
        by=by,
        verb="journey.follow_up_answered",
        subject=journey,
        at=now,
        person=journey.participant_id,
        follow_up=follow_up.pk,
        standing=str(standing),
    )
    return follow_up


@transaction.atomic
def end_journey(
    *,
    by: Actor,
    journey: Journey,
    outcome: str,
    now: datetime,
    thank: bool = True,
    expected_version: int | None = None,
) -> Journey:
    """End with where the person stands, and a thank-you. The referrer is told, with consent.

    About somebody who has died nothing is sent, and what was on its way to them is held back.
    """
    journey = journey.locked(expected_version)
    require(by, Deed.END_JOURNEY, site_id=journey.site_id, owners=journey.owners)
    journey.close(Move.END, outcome, now)
    has_died = outcome == Outcome.DIED
    if has_died:
        Message.hold_back(journey.participant_id)
        Pause.begin(journey.participant_id, now)
    else:
        letters.to_referrer(journey, "ended", now=now)
    if thank and not has_died:
        key = f"thanks:{journey.pk}:{journey.version}"
        letters.to_person("thank_you", journey.participant, now=now, key=key, is_automatic=True)
    record(
        by=by,
        verb="journey.ended",
        subject=journey,
        at=now,
        person=journey.participant_id,
        outcome=str(outcome),
    )
    return journey


@transaction.atomic
def reopen_journey(*, by: Actor, journey: Journey, now: datetime) -> Journey:
    """Begin again: who builds the bridge is judged anew. Needs no new referral, and no other journey under way.

    A guide may do so for a fortnight with what they walked; the coordinator takes it on from there.
    """
    journey = journey.locked()
    require(by, Deed.REOPEN_JOURNEY, site_id=journey.site_id, owners=journey.owners)
    if journey.participant.journeys.exclude(stage=Stage.ENDED).exclude(pk=journey.pk).exists():
        raise MoveNotAllowed(journey.stage, Move.REOPEN)
    journey.move(Move.REOPEN)
    journey.outcome, journey.ended_at, journey.guide, journey.guided_since = "", None, None, None
    journey.waiting_since = now
    journey.keep()
    journey.agreements.filter(replaced_at=None).update(replaced_at=now)
    Pause.end(journey.participant_id)
    record(by=by, verb="journey.reopened", subject=journey, at=now, person=journey.participant_id)
    return journey
