"""Answering, one question at a time: by a link of one's own, or on a phone that somebody handed over.

On somebody else's phone no answer is ever shown again, and the pages are not kept by the browser.
"""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Actor, Role
from traedesten.domain.asking import Mode, State
from traedesten.domain.instruments import Why
from traedesten.outcomes import actions, forms, queries
from traedesten.outcomes.models import Asking
from traedesten.tenancy import links
from traedesten.tenancy.models import Link

HERE, OWN = Link.Purpose.QUESTIONS_HERE, Link.Purpose.QUESTIONS


@dataclass(frozen=True)
class Respondent:
    """Whoever answers, what, and how. ``is_own``: on a phone of their own."""

    actor: Actor
    asking: Asking
    is_own: bool

    @property
    def mode(self) -> Mode:
        return Mode.OWN_LINK if self.is_own else Mode(self.asking.mode)

    @property
    def is_read_aloud(self) -> bool:
        """Somebody reads the questions out and types the answers in."""
        return self.mode == Mode.PHONE


def _respondent(request) -> Respondent | None:
    """By the phone that is handed over, before what this browser may remember of somebody's own."""
    for purpose in (HERE, OWN):
        link = links.link_in(request, purpose)
        asking = queries.asking_with(link.subject_id) if link else None
        if asking is not None and queries.hindrance_of(asking, timezone.now()) not in queries.NOBODY_MAY:
            return Respondent(links.actor_of(link, Role.RESPONDENT), asking, purpose == OWN)
    return None


def enter(request, site, token):
    return links.enter(request, token=token, purpose=OWN, to="outcomes:questions")


@never_cache
def start(request, site):
    """What it is about, once; then the first question that has no answer."""
    found = _respondent(request)
    if found is None:
        return links.gone(request)
    if not found.asking.is_answerable:
        return redirect("outcomes:questions_thanks", site)
    rows = queries.with_answers(found.asking)
    number = next((row.number for row, answer in rows if answer is None), None)
    if any(answer is not None for _row, answer in rows):
        return redirect("outcomes:question", site, number or len(rows))
    look(by=found.actor, page="outcomes:questions", people=[found.asking.person_id], now=timezone.now())
    return render(request, "outcomes/questions.html", {"number": len(rows), "respondent": found})


@never_cache
def question(request, site, number):
    """One question. An answer leads to the next; the last one to the thanks."""
    found = _respondent(request)
    if found is None:
        return links.gone(request)
    if not found.asking.is_answerable:
        return redirect("outcomes:questions_thanks", site)
    rows, now = queries.with_answers(found.asking), timezone.now()
    if not 1 <= number <= len(rows):
        raise Http404
    asked, known = rows[number - 1]
    shown = "" if known is None or isinstance(known, Why) or not found.is_own else str(known)
    kind = forms.Goal if asked.is_told else forms.Answer
    form = kind(request.POST or None, question=asked, initial={"answer": shown})
    if request.method == "POST" and form.is_valid():
        answer = {"question": asked, "answer": form.chosen, "mode": found.mode}
        asking = actions.answer_question(by=found.actor, asking=found.asking, now=now, **answer)
        if asking.state != State.ASKED:
            return redirect("outcomes:questions_thanks", site)
        following = number + 1 if number < len(rows) else queries.first_unanswered(asking)
        return redirect("outcomes:question", site, following)
    look(by=found.actor, page="outcomes:question", people=[found.asking.person_id], now=now)
    page = {
        "form": form,
        "question": asked,
        "total": len(rows),
        "respondent": found,
        "questions": [row for row, _answer in rows],
    }
    return render(request, "outcomes/question.html", page, status=422 if form.errors else 200)


@never_cache
def mend_goal(request, site):
    """Other words for what they most hope for, on their own phone."""
    found = _respondent(request)
    if found is None or not found.is_own:
        return links.gone(request)
    goal = queries.goal_to_mend(found.asking)
    if goal is None:
        return redirect("outcomes:questions_thanks", site)
    now, (asked, _known) = timezone.now(), next(row for row in queries.with_answers(found.asking) if row[0].is_told)
    form = forms.Goal(request.POST or None, question=asked, initial={"answer": goal.words})
    if request.method == "POST" and form.is_valid():
        actions.mend_goal(by=found.actor, asking=found.asking, told=form.chosen, now=now)
        return redirect("outcomes:questions_thanks", site)
    look(by=found.actor, page="outcomes:mend_goal", people=[found.asking.person_id], now=now)
    return render(request, "outcomes/mend_goal.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def decline(request, site):
    """No, thank you: one tap, and nobody asks why."""
    found = _respondent(request)
    if found is None:
        return links.gone(request)
    actions.decline_questions(by=found.actor, asking=found.asking, now=timezone.now())
    return _leave(redirect("outcomes:questions_thanks", site), request)


@never_cache
def thanks(request, site):
    """The same for everybody, and for everybody where help is.

    Only on one's own phone: that we will call, and what one said one hopes for.
    """
    is_handed_over = links.cookie_name(HERE) in request.COOKIES
    link = None if is_handed_over else links.link_in(request, OWN)
    asking = queries.asking_with(link.subject_id) if link else None
    if asking is not None and asking.is_answerable:
        return redirect("outcomes:questions", site)
    is_low = asking is not None and queries.has_open_task(asking)
    page = {"will_be_called": is_low, "may_ask_for_call": is_low and asking.journey_id is None}
    page["goal"] = queries.goal_to_mend(asking) if asking else None
    return _leave(render(request, "outcomes/questions_thanks.html", page), request)


def _leave(response, request):
    """Nothing is left behind on a phone that was handed over."""
    response.delete_cookie(links.cookie_name(HERE), path=links.cookie_path(request))
    return response
