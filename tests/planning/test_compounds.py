"""Danish compounds taken apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.planning.danish import words
from traedesten.planning.search.compounds import Splitter

SPLITTER = Splitter(words("boccia harmonikatræf"))


def parts(word):
    return SPLITTER.parts(words(word)[0])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("strikkecafé", "strikke cafe"),
        ("Strikkecaféerne", "strikke cafe"),
        ("håndarbejde", "haand arbejde"),
        ("håndarbejdsklub", "haandarbejde klub"),
        ("gågruppe", "gaa gruppe"),
        ("fællesspisning", "faelles spisning"),
        ("samtalegruppen", "samtale gruppe"),
        ("sorgegruppe", "sorg gruppe"),
        ("mandeklubben", "mand klub"),
        ("kvindesvømning", "kvinde svoemning"),
        ("bocciaaften", "boccia aften"),
        ("makraméhold", "makrame hold"),
    ],
)
def test_compounds_come_apart_without_linking_letters_and_endings(word, expected):
    assert parts(word) == tuple(expected.split())


@pytest.mark.parametrize("word", ["hundrede", "kirke", "musik", "interesse", "forening", "rolig", "kor", "2026", ""])
def test_other_words_stay_whole(word):
    assert SPLITTER.parts(word) == ()


def test_before_a_usual_head_the_part_may_be_unknown():
    assert SPLITTER.parts("zumbinigruppe") == ("zumbini", "gruppe")
    assert SPLITTER.known_parts("zumbinigruppe") == ()


@settings(deadline=None)
@given(st.text(alphabet="adefgiklnoprstu", max_size=40))
def test_parts_stand_in_the_word_in_order(word):
    at = 0
    for part in SPLITTER.parts(word):
        found = max(word.find(part, at), word.find(part.removesuffix("e"), at))
        assert found >= at
        at = found + len(part) - 1
