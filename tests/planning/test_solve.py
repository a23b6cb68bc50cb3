"""The planners for plain lists."""

import doctest
from decimal import Decimal
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame
from scipy.optimize import linear_sum_assignment

from traedesten.planning import solve
from traedesten.planning.assignment import LocksContradict
from traedesten.planning.solve import NOTHING, Answer, assign, cover, roster


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


@pytest.mark.parametrize(
    ("values", "value"),
    [
        ([[0.5, 1.5], [2.25, 0.125]], 0.625),
        ([[0.1, 9], [9, 0.2]], 0.3),
        ([[1e-7, 3e-7], [2e-7, 1e-7]], 2e-7),
        ([[2**53 + 1]], 2**53 + 1),
        ([[2**53 + 1, None], [None, 2]], 2**53 + 3),
        (np.array([[2**53 + 1]]), 2**53 + 1),
        ([[-0.0]], 0),
        ([[-0.5]], -0.5),
    ],
)
def test_decimals_and_large_numbers_are_counted_exactly(values, value):
    answer = assign(values, minimise=True)
    assert (answer.value, answer.bound, answer.proven) == (value, value, True)
    assert "-0.0" not in str(answer)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10**6), st.sampled_from([0, 1, 3, 6]), st.booleans())
def test_decimals_are_proven_with_and_without_sizes(size, seed, decimals, minimise):
    values = np.random.default_rng(seed).uniform(-9, 9, (size, size)).round(decimals)
    ways = [sum(Decimal(str(values[at])) for at in enumerate(way)) for way in permutations(range(size))]
    best = float(min(ways) if minimise else max(ways))
    for sizes in (None, 1, [0.3] * size):
        answer = assign(values, 0.5 if isinstance(sizes, list) else 1, sizes=sizes, minimise=minimise, everyone=True)
        assert (answer.value, answer.bound) == (best, best)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 12), st.integers(0, 10**6), st.sampled_from([1e-9, 1.0, 1e6]), st.booleans())
def test_decimals_without_end_have_a_bound_that_holds(size, seed, scale, minimise):
    costs = np.random.default_rng(seed).normal(0, scale, (size, size))
    rows, columns = linear_sum_assignment(costs, maximize=not minimise)
    best = costs[rows, columns].sum()
    for sizes, near in ((None, 1e-11), (1, 1e-9)):
        answer = assign(costs, minimise=minimise, everyone=True, sizes=sizes)
        assert answer.value == pytest.approx(best, rel=1e-9)
        gap = (answer.value - answer.bound) * (1 if minimise else -1)
        assert 0 <= gap <= near * size * scale * 100


def test_capacity_and_sizes_have_decimals_and_places_have_none():
    assert assign([[1.0], [1.0]], [2.5], sizes=[1.25, 1.25], minimise=True).value == 2
    assert assign([[1], [1], [1]], 0.3, sizes=0.1).value == 3
    assert assign([[1], [1]], [2e-8], sizes=[1e-8, 1.5e-8]).value == 1
    assert assign([[1], [1]], [2.0]).value == assign([[1], [1]], np.int64(2)).value == 2
    with pytest.raises(ValueError, match="whole number"):
        assign([[1], [1]], [1.5])


def test_a_data_frame_is_a_matrix():
    frame = DataFrame([[4, 2.5], [2, None]], index=["ane", "eva"], columns=["bo", "kim"])
    assert assign(frame).chosen == {0: 1, 1: 0}
    assert assign(frame, 3, sizes=frame).chosen == {0: 1, 1: 0}


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
    with pytest.raises(ValueError, match="equally long"):
        assign([[1, 2], [3]])
    with pytest.raises(ValueError, match="does not exist"):
        cover([{0}], 1, limits=[([7], 1)])
    with pytest.raises(ValueError, match="below 0"):
        cover([{0}], -1)
    with pytest.raises(ValueError, match="capacity must be numbers"):
        assign([[1]], [None], sizes=[1])
    with pytest.raises(ValueError, match="dictionary of pairs"):
        assign([1, 2])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([[float("inf")]], "finite"),
        ([["7"]], "'7' is no number"),
        ([[2**70]], "too large"),
        ([[2**63]], "too large"),
        ([[-(2**63)]], "too large"),
        ([[1e30]], "too large"),
        ([[2**53 + 1, 0.5]], "beside fractions"),
    ],
)
def test_values_that_cannot_be_counted_are_refused(values, words):
    with pytest.raises(ValueError, match=words):
        assign(values)


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ([float("nan"), 2], "sizes must be numbers"),
        ([-1, 2], "not below 0"),
        ([float("inf"), 2], "finite"),
        ([1], "no size for 1"),
        ([[1], []], "no size for 0"),
        ({0: 1}, "no size for 1"),
    ],
)
def test_sizes_that_cannot_be_are_refused(sizes, words):
    with pytest.raises(ValueError, match=words):
        assign([[1], [1]], 4, sizes=sizes)


def test_sites_with_weights_of_decimals_are_told_exactly():
    assert cover([{0, 1}, {2}], 1, [1.9, 1.9, 3]) == Answer(3.8, 3.8, (0,))
    assert cover([{0}, {1}], 2, [0.5, 0.9]) == Answer(1.4, 1.4, (0, 1))
    assert cover([{0}, {1}], 1, {0: 0.1, 1: 2}, places=np.int64(2)).chosen == (1,)
    endless = cover([{0, 1}, {1, 2}], 1, [1 / 3, 1 / 7, 1 / 9])
    assert endless.value == 1 / 3 + 1 / 7
    assert endless.value < endless.bound < endless.value + 1e-9


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([1, 4, 9]), st.sampled_from([None, 2]))
def test_no_other_sites_serve_a_greater_weight_of_decimals(seed, decimals, places):
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0, 3, 8).round(decimals).tolist()
    sites = [set(rng.choice(8, 3, replace=False).tolist()) for _ in range(5)]
    found = cover(sites, 2, [Decimal(str(weight)) for weight in weights], places=places)
    assert found.proven
    if places is None:
        reached = [one | other for one in sites for other in sites]
        assert found.value == max(float(sum(Decimal(str(weights[at])) for at in points)) for points in reached)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"weights": [1]}, "no weight for 1"),
        ({"weights": {0: 1}}, "no weight for 1"),
        ({"weights": [1, -1]}, "below 0"),
        ({"weights": [1, float("nan")]}, "needs a weight"),
        ({"weights": [1, float("inf")]}, "finite"),
        ({"weights": [1, 1e15]}, "too large"),
        ({"places": []}, "no number of places for 0"),
        ({"places": 1.5}, "whole numbers"),
        ({"least": {}}, "no least for 0"),
        ({"open": 1.5}, "whole numbers"),
    ],
)
def test_sites_that_cannot_be_are_refused_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        cover(**{"reach": [{0, 1}], "open": 1} | arguments)


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


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"shifts": {"D": {"minutes": 60, "start": 7}}}, "shift D: start must be a time, not 7"),
        ({"shifts": {"D": {"minutes": 60, "start": "7"}}}, "shift D: start must be a time like 07:30, not '7'"),
        ({"shifts": {"D": {}}}, "shift D: minutes is not said"),
        ({"shifts": {"D": {"minutes": 60, "not_next": "D"}}}, "shift D: not_next must be a list"),
        ({"workers": {"ane": {"shifts": "DAY"}}}, "worker ane: shifts must be a list, not 'DAY'"),
        ({"workers": {"ane": {"away": 1}}}, "worker ane: away must be a list, not 1"),
        ({"workers": {"ane": {"most_in_rows": 1}}}, "worker ane: there is no most_in_rows"),
        ({"workers": {"ane": {"away": [7]}}}, "worker ane, away: day 7 is outside the roster"),
        ({"cover": [{"day": 0, "shift": "D", "under": -5}]}, "under cannot be below 0"),
        ({"on": [("ane", 0, "D", 1.5)]}, "wish of ane: weight must be a whole number, not 1.5"),
    ],
)
def test_a_slip_of_the_pen_in_a_roster_is_named(change, words):
    plain = {"days": 1, "shifts": {"D": {"minutes": 60}}, "workers": {"ane": {}}, "cover": []}
    with pytest.raises(ValueError, match=words):
        roster(**plain | change)
