"""The planners for plain lists."""

import doctest
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from traedesten.planning import solve
from traedesten.planning.assignment import LocksContradict
from traedesten.planning.solve import NOTHING, assign, cover, roster


def test_the_examples_hold():
    assert doctest.testmod(solve).failed == 0


@settings(max_examples=30)
@given(st.integers(1, 12), st.integers(0, 10**6))
def test_a_cost_matrix_has_the_value_that_scipy_finds(size, seed):
    costs = np.random.default_rng(seed).integers(1, 100, (size, size))
    rows, columns = linear_sum_assignment(costs)
    answer = assign(costs.tolist(), minimise=True)
    assert answer.value == answer.bound == costs[rows, columns].sum()
    assert sorted(answer.chosen.values()) == list(range(size))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_generalised_assignment_with_forbidden_pairs_equals_brute_force(seed, minimise):
    rng = np.random.default_rng(seed)
    values, sizes = rng.integers(1, 20, (4, 2)).tolist(), rng.integers(1, 6, (4, 2)).tolist()
    capacity, forbidden = rng.integers(3, 12, 2).tolist(), [(0, 1), (3, 0)]
    ways = [
        way
        for way in np.ndindex(2, 2, 2, 2)
        if not set(enumerate(way)) & set(forbidden)
        and all(sum(sizes[i][j] for i, j in enumerate(way) if j == k) <= capacity[k] for k in range(2))
    ]
    totals = [sum(values[i][j] for i, j in enumerate(way)) for way in ways]
    answer = assign(values, capacity, sizes=sizes, forbidden=forbidden, minimise=minimise, everyone=True)
    assert answer.value == ((min if minimise else max)(totals) if totals else None)
    assert answer.proven == bool(totals)


def test_locks_are_kept_and_forbidden_pairs_are_not_chosen():
    values = [[9, 1], [8, 7]]
    assert assign(values).chosen == {0: 0, 1: 1}
    assert assign(values, locks={0: 1}).chosen == {0: 1, 1: 0}
    assert assign(values, forbidden=[(0, 0)]).chosen == {0: 1, 1: 0}
    with pytest.raises(LocksContradict, match="forbidden or does not exist"):
        assign(values, forbidden=[(0, 0)], locks={0: 0})
    with pytest.raises(LocksContradict, match="no way to keep the rules"):
        assign(values, [1, 1], sizes=[5, 1], locks={0: 1})


def test_everyone_or_nothing_when_costs_are_minimised():
    assert assign([[1, None], [2, float("nan")]], minimise=True) == assign([[3], [4]], everyone=True)
    assert assign([[1], [2]], minimise=True).value is None


def test_worths_that_are_not_whole_are_counted_in_millionths():
    answer = assign([[0.25, 0.5], [0.75, 0.125]])
    assert answer.value == 1.25
    assert answer.value <= answer.bound <= answer.value + 1e-5


@pytest.mark.parametrize("empty", [[], [[]], {}])
def test_nobody_or_no_guides_is_an_empty_answer(empty):
    assert (assign(empty).value, assign(empty).chosen) == (0, {})


def test_what_cannot_be_is_refused_in_words():
    with pytest.raises(ValueError, match="fewer than 0 places"):
        assign([[1]], [-1])
    with pytest.raises(ValueError, match="fewer than 0 places"):
        assign([[1]], [-1], sizes=[1])
    with pytest.raises(ValueError, match="no capacity"):
        assign({("ane", "bo"): 1}, {"kim": 1})
    with pytest.raises(ValueError, match="for every guide"):
        assign([[1, 2], [3]])
    with pytest.raises(ValueError, match="does not exist"):
        cover([{0}], 1, limits=[([7], 1)])
    with pytest.raises(ValueError, match="below 0"):
        cover([{0}], -1)


def test_points_in_the_plane_are_covered_by_the_best_sites():
    points = [(x, 0) for x in range(10)]
    answer = cover(solve.within(points, points, 2), 2)
    assert (answer.value, answer.bound, len(answer.chosen)) == (10, 10, 2)


def test_the_weight_served_does_not_depend_on_the_order_of_the_sites():
    sites = [{0, 1}, {1, 2, 3}, {3, 4}, {5}]
    assert {cover(list(way), 2, places=2, least=1).value for way in permutations(sites)} == {4}


def test_a_published_kind_of_roster_keeps_its_contract():
    contract = {
        "most_of": {"D": 7},
        "least_minutes": 4 * 480,
        "most_minutes": 7 * 480,
        "most_in_row": 5,
        "least_in_row": 2,
        "least_days_off": 2,
        "most_weekends": 1,
    }
    staff = {name: contract | {"away": [at]} for at, name in enumerate("ABCD")}
    needs = [{"day": day, "shift": "D", "least": 2, "most": 2, "under": 100, "over": 1} for day in range(14)]
    answer = roster(14, {"D": {"minutes": 480}}, staff, needs, on=[("A", 2, "D", 2)], off=[("B", 5, "D", 3)])
    assert answer.proven
    assert len({(name, day) for name, day, _ in answer.chosen}) == len(answer.chosen) <= 28
    assert answer == roster(14, {"D": {"minutes": 480}}, staff, needs, on=[("A", 2, "D", 2)], off=[("B", 5, "D", 3)])


def test_an_impossible_roster_is_no_answer():
    needs = [{"day": 0, "shift": "D", "under": None}]
    assert roster(1, {"D": {"minutes": 60, "start": "07:30"}}, {}, needs) == NOTHING
