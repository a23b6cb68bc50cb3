"""Several people, or one impatient finger, at the same moment: really committed, in threads, through the pages."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from tests import make
from tests.features import world
from traedesten.domain.journey import MoveNotAllowed
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Contact, Journey
from traedesten.matching import actions as matching
from traedesten.matching.models import GuideRequest
from traedesten.messages.models import Message
from traedesten.people import actions as people
from traedesten.people.models import Volunteer
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site
from traedesten.ui.open_forms import stamp

NOW = make.NOW


@pytest.fixture
def site(committed):
    with transaction.atomic():
        return make.a_site("holstebro", referrals_per_hour=200)


def at_once(*attempts) -> list:
    """What each attempt gave, or the exception it raised; all of them begin together."""
    gate = threading.Barrier(len(attempts))

    def run(attempt):
        try:
            gate.wait(timeout=20)
            return attempt()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def in_one(site, function, **arguments):
    """An action in a transaction of its own, as a request has it."""

    def run():
        with at_site(site), transaction.atomic():
            return function(**arguments)

    return run


def counted(site, model, **which) -> int:
    with transaction.atomic(), at_site(site):
        return model.objects.filter(**which).count()


def test_twenty_presses_of_the_button_are_one_referral(site):
    card = {
        "source": "health",
        "whom_to_call": "participant",
        "first_name": "Frida",
        "phone": "40 12 18 60",
        "has_said_yes": "on",
        "referrer_contact": "mona@example.org",
        "submission_key": str(uuid4()),
        "opened": stamp(timezone.now() - timedelta(seconds=30)),
    }
    answers = at_once(*[lambda: Client().post("/holstebro/henvis/", card).status_code] * 20)
    assert Counter(answers) == {302: 20}
    assert counted(site, Referral) == 1
    assert counted(site, Message, name="referral_receipt") == 1


def test_of_twenty_who_use_an_invitation_one_wins(site):
    with transaction.atomic(), at_site(site):
        by = make.a_coordinator(site)
        people.invite_volunteer(by=by, email="ny@holstebro.example", first_name="Ny", now=timezone.now())
        token = world.token_in("invitation")

    def use() -> str:
        client = Client()
        client.get(f"/holstebro/velkommen/{token}/")
        first = client.get("/holstebro/velkommen/")
        answer = client.post("/holstebro/velkommen/", fields_of(first, make.PASSWORD))
        won = answer.status_code == 302 and answer["Location"] == "/s/holstebro/mig/"
        return "won" if won else "lost" if answer.status_code in {302, 410} else f"{answer.status_code}"

    assert Counter(at_once(*[use] * 20)) in ({"won": 1, "lost": 19},)
    with transaction.atomic(), at_site(site):
        assert User.objects.filter(email="ny@holstebro.example").count() == 1
        assert Volunteer.objects.filter(user__email="ny@holstebro.example").count() == 1


def fields_of(answer, password: str) -> dict:
    """Every field of the form on the page is about the password."""
    form = answer.context["form"] if answer.context else None
    return dict.fromkeys(form.fields, password) if form else {}


@pytest.fixture
def waiting(site):
    """A journey that waits, two guides and two coordinators."""
    with transaction.atomic(), at_site(site):
        journey = make.a_journey(site, stage="waiting")
        return (
            journey,
            [make.a_guide(site, name) for name in ("Birthe Kjær", "Knud Vad")],
            [make.a_coordinator(site, name) for name in ("Hanne Vad", "Per Bo")],
        )


def test_two_coordinators_who_ask_two_guides_leave_one_open_question(site, waiting):
    journey, guides, coordinators = waiting
    answers = at_once(
        *(
            in_one(site, matching.ask_guide, by=by, journey=journey, volunteer=guide, now=NOW)
            for by, guide in zip(coordinators, guides, strict=True)
        )
    )
    assert [type(answer) for answer in answers] == [GuideRequest, GuideRequest]
    assert counted(site, GuideRequest, state=GuideRequest.State.ASKED) == 1
    assert counted(site, GuideRequest, state=GuideRequest.State.WITHDRAWN) == 1


@pytest.mark.parametrize("other", ["withdraw_request", "decline_request"])
def test_a_yes_while_the_question_goes_away_is_one_of_the_two(site, waiting, other):
    journey, (guide, _other), (coordinator, _second) = waiting
    with transaction.atomic(), at_site(site):
        request = matching.ask_guide(by=coordinator, journey=journey, volunteer=guide, now=NOW)
    by = coordinator if other == "withdraw_request" else make.as_guide(guide)
    accepted, taken_back = at_once(
        in_one(site, matching.accept_request, by=make.as_guide(guide), request=request, now=NOW),
        in_one(site, getattr(matching, other), by=by, request=request, now=NOW),
    )
    assert sorted(type(answer) is MoveNotAllowed for answer in (accepted, taken_back)) == [False, True]
    with transaction.atomic(), at_site(site):
        journey, request = Journey.objects.get(pk=journey.pk), GuideRequest.objects.get(pk=request.pk)
    won = not isinstance(accepted, MoveNotAllowed)
    assert (journey.stage, request.state == GuideRequest.State.ACCEPTED) == ("meeting" if won else "waiting", won)


def test_two_guides_who_are_given_the_same_journey_are_one(site, waiting):
    journey, guides, coordinators = waiting
    given = at_once(
        *(
            in_one(site, journeys.assign_guide, by=by, journey=journey, guide=guide, now=NOW)
            for by, guide in zip(coordinators, guides, strict=True)
        )
    )
    assert sorted(type(answer).__name__ for answer in given) == ["Journey", "MoveNotAllowed"]


def test_a_phone_that_sends_a_contact_ten_times_has_written_one(site, waiting):
    journey, (guide, _other), (coordinator, _second) = waiting
    with transaction.atomic(), at_site(site):
        journey = journeys.assign_guide(by=coordinator, journey=journey, guide=guide, now=NOW)
    contact = {"kind": Contact.Kind.MET, "held_at": NOW, "client_key": uuid4()}
    by = make.as_guide(guide)
    written = at_once(*[in_one(site, journeys.log_contact, by=by, journey=journey, now=NOW, **contact)] * 10)
    assert {type(answer) for answer in written} == {Contact}
    assert counted(site, Contact) == 1


def test_two_who_accept_the_same_card_open_one_journey(site):
    with transaction.atomic(), at_site(site):
        referral, coordinators = make.a_referral(site), [make.a_coordinator(site) for _nth in range(2)]
    opened = at_once(*(in_one(site, journeys.open_journey, by=by, referral=referral, now=NOW) for by in coordinators))
    assert sorted(type(answer).__name__ for answer in opened) == ["Journey", "MoveNotAllowed"]


def test_the_threads_really_run_at_once(site):
    """A control: without a lock the same race loses rows."""
    with transaction.atomic(), at_site(site):
        pk = make.a_journey(site, stage="waiting").pk

    def careless():
        with at_site(site), transaction.atomic():
            journey = Journey.objects.get(pk=pk)
            both_have_read.wait(timeout=20)
            Journey.objects.filter(pk=pk).update(version=journey.version + 1)
            return journey.version

    both_have_read = threading.Barrier(2)
    assert len(set(at_once(careless, careless))) == 1
