"""The field's own words."""

import pytest

from traedesten.domain.taxonomy import KEYS
from traedesten.planning.danish import words
from traedesten.planning.thesaurus import HINTS, RELATED, WORDS, meanings


def keys_of(text):
    return {meaning.key for meaning in meanings(words(text)) if meaning.weight > HINTS}


def test_every_theme_has_words():
    told = {key for keys in WORDS.values() for key, _ in keys}
    assert set(KEYS) - told == set()


def test_every_key_is_related_to_itself_most():
    assert all(near[key] == 1.0 == max(near.values()) for key, near in RELATED.items())


def test_levels_are_related_both_ways_and_the_wide_wish_meets_the_narrow_offer_best():
    assert RELATED["creative"]["creative.knitting"] > RELATED["creative.knitting"]["creative"] > 0


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("hækling", "creative.knitting"),
        ("håndarbejde", "handcraft"),
        ("en at snakke med", "company"),
        ("nogen at tale med", "company"),
        ("tage på vandretur", "walking"),
        ("spise sammen med andre", "food.eating"),
        ("jeg er blevet enke", "talk.grief"),
        ("ny i byen", "talk.new_in_town"),
        ("lære dansk", "danish_language"),
        ("min kone er syg", "relief"),
        ("IT-hjælp", "digital.it_help"),
        ("board games", "games.board"),
        ("genert", "shy"),
    ],
)
def test_words_and_phrases_mean_keys(text, key):
    assert key in keys_of(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("min mand", "talk.men"),
        ("alene med børn", "talk.loneliness"),
        ("jeg vil gerne have", "garden"),
        ("og i at", "talk"),
    ],
)
def test_what_only_looks_like_a_key_is_not_one(text, key):
    assert key not in keys_of(text)
