"""A query as it is understood: what each word may stand for, and which keys of the thesaurus it is about."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from traedesten.planning.danish import Token, is_pale, is_stop, stem, tokens
from traedesten.planning.search.compounds import Splitter
from traedesten.planning.search.spelling import Guess, Speller
from traedesten.planning.thesaurus import WORDS, meanings

MOST_WORDS = 100
"""Words of a query that are read; the rest of a very long one is left out."""
MOST_GUESSED = 12
"""Unknown words that are taken for misspellings; a text with more of them is in no language we know."""
PALE_WEIGHT, PALE_ABOUT = 0.3, 0.65
"""What a word that many offers have counts, itself and in telling what the wish is about."""
PART_WEIGHT = 0.65
"""A part of a compound against the whole; one that many offers have counts for less still."""
JOINED_PIECE_WEIGHT = 0.5
"""What is left of each of the words typed apart that are one ("gå tur")."""
SIMILAR_WEIGHT, SIMILAR_LEAST = 0.35, 0.6
"""Words that share letters: their Dice coefficient of 4-grams, from SIMILAR_LEAST on, times the weight."""
BROKEN_PART = 0.1
"""Taken off the likelihood of a compound of which one part is misspelled."""
SURE = 0.65
"""A guess from here on is taken without trying others."""
_LINKS = ("", "s", "e")
Similar = Callable[[str], list[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Sense:
    """A stem that a typed word may stand for: `how` is word, part, spelling or similar; `weight` 0–1."""

    stem: str
    how: str
    weight: float
    understood: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query as typed, how much it counts, and what it may stand for, the likeliest first."""

    written: str
    weight: float
    senses: tuple[Sense, ...]


@dataclass(frozen=True)
class Reading:
    """`about`: key of the thesaurus → (how surely, 0–1 and a little more, the words that tell it)."""

    terms: tuple[Term, ...]
    about: dict[str, tuple[float, str]]


@dataclass(frozen=True)
class _Piece:
    token: Token
    weight: float


class Reader:
    """Reads queries by the words of one index."""

    def __init__(self, stems: Container[str], splitter: Splitter, speller: Speller, similar: Similar) -> None:
        """`stems` are those of the texts; `similar` gives words of the texts and their likeness to a word."""
        self._stems = stems
        self._splitter = splitter
        self._speller = speller
        self._similar = similar

    def read(self, query: str) -> Reading:
        """What is asked for; no terms when the query says nothing."""
        parsed = tokens(query)[:MOST_WORDS]
        unknown = self._unknown(token.word for token in parsed if not is_stop(token.word))
        pieces = self._pieces(parsed, unknown)
        unknown = self._unknown(pieces)
        guesses = {word: self._guesses(word) if word in unknown else () for word in pieces}
        terms = [term for piece in pieces.values() for term in self._terms(piece, guesses[piece.token.word])]
        return Reading(tuple(term for term in terms if term.senses), self._about(parsed, pieces, guesses))

    def _unknown(self, said: Iterable[str]) -> frozenset[str]:
        """The first words that need guessing at."""
        return frozenset(islice((word for word in dict.fromkeys(said) if not self._is_known(word)), MOST_GUESSED))

    def _pieces(self, parsed: Sequence[Token], unknown: frozenset[str]) -> dict[str, _Piece]:
        """The words that say something, once each, then what neighbours make when written together."""
        seen: dict[str, Token] = {}
        for token in parsed:
            if not is_stop(token.word):
                seen.setdefault(token.word, token)
        whole: dict[str, _Piece] = {}
        inside: set[str] = set()
        for at in range(len(parsed)):
            for size in (3, 2):
                neighbours = parsed[at : at + size]
                joined = self._joined(neighbours, unknown) if len(neighbours) == size else None
                if joined and joined.word not in seen:
                    whole[joined.word] = _Piece(joined, 1.0)
                    inside |= {token.word for token in neighbours}
                    break
        pieces = {}
        for word, token in seen.items():
            weight = PALE_WEIGHT if is_pale(word) else 1.0
            pieces[word] = _Piece(token, weight * (JOINED_PIECE_WEIGHT if word in inside else 1.0))
        return pieces | whole

    def _joined(self, parts: Sequence[Token], unknown: frozenset[str]) -> Token | None:
        """The known word that neighbours make, perhaps misspelled. "for ældre" makes no "forældre"."""
        if any(is_stop(token.word) for token in parts):
            return None
        written = "".join(token.written for token in parts)
        for link in _LINKS:
            whole = "".join(token.word for token in parts[:-1]) + link + parts[-1].word
            if stem(whole) in self._stems or stem(whole) in WORDS:
                return Token(written, whole)
        whole = "".join(token.word for token in parts)
        is_broken = any(token.word in unknown for token in parts)
        if is_broken and any(guess.likelihood >= SURE for guess in self._speller.guesses(whole)):
            return Token(written, whole)
        return None

    def _is_known(self, word: str) -> bool:
        """Known to the texts, to the thesaurus, or made of known parts."""
        root = stem(word)
        return root in self._stems or root in WORDS or bool(self._splitter.known_parts(word)) or word.isdigit()

    def _guesses(self, word: str) -> tuple[Guess, ...]:
        """What a misspelled word may be: a known word, or a compound with one part misspelled."""
        whole = self._speller.guesses(word)
        if whole and whole[0].likelihood >= SURE:
            return whole
        return max(whole, self._broken_compound(word), key=lambda found: found[0].likelihood if found else 0.0)

    def _broken_compound(self, word: str) -> tuple[Guess, ...]:
        found: list[Guess] = []
        for at in range(3, len(word) - 2):
            left, right = word[:at], word[at:]
            bare = left.removesuffix("s")
            if self._splitter.knows(right):
                for unsure in {left, bare, bare.removesuffix("e"), f"{bare}e"}:
                    found += [Guess(guess.word + right, guess.likelihood) for guess in self._part_guess(unsure)]
            if self._splitter.knows(left) or self._splitter.knows(bare):
                found += [Guess(left + guess.word, guess.likelihood) for guess in self._part_guess(right)]
        ranked = sorted(found, key=lambda guess: (-guess.likelihood, guess.word))
        return tuple(Guess(guess.word, guess.likelihood - BROKEN_PART) for guess in ranked[:1])

    def _part_guess(self, letters: str) -> tuple[Guess, ...]:
        return self._speller.guesses(letters)[:1] if len(letters) > 3 else ()

    def _terms(self, piece: _Piece, guesses: tuple[Guess, ...]) -> list[Term]:
        """The word itself, and each part of it when it is a compound."""
        word, written = piece.token.word, piece.token.written
        senses = [Sense(stem(word), "word", 1.0, word)]
        senses += [Sense(stem(guess.word), "spelling", guess.likelihood, guess.word) for guess in guesses]
        if len(word) > 4:
            senses += [Sense(stem(o), "similar", SIMILAR_WEIGHT * like, o) for o, like in self._similar(word)]
        terms = [Term(written, piece.weight, self._known(senses))]
        sure, how = (guesses[0].likelihood, "spelling") if guesses else (1.0, "part")
        for part, root, weight in self._parts(guesses[0].word if guesses else word):
            terms.append(Term(written, piece.weight * weight * sure, self._known([Sense(root, how, 1.0, part)])))
        return terms

    def _known(self, senses: list[Sense]) -> tuple[Sense, ...]:
        """The senses that the texts have, each stem once, the likeliest first."""
        ranked = sorted(senses, key=lambda sense: (-sense.weight, sense.stem))
        found: dict[str, Sense] = {}
        for sense in ranked:
            if sense.stem in self._stems:
                found.setdefault(sense.stem, sense)
        return tuple(found.values())

    def _parts(self, word: str) -> list[tuple[str, str, float]]:
        """Part, stem, weight."""
        parts = self._splitter.parts(word)
        kept = [part for part in parts if not is_stop(part)]
        return [(part, stem(part), PART_WEIGHT * (PALE_WEIGHT if is_pale(part) else 1.0)) for part in kept]

    def _about(
        self, parsed: Sequence[Token], pieces: dict[str, _Piece], guesses: dict[str, tuple[Guess, ...]]
    ) -> dict[str, tuple[float, str]]:
        """Keys by the word that tells each best, and a quarter of every further one."""
        said = [token.word for token in parsed]
        said += [word for word in pieces if word not in said]
        meant = [guesses[word][0].word if guesses.get(word) else word for word in said]
        told: dict[str, dict[int, tuple[float, str]]] = {}

        def tell(key: str, first: int, last: int, weight: float) -> None:
            ends = [word for word in dict.fromkeys((said[first], said[last])) if word in pieces]
            counts = max((pieces[word].weight for word in ends), default=1.0)
            sure = weight * max(PALE_ABOUT, counts)
            sure *= min((guess[0].likelihood for word in ends if (guess := guesses[word])), default=1.0)
            written = " ".join(pieces[word].token.written for word in ends)
            places = told.setdefault(key, {})
            places[first] = max(places.get(first, (0.0, "")), (sure, written))

        for meaning in meanings(meant):
            tell(meaning.key, meaning.first, meaning.last, meaning.weight)
        for at, word in enumerate(meant):
            is_new = said[at] in pieces and stem(word) not in WORDS
            for _, root, weight in self._parts(word) if is_new else ():
                for key, sure in WORDS.get(root, ()):
                    tell(key, at, at, weight * sure)
        return {key: _together(list(places.values())) for key, places in sorted(told.items())}


def _together(told: list[tuple[float, str]]) -> tuple[float, str]:
    ranked = sorted(told, key=lambda sure: (-sure[0], sure[1]))
    return ranked[0][0] + 0.25 * sum(sure for sure, _ in ranked[1:]), ranked[0][1]
