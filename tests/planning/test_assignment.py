"""Everybody at once: the best assignment, and the proof."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.planning.assignment import Assignment, LocksContradict, Pairs, best, most_placed, value_of

PLACES = st.sampled_from([(0,), (0, 5), (0, 40, 70, 100), (-30, 0)])


@st.composite
def some_pairs(draw, most_people=4, most_guides=3):
    people, guides = draw(st.integers(0, most_people)), draw(st.integers(0, most_guides))
    rows = [
        (person, guide, draw(st.integers(-20, 100)))
        for person, guide in product(range(people), range(guides))
        if draw(st.booleans())
    ]
    table = np.array(rows, np.int64).reshape(-1, 3)
    capacity = np.array([draw(st.integers(0, 3)) for _ in range(guides)], np.int64)
    first = np.array([draw(st.booleans()) for _ in range(people)], bool) if draw(st.booleans()) else None
    return Pairs(people, capacity, *table.T, first=first, places=draw(PLACES))


def every_way(pairs):
    """All assignments that keep the rules, as index arrays."""
    own = [[None, *np.flatnonzero(pairs.person == person)] for person in range(pairs.people)]
    for way in product(*own):
        chosen = np.array([pair for pair in way if pair is not None], np.int64)
        if (np.bincount(pairs.guide[chosen], minlength=len(pairs.capacity)) <= pairs.capacity).all():
            yield chosen


def rank(pairs, chosen):
    ahead = int(pairs.first[pairs.person[chosen]].sum()) if pairs.first is not None else 0
    return ahead, value_of(pairs, chosen)


def keeps_the_rules(pairs, assignment):
    people = pairs.person[assignment.chosen]
    loads = np.bincount(pairs.guide[assignment.chosen], minlength=len(pairs.capacity))
    return len(set(people.tolist())) == len(people) and (loads <= pairs.capacity).all()


@given(some_pairs())
def test_nothing_better_exists_and_the_bound_says_so(pairs):
    assignment = best(pairs)
    assert keeps_the_rules(pairs, assignment)
    assert assignment.value == value_of(pairs, assignment.chosen)
    assert rank(pairs, assignment.chosen) == max(rank(pairs, chosen) for chosen in every_way(pairs))
    assert assignment.proven


@given(some_pairs(), st.data())
def test_locks_are_kept_and_the_rest_is_the_best_around_them(pairs, data):
    locked = data.draw(st.sampled_from(sorted(every_way(pairs), key=lambda way: way.tolist())))
    assignment = best(pairs, locked)
    around = [chosen for chosen in every_way(pairs) if set(locked.tolist()) <= set(chosen.tolist())]
    assert rank(pairs, assignment.chosen) == max(rank(pairs, chosen) for chosen in around)
    assert set(locked.tolist()) <= set(assignment.chosen.tolist())
    assert assignment.proven


@given(some_pairs(most_people=12, most_guides=5), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing_in_the_value(pairs, random):
    order = list(range(len(pairs.person)))
    random.shuffle(order)
    shuffled = replace(pairs, person=pairs.person[order], guide=pairs.guide[order], value=pairs.value[order])
    assert best(shuffled).value == best(pairs).value


@given(some_pairs(most_people=12, most_guides=5))
def test_the_same_list_gives_the_same_assignment(pairs):
    again = best(pairs).chosen
    assert best(pairs).chosen.tolist() == again.tolist()


@given(some_pairs(most_people=12, most_guides=5), st.data())
def test_one_more_person_or_place_never_lowers_the_optimum_and_a_price_says_what_a_place_adds(pairs, data):
    whole = replace(pairs, first=None)
    without = whole.person < whole.people - 1
    rows = (array[without] for array in (whole.person, whole.guide, whole.value))
    fewer = Pairs(max(whole.people - 1, 0), whole.capacity, *rows, places=whole.places)
    assert best(fewer).value <= best(whole).value
    if len(whole.capacity):
        guide = data.draw(st.integers(0, len(whole.capacity) - 1))
        roomier = replace(whole, capacity=whole.capacity + (np.arange(len(whole.capacity)) == guide))
        assert best(roomier).value == best(whole).value + best(whole).prices[guide]


@given(some_pairs(most_people=12, most_guides=5))
def test_as_many_as_possible_are_never_fewer_than_the_best_places(pairs):
    assert most_placed(pairs) >= len(best(pairs).chosen)


def test_those_who_come_first_are_placed_even_when_others_are_worth_more():
    pairs = Pairs(2, [1], [0, 1], [0, 0], [1, 1_000_000], first=np.array([True, False]))
    assert best(pairs).chosen.tolist() == [0]
    assert (best(pairs).value, best(pairs).bound) == (1, 1)


def test_the_last_place_of_a_guide_is_spared_when_another_has_more():
    pairs = Pairs(2, [1, 3], [0, 0, 1, 1], [0, 1, 0, 1], [10, 10, 10, 10], places=(0, 4, 8))
    assert pairs.guide[best(pairs).chosen].tolist() == [1, 1]
    assert best(pairs).value == 20 + 8 + 4


@pytest.mark.parametrize(("people", "capacity"), [(0, [3]), (4, []), (0, []), (2, [0])])
def test_nobody_waiting_no_guides_and_no_places_are_empty_answers(people, capacity):
    rows = ([0, 1], [0, 0], [5, 5]) if capacity == [0] else ([], [], [])
    assignment = best(Pairs(people, capacity, *rows))
    assert (assignment.chosen.tolist(), assignment.value, assignment.bound) == ([], 0, 0)


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ((1, [-1], [], [], []), "fewer than 0 places"),
        ((1, [1], [1], [0], [5]), "does not exist"),
        ((1, [1], [0], [-1], [5]), "does not exist"),
        ((1, [1], [0, 0], [0], [5]), "equally long"),
        ((1, [1], [0.5], [0], [5]), "whole numbers"),
        ((1, [1], [0], [0], [5], np.array([True, False])), "one entry per person"),
        ((1, [1], [0], [0], [5], None, (4, 0)), "must not be worth less"),
    ],
)
def test_what_cannot_be_is_refused_in_words(given_, words):
    with pytest.raises(ValueError, match=words):
        Pairs(*given_)


@pytest.mark.parametrize(
    ("locked", "words"), [([0, 1], "more than one guide"), ([0, 2], "than there are places"), ([9], "does not exist")]
)
def test_contradictory_locks_are_refused_in_words(locked, words):
    pairs = Pairs(2, [1, 1], [0, 0, 1], [0, 1, 0], [5, 5, 5])
    with pytest.raises(LocksContradict, match=words):
        best(pairs, locked)


def test_worths_that_cannot_be_counted_are_refused():
    with pytest.raises(ValueError, match="too large"):
        best(Pairs(1, [1], [0], [0], [2**60]))


@settings(max_examples=10)
@given(st.integers(0, 1000))
def test_a_whole_town_is_proven(seed):
    rng = np.random.default_rng(seed)
    person, guide = np.repeat(np.arange(300), 5), rng.integers(0, 40, 1500)
    answer = best(Pairs(300, rng.integers(0, 9, 40), person, guide, rng.integers(-50, 900, 1500)))
    assert isinstance(answer, Assignment)
    assert answer.proven
