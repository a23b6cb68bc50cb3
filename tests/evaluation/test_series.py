"""Counts before and after, with a known truth and against the plain model."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from traedesten.evaluation import Caution, NotEnough, series


def months(seed: int, n: int = 60, jump: float = 0.7, bend: float = 1.01) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    at = np.arange(n)
    after = at >= n // 2
    mean = 80 * 1.005**at * np.where(after, jump * bend ** (at - n // 2), 1) * (1 + 0.1 * np.sin(2 * np.pi * at / 12))
    return pd.DataFrame({"period": at, "count": rng.negative_binomial(100, 100 / (100 + mean))})


def test_the_truth_lies_in_the_intervals():
    found = series(months(11), start=30, harmonics=1)
    assert found.level.low < 0.7 < found.level.high < 1
    assert found.slope.low < 1.01 < found.slope.high
    assert found.trend.low < 1.005 < found.trend.high
    assert found.dispersion > 1
    assert (found.n, found.before, found.after) == (60, 30, 30)
    assert [said.key for said in found.sentences] == ["series.fell", "series.no_cause"]


def test_quasi_errors_are_poisson_errors_times_the_root_of_the_dispersion():
    frame = months(2)
    found = series(frame, start=30)
    after = (frame.period >= 30).astype(float)
    x = np.column_stack([np.ones(60), frame.period, after, (frame.period - 30) * after])
    plain = sm.GLM(frame["count"], x, family=sm.families.Poisson()).fit()
    errors = [error for _, _, error in found.coefficients]
    assert [value for _, value, _ in found.coefficients] == pytest.approx(plain.params.to_list())
    assert errors == pytest.approx((plain.bse * found.dispersion**0.5).to_list())
    assert found.dispersion == pytest.approx(plain.pearson_chi2 / 56)


def test_newey_west_moves_the_errors_and_not_the_estimates():
    plain, robust = series(months(3), start=30), series(months(3), start=30, hac_lags=3)
    assert robust.level.estimate == pytest.approx(plain.level.estimate)
    assert robust.level.low != pytest.approx(plain.level.low)


def test_persons_at_risk_are_an_offset():
    frame = months(4).assign(people=1000)
    found, plain = series(frame, start=30, exposure="people"), series(frame, start=30)
    assert found.level.estimate == pytest.approx(plain.level.estimate)
    assert found.coefficients[0][1] == pytest.approx(plain.coefficients[0][1] - np.log(1000))


def test_a_step_alone_may_be_asked_for():
    found = series(months(5), start=30, slope=False)
    assert found.slope is None
    assert [name for name, _, _ in found.coefficients] == ["intercept", "trend", "level"]


def test_the_course_without_the_change_leaves_the_fit_at_the_start():
    found = series(months(6), start=30)
    assert all(point.fitted == point.without for point in found.points if point.at < 30)
    later = next(point for point in found.points if point.at == 30)
    assert later.fitted / later.without == pytest.approx(found.level.estimate)


def test_a_short_series_is_said():
    assert Caution.SHORT_SERIES in series(months(7, n=12), start=6).cautions
    assert Caution.SHORT_SERIES not in series(months(7), start=30).cautions


@pytest.mark.parametrize("start", [-1, 99])
def test_a_series_with_one_side_is_refused(start):
    with pytest.raises(NotEnough):
        series(months(8), start=start)


def test_negative_counts_are_refused():
    with pytest.raises(NotEnough):
        series(months(8).assign(count=-1), start=30)


@pytest.mark.parametrize(
    ("spoil", "asked"),
    [
        ({"count": 7}, {}),
        ({"period": 1}, {}),
        ({"period": pd.Timestamp("2026-01-01")}, {}),
        ({"people": 0}, {"exposure": "people"}),
        ({}, {"hac_lags": 60}),
        ({}, {"start": 59}),
        ({}, {"harmonics": 6}),
    ],
)
def test_a_series_that_cannot_say_is_refused(spoil, asked):
    with pytest.raises(NotEnough):
        series(months(8).assign(**spoil), **{"start": 30} | asked)
