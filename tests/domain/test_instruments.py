"""Scores as reckoned by hand, and what must hold for any answers to any instrument."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.asking import DEFAULT_PLANS, GOAL, PLANS, with_goal
from traedesten.domain.instruments import (
    ALL,
    DE_JONG_GIERVELD,
    PERSONAL_GOAL,
    PHQ4,
    SWEMWBS,
    TILS,
    TILS_2013,
    UCLA20,
    WHO5,
    Better,
    Method,
    Moved,
    NotAnAnswer,
    Use,
    Why,
    definition_of,
    may_use,
    moved,
    points,
    score,
    very_low,
)
from traedesten.domain.instruments.goals import REACHED

SUMMED = [definition for definition in ALL if definition.method is Method.SUM]


def answered(definition, *values):
    return dict(zip((item.key for item in definition.items), values, strict=True))


@pytest.mark.parametrize(
    ("definition", "values", "total", "band"),
    [
        (TILS, (1, 1, 1), 3, "not_severe"),
        (TILS, (2, 2, 2), 6, "not_severe"),
        (TILS, (2, 2, 3), 7, "severe"),
        (TILS_2013, (3, 3, 3), 9, "severe"),
        (WHO5, (0, 0, 0, 0, 0), 0, "low"),
        (WHO5, (2, 2, 2, 1, 1), 32, "low"),
        (WHO5, (2, 2, 2, 2, 1), 36, "lowered"),
        (WHO5, (3, 3, 2, 2, 2), 48, "lowered"),
        (WHO5, (3, 3, 3, 2, 2), 52, "not_lowered"),
        (WHO5, (5, 5, 5, 5, 5), 100, "not_lowered"),
        (DE_JONG_GIERVELD, (1, 1, 1, 3, 3, 3), 0, "not_lonely"),
        (DE_JONG_GIERVELD, (2, 1, 1, 3, 3, 2), 2, "moderate"),
        (DE_JONG_GIERVELD, (3, 3, 2, 1, 2, 3), 5, "severe"),
        (DE_JONG_GIERVELD, (3, 3, 3, 1, 1, 1), 6, "severe"),
        (PHQ4, (1, 1, 0, 0), 2, "none"),
        (PHQ4, (1, 1, 1, 0), 3, "mild"),
        (PHQ4, (2, 2, 1, 1), 6, "moderate"),
        (PHQ4, (3, 3, 2, 1), 9, "severe"),
        # Eleven items as they are (1) and nine turned round (1 → 4): 11 + 36.
        (UCLA20, (1,) * 20, 47, None),
        # 4 at the eleven, 1 at the nine that are turned: as lonely as can be.
        (UCLA20, (1, 4, 4, 4, 1, 1, 4, 4, 1, 1, 4, 4, 4, 4, 1, 1, 4, 4, 1, 1), 80, None),
        (UCLA20, (4, 1, 1, 1, 4, 4, 1, 1, 4, 4, 1, 1, 1, 1, 4, 4, 1, 1, 4, 4), 20, None),
        (SWEMWBS, (3, 3, 3, 3, 3, 3, 3), 21, None),
    ],
)
def test_totals_are_as_reckoned_by_hand(definition, values, total, band):
    result = score(definition, answered(definition, *values))
    assert (result.total, result.band, result.missing) == (total, band, ())


def test_the_parts_of_a_scale_have_figures_of_their_own():
    lonely = score(DE_JONG_GIERVELD, answered(DE_JONG_GIERVELD, 3, 2, 1, 3, 3, 2))
    assert [(part.key, part.total, part.is_raised) for part in lonely.subscales] == [
        ("emotional", 2, None),
        ("social", 1, None),
    ]
    low = score(PHQ4, answered(PHQ4, 1, 1, 3, 0))
    assert [(part.key, part.total, part.is_raised) for part in low.subscales] == [
        ("anxiety", 2, False),
        ("depression", 3, True),
    ]


@pytest.mark.parametrize("definition", [TILS, TILS_2013, WHO5, UCLA20, SWEMWBS, PHQ4])
def test_one_missing_answer_leaves_no_total_where_none_may_be_missing(definition):
    answers = {item.key: max(definition.values) for item in definition.items[1:]}
    result = score(definition, answers)
    assert (result.total, result.band, result.missing) == (None, None, ((definition.items[0].key, Why.NOT_ASKED),))


def test_de_jong_gierveld_bears_one_missing_answer_in_the_total_and_none_in_a_part():
    answers = answered(DE_JONG_GIERVELD, Why.DECLINED, 3, 3, 1, 1, 3)
    result = score(DE_JONG_GIERVELD, answers)
    assert (result.total, result.band) == (4, "moderate")
    assert [part.total for part in result.subscales] == [None, 2]
    assert result.subscales[0].missing == ("emptiness",)
    assert score(DE_JONG_GIERVELD, answers | {"close": Why.SKIPPED}).total is None


def test_why_an_answer_is_missing_is_kept():
    result = score(TILS, {"isolated": Why.DECLINED, "company": Why.SKIPPED})
    assert result.missing == (
        ("isolated", Why.DECLINED),
        ("company", Why.SKIPPED),
        ("outside", Why.NOT_ASKED),
    )
    assert result.answered == 0


@pytest.mark.parametrize(
    "answers", [{"isolated": 0}, {"isolated": 4}, {"isolated": True}, {"isolated": 1.5}, {"no_such": 1}]
)
def test_what_is_no_answer_is_refused(answers):
    with pytest.raises(NotAnAnswer):
        score(TILS, answers)


TWO_GOALS = dataclasses.replace(
    PERSONAL_GOAL,
    items=(*PERSONAL_GOAL.items, dataclasses.replace(PERSONAL_GOAL.items[0], key="goal_2")),
    may_miss=1,
)


@pytest.mark.parametrize(
    ("goals", "weights", "t"),
    [
        ({"goal_1": 0}, {}, 50),
        ({"goal_1": 2}, {}, 70),
        ({"goal_1": -2}, {"goal_1": 7}, 30),
        # Σwx = 1, Σw² = 2, (Σw)² = 4: √(1.4 + 1.2) = 1.612452
        ({"goal_1": 1, "goal_2": 0}, {}, 56.2017),
        # Σwx = 3·1 − 1·1 = 2, Σw² = 10, (Σw)² = 16: √(7 + 4.8) = 3.435113
        ({"goal_1": 1, "goal_2": -1}, {"goal_1": 3, "goal_2": 1}, 55.8222),
    ],
)
def test_goals_come_to_a_t_score(goals, weights, t):
    result = score(TWO_GOALS, goals, weights=weights)
    assert result.total == pytest.approx(t, abs=5e-5)
    assert len(result.missing) == 2 - len(goals)


@pytest.mark.parametrize(("value", "t"), [(-2, 30), (-1, 40), (0, 50), (1, 60), (2, 70)])
def test_one_goal_is_asked_about_and_fifty_is_where_one_hoped_to_be(value, t):
    result = score(PERSONAL_GOAL, {"goal_1": value})
    assert (result.total, result.missing) == (t, ())
    assert (result.band == "reached") == (t >= REACHED) == (value >= 0)


def test_a_goal_is_asked_about_only_where_the_plan_says_so():
    assert {plan.instruments[-1] for plan in with_goal(DEFAULT_PLANS)} == {GOAL}
    assert not any(GOAL in plan.instruments for plans in PLANS.values() for plan in plans)
    assert definition_of(*GOAL.split(":")) is PERSONAL_GOAL


def test_goals_without_an_answer_have_no_score():
    assert score(PERSONAL_GOAL, {"goal_1": Why.DECLINED}).total is None


def test_a_goal_must_weigh_something():
    with pytest.raises(NotAnAnswer):
        score(PERSONAL_GOAL, {"goal_1": 1}, weights={"goal_1": 0})


def test_the_metric_table_is_used_only_when_asked_for():
    answers = answered(SWEMWBS, 3, 3, 3, 3, 3, 3, 4)
    assert score(SWEMWBS, answers).metric is None
    assert score(SWEMWBS, answers, metric=True).metric == 19.98
    table = dict(SWEMWBS.metric)
    assert list(table) == list(range(7, 36))
    assert (table[7], table[35]) == (7.0, 35.0)
    assert list(table.values()) == sorted(table.values())


@pytest.mark.parametrize(("values", "opens"), [((2, 2, 1, 1, 1), True), ((2, 2, 2, 1, 1), False)])
def test_a_very_low_wellbeing_opens_a_way_to_a_person(values, opens):
    assert very_low(WHO5, score(WHO5, answered(WHO5, *values))) is opens


def test_only_a_figure_opens_it():
    assert not very_low(WHO5, score(WHO5, {"cheerful": 0}))
    assert not very_low(TILS, score(TILS, answered(TILS, 3, 3, 3)))


@pytest.mark.parametrize(
    ("definition", "before", "after", "expected"),
    [
        (TILS, (3, 3, 3), (2, 2, 2), Moved.BETTER),
        (TILS, (3, 3, 3), (2, 2, 3), Moved.NO_MORE_THAN_CHANCE),
        (TILS, (1, 1, 2), (3, 3, 3), Moved.WORSE),
        (WHO5, (1, 1, 1, 1, 1), (3, 2, 2, 2, 2), Moved.BETTER),
        (WHO5, (1, 1, 1, 1, 1), (2, 2, 2, 2, 2), Moved.NO_MORE_THAN_CHANCE),
        (WHO5, (3, 2, 2, 2, 2), (1, 1, 1, 1, 1), Moved.WORSE),
        (PHQ4, (3, 3, 3, 3), (0, 0, 0, 0), Moved.CANNOT_SAY),
    ],
)
def test_one_persons_change_is_held_against_the_instruments_uncertainty(definition, before, after, expected):
    scores = [score(definition, answered(definition, *values)) for values in (before, after)]
    assert moved(definition, *scores) is expected


def test_two_wordings_are_not_compared():
    before, after = score(TILS_2013, answered(TILS_2013, 3, 3, 3)), score(TILS, answered(TILS, 1, 1, 1))
    assert moved(TILS, before, after) is Moved.CANNOT_SAY


def test_the_reliable_change_of_t_ils_follows_from_its_precision():
    alpha, sds = TILS.precision.reliability, TILS.precision.sds
    derived = [1.96 * sd * math.sqrt(2) * math.sqrt(1 - alpha) for sd in sds]
    assert derived == pytest.approx([2.2, 2.93], abs=0.005)
    assert TILS.yardstick.person == math.ceil(max(derived))


def test_an_instrument_is_found_by_its_wording():
    assert definition_of("t-ils", "da-2013") is TILS_2013
    with pytest.raises(KeyError):
        definition_of("t-ils", "da-1999")


def test_a_site_gets_what_it_may_use():
    assert {definition.key for definition in may_use([])} == {"t-ils", "who-5", "goal", "djg-6", "phq-4"}
    assert may_use([Use.REGISTERED, Use.RESEARCH]) == ALL


def test_the_default_battery_has_eight_items():
    assert sum(len(definition.items) for definition in ALL if definition.is_on) == 8


@pytest.mark.parametrize("definition", ALL, ids=lambda definition: f"{definition.key} {definition.version}")
def test_a_definition_is_whole(definition):
    keys = [item.key for item in definition.items]
    assert len(set(keys)) == len(keys)
    assert len(definition.values) == len(definition.options)
    assert definition.source.text and definition.terms.text
    assert all(words.da and words.en for words in [definition.name, *(option.words for option in definition.options)])
    assert all(item.words.da and item.words.en for item in definition.items if item.words)
    assert all(item.words for item in definition.items) or definition.use is not Use.EVERY_SITE
    assert all(set(scale.items) <= set(keys) for scale in definition.subscales)
    if definition.bands:
        step = definition.factor
        totals = range(int(definition.low), int(definition.high) + 1, step)
        assert [sum(band.low <= total <= band.high for band in definition.bands) for total in totals] == [1] * len(
            totals
        )


def test_adding_an_instrument_is_adding_a_definition():
    items = (TILS.items[0], dataclasses.replace(TILS.items[1], is_reversed=True))
    own = dataclasses.replace(TILS, key="own", items=items, low=2, high=6, bands=())
    assert score(own, {"isolated": 3, "company": 1}).total == 6


def some_answers(definition):
    return st.fixed_dictionaries({item.key: st.sampled_from(sorted(definition.values)) for item in definition.items})


answers_to_one = st.sampled_from(ALL).flatmap(lambda d: st.tuples(st.just(d), some_answers(d)))


@given(answers_to_one)
def test_totals_stay_within_their_bounds(drawn):
    definition, answers = drawn
    result = score(definition, answers)
    assert definition.low - 1e-9 <= result.total <= definition.high + 1e-9
    scales = {scale.key: scale for scale in definition.subscales}
    assert all(scales[part.key].low <= part.total <= scales[part.key].high for part in result.subscales)


@given(answers_to_one, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(drawn, random):
    definition, answers = drawn
    pairs = list(answers.items())
    random.shuffle(pairs)
    assert score(definition, dict(pairs)) == score(definition, answers)


@given(answers_to_one, st.data())
def test_an_answer_that_says_more_never_lowers_the_total(drawn, data):
    definition, answers = drawn
    item = data.draw(st.sampled_from(definition.items))
    worth = [(points(definition, item, value), value) for value in sorted(definition.values)]
    more = data.draw(
        st.sampled_from([pair for pair in worth if pair[0] >= points(definition, item, answers[item.key])])
    )
    higher = score(definition, answers | {item.key: more[1]})
    assert higher.total >= score(definition, answers).total - 1e-9


@given(answers_to_one, st.data())
def test_missing_answers_are_never_made_up(drawn, data):
    definition, answers = drawn
    gone = data.draw(st.sets(st.sampled_from([item.key for item in definition.items]), min_size=1))
    result = score(definition, answers | dict.fromkeys(gone, Why.SKIPPED))
    assert {key for key, _ in result.missing} == gone
    assert (result.total is None) == (len(gone) > definition.may_miss)


def test_lower_is_better_for_loneliness_and_distress_only():
    assert {definition.key for definition in ALL if definition.better is Better.LOWER} == {
        "t-ils", "ucla-20", "djg-6", "phq-4",
    }  # fmt: skip
