"""Why people are in a group, why others are left, and what would make a place for them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.groups.verifier import verify
from tests.planning.groups.worlds import world
from traedesten.planning.groups import (
    Band,
    Facilitator,
    Group,
    Locks,
    Person,
    Placement,
    Problem,
    Settings,
    Venue,
    placements,
    plan,
)
from traedesten.planning.groups.problem import Key

TUESDAY, FRIDAY = "tue-eve", "fri-am"
HALL = Venue("hall", frozenset({TUESDAY}), (0.0, 0.0))
KEY = Key("hall", TUESDAY, "alone", "adults")
SIZES = Settings(least=3, most=4, small_most=3, facilitators=1, flat=True)


def someone(id, **fields):
    usual = {"weeks": 26.0, "age": 40, "themes": {"alone": 1.0}, "times": frozenset({TUESDAY}), "gender": "woman"}
    return Person(id, **{**usual, "point": (3.0, 4.0), "reach_km": 10.0, **fields})


def a_group(*others, **fields):
    """Three people who make a group, and others."""
    usual = {
        "people": (someone("ane"), someone("bo"), someone("cy"), *others),
        "facilitators": (Facilitator("fie", frozenset({TUESDAY, FRIDAY}), frozenset({"alone"})),),
        "venues": (HALL,),
        "themes": ("alone",),
        "bands": (Band("adults", 30, 60),),
        "settings": SIZES,
    }
    return Problem(**{**usual, **fields})


def test_the_contributions_of_a_place_add_up_to_its_value():
    (gathering,) = plan(a_group()).gatherings
    member = gathering.members[0]
    assert [(reason.code, reason.weight) for reason in member.reasons] == [
        ("place", 1000),
        ("waited", 1000),
        ("theme", 300),
        ("band", 200),
        ("near", 50),
    ]
    assert member.value == sum(reason.weight for reason in member.reasons) == 2550
    assert [rule.code for rule in member.rules] == ["time", "theme", "distance", "age"]
    assert gathering.value == 3 * 2550 and member.unknown == ()


def test_what_was_not_told_is_listed():
    (gathering,) = plan(a_group(someone("dan", gender="", age=None, point=None, reach_km=None))).gatherings
    dan = next(member for member in gathering.members if member.person == "dan")
    assert dan.unknown == ("age", "gender", "point", "reach_km")


@pytest.mark.parametrize(
    ("fields", "binding", "relaxation", "amount"),
    [
        ({"times": frozenset({FRIDAY})}, "times", "more_times", {"time": TUESDAY, "count": 1}),
        ({"times": frozenset()}, "no_times", "more_times", {"time": TUESDAY, "count": 1}),
        ({"point": (12.0, 0.0)}, "distance", "more_km", {"km": 2}),
        ({"age": 25}, "age", "mixed_ages", {"years": 5}),
        ({"gender": "man"}, "gender", None, {}),
        ({"small_only": True}, "small_full", None, {}),
        ({"needs": frozenset({"step_free"})}, "access", None, {}),
        ({"themes": {}}, "theme", None, {}),
    ],
)
def test_the_rule_that_binds_and_the_smallest_change(fields, binding, relaxation, amount):
    (left,) = plan(a_group(someone("eve", **{"weeks": 0.0, **fields}))).left
    assert (left.person, left.binding.code) == ("eve", binding)
    if relaxation is None:
        assert left.relaxation is None
    else:
        assert left.relaxation.code == relaxation
        assert left.relaxation.params == {"group": KEY, **amount}


def test_a_full_group_and_another_facilitator():
    room = replace(HALL, id="room")
    crowd = [someone(f"x{n}") for n in range(4)]
    left = plan(a_group(*crowd, venues=(HALL, room))).left
    assert {(one.binding.code, one.relaxation.code) for one in left} == {("facilitators", "more_facilitators")}


def test_another_time_at_a_venue():
    later = [someone(f"x{n}", times=frozenset({FRIDAY})) for n in range(3)]
    attic = Venue("attic", frozenset({FRIDAY}), (90.0, 0.0))
    proposal = plan(a_group(*later, venues=(HALL, attic), facilitators=(*a_group().facilitators, friday_leader())))
    assert {one.relaxation.code for one in proposal.left} == {"more_times"} or {
        (one.relaxation.code, one.relaxation.params["venue"]) for one in proposal.left if one.relaxation
    } == {("more_venue_times", "hall")}


def friday_leader():
    return Facilitator("gro", frozenset({FRIDAY}), frozenset({"alone"}))


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6))
def test_more_time_or_reach_that_is_named_makes_a_place(seed):
    """The change is made to the problem, the plan kept, and the person is placed."""
    problem = world(seed, people=16)
    proposal = plan(problem)
    for left in proposal.left[:4]:
        if left.relaxation and left.relaxation.code in {"more_times", "more_km"}:
            wanted = relaxed(problem, left)
            ours = next(group for group in proposal.groups if group.key == left.relaxation.params["group"])
            inside = frozenset((member, ours.key) for member in (*ours.members, left.person))
            others = tuple(group for group in proposal.groups if group != ours)
            again = replace(wanted, locks=Locks(inside=inside, kept=others))
            after = plan(again)
            verify(again, after)
            assert left.person in next(group for group in after.groups if group.key == ours.key).members
            placed = next(g for g in after.gatherings if g.group.key == ours.key).members
            assert not any(member.overridden for member in placed)


def relaxed(problem, left):
    change = left.relaxation.params
    people = tuple(
        one
        if one.id != left.person
        else replace(one, times=one.times | {change["time"]})
        if "time" in change
        else replace(one, reach_km=one.reach_km + change["km"])
        for one in problem.people
    )
    return replace(problem, people=people)


def test_a_lock_overrides_a_rule_and_says_so():
    far = someone("far", point=(99.0, 0.0))
    problem = replace(a_group(far), locks=Locks(inside=frozenset({("far", KEY)})))
    proposal = plan(problem)
    verify(problem, proposal)
    member = next(m for m in proposal.gatherings[0].members if m.person == "far")
    assert [rule.code for rule in member.overridden] == ["distance"]


def test_a_kept_group_is_not_judged():
    kept = Group(KEY, ("ane",), ("fie",))
    problem = a_group(locks=Locks(kept=(kept,)))
    proposal = plan(problem)
    verify(problem, proposal)
    assert proposal.gatherings[0].kept and proposal.groups == (kept,)


def test_those_past_the_longest_wait_come_first_whatever_the_rest_is_worth():
    fresh = [someone(f"x{n}", weeks=26.0) for n in range(4)]
    old = [someone(f"o{n}", weeks=30.0, themes={"alone": 0.1}, point=(9.0, 0.0)) for n in range(3)]
    problem = a_group(*fresh, *old, settings=replace(SIZES, longest_wait=29.0))
    proposal = plan(problem)
    verify(problem, proposal)
    assert {one.id for one in old} <= set(proposal.groups[0].members)
    assert (proposal.late_placed, proposal.late_bound) == (3, 3)


def test_a_charge_keeps_people_where_they_were():
    rooms = (HALL, replace(HALL, id="room"))
    two = (*a_group().facilitators, Facilitator("gro", frozenset({TUESDAY}), frozenset({"alone"})))
    four = tuple(someone(f"x{n}") for n in range(4))
    first = Group(KEY._replace(venue="room"), ("ane", "x1", "x2"), ("gro",))
    problem = a_group(*four, venues=rooms, facilitators=two, earlier=(first,), settings=replace(SIZES, charge=200.0))
    proposal = plan(problem)
    verify(problem, proposal)
    assert proposal.changed == 0


def test_facilitators_who_like_each_other_lead_together():
    leads = {"times": frozenset({TUESDAY}), "themes": frozenset({"alone"})}
    four = tuple(Facilitator(id, **leads) for id in ("fie", "gro", "hal", "ida"))
    likes = frozenset({("fie", "ida")})
    problem = a_group(facilitators=four, likes=likes, settings=replace(SIZES, facilitators=2))
    proposal = plan(problem)
    verify(problem, proposal)
    assert proposal.groups[0].facilitators == ("fie", "ida")


def test_placement_is_counted_by_attribute():
    problem = a_group(someone("eve", weeks=0.0, gender="man"))
    found = placements(problem, plan(problem))
    assert [row for row in found if row.attribute == "gender"] == [
        Placement("gender", "man", 0, 1),
        Placement("gender", "woman", 3, 0),
    ]
    assert {row.attribute for row in found} == {"age", "gender", "needs", "small_only", "weeks"}
    assert sum(row.placed + row.left for row in found) == 5 * len(problem.people)
