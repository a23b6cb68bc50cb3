"""When people are asked, reminded, and left in peace."""

from datetime import timedelta

import pytest

from tests import make
from tests.features.world_outcomes import answer_all, respondent, say_yes
from traedesten.audit.models import Event
from traedesten.consent import actions as consent
from traedesten.domain.access import system
from traedesten.domain.asking import DEFAULT_PLANS, Course, Hindrance, Mode, Plan, State, Wave
from traedesten.domain.consent import ConsentMissing, Purpose
from traedesten.domain.journey import Outcome, Stale
from traedesten.journeys import actions as journeys
from traedesten.messages.models import Message
from traedesten.outcomes import actions, queries, tasks
from traedesten.outcomes.models import Asking, AskingOver
from traedesten.outcomes.questions import questions_of
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import at_site

NOW = make.NOW


@pytest.fixture
def by(site):
    return make.a_coordinator(site)


@pytest.fixture(autouse=True)
def here(site, by):
    with at_site(site):
        plans = {"course": Course.JOURNEYS, "is_on": True, "plans": DEFAULT_PLANS}
        actions.write_battery(by=by, now=NOW, **plans)
        yield


def a_journey(site, by, *, yes: bool = True, **about):
    """A journey on which somebody has spoken with the person today."""
    journey = make.a_journey(site, **about)
    if yes:
        say_yes(by, journey, NOW)
    journeys.log_contact(by=by, journey=journey, kind="phone", held_at=NOW, client_key=Asking().pk, note="", now=NOW)
    return journey.locked()


def days(number: float):
    return NOW + timedelta(days=number)


def first_of(journey) -> Asking:
    return Asking.objects.get(journey=journey, wave=Wave.T0)


def letters(name: str) -> int:
    return Message.objects.filter(name=name).count()


def test_a_conversation_plans_four_waves_and_asks_the_first(site, by):
    journey = a_journey(site, by)
    tasks.ask(NOW)
    rows = list(queries.askings_of(journey))
    assert [(row.wave, row.state) for row in rows] == [
        ("t0", "asked"), ("t1", "planned"), ("t2", "planned"), ("t3", "planned"),
    ]  # fmt: skip
    assert [(row.due_on - NOW.date()).days for row in rows] == [0, 84, 182, 364]
    assert {row.subject for row in rows} != {journey.pk} and len({row.subject for row in rows}) == 1
    assert rows[3].instruments == ["t-ils:da-2"]
    assert letters("questions") == 1


def test_the_clock_may_run_as_often_as_it_likes(site, by):
    journey = a_journey(site, by)
    for _run in range(3):
        tasks.ask(NOW)
    assert queries.askings_of(journey).count() == 4 and letters("questions") == 1


def test_without_a_conversation_nobody_is_asked(site):
    journey = make.a_journey(site, stage="waiting")
    tasks.ask(NOW)
    assert not queries.askings_of(journey).exists()


def test_a_site_without_a_battery_that_is_on_asks_nobody(site, by):
    off = {"course": Course.JOURNEYS, "is_on": False, "plans": DEFAULT_PLANS, "expected_version": 1}
    actions.write_battery(by=by, now=NOW, **off)
    journey = a_journey(site, by)
    tasks.ask(NOW)
    assert not queries.askings_of(journey).exists() and letters("questions") == 0


def test_waves_that_are_over_are_not_planned(site, by):
    journey = a_journey(site, by)
    tasks.ask(days(120))
    assert [row.wave for row in queries.askings_of(journey)] == ["t2", "t3"]


def test_without_a_yes_nobody_is_asked_and_it_shows(site, by):
    journey = a_journey(site, by, yes=False)
    tasks.ask(NOW)
    assert (first_of(journey).state, first_of(journey).hindrance) == (State.PLANNED, Hindrance.NO_CONSENT)
    row = queries.coverage(NOW.date())[0]
    assert (row.asked, row.not_asked, row.why) == (0, 1, {"no_consent": 1})
    assert letters("questions") == 0
    say_yes(by, journey, days(1))
    tasks.ask(days(1.1))
    assert (first_of(journey).state, first_of(journey).hindrance) == (State.ASKED, "")


def test_who_never_says_yes_is_stopped_and_not_missed(site, by):
    journey = a_journey(site, by, yes=False)
    for day in (0, 15):
        tasks.ask(days(day))
    assert (first_of(journey).state, first_of(journey).hindrance) == (State.STOPPED, Hindrance.NO_CONSENT)


def test_there_are_two_reminders_and_no_more(site, by):
    a_journey(site, by)
    for day in range(15):
        tasks.ask(days(day))
    assert (letters("questions"), letters("questions_reminder")) == (1, 2)


def test_who_does_not_answer_in_time_is_missed_and_may_answer_late(site, by):
    journey = a_journey(site, by)
    for day in (0, 15):
        tasks.ask(days(day))
    asking = first_of(journey)
    assert asking.state == State.MISSED
    answered = answer_all(asking, days(20))
    assert (answered.state, answered.is_late) == (State.ANSWERED, True)
    assert all(response.is_late for response in answered.responses.all())


def test_what_was_begun_is_scored_when_the_window_closes(site, by):
    journey = a_journey(site, by)
    tasks.ask(NOW)
    asking = first_of(journey)
    for question in questions_of(asking.instruments)[:3]:
        given = {"question": question, "answer": 3, "mode": Mode.OWN_LINK}
        actions.answer_question(by=respondent(asking), asking=asking, now=NOW, **given)
    tasks.ask(days(15))
    assert first_of(journey).state == State.ANSWERED
    frame = queries.change_frame(by=system(site.pk))
    assert [(row.instrument, row.value, row.late) for row in frame] == [("t-ils", 9.0, False)]


@pytest.mark.parametrize("stop", ["pause", "no_more_contact"])
def test_nobody_is_reminded_on_a_pause_or_when_they_want_no_contact(site, by, stop):
    journey = a_journey(site, by)
    tasks.ask(NOW)
    if stop == "pause":
        journeys.pause(by=by, journey=journey, now=days(1))
    else:
        yes = consent.give_consent(
            by=by, person_id=journey.participant_id, owners=(), purpose=Purpose.CONTACT, channel="phone", now=NOW
        )
        consent.withdraw_consent(by=by, consent=yes, owners=(), now=days(1))
    for day in (3, 8):
        tasks.ask(days(day))
    assert letters("questions_reminder") == 0


def test_a_pause_delays_the_asking_within_its_window(site, by):
    journey = a_journey(site, by)
    journeys.pause(by=by, journey=journey, now=NOW)
    tasks.ask(NOW)
    assert (first_of(journey).state, first_of(journey).hindrance) == (State.PLANNED, Hindrance.PAUSED)
    journeys.resume(by=by, journey=journey.locked(), now=days(2))
    tasks.ask(days(3))
    assert first_of(journey).state == State.ASKED


def test_taking_the_yes_back_stops_and_closes_the_links(site, by):
    journey = make.a_journey(site)
    yes = say_yes(by, journey, NOW)
    journeys.log_contact(by=by, journey=journey, kind="met", held_at=NOW, client_key=Asking().pk, note="", now=NOW)
    tasks.ask(NOW)
    asking = first_of(journey)
    consent.withdraw_consent(by=by, consent=yes, owners=(), now=days(1))
    with pytest.raises(ConsentMissing):
        answer_all(asking, days(1.1))
    tasks.ask(days(2))
    assert (first_of(journey).state, first_of(journey).hindrance) == (State.STOPPED, Hindrance.NO_CONSENT)
    assert not Link.objects.filter(subject_id=asking.pk, revoked_at=None).exists()
    for day in (3, 8):
        tasks.ask(days(day))
    assert letters("questions_reminder") == 0


def test_death_stops_everything(site, by):
    journey = a_journey(site, by)
    tasks.ask(NOW)
    journeys.end_journey(by=by, journey=journey, outcome=Outcome.DIED, now=days(1))
    tasks.ask(days(2))
    rows = queries.askings_of(journey)
    assert {(row.state, row.hindrance) for row in rows} == {(State.STOPPED, Hindrance.DIED)}


def test_who_stopped_is_asked_as_well(site, by):
    journey = a_journey(site, by)
    tasks.ask(NOW)
    journeys.end_journey(by=by, journey=journey, outcome=Outcome.STOPPED, now=days(10))
    tasks.ask(days(84))
    assert Asking.objects.get(journey=journey, wave="t1").state == State.ASKED
    answer_all(Asking.objects.get(journey=journey, wave="t1"), days(85))
    assert {row.stopped for row in queries.change_frame(by=system(site.pk))} == {True}


def test_a_no_is_not_the_same_as_not_asked_and_nothing_is_kept(site, by):
    journey = a_journey(site, by)
    tasks.ask(NOW)
    asking = first_of(journey)
    given = {"question": questions_of(asking.instruments)[0], "answer": 2, "mode": Mode.OWN_LINK}
    actions.answer_question(by=respondent(asking), asking=asking, now=NOW, **given)
    for _twice in range(2):
        actions.decline_questions(by=respondent(asking), asking=asking, now=NOW)
    assert first_of(journey).state == State.DECLINED and not asking.responses.exists()
    row = queries.coverage(NOW.date())[0]
    assert (row.asked, row.declined, row.not_asked) == (1, 1, 0)
    with pytest.raises(AskingOver):
        actions.answer_question(by=respondent(asking), asking=asking, now=NOW, **given)
    for day in (3, 8):
        tasks.ask(days(day))
    assert letters("questions_reminder") == 0


def test_a_battery_that_somebody_else_changed_is_stale(site, by):
    plans = [Plan(Wave.T0, 0, 0, 14, ("who-5:da-1",))]
    changed = {"course": Course.JOURNEYS, "is_on": True, "plans": plans}
    actions.write_battery(by=by, now=NOW, expected_version=1, **changed)
    with pytest.raises(Stale):
        actions.write_battery(by=by, now=NOW, expected_version=1, **changed)
    assert [row.wave for row in queries.battery_of(Course.JOURNEYS).planned_waves] == ["t0"]


def test_no_event_holds_an_answer_or_a_figure(site, by):
    journey = a_journey(site, by)
    tasks.ask(NOW)
    answer_all(first_of(journey), NOW, low=True)
    events = Event.objects.filter(verb__startswith="asking.", person_id=journey.participant_id)
    assert {event.verb for event in events} >= {"asking.asked", "asking.item_answered", "asking.finished"}
    allowed = {"mode", "number", "who-5", "t-ils"}
    assert all(set(event.ids) <= allowed for event in events)
