"""How the invented people are: who said yes to being asked, what they answered, and who was called."""

from datetime import datetime, time, timedelta
from random import Random

from traedesten.consent import actions as consent
from traedesten.demo.telling import Told, deliver_until
from traedesten.domain.access import Actor, Role, system
from traedesten.domain.asking import DEFAULT_PLANS, Course, Mode, State, with_goal
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.instruments import Definition, Why
from traedesten.journeys.models import Journey
from traedesten.outcomes import actions, queries
from traedesten.outcomes.models import Asking, ContactTask
from traedesten.outcomes.questions import Question

SAYS_YES = 0.85
STILL_OPEN = timedelta(days=20)
"""Who was asked later than this has not answered yet, so that somebody's questions can be tried."""

ANSWERS, DECLINES = 0.72, 0.82
LIFT = {"t0": 0.0, "t1": 0.13, "t2": 0.19, "t3": 0.2}
"""How much better they are than at the first conversation, as a share of the scale: a story, and no finding."""

ASKS_GOALS, TELLS = "holstebro", 0.9
HOPES = (
    "At have nogen at spise sammen med om søndagen.",
    "At turde gå ind i et rum, hvor jeg ikke kender nogen.",
    "At nogen ringer til mig, og ikke kun omvendt.",
    "At komme ud af døren to gange om ugen.",
    "At synge i kor igen.",
    "At have én at gå tur med.",
    "At blive inviteret til noget.",
    "At lære mine naboer at kende.",
    "At kunne glæde mig til noget.",
)

CALLED = "Vi talte længe. Der er en ven, der ved det, og lægen ringer tilbage på torsdag."


def tell(told: Told) -> None:
    """From the first morning on: the battery, and each journey's waves up to the present."""
    plans = with_goal(DEFAULT_PLANS) if told.site.slug == ASKS_GOALS else DEFAULT_PLANS
    battery = {"course": Course.JOURNEYS, "is_on": True, "plans": plans}
    actions.write_battery(by=told.coordinator, now=told.clock.ago(450, "09:00"), **battery)
    for journey in Journey.objects.exclude(first_contact_at=None).order_by("first_contact_at", "opened_at"):
        _ask(told, journey)
    for task in queries.open_tasks():
        _call(told, task)
    _somebody_is_low_today(told)
    deliver_until(told.clock.present)


def _ask(told: Told, journey: Journey) -> None:
    chance = told.clock.chance(f"asked {told.site.slug} {journey.participant.first_name} {journey.opened_at:%j}")
    begun = journey.first_contact_at
    if chance.random() < SAYS_YES or begun > told.clock.present - STILL_OPEN:
        consent.give_consent(
            by=told.coordinator,
            person_id=journey.participant_id,
            owners=journey.owners,
            purpose=Purpose.RESEARCH,
            channel=Channel.MEETING,
            now=begun,
        )
    actions.plan_askings(by=system(told.site.pk), journey=journey, now=begun)
    feels = chance.gauss(0.4, 0.16)
    for asking in queries.askings_of(journey):
        due = datetime.combine(asking.due_on, time(8, 40), tzinfo=told.clock.zone)
        now = max(due, begun + timedelta(minutes=30))
        if now <= told.clock.present:
            _wave(told, asking, chance, now, feels + LIFT[asking.wave])


def _wave(told: Told, asking: Asking, chance: Random, now: datetime, feels: float) -> None:
    clock, present = system(told.site.pk), told.clock.present
    asking = actions.ask_questions(by=clock, asking=asking, now=now)
    falls = chance.random()
    if asking.state == State.ASKED and now < present - STILL_OPEN:
        by = Actor(told.site.pk, frozenset({Role.RESPONDENT}), subject_id=asking.pk)
        late = timedelta(days=chance.choice((0, 1, 2, 4)) if falls < 0.68 else 31, hours=chance.randint(1, 9))
        if falls < ANSWERS and now + late < present:
            answer(by, asking, chance, now + late, feels)
            return
        if falls < DECLINES:
            actions.decline_questions(by=by, asking=asking, now=now + timedelta(hours=5))
            return
        for days in (3, 8):
            actions.remind_questions(by=clock, asking=asking, now=now + timedelta(days=days))
    over = datetime.combine(asking.closes_on + timedelta(days=1), time(8, 40), tzinfo=told.clock.zone)
    if over <= present:
        actions.close_asking(by=clock, asking=asking, now=over)


def answer(by: Actor, asking: Asking, chance: Random, now: datetime, feels: float) -> None:
    """Every question of the asking; ``feels`` from 0 (very bad) to 1."""
    for question in queries.questions(asking):
        is_goal = question.definition.is_goal
        answer = _hoped(question, feels) if is_goal else _value(question.definition, chance, feels)
        given = {"question": question, "answer": answer, "mode": Mode.OWN_LINK}
        actions.answer_question(by=by, asking=asking, now=now, **given)


def _hoped(question: Question, feels: float) -> int | str | Why:
    """Drawn from how they feel, which is theirs alone, so that all other answers are what they would be without."""
    own = Random(f"{feels:.9f}")
    if question.is_told:
        return own.choice(HOPES) if own.random() < TELLS else Why.SKIPPED
    good = feels + own.gauss(0, 0.15)
    return min(max(round((good - 0.55) / 0.15), -2), 2)


def _value(definition: Definition, chance: Random, feels: float) -> int | Why:
    """``feels`` from 0 (very bad) to 1, with a little of one's own at each question."""
    if chance.random() < 0.015:
        return Why.SKIPPED
    low, high = min(definition.values), max(definition.values)
    good = min(max(feels + chance.gauss(0, 0.12), 0), 1)
    place = good if definition.better == "higher" else 1 - good
    return round(low + place * (high - low))


def _somebody_is_low_today(told: Told) -> None:
    """Where several have their questions open, the one asked first answers this morning, and is to be called."""
    waiting = sorted(queries.asked_now(), key=lambda row: (row.due_on, row.journey.opened_at))
    if len(waiting) > 1:
        by = Actor(told.site.pk, frozenset({Role.RESPONDENT}), subject_id=waiting[0].pk)
        chance = told.clock.chance(f"low {told.site.slug}")
        answer(by, waiting[0], chance, told.clock.present - timedelta(hours=2), 0.08)


def _call(told: Told, task: ContactTask) -> None:
    """All but the newest have been called the next day."""
    moment = task.opened_at + timedelta(hours=20)
    if moment < told.clock.present - timedelta(days=20):
        done = {"done": ContactTask.Done.CALLED, "words": CALLED}
        actions.close_contact_task(by=told.coordinator, task=task, now=moment, **done)
