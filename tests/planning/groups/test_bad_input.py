"""What cannot be planned is refused at once, in words that say what is wrong."""

from dataclasses import replace

import pytest

from tests.planning.groups.verifier import verify
from tests.planning.groups.worlds import world
from traedesten.planning.groups import (
    BadInput,
    Facilitator,
    Group,
    Limits,
    Locks,
    LocksContradict,
    Person,
    TooLarge,
    plan,
)
from traedesten.planning.groups.problem import Key

PROBLEM = world(3, people=10)
SPOT = next((venue.id, time) for venue in PROBLEM.venues for time in sorted(venue.times))
KEY = Key(*SPOT, "alone", "mixed")
OTHER = KEY._replace(theme="grief")
ONE_INSIDE = frozenset({("p000", KEY)})
NORTH_OF_NORTH = Person("x", point=(91.0, 0.0))


def with_locks(**locks):
    return replace(PROBLEM, locks=Locks(**locks))


def with_person(**fields):
    return replace(PROBLEM, people=(replace(PROBLEM.people[0], **fields), *PROBLEM.people[1:]))


def with_settings(**fields):
    return replace(PROBLEM, settings=replace(PROBLEM.settings, **fields))


@pytest.mark.parametrize(
    ("problem", "error", "word"),
    [
        (replace(PROBLEM, people=(PROBLEM.people[0],) * 2), BadInput, "same id"),
        (with_person(weeks=-1.0), BadInput, "weeks"),
        (with_person(weeks=float("nan")), BadInput, "weeks"),
        (with_person(gender="unknown"), BadInput, "gender"),
        (with_person(themes={"alone": 2.0}), BadInput, "theme"),
        (with_person(reach_km=0.0), BadInput, "reach"),
        (with_person(point=(1.0, float("inf"))), BadInput, "at"),
        (
            replace(with_settings(flat=False), people=(Person("x", point=(91.0, 0.0)),), apart=frozenset()),
            BadInput,
            "at",
        ),
        (with_settings(least=5, most=4), BadInput, "sizes"),
        (with_settings(sizes={"alone": (5, 4)}), BadInput, "sizes"),
        (with_settings(small_most=0), BadInput, "small_most"),
        (with_settings(charge=-1.0), BadInput, "charge"),
        (replace(PROBLEM, facilitators=(Facilitator("f", capacity=-1),)), BadInput, "capacity"),
        (replace(PROBLEM, apart=frozenset({("p000", "nobody")})), BadInput, "apart"),
        (with_person(times=frozenset(map(str, range(10_000)))), TooLarge, "weekly times"),
        (replace(PROBLEM, people=tuple(Person(str(n)) for n in range(50_000))), TooLarge, "50000 people"),
        (with_settings(limits=Limits(candidates=1)), TooLarge, "possible groups"),
        (with_locks(left_out=frozenset({"gone"})), LocksContradict, "does not wait"),
        (with_locks(inside=frozenset({("p000", KEY), ("p000", OTHER)})), LocksContradict, "two groups"),
        (with_locks(inside=frozenset({("p000", KEY), ("p001", OTHER)})), LocksContradict, "two groups at"),
        (with_locks(inside=frozenset({("p000", KEY)}), left_out=frozenset({"p000"})), LocksContradict, "left out"),
        (
            with_locks(inside=frozenset({("p000", KEY)}), outside=frozenset({("p000", OTHER)})),
            LocksContradict,
            "not in",
        ),
        (with_locks(inside=frozenset({("p000", KEY._replace(time="never"))})), LocksContradict, "not open"),
        (with_locks(inside=frozenset({("p000", KEY._replace(band="old"))})), LocksContradict, "unknown"),
        (
            with_locks(kept=(Group(KEY, ("p001",), ()),), inside=frozenset({("p000", KEY)})),
            LocksContradict,
            "nobody can be put in",
        ),
        (with_locks(kept=(Group(KEY, ("p001",), ("nobody",)),)), LocksContradict, "is gone"),
        (with_locks(inside=frozenset((person.id, KEY) for person in PROBLEM.people)), LocksContradict, "no"),
    ],
)
def test_it_is_refused(problem, error, word):
    with pytest.raises(error, match=word):
        plan(problem)


@pytest.mark.parametrize("missing", ["people", "facilitators", "venues", "themes", "bands"])
def test_nobody_and_nothing_give_an_empty_proposal(missing):
    problem = replace(PROBLEM, **{missing: ()}, apart=frozenset(), locks=Locks())
    proposal = plan(problem)
    assert (proposal.gatherings, proposal.value, proposal.bound, proposal.proven) == ((), 0, 0, True)
    assert len(proposal.left) == len(problem.people)


def test_facilitators_without_capacity_lead_nothing():
    tired = tuple(replace(one, capacity=0) for one in PROBLEM.facilitators)
    proposal = plan(replace(PROBLEM, facilitators=tired))
    assert verify(replace(PROBLEM, facilitators=tired), proposal) == 0
    assert not proposal.gatherings


def test_one_person_alone_is_told_why():
    alone = replace(PROBLEM, people=PROBLEM.people[:1], apart=frozenset())
    (left,) = plan(alone).left
    assert left.binding.code in {"too_few_people", "times", "distance", "access", "facilitators"}
