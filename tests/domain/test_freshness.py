"""When an offer is fresh, and when the one who answers for it is asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.freshness import Asked, Freshness, Step, freshness, next_step, patience

TODAY = date(2026, 3, 3)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))


def asked(age=None, times=0, ago=None, can_be_reached=True, today=TODAY) -> Asked:
    """An offer confirmed ``age`` days ago, whose owner was last asked ``ago`` days ago."""
    on = None if age is None else today - timedelta(days=age)
    return Asked(on, times, None if ago is None else today - timedelta(days=ago), can_be_reached)


@pytest.mark.parametrize(
    ("age", "mark"),
    [
        (None, Freshness.NEVER),
        (0, Freshness.FRESH),
        (120, Freshness.FRESH),
        (121, Freshness.DUE),
        (240, Freshness.DUE),
        (241, Freshness.STALE),
    ],
)
def test_an_offer_ages(age, mark):
    on = None if age is None else TODAY - timedelta(days=age)
    assert freshness(on, TODAY, 120) == mark


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 6, 15), 120),
        (date(2026, 6, 16), 60),
        (date(2026, 6, 30), 60),
        (date(2026, 7, 1), 120),
        (date(2026, 11, 15), 120),
        (date(2026, 11, 16), 60),
        (date(2026, 11, 30), 60),
        (date(2026, 12, 1), 120),
    ],
)
def test_before_the_holidays_owners_are_asked_sooner(today, days):
    assert patience(today, 120) == days


def test_a_site_that_asks_often_is_not_slowed_by_the_season():
    assert patience(date(2026, 6, 20), 30) == 30


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (asked(120), Step.REST),
        (asked(121), Step.ASK),
        (asked(), Step.ASK),
        (asked(121, 1, 9), Step.REST),
        (asked(121, 1, 10), Step.ASK),
        (asked(121, 2, 13), Step.REST),
        (asked(121, 2, 14), Step.ASK),
        (asked(121, 3, 0), Step.GIVE_UP),
        (asked(121, 3, 99), Step.GIVE_UP),
        (asked(121, can_be_reached=False), Step.GIVE_UP),
        (asked(20, can_be_reached=False), Step.REST),
        (asked(70, 1, 10), Step.ASK),
    ],
)
def test_an_owner_is_asked_three_times_and_no_more(standing, step):
    assert next_step(standing, TODAY, 120) == step


@given(DAYS, st.integers(1, 400), st.integers(1, 800))
def test_a_year_of_nights_asks_a_silent_owner_three_times_in_24_days(first, every, age):
    state, on, questions = asked(age, today=first), first, []
    while on <= first + timedelta(days=800):
        step = next_step(state, on, every)
        if step == Step.ASK:
            questions.append(on)
            state = Asked(state.confirmed_on, state.times + 1, on, True)
        on += timedelta(days=1)
    assert [(day - questions[0]).days for day in questions] == [0, 10, 24]
