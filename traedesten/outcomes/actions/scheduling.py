"""The clock of askings: planned, asked, reminded, closed, stopped."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.asking import LINK_LIFE_DAYS, Hindrance, State
from traedesten.journeys.models import Journey
from traedesten.messages.models import Message
from traedesten.outcomes import queries
from traedesten.outcomes.models import Asking, Battery
from traedesten.tenancy.models import Link


@transaction.atomic
def plan_askings(*, by: Actor, journey: Journey, now: datetime) -> list[Asking]:
    """Lay down the waves of a journey that are still to come. Doing it twice changes nothing."""
    require(by, Deed.ASK_QUESTIONS, site_id=journey.site_id)
    made = Battery.lay_waves(journey.locked(), now)
    person = journey.participant_id
    record(by=by, verb="askings.planned", subject=journey, at=now, person=person, number=len(made))
    return made


@transaction.atomic
def ask_questions(*, by: Actor, asking: Asking, now: datetime) -> Asking:
    """Send the questions to the person, or write down why nobody asked. The battery stands fast from here."""
    require(by, Deed.ASK_QUESTIONS, site_id=asking.site_id)
    asking = asking.locked()
    verb = "asking.unchanged"
    if asking.state == State.PLANNED:
        asking.hindrance = queries.hindrance_of(asking, now) or _sent(asking, "questions", now)
        if not asking.hindrance:
            asking.state, asking.asked_at = State.ASKED, now
        verb = "asking.hindered" if asking.hindrance else "asking.asked"
        asking.save()
    record(by=by, verb=verb, subject=asking, at=now, person=asking.person_id)
    return asking


@transaction.atomic
def remind_questions(*, by: Actor, asking: Asking, now: datetime) -> Asking:
    """Remind once more, where that is due and nothing speaks against it. Never more than twice."""
    require(by, Deed.ASK_QUESTIONS, site_id=asking.site_id)
    asking = asking.locked()
    today = timezone.localdate(now)
    is_sent = (
        queries.is_reminder_due(asking, today)
        and not queries.hindrance_of(asking, now)
        and not _sent(asking, "questions_reminder", now)
    )
    if is_sent:
        asking.reminders, asking.reminded_at = asking.reminders + 1, now
        asking.save()
    verb = "asking.reminded" if is_sent else "asking.unchanged"
    record(by=by, verb=verb, subject=asking, at=now, person=asking.person_id)
    return asking


@transaction.atomic
def stop_asking(*, by: Actor, asking: Asking, now: datetime) -> Asking:
    """The yes was taken back, or the person has died: nothing more is asked, and no link opens."""
    require(by, Deed.ASK_QUESTIONS, site_id=asking.site_id)
    asking = asking.locked()
    why = queries.hindrance_of(asking, now)
    if asking.state in (State.PLANNED, State.ASKED) and why in queries.NOBODY_MAY:
        asking.stop(why, now)
    record(by=by, verb="asking.stopped", subject=asking, at=now, person=asking.person_id)
    return asking


@transaction.atomic
def close_asking(*, by: Actor, asking: Asking, now: datetime) -> Asking:
    """The window is over: what was begun is scored as it is; nothing is missed, and never asked is stopped."""
    require(by, Deed.ASK_QUESTIONS, site_id=asking.site_id)
    asking = asking.locked()
    if timezone.localdate(now) > asking.closes_on:
        if asking.state == State.PLANNED:
            asking.stop(asking.hindrance or Hindrance.NO_ADDRESS, now)
        elif asking.state == State.ASKED and queries.is_begun(asking):
            asking.finish(now)
        elif asking.state == State.ASKED:
            asking.state, asking.ended_at = State.MISSED, now
            asking.save()
    record(by=by, verb=f"asking.{asking.state}", subject=asking, at=now, person=asking.person_id)
    return asking


def _sent(asking: Asking, name: str, now: datetime) -> str:
    """Write to the person with a link of their own. Why that could not be, or ""."""
    person = asking.journey.participant if asking.journey_id else None
    if person is None or not (person.phone or person.email):
        return Hindrance.NO_ADDRESS
    token = Link.issue(
        purpose=Link.Purpose.QUESTIONS,
        subject_id=asking.pk,
        person_id=person.pk,
        now=now,
        expires_at=now + timedelta(days=LINK_LIFE_DAYS),
    )
    Message.post(
        name,
        person.recipient,
        now=now,
        path=queries.questions_path(token),
        idempotency_key=f"{name}:{asking.pk}:{asking.reminders}",
        is_automatic=True,
    )
    return ""
