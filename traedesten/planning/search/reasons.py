"""Why a document matches a query: codes with parameters, taken from the document as it stands."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from traedesten.planning.danish import Token, is_stop, stem, tokens
from traedesten.planning.guides import Reason
from traedesten.planning.search.documents import FIELDS, Document
from traedesten.planning.search.reading import Reading, Sense, Term
from traedesten.planning.thesaurus import RELATED, WORDS, meanings

MOST = 6
"""Reasons told for one document."""
KEY_IN_COMPOUND = 0.4
"""How surely a part of a compound tells a key, against a word of its own."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Where something stands in a document: the field, as it is written, and the part of the word."""

    field: str
    written: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands where in a document: by stem of a word, by stem of a part of a word, by key of the thesaurus."""

    whole: dict[str, _Found]
    parts: dict[str, _Found]
    keys: dict[str, _Found]


class Explainer:
    """Finds in a document what a query found."""

    def __init__(self, documents: Sequence[Document], parts: Mapping[str, tuple[str, ...]]) -> None:
        """`parts`: folded word of the texts → its parts."""
        self._documents = documents
        self._parts = parts

    def reasons(self, place: int, reading: Reading) -> tuple[Reason, ...]:
        """The reasons for the document at a place, the strongest first: one for each word and one for each key."""
        words = self._look_up(place)
        lexical = [reason for term in reading.terms if (reason := _lexical(term, words))]
        told = {(reason.params["word"], reason.params["found"]) for reason in lexical}
        best: dict[tuple, Reason] = {}
        for reason in (*lexical, *_meant(self._documents[place].themes, words, reading)):
            params = reason.params
            if reason.code == "near_word" and (params["word"], params["found"]) in told:
                continue
            mark = (reason.code, params["word"], params.get("found"), params.get("theme"))
            if mark not in best or best[mark].weight < reason.weight:
                best[mark] = reason
        ranked = sorted(best.values(), key=lambda reason: (-reason.weight, reason.code, str(reason.params)))
        return tuple(ranked[:MOST])

    def _look_up(self, place: int) -> _Words:
        document = self._documents[place]
        words = _Words({}, {}, {})
        sure: dict[str, float] = {}
        for field in FIELDS:
            parsed = tokens(getattr(document, field))
            for token in parsed:
                if not is_stop(token.word):
                    words.whole.setdefault(stem(token.word), _Found(field, token.written))
                    for part in self._parts.get(token.word, ()) if field != "place" else ():
                        words.parts.setdefault(stem(part), _Found(field, token.written, part))
            for key, weight, written in self._told(parsed) if field != "place" else ():
                if weight > sure.get(key, 0.0):
                    sure[key] = weight
                    words.keys[key] = _Found(field, written)
        return words

    def _told(self, parsed: Sequence[Token]) -> Iterator[tuple[str, float, str]]:
        """Key, how surely, and the words that tell it."""
        for found in meanings([token.word for token in parsed]):
            yield found.key, found.weight, " ".join(t.written for t in parsed[found.first : found.last + 1])
        for token in parsed:
            for part in self._parts.get(token.word, ()) if stem(token.word) not in WORDS else ():
                for key, weight in WORDS.get(stem(part), ()):
                    yield key, weight * KEY_IN_COMPOUND, token.written


def _lexical(term: Term, words: _Words) -> Reason | None:
    """The likeliest sense of a typed word that the document has, whole words before parts."""
    for sense in term.senses:
        found = words.whole.get(sense.stem) or words.parts.get(sense.stem)
        if found:
            return _reason(term, sense, found)
    return None


def _reason(term: Term, sense: Sense, found: _Found) -> Reason:
    params: dict[str, object] = {"word": term.written, "found": found.written, "field": found.field}
    code = sense.how
    if code == "spelling":
        params["understood"] = sense.understood
    elif code == "part" or (code == "word" and found.part):
        code, params["part"] = "part", found.part or sense.understood
    return Reason(code, params, round(term.weight * sense.weight, 3))


def _meant(themes: Collection[str], words: _Words, reading: Reading) -> Iterator[Reason]:
    """For each key the query is about, the theme or the words of the document that lie nearest."""
    for key, (sure, word) in reading.about.items():
        near = {other: sure * weight for other, weight in RELATED[key].items()}
        theme = max((other for other in near if other in themes), key=lambda other: (near[other], other), default="")
        about = max(
            (other for other in near if other in words.keys), key=lambda other: (near[other], other), default=""
        )
        if theme and near[theme] >= near.get(about, 0.0):
            yield Reason("theme", {"word": word, "theme": theme}, round(near[theme], 3))
        elif about:
            found = words.keys[about]
            params = {"word": word, "found": found.written, "field": found.field, "about": about}
            yield Reason("near_word", params, round(near[about], 3))
