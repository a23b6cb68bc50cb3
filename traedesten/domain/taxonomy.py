"""What communities are about: a taxonomy in two levels with keys that never change.

The first level is ``terms.INTERESTS``; a key of the second is "first.second", such as "creative.knitting".
The words are in ``ui/labels.py`` (``theme``).
"""

from collections.abc import Iterable

from traedesten.domain.terms import INTERESTS

THEMES: dict[str, tuple[str, ...]] = {
    "nature": ("birds", "foraging", "fishing", "bathing", "outdoors"),
    "walking": ("town", "woods", "nordic", "pilgrim"),
    "movement": (
        *("swimming", "gymnastics", "yoga", "dance", "ball_games", "cycling", "petanque", "bowling"),
        *("strength", "table_tennis", "chair"),
    ),
    "creative": ("knitting", "sewing", "woodwork", "painting", "pottery", "repair", "photography", "writing"),
    "music": ("choir", "singing", "playing", "concerts"),
    "food": ("eating", "cooking", "baking", "coffee"),
    "games": ("board", "cards", "chess", "bingo", "billiards", "role_play"),
    "talk": ("loneliness", "grief", "illness", "mental_health", "divorce", "men", "women", "young", "new_in_town"),
    "culture": ("reading", "reading_aloud", "film", "theatre", "lectures", "history", "museums"),
    "animals": ("dogs", "horses", "farm"),
    "garden": ("community", "allotment", "flowers"),
    "digital": ("it_help", "gaming", "genealogy"),
    "faith": ("services", "reflection", "interfaith"),
    "helping": ("second_hand", "visiting", "events", "mentoring", "food_saving"),
}

KEYS = tuple(key for first in INTERESTS for key in (first, *(f"{first}.{second}" for second in THEMES[first])))
"""Every key, each first level before its second."""


class UnknownTheme(ValueError):
    """Not a key of the taxonomy."""


def first_level(key: str) -> str:
    """ "creative.knitting" → "creative". Raises UnknownTheme."""
    if key not in KEYS:
        raise UnknownTheme(key)
    return key.partition(".")[0]


def with_parents(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys and the first levels above them, once each, in the order of KEYS. Raises UnknownTheme."""
    keys = set(keys)
    wanted = keys | {first_level(key) for key in keys}
    return tuple(key for key in KEYS if key in wanted)
