"""Questions in a world: a battery, an asking that was sent, one that was answered, and somebody to call."""

from datetime import datetime, time, timedelta

from tests import make
from traedesten.consent import actions as consent
from traedesten.domain.access import Actor, Role, system
from traedesten.domain.asking import DEFAULT_PLANS, Course, Mode, with_goal
from traedesten.domain.consent import Channel, Purpose
from traedesten.journeys.models import Journey
from traedesten.outcomes import actions as outcomes
from traedesten.outcomes import queries
from traedesten.outcomes.models import Asking, ContactTask, Goal
from traedesten.tenancy.scope import at_site

HOPE = "At synge i kor igen"


def respondent(asking) -> Actor:
    return Actor(site_id=asking.site_id, roles=frozenset({Role.RESPONDENT}), subject_id=asking.pk)


def say_yes(by, journey, now, purpose=Purpose.RESEARCH):
    yes = {"purpose": purpose, "channel": Channel.MEETING, "now": now}
    return consent.give_consent(by=by, person_id=journey.participant_id, owners=journey.owners, **yes)


def answer_all(asking, now, answers: dict | None = None, *, low: bool = False) -> Asking:
    """Every question with its lowest value, or the highest where nobody is to be called; a goal is told."""
    for question in queries.questions(asking):
        values = sorted(question.definition.values)
        usual = HOPE if question.is_told else values[0] if low else values[-1]
        answer = (answers or {}).get(question.field, usual)
        asking = outcomes.answer_question(
            by=respondent(asking), asking=asking, question=question, answer=answer, mode=Mode.OWN_LINK, now=now
        )
    return asking


def walks(site, by, began: datetime, answers: dict[str, dict | None], number: int = 0) -> Journey:
    """On a journey that ``began``, with a yes, and what is answered on the day of each wave; None for nothing."""
    journey = make.a_journey(site, stage="waiting", now=began, first_name=f"Person {number}")
    clock = system(site.pk)
    with at_site(site):
        say_yes(by, journey, began)
        Journey.objects.filter(pk=journey.pk).update(first_contact_at=began)
        journey.refresh_from_db()
        outcomes.plan_askings(by=clock, journey=journey, now=began)
        for wave, given in answers.items():
            asking = Asking.objects.get(journey=journey, wave=wave)
            now = datetime.combine(asking.due_on, time(12), tzinfo=began.tzinfo)
            asking = outcomes.ask_questions(by=clock, asking=asking, now=now)
            if given is not None:
                answer_all(asking, now, given)
    return journey


def ask(world, now) -> None:
    by, clock, rows = world.coordinator, system(world.site.pk), world.rows
    plans = {"is_on": True, "plans": with_goal(DEFAULT_PLANS)}
    rows["battery"] = outcomes.write_battery(by=by, course=Course.JOURNEYS, now=now, **plans)
    for stage in ("walking", "following", "paused"):
        say_yes(by, world.journeys[stage], now)
        outcomes.plan_askings(by=clock, journey=world.journeys[stage], now=now)
    first, second, third = (
        Asking.objects.get(journey=world.journeys[stage], wave="t0") for stage in ("walking", "following", "paused")
    )
    rows["planned_asking"] = third
    answered = outcomes.ask_questions(by=clock, asking=second, now=now)
    rows["answered_asking"] = answer_all(answered, now, {"goal.goal_1": f"At synge med {world.word}"}, low=True)
    rows["goal"] = Goal.objects.get(asking=second)
    rows["task"] = ContactTask.objects.get(asking=second)
    _ask_before(world, now)
    rows["asking"] = outcomes.ask_questions(by=clock, asking=first, now=now)


def ids(world) -> dict:
    """What stands in the addresses of these pages."""
    return {"asking_id": world.rows["asking"].pk, "task_id": world.rows["task"].pk, "number": 1}


def _ask_before(world, now) -> None:
    """One to be reminded of, one that is over because the yes was taken back, one whose window has closed."""
    for name, stage, days in (("waiting_asking", "meeting", 5), ("over", "waiting", 5), ("late", "assessing", 20)):
        asked_at, journey = now - timedelta(days=days), world.journeys[stage]
        say_yes(world.coordinator, journey, asked_at, Purpose.CONTACT)
        yes = say_yes(world.coordinator, journey, asked_at)
        outcomes.plan_askings(by=system(world.site.pk), journey=journey, now=asked_at)
        first = Asking.objects.get(journey=journey, wave="t0")
        world.rows[name] = outcomes.ask_questions(by=system(world.site.pk), asking=first, now=asked_at)
        if name == "over":
            consent.withdraw_consent(by=world.coordinator, consent=yes, owners=journey.owners, now=now)
