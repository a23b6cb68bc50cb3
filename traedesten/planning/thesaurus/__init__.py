"""The field's own words: which words mean or hint at a theme of the taxonomy, or at what people live with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from traedesten.domain.taxonomy import KEYS
from traedesten.planning.danish import STOP_WORDS, is_stop, stem, words
from traedesten.planning.thesaurus.near import NEAR

MEANS, HINTS = 1.0, 0.45
"""How surely a word tells what is meant."""
CHILD, PARENT = 0.55, 0.3
"""How much an offer of the level below, and of the level above, counts for a wish."""
INSIDE_PHRASE = 0.4
"""What is left of a word's own meaning inside a phrase: "alene med børn" is not about being alone."""
_SLACK = 2
"""Words that may stand between those of a phrase."""
_ARTICLES = frozenset(("at", "den", "det", "en", "et", "a", "an", "the", "to"))
_Phrases = dict[str, list[tuple[frozenset[str], tuple[tuple[str, float], ...]]]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """`key` is of the taxonomy or of the thesaurus; `weight` 0–1; `first` and `last` are places of tokens."""

    key: str
    weight: float
    first: int
    last: int


def meanings(parsed: Sequence[str]) -> list[Meaning]:
    """What a text is about, by its folded words in order, those that say nothing among them."""
    every = [(place, stem(word)) for place, word in enumerate(parsed)]
    content = [(place, root) for place, root in every if not is_stop(parsed[place])]
    found = [*_phrases_in(content, _LOOSE), *_phrases_in(every, _CLOSE)]
    covered = {place for _, places in found for place in places}
    told = [Meaning(key, weight, min(places), max(places)) for senses, places in found for key, weight in senses]
    for place, root in content:
        factor = INSIDE_PHRASE if place in covered else 1.0
        told += [Meaning(key, weight * factor, place, place) for key, weight in WORDS.get(root, ())]
    return told


def _phrases_in(words: list[tuple[int, str]], phrases: _Phrases) -> Iterator[tuple[tuple, list[int]]]:
    """The senses of each phrase whose words stand together, in whatever order, and their places."""
    for at, (_, first) in enumerate(words):
        for phrase, senses in phrases.get(first, ()):
            near = words[max(0, at - _SLACK) : at + len(phrase) + _SLACK]
            if phrase <= {root for _, root in near}:
                yield senses, [place for place, root in near if root in phrase]


def _entries(text: str) -> Iterator[tuple[str, float, str]]:
    """Key, weight and word or phrase, from words.txt."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    for block in "\n".join(lines).split("\n\n"):
        key, *rest = block.strip().split("\n")
        told = " ".join(line.strip() for line in rest)
        means, _, hints = told.removeprefix("means: ").partition(" hints: ")
        for entries, weight in ((means, MEANS), (hints, HINTS)):
            yield from ((key, weight, entry.strip()) for entry in entries.split(",") if entry.strip())


def _senses() -> dict[tuple[str, ...], dict[str, float]]:
    """Stems of a word or phrase → key → weight.

    A phrase keeps its stop words only when without them one word is left: "snakke med" is more than "snakke".
    """
    senses: dict[tuple[str, ...], dict[str, float]] = {}
    for key, weight, entry in _ENTRIES:
        parsed = words(entry)
        stems = {stem(word) for word in parsed if not is_stop(word)}
        if len(stems) == 1 and len(parsed) > 1:
            stems = {stem(word) for word in parsed if word not in _ARTICLES}
        if stems:
            known = senses.setdefault(tuple(sorted(stems)), {})
            known[key] = max(known.get(key, 0.0), weight)
    return senses


def _phrases(*, close: bool) -> _Phrases:
    """The phrases with stop words (`close`) or without, by the stem that is looked for first."""
    stops = {stem(word) for word in STOP_WORDS}
    phrases: _Phrases = {}
    for stems, keys in _SENSES.items():
        if len(stems) > 1 and close == bool(stops & set(stems)):
            first = min(stems, key=lambda root: (root in stops, root))
            phrases.setdefault(first, []).append((frozenset(stems), tuple(keys.items())))
    return phrases


def _related() -> dict[str, dict[str, float]]:
    related = {key: {key: 1.0} for key in (*KEYS, *(key for key, _, _ in _ENTRIES))}
    for key in KEYS:
        first, _, second = key.partition(".")
        if second:
            related[first][key] = CHILD
            related[key][first] = PARENT
    for one, other, weight in NEAR:
        related[one][other] = max(weight, related[one].get(other, 0.0))
        related[other][one] = max(weight, related[other].get(one, 0.0))
    return related


_ENTRIES = tuple(_entries((Path(__file__).parent / "words.txt").read_text(encoding="utf-8")))
_SENSES = _senses()
_CLOSE, _LOOSE = _phrases(close=True), _phrases(close=False)
WORDS: dict[str, tuple[tuple[str, float], ...]] = {
    stems[0]: tuple(keys.items()) for stems, keys in _SENSES.items() if len(stems) == 1
}
"""Stem → keys and how surely it tells each."""
RELATED: dict[str, dict[str, float]] = _related()
"""Key → the keys whose offers fit a wish for it, itself among them, and how well (0–1)."""
VOCABULARY: frozenset[str] = frozenset(
    word for _, _, entry in _ENTRIES for word in words(entry) if len(word) > 2 and not is_stop(word)
)
"""Every word of the thesaurus, folded."""
