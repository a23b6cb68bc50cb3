"""Mixed models against published output, and against another fitter."""

import numpy as np
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


def test_rows_without_a_value_are_left_out_and_counted():
    found = mixed(people(seed=5, lost=0.25), outcome="score", fixed=["time"], random={"person": ()})
    assert (found.n, found.rows) == (420, 480)
    assert Caution.LEFT_OUT in found.cautions


@pytest.mark.parametrize("fixed", [["nowhere"], ["time", "again"]])
def test_what_cannot_be_told_is_refused(fixed):
    frame = people(seed=5).assign(again=lambda rows: rows.time * 2)
    with pytest.raises(NotEnough):
        mixed(frame, outcome="score", fixed=fixed, random={"person": ()})
