"""Mixed models against published output, and against another fitter."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from tests.evaluation.frames import people, sleep
from traedesten.evaluation import Caution, NotEnough, mixed


def test_the_sleep_study_comes_out_as_published():
    """Bates et al. 2015, Table and section 5.1 (lme4: REML 1743.628), lmerTest: 17 df for both effects."""
    found = mixed(sleep(), outcome="reaction", fixed=["day"], random={"driver": ["day"]})
    intercept, day = found.fixed
    assert [intercept.interval.estimate, day.interval.estimate] == pytest.approx([251.405, 10.467], abs=5e-4)
    assert [intercept.error, day.error] == pytest.approx([6.825, 1.546], abs=5e-4)
    assert [intercept.df, day.df] == pytest.approx([17, 17], abs=1e-2)
    assert [sd for _, sd in found.spreads[0].sds] == pytest.approx([24.741, 5.922], abs=1e-3)
    assert found.spreads[0].correlations == pytest.approx((0.066,), abs=5e-4)
    assert found.residual == pytest.approx(25.592, abs=5e-4)
    assert found.deviance == pytest.approx(1743.628, abs=5e-4)
    assert (found.n, found.spreads[0].clusters, found.cautions) == (180, 18, ())


@pytest.mark.parametrize(
    ("unit", "origin"),
    [(1000, 0), (1e-5, 0), (1, 80), (1, 2020), (1, -4.5)],
    ids=["ms", "Ms", "80", "year", "middle"],
)
def test_units_and_origin_of_a_slope_change_nothing_but_themselves(unit, origin):
    frame = sleep()
    as_it_is, other = (
        mixed(rows, outcome="reaction", fixed="day", random={"driver": "day"})
        for rows in (frame, frame.assign(day=frame.day * unit + origin))
    )
    (_, day), (_, turned) = as_it_is.fixed, other.fixed
    assert turned.interval.estimate * unit == pytest.approx(day.interval.estimate, rel=1e-6)
    assert turned.error * unit == pytest.approx(day.error, rel=1e-5)
    assert (turned.df, turned.p) == pytest.approx((day.df, day.p), rel=1e-3)
    assert other.spreads[0].sds[1][1] * unit == pytest.approx(as_it_is.spreads[0].sds[1][1], rel=1e-5)
    assert other.residual == pytest.approx(as_it_is.residual, rel=1e-5)
    assert other.deviance == pytest.approx(as_it_is.deviance + 2 * np.log(unit), abs=1e-5)


@pytest.mark.parametrize(("unit", "origin"), [(1e-3, 0), (1, 1e6)])
def test_units_and_origin_of_the_answers_change_nothing_but_themselves(unit, origin):
    frame = sleep().assign(reaction=lambda rows: rows.reaction * unit + origin)
    _, day = mixed(frame, outcome="reaction", fixed="day", random={"driver": "day"}).fixed
    assert [day.interval.estimate / unit, day.error / unit] == pytest.approx([10.467, 1.546], abs=5e-4)
    assert day.df == pytest.approx(17, abs=1e-2)


@pytest.mark.parametrize("share", [0, 0.02, 0.04, 0.08, 0.2])
@pytest.mark.parametrize("seed", [0, 1, 6])
def test_small_spreads_between_clusters_are_found(share, seed):
    """With as many answers in each cluster, REML is (mean square between − within) / answers, or nought."""
    rng, clusters, each = np.random.default_rng(seed), 40, 10
    answers = rng.normal(0, 1, (clusters, each)) + rng.normal(0, np.sqrt(share / (1 - share)), (clusters, 1))
    between, within = each * answers.mean(axis=1).var(ddof=1), answers.var(axis=1, ddof=1).mean()
    frame = pd.DataFrame({"y": answers.ravel(), "cluster": np.repeat(np.arange(clusters), each)})
    found = mixed(frame, outcome="y", random={"cluster": ()})
    assert found.spreads[0].sds[0][1] == pytest.approx(np.sqrt(max(0, between - within) / each), abs=2e-3)
    assert (Caution.AT_BOUNDARY in found.cautions) == (between < within)


@pytest.mark.parametrize("seed", range(6))
def test_more_levels_never_fit_worse(seed):
    rng = np.random.default_rng(seed)
    site, person = np.repeat(np.arange(8), 12), np.repeat(np.arange(24), 4)
    y = rng.normal(0, 0.5, 8)[site] + rng.normal(0, 1, 24)[person] + rng.normal(0, 2, 96)
    frame = pd.DataFrame({"y": y, "site": site, "person": person})
    both, one, other = (
        mixed(frame, outcome="y", random=dict.fromkeys(levels, ())).deviance
        for levels in (["site", "person"], ["site"], ["person"])
    )
    assert both <= min(one, other) + 1e-5


def test_persons_in_groups_in_sites_come_out_as_with_dense_matrices():
    frame = people(seed=5, n=120, sites=6)
    found = mixed(frame, outcome="score", fixed=["time"], random={"site": (), "group": (), "person": ()})
    other = smf.mixedlm(
        "score ~ time",
        frame,
        groups="site",
        re_formula="1",
        vc_formula={"group": "0 + C(group)", "person": "0 + C(person)"},
    ).fit(reml=True)
    assert [effect.interval.estimate for effect in found.fixed] == pytest.approx(other.fe_params.to_list(), abs=1e-3)
    assert [effect.error for effect in found.fixed] == pytest.approx(other.bse_fe.to_list(), rel=5e-3)
    assert found.deviance == pytest.approx(-2 * other.llf, abs=1e-3)
    assert [part.clusters for part in found.spreads] == [6, 18, 120]


def test_words_become_columns_of_zeros_and_ones():
    frame = people(seed=5).assign(kind=lambda rows: np.where(rows.person % 2 == 0, "walk", "café"))
    found = mixed(frame, outcome="score", fixed=["time", "kind"], random={"person": ()})
    assert [effect.name for effect in found.fixed] == ["intercept", "time", "kind_walk"]


def test_the_first_category_is_the_one_compared_with():
    frame = people(seed=5).assign(kind=lambda rows: np.where(rows.person % 2 == 0, "walk", "café"))
    turned = frame.assign(kind=pd.Categorical(frame.kind, ["none", "walk", "café"]))
    one, other = (mixed(rows, outcome="score", fixed="kind", random={"person": ()}).fixed for rows in (frame, turned))
    assert (one[1].name, other[1].name) == ("kind_walk", "kind_café")
    assert other[1].interval.estimate == pytest.approx(-one[1].interval.estimate)


def test_rows_without_a_value_are_left_out_and_counted():
    found = mixed(people(seed=5, lost=0.25), outcome="score", fixed=["time"], random={"person": ()})
    assert (found.n, found.rows) == (420, 480)
    assert Caution.LEFT_OUT in found.cautions


@pytest.mark.parametrize("fixed", [["nowhere"], ["time", "again"]])
def test_what_cannot_be_told_is_refused(fixed):
    frame = people(seed=5).assign(again=lambda rows: rows.time * 2)
    with pytest.raises(NotEnough):
        mixed(frame, outcome="score", fixed=fixed, random={"person": ()})


@pytest.mark.parametrize(
    ("spoil", "random"),
    [
        ({}, {}),
        ({"person": 1}, {"person": ()}),
        ({"person": range(480)}, {"person": ()}),
        ({}, {"person": "time", "group": ()}),
        ({"score": 3}, {"person": ()}),
        ({"score": np.inf}, {"person": ()}),
        ({"score": "Ane fik 7"}, {"person": ()}),
        ({"time": "på torsdag"}, {"person": "time"}),
        ({"time": 1}, {"person": "time"}),
    ],
    ids=["no clusters", "one", "one answer each", "too many effects", "alike", "endless", "words", "slope", "flat"],
)
def test_what_says_nothing_is_refused_without_a_value_from_it(spoil, random):
    with pytest.raises(NotEnough) as refused:
        mixed(people(seed=5).assign(**spoil), outcome="score", random=random)
    assert "Ane" not in str(refused.value) and "torsdag" not in str(refused.value)
