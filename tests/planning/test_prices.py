"""Places held back for those who have not come yet."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.seasons import by_prices, by_week, hindsight, live_through
from bench.waiting_lists import season
from traedesten.planning.assignment import Pairs
from traedesten.planning.guides import Reason
from traedesten.planning.prices import Past, learn, plan_week

ONE_PLACE = Pairs(1, [1], [0], [0], [100])
GREATER_NEED = Past(Pairs(1, [1], [0], [0], [500]), a_week=3)


def test_a_place_is_held_back_when_somebody_with_a_greater_need_is_likely_to_come():
    prices = learn(GREATER_NEED, ONE_PLACE, weeks_left=10)
    week = plan_week(ONE_PLACE, prices, np.array([0]), longest=6)
    assert (week.waiting, week.full, week.overdue, week.held_back) == ((0,), (), (), 1)
    assert week.reasons == {0: Reason("places_held_back", {"guides": 1})}


def test_who_has_waited_to_the_maximum_is_placed_whatever_it_costs():
    prices = learn(GREATER_NEED, ONE_PLACE, weeks_left=10)
    week = plan_week(ONE_PLACE, prices, np.array([6]), longest=6)
    assert (week.assignment.chosen.tolist(), week.held_back, week.overdue) == ([0], 0, ())


def test_without_anybody_in_the_past_or_time_left_nothing_is_held_back():
    nobody = Past(Pairs(0, [1], [], [], []), a_week=3)
    for prices in (learn(nobody, ONE_PLACE, 10), learn(GREATER_NEED, ONE_PLACE, 0)):
        assert plan_week(ONE_PLACE, prices, np.array([0]), longest=6).assignment.chosen.tolist() == [0]


def test_who_no_place_is_free_for_is_told_so():
    full = replace(ONE_PLACE, capacity=np.array([0]))
    week = plan_week(full, np.zeros(1), np.array([9]), longest=6)
    assert (week.full, week.overdue, week.reasons) == ((0,), (0,), {0: Reason("capacity", {"guides": 0})})


def test_the_same_past_gives_the_same_prices():
    year = season(people=60, guides=12, places=50)
    past = Past(season(people=60, guides=12, places=50, seed=2).pairs, 60 / 26)
    assert learn(past, year.pairs, 10).tolist() == learn(past, year.pairs, 10).tolist()


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 99), st.integers(1, 6))
def test_nobody_waits_past_the_maximum_while_a_place_they_could_have_is_free(seed, longest):
    year = season(people=60, guides=12, places=50, weeks=8, seed=seed)
    past = Past(season(people=60, guides=12, places=50, weeks=8, seed=seed + 100).pairs, 60 / 8)
    lived = live_through(year, by_prices(past, samples=2), longest=longest)
    assert lived.past_maximum_beside_a_free_place == 0
    assert lived.value <= hindsight(year)
    assert lived.longest_wait <= longest


def test_a_season_with_prices_is_worth_more_than_the_best_of_every_week():
    year, before = season(seed=1), season(seed=101)
    priced = live_through(year, by_prices(Past(before.pairs, 600 / 26), samples=2), longest=6)
    assert priced.value > live_through(year, by_week, longest=6).value


@pytest.mark.parametrize("lengths", [(0, 1), (1, 0)])
def test_weeks_and_prices_of_the_wrong_length_are_refused(lengths):
    with pytest.raises(ValueError, match="one entry per person"):
        plan_week(ONE_PLACE, np.zeros(lengths[0]), np.zeros(lengths[1]), longest=6)


def test_a_past_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="fewer than 0 people"):
        Past(ONE_PLACE, a_week=-1)
    with pytest.raises(ValueError, match="in the order of the people"):
        Past(Pairs(2, [1], [1, 0], [0, 0], [1, 1]), a_week=1)
