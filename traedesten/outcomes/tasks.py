"""The clock of askings."""

from datetime import datetime

from django.utils import timezone

from traedesten.domain.access import system
from traedesten.domain.asking import Course
from traedesten.jobs import queue
from traedesten.outcomes import actions, queries
from traedesten.tenancy.queries import site_now


@queue.every("40 8 * * *", "outcomes.ask")
def ask(now: datetime) -> None:
    """Every morning: plan what is to come, let go of what is over, ask what is due, remind at most twice."""
    by, today = system(site_now().pk), timezone.localdate(now)
    battery = queries.battery_of(Course.JOURNEYS)
    if battery is not None and battery.is_on:
        for journey in queries.to_plan(battery, today):
            actions.plan_askings(by=by, journey=journey, now=now)
    for asking in queries.to_stop(now):
        actions.stop_asking(by=by, asking=asking, now=now)
    for asking in queries.to_close(today):
        actions.close_asking(by=by, asking=asking, now=now)
    for goal in queries.goals_to_forget(today):
        actions.forget_goal(by=by, goal=goal, now=now)
    for asking in queries.to_remind(today):
        actions.remind_questions(by=by, asking=asking, now=now)
    if battery is not None and battery.is_on:
        for asking in queries.to_ask(today):
            actions.ask_questions(by=by, asking=asking, now=now)
