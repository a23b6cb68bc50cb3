"""What people answer, one question at a time, and their no."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.asking import Mode, State
from traedesten.domain.instruments import Why
from traedesten.outcomes import queries
from traedesten.outcomes.models import Asking, AskingOver
from traedesten.outcomes.questions import Question


@transaction.atomic
def answer_question(
    *, by: Actor, asking: Asking, question: Question, answer: int | Why, mode: Mode, now: datetime
) -> Asking:
    """Keep one answer. The same one twice is one; with the last of them the asking is finished.

    Raises ``AskingOver``, ``ConsentMissing`` and ``NotAnAnswer``.
    """
    require(by, Deed.ANSWER_QUESTIONS, site_id=asking.site_id, owners=(asking.pk,))
    asking = asking.opened(now)
    asking.keep_answer(question.definition, question.item.key, answer, mode, now)
    if queries.first_unanswered(asking) is None:
        asking.finish(now)
    verb = "asking.item_answered" if asking.state == State.ASKED else "asking.finished"
    record(by=by, verb=verb, subject=asking, at=now, person=asking.person_id, mode=str(mode))
    return asking


@transaction.atomic
def decline_questions(*, by: Actor, asking: Asking, now: datetime) -> Asking:
    """No, thank you: nothing is kept of what was begun, and nobody reminds. Saying it twice is saying it once."""
    require(by, Deed.ANSWER_QUESTIONS, site_id=asking.site_id, owners=(asking.pk,))
    asking = asking.locked()
    if asking.state != State.DECLINED:
        if not asking.is_answerable:
            raise AskingOver(asking.state, "decline")
        asking.responses.all().delete()
        asking.state, asking.ended_at = State.DECLINED, now
        asking.save()
        asking.close_links(now)
    record(by=by, verb="asking.declined", subject=asking, at=now, person=asking.person_id)
    return asking
