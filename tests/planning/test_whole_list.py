"""Guides for all who wait, at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.test_guides import ANE, BO, TODAY
from traedesten.planning.assignment import ListTooLong, LocksContradict
from traedesten.planning.guides import Guide, Person, Problem, Reason, broken_rules
from traedesten.planning.whole_list import Wishes, share_out

EVA = replace(ANE, id="eva", waited_days=70)
ONE_PLACE = replace(BO, capacity=1)
TONGUES = st.frozensets(st.sampled_from(["da", "uk"]), max_size=2)


def the_list(*people, guides=(ONE_PLACE,), declined=()):
    return Problem(people, guides, TODAY, frozenset(declined))


def pairs(found):
    return {placing.proposal.person: placing.proposal.guide for placing in found.placings}


@st.composite
def problems(draw):
    people = tuple(
        Person(f"p{n}", languages=draw(TONGUES), age=draw(st.integers(18, 90)), waited_days=draw(st.integers(0, 200)))
        for n in range(draw(st.integers(0, 6)))
    )
    guides = tuple(
        Guide(f"g{n}", languages=draw(TONGUES), age=draw(st.integers(18, 90)), capacity=draw(st.integers(0, 3)))
        for n in range(draw(st.integers(0, 4)))
    )
    both = [(person.id, guide.id) for person in people for guide in guides]
    declined = draw(st.frozensets(st.sampled_from(both), max_size=3)) if both else frozenset()
    return Problem(people, guides, TODAY, declined)


@settings(max_examples=60, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_rules_are_kept_everybody_is_accounted_for_and_order_changes_nothing(problem, random):
    found = share_out(problem, Wishes(longest_days=150))
    people, guides = ({row.id: row for row in rows} for rows in (problem.people, problem.guides))
    for person, guide in pairs(found).items():
        assert not broken_rules(people[person], guides[guide], problem)
    for guide in guides.values():
        assert list(pairs(found).values()).count(guide.id) <= guide.capacity
    assert sorted([*pairs(found), *(left.person for left in found.left)]) == sorted(people)
    assert found.value == found.bound
    mixed = replace(problem, people=tuple(random.sample(problem.people, len(people))))
    assert share_out(mixed, Wishes(longest_days=150)) == found


@settings(max_examples=40, deadline=None)
@given(problems())
def test_second_best_never_costs_less_than_nothing_and_a_relaxation_gives_the_place(problem):
    found = share_out(problem)
    assert all(placing.cost >= 0 for placing in found.placings)
    for left in found.left:
        if left.relaxation and left.relaxation.code == "more_capacity" and "gain" in left.relaxation.params:
            name, places = (left.relaxation.params[key] for key in ("guide", "places"))
            roomier = tuple(
                replace(guide, capacity=guide.capacity + places) if guide.id == name else guide
                for guide in problem.guides
            )
            assert share_out(replace(problem, guides=roomier)).value > found.value


def test_the_one_who_has_waited_longest_gets_the_only_place_and_the_other_is_told_what_would_help():
    found = share_out(the_list(ANE, EVA))
    assert pairs(found) == {"eva": "bo"}
    (left,) = found.left
    assert (left.person, left.binding) == ("ane", Reason("capacity", {"guides": 1}))
    assert (left.relaxation.code, left.relaxation.params["guide"], left.relaxation.params["places"]) == (
        "more_capacity",
        "bo",
        1,
    )
    assert found.places_worth == {"bo": left.relaxation.params["gain"]}
    assert found.more_at_most == 0


def test_who_has_waited_to_the_maximum_comes_before_a_better_pair():
    stranger = replace(EVA, interests=frozenset(), times=frozenset(), point=None, age=None, waited_days=28)
    near = replace(ANE, waited_days=27)
    assert pairs(share_out(the_list(near, stranger))) == {"ane": "bo"}
    found = share_out(the_list(near, stranger), Wishes(longest_days=28))
    assert (pairs(found), found.placings[0].overdue) == ({"eva": "bo"}, True)


def test_a_lock_is_kept_even_against_a_rule_and_says_which():
    problem = the_list(ANE, EVA, declined=[("ane", "bo")])
    found = share_out(problem, Wishes(locks={"ane": "bo"}))
    (placing,) = found.placings
    assert (placing.proposal.person, placing.locked, placing.instead, placing.cost) == ("ane", True, None, None)
    assert placing.overridden == (Reason("declined", {"guide": "bo"}),)


def test_an_earlier_no_is_respected_and_told_as_for_one_person():
    found = share_out(the_list(ANE, declined=[("ane", "bo")]))
    assert (found.placings, found.left[0].binding.code, found.left[0].relaxation.code) == (
        (),
        "declined",
        "ask_again",
    )


def test_what_was_proposed_before_stays_when_nothing_much_speaks_against_it():
    older = replace(ONE_PLACE, id="kim", age=30)
    problem = the_list(ANE, guides=(ONE_PLACE, older))
    assert pairs(share_out(problem)) == {"ane": "bo"}
    assert pairs(share_out(problem, Wishes(current={"ane": "kim"}))) == {"ane": "kim"}


def test_the_second_best_and_its_cost_are_those_of_the_whole_list():
    kim = replace(ONE_PLACE, id="kim", interests=frozenset())
    (placing,) = share_out(the_list(ANE, guides=(ONE_PLACE, kim))).placings
    assert (placing.proposal.guide, placing.instead, placing.cost) == ("bo", "kim", 200 - 60)


def test_people_are_spread_over_guides_with_places():
    busy = replace(BO, id="busy", capacity=1)
    roomy = replace(BO, id="roomy", capacity=3)
    assert set(pairs(share_out(the_list(ANE, EVA, guides=(busy, roomy)))).values()) == {"roomy"}


def test_nobody_waiting_and_no_guides():
    assert share_out(the_list()).placings == ()
    (left,) = share_out(the_list(ANE, guides=())).left
    assert left.binding == Reason("no_guides")


def test_a_guide_on_leave_is_told_with_the_day_of_return():
    away = replace(ONE_PLACE, away=((TODAY, TODAY + timedelta(40)),))
    (left,) = share_out(the_list(ANE, guides=(away,))).left
    assert left.relaxation.params["back_on"] == TODAY + timedelta(41)


@pytest.mark.parametrize("locks", [{"ane": "nobody"}, {"nobody": "bo"}, {"ane": "bo", "eva": "bo"}])
def test_contradictory_locks_are_refused(locks):
    with pytest.raises(LocksContradict):
        share_out(the_list(ANE, EVA), Wishes(locks=locks))


def test_fifty_thousand_by_mistake_are_refused_at_once():
    crowd = tuple(Person(str(n)) for n in range(50_000))
    with pytest.raises(ListTooLong, match="too many"):
        share_out(the_list(*crowd, guides=tuple(replace(BO, id=str(n)) for n in range(20))))
