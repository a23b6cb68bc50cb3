"""The taxonomy of themes."""

import pytest

from traedesten.domain.taxonomy import KEYS, THEMES, UnknownTheme, first_level, with_parents
from traedesten.domain.terms import INTERESTS


def test_every_interest_is_a_first_level_with_themes_below():
    assert tuple(THEMES) == INTERESTS
    assert all(THEMES.values())


def test_keys_are_unique():
    assert len(set(KEYS)) == len(KEYS)


def test_a_second_level_brings_its_first():
    assert with_parents(["creative.knitting", "food"]) == ("creative", "creative.knitting", "food")


@pytest.mark.parametrize("key", ["", "creative.", "creative.unknown", "Creative", "creative.knitting.socks"])
def test_what_is_no_key_is_refused(key):
    with pytest.raises(UnknownTheme):
        first_level(key)
