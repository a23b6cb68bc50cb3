"""What goes on beside the board, and what in it asks for a look."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from traedesten.domain.journey import Stage
from traedesten.journeys import queries as journeys
from traedesten.journeys.models import FollowUp, Handover, Journey, Visit
from traedesten.people.models import Relative
from traedesten.referrals import queries as referrals


@dataclass(frozen=True)
class UnderWay:
    """What goes on beside the board, and what in it asks for a look."""

    number: int
    silent: int
    held: int
    resume: list[Journey]
    calls: list["Call"]
    changes: list[Journey]
    follow_ups: list[FollowUp]
    answers: list[Handover]
    visits: list[Visit]

    @property
    def people(self) -> list:
        looks = [journey.participant_id for journey in self.resume]
        looks += [call.person_id for call in self.calls]
        looks += [journey.participant_id for journey in self.changes]
        looks += [row.introduction.relative_id or row.introduction.journey.participant_id for row in self.visits]
        looks += [answer.journey.participant_id for answer in self.answers]
        return looks + [follow_up.journey.participant_id for follow_up in self.follow_ups]


def under_way(now: datetime) -> UnderWay:
    today, counts = timezone.localdate(now), journeys.counts(now)
    people = Journey.objects.select_related("participant__key", "key")
    overdue = FollowUp.objects.filter(state=FollowUp.State.PLANNED, due_on__lt=today).exclude(
        journey__stage=Stage.ENDED
    )
    return UnderWay(
        number=counts["under_way"],
        silent=counts["silent"],
        held=referrals.held().count(),
        resume=list(people.filter(stage=Stage.PAUSED, resume_on__lte=today).order_by("resume_on", "pk")),
        calls=_calls(people),
        changes=list(people.filter(wants_change_since__isnull=False).order_by("wants_change_since", "pk")),
        follow_ups=list(
            overdue.select_related("journey__participant__key", "journey__key", "key").order_by("due_on", "pk")
        ),
        answers=list(journeys.answers_to_read()),
        visits=list(journeys.visits_without_company(now)),
    )


@dataclass(frozen=True)
class Call:
    """Somebody who asked to be called: a participant, or a relative in their own right."""

    journey_id: UUID
    person_id: UUID
    name: str
    since: datetime


def _calls(people: QuerySet[Journey]) -> list[Call]:
    """Participants also after the end, when the door stands open; relatives as long as the journey is under way."""
    asked, journeys_open = people.filter(wants_call_since__isnull=False), people.exclude(stage=Stage.ENDED)
    own = [Call(row.pk, row.participant_id, row.participant.first_name, row.wants_call_since) for row in asked]
    relatives = Relative.objects.filter(wants_call_since__isnull=False, participant__journeys__in=journeys_open)
    near = relatives.annotate(journey_id=F("participant__journeys__pk"))
    theirs = [Call(row.journey_id, row.pk, row.first_name, row.wants_call_since) for row in near]
    return sorted(own + theirs, key=lambda call: (call.since, call.journey_id))
