"""Questions that somebody helps with: on a phone that is handed over, read aloud by telephone, or on paper."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.consent.queries import require_consent
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.asking import Mode
from traedesten.domain.consent import Purpose
from traedesten.domain.instruments import Why
from traedesten.domain.journey import MoveNotAllowed
from traedesten.journeys.models import Journey
from traedesten.outcomes import queries
from traedesten.outcomes.models import Asking, Battery
from traedesten.tenancy.models import Link

HANDED_OVER_FOR = timedelta(hours=3)


class NothingToAsk(MoveNotAllowed):
    """No wave of this journey is open now."""


class Given(NamedTuple):
    """What is asked now, and the token of the one-time link to it; it cannot be read again."""

    asking: Asking
    token: str


@transaction.atomic
def hand_over_questions(*, by: Actor, journey: Journey, mode: Mode, now: datetime) -> Given:
    """Open the questions on the phone in the guide's hand, or on the desk of whoever reads them aloud.

    Earlier one-time links close. Raises ``NothingToAsk`` and ``ConsentMissing``.
    """
    deed = Deed.ASK_BY_PHONE if mode == Mode.PHONE else Deed.HAND_OVER_QUESTIONS
    require(by, deed, site_id=journey.site_id, owners=journey.owners)
    asking = _current(journey, now)
    asking.mode = mode
    asking.save()
    Link.revoke_all(purpose=Link.Purpose.QUESTIONS_HERE, subject_id=asking.pk, now=now)
    token = Link.issue(
        purpose=Link.Purpose.QUESTIONS_HERE,
        subject_id=asking.pk,
        person_id=journey.participant_id,
        now=now,
        expires_at=now + HANDED_OVER_FOR,
    )
    record(by=by, verb="asking.handed_over", subject=asking, at=now, person=asking.person_id, mode=str(mode))
    return Given(asking, token)


@transaction.atomic
def ask_on_paper(*, by: Actor, journey: Journey, now: datetime) -> Asking:
    """Print the questions with their code. Raises ``NothingToAsk`` and ``ConsentMissing``."""
    require(by, Deed.ASK_ON_PAPER, site_id=journey.site_id)
    asking = _current(journey, now)
    asking.mode = Mode.PAPER
    asking.save()
    record(by=by, verb="asking.printed", subject=asking, at=now, person=asking.person_id)
    return asking


@transaction.atomic
def type_in_answers(*, by: Actor, asking: Asking, answers: Mapping[str, int | str | Why], now: datetime) -> Asking:
    """Take a whole paper form over: ``answers`` by ``Question.field``; what is absent was left empty.

    Raises ``AskingOver``, ``ConsentMissing`` and ``NotAnAnswer``.
    """
    require(by, Deed.ASK_ON_PAPER, site_id=asking.site_id)
    asking = asking.opened(now)
    for question in queries.questions(asking):
        answer = answers.get(question.field, Why.SKIPPED)
        if question.is_told:
            asking.keep_goal(answer, Mode.PAPER, now)
        else:
            asking.keep_answer(question.definition, question.item.key, answer, Mode.PAPER, now)
    asking.finish(now)
    record(by=by, verb="asking.typed_in", subject=asking, at=now, person=asking.person_id, mode=str(Mode.PAPER))
    return asking


def _current(journey: Journey, now: datetime) -> Asking:
    """What is open on the journey now, locked and asked. The first conversation may be the one going on."""
    journey = journey.locked()
    require_consent(journey.participant_id, Purpose.RESEARCH, now)
    Battery.lay_waves(journey, now)
    found = queries.open_on(journey, timezone.localdate(now))
    if found is None:
        raise NothingToAsk(journey.stage, "ask")
    return found.opened(now)
