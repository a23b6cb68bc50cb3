"""A yes holds from when it is given until it is taken back, for its own purpose alone."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.consent import (
    FEEDBACK_STEPS,
    TEXT_VERSION,
    ConsentMissing,
    Given,
    Purpose,
    feedback_step,
    holds,
)

START = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
MOMENTS = st.integers(0, 20).map(lambda days: START + timedelta(days=days))
PURPOSES = st.sampled_from(Purpose)


@st.composite
def yeses(draw) -> Given:
    given_at = draw(MOMENTS)
    withdrawn_at = draw(st.none() | st.integers(0, 20).map(lambda days: given_at + timedelta(days=days)))
    return Given(draw(PURPOSES), given_at, withdrawn_at)


YESES = st.lists(yeses(), max_size=5).map(tuple)


def a_yes(withdrawn_at=None) -> tuple[Given, ...]:
    return (Given(Purpose.CONTACT, START, withdrawn_at),)


def test_a_yes_holds_from_the_moment_it_is_given():
    assert holds(a_yes(), Purpose.CONTACT, START)
    assert not holds(a_yes(), Purpose.CONTACT, START - timedelta(seconds=1))


def test_a_yes_ends_at_the_moment_it_is_taken_back():
    end = START + timedelta(days=3)
    assert holds(a_yes(end), Purpose.CONTACT, end - timedelta(seconds=1))
    assert not holds(a_yes(end), Purpose.CONTACT, end)


def test_a_yes_is_for_one_purpose():
    assert [purpose for purpose in Purpose if holds(a_yes(), purpose, START)] == [Purpose.CONTACT]


def test_a_new_yes_counts_after_an_old_one_was_taken_back():
    later = START + timedelta(days=5)
    both = (*a_yes(START + timedelta(days=1)), Given(Purpose.CONTACT, later))
    assert not holds(both, Purpose.CONTACT, START + timedelta(days=2))
    assert holds(both, Purpose.CONTACT, later)


@given(PURPOSES, MOMENTS)
def test_silence_is_no_yes(purpose, at):
    assert not holds((), purpose, at)


@given(YESES, PURPOSES, MOMENTS)
def test_it_holds_when_one_of_them_does(consents, purpose, at):
    assert holds(consents, purpose, at) == any(holds((one,), purpose, at) for one in consents)


@given(YESES, PURPOSES, MOMENTS)
def test_when_all_are_taken_back_nothing_holds(consents, purpose, at):
    gone = tuple(Given(one.purpose, one.given_at, one.given_at) for one in consents)
    assert not holds(gone, purpose, at)


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_without_consent_a_referrer_learns_only_that_it_was_received(opened, contacted, attending, ended):
    told = feedback_step(opened=opened, contacted=contacted, attending=attending, ended=ended, may_tell=False)
    assert told == "received"


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_referrer_learns_a_step_and_nothing_else(opened, contacted, attending, ended, may_tell):
    told = feedback_step(opened=opened, contacted=contacted, attending=attending, ended=ended, may_tell=may_tell)
    assert told in FEEDBACK_STEPS


def test_the_steps_come_in_their_order():
    steps = [
        feedback_step(opened=True, contacted=False, attending=False, ended=False, may_tell=True),
        feedback_step(opened=True, contacted=True, attending=False, ended=False, may_tell=True),
        feedback_step(opened=True, contacted=True, attending=True, ended=False, may_tell=True),
        feedback_step(opened=True, contacted=True, attending=True, ended=True, may_tell=True),
    ]
    assert tuple(steps) == FEEDBACK_STEPS


def test_every_purpose_has_words_with_a_version():
    assert set(TEXT_VERSION) == set(Purpose)


def test_what_is_missing_is_named_without_saying_whose():
    problem = ConsentMissing(Purpose.HANDOVER)
    assert (str(problem), problem.purpose) == ("no consent for handover", Purpose.HANDOVER)
