"""Somebody who is asked what they most hope for, and the pages where they answer."""

import re
from datetime import datetime
from uuid import uuid4

from django.test import Client

from tests import make
from tests.features.world_outcomes import say_yes
from traedesten.domain.asking import DEFAULT_PLANS, Course, with_goal
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Journey
from traedesten.messages.models import Message
from traedesten.outcomes import actions, tasks
from traedesten.outcomes.models import Asking, Goal
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

PAGE = "/holstebro/hvordan-har-du-det/"
ATTAINED = "goal.goal_1"
LAST = 9
"""The number of the question: it comes after the eight others."""


def somebody_asked(site, by, guide, now: datetime) -> Journey:
    """Spoken with for the first time, and sent the questions."""
    journey = make.a_journey(site, guide=guide, now=now)
    with at_site(site):
        plans = with_goal(DEFAULT_PLANS)
        actions.write_battery(by=by, course=Course.JOURNEYS, is_on=True, plans=plans, now=now)
        say_yes(by, journey, now)
        met = {"kind": "met", "held_at": now, "client_key": uuid4(), "note": ""}
        journeys.log_contact(by=by, journey=journey, now=now, **met)
        tasks.ask(now)
    return journey


def signed_in(user_id: int) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id), backend=make.BACKEND)
    return client


def wave(journey, name: str) -> Asking:
    return Asking.objects.get(journey=journey, wave=name)


def phone_of(asking, name: str = "questions") -> Client:
    """Their own phone, with the link of the newest letter opened."""
    with at_site(asking.site_id):
        text = Message.objects.filter(name=name).latest("made_at").text
    client = Client()
    assert client.get(re.search(r"https?://[^/]+(\S+)", text)[1]).status_code == 302
    return client


def answer(client, number: int, value="", **more):
    return client.post(f"{PAGE}nr/{number}/", {"answer": value, **more})


def eight(client) -> None:
    for number in range(1, LAST):
        answer(client, number, "1" if number < 4 else "4")


def goal(asking) -> Goal | None:
    with at_site(asking.site_id):
        return Goal.objects.filter(asking__subject=asking.subject).first()


def fresh(row):
    with at_site(row.site_id):
        return type(row).objects.get(pk=row.pk)


def first_form(reply) -> str:
    return reply.text[: reply.text.index("<template")]
