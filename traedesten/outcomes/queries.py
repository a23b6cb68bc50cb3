"""Batteries, askings and their coverage. Figures are read by the clock alone, and without names."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from traedesten.consent import queries as consents
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.asking import ANSWERABLE, LINK_LIFE_DAYS, Course, Hindrance, State, Wave, is_to_be_reminded
from traedesten.domain.consent import Given, Purpose, holds
from traedesten.domain.journey import Outcome, Stage
from traedesten.journeys.models import Journey
from traedesten.messages.queries import is_paused
from traedesten.outcomes.models import Asking, Battery, ContactTask, Goal, PlannedWave, Response, Score
from traedesten.outcomes.questions import GOALS, Question, questions_of
from traedesten.tenancy.queries import site_now


def battery_of(course: Course) -> Battery | None:
    waves = Prefetch("waves", PlannedWave.objects.order_by("wave"), to_attr="planned_waves")
    return Battery.objects.filter(course=course).prefetch_related(waves).first()


def to_plan(battery: Battery, today: date) -> QuerySet[Journey]:
    """Journeys on which somebody has spoken with the person, and on which a wave of the battery is still to come."""
    rows = Journey.objects.exclude(first_contact_at=None).select_related("participant", "key")
    coming = Q()
    for planned in battery.planned_waves:
        since = today - timedelta(weeks=planned.weeks, days=planned.days_after)
        there = Asking.objects.filter(journey=OuterRef("pk"), wave=planned.wave)
        coming |= Q(first_contact_at__date__gte=since) & ~Exists(there)
    return rows.filter(coming) if battery.planned_waves else rows.none()


def _askings() -> QuerySet[Asking]:
    return Asking.objects.select_related("journey__participant__key", "journey__guide", "journey__key")


def to_ask(today: date) -> QuerySet[Asking]:
    """Waves of journeys that are due. Members of groups are asked by whoever knows them (``call_to_answer``)."""
    rows = _askings().filter(state=State.PLANNED, due_on__lte=today, closes_on__gte=today)
    return rows.exclude(journey=None).order_by("due_on", "pk")


def to_remind(today: date) -> list[Asking]:
    """Who was asked and has had a reminder less than they may."""
    rows = _askings().filter(state=State.ASKED, closes_on__gte=today).exclude(journey=None)
    return [asking for asking in rows.order_by("due_on", "pk") if is_reminder_due(asking, today)]


def is_reminder_due(asking: Asking, today: date) -> bool:
    return asking.state == State.ASKED and is_to_be_reminded(
        asked_on=timezone.localdate(asking.asked_at),
        reminders=asking.reminders,
        closes_on=asking.closes_on,
        today=today,
    )


# ---- Somebody in a group, known by a pseudonym alone ----


def asks_in_groups() -> bool:
    """Whether the site asks those who are in groups."""
    return Battery.waves_of(Course.GROUPS).exists()


def nameless(subjects: Iterable[UUID], today: date) -> dict[UUID, Asking]:
    """The newest wave of each pseudonym that is open and has no answer yet. One query."""
    rows = Asking.objects.filter(subject__in=list(subjects), journey=None, state__in=ANSWERABLE)
    rows = rows.filter(opens_on__lte=today, closes_on__gte=today).select_related("journey").order_by("due_on")
    return {row.subject: row for row in rows}


def asked_now() -> QuerySet[Asking]:
    """Those who have their questions and have not answered, the newest first."""
    return _askings().filter(state=State.ASKED).order_by("-due_on", "pk")


def to_stop(now: datetime) -> list[Asking]:
    """Begun askings of people who have died or taken their yes back, in two queries however many there are."""
    died = Q(state=State.PLANNED, journey__outcome=Outcome.DIED)
    rows = list(_askings().filter(died | Q(state=State.ASKED)).exclude(journey=None).order_by("pk"))
    said = consents.consents_of_each(row.journey.participant_id for row in rows)
    return [row for row in rows if _is_over(row, said[row.journey.participant_id], now)]


def _is_over(asking: Asking, said: list, now: datetime) -> bool:
    """A planned one without a yes may still get it; one that was asked had it, and it was taken back."""
    given = tuple(Given(Purpose(row.purpose), row.given_at, row.withdrawn_at) for row in said)
    has_yes = holds(given, Purpose.RESEARCH, now)
    return asking.journey.outcome == Outcome.DIED or (asking.state == State.ASKED and not has_yes)


def to_close(today: date) -> QuerySet[Asking]:
    return _askings().filter(state__in=(State.PLANNED, State.ASKED), closes_on__lt=today).order_by("due_on", "pk")


def asking_with(asking_id) -> Asking | None:
    return _askings().filter(pk=asking_id).first()


def asking_of_code(number: int) -> Asking | None:
    return _askings().filter(number=number).first()


def askings_of(journey: Journey) -> QuerySet[Asking]:
    return Asking.objects.filter(journey=journey).order_by("due_on")


def open_on(journey: Journey, today: date) -> Asking | None:
    """What may be asked on this journey now: the newest wave that is open and has no answer yet."""
    rows = _askings().filter(journey=journey, state__in=ANSWERABLE, opens_on__lte=today, closes_on__gte=today)
    return rows.order_by("-due_on").first()


def may_be_asked(journey: Journey, today: date) -> bool:
    """Whether something is open now, or would be if the first conversation is the one going on."""
    if open_on(journey, today) is not None:
        return True
    battery = battery_of(Course.JOURNEYS)
    begins = journey.first_contact_at is None and not askings_of(journey).exists()
    return begins and battery is not None and battery.is_on and any(not row.weeks for row in battery.planned_waves)


def has_consent(journey: Journey, now: datetime) -> bool:
    return consents.may(journey.participant_id, Purpose.RESEARCH, now)


def hindrance_of(asking: Asking, now: datetime) -> str:
    """Why nobody may ask, or "". Members of a group without a journal were asked for their yes in the group."""
    journey = asking.journey
    if journey is None:
        return ""
    if journey.outcome == Outcome.DIED:
        return Hindrance.DIED
    if not consents.may(journey.participant_id, Purpose.RESEARCH, now):
        return Hindrance.NO_CONSENT
    if journey.stage == Stage.PAUSED or is_paused(journey.participant_id):
        return Hindrance.PAUSED
    if consents.has_taken_back(journey.participant_id, Purpose.CONTACT, now):
        return Hindrance.CONTACT_STOPPED
    return ""


NOBODY_MAY = (Hindrance.DIED, Hindrance.NO_CONSENT)
"""Not even face to face."""


def responses_of(asking: Asking) -> dict[str, Response]:
    return {response.instrument: response for response in Response.objects.filter(asking=asking)}


def is_begun(asking: Asking) -> bool:
    return bool(responses_of(asking)) or Goal.objects.filter(asking=asking).exists()


def goal_of(asking: Asking) -> Goal | None:
    """What the subject told at the first asking, or why they did not; None when they did not come to it."""
    return Goal.objects.filter(asking__subject=asking.subject).first() if GOALS & {*asking.instruments} else None


def questions(asking: Asking) -> list[Question]:
    """Whoever told no goal is not asked how far they have come with it."""
    return _questions(asking, goal_of(asking))


def _questions(asking: Asking, goal: Goal | None) -> list[Question]:
    words = goal.words if goal and goal.is_asked_about else ""
    return questions_of(asking.instruments, is_first=asking.wave == Wave.T0, goal=words)


def with_answers(asking: Asking) -> list[tuple[Question, object]]:
    """Each question with what was answered: a value or words, why there is none, or None when not reached yet."""
    given, goal = {key: response.given for key, response in responses_of(asking).items()}, goal_of(asking)
    told = goal.told if goal else None
    return [
        (question, told if question.is_told else given.get(question.definition.key, {}).get(question.item.key))
        for question in _questions(asking, goal)
    ]


def first_unanswered(asking: Asking) -> int | None:
    return next((question.number for question, answer in with_answers(asking) if answer is None), None)


def goal_to_mend(asking: Asking) -> Goal | None:
    """The words told at an asking that is over, while nobody has answered how far they have come with them."""
    if asking.state != State.ANSWERED or asking.wave != Wave.T0:
        return None
    goal = goal_of(asking)
    is_over = Response.objects.filter(asking__subject=asking.subject, instrument__in=_GOAL_KEYS).exists()
    return goal if goal and goal.words and goal.is_asked_about and not is_over else None


_GOAL_KEYS = {code.partition(":")[0] for code in GOALS}


def goals_to_forget(today: date) -> QuerySet[Goal]:
    """Words about which nobody will be asked any more: no asking of theirs waits, nor has a link that may open."""
    since = today - timedelta(days=LINK_LIFE_DAYS)
    open_ = Asking.objects.filter(subject=OuterRef("asking__subject"), state__in=ANSWERABLE, closes_on__gte=since)
    rows = Goal.objects.exclude(words="").filter(~Exists(open_))
    return rows.select_related("asking__journey").order_by("pk")


def questions_path(token: str) -> str:
    return reverse("outcomes:enter_questions", args=[site_now().slug, token])


# ---- For the coordinator: how many, never what ----


class Covered(NamedTuple):
    """One wave of one course in numbers. ``why`` holds those who were not asked, by hindrance."""

    course: str
    wave: str
    planned: int
    waiting: int
    answered: int
    late: int
    declined: int
    missed: int
    why: dict[str, int]

    @property
    def not_asked(self) -> int:
        return sum(self.why.values())

    @property
    def asked(self) -> int:
        return self.waiting + self.answered + self.declined + self.missed


def coverage(today: date) -> list[Covered]:
    """By course and wave, in one query. What is not due yet is planned; due and hindered is not asked."""
    groups = Asking.objects.values("course", "wave", "state", "hindrance").order_by("course", "wave")
    late, due = Count("pk", filter=Q(is_late=True)), Count("pk", filter=Q(due_on__lte=today))
    found: dict[tuple, list[dict]] = {}
    for row in groups.annotate(number=Count("pk"), late=late, due=due):
        found.setdefault((row["course"], row["wave"]), []).append(row)
    return [_covered(course, wave, rows) for (course, wave), rows in found.items()]


def _covered(course: str, wave: str, rows: list[dict]) -> Covered:
    def of(state: State) -> int:
        return sum(row["number"] for row in rows if row["state"] == state)

    why: dict[str, int] = {}
    for row in rows:
        hindered = row["number"] if row["state"] == State.STOPPED else row["due"]
        if row["hindrance"] and row["state"] in (State.STOPPED, State.PLANNED) and hindered:
            why[row["hindrance"]] = why.get(row["hindrance"], 0) + hindered
    waits_hindered = sum(row["due"] for row in rows if row["state"] == State.PLANNED and row["hindrance"])
    return Covered(
        course,
        wave,
        of(State.PLANNED) - waits_hindered,
        of(State.ASKED),
        of(State.ANSWERED),
        sum(row["late"] for row in rows if row["state"] == State.ANSWERED),
        of(State.DECLINED),
        of(State.MISSED),
        why,
    )


# ---- Somebody is to make contact ----


def open_tasks() -> QuerySet[ContactTask]:
    return all_tasks().filter(closed_at=None).order_by("due_on", "pk")


def all_tasks() -> QuerySet[ContactTask]:
    return ContactTask.objects.select_related("asking__journey__participant__key", "asking__journey__guide__key")


def has_open_task(asking: Asking) -> bool:
    return ContactTask.objects.filter(asking=asking, closed_at=None).exists()


def closed_tasks() -> QuerySet[ContactTask]:
    """The newest twenty."""
    return all_tasks().exclude(closed_at=None).order_by("-closed_at", "pk")[:20]


def number_of_tasks() -> int:
    """Open ones about somebody who can be called."""
    return ContactTask.objects.filter(closed_at=None, asking__journey__isnull=False).count()


def number_of_nameless_tasks() -> int:
    """Open ones about an answer without a name: there is nobody to call, but something to do."""
    return ContactTask.objects.filter(closed_at=None, asking__journey=None).count()


# ---- For statistics ----


class Change(NamedTuple):
    """One figure at one wave. ``value`` is None with a ``reason``; ``stopped``: the journey ended on its way."""

    subject: UUID
    course: str
    wave: str
    instrument: str
    version: str
    subscale: str
    value: float | None
    reason: str
    mode: str
    late: bool
    stopped: bool
    answered_on: date


ARRIVED = (Outcome.COMMUNITY, Outcome.OWN_WAY)


def change_frame(*, by: Actor) -> list[Change]:
    """Every figure of the site, by pseudonym, in one query. Only for whoever may read scores: the site's clock.

    Whoever shows what comes of it passes ``evaluation.disclosure`` first.
    """
    require(by, Deed.READ_SCORES, site_id=site_now().pk)
    rows = Score.objects.select_related("response__asking__journey")
    return [_change(row) for row in rows.order_by("response__asking__subject", "response__asking__wave", "pk")]


def _change(row: Score) -> Change:
    response, asking = row.response, row.response.asking
    outcome = asking.journey.outcome if asking.journey else ""
    return Change(
        asking.subject,
        asking.course,
        asking.wave,
        response.instrument,
        response.version,
        row.subscale,
        row.figure,
        row.reason,
        response.mode,
        response.is_late,
        bool(outcome) and outcome not in ARRIVED,
        timezone.localdate(response.finished_at),
    )


class Enrolled(NamedTuple):
    """One wave of one subject, answered or not: the denominator."""

    subject: UUID
    course: str
    wave: str
    state: str
    hindrance: str
    late: bool


def enrolled(*, by: Actor) -> Iterable[Enrolled]:
    """Every wave of everybody, also of those who were never asked."""
    require(by, Deed.READ_SCORES, site_id=site_now().pk)
    rows = Asking.objects.order_by("subject", "wave").values_list(
        "subject", "course", "wave", "state", "hindrance", F("is_late")
    )
    return [Enrolled(*row) for row in rows]
