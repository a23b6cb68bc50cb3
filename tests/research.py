"""People with answers, and exports of them, for the tests of research."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tests import make
from tests.features.world_outcomes import answer_all, say_yes
from traedesten.domain.access import Actor, system
from traedesten.domain.asking import DEFAULT_PLANS, GROUP_PLANS, Course
from traedesten.evaluation.export import Factor, Outcome, Plan
from traedesten.journeys.models import Journey
from traedesten.outcomes import actions as outcomes
from traedesten.outcomes.models import Asking
from traedesten.research import actions
from traedesten.tenancy.scope import at_site

BEGAN = (timezone.now() - timedelta(days=260)).replace(hour=8, minute=0, second=0, microsecond=0)
LONELINESS = Outcome("journeys", "t-ils", "da-2", "t1")
PLAN = Plan((LONELINESS,), (Factor("came_by", (LONELINESS,)),))
KINDS = ("gp", "self")


def asks(site, by: Actor) -> None:
    """Questions on journeys and in groups, as a site begins with."""
    with at_site(site):
        for course, plans in ((Course.JOURNEYS, DEFAULT_PLANS), (Course.GROUPS, GROUP_PLANS)):
            outcomes.write_battery(by=by, course=course, is_on=True, plans=plans, now=BEGAN)


def somebody(site, by: Actor, number: int = 0, *, source: str = "", says: bool = True, began=None) -> Journey:
    """On a journey that began ``began``, answering at the first conversation and twelve weeks later."""
    began = began or BEGAN
    card = {"source": source or KINDS[number % 2], "first_name": f"Person {number}"}
    journey = make.a_journey(site, stage="waiting", now=began, **card)
    with at_site(site):
        if says:
            say_yes(by, journey, began)
        Journey.objects.filter(pk=journey.pk).update(first_contact_at=began)
        journey.refresh_from_db()
        outcomes.plan_askings(by=system(site.pk), journey=journey, now=began)
        for wave in ("t0", "t1") if says else ():
            _answers(Asking.objects.filter(journey=journey, wave=wave).first(), number)
    return journey


def _answers(asking: Asking | None, number: int) -> None:
    if asking is None:
        return
    now = datetime.combine(asking.due_on, time(12), tzinfo=BEGAN.tzinfo)
    if now < timezone.now():
        asking = outcomes.ask_questions(by=system(asking.site_id), asking=asking, now=now)
        lonely = {"t-ils.isolated": 3 - number % 2, "t-ils.company": 1 + number % 3, "t-ils.outside": 2}
        answer_all(asking, now, lonely if asking.wave == "t0" else {**lonely, "t-ils.outside": 1 + number % 2})


def a_crowd(site, by: Actor, many: int = 12) -> list[Journey]:
    asks(site, by)
    return [somebody(site, by, number) for number in range(many)]


def asked_for(site, by: Actor, **fields):
    """Asked for just now, for a month."""
    with at_site(site):
        known = {"purpose": "Hjælper det?", "plan": PLAN, "expires_on": in_a_month(), "now": timezone.now(), **fields}
        return actions.ask_for_export(by=by, **known)


def approved(site, by: Actor, other: Actor, **fields):
    request = asked_for(site, by, **fields)
    with at_site(site):
        return actions.approve_export(by=other, request=request, now=timezone.now())


def made(site, by: Actor, other: Actor, **fields):
    """(request, export), asked for by one and approved by another."""
    request = approved(site, by, other, **fields)
    now = timezone.now()
    with at_site(site):
        return request, actions.make_export(by=by, request=request, shown_at=now, now=now)


def in_a_month() -> date:
    return timezone.localdate() + timedelta(days=30)
