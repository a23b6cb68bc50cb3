"""A group beside the others of the same place, over several places: by hand, against statsmodels, and by chance."""

from math import isclose
from random import Random

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from traedesten.evaluation.stratified import Stratum, common_difference

MIGRAINE = [Stratum(16, 27, 5, 25), Stratum(12, 28, 7, 26)]
"""Better of all, with the drug and without, women and men: the example of SAS's PROC FREQ."""


def tables(strata) -> StratifiedTable:
    cells = [[[s.got, s.number - s.got], [s.other_got, s.other_number - s.other_got]] for s in strata]
    return StratifiedTable([np.array(one, dtype=float) for one in cells])


def test_one_place_by_hand():
    """30/40 - 20/40 = 1/4. W = 20, P = -1/8 · 20 = -2.5, Q = (30·20 + 20·10)/160 = 5, z² = 3.8415.

    Middle 1/4 + 3.8415·(-2.5)/800 = .2380; reach √(.2380² - .0625 + 3.8415·5/400) = .2053.
    """
    found = common_difference([Stratum(30, 40, 20, 40)])
    assert found.estimate == 0.25
    assert (round(found.low, 4), round(found.high, 4)) == (0.0327, 0.4433)


def test_two_places_are_weighed_by_how_much_they_can_compare():
    """(16·25 - 5·27)/52 + (12·26 - 7·28)/54 = 7.2444, of 27·25/52 + 28·26/54 = 26.4623."""
    assert isclose(common_difference(MIGRAINE).estimate, 7.244444 / 26.462251, abs_tol=1e-4)


def test_the_ends_are_as_far_from_what_was_found_as_chance_takes_them():
    found, z2 = common_difference(MIGRAINE), 1.959964**2
    total = 27 * 25 / 52 + 28 * 26 / 54
    p = (27**2 * 5 - 25**2 * 16 + 27 * 25 * (25 - 27) / 2) / 52**2
    p += (28**2 * 7 - 26**2 * 12 + 28 * 26 * (26 - 28) / 2) / 54**2
    q = (16 * 20 + 5 * 11) / 104 + (12 * 19 + 7 * 16) / 108
    for end in (found.low, found.high):
        assert isclose((found.estimate - end) ** 2, z2 * (end * p + q) / total**2, rel_tol=1e-5)


def test_it_is_what_the_test_of_mantel_and_haenszel_weighs():
    """The difference times its weight is the sum of observed minus expected, whose square over its variance is the
    statistic of statsmodels. Its variance for one table is n m t (N - t) / (N² (N - 1)), t having got it."""
    strata = [*MIGRAINE, Stratum(2, 9, 11, 30), Stratum(20, 22, 31, 40)]
    statistic = tables(strata).test_null_odds(correction=False).statistic
    weight = sum(one.weight for one in strata)
    variance = 0.0
    for one in strata:
        n, m, t = one.number, one.other_number, one.got + one.other_got
        variance += n * m * t * (n + m - t) / ((n + m) ** 2 * (n + m - 1))
    assert isclose((common_difference(strata).estimate * weight) ** 2 / variance, statistic, rel_tol=1e-9)


def test_many_of_one_kind_where_few_are_placed_does_not_look_like_bias():
    """Nine of ten are placed at one place and one of ten at the other, alike for all; most men are at the other."""
    men = [Stratum(9, 10, 90, 100), Stratum(10, 100, 1, 10)]
    crude = (9 + 10) / (10 + 100) - (90 + 1) / (100 + 10)
    found = common_difference(men)
    assert crude < -0.6
    assert found.estimate == 0 and found.low < 0 < found.high


def test_of_a_whole_group_nobody_while_all_others_are():
    found = common_difference([Stratum(0, 10, 10, 10)])
    assert found.estimate == -1 and found.low == pytest.approx(-1) and found.high < -0.5


def test_where_there_is_nothing_to_compare_there_is_no_difference():
    assert common_difference([]) is None
    assert common_difference([Stratum(5, 5, 0, 0)]) is None
    assert common_difference([Stratum(0, 5, 0, 9), Stratum(0, 7, 0, 6)]) is None
    assert common_difference([Stratum(5, 5, 9, 9)]) is None


def test_a_place_with_nobody_in_the_group_changes_nothing():
    assert common_difference([*MIGRAINE, Stratum(0, 0, 40, 50)]) == common_difference(MIGRAINE)


@pytest.mark.parametrize(
    "places",
    [
        [(60, 80, 0.7)],
        [(8, 30, 0.5), (20, 12, 0.8), (6, 6, 0.3), (15, 40, 0.9)],
        [(6, 7, share / 10) for share in range(2, 10)],
    ],
    ids=["one-large", "four", "many-small"],
)
def test_the_interval_holds_the_truth_about_as_often_as_it_says(places):
    """2,000 times with a true difference of a tenth: 95 %, and the deviation of chance is half a point."""
    rng, held = Random(20), 0
    for _ in range(2000):
        strata = [Stratum(drawn(rng, n, p - 0.1), n, drawn(rng, m, p), m) for n, m, p in places]
        found = common_difference(strata)
        held += found.low <= -0.1 <= found.high
    assert 0.935 <= held / 2000 <= 0.975


def drawn(rng: Random, n: int, share: float) -> int:
    return sum(rng.random() < share for _ in range(n))
