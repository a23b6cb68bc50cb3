"""The search itself: documents by stem, part of a compound and key of the thesaurus, ranked together."""

from array import array
from collections import ChainMap, Counter
from collections.abc import Collection, Iterable
from math import log

import numpy as np

from traedesten.planning.danish import grams, is_stop, stem, tokens
from traedesten.planning.guides import Reason
from traedesten.planning.search.compounds import Splitter
from traedesten.planning.search.documents import Document, Hit
from traedesten.planning.search.marks import Marks
from traedesten.planning.search.reading import SIMILAR_LEAST, Reader, Reading
from traedesten.planning.search.reasons import Explainer
from traedesten.planning.search.spelling import Speller
from traedesten.planning.thesaurus import RELATED, WORDS, meanings

K1, B = 1.8, 0.7
"""BM25: how soon a repeated word stops counting, and how much long texts are held back."""
WORD_FIELDS = {"name": 2.0, "about": 1.0, "can_hold": 0.8, "place": 0.9, "organisation": 1.2}
"""What a word in a field counts (BM25F)."""
KEY_FIELDS = {"name": 1.6, "about": 0.8, "can_hold": 0.5, "place": 0.0, "organisation": 0.5}
"""What a word counts that tells what an offer is about; the name of a street tells nothing."""
THEME_WEIGHT = 2.5
"""What a theme that the owner has chosen counts, beside KEY_FIELDS."""
IN_COMPOUND = 0.7
"""What a whole word of the query counts where the text has it only as a part of another."""
KEY_IN_COMPOUND = 0.4
"""A part of a word in the text that tells a key."""
KEY_SHARE = 1.8
"""How much the thesaurus counts beside the words themselves."""
LEAST_SHARE = 0.12
"""Hits below this share of the best are left out."""
SHOWN = 20
"""Hits given when no limit is asked for."""


class Index:
    """Documents ready to be searched. Never changes; a new one is built when the documents have."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """The order of the documents changes nothing. Raises ValueError if ids repeat."""
        self._documents = sorted(documents, key=lambda document: document.id)
        self._places = {document.id: place for place, document in enumerate(self._documents)}
        if len(self._places) != len(self._documents):
            raise ValueError("ids must be unique")
        texts = [_parsed(document) for document in self._documents]
        counts = Counter(token.word for fields in texts for parsed in fields.values() for token in parsed)
        self._splitter = Splitter(counts)
        taken_apart = {word: parts for word in counts if (parts := self._splitter.parts(word))}
        parts = {word: tuple(stem(part) for part in taken_apart[word] if not is_stop(part)) for word in taken_apart}
        self._words = _Postings(_word_weights(fields) for fields in texts)
        self._parts = _Postings(_part_weights(fields, parts) for fields in texts)
        self._keys = _Postings(
            _key_weights(document, fields, parts) for document, fields in zip(self._documents, texts, strict=True)
        )
        self._similar = _Similar(word for word in counts if len(word) > 4 and not is_stop(word))
        self._reader = Reader(
            ChainMap(self._words.terms, self._parts.terms),
            self._splitter,
            Speller({word: count for word, count in counts.items() if len(word) > 2}),
            self._similar.like,
        )
        self._explainer = Explainer(self._documents, taken_apart)

    def __len__(self) -> int:
        return len(self._documents)

    def read(self, query: str) -> Reading:
        """What is understood by a query, for showing "you may have meant"."""
        return self._reader.read(query)

    def search(self, query: str, within: Collection[str] | None = None, limit: int = SHOWN) -> tuple[Hit, ...]:
        """The best documents, best first, ties by id; at most `limit`.

        `within` are the ids allowed; ids that are not indexed are passed over. It leaves out, and changes no score.
        A query that says nothing, such as stop words only, gives nothing.
        """
        reading = self._reader.read(query)
        allowed = None if within is None else {self._places[id] for id in within if id in self._places}
        kept = [pair for pair in self._ranked(reading) if allowed is None or pair[0] in allowed]
        return tuple(
            Hit(self._documents[place].id, score, self._explainer.reasons(place, reading))
            for place, score in kept[: max(0, limit)]
        )

    def scores(self, query: str) -> dict[str, float]:
        """Id → score of every document that matches, best first, as `search` has them; without reasons."""
        return {self._documents[place].id: score for place, score in self._ranked(self._reader.read(query))}

    def reasons(self, query: str, ids: Iterable[str]) -> dict[str, tuple[Reason, ...]]:
        """Why these documents match, as in `Hit`; finding out takes longer than the search itself."""
        reading = self._reader.read(query)
        return {id: self._explainer.reasons(self._places[id], reading) for id in ids if id in self._places}

    def _ranked(self, reading: Reading) -> list[tuple[int, float]]:
        """(place of a document, its score), best first."""
        scores = self._scores(reading)
        least = max(LEAST_SHARE * scores.max(initial=0.0), 1e-6)
        found = np.flatnonzero(scores >= least)
        ranked = found[np.argsort(-scores[found], kind="stable")]
        return list(zip(ranked.tolist(), scores[ranked].tolist(), strict=True))

    def _scores(self, reading: Reading) -> np.ndarray:
        """The score at each document's place, rounded so that the order of additions cannot show."""
        scores = np.zeros(len(self._documents))
        for term in reading.terms:
            best = np.zeros(len(self._documents))
            for sense in term.senses:
                self._words.raise_to(best, sense.stem, term.weight * sense.weight)
                whole = 1.0 if sense.how == "part" else IN_COMPOUND
                self._parts.raise_to(best, sense.stem, term.weight * sense.weight * whole)
            scores += best
        for key, (sure, _) in reading.about.items():
            best = np.zeros(len(self._documents))
            for other, near in RELATED[key].items():
                self._keys.raise_to(best, other, KEY_SHARE * sure * near, key)
            scores += best
        return scores.round(6)


class _Postings:
    """Term → documents, with what the term is worth in each (BM25F, computed once); all in three long lists."""

    def __init__(self, documents: Iterable[dict[str, float]]) -> None:
        weights = list(documents)
        lengths = [sum(terms.values()) for terms in weights]
        usual = sum(lengths) / len(lengths) if lengths else 1.0
        found: dict[str, tuple[array, array]] = {}
        for place, terms in enumerate(weights):
            held_back = K1 * (1 - B + B * lengths[place] / usual) if usual else K1
            for term, weight in terms.items():
                places, worth = found.setdefault(term, (array("I"), array("f")))
                places.append(place)
                worth.append(weight / (weight + held_back))
        self.terms = {term: number for number, term in enumerate(found)}
        self._starts = np.cumsum([0, *(len(places) for places, _ in found.values())], dtype=np.uint32)
        self._places = np.array([place for places, _ in found.values() for place in places], dtype=np.uint32)
        self._worth = np.array([one for _, worth in found.values() for one in worth], dtype=np.float32)
        self._size = len(weights)

    def raise_to(self, best: np.ndarray, term: str, weight: float, rarity_of: str = "") -> None:
        """Raises each document's score to what the term gives it. With `rarity_of` another term's rarity caps it."""
        number = self.terms.get(term)
        if number is None:
            return
        first, last = int(self._starts[number]), int(self._starts[number + 1])
        rarity = self._rarity(term)
        if rarity_of in self.terms:
            rarity = min(rarity, self._rarity(rarity_of))
        places = self._places[first:last]
        best[places] = np.maximum(best[places], weight * rarity * self._worth[first:last].astype(np.float64))

    def _rarity(self, term: str) -> float:
        number = self.terms[term]
        having = int(self._starts[number + 1] - self._starts[number])
        return log(1 + (self._size - having + 0.5) / (having + 0.5))


class _Similar:
    """Words of the texts that share 4-grams with a word."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words = sorted(vocabulary)
        runs = [grams(word) for word in self._words]
        self._sizes = array("H", map(len, runs))
        self._runs = Marks((run, place) for place, of_word in enumerate(runs) for run in of_word)

    def like(self, word: str) -> list[tuple[str, float]]:
        """Words and how much alike they are (Dice coefficient), from SIMILAR_LEAST on, the likest first."""
        sought = grams(word)
        shared = Counter(self._runs.places(sought))
        alike = [
            (self._words[place], 2 * count / (len(sought) + self._sizes[place])) for place, count in shared.items()
        ]
        return sorted((pair for pair in alike if pair[1] >= SIMILAR_LEAST), key=lambda pair: (-pair[1], pair[0]))[:8]


def _parsed(document: Document) -> dict[str, tuple]:
    return {field: tokens(text) for field in WORD_FIELDS if (text := getattr(document, field))}


def _word_weights(fields: dict[str, tuple]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for field, parsed in fields.items():
        for token in parsed:
            if not is_stop(token.word):
                root = stem(token.word)
                weights[root] = weights.get(root, 0.0) + WORD_FIELDS[field]
    return weights


def _part_weights(fields: dict[str, tuple], parts: dict[str, tuple[str, ...]]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for field, parsed in fields.items():
        for token in parsed:
            for root in parts.get(token.word, ()) if field != "place" else ():
                weights[root] = weights.get(root, 0.0) + WORD_FIELDS[field]
    return weights


def _key_weights(document: Document, fields: dict[str, tuple], parts: dict[str, tuple[str, ...]]) -> dict[str, float]:
    weights = {theme: THEME_WEIGHT for theme in document.themes if theme in RELATED}
    for field, parsed in fields.items():
        factor = KEY_FIELDS[field]
        if not factor:
            continue
        for meaning in meanings([token.word for token in parsed]):
            weights[meaning.key] = weights.get(meaning.key, 0.0) + factor * meaning.weight
        for token in parsed:
            for part in parts.get(token.word, ()) if stem(token.word) not in WORDS else ():
                for key, sure in WORDS.get(part, ()):
                    weights[key] = weights.get(key, 0.0) + factor * sure * KEY_IN_COMPOUND
    return weights
