"""A query as it is understood: what each word may stand for, and which keys of the thesaurus it is about."""

from collections.abc import Callable
from dataclasses import dataclass

from traedesten.planning.danish import Token, is_pale, is_stop, stem, tokens
from traedesten.planning.search.compounds import Splitter
from traedesten.planning.search.spelling import Guess, Speller
from traedesten.planning.thesaurus import WORDS, meanings

MOST_WORDS = 60
"""Different words of a query that count; the rest of a very long one is left out."""
PALE_WEIGHT = 0.3
PART_WEIGHT = 0.75
"""A part of a compound against the whole; one that many offers have counts for less still."""
JOINED_WEIGHT, JOINED_PIECE_WEIGHT = 1.0, 0.5
"""Words typed apart that are one ("gå tur"), and what is left of each of them."""
SIMILAR_WEIGHT, SIMILAR_LEAST = 0.35, 0.5
"""Words that share letters: their Dice coefficient of 4-grams, from SIMILAR_LEAST on, times the weight."""
_LINKS = ("", "s", "e")


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

    def __init__(self, stems: frozenset[str], splitter: Splitter, speller: Speller, similar: Callable) -> None:
        """`stems` are those of the texts; `similar` gives words of the texts and their likeness to a word."""
        self._stems = stems
        self._splitter = splitter
        self._speller = speller
        self._similar = similar

    def read(self, query: str) -> Reading:
        """What is asked for; no terms when the query says nothing."""
        pieces = self._pieces(query)
        guesses = [() if self._is_known(piece.token.word) else self._guesses(piece.token.word) for piece in pieces]
        terms = [self._term(piece, guess) for piece, guess in zip(pieces, guesses, strict=True)]
        return Reading(tuple(term for term in terms if term.senses), self._about(pieces, guesses))

    def _pieces(self, query: str) -> list[_Piece]:
        """The words that say something, once each, and what they make when written together."""
        seen: dict[str, Token] = {}
        for token in tokens(query):
            if not is_stop(token.word) and len(seen) < MOST_WORDS:
                seen.setdefault(token.word, token)
        parsed = list(seen.values())
        whole: list[_Piece] = []
        inside: set[int] = set()
        for at in range(len(parsed)):
            for size in (3, 2):
                joined = self._joined(parsed[at : at + size]) if at + size <= len(parsed) else None
                if joined and joined.word not in seen:
                    whole.append(_Piece(joined, JOINED_WEIGHT))
                    inside |= set(range(at, at + size))
                    break
        pieces = []
        for at, token in enumerate(parsed):
            weight = PALE_WEIGHT if is_pale(token.word) else 1.0
            pieces.append(_Piece(token, weight * (JOINED_PIECE_WEIGHT if at in inside else 1.0)))
        return pieces + whole

    def _joined(self, parts: list[Token]) -> Token | None:
        """The known word that neighbours make, the last one perhaps misspelled."""
        written = "".join(token.written for token in parts)
        for link in _LINKS:
            whole = "".join(token.word for token in parts[:-1]) + link + parts[-1].word
            if stem(whole) in self._stems or stem(whole) in WORDS:
                return Token(written, whole)
        whole = "".join(token.word for token in parts)
        is_broken = not all(self._is_known(token.word) for token in parts)
        if is_broken and any(guess.likelihood >= 0.7 for guess in self._speller.guesses(whole)):
            return Token(written, whole)
        return None

    def _is_known(self, word: str) -> bool:
        """Known to the texts, to the thesaurus, or made of known parts."""
        root = stem(word)
        return root in self._stems or root in WORDS or bool(self._splitter.parts(word)) or word.isdigit()

    def _guesses(self, word: str) -> tuple[Guess, ...]:
        """What a misspelled word may be: a known word, or a compound with one part misspelled."""
        whole = self._speller.guesses(word)
        if whole and whole[0].likelihood >= 0.7:
            return whole
        return max(whole, self._broken_compound(word), key=lambda found: found[0].likelihood if found else 0.0)

    def _broken_compound(self, word: str) -> tuple[Guess, ...]:
        found: list[Guess] = []
        for at in range(3, len(word) - 2):
            left, right = word[:at], word[at:]
            for sure, unsure, is_left in ((left, right, True), (right, left, False)):
                if self._splitter.knows(sure) and len(unsure) > 3:
                    for guess in self._speller.guesses(unsure)[:1]:
                        whole = sure + guess.word if is_left else guess.word + sure
                        found.append(Guess(whole, guess.likelihood - 0.1))
        return tuple(sorted(found, key=lambda guess: (-guess.likelihood, guess.word))[:1])

    def _term(self, piece: _Piece, guesses: tuple[Guess, ...]) -> Term:
        word = piece.token.word
        senses = {}
        for sense in self._senses(word, guesses):
            known = senses.get(sense.stem)
            if sense.stem in self._stems and (known is None or sense.weight > known.weight):
                senses[sense.stem] = sense
        ranked = sorted(senses.values(), key=lambda sense: (-sense.weight, sense.stem))
        return Term(piece.token.written, piece.weight, tuple(ranked))

    def _senses(self, word: str, guesses: tuple[Guess, ...]) -> list[Sense]:
        senses = [Sense(stem(word), "word", 1.0, word)]
        senses += [Sense(root, "part", weight, part) for part, root, weight in self._parts(word)]
        for guess in guesses:
            senses.append(Sense(stem(guess.word), "spelling", guess.likelihood, guess.word))
            senses += [
                Sense(root, "spelling", weight * guess.likelihood, guess.word)
                for _, root, weight in self._parts(guess.word)
            ]
        if len(word) > 4:
            senses += [Sense(stem(o), "similar", SIMILAR_WEIGHT * like, o) for o, like in self._similar(word)]
        return senses

    def _parts(self, word: str) -> list[tuple[str, str, float]]:
        """Part, stem, weight."""
        parts = self._splitter.parts(word)
        kept = [part for part in parts if not is_stop(part)]
        return [(part, stem(part), PART_WEIGHT * (PALE_WEIGHT if is_pale(part) else 1.0)) for part in kept]

    def _about(self, pieces: list[_Piece], guesses: list[tuple[Guess, ...]]) -> dict[str, tuple[float, str]]:
        """Keys by the word that tells each best, and a quarter of every further one."""
        told: dict[str, dict[int, tuple[float, str]]] = {}

        def tell(key: str, at: int, weight: float, written: str) -> None:
            sure = weight * (guesses[at][0].likelihood if guesses[at] else 1.0)
            places = told.setdefault(key, {})
            places[at] = max(places.get(at, (0.0, "")), (sure, written))

        meant = [guess[0].word if guess else piece.token.word for piece, guess in zip(pieces, guesses, strict=True)]
        for meaning in meanings([(at, stem(word)) for at, word in enumerate(meant)]):
            ends = sorted({meaning.first, meaning.last})
            tell(meaning.key, ends[0], meaning.weight, " ".join(pieces[at].token.written for at in ends))
        for at, word in enumerate(meant):
            for _, root, weight in self._parts(word) if stem(word) not in WORDS else ():
                for key, sure in WORDS.get(root, ()):
                    tell(key, at, weight * sure, pieces[at].token.written)
        return {key: _together(list(places.values())) for key, places in sorted(told.items())}


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice coefficient of two sets of 4-grams, 0–1."""
    return 2 * len(one & other) / (len(one) + len(other))


def _together(told: list[tuple[float, str]]) -> tuple[float, str]:
    ranked = sorted(told, key=lambda sure: (-sure[0], sure[1]))
    return ranked[0][0] + 0.25 * sum(sure for sure, _ in ranked[1:]), ranked[0][1]

