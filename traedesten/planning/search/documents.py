"""What is searched, and what a search answers."""

from dataclasses import dataclass

from traedesten.planning.guides import Reason

FIELDS = ("name", "about", "can_hold", "place", "organisation")
"""The fields of free text, those that say most first."""


@dataclass(frozen=True)
class Document:
    """One offer. `themes` are keys of `domain.taxonomy`; a key it does not know matches nothing."""

    id: str
    name: str
    themes: tuple[str, ...] = ()
    about: str = ""
    can_hold: str = ""
    place: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Hit:
    """A document that matches; `score` is above 0 and only comparable within one query.

    `reasons`, the strongest first, have one of these codes. `word` is what was typed, `found` what stands in the
    document, `field` one of FIELDS.

    - `word` (word, found, field): the same word, perhaps in another form
    - `part` (word, found, field, part): they share a part of a compound
    - `spelling` (word, found, field, understood): taken for a misspelling
    - `similar` (word, found, field): they share most of their letters
    - `theme` (word, theme): the word belongs to a theme of the document
    - `near_word` (word, found, field, about): both belong to the same key of the thesaurus
    """

    id: str
    score: float
    reasons: tuple[Reason, ...]
