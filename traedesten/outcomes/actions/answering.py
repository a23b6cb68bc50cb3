"""What people answer, one question at a time, what they most hope for, and their no."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.consent.queries import require_consent
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.asking import Mode, State
from traedesten.domain.consent import Purpose
from traedesten.domain.instruments import Why
from traedesten.outcomes import queries
from traedesten.outcomes.models import Asking, AskingOver, Goal
from traedesten.outcomes.questions import Question


@transaction.atomic
def answer_question(
    *, by: Actor, asking: Asking, question: Question, answer: int | str | Why, mode: Mode, now: datetime
) -> Asking:
    """Keep one answer, in words where it is told. The same one twice is one; with the last the asking is finished.

    Raises ``AskingOver``, ``ConsentMissing`` and ``NotAnAnswer``.
    """
    require(by, Deed.ANSWER_QUESTIONS, site_id=asking.site_id, owners=(asking.pk,))
    asking = asking.opened(now)
    if question.is_told:
        asking.keep_goal(answer, mode, now)
    else:
        asking.keep_answer(question.definition, question.item.key, answer, mode, now)
    if queries.first_unanswered(asking) is None:
        asking.finish(now)
    verb = "asking.item_answered" if asking.state == State.ASKED else "asking.finished"
    record(by=by, verb=verb, subject=asking, at=now, person=asking.person_id, mode=str(mode))
    return asking


@transaction.atomic
def mend_goal(*, by: Actor, asking: Asking, told: str | Why, now: datetime) -> Asking:
    """Other words for what they most hope for, or none, until they have said how far they have come.

    Raises ``AskingOver`` and ``ConsentMissing``.
    """
    require(by, Deed.ANSWER_QUESTIONS, site_id=asking.site_id, owners=(asking.pk,))
    asking = asking.locked()
    if queries.goal_to_mend(asking) is None:
        raise AskingOver(asking.state, "mend")
    if asking.person_id:
        require_consent(asking.person_id, Purpose.RESEARCH, now)
    asking.keep_goal(told, Mode(asking.mode), now)
    record(by=by, verb="asking.goal_mended", subject=asking, at=now, person=asking.person_id)
    return asking


@transaction.atomic
def forget_goal(*, by: Actor, goal: Goal, now: datetime) -> Goal:
    """Nobody will be asked about these words any more: they go, and that there were some stays."""
    require(by, Deed.ASK_QUESTIONS, site_id=goal.site_id)
    goal.words = ""
    goal.save()
    record(by=by, verb="asking.goal_forgotten", subject=goal.asking, at=now, person=goal.asking.person_id)
    return goal


@transaction.atomic
def decline_questions(*, by: Actor, asking: Asking, now: datetime) -> Asking:
    """No, thank you: nothing is kept of what was begun, and nobody reminds. Saying it twice is saying it once."""
    require(by, Deed.ANSWER_QUESTIONS, site_id=asking.site_id, owners=(asking.pk,))
    asking = asking.locked()
    if asking.state != State.DECLINED:
        if not asking.is_answerable:
            raise AskingOver(asking.state, "decline")
        asking.forget_answers()
        asking.state, asking.ended_at = State.DECLINED, now
        asking.save()
        asking.close_links(now)
    record(by=by, verb="asking.declined", subject=asking, at=now, person=asking.person_id)
    return asking
