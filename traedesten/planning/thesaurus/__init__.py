"""The field's own words: which words mean or hint at a theme of the taxonomy, or at what people live with."""

from collections.abc import Sequence
from dataclasses import dataclass

from traedesten.domain.taxonomy import KEYS
from traedesten.planning.danish import Token, is_stop, stem, tokens
from traedesten.planning.thesaurus.doing import DOING
from traedesten.planning.thesaurus.living import LIVING, NEAR

MEANS, HINTS = 1.0, 0.45
"""How surely a word tells what is meant."""
CHILD, PARENT = 0.55, 0.3
"""How much an offer of the level below, and of the level above, counts for a wish."""
INSIDE_PHRASE = 0.4
"""What is left of a word's own meaning inside a phrase: "alene med børn" is not about being alone."""
_SLACK = 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """`key` is of the taxonomy or of the thesaurus; `weight` 0–1; `first` and `last` are places of tokens."""

    key: str
    weight: float
    first: int
    last: int


def meanings(content: Sequence[tuple[int, str]]) -> list[Meaning]:
    """What a text is about. `content` are the places and stems of its words, without those that say nothing."""
    found: list[Meaning] = []
    covered: set[int] = set()
    for at, (_, first) in enumerate(content):
        for phrase, senses in _PHRASES.get(first, ()):
            near = content[max(0, at - _SLACK) : at + len(phrase) + _SLACK]
            places = [place for place, part in near if part in phrase]
            if phrase <= {part for _, part in near}:
                covered |= set(places)
                found += [Meaning(key, weight, min(places), max(places)) for key, weight in senses]
    for place, part in content:
        factor = INSIDE_PHRASE if place in covered else 1.0
        found += [Meaning(key, weight * factor, place, place) for key, weight in WORDS.get(part, ())]
    return found


def content_of(parsed: Sequence[Token]) -> list[tuple[int, str]]:
    """The places and stems of the words that say something."""
    return [(place, stem(token.word)) for place, token in enumerate(parsed) if not is_stop(token.word)]


def _senses() -> dict[tuple[str, ...], dict[str, float]]:
    """Stems of a word or phrase → key → weight. A phrase of which only one word says something only hints."""
    senses: dict[tuple[str, ...], dict[str, float]] = {}
    for key, texts in (*DOING.items(), *LIVING.items()):
        for text, weight in zip(texts, (MEANS, HINTS), strict=True):
            for entry in text.split(","):
                parsed = tokens(entry)
                stems = tuple(sorted({part for _, part in content_of(parsed)}))
                sure = HINTS if len(stems) == 1 and len(parsed) > 1 else weight
                if stems:
                    known = senses.setdefault(stems, {})
                    known[key] = max(known.get(key, 0.0), sure)
    return senses


def _phrases() -> dict[str, list[tuple[frozenset[str], tuple[tuple[str, float], ...]]]]:
    phrases: dict[str, list[tuple[frozenset[str], tuple[tuple[str, float], ...]]]] = {}
    for stems, keys in _SENSES.items():
        if len(stems) > 1:
            phrases.setdefault(stems[0], []).append((frozenset(stems), tuple(keys.items())))
    return phrases


def _related() -> dict[str, dict[str, float]]:
    related = {key: {key: 1.0} for key in (*KEYS, *DOING, *LIVING)}
    for key in KEYS:
        first, _, second = key.partition(".")
        if second:
            related[first][key] = CHILD
            related[key][first] = PARENT
    for one, other, weight in NEAR:
        related[one][other] = max(weight, related[one].get(other, 0.0))
        related[other][one] = max(weight, related[other].get(one, 0.0))
    return related


_SENSES = _senses()
_PHRASES = _phrases()
WORDS: dict[str, tuple[tuple[str, float], ...]] = {
    stems[0]: tuple(keys.items()) for stems, keys in _SENSES.items() if len(stems) == 1
}
"""Stem → keys and how surely it tells each."""
RELATED: dict[str, dict[str, float]] = _related()
"""Key → the keys whose offers fit a wish for it, itself among them, and how well (0–1)."""
VOCABULARY: frozenset[str] = frozenset(
    token.word
    for texts in (*DOING.values(), *LIVING.values())
    for text in texts
    for token in tokens(text)
    if len(token.word) > 2 and not is_stop(token.word)
)
"""Every word of the thesaurus, folded."""
