"""The plan that is stored before the answers are opened."""

import json
from datetime import date
from hashlib import sha256

import pytest

from traedesten.domain.instruments import TILS, WHO5
from traedesten.evaluation.export import Factor, Outcome, Plan, PlanError
from traedesten.evaluation.export.plan import KEYS, LONGEST

MAIN, WELL = Outcome("journeys", "t-ils", "da-2", "t1"), Outcome("journeys", "who-5", "da-1", "t1")
PLAN = Plan((MAIN, WELL), (Factor("first_stone", (MAIN,)),), date(2026, 1, 5))


def written(**changes) -> str:
    return json.dumps(json.loads(PLAN.to_json()) | changes)


def test_a_plan_is_read_as_it_was_written():
    assert Plan.from_json(PLAN.to_json()) == PLAN
    assert json.loads(PLAN.to_json()) == {
        "outcomes": ["journeys:t-ils:da-2:t1", "journeys:who-5:da-1:t1"],
        "factors": [{"by": "first_stone", "on": ["journeys:t-ils:da-2:t1"]}],
        "stored_on": "2026-01-05",
    }


def test_the_digest_is_of_what_is_written_and_of_nothing_else():
    assert PLAN.digest == sha256(PLAN.to_json().encode()).hexdigest()
    spaced = json.dumps(json.loads(PLAN.to_json()), indent=8, sort_keys=False)
    assert Plan.from_json(spaced).digest == PLAN.digest
    others = [PLAN.stored(date(2026, 1, 6)), Plan((WELL, MAIN), PLAN.factors, PLAN.stored_on)]
    assert PLAN.digest not in {other.digest for other in others}


def test_the_default_asks_what_evaluators_ask():
    plan = Plan.default([TILS, "who-5:da-1"])
    assert plan.main == MAIN and plan.stored_on is None
    assert {outcome.wave for outcome in plan.outcomes} == {"t1", "t2", "t3"}
    compared = {factor.by: {(on.course, on.wave) for on in factor.on} for factor in plan.factors}
    assert compared == {
        "programme": {("groups", "t1")},
        "first_stone": {("journeys", "t1")},
        "times_together": {("journeys", "t1")},
    }
    assert plan.compares("first_stone", WELL) and not plan.compares("programme", WELL)
    assert Plan.default([TILS, TILS, WHO5]) == plan


def test_the_default_for_an_instrument_outside_the_usual_batteries_asks_at_every_wave():
    assert {outcome.wave for outcome in Plan.default(["djg-6:da-1"]).outcomes} == {"t1", "t2", "t3"}


def test_the_default_leaves_goals_out():
    assert Plan.default(["goal:da-1", "t-ils:da-2"]) == Plan.default(["t-ils:da-2"])


BAD = {
    "{": ("not_json", ""),
    "[]": ("not_json", ""),
    "[" * 10_000: ("not_json", ""),
    " " * (LONGEST + 1): ("too_long", ""),
    written(wishes=1): ("unknown_part", ""),
    written(outcomes="t1"): ("missing_part", "outcomes"),
    written(outcomes=[], factors=[]): ("no_outcomes", "outcomes"),
    written(outcomes=["t-ils"]): ("bad_outcome", "outcomes"),
    written(outcomes=[7]): ("bad_outcome", "outcomes"),
    written(outcomes=["school:t-ils:da-2:t1"]): ("unknown_course", "outcomes"),
    written(outcomes=["journeys:t-ils:da-9:t1"]): ("unknown_instrument", "outcomes"),
    written(outcomes=["journeys:t-ils:da-2:t9"]): ("unknown_wave", "outcomes"),
    written(outcomes=["journeys:t-ils:da-2:t0"]): ("first_wave", "outcomes"),
    written(outcomes=["journeys:goal:da-1:t1"]): ("no_before", "outcomes"),
    written(outcomes=[MAIN.key, MAIN.key]): ("twice", "outcomes"),
    written(factors=None): ("missing_part", "factors"),
    written(factors=[7]): ("not_json", "factors"),
    written(factors=[{"by": 7, "on": [MAIN.key]}]): ("missing_part", "factors"),
    written(factors=[{"by": "postcode", "on": [MAIN.key]}]): ("unknown_factor", "factors"),
    written(factors=[{"by": "gender", "on": []}]): ("not_declared", "factors"),
    written(factors=[{"by": "gender", "on": ["groups:t-ils:da-2:t1"]}]): ("not_declared", "factors"),
    written(factors=[{"by": "gender", "on": [MAIN.key, MAIN.key]}]): ("twice", "factors"),
    written(factors=2 * [{"by": "gender", "on": [MAIN.key]}]): ("twice", "factors"),
    written(stored_on="yesterday"): ("bad_date", "stored_on"),
    written(stored_on=2026): ("bad_date", "stored_on"),
}


@pytest.mark.parametrize(("text", "fault"), BAD.items(), ids=[key for key, _at in BAD.values()])
def test_a_plan_that_cannot_be_followed_says_why(text, fault):
    with pytest.raises(PlanError) as raised:
        Plan.from_json(text)
    assert (raised.value.key, raised.value.at) == fault


def test_every_fault_has_a_way_to_it():
    assert {key for key, _at in BAD.values()} == set(KEYS)


@pytest.mark.parametrize("name", ["t-ils", "t-ils:da-9", "a:b:c"])
def test_the_default_refuses_an_instrument_that_is_not_there(name):
    with pytest.raises(PlanError):
        Plan.default([name])
