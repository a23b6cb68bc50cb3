"""What an analysis tells, what it keeps to itself, and that there is always something kind to say."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import combinations, pairwise

import pandas as pd
import pytest

from tests.evaluation.exported import STORED, empty, people
from traedesten.domain.instruments import TILS, WHO5
from traedesten.evaluation.disclosure import leaks
from traedesten.evaluation.export import Factor, Outcome, Plan, analyse
from traedesten.evaluation.export import frames as tables
from traedesten.evaluation.export.agreeing import agree
from traedesten.evaluation.export.before_after import asked
from traedesten.evaluation.export.counting import OTHERS, Teller
from traedesten.evaluation.export.waiting import waited

LONELY, WELL = Outcome("journeys", "t-ils", "da-2", "t1"), Outcome("journeys", "who-5", "da-1", "t1")
PLAN = Plan((LONELY,), (Factor("first_stone", (LONELY,)),), STORED)
BEFORE = (9, 8, 7, 6, 9, 7, 8, 9, 6, 7, 9, 8)
AFTER = (7, 7, 6, 6, 6, 5, 8, 6, 5, 7, 6, 5)
"""Means 93/12 and 74/12. Four fell by three or more (the yardstick of T-ILS): 9→6, 9→6, 9→6 and 8→5."""


def by_hand(before=BEFORE, after=AFTER, **columns) -> dict[str, pd.DataFrame]:
    """Journeys with a T-ILS each time; None did not answer. columns: of persons, one value for each."""
    made = empty()
    names = [f"P{number:03}" for number in range(len(before))]
    made["persons"] = pd.DataFrame(
        {column: "" for column in made["persons"].columns} | {"person": names, "course": "journeys"} | columns
    )
    rows = [
        {
            "person": person,
            "wave": wave,
            "instrument": "t-ils",
            "version": "da-2",
            "status": "missed" if score is None else "answered",
            "mode": "" if score is None else "own_link",
            "weeks": None,
            "is_late": None,
            "score": score,
        }
        for wave, scores in (("t0", before), ("t1", after))
        for person, score in zip(names, scores, strict=True)
    ]
    made["answers"] = pd.DataFrame(rows, columns=made["answers"].columns)
    return made


def found(given: dict, plan: Plan = PLAN) -> dict:
    return analyse(given, plan).outcomes[0]


def places(plain, at: str = "") -> Iterator[tuple[str, object]]:
    """(path, value) of everything in an analysis."""
    parts = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for name, part in parts:
        yield from places(part, f"{at}/{name}")
    if not isinstance(plain, dict | list):
        yield at, plain


def test_figures_reckoned_by_hand():
    row = found(by_hand())
    change = row["change"]
    assert row["counts"] == {"both": 12, "due": 12, "began": 12, "before": 12, "after": 12}
    assert change["means"] == [round(93 / 12, 4), round(74 / 12, 4)]
    assert change["all_enrolled"]["estimate"] == pytest.approx(-19 / 12, abs=1e-3)
    assert change["way"] == "better"
    moves = pd.Series(AFTER) - pd.Series(BEFORE)
    d_z = moves.mean() / moves.std() * (1 - 3 / (4 * 11 - 1))
    assert change["d_z"]["estimate"] == pytest.approx(d_z, abs=2e-3)
    assert row["sensitivity"] == {"lacking": "nobody_left"}
    assert "clusters_unknown" not in row["cautions"] and "no_control" in row["cautions"]


def test_single_persons_are_counted_where_they_may_be():
    before, after = (8,) * 20, (5,) * 8 + (8,) * 7 + (7,) * 0 + (9,) * 5
    row = found(by_hand((*before[:19], 6), (*after[:19], 9)))
    kinds = {kind["value"]: kind["persons"] for kind in row["reliable"]["kinds"]}
    assert row["reliable"]["threshold"] == 3.0
    assert kinds == {"better": None, "same": 11, "worse": None}  # one got worse
    before, after = (8,) * 10 + (7,) * 10 + (5,) * 10, (5,) * 10 + (6,) * 10 + (8,) * 10
    row = found(by_hand(before, after))
    kinds = {kind["value"]: kind["persons"] for kind in row["reliable"]["kinds"]}
    assert kinds == {"better": 10, "same": 10, "worse": 10}
    assert row["reliable"]["kinds"][0]["share"]["estimate"] == round(1 / 3, 4)


def test_that_nobody_got_worse_is_not_told():
    row = found(by_hand((8,) * 10 + (7,) * 10, (5,) * 10 + (6,) * 10))
    kinds = {kind["value"]: kind["persons"] for kind in row["reliable"]["kinds"]}
    assert kinds["worse"] is None and list(kinds.values()).count(None) >= 2


def test_who_dropped_out_is_told_by_their_first_answers():
    before = (9, 8, 9, 8, 9, 8, 5, 6, 5, 6, 5, 6, 5, 6)
    after = (None,) * 6 + (4, 5, 4, 6, 5, 4, 4, 6)
    row = found(by_hand(before, after))
    assert (row["dropout"]["kept"], row["dropout"]["lost"]) == (8, 6)
    first = row["dropout"]["first_scores"]
    assert (first["kept_mean"], first["lost_mean"], first["difference"]["estimate"]) == (5.5, 8.5, 3.0)
    assert "low_coverage" in row["cautions"]


def test_those_who_did_not_answer_are_put_worse_and_worse():
    given = people(60, courses=("journeys",), instruments=(TILS, WHO5), seed=3)
    rows = {row["instrument"]: row for row in analyse(given, Plan((LONELY, WELL), (), STORED)).outcomes}
    points = {key: [delta["points"] for delta in row["sensitivity"]["deltas"]] for key, row in rows.items()}
    assert points["who-5"] == [0.0, -5.0, -10.0, -15.0, -20.0]  # ten points is the yardstick between groups
    assert points["t-ils"][0] == 0.0 and all(low < high for low, high in pairwise(points["t-ils"]))
    changes = [delta["estimate"] for delta in rows["who-5"]["sensitivity"]["deltas"]]
    assert changes == sorted(changes, reverse=True)


def test_what_the_plan_did_not_declare_is_marked_as_exploratory():
    given = people(30, courses=("journeys",))
    analysis = analyse(given, PLAN)
    declared = {row["outcome"]: row["is_declared"] for row in analysis.outcomes}
    assert declared == {LONELY.key: True, WELL.key: False}
    for row in (*analysis.outcomes, *analysis.comparisons):
        if "cautions" in row:
            assert ("exploratory" in row["cautions"]) == (not row["is_declared"])
    compared = {(row["by"], row["outcome"]): row["is_declared"] for row in analysis.comparisons}
    assert compared == {("first_stone", LONELY.key): True, ("times_together", LONELY.key): False}


def test_groups_that_are_too_small_are_compared_together():
    stones = ["practice"] * 12 + ["lasting"] * 12 + ["relief"] * 3 + ["counselling"] * 4
    before, after = BEFORE * 2 + BEFORE[:7], AFTER * 2 + AFTER[:7]
    row = analyse(by_hand(before, after, first_stone=stones), PLAN).comparisons[0]
    parts = {part["value"]: part["both"] for part in row["parts"]}
    assert parts == {"practice": 12, "lasting": 12, OTHERS: 7}
    assert row["parts"][0]["difference"] is None and row["parts"][1]["difference"]["estimate"] == pytest.approx(
        0, abs=1e-6
    )
    assert "chosen_later" in row["cautions"] and row["parts"][2]["cautions"] == ["small_group"]


def test_a_group_in_which_all_moved_the_same_is_not_told():
    before, after = (*BEFORE, *(8,) * 6), (*AFTER, *(7,) * 6)
    row = analyse(by_hand(before, after, first_stone=["practice"] * 12 + ["lasting"] * 6), PLAN).comparisons[0]
    assert row["lacking"] == "all_the_same" and "parts" not in row


LITTLE = {
    "nobody": (empty(), "nobody"),
    "one": (by_hand((7,), (5,)), "too_few"),
    "four": (by_hand(BEFORE[:4], AFTER[:4]), "too_few"),
    "one wave only": (people(30, courses=("journeys",), waves=("t0",)), "not_yet"),
    "nobody answered again": (by_hand(BEFORE, (None,) * 12), "too_few"),
    "another course": (people(8, courses=("groups",)), "nobody"),
}


@pytest.mark.parametrize(("given", "why"), LITTLE.values(), ids=list(LITTLE))
def test_too_little_is_told_and_never_a_crash(given, why):
    analysis = analyse(given, PLAN)
    assert analysis.outcomes[0]["lacking"] == why
    assert json.loads(analysis.to_json()) == asdict(analysis)


@pytest.mark.parametrize(
    ("before", "after"), [((7,) * 9, AFTER[:9]), (BEFORE[:9], (5,) * 9), ((7, 8) * 5, (6, 7) * 5)]
)
def test_where_all_say_or_move_the_same_no_mean_is_told(before, after):
    row = found(by_hand(before, after))
    assert row["change"] == {"lacking": "all_the_same"} and row["counts"]["both"] == len(before)


def test_an_instrument_without_a_yardstick_says_so():
    given = by_hand()
    given["answers"] = given["answers"].assign(instrument="phq-4", version="da-1")
    row = found(given, Plan((Outcome("journeys", "phq-4", "da-1", "t1"),), (), STORED))
    assert row["reliable"] == {"lacking": "no_yardstick"} and row["change"]["way"] == "better"


def test_alpha_is_reckoned_on_points_and_needs_ten():
    scales = analyse(people(30, courses=("journeys",), instruments=(TILS,)), PLAN).scales
    assert [(row["instrument"], len(row["item_total"])) for row in scales] == [("t-ils", 3)]
    few = analyse(people(9, courses=("journeys",), instruments=(TILS,)), PLAN).scales
    assert few[0]["lacking"] == "too_few"


def test_a_curve_steps_only_where_five_have_been_added():
    weeks, event = [1] * 3 + [2] * 2 + [3] * 5 + [9] * 5, [1] * 10 + [0] * 5
    row = waited(pd.DataFrame({"contact_weeks": weeks, "contact_event": event}), "journeys", "contact")
    steps = [(step["weeks"], step["share"]) for step in row["steps"]]
    assert steps == [(2.0, 0.3333), (3.0, 0.6667)]
    assert row["counts"] == {"persons": 15, "happened": 10, "left": 0, "open": 5} and row["median"] == 3.0
    at_risk = {mark["weeks"]: mark["persons"] for mark in row["at_risk"]}
    assert (at_risk[0.0], at_risk[4.0], at_risk[8.0]) == (15, 5, 5)


def test_where_two_still_wait_there_are_rounded_shares_and_no_counts():
    weeks, event = [1] * 3 + [2] * 2 + [3] * 5 + [9] * 2, [1] * 10 + [0] * 2
    row = waited(pd.DataFrame({"contact_weeks": weeks, "contact_event": event}), "journeys", "contact")
    assert [(step["weeks"], step["share"]) for step in row["steps"]] == [(2.0, 0.4), (3.0, 0.85)]
    assert set(row["counts"].values()) == {None} and row["at_risk"] == []


def test_leaving_stands_in_the_way_of_a_community():
    weeks, event = [2] * 6 + [4] * 6 + [8] * 6, [1] * 6 + [2] * 6 + [1] * 6
    row = waited(pd.DataFrame({"community_weeks": weeks, "community_event": event}), "groups", "community")
    assert [(step["weeks"], step["share"]) for step in row["steps"]] == [(2.0, 0.3333), (8.0, 0.6667)]
    assert [(step["weeks"], step["share"]) for step in row["left_steps"]] == [(4.0, 0.3333)]
    assert row["counts"] == {"persons": 18, "happened": 12, "left": 6, "open": 0}


@pytest.mark.slow
@pytest.mark.parametrize("many", [5, 7, 11, 16, 23])
def test_no_count_under_five_is_told_and_none_can_be_reckoned(many):
    """Every whole number in an analysis is a count. Counts of persons lie in each other, so differences count too."""
    analysis = analyse(people(many, seed=many, courses=("journeys",), instruments=(TILS,), lost=0.2), PLAN)
    small = [(at, value) for at, value in places(asdict(analysis)) if type(value) is int and 0 < value < 5]
    assert small == []
    counts = [count for count in analysis.outcomes[0].get("counts", {}).values() if count is not None]
    assert [pair for pair in combinations(counts, 2) if 0 < abs(pair[0] - pair[1]) < 5] == []
    whole = {part.get("persons") for part in analysis.people} - {None}
    assert all(not 0 < abs(many - count) < 5 for many in whole for count in counts)


def test_a_small_count_would_have_been_seen():
    assert [(at, value) for at, value in places({"a": [{"persons": 4}, {"persons": 5}]}) if value < 5] == [
        ("/a/0/persons", 4)
    ]


@pytest.mark.parametrize("name", ["status", "mode", "first_stone", "gender"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_guard_finds_no_leak_in_what_is_told_of_an_outcome(name, seed):
    frames = tables.checked(people(25, seed=seed, courses=("journeys",), instruments=(TILS,)))
    teller = asked(frames, LONELY).teller(name)
    teller.table(name, {"before": "yes", "after": "yes"})
    teller.table(name, {"due": "yes"})
    assert leaks(teller.population, teller.releases, 5, hides_zeros=False) == ()


def test_the_guard_would_have_found_one():
    teller = Teller({"both": ["yes"] * 9 + ["no"] * 2})
    teller.count({"both": "yes"})
    careless = Teller({"both": ["yes"] * 9 + ["no"] * 2})
    careless.count()
    assert teller.count() is None
    assert leaks(teller.population, [*teller.releases[:1], *careless.releases], 5) != ()


def test_nearly_all_answered_so_nowhere_is_it_told_how_many_began():
    given = by_hand(BEFORE * 3, (*AFTER * 2, *AFTER[:-2], None, None), gender=["woman"] * 20 + ["man"] * 16)
    given["persons"] = given["persons"].assign(contact_weeks=3, contact_event=1)
    analysis = analyse(given, PLAN)
    assert analysis.outcomes[0]["counts"]["both"] == 34
    assert analysis.outcomes[0]["counts"]["began"] is None
    assert 36 not in [value for _at, value in places(asdict(analysis)) if type(value) is int]
    [gender] = analysis.people[0]["by"]
    assert gender["rows"] == [
        {"value": "woman", "persons": None, "share": 0.55},
        {"value": "man", "persons": None, "share": 0.45},
    ]


def test_a_wave_is_hidden_for_all_its_instruments():
    rows = [
        {"course": "journeys", "wave": "t1", "outcome": key, "counts": {"began": 40, "due": due}, "status": [1]}
        for key, due in (("a", None), ("b", 30))
    ]
    compared = [{"outcome": "b", "parts": [{"due": 12}]}]
    goals = [{"course": "journeys", "wave": wave, "counts": {"asked": 30}} for wave in ("t1", "t2")]
    agree([], rows, compared, [], [], goals)
    assert [goal["counts"]["asked"] for goal in goals] == [None, 30]
    assert [row["counts"]["due"] for row in rows] == [None, None]
    assert rows[1]["status"] == [] and compared[0]["parts"][0]["due"] is None


def test_a_middle_is_one_that_the_told_curve_comes_to():
    """Half are there in week 4, but the curve is next told in week 6, when five have been added since."""
    weeks, event = [1] * 6 + [4] * 4 + [6] * 5 + [9] * 5, [1] * 15 + [0] * 5
    row = waited(pd.DataFrame({"contact_weeks": weeks, "contact_event": event}), "journeys", "contact")
    assert [(step["weeks"], step["share"]) for step in row["steps"]] == [(1.0, 0.3), (6.0, 0.75)]
    assert (row["median"], row["has_median"]) == (6.0, True)


def test_fewer_than_half_is_said_where_it_is_so():
    weeks, event = [1] * 6 + [20] * 14, [1] * 6 + [0] * 14
    row = waited(pd.DataFrame({"contact_weeks": weeks, "contact_event": event}), "journeys", "contact")
    assert (row["median"], row["has_median"]) == (None, True)


# ---- Goals ----

CAME = (50, 50, 60, 60, 70, 50, 40, 40, 40, 30, 30)
"""Six came as far as they hoped. Mean 520/11; squares 26200, so the variance is (26200 - 520²/11) / 10."""


def with_goals(came=CAME, silent: int = 6) -> dict[str, pd.DataFrame]:
    scores = [*came, *[None] * silent]
    given = by_hand((7,) * len(scores), (6,) * len(scores))
    rows = given["answers"][given["answers"].wave == "t1"]
    rows = rows.assign(instrument="goal", version="da-1", score=pd.Series(scores, rows.index, dtype=object))
    rows["status"] = ["missed" if score is None else "answered" for score in scores]
    return given | {"answers": pd.concat([given["answers"], rows], ignore_index=True)}


def test_a_goal_is_a_share_and_a_mean_and_has_no_before():
    analysis = analyse(with_goals(), PLAN)
    assert not any("goal" in row["outcome"] for row in analysis.outcomes)
    assert not any(row["instrument"] == "goal" for row in analysis.scales)
    [row] = analysis.goals
    assert row["counts"] == {"answered": 11, "reached": 6, "asked": 17}
    assert row["share"]["estimate"] == round(6 / 11, 4)
    sd = ((26200 - 520**2 / 11) / 10) ** 0.5
    assert row["mean"]["estimate"] == round(520 / 11, 4) and row["mean"]["sd"] == round(sd, 4)
    # Student's t for 10 degrees of freedom: 2.2281
    assert row["mean"]["high"] - row["mean"]["estimate"] == pytest.approx(2.2281 * sd / 11**0.5, abs=1e-3)


@pytest.mark.parametrize("came", [(50,) * 9, (50,) * 9 + (40,) * 2, (40,) * 9, (40,) * 9 + (60,) * 3])
def test_where_few_or_none_are_on_one_side_it_is_not_told_how_many(came):
    [row] = analyse(with_goals(came), PLAN).goals
    assert row["counts"]["reached"] is None and row["share"] is None
    assert (row["mean"] is None) == (len(set(came)) == 1)


def test_a_few_who_did_not_answer_are_not_reckoned_out():
    [row] = analyse(with_goals(silent=2), PLAN).goals
    assert row["counts"]["asked"] is None
    [row] = analyse(with_goals(CAME[:4]), PLAN).goals
    assert row["lacking"] == "too_few" and row["counts"]["answered"] is None


def test_without_a_goal_there_is_no_row():
    assert analyse(by_hand(), PLAN).goals == []
