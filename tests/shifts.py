"""A health house for tests: its openings, guides who have said when they can, and a published roster."""

from datetime import date, datetime, time, timedelta

from tests import make
from traedesten.domain.access import Actor
from traedesten.people.models import Volunteer
from traedesten.support import actions, queries, roster
from traedesten.support.models import Duty, Shift, ShiftPlan
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

MORNING = {"starts": time(10), "ends": time(13)}
EVENING = {"starts": time(17), "ends": time(20)}


def opening(weekday: int, hours: dict = MORNING, needed: int = 1, fewest: int = 1) -> dict:
    return {"weekday": weekday, **hours, "needed": needed, "fewest": fewest}


def a_house(site: Site, by: Actor, *, openings=None, now: datetime = make.NOW, **fields) -> ShiftPlan:
    """Open Monday to Friday mornings with one guide, unless it is said otherwise."""
    known = {"name": "Sundhedshuset", "address": "Nygade 1", "first_on": date(2026, 1, 1), **fields}
    with at_site(site):
        rows = [opening(day) for day in range(5)] if openings is None else openings
        actions.keep_plan(by=by, openings=rows, now=now, **known)
        return queries.plan()


def says(guide: Volunteer, answer: str = "can", *, most: int = 2, now: datetime = make.NOW, **fields) -> None:
    """The guide answers the same of every opening; ``weekly`` of some other."""
    with at_site(guide.site_id):
        weekly = {row.pk: answer for row in queries.openings(queries.plan())} | fields.pop("weekly", {})
        told = {"most_a_week": most, "shown": "name", "weekly": weekly, "away_on": [], **fields}
        actions.answer_wishes(by=make.as_guide(guide), guide=guide, now=now, **told)


def the_shift(on: date, starts: time = time(10)) -> Shift:
    return Shift.objects.get(on=on, starts=starts)


def put(guide: Volunteer, on: date, by: Actor, *, now: datetime = make.NOW, starts: time = time(10)) -> Duty:
    """On the roster, published."""
    with at_site(guide.site_id):
        duty = actions.put_on(by=by, shift=the_shift(on, starts), guide=guide, now=now)
        actions.publish_roster(by=by, plan=queries.plan(), now=now)
        return Duty.objects.select_related("shift", "guide__key").get(pk=duty.pk)


def proposed(by: Actor, today: date, now: datetime = make.NOW):
    """Let the planner propose from tomorrow on, and keep it."""
    plan = queries.plan()
    period = queries.period(today)
    facts = queries.facts(plan, *period)
    found = roster.propose(facts)
    kept = {"facts": facts.kept(), "figures": found.figures, "duties": found.duties}
    return actions.save_proposal(by=by, plan=plan, period=period, now=now, **kept)


def days_on(today: date, weekday: int) -> date:
    """The first such day after ``today``."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
