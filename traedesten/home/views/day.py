"""The guide's day: one next step first, then my journeys."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from traedesten.audit.actions import look
from traedesten.domain.access import Role
from traedesten.domain.courses import Course
from traedesten.domain.journey import Stage, milestones
from traedesten.groups.queries.sessions import groups_of
from traedesten.home import day as composing
from traedesten.journeys import queries as journeys
from traedesten.matching import queries as matching
from traedesten.tenancy.queries import coordinators
from traedesten.ui.labels import words

A_YEAR = 60 * 60 * 24 * 365


def day(request, site):
    now = timezone.now()
    clock = composing.Clock(now, request.site)
    mine, asked = list(journeys.caseload(request.actor)), list(matching.requests_to(request.actor))
    cards = [_card(journey, clock) for journey in mine]
    steps = [step for card in cards for step in card["steps"]]
    steps += [composing.step_of_request(row, clock) for row in asked]
    first = composing.first_of(steps, clock.today)
    cards.sort(key=lambda card: card["order"])
    written = list(journeys.written_today(request.actor, now))
    _look(request, mine, asked, now)
    is_paused = [card["journey"].stage == Stage.PAUSED for card in cards]
    context = {
        "greeting": composing.greeting(now),
        "finding": composing.finding(steps, clock.today),
        "first": first,
        "calls": composing.caller(first.journey, first) if first and first.journey else None,
        "more_requests": [step for step in steps if step.kind == "request" and step is not first],
        "cards": [card for card, paused in zip(cards, is_paused, strict=True) if not paused],
        "paused": [card for card, paused in zip(cards, is_paused, strict=True) if paused],
        "written": written,
        "groups": list(groups_of(request.actor).filter(state=Course.RUNNING)),
        "coordinator": coordinators().first(),
        "is_coordinator": request.actor.has(Role.COORDINATOR),
    }
    return render(request, "home/day.html", context)


def _card(journey, clock) -> dict:
    steps = composing.steps_of(journey, clock)
    quiet = next((step for step in steps if step.is_silence), None)
    return {
        "journey": journey,
        "person": journey.participant,
        "age": journey.participant.age(clock.today),
        "week": journey.week(clock.today),
        "stones": [(words("milestone", name), state) for name, state in milestones(journeys.reached(journey))],
        "steps": steps,
        "order": steps[0].key(clock.today) if steps else composing.LAST,
        "quiet": quiet,
        "quiet_days": journey.silent_days(clock.today) if quiet else 0,
        "next": next((step for step in steps if not step.is_silence), None),
        "calls": composing.caller(journey),
    }


def _look(request, mine, asked, now) -> None:
    people = [row.participant_id for row in mine] + [row.journey.participant_id for row in asked]
    people += [relative.pk for row in mine for relative in row.participant.known_relatives]
    look(by=request.actor, page="home:day", people=people, now=now)


@require_POST
def evening(request, site):
    """Soft light for the eyes, kept on this device only."""
    response = redirect("home:day", site)
    wanted = "on" if request.POST.get("evening") == "on" else "off"
    response.set_cookie("evening", wanted, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response
