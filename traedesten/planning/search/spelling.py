"""Words that somebody may have meant: same sound, or one or two slips away from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from traedesten.planning.danish import grams, sound
from traedesten.planning.search.marks import Marks
from traedesten.planning.thesaurus import VOCABULARY

SAME_SOUND = 0.9
SLIPS = (SAME_SOUND, 0.72, 0.5)
"""How well a word with so many slips (edits of its sound) is taken to be meant, 0–1."""
OTHER_START = 0.15
"""Taken off when the first letter differs, which is rare in misspellings."""
UNLIKE = 0.2
"""Taken off in full when two words share no pair of letters: a letter left out is likelier than another one."""
CHOICES, WITHIN = 3, 0.08
"""At most so many words are taken to be meant, and only those nearly as likely as the likeliest."""

_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Guess:
    """A known word and how likely it was meant, 0–1."""

    word: str
    likelihood: float


class Sounds:
    """Words by how they sound, and by their sounds with one letter left out (symmetric deletion).

    Kept as the numbers of those spellings, in order: there are ten times as many of them as of words.
    """

    def __init__(self, known: Iterable[str]) -> None:
        """`known` are folded words."""
        self._words = sorted(known)
        self._spelled = Marks(
            (spelling, place)
            for place, word in enumerate(self._words)
            for heard in heard_as(word)
            for spelling in (heard, *_deletions((heard,)))
        )

    def near(self, heard: str) -> list[str]:
        """Words that may sound so, but for as many slips as a word of this length may have; some have more."""
        tried = {heard}
        for _ in range(_allowed(heard)):
            tried |= _deletions(tried)
        return [self._words[place] for place in sorted(set(self._spelled.places(tried)))]


class Speller:
    """Finds known words near a misspelled one."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """`counts`: folded word of the texts → how often it occurs. The thesaurus is known besides."""
        self._counts = counts
        self._sounds = (_sounds_of_thesaurus(), Sounds(counts.keys() - VOCABULARY))

    def guesses(self, word: str) -> tuple[Guess, ...]:
        """The likeliest known words, best first; the more frequent of two equally likely."""
        heard = sound(word)
        found: dict[str, float] = {}
        for sounds in self._sounds:
            for known in sounds.near(heard):
                slips = min(distance(heard, other, _allowed(heard)) for other in heard_as(known))
                if slips <= _allowed(heard):
                    found[known] = SLIPS[slips] - _unlike(word, known)
        ranked = sorted(found, key=lambda known: (-found[known], -self._counts.get(known, 0), known))
        best = found[ranked[0]] if ranked else 0.0
        return tuple(Guess(known, found[known]) for known in ranked[:CHOICES] if found[known] >= best - WITHIN)


@cache
def _sounds_of_thesaurus() -> Sounds:
    """Once for all indexes of a process."""
    return Sounds(VOCABULARY)


def distance(one: str, other: str, most: int) -> int:
    """Edits between two words, a swap of neighbours counting one (optimal string alignment); above `most` any
    greater number."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def heard_as(word: str) -> set[str]:
    """How a folded word sounds, as it is written and without its rings and strokes."""
    return {sound(word), sound(_bare(word))}


def _bare(word: str) -> str:
    """A folded word as typed without the rings and strokes: "aeldre" as "aldre", "soe" as "so"."""
    return word.replace("ae", "a").replace("oe", "o").replace("aa", "a")


def _unlike(word: str, known: str) -> float:
    """What to take off: for another first letter, unless both are vowels, and for pairs of letters not shared."""
    other_start = word[0] != known[0] and not {word[0], known[0]} <= _VOWELS
    pairs, others = grams(word, 2), grams(known, 2)
    shared = 2 * len(pairs & others) / (len(pairs) + len(others))
    return (OTHER_START if other_start else 0.0) + UNLIKE * (1 - shared)


def _allowed(heard: str) -> int:
    """Slips that a word of this length may have."""
    return 0 if len(heard) < 4 else 2 if 7 <= len(heard) <= 20 else 1


def _deletions(words: Iterable[str]) -> set[str]:
    return {word[:at] + word[at + 1 :] for word in words for at in range(len(word)) if len(word) > 2}
