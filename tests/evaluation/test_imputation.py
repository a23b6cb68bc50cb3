"""Filling gaps many times, pooling, and asking what if."""

import numpy as np
import pandas as pd
import pytest

from tests.evaluation.frames import people
from traedesten.evaluation import NotEnough, imputed, rubin, sensitivity


def wide(**given) -> pd.DataFrame:
    frame = people(**given).pivot(index=["person", "site"], columns="time", values="score").reset_index()
    return frame.rename(columns={0: "before", 1: "after"})


def test_rubins_rules_are_as_reckoned_by_hand():
    """Estimates 1, 2, 3, variances 1: within 1, between 1, total 1 + 4/3; share 4/7, df 2 · (7/4)² = 6.125."""
    pooled = rubin([1, 2, 3], [1, 1, 1])
    assert pooled.interval.estimate == 2
    assert pooled.error == pytest.approx(np.sqrt(7 / 3))
    assert pooled.df == pytest.approx(6.125)
    assert pooled.missing_information == pytest.approx((4 / 3 + 2 / 9.125) / (7 / 3))


def test_barnard_and_rubin_never_give_more_df_than_there_were():
    """complete 20: observed 21/23 · 20 · 3/7 = 7.826; 1 / (1/6.125 + 1/7.826) = 3.436."""
    assert rubin([1, 2, 3], [1, 1, 1], complete_df=20).df == pytest.approx(3.436, abs=5e-4)


def test_without_gaps_nothing_is_added():
    pooled = rubin([2.0, 2.0], [0.25, 0.25])
    assert (pooled.error, pooled.missing_information) == (0.5, 0.0)


def test_only_gaps_are_filled_and_the_same_seed_fills_them_alike():
    frame = wide(seed=1, lost=0.3)
    copies = imputed(frame, ["before", "after"], predictors=["site"], imputations=3, seed=7)
    known = frame.after.notna()
    assert all(copy.after.notna().all() and (copy.after[known] == frame.after[known]).all() for copy in copies)
    assert copies[0].after.ne(copies[1].after).any()
    again = imputed(frame, ["before", "after"], predictors=["site"], imputations=3, seed=7)
    assert all(one.equals(other) for one, other in zip(copies, again, strict=True))


def test_the_change_with_gaps_filled_is_near_the_truth_where_completers_are_not():
    whole, torn = wide(seed=2, n=800), wide(seed=2, n=800, lost=0.4)
    truth = (whole.after - whole.before).mean()
    found = sensitivity(torn).deltas[0].change
    assert found.interval.low < truth < found.interval.high
    assert abs((torn.after - torn.before).mean() - truth) > 4 * found.error
    assert 0.1 < found.missing_information < 0.8


def test_a_delta_moves_the_change_by_its_share_of_the_missing():
    found = sensitivity(wide(seed=3, lost=0.3), deltas=(-1, 1, 2))
    by_points = {delta.points: delta.change.interval.estimate for delta in found.deltas}
    assert list(by_points) == [0, -1, 1, 2]
    assert by_points[1] - by_points[0] == pytest.approx(0.3)
    assert by_points[2] - by_points[0] == pytest.approx(0.6)


def test_where_the_conclusion_tips_is_said():
    frame = wide(seed=3, lost=0.3)
    tipping = sensitivity(frame, deltas=(1, 2, 3, 4, 5))
    assert tipping.tips_at is not None and tipping.sentences[0].key == "sensitivity.tips"
    assert sensitivity(frame, deltas=(0.2,)).tips_at is None


def test_errors_by_site_allow_for_persons_who_fare_alike():
    frame = wide(seed=4, n=400, lost=0.2)
    frame["after"] += frame.site % 2
    plain, by_site = sensitivity(frame), sensitivity(frame, site="site")
    assert by_site.deltas[0].change.error > plain.deltas[0].change.error


def test_gaps_among_predictors_are_refused():
    with pytest.raises(NotEnough):
        imputed(pd.DataFrame({"a": [1, np.nan, 2], "b": [np.nan, 1, 2]}), ["a"], predictors=["b"])
    with pytest.raises(NotEnough):
        imputed(pd.DataFrame({"a": [np.nan, np.nan]}), ["a"])
