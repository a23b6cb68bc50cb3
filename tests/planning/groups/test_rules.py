"""Whatever the waiting list, the planner breaks no rule, keeps every lock and stays below its bound."""

import random
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.planning.groups.verifier import could_be_in, place_value, verify, verify_group
from tests.planning.groups.worlds import best_value, world
from traedesten.planning.groups import Effort, Locks, LocksContradict, plan

SEEDS = st.integers(0, 10**6)
PIPELINE = Effort(exact_people=0, price_steps=20, dive_people=1000, least_repairs=1, repairs=0)
"""The way of the long lists, on short ones."""
DISTRICTS = replace(PIPELINE, dive_people=8, district_people=8, bound_people=4)
"""The way of the longest."""


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_a_plan_of_few_people_is_the_best_there_is(seed):
    problem = world(seed, people=6)
    proposal = plan(problem)
    assert verify(problem, proposal) == best_value(problem, could_be_in, place_value, verify_group)
    assert proposal.proven


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_facilitators_come_only_to_their_venues_and_bands_may_be_of_one_theme(seed):
    free, draw = world(seed, people=6), random.Random(seed)
    problem = replace(
        free,
        facilitators=tuple(replace(one, venues=draw.choice([None, frozenset({"v0"})])) for one in free.facilitators),
        bands=tuple(replace(band, theme=draw.choice([None, *free.themes])) for band in free.bands),
    )
    proposal = plan(problem)
    assert verify(problem, proposal) == best_value(problem, could_be_in, place_value, verify_group)
    assert proposal.proven and proposal.value <= plan(free).value


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.sampled_from([Effort(), PIPELINE]))
def test_each_theme_has_its_own_size(seed, effort):
    free, draw = world(seed, people=6), random.Random(seed)
    sizes = {"alone": draw.choice([(2, 2), (3, 4)]), "grief": draw.choice([(2, 5), (4, 5)])}
    problem = replace(free, settings=replace(free.settings, sizes=sizes))
    proposal = plan(problem, effort=effort)
    best = best_value(problem, could_be_in, place_value, verify_group)
    assert verify(problem, proposal) <= best <= proposal.bound + 1e-6
    assert effort is PIPELINE or proposal.value == best


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.sampled_from([PIPELINE, DISTRICTS]))
def test_the_pipeline_breaks_no_rule_and_its_bound_holds(seed, effort):
    problem = world(seed, people=16, venues=3, facilitators=6)
    proposal, best = plan(problem, effort=effort), plan(problem)
    assert verify(problem, proposal) <= verify(problem, best) <= proposal.bound + 1e-6


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_the_order_of_the_input_changes_nothing(seed):
    problem = world(seed, people=14)
    draw = random.Random(seed)
    shuffled = replace(
        problem,
        people=tuple(draw.sample(problem.people, len(problem.people))),
        facilitators=tuple(draw.sample(problem.facilitators, len(problem.facilitators))),
        venues=tuple(draw.sample(problem.venues, len(problem.venues))),
    )
    assert plan(shuffled) == plan(problem)
    assert plan(shuffled, effort=PIPELINE) == plan(problem, effort=PIPELINE)


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_one_more_person_never_lowers_the_best_plan(seed):
    problem = world(seed, people=12)
    fewer = replace(
        problem, people=problem.people[1:], apart=frozenset(p for p in problem.apart if problem.people[0].id not in p)
    )
    assert plan(fewer).value <= plan(problem).value


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.sampled_from(["times", "reach", "capacity", "most", "apart"]))
def test_more_room_never_gives_less(seed, what):
    problem = world(seed, people=12)
    assert plan(problem).value <= plan(relaxed(problem, what)).value


def relaxed(problem, what):
    """The problem with one rule milder. The weight of nearness is left out where the reach grows."""
    everywhen = frozenset().union(*(venue.times for venue in problem.venues))
    if what == "times":
        return replace(problem, people=tuple(replace(one, times=everywhen) for one in problem.people))
    if what == "reach":
        return replace(
            problem, people=tuple(replace(one, reach_km=one.reach_km and 10 * one.reach_km) for one in problem.people)
        )
    if what == "capacity":
        return replace(
            problem, facilitators=tuple(replace(one, capacity=one.capacity + 1) for one in problem.facilitators)
        )
    if what == "most":
        return replace(problem, settings=replace(problem.settings, most=problem.settings.most + 1))
    return replace(problem, apart=frozenset())


@settings(max_examples=12, deadline=None)
@given(SEEDS)
@example(246)  # a part of the plan in which no group can be held
def test_locks_are_kept_or_refused(seed):
    problem = world(seed, people=14, charge=100)
    draw = random.Random(seed)
    first = plan(problem)
    changed = replace(problem, earlier=first.groups, locks=drawn_locks(draw, problem, first.groups))
    try:
        second = plan(changed, effort=draw.choice([Effort(), PIPELINE]))
    except LocksContradict:
        assert changed.locks.inside
    else:
        verify(changed, second)


def drawn_locks(draw, problem, groups):
    ids = [person.id for person in problem.people]
    kept = tuple(group for group in groups[:1] if draw.random() < 0.5)
    free = [id for id in ids if not any(id in group.members for group in kept)]
    open_groups = [group for group in groups if group not in kept]
    who = draw.sample(free, min(3, len(free)))
    return Locks(
        inside=frozenset((who[0], draw.choice(open_groups).key) for _ in range(1) if open_groups),
        outside=frozenset((who[1], draw.choice(groups).key) for _ in range(1) if groups),
        kept=kept,
        left_out=frozenset(who[2:]),
    )


@pytest.mark.parametrize("effort", [Effort(), PIPELINE, DISTRICTS])
def test_twice_is_the_same(effort):
    problem = world(7, people=30, venues=3, facilitators=8)
    assert plan(problem, effort=effort) == plan(problem, effort=effort)
