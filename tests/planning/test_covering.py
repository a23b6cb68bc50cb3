"""What is missing: which new offers would serve most."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.planning.covering import Candidate, Limit, Need, Question, choose, plan

TUESDAY = Candidate("walk", "walk", "Skive", "tue-pm", places=2, least=2)
CHOIR = Candidate("choir", "choir", "Skive", "wed-eve")
NEEDS = (
    Need("ane", frozenset({"walk"})),
    Need("bo", frozenset({"walk", "choir"})),
    Need("eva", frozenset({"choir"}), 2),
    Need("kim", frozenset()),
)


@st.composite
def questions(draw):
    names = [f"c{n}" for n in range(draw(st.integers(0, 4)))]
    candidates = tuple(
        Candidate(name, places=draw(st.sampled_from([None, 0, 1, 2])), least=draw(st.integers(0, 2)))
        for name in names
    )
    some = st.frozensets(st.sampled_from(names)) if names else st.just(frozenset())
    needs = tuple(Need(f"n{n}", draw(some), draw(st.integers(0, 5))) for n in range(draw(st.integers(0, 5))))
    limits = (Limit("room", draw(some), draw(st.integers(0, 2))),) if draw(st.booleans()) else ()
    return Question(needs, candidates, draw(st.integers(0, 4)), limits)


def best_by_trying(question):
    """The greatest weight over every choice and every seating."""
    best = 0
    rooms = {candidate.id: candidate for candidate in question.candidates}
    for count in range(min(question.open, len(rooms)) + 1):
        for chosen in combinations(rooms, count):
            if any(len(limit.candidates & set(chosen)) > limit.most for limit in question.limits):
                continue
            options = [[None, *sorted(need.candidates & set(chosen))] for need in question.needs]
            for seats in product(*options):
                if all(fits(rooms[name], seats.count(name)) for name in chosen):
                    pairs = zip(question.needs, seats, strict=True)
                    best = max(best, sum(need.weight for need, seat in pairs if seat))
    return best


def fits(candidate, there):
    return candidate.least <= there and (candidate.places is None or there <= candidate.places)


@settings(max_examples=60, deadline=None)
@given(questions())
def test_nothing_better_exists_and_the_rules_are_kept(question):
    found = choose(question)
    assert found.value == found.bound == best_by_trying(question)
    assert len(found.chosen) <= question.open
    for number, candidate in enumerate(question.candidates):
        there = [need for need, at in zip(question.needs, found.serving, strict=True) if at == number]
        assert not there or fits(candidate, len(there))
        assert all(candidate.id in need.candidates for need in there)
    chosen = {question.candidates[number].id for number in found.chosen}
    assert all(len(limit.candidates & chosen) <= limit.most for limit in question.limits)


@settings(max_examples=15, deadline=None)
@given(questions(), st.randoms(use_true_random=False))
def test_order_changes_nothing_and_more_never_serves_fewer(question, random):
    value = choose(question).value
    mixed = replace(
        question,
        needs=tuple(random.sample(question.needs, len(question.needs))),
        candidates=tuple(random.sample(question.candidates, len(question.candidates))),
    )
    assert choose(mixed).value == value
    assert choose(replace(question, open=question.open + 1)).value >= value
    assert choose(replace(question, limits=())).value >= value
    more = (*question.needs, Need("one more", frozenset(c.id for c in question.candidates)))
    assert choose(replace(question, needs=more)).value >= value
    assert choose(question).serving.tolist() == choose(question).serving.tolist()


def test_the_plan_tells_what_each_pick_serves_and_what_one_more_would_add():
    found = plan(Question(NEEDS, (TUESDAY, CHOIR), 1))
    (pick,) = found.picks
    assert (pick.candidate, pick.served, pick.weight, pick.gain) == (CHOIR, 2, 3, 3)
    assert (found.value, found.bound, found.greedy, found.proven) == (3, 3, 3, True)
    assert found.left == {"no_candidate": 1, "not_chosen": 1}
    assert (found.one_more, found.relaxed) == (1, {})


def test_a_limit_that_binds_says_what_one_more_would_add():
    room = Limit("Skive on Tuesdays", frozenset({"walk", "choir"}), 1)
    found = plan(Question(NEEDS, (TUESDAY, CHOIR), 2, (room,)))
    assert ([pick.candidate.id for pick in found.picks], found.one_more) == (["choir"], 0)
    assert found.relaxed == {"Skive on Tuesdays": 1}


def test_the_best_next_one_again_and_again_can_serve_fewer():
    reach = {"both": "bcde", "left": "abc", "right": "def"}
    needs = tuple(Need(who, frozenset(name for name, row in reach.items() if who in row)) for who in "abcdef")
    found = plan(Question(needs, tuple(Candidate(name) for name in reach), 2))
    assert (found.value, found.greedy, found.proven) == (6, 5, True)


def test_nobody_with_unmet_wishes_and_nothing_that_could_be_opened_are_empty_plans():
    for question in (Question((), (CHOIR,), 1), Question((Need("ane", frozenset()),), (), 3), Question((), (), 0)):
        found = plan(question)
        assert (found.picks, found.value, found.bound, found.one_more) == ((), 0, 0, 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"open": -1}, "below 0"),
        ({"candidates": (replace(CHOIR, places=-1), TUESDAY)}, "below 0"),
        ({"open": 1.5}, "whole numbers"),
        ({"needs": (replace(NEEDS[0], weight=1.9),)}, "whole numbers"),
        ({"needs": (replace(NEEDS[0], weight=10**12),)}, "too large"),
        ({"candidates": (CHOIR, CHOIR, TUESDAY)}, "unique"),
        ({"candidates": (CHOIR,)}, "no candidate is called walk"),
        ({"limits": (Limit("room", frozenset({"dance"})),)}, "no candidate is called dance"),
        ({"limits": (Limit("room", frozenset(), -1),)}, "below 0"),
        ({"needs": (NEEDS[0], NEEDS[0])}, "unique"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change, words):
    with pytest.raises(ValueError, match=words):
        replace(Question(NEEDS, (TUESDAY, CHOIR), 1), **change)


def test_a_filter_that_was_forgotten_is_noticed(monkeypatch):
    monkeypatch.setattr("traedesten.planning.covering.MOST_LINKS", 3)
    with pytest.raises(ValueError, match="too many"):
        Question(NEEDS, (TUESDAY, CHOIR), 1)
