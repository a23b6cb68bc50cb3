"""Curves of time against the textbook, another package, and reckoning by hand."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from tests.evaluation.frames import SIX_MP
from traedesten.evaluation import Caution, NotEnough, survival


def test_remission_on_6_mp_comes_out_as_in_the_textbooks():
    """Kleinbaum & Klein; Collett; median 23 weeks, Greenwood errors as in Cox & Oakes."""
    (group,) = survival(SIX_MP, at=(0, 10, 20, 30)).groups
    heights = {step.time: step.curve.estimate for step in group.curve.steps}
    assert heights == pytest.approx(
        {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}, abs=5e-4
    )
    errors = [step.error for step in group.curve.steps]
    assert errors == pytest.approx([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], abs=5e-5)
    assert (group.n, group.events, group.censored, group.median.estimate) == (21, 9, 12, 23)
    assert group.at_risk == ((0, 21), (10, 15), (20, 8), (30, 4))


def test_the_log_log_interval_is_as_reckoned_by_hand():
    """S(10) = .7529, error .0963: exponent ±1.96 · .0963 / (.7529 · |log .7529|)."""
    (group,) = survival(SIX_MP).groups
    at = group.curve.at(10)
    reach = 1.959964 * 0.0963496 / (0.7529412 * 0.2837682)
    assert at.low == pytest.approx(0.7529412 ** np.exp(reach), abs=1e-5)
    assert at.high == pytest.approx(0.7529412 ** np.exp(-reach), abs=1e-5)
    assert group.median.low == 13 and np.isnan(group.median.high)
    assert group.curve.at(5).estimate == 1.0


def test_the_plain_interval_is_greenwoods():
    (group,) = survival(SIX_MP, band="plain").groups
    at = group.curve.at(10)
    assert (at.low, at.high) == pytest.approx((0.7529 - 1.96 * 0.0963, 0.7529 + 1.96 * 0.0963), abs=1e-3)


def competing(seed: int, n: int = 200) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    times = rng.exponential([10, 20, 30], (n, 3))
    kind = times.argmin(axis=1)
    return pd.DataFrame({"days": np.ceil(times.min(axis=1)), "event": np.array([1, 2, 0])[kind]})


def test_another_package_gives_the_same_curves():
    frame = competing(4)
    (group,) = survival(frame).groups
    other = SurvfuncRight(frame.days, (frame.event > 0).astype(int))
    assert [step.curve.estimate for step in group.curve.steps] == pytest.approx(
        [height for height, many in zip(other.surv_prob, other.n_events, strict=True) if many]
    )
    with np.errstate(all="ignore"):
        rival = CumIncidenceRight(frame.days.to_numpy(), frame.event.to_numpy())
    for incidence, heights, errors in zip(group.incidences, rival.cinc, rival.cinc_se, strict=True):
        for step in incidence.steps:
            at = list(rival.times).index(step.time)
            assert step.curve.estimate == pytest.approx(heights[at])
            if np.isfinite(errors[at]):
                assert step.error == pytest.approx(errors[at])


def test_without_censoring_shares_are_plain_shares():
    """Ten persons: to six it happened at 1 … 6, four withdrew at 2, 4, 6, 8. Shares by 4 are 4 and 2 of 10."""
    frame = pd.DataFrame({"days": [1, 2, 3, 4, 5, 6, 2, 4, 6, 8], "event": [1] * 6 + [2] * 4})
    (group,) = survival(frame).groups
    community, withdrawn = group.incidences
    assert (community.event, withdrawn.event) == (1, 2)
    for curve, share in ((community, 0.4), (withdrawn, 0.2)):
        assert curve.at(4).estimate == pytest.approx(share)
        assert curve.at(4).low < share < curve.at(4).high
    # Without censoring the variance is the binomial one.
    errors = {step.time: step.error for step in community.steps}
    assert errors[4] == pytest.approx(np.sqrt(0.4 * 0.6 / 10))
    assert community.at(99).estimate + withdrawn.at(99).estimate == pytest.approx(1)
    assert group.curve.at(99).estimate == 0


def test_each_group_has_its_curve_and_its_numbers():
    frame = competing(5).assign(place=lambda rows: np.where(rows.index % 2 == 0, "north", "south"))
    found = survival(frame, by="place", at=(0, 5))
    assert [(group.name, group.n) for group in found.groups] == [("north", 100), ("south", 100)]
    assert all(group.at_risk[0] == (0, 100) for group in found.groups)


def test_nothing_has_happened_yet():
    found = survival(pd.DataFrame({"days": [3, 5], "event": [0, 0]}))
    (group,) = found.groups
    assert (group.curve.steps, group.incidences, group.events) == ((), (), 0)
    assert np.isnan(group.median.estimate)
    assert found.sentences[0].key == "survival.fewer_than_half"


def test_rows_without_a_time_are_counted_and_left_out():
    found = survival(pd.concat([SIX_MP, pd.DataFrame({"days": [np.nan], "event": [1]})]))
    assert (found.rows, found.n, found.cautions) == (22, 21, (Caution.LEFT_OUT,))


@pytest.mark.parametrize(("days", "event"), [(-1, 1), (1, -1), (1, 0.5)])
def test_impossible_rows_are_refused(days, event):
    with pytest.raises(NotEnough):
        survival(pd.DataFrame({"days": [days, 2], "event": [event, 1]}))


def test_the_median_is_in_the_middle_where_the_curve_runs_along_one_half():
    (group,) = survival(pd.DataFrame({"days": [1, 2, 3, 4], "event": 1})).groups
    assert group.median.estimate == 2.5
    assert np.isnan(group.median.high), "nobody is left at the end, and there is no error to tell"
    (flat,) = survival(pd.DataFrame({"days": [1, 2, 3, 4], "event": [1, 1, 0, 0]})).groups
    assert flat.median.estimate == 2


def test_the_log_interval_is_as_reckoned_by_hand():
    """After 3 of 21 on 6-MP: S = 18/21, error = S √(3 / (21 · 18)); S exp(±1.96 error / S), never above 1."""
    (group,) = survival(SIX_MP, band="log").groups
    reach = np.exp(1.959964 * np.sqrt(3 / (21 * 18)))
    assert group.curve.at(6).low == pytest.approx(18 / 21 / reach)
    assert group.curve.at(6).high == pytest.approx(min(1, 18 / 21 * reach))


def test_a_kind_of_event_that_only_others_had_has_a_curve_at_nought():
    frame = pd.DataFrame({"days": [1, 2, 3, 4], "event": [1, 0, 1, 2], "place": ["a", "a", "b", "b"]})
    a, b = survival(frame, by="place").groups
    assert [curve.event for curve in a.incidences] == [curve.event for curve in b.incidences] == [1, 2]
    assert a.incidences[1].at(9).estimate == 0


def test_an_unknown_band_and_endless_waits_are_refused():
    for frame, band in ((SIX_MP, "loglog"), (SIX_MP.assign(days=np.inf), "plain")):
        with pytest.raises(NotEnough):
            survival(frame, band=band)
