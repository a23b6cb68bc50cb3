"""Standardised differences and Cronbach's alpha, by hand and by simulation with a known truth."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from traedesten.evaluation import Caution, NotEnough, alpha, effect_size
from traedesten.evaluation.effect_sizes import hedges


def pairs(before, after) -> pd.DataFrame:
    return pd.DataFrame({"before": before, "after": after})


def test_figures_are_as_reckoned_by_hand():
    """Differences 1, 2, 3, 2, 2: mean 2, SD √.5. SDs: before √2.5, after √4."""
    before, after = [1, 2, 3, 4, 5], [2, 4, 6, 6, 7]
    found = effect_size(pairs(before, after))
    assert found.plain_d_z == pytest.approx(2 / np.sqrt(0.5))
    assert found.plain_d_av == pytest.approx(2 / ((np.sqrt(2.5) + np.sqrt(4.0)) / 2))
    # Exact J for 4 degrees of freedom: Γ(2) / (√2 Γ(1.5)) = .7979.
    assert found.correction == pytest.approx(0.7979, abs=5e-5)
    assert found.d_z.estimate == pytest.approx(found.plain_d_z * found.correction)


def test_two_films_come_out_as_published():
    """Lakens 2013, ten persons who rated two films: d_z 1.50, d_av 1.13, r .73."""
    first, second = [9, 7, 8, 9, 8, 9, 9, 10, 9, 9], [9, 6, 7, 8, 7, 9, 8, 8, 8, 7]
    found = effect_size(pairs(second, first))
    assert (found.plain_d_z, found.plain_d_av) == pytest.approx((1.50, 1.13), abs=5e-3)
    assert found.correlation == pytest.approx(0.726, abs=5e-4)


def test_hedges_factor_is_near_its_usual_shortcut():
    assert hedges(30) == pytest.approx(1 - 3 / (4 * 30 - 1), abs=2e-4)


def test_the_same_seed_gives_the_same_interval():
    rng = np.random.default_rng(0)
    before = rng.normal(0, 1, 80)
    after = before + rng.normal(0.4, 1, 80)
    first, again, other = (effect_size(pairs(before, after), seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.d_av != other.d_av
    assert first.d_z.low < first.d_z.estimate < first.d_z.high


def test_pairs_without_an_answer_are_left_out_and_counted():
    found = effect_size(pairs([1, 2, 3, 4, np.nan], [2, 2, 5, 7, 9]))
    assert (found.n, found.rows) == (4, 5)
    assert Caution.LEFT_OUT in found.cautions


def test_differences_that_are_all_alike_have_no_d_z():
    found = effect_size(pairs([1, 2, 3], [2, 3, 4]))
    assert np.isinf(found.d_z.estimate) and np.isnan(found.d_z.low)
    assert np.isfinite(found.d_av.estimate)


@pytest.mark.parametrize(("before", "after"), [([1, 2], [1, 3]), ([2, 2, 2], [3, 3, 3])])
def test_too_little_is_refused(before, after):
    with pytest.raises(NotEnough):
        effect_size(pairs(before, after))


def test_alpha_is_as_reckoned_by_hand():
    """Two items: variances 2.5 and 2.5, of the sum 9; 2 · (1 − 5/9) = .889."""
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [2, 1, 4, 3, 5]})
    found = alpha(frame)
    assert frame.sum(axis=1).var() == pytest.approx(9.0)
    assert found.alpha.estimate == pytest.approx(2 * (1 - 5 / 9))
    assert found.alpha.low < found.alpha.estimate < found.alpha.high


def test_turned_items_are_turned_back():
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 4], "b": [2, 1, 4, 3, 4], "c": [1, 1, 3, 3, 4]})
    turned = frame.assign(b=5 - frame.b)
    assert alpha(turned, reverse=["b"], low=1, high=4).alpha == alpha(frame).alpha
    assert alpha(turned).alpha.estimate < alpha(frame).alpha.estimate


def test_raw_answers_to_twenty_items_give_the_alpha_they_were_made_with():
    """Parallel items with correlation r: alpha = 20 r / (1 + 19 r); r = .3 gives .8955."""
    rng = np.random.default_rng(3)
    true = rng.normal(0, 1, (4000, 1))
    items = np.sqrt(0.3) * true + np.sqrt(0.7) * rng.normal(0, 1, (4000, 20))
    frame = pd.DataFrame(items, columns=[f"ucla_{at}" for at in range(1, 21)])
    frame.iloc[0, 0] = np.nan
    found = alpha(frame)
    assert found.alpha.low < 0.8955 < found.alpha.high
    assert (found.n, found.rows, found.items) == (3999, 4000, 20)
    assert len(found.without) == 20 and found.cautions == (Caution.LEFT_OUT,)


def test_feldts_interval_is_as_its_formula_gives_it():
    upper, lower = stats.f.ppf([0.975, 0.025], 40, 160)
    rng = np.random.default_rng(1)
    answers = rng.normal(0, 1, (41, 1)) + rng.normal(0, 1, (41, 5))
    found = alpha(pd.DataFrame(answers)).alpha
    assert found.low == pytest.approx(1 - (1 - found.estimate) * upper)
    assert found.high == pytest.approx(1 - (1 - found.estimate) * lower)


def test_items_that_pull_apart_are_said():
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [5, 4, 3, 2, 2]})
    assert Caution.NEGATIVE_ALPHA in alpha(frame).cautions


def test_alpha_of_too_little_is_refused():
    with pytest.raises(NotEnough):
        alpha(pd.DataFrame({"a": [1, 2, 3]}))
    with pytest.raises(NotEnough):
        alpha(pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]}), reverse=["b"])
