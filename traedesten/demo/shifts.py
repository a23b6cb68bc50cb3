"""The health house in Holstebro: its opening times, what the guides wish, and a roster around today."""

from datetime import time, timedelta

from traedesten.demo.telling import Told, deliver_until
from traedesten.domain.access import Actor, Role
from traedesten.domain.slots import fits
from traedesten.people.models import Volunteer
from traedesten.support import actions, queries, roster
from traedesten.support.models import Duty, ShiftPlan

MORNING = {"starts": time(10), "ends": time(13), "needed": 2, "fewest": 1}
AFTERNOON = {"starts": time(14), "ends": time(17), "needed": 1, "fewest": 1}
OPEN = [{"weekday": day, **hours} for day in range(5) for hours in (MORNING, AFTERNOON)]
SHOWN = ("picture", "name", "picture", "picture", "nothing")
QUIET = 2
"""So many guides have not said anything about shifts yet."""
WORK = 1.0


def tell(told: Told) -> None:
    """Opened three weeks ago, asked, answered, proposed, published; then one wants to swap and one cannot come."""
    if told.site.slug != "holstebro":
        return
    begun = told.clock.ago(21, "09:00")
    plan = _open(told, begun)
    actions.ask_for_wishes(by=told.coordinator, plan=plan, now=begun)
    answering = list(told.guides.values())[:-QUIET]
    for number, guide in enumerate(answering):
        _answer(told, plan, guide, SHOWN[number % len(SHOWN)])
    for days in (14, 2):
        _plan(told, plan, days)
    _swap(told)
    deliver_until(told.clock.present)


def _open(told: Told, now) -> ShiftPlan:
    house = {"name": "Sundhedshuset", "address": "Nygade 14, 7500 Holstebro", "first_on": now.date()}
    actions.keep_plan(by=told.coordinator, openings=OPEN, now=now, **house)
    return queries.plan()


def _answer(told: Told, plan: ShiftPlan, guide: Volunteer, shown: str) -> None:
    """They can when they said in their profile that they have time, and most a little beside it."""
    chance, now = told.clock.chance(f"shifts {guide.full_name}"), told.clock.ago(18, "20:00")
    weekly = {}
    for row in queries.openings(plan):
        has_time = fits(guide.times, row.weekday, row.starts, row.ends)
        glad = "gladly" if chance.random() < 0.4 else "can"
        weekly[row.pk] = glad if has_time or chance.random() < 0.25 else "cannot"
    actions.answer_wishes(
        by=Actor(told.site.pk, frozenset({Role.GUIDE}), user_id=guide.user_id),
        guide=guide,
        most_a_week=chance.choice((1, 2, 2)),
        shown=shown,
        weekly=weekly,
        away_on=[],
        now=now,
    )


def _plan(told: Told, plan: ShiftPlan, days_ago: int) -> None:
    now = told.clock.ago(days_ago, "11:00")
    actions.open_shifts(by=told.coordinator, plan=plan, now=now)
    first, last = queries.period(now.date())
    last = min(last, told.clock.present.date() + timedelta(days=14))
    facts = queries.facts(plan, first, last)
    found = roster.propose(facts, work=WORK)
    kept = {"facts": facts.kept(), "figures": found.figures, "duties": found.duties}
    row = actions.save_proposal(by=told.coordinator, plan=plan, period=(first, last), now=now, **kept)
    actions.accept_proposal(by=told.coordinator, proposal=row, now=now + timedelta(minutes=20))
    actions.publish_roster(by=told.coordinator, plan=plan, now=now + timedelta(minutes=30))


def _swap(told: Told) -> None:
    """Two who are not Birthe, with a shift some days from now."""
    today, birthe = told.clock.present.date(), told.guides["Birthe Kjær"]
    ahead = queries.standing().filter(state=Duty.State.PUBLISHED, shift__on__gt=today + timedelta(days=2))
    others = list(ahead.exclude(guide=birthe).select_related("shift", "guide"))
    for duty, give in zip(others[:2], (actions.offer_duty, actions.call_off_duty), strict=False):
        by = Actor(told.site.pk, frozenset({Role.GUIDE}), user_id=duty.guide.user_id)
        give(by=by, duty=duty, now=told.clock.ago(1, "18:30"))
