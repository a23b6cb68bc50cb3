"""Askings of people in groups, who are known here by a pseudonym alone: whoever knows them keeps it."""

from copy import copy
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.asking import State
from traedesten.outcomes import queries
from traedesten.outcomes.models import Asking, Battery
from traedesten.tenancy.models import Link

LINK_HOURS = 12
"""Long enough for one evening; their own page gives another."""


@transaction.atomic
def plan_nameless(*, by: Actor, subject: UUID, begun_on: date, now: datetime) -> int:
    """Lay down the waves of somebody in a group, by a pseudonym that whoever knows them keeps. How many."""
    require(by, Deed.ASK_QUESTIONS, site_id=by.site_id)
    made = Battery.lay_nameless_waves(subject, begun_on, timezone.localdate(now))
    for asking in made:
        record(by=by, verb="asking.planned", subject=asking, at=now)
    return len(made)


@transaction.atomic
def call_to_answer(*, by: Actor, asking: Asking, now: datetime) -> str:
    """Which letter somebody in a group is to have about this wave today: ``questions``, a reminder, or "".

    Whoever knows them sends it, to a page of their own; here nothing is known of them.
    """
    require(by, Deed.ASK_QUESTIONS, site_id=asking.site_id)
    asking, today, letter = asking.locked(), timezone.localdate(now), ""
    if asking.state == State.PLANNED and asking.due_on <= today <= asking.closes_on:
        asking.state, asking.asked_at, letter = State.ASKED, now, "questions"
    elif queries.is_reminder_due(asking, today):
        asking.reminders, asking.reminded_at, letter = asking.reminders + 1, now, "questions_reminder"
    asking.save()
    record(by=by, verb="asking.called_to" if letter else "asking.unchanged", subject=asking, at=now)
    return letter


@transaction.atomic
def open_for_answer(*, by: Actor, asking: Asking, now: datetime) -> str:
    """The token of a link with which a member of a group answers this wave now, in their own browser."""
    require(by, Deed.ASK_QUESTIONS, site_id=asking.site_id)
    asking = asking.locked()
    expires_at = now + timedelta(hours=LINK_HOURS)
    token = Link.issue(purpose=Link.Purpose.QUESTIONS, subject_id=asking.pk, now=now, expires_at=expires_at)
    record(by=by, verb="asking.opened", subject=asking, at=now)
    return token


@transaction.atomic
def forget_nameless(*, by: Actor, subject: UUID, now: datetime) -> int:
    """Somebody in a group takes their yes back: every answer goes. How many waves there were."""
    require(by, Deed.ASK_QUESTIONS, site_id=by.site_id)
    rows = list(Asking.objects.filter(subject=subject, journey=None).select_related("key"))
    for asking in rows:
        was = copy(asking)
        asking.close_links(now)
        asking.delete()
        was.key.delete()
        record(by=by, verb="asking.forgotten", subject=was, at=now)
    return len(rows)
