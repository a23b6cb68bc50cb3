"""Asking together with somebody: the phone handed over, read aloud by telephone, or on paper."""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, may
from traedesten.domain.asking import Mode
from traedesten.journeys.views.page import frame, journey_with
from traedesten.outcomes import actions, prints, queries
from traedesten.tenancy import links
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import open_link


def give(request, site, journey_id):
    """Whether there is something to ask now, and the ways to do it. Never an answer, nor who said no."""
    journey = _journey(request, journey_id)
    today = timezone.localdate()
    now = timezone.now()
    look(by=request.actor, page="outcomes:give", people=[journey.participant_id], now=now)
    context = frame(request, journey) | {
        "journey": journey,
        "person": journey.participant,
        "is_open_now": queries.may_be_asked(journey, today),
        "has_consent": queries.has_consent(journey, now),
        "may_read_aloud": may(request.actor, Deed.ASK_BY_PHONE, site_id=request.site.pk),
    }
    if context["may_read_aloud"]:
        context["askings"] = queries.askings_of(journey)
    return render(request, "outcomes/give.html", context)


@require_POST
def hand_over(request, site, journey_id):
    """From here the phone shows the questions alone: whoever was signed in is signed out."""
    journey, now = _journey(request, journey_id), timezone.now()
    given = actions.hand_over_questions(by=request.actor, journey=journey, mode=Mode.WITH_GUIDE, now=now)
    logout(request)
    return _to_questions(request, given.token, now)


@require_POST
def read_aloud(request, site, journey_id):
    """On the coordinator's own screen, while the two talk on the telephone."""
    journey, now = journey_with(request, journey_id, Deed.ASK_BY_PHONE), timezone.now()
    given = actions.hand_over_questions(by=request.actor, journey=journey, mode=Mode.PHONE, now=now)
    return _to_questions(request, given.token, now)


@require_POST
def on_paper(request, site, journey_id):
    journey = journey_with(request, journey_id, Deed.ASK_ON_PAPER)
    asking = actions.ask_on_paper(by=request.actor, journey=journey, now=timezone.now())
    answer = HttpResponse(prints.paper(request.site, asking), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="hvordan-har-du-det.pdf"'
    return answer


def _journey(request, journey_id):
    """Also one that has ended, for a coordinator: those who stopped are asked as well."""
    return journey_with(request, journey_id, Deed.HAND_OVER_QUESTIONS)


def _to_questions(request, token: str, now):
    link = open_link(token, Link.Purpose.QUESTIONS_HERE, now)
    return links.set_cookie(redirect("outcomes:questions", request.site.slug), request, link)
