"""Matching people to guides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.domain.slots import SLOTS
from traedesten.planning.guides import (
    Guide,
    Left,
    Person,
    Problem,
    Reason,
    broken_rules,
    propose,
    propose_pair,
)

TODAY = date(2026, 11, 23)
HERE, THERE = (56.36, 8.62), (56.36, 9.10)
DANISH = frozenset({"da"})
ANE = Person(
    "ane",
    HERE,
    frozenset({"mon-am", "tue-pm", "wed-eve"}),
    frozenset({"strik", "natur"}),
    DANISH,
    24,
    reach_km=5.0,
)
BO = Guide("bo", HERE, ANE.times, ANE.interests, DANISH, 27, "man", capacity=3, journeys_done=4, radius_km=10.0)


def the_problem(person=ANE, guide=BO, declined=frozenset()):
    return Problem((person,), (guide,), TODAY, declined)


def test_a_pair_that_shares_everything_is_very_good_with_the_strongest_reason_first():
    (proposal,) = propose(the_problem()).proposals["ane"]
    assert (proposal.score, proposal.fit, proposal.caution, proposal.unknown) == (95, "very_good", None, ())
    assert proposal.reasons == (
        Reason("shared_time", {"times": ("mon-am", "tue-pm", "wed-eve"), "count": 3}, 30.0),
        Reason("near", {"km": 0.0}, 20.0),
        Reason("shared_interest", {"interests": ("natur", "strik"), "count": 2}, 20.0),
        Reason("near_age", {"years": 3}, 15.0),
        Reason("spare_capacity", {"places": 3}, 10.0),
    )


@pytest.mark.parametrize(
    ("person", "guide", "declined", "code", "relaxation"),
    [
        ({}, {"load": 2, "asked": 1}, (), "capacity", "more_capacity"),
        ({}, {"away": ((TODAY, TODAY + timedelta(27)),)}, (), "leave", "wait_until_back"),
        ({}, {"point": THERE}, (), "distance", "more_distance"),
        ({}, {"languages": frozenset({"uk"})}, (), "language", "interpreter_or_other_language"),
        ({"guide_gender": "woman"}, {}, (), "gender", "ask_about_gender_wish"),
        ({}, {}, {("ane", "bo")}, "declined", "ask_again"),
    ],
)
def test_each_hard_rule_binds_and_tells_what_would_relax_it(person, guide, declined, code, relaxation):
    result = propose(the_problem(replace(ANE, **person), replace(BO, **guide), frozenset(declined)))
    (left,) = result.left
    assert (result.proposals, left.binding.code, left.relaxation.code) == ({}, code, relaxation)


def test_the_smallest_relaxation_is_the_fewest_kilometres():
    guides = (replace(BO, id="far", point=(56.36, 9.2)), replace(BO, id="nearer", point=THERE))
    (left,) = propose(Problem((ANE,), guides, TODAY)).left
    assert left == Left(
        "ane",
        Reason("distance", {"guides": 2}),
        Reason("more_distance", {"guide": "nearer", "km": 29.6, "more_km": 20}),
    )


def test_someone_whom_no_single_change_would_help_gets_the_rule_most_guides_break():
    guides = (
        replace(BO, id="a", capacity=0, languages=frozenset({"uk"})),
        replace(BO, id="b", point=THERE, languages=frozenset({"uk"})),
    )
    assert propose(Problem((ANE,), guides, TODAY)).left == (Left("ane", Reason("language", {"guides": 2}), None),)


def test_without_guides_there_is_no_rule_to_relax():
    assert propose(Problem((ANE,), (), TODAY)).left == (Left("ane", Reason("no_guides"), None),)


def test_nobody_waiting_gives_nothing():
    result = propose(Problem((), (BO,), TODAY))
    assert (result.proposals, result.left) == ({}, ())


@pytest.mark.parametrize(
    ("person", "guide", "caution"),
    [
        ({"languages": frozenset()}, {}, Reason("language_unknown")),
        ({}, {"times": frozenset({"sun-am"})}, Reason("few_shared_times", {"times": (), "count": 0})),
        (
            {},
            {"times": frozenset({"mon-am"})},
            Reason("few_shared_times", {"times": ("mon-am",), "count": 1}),
        ),
        ({"reach_km": None}, {"point": THERE}, Reason("far", {"km": 29.6})),
        ({}, {"journeys_done": 0}, Reason("new_guide", {"suggest": "companion_at_first_meeting"})),
        ({"times": frozenset()}, {}, Reason("times_unknown", {"who": "person"})),
        ({}, {"load": 2}, Reason("nearly_full", {"places": 1})),
        (
            {},
            {"away": ((date(2026, 12, 14), date(2026, 12, 20)),)},
            Reason(
                "leave_soon",
                {"week": 51, "year": 2026, "from": date(2026, 12, 14), "until": date(2026, 12, 20)},
            ),
        ),
    ],
)
def test_the_one_most_useful_caution_is_given(person, guide, caution):
    assert propose_pair(replace(ANE, **person), replace(BO, **guide), TODAY).caution == caution


def test_two_leaves_that_meet_are_one_absence():
    middle = TODAY + timedelta(14)
    away = ((middle, TODAY + timedelta(30)), (TODAY, middle - timedelta(1)))
    assert [rule.code for rule in broken_rules(ANE, replace(BO, away=away), the_problem())] == ["leave"]


def test_a_guide_who_is_home_one_day_of_the_four_weeks_is_proposed():
    away = ((TODAY, TODAY + timedelta(26)),)
    assert broken_rules(ANE, replace(BO, away=away), the_problem()) == ()


def test_experience_with_the_age_counts_where_ages_differ():
    guide = replace(BO, age=70, experience=frozenset({"age:18-29"}))
    assert Reason("experience_age", {"band": "18-29"}, 12.0) in propose_pair(ANE, guide, TODAY).reasons


def test_the_same_area_stands_in_for_an_unknown_distance():
    pair = propose_pair(replace(ANE, point=None, area="7500"), replace(BO, area="7500"), TODAY)
    assert Reason("same_area", {"area": "7500"}, 12.0) in pair.reasons


def test_what_is_not_known_is_said():
    assert propose_pair(Person("p"), Guide("g"), TODAY).unknown == (
        "languages",
        "times",
        "interests",
        "distance",
        "age",
    )


def test_those_who_waited_longest_come_first():
    people = (Person("a", waited_days=3), Person("b", waited_days=30), Person("c", waited_days=30))
    assert list(propose(Problem(people, (Guide("g"),), TODAY)).proposals) == ["b", "c", "a"]


def test_repeated_ids_are_refused():
    with pytest.raises(ValueError, match="unique"):
        Problem((ANE, ANE), (), TODAY)


def subsets(values):
    return st.frozensets(st.sampled_from(values), max_size=4)


points = st.none() | st.tuples(st.floats(56.2, 56.5), st.floats(8.4, 9.0))
shared = {
    "point": points,
    "times": subsets(SLOTS[:6]),
    "interests": subsets(["strik", "natur", "musik", "spil", "mad"]),
    "languages": subsets(["da", "en", "uk"]),
    "age": st.none() | st.integers(18, 90),
    "area": st.sampled_from(["", "7500", "7830"]),
}
reach = st.none() | st.floats(1, 40)
leaves = st.tuples(st.integers(-10, 40), st.integers(0, 60)).map(
    lambda days: (TODAY + timedelta(days[0]), TODAY + timedelta(days[0] + days[1]))
)


def a_person(id):
    wish = st.sampled_from(["", "", "woman", "man"])
    return st.builds(
        Person, id=st.just(id), guide_gender=wish, reach_km=reach, waited_days=st.integers(0, 90), **shared
    )


def a_guide(id):
    return st.builds(
        Guide,
        id=st.just(id),
        gender=st.sampled_from(["", "woman", "man"]),
        capacity=st.integers(0, 4),
        load=st.integers(0, 3),
        asked=st.integers(0, 1),
        away=st.lists(leaves, max_size=2).map(tuple),
        experience=subsets(["age:18-29", "age:60-74", "age:75+", "strik"]),
        journeys_done=st.integers(0, 3),
        radius_km=reach,
        **shared,
    )


people = st.integers(0, 4).flatmap(lambda n: st.tuples(*(a_person(f"p{i}") for i in range(n))))
guides = st.integers(0, 4).flatmap(lambda n: st.tuples(*(a_guide(f"g{i}") for i in range(n))))
noes = st.frozensets(st.tuples(st.sampled_from(["p0", "p1"]), st.sampled_from(["g0", "g1"])), max_size=2)
problems = st.builds(Problem, people, guides, st.just(TODAY), noes)


@settings(max_examples=30)
@given(problems)
def test_no_proposal_breaks_a_hard_rule(problem):
    people_by_id, guides_by_id = ({row.id: row for row in rows} for rows in (problem.people, problem.guides))
    result = propose(problem)
    assert set(result.proposals) | {left.person for left in result.left} == set(people_by_id)
    for proposal in (p for ranked in result.proposals.values() for p in ranked):
        person, guide = people_by_id[proposal.person], guides_by_id[proposal.guide]
        assert guide.load + guide.asked < guide.capacity
        assert not person.languages or not guide.languages or person.languages & guide.languages
        assert person.guide_gender in ("", guide.gender)
        assert (person.id, guide.id) not in problem.declined
        four_weeks = [TODAY + timedelta(i) for i in range(28)]
        assert any(all(not start <= day <= end for start, end in guide.away) for day in four_weeks)
        assert 0 <= proposal.score <= 100


@settings(max_examples=30)
@given(problems, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(problem, random):
    mixed = replace(
        problem,
        people=tuple(random.sample(problem.people, len(problem.people))),
        guides=tuple(random.sample(problem.guides, len(problem.guides))),
    )
    before, after = propose(problem), propose(mixed)
    assert (list(before.proposals.items()), before.left) == (list(after.proposals.items()), after.left)


@settings(max_examples=30)
@given(a_person("p"), a_guide("g"))
def test_an_interest_more_in_common_never_lowers_the_score(person, guide):
    more = {"keramik"}
    richer = propose_pair(
        replace(person, interests=person.interests | more),
        replace(guide, interests=guide.interests | more),
        TODAY,
    )
    assert richer.score >= propose_pair(person, guide, TODAY).score


@settings(max_examples=30)
@given(people, guides)
def test_without_capacity_everyone_is_left_with_a_reason(people, guides):
    full = tuple(replace(guide, capacity=0) for guide in guides)
    result = propose(Problem(people, full, TODAY))
    assert (result.proposals, len(result.left)) == ({}, len(people))
    assert all(left.binding.code in ("no_guides", "capacity") or left.relaxation is None for left in result.left)


@settings(max_examples=30)
@given(problems)
def test_a_relaxation_names_a_guide_who_breaks_only_that_rule(problem):
    people_by_id, guides_by_id = ({row.id: row for row in rows} for rows in (problem.people, problem.guides))
    for left in propose(problem).left:
        if left.relaxation:
            guide = guides_by_id[left.relaxation.params["guide"]]
            broken = broken_rules(people_by_id[left.person], guide, problem)
            assert [rule.code for rule in broken] == [left.binding.code]
