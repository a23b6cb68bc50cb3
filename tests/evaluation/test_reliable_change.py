"""Single persons' changes, after the worked example of the paper and by hand."""

import numpy as np
import pandas as pd
import pytest

from traedesten.evaluation import Caution, NotEnough, reliable_change


def pairs(before, after) -> pd.DataFrame:
    return pd.DataFrame({"before": before, "after": after})


def test_the_worked_example_of_the_paper():
    """Jacobson & Truax 1991: 32.5 → 47.5, SD 10, reliability .80: S_diff 6.32, RC 2.37."""
    found = reliable_change(pairs([32.5], [47.5]), reliability=0.80, sd=10)
    assert found.indices == pytest.approx((2.37,), abs=5e-3)
    assert found.threshold == pytest.approx(1.96 * 6.3246, abs=1e-3)
    assert found.kinds == ("better",)


def test_persons_are_counted_on_both_sides():
    before = [20, 40, 60, 80, 50, np.nan, 50]
    after = [44, 63, 36, 80, np.nan, 50, 26]
    found = reliable_change(pairs(before, after), detectable=24)
    assert found.kinds == ("better", "same", "worse", "same", "unknown", "unknown", "worse")
    assert (found.n_better, found.n_same, found.n_worse) == (1, 2, 2)
    assert (found.answered.enrolled, found.answered.before, found.answered.both) == (7, 6, 5)
    assert Caution.NO_CONTROL in found.cautions and Caution.LOW_COVERAGE not in found.cautions
    # Wilson for 1 of 5.
    assert (found.better.low, found.better.high) == pytest.approx((0.0362, 0.6245), abs=5e-5)


def test_lower_is_better_turns_the_sides():
    found = reliable_change(pairs([9, 3], [5, 8]), detectable=3, higher_is_better=False)
    assert found.kinds == ("better", "worse")


def test_recovered_is_moved_and_over_the_cut():
    found = reliable_change(pairs([20, 20, 49, 60], [52, 45, 55, 90]), detectable=24, cut=51)
    assert (found.n_better, found.n_recovered) == (3, 1)


def test_the_sd_before_is_used_when_none_is_given():
    before, after = [1, 2, 3, 4, 5], [1, 2, 3, 4, 9]
    found = reliable_change(pairs(before, after), reliability=0.72)
    assert found.indices[-1] == pytest.approx(4 / (np.sqrt(2.5) * np.sqrt(2) * np.sqrt(0.28)))


@pytest.mark.parametrize(
    ("before", "after", "given"),
    [
        ([np.nan], [1], {"detectable": 3}),
        ([1, 2], [1, 2], {}),
        ([1, 2], [1, 2], {"detectable": -5}),
        ([1, 2], [1, 2], {"detectable": np.nan}),
        ([1, 2], [1, 2], {"reliability": 1.0}),
        ([2, 2], [1, 2], {"reliability": 0.8}),
    ],
)
def test_what_cannot_be_told_is_refused(before, after, given):
    with pytest.raises(NotEnough):
        reliable_change(pairs(before, after), **given)
