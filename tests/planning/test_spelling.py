"""Words that somebody may have meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.planning.danish import words
from traedesten.planning.search.spelling import Speller, distance

SPELLER = Speller({"strikke": 3, "paaroerende": 2, "klatrevaeg": 1})
LETTERS = st.text(alphabet="abcdå", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("a", "a", 0), ("ab", "ba", 1), ("kor", "koer", 1), ("angts", "angst", 1), ("a", "xyz", 3)],
)
def test_slips_are_counted(one, other, slips):
    assert distance(one, other, 3) == slips


def test_beyond_the_most_it_stops_counting():
    assert distance("a", "abcdefgh", 2) == 3


@given(LETTERS, LETTERS)
def test_distance_is_symmetric_and_zero_only_for_the_same(one, other):
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stirkke", "strikke"),
        ("strkke", "strikke"),
        ("parørende", "paaroerende"),
        ("klatrevag", "klatrevaeg"),
        ("gymastik", "gymnastik"),
        ("teather", "teater"),
        ("ensomed", "ensomhed"),
        ("svomning", "svoemning"),
        ("aldre", "aeldre"),
        ("frivilig", "frivillig"),
    ],
)
def test_the_word_meant_is_among_the_likeliest(typed, meant):
    assert meant in [guess.word for guess in SPELLER.guesses(words(typed)[0])]


@pytest.mark.parametrize("word", ["x", "qqq", "zzzzzzzz"])
def test_nothing_is_guessed_for_letters_like_no_word(word):
    assert SPELLER.guesses(word) == ()


@settings(deadline=None)
@given(st.text(alphabet="abdegiklmnorstuv", min_size=1, max_size=40))
def test_guesses_are_likely_at_most_as_much_as_the_same_sound(word):
    likelihoods = [guess.likelihood for guess in SPELLER.guesses(word)]
    assert likelihoods == sorted(likelihoods, reverse=True)
    assert all(0 < likelihood <= 0.9 for likelihood in likelihoods)
