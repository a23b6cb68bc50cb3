"""Batteries, askings and their answers. Answers and figures are sealed with the key of whoever gave them."""

import json
import secrets
from datetime import date, datetime
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from traedesten.consent.queries import require_consent
from traedesten.domain import asking as rules
from traedesten.domain import crisis
from traedesten.domain.asking import Course, Hindrance, Mode, State, Wave
from traedesten.domain.consent import Purpose
from traedesten.domain.instruments import Definition, NotAnAnswer, Why, definition_of, score, very_low
from traedesten.domain.journey import MoveNotAllowed
from traedesten.domain.workdays import add_workdays, danish_holidays
from traedesten.journeys.models import Journey
from traedesten.tenancy.models import Link, SiteForeignKey, SiteOneToOne, SiteOwned
from traedesten.vault.fields import SealedText
from traedesten.vault.models import DataKey, Keyed


def _choices(enum):
    return [(item.value, item.value) for item in enum]


class AskingOver(MoveNotAllowed):
    """The questions are answered, declined or stopped already."""


class Battery(SiteOwned):
    """What a site asks on one kind of course. A site without one asks nobody."""

    course = models.CharField(max_length=10, choices=_choices(Course))
    is_on = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "course"], name="one_battery_per_course")]

    def locked(self) -> "Battery":
        return Battery.objects.select_for_update().get(pk=self.pk)

    @classmethod
    def lay_waves(cls, journey: Journey, now: datetime) -> list["Asking"]:
        """Plan the waves of a locked journey that are not there yet and not over. None where nobody is asked."""
        there = dict(Asking.objects.filter(journey=journey).values_list("wave", "subject"))
        subject = next(iter(there.values()), None) or uuid4()
        begun_on, today = timezone.localdate(journey.first_contact_at or now), timezone.localdate(now)
        return [
            Asking.plan(wave, begun_on, subject, journey)
            for wave in cls.waves_of(Course.JOURNEYS)
            if wave.wave not in there and wave.window(begun_on).closes_on >= today
        ]

    @classmethod
    def lay_nameless_waves(cls, subject: UUID, begun_on: date, today: date) -> list["Asking"]:
        """Plan the waves of somebody in a group, known by a pseudonym alone, that are not over."""
        return [
            Asking.plan(wave, begun_on, subject)
            for wave in cls.waves_of(Course.GROUPS)
            if wave.window(begun_on).closes_on >= today
        ]

    @staticmethod
    def waves_of(course: Course) -> models.QuerySet["PlannedWave"]:
        """What is asked on one kind of course; nothing while it is switched off."""
        return PlannedWave.objects.filter(battery__course=course, battery__is_on=True).order_by("weeks")


class PlannedWave(SiteOwned):
    """One wave of a battery: when, and with which instruments ("key:version")."""

    battery = SiteForeignKey(Battery, on_delete=models.CASCADE, related_name="waves")
    wave = models.CharField(max_length=5, choices=_choices(Wave))
    weeks = models.PositiveSmallIntegerField()
    days_before = models.PositiveSmallIntegerField()
    days_after = models.PositiveSmallIntegerField()
    instruments = ArrayField(models.CharField(max_length=30))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "battery", "wave"], name="one_plan_per_wave")]

    def window(self, begun_on: date) -> rules.Window:
        return rules.window(begun_on, self.weeks, self.days_before, self.days_after)


class Asking(Keyed):
    """One wave for one subject: a pseudonym that is the same through all waves.

    ``journey`` is whose journey it is about. Members of a group without a journal have none, and then nothing
    here leads to a person. ``instruments`` stand fast from the moment somebody is asked.
    """

    course = models.CharField(max_length=10, choices=_choices(Course))
    subject = models.UUIDField()
    journey = SiteForeignKey(Journey, on_delete=models.CASCADE, null=True, blank=True, related_name="askings")
    wave = models.CharField(max_length=5, choices=_choices(Wave))
    instruments = ArrayField(models.CharField(max_length=30))
    number = models.PositiveIntegerField()
    due_on = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=_choices(State), default=State.PLANNED)
    hindrance = models.CharField(max_length=20, choices=_choices(Hindrance), blank=True, default="")
    asked_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    mode = models.CharField(max_length=10, choices=_choices(Mode), blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "subject", "wave"], name="one_asking_per_wave"),
            models.UniqueConstraint(fields=["site", "journey", "wave"], name="one_asking_per_wave_of_journey"),
            models.UniqueConstraint(fields=["site", "number"], name="one_asking_per_code"),
            models.CheckConstraint(condition=models.Q(reminders__lte=2), name="reminded_at_most_twice"),
        ]
        indexes = [models.Index(fields=["site", "state", "due_on"], name="asking_due")]

    @property
    def owners(self) -> tuple:
        """Whose own it is: who answers by its link, and the guide of its journey."""
        return (self.pk, *(self.journey.owners if self.journey_id else ()))

    @property
    def code(self) -> str:
        return rules.code_of(self.number)

    @property
    def is_answerable(self) -> bool:
        return self.state in rules.ANSWERABLE

    @property
    def person_id(self) -> UUID | None:
        """Whom it is about; None for a member of a group without a journal."""
        return self.journey.participant_id if self.journey_id else None

    def locked(self) -> "Asking":
        rows = Asking.objects.select_related("journey__participant__key", "journey__guide", "journey__key")
        return rows.select_for_update(of=("self",)).get(pk=self.pk)

    def opened(self, now: datetime) -> "Asking":
        """The locked row, asked from now on. Raises ``AskingOver``, and ``ConsentMissing`` without a yes."""
        asking = self.locked()
        if not asking.is_answerable:
            raise AskingOver(asking.state, "answer")
        if asking.person_id:
            require_consent(asking.person_id, Purpose.RESEARCH, now)
        if asking.state != State.ASKED:
            asking.state, asking.hindrance, asking.ended_at = State.ASKED, "", None
            asking.asked_at = asking.asked_at or now
        return asking

    def keep_answer(self, definition: Definition, item: str, answer: int | Why, mode: Mode, now: datetime) -> None:
        """Keep one answer of an opened asking. Raises ``NotAnAnswer``."""
        if not isinstance(answer, Why) and answer not in definition.values:
            raise NotAnAnswer(f"{definition.key} has no such answer")
        self.mode = mode
        self.save()
        first = {"key": self.key, "version": definition.version, "mode": mode, "started_at": now}
        response, _made = Response.objects.get_or_create(asking=self, instrument=definition.key, defaults=first)
        response.keep(item, answer, now)

    def keep_goal(self, told: str | Why, mode: Mode, now: datetime) -> None:
        """Keep what they most hope for, or why they do not say it, in place of what was told before.

        Words that sound like danger are nothing to be asked about in three months: a human being is to make contact.
        """
        self.mode = mode
        self.save()
        found = {"words": "", "reason": told} if isinstance(told, Why) else {"words": told, "reason": ""}
        is_danger = bool(crisis.signals(found["words"]))
        known = {"key": self.key, "is_asked_about": not is_danger, **found}
        Goal.objects.update_or_create(asking=self, defaults=known)
        if is_danger:
            ContactTask.open_for(self, now)

    def forget_answers(self) -> None:
        self.responses.all().delete()
        Goal.objects.filter(asking=self).delete()

    def close_links(self, now: datetime) -> None:
        for purpose in (Link.Purpose.QUESTIONS, Link.Purpose.QUESTIONS_HERE):
            Link.revoke_all(purpose=purpose, subject_id=self.pk, now=now)

    def stop(self, why: str, now: datetime) -> None:
        self.state, self.hindrance, self.ended_at = State.STOPPED, why, now
        self.save()
        self.close_links(now)

    def finish(self, now: datetime) -> None:
        """All that will come has come: score it, and let the links go that lead here from somebody else's phone.

        Without a single answer it was a no.
        """
        responses = list(self.responses.select_related("key"))
        for response in responses:
            if response.finished_at is None:  # one that is whole was scored, in time or late, with its last answer
                response.score(now)
        has_answers = any(isinstance(answer, int) for response in responses for answer in response.given.values())
        has_answers = has_answers or Goal.objects.filter(asking=self, reason="").exists()
        self.state = State.ANSWERED if has_answers else State.DECLINED
        self.ended_at, self.is_late = now, timezone.localdate(now) > self.closes_on
        self.save()
        Link.revoke_all(purpose=Link.Purpose.QUESTIONS_HERE, subject_id=self.pk, now=now)

    @classmethod
    def plan(cls, planned: PlannedWave, begun_on: date, subject: UUID, journey: Journey | None = None) -> "Asking":
        """One wave of a journey, or of a group when there is none. ``subject`` is drawn anew for each.

        Without a journey it has a key of its own, so that no key leads to a person either.
        """
        dates = planned.window(begun_on)
        asking = cls(
            key=journey.key if journey else DataKey.new(),
            course=Course.JOURNEYS if journey else Course.GROUPS,
            subject=subject,
            journey=journey,
            wave=planned.wave,
            instruments=planned.instruments,
            number=cls.free_number(),
            due_on=dates.due_on,
            opens_on=dates.opens_on,
            closes_on=dates.closes_on,
        )
        asking.save(force_insert=True)
        return asking

    @classmethod
    def free_number(cls) -> int:
        """Six digits that no form of the site has yet."""
        while True:
            number = secrets.randbelow(1_000_000)
            if not cls.objects.filter(number=number).exists():
                return number


class Goal(Keyed):
    """What somebody most hopes for, in their own words, or the reason why they did not say. It has no score.

    It is told at the first asking, under its key, and goes on through all the subject's waves. The words go when
    nobody will be asked about them any more; the row still says that there were some. ``is_asked_about``: unless they
    sounded like danger.
    """

    asking = SiteOneToOne(Asking, on_delete=models.CASCADE, related_name="goal")
    words = SealedText()
    reason = models.CharField(max_length=20, choices=_choices(Why), blank=True, default="")
    is_asked_about = models.BooleanField(default=True)

    @property
    def told(self) -> str | Why:
        return Why(self.reason) if self.reason else self.words


class Response(Keyed):
    """The answers to one instrument at one asking, item by item, so that research can score them anew."""

    asking = SiteForeignKey(Asking, on_delete=models.CASCADE, related_name="responses")
    instrument = models.CharField(max_length=20)
    version = models.CharField(max_length=10)
    answers = SealedText()
    mode = models.CharField(max_length=10, choices=_choices(Mode))
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "asking", "instrument"], name="one_response")]

    @property
    def given(self) -> dict[str, int | Why]:
        """Item → value, or why there is none."""
        known = json.loads(self.answers) if self.answers else {}
        return {key: value if isinstance(value, int) else Why(value) for key, value in known.items()}

    @property
    def definition(self) -> Definition:
        return definition_of(self.instrument, self.version)

    def keep(self, item: str, answer: int | Why, now: datetime) -> None:
        """Keep one answer, the newest that was given. With the last of them the figures are there at once."""
        self.answers = json.dumps({**self.given, item: answer})
        self.save()
        if len(self.given) == len(self.definition.items):
            self.score(now)

    def score(self, now: datetime) -> None:
        """Make the figures anew, and open a task when somebody is very low. The task stays when answers change."""
        found = score(self.definition, self.given)
        self.finished_at, self.is_late = now, timezone.localdate(now) > self.asking.closes_on
        self.save()
        self.scores.all().delete()
        why = found.missing[0][1] if found.missing else ""
        parts = [("", found.total), *((part.key, part.total) for part in found.subscales)]
        for name, value in parts:
            known = {"value": str(value)} if value is not None else {"reason": why}
            Score.objects.create(key=self.key, response=self, subscale=name, **known)
        if very_low(self.definition, found):
            ContactTask.open_for(self.asking, now)


class Score(Keyed):
    """One figure: the total (``subscale`` empty) or a part. ``reason`` says why there is none."""

    response = SiteForeignKey(Response, on_delete=models.CASCADE, related_name="scores")
    subscale = models.CharField(max_length=20, blank=True, default="")
    value = SealedText()
    reason = models.CharField(max_length=20, choices=_choices(Why), blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "response", "subscale"], name="one_score")]

    @property
    def figure(self) -> float | None:
        return float(self.value) if self.value else None


class ContactTask(Keyed):
    """A human being is to make contact: by when, who did, and what was done. It holds no score."""

    class Done(models.TextChoices):
        NONE = ""
        CALLED = "called"
        MET = "met"
        DOCTOR = "doctor"
        NOT_REACHED = "not_reached"

    asking = SiteOneToOne(Asking, on_delete=models.CASCADE, related_name="contact_task")
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    done = models.CharField(max_length=20, choices=Done.choices, blank=True, default=Done.NONE)
    words = SealedText()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | ~models.Q(done=""), name="closed_with_what_was_done"
            )
        ]
        indexes = [models.Index(fields=["site", "closed_at", "due_on"], name="contact_task_open")]

    @classmethod
    def open_for(cls, asking: Asking, now: datetime) -> None:
        """By the next workday. One asking opens one task, however often it is answered."""
        today = timezone.localdate(now)
        holidays = danish_holidays(today.year) | danish_holidays(today.year + 1)
        due_on = add_workdays(today, 1, holidays)
        cls.objects.get_or_create(asking=asking, defaults={"key": asking.key, "opened_at": now, "due_on": due_on})

    def locked(self) -> "ContactTask":
        rows = ContactTask.objects.select_related("asking__journey__participant__key")
        return rows.select_for_update(of=("self",)).get(pk=self.pk)
