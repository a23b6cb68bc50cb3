"""Danish words made comparable."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.planning.danish import LONGEST_WORD, Token, grams, is_pale, is_stop, sound, stem, tokens, words


def test_words_are_folded_and_keep_how_they_were_written():
    assert tokens("Gå-tur, Øl!") == (Token("Gå", "gaa"), Token("tur", "tur"), Token("Øl", "oel"))


@pytest.mark.parametrize("text", ["gåtur", "GÅTUR", "gaatur", "ga\u030atur", "gå\u00adtur", "gå\u200btur"])
def test_a_word_is_the_same_however_its_letters_were_typed(text):
    assert words(text) == ("gaatur",)


@pytest.mark.parametrize("text", ["", " \n", "?!", "\x00", "\u202e\u202c", "🙂🎉", "…"])
def test_a_text_without_letters_has_no_words(text):
    assert words(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("strikke", "strikning"),
        ("spise", "spisning"),
        ("hækle", "hækling"),
        ("svømmer", "svømning"),
        ("vandring", "vandrer"),
        ("ensomme", "ensomhed"),
        ("bøger", "bog"),
        ("mænd", "mændene"),
        ("caféer", "cafeen"),
        ("museer", "museet"),
        ("gik", "gå"),
        ("synger", "sange"),
        ("venner", "ven"),
    ],
)
def test_forms_of_a_word_share_their_stem(one, other):
    assert stem(words(one)[0]) == stem(words(other)[0])


@pytest.mark.parametrize(
    ("one", "other"), [("kor", "kort"), ("sang", "sandal"), ("haven", "havet"), ("mand", "mandag")]
)
def test_other_words_keep_their_own(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("right", "hasty"),
    [
        ("strikke", "strike"),
        ("café", "kafe"),
        ("slægt", "slækt"),
        ("mænd", "mæn"),
        ("hvile", "vile"),
        ("ældre", "eldre"),
    ],
)
def test_a_hasty_ear_hears_the_same(right, hasty):
    assert sound(words(right)[0]) == sound(words(hasty)[0])


def test_grams_are_runs_of_letters_with_the_borders():
    assert grams("gaa") == {"_gaa", "gaa_"}
    assert grams("a") == {"_a_"}


def test_words_that_say_nothing_are_not_words_that_say_little():
    assert (is_stop("og"), is_stop("klub"), is_pale("klub"), is_pale("strik")) == (True, False, True, False)


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_words_of_plain_letters_and_digits(text):
    for word in words(text):
        assert word.isalnum()
        assert 0 < len(word) <= LONGEST_WORD
        assert stem(word)
        assert words(word) == (word,)


@given(st.text(alphabet="abcdeghiklmnoprstuvyæøå", min_size=1, max_size=30))
def test_capitals_change_nothing(word):
    assert words(word.upper()) == words(word)
