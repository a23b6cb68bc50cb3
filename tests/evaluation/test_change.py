"""The change among all enrolled, with those who did not answer again still in it."""

import numpy as np
import pandas as pd
import pytest

from bench.trial import BY_OUTCOME, SETTINGS, trial
from tests.evaluation.frames import people
from traedesten.evaluation import Caution, Columns, NotEnough, change, dropout, subgroups
from traedesten.evaluation.changes import occasions


def test_balanced_answers_give_the_plain_mean_difference():
    frame = people(seed=1, sites=1).drop(columns=["site", "group"])
    found = change(frame).last
    wide = frame.pivot(index="person", columns="time", values="score")
    gain = wide[1] - wide[0]
    assert found.all_enrolled.interval.estimate == pytest.approx(gain.mean(), abs=1e-6)
    assert found.all_enrolled.error == pytest.approx(gain.std(ddof=1) / len(gain) ** 0.5, rel=1e-3)
    assert found.completers.interval.estimate == pytest.approx(gain.mean(), abs=1e-6)


def test_the_search_for_variances_does_not_run_away():
    """With these answers a step of it once led to more than 10¹⁰ residual SDs, where no number can be told."""
    frame = trial(SETTINGS[0], np.random.default_rng([191, len(SETTINGS[0].name)]))
    found = change(frame).last.all_enrolled.interval
    assert found.low < -0.2 - 0.383 < found.high


def test_an_error_can_be_told_where_the_likelihood_is_a_saddle():
    frame = trial(BY_OUTCOME, np.random.default_rng([182, len(BY_OUTCOME.name)]))
    found = change(frame).last.all_enrolled
    assert 0 < found.error < 0.3 and found.interval.low < found.interval.estimate < found.interval.high


def test_those_who_left_with_high_scores_are_not_forgotten():
    """All had the same drop; those with the highest first scores were not asked again, and pull the raw mean down."""
    whole, torn = people(seed=2, n=360, sites=8), people(seed=2, n=360, sites=8, lost=0.4)
    truth = change(whole).last.all_enrolled.interval.estimate
    found = change(torn).last
    interval = found.all_enrolled.interval
    assert interval.low < truth < interval.high
    assert found.completers.interval.low > truth
    assert (found.answered.enrolled, found.answered.both) == (360, 216)


def test_the_error_allows_for_leaning_on_who_stayed():
    """Anderson 1957: with a second score missing by the first, regression from who stayed to all who began.

    Change = ȳ + b (x̄ all − x̄ stayed) − x̄ all; variance = s² (1/r + (x̄ all − x̄ stayed)² / Sxx) + (b − 1)² var x / n.
    """
    frame = people(seed=14, n=400, sites=1, lost=0.6).drop(columns=["site", "group"])
    wide = frame.pivot(index="person", columns="time", values="score")
    x, kept = wide[0], wide.dropna()
    r, distance = len(kept), x.mean() - kept[0].mean()
    squares = ((kept[0] - kept[0].mean()) ** 2).sum()
    b = ((kept[0] - kept[0].mean()) * kept[1]).sum() / squares
    residual = ((kept[1] - kept[1].mean() - b * (kept[0] - kept[0].mean())) ** 2).sum() / (r - 2)
    variance = residual * (1 / r + distance**2 / squares) + (b - 1) ** 2 * x.var() / len(x)
    found = change(frame).last.all_enrolled
    assert found.interval.estimate == pytest.approx(kept[1].mean() + b * distance - x.mean(), abs=0.02)
    assert found.error == pytest.approx(variance**0.5, rel=0.03)


def test_low_coverage_few_sites_and_no_control_are_said():
    found = change(people(seed=2, sites=3, lost=0.4))
    assert {Caution.NO_CONTROL, Caution.LOW_COVERAGE, Caution.FEW_CLUSTERS} <= set(found.cautions)
    assert Caution.LOW_COVERAGE not in change(people(seed=2)).cautions
    assert [said.key for said in found.sentences] == ["change.fell", "change.both", "change.no_cause"]
    assert "96 of 240" not in found.technical and "144 of 240 enrolled (60%)" in found.technical


def test_no_direction_is_named_when_the_interval_holds_zero():
    found = change(people(seed=4, n=40, sites=1, gain=0.0).drop(columns=["site", "group"]))
    assert found.sentences[0].key == "change.unclear"


def test_everybody_enrolled_counts_also_who_never_answered():
    frame = people(seed=6, n=60)
    nobody = pd.DataFrame({"person": [900, 901], "site": 0, "group": np.nan, "time": 0, "score": np.nan})
    found = change(pd.concat([frame, nobody]))
    assert (found.enrolled, found.last.answered.before) == (62, 60)


def test_who_is_in_no_group_is_there_all_the_same():
    frame = people(seed=12, n=120)
    frame["group"] = frame.group.astype(float).where(frame.person % 2 == 0)
    assert len(frame[["site", "group"]].dropna().drop_duplicates()) == 22
    found = change(frame)
    assert found.last.answered.both == 120
    assert found.last.all_enrolled.interval.low < -1 < found.last.all_enrolled.interval.high
    assert {part.level: part.clusters for part in found.spreads} == {"site": 8, "group": 22, "person": 120}


def test_the_index_of_the_frame_does_not_matter():
    frame = people(seed=13, n=80)
    shuffled = frame.sample(frac=1, random_state=1).set_axis([0] * len(frame))
    first, again = (change(rows).last.all_enrolled.interval for rows in (frame, shuffled))
    assert (again.estimate, again.low) == pytest.approx((first.estimate, first.low), abs=1e-4)


def test_four_occasions_are_held_against_the_first():
    """WHO-5 at four times, raw points: each later occasion has a figure of its own."""
    rng = np.random.default_rng(8)
    own = rng.normal(40, 15, 150)
    parts = [
        pd.DataFrame({"id": np.arange(150), "when": f"T{at}", "who5": own + gain + rng.normal(0, 8, 150)})
        for at, gain in enumerate((0, 6, 10, 9))
    ]
    columns = Columns(score="who5", person="id", time="when", site=None, group=None)
    found = change(pd.concat(parts), columns=columns)
    assert [occasion.at for occasion in found.occasions] == ["T1", "T2", "T3"]
    for occasion, gain in zip(found.occasions, (6, 10, 9), strict=True):
        assert occasion.all_enrolled.interval.low < gain < occasion.all_enrolled.interval.high
    assert len(found.residual) == 4


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frame: frame[frame.time == 0],
        lambda frame: pd.concat([frame, frame.head(1)]),
        lambda frame: frame.drop(columns="score"),
        lambda frame: frame[(frame.time == 0) == (frame.person % 2 == 0)],
    ],
)
def test_a_frame_that_cannot_say_is_refused(spoil):
    with pytest.raises(NotEnough):
        change(spoil(people(seed=1)))


def test_the_dropout_table_tells_who_was_lost():
    frame = people(seed=9, lost=0.25).assign(kind=lambda rows: np.where(rows.person % 2 == 0, "walk", "café"))
    found = dropout(frame, by="kind")
    assert [row.group for row in found.rows] == ["", "café", "walk"]
    whole = found.rows[0]
    assert (whole.answered.enrolled, whole.answered.both, whole.share.estimate) == (240, 180, 0.75)
    assert sum(row.answered.both for row in found.rows[1:]) == 180
    assert (found.lost[0].kept, found.lost[0].lost) == (180, 60)
    assert found.lost[0].difference.low > 0


def test_declared_groups_come_first_and_the_rest_is_exploratory():
    frame = people(seed=10, n=240, sites=5)
    frame["kind"] = np.where(frame.person % 2 == 0, "walk", "café")
    frame["pair"] = np.where(frame.person % 3 == 0, "yes", "no")
    frame.loc[(frame.kind == "walk") & (frame.time == 1), "score"] -= 0.8
    kind, pair = subgroups(frame, by=["pair", "kind"], declared=["kind"])
    assert (kind.column, kind.is_declared, pair.is_declared) == ("kind", True, False)
    assert Caution.EXPLORATORY in pair.cautions and Caution.EXPLORATORY not in kind.cautions
    difference = kind.parts[1].difference.interval
    assert difference.low < -0.8 < difference.high
    assert difference.high < 0 and kind.p < 0.001
    assert kind.parts[0].difference is None
    assert [part.answered.both for part in kind.parts] == [120, 120]
    assert pair.sentences[0].key == "subgroup.exploratory"


def test_the_interaction_is_the_difference_between_the_groups_changes():
    frame = people(seed=11).assign(kind=lambda rows: np.where(rows.person % 2 == 0, "walk", "café"))
    (found,) = subgroups(frame, by=["kind"], declared=["kind"])
    first, second = found.parts
    assert second.change.interval.estimate - first.change.interval.estimate == pytest.approx(
        second.difference.interval.estimate
    )


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (["base", "m3", "m6", "m12"], "as categories"),
        (["0 months", "3 months", "6 months", "12 months"], "by number"),
        (["t0", "t1", "t2", "t3"], "by number"),
    ],
)
def test_occasions_come_in_their_own_order(names, order):
    frame = people(seed=1)
    rows = pd.concat([frame.assign(when=names[at]) for at in (2, 0, 3, 1)])
    if order == "as categories":
        rows["when"] = pd.Categorical(rows["when"], names, ordered=True)
    assert [str(name) for name in occasions(rows["when"])] == names


@pytest.mark.parametrize("names", [["before", "after"], ["baseline", "3m"], ["3 months", "1 year"]])
def test_words_have_no_order_of_their_own(names):
    frame = people(seed=1).assign(time=lambda rows: [names[time] for time in rows.time])
    with pytest.raises(NotEnough, match="say the times"):
        change(frame)
    assert change(frame, times=names).first == names[0]


def test_columns_may_be_said_in_a_dictionary():
    frame = people(seed=1).drop(columns=["site", "group"]).rename(columns={"score": "who5", "person": "id"})
    said = {"score": "who5", "person": "id"}
    assert change(frame, columns=said) == change(frame, columns=Columns(**said))


@pytest.mark.parametrize("scores", [4, np.inf, "Ane fik 7"])
def test_scores_that_say_nothing_are_refused_without_telling_them(scores):
    with pytest.raises(NotEnough) as refused:
        change(people(seed=1).assign(score=scores))
    assert "Ane" not in str(refused.value)
