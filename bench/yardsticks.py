"""Plain rankings to measure a search by: BM25 over words, over Snowball stems and over 4-grams."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from math import log

import snowballstemmer

K1, B = 1.2, 0.75
_DANISH = snowballstemmer.stemmer("danish")
_STOP = frozenset(
    re.findall(
        r"\w+",
        """
        og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham
        hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne ind når
        være dog noget ville jo deres efter ned skulle denne end dette mit også under have dig anden hende mine alt
        meget sit sine vor mod disse hvis din nogle hos blive mange ad bliver hendes været thi jer sådan
        """,
    )
)
"""The words that Danish full-text search usually leaves out."""


def by_words(text: str) -> list[str]:
    """Lower-case words without stop words."""
    return [word for word in re.findall(r"\w+", text.lower()) if word not in _STOP]


def by_stems(text: str) -> list[str]:
    """Snowball's Danish stems of `by_words`."""
    return _DANISH.stemWords(by_words(text))


def by_grams(text: str) -> list[str]:
    """The runs of four letters of each word with its borders."""
    bordered = (f"_{word}_" for word in by_words(text))
    return [word[at : at + 4] for word in bordered for at in range(max(1, len(word) - 3))]


class Bm25:
    """BM25 (Robertson and Zaragoza 2009), each text as one bag of terms."""

    def __init__(self, texts: Iterable[tuple[str, str]], terms: Callable[[str], list[str]]) -> None:
        """`texts` are pairs of id and text."""
        self._terms = terms
        self._bags = {id: Counter(terms(text)) for id, text in texts}
        self._usual = sum(bag.total() for bag in self._bags.values()) / len(self._bags)
        self._found: dict[str, list[str]] = {}
        for id, bag in self._bags.items():
            for term in bag:
                self._found.setdefault(term, []).append(id)

    def search(self, query: str) -> list[str]:
        """Ids, best first, ties by id."""
        scores: Counter[str] = Counter()
        for term in self._terms(query):
            ids = self._found.get(term, ())
            rarity = log(1 + (len(self._bags) - len(ids) + 0.5) / (len(ids) + 0.5))
            for id in ids:
                often, length = self._bags[id][term], self._bags[id].total()
                scores[id] += rarity * often * (K1 + 1) / (often + K1 * (1 - B + B * length / self._usual))
        return sorted(scores, key=lambda id: (-scores[id], id))
