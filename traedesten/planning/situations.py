"""Which life situation an offer is meant for, and which a text tells of. Nothing is kept about a person."""

from collections.abc import Iterable

from traedesten.planning.danish import words
from traedesten.planning.thesaurus import HINTS, meanings

THEMES = frozenset({"talk.grief", "talk.illness", "talk.mental_health", "talk.divorce"})
"""Themes that tell whom an offer is for, and not only what it is about."""
WITHIN = {
    **dict.fromkeys(("cancer", "dementia", "parkinson", "diabetes", "heart", "lungs", "brain"), "talk.illness"),
    **dict.fromkeys(("child_loss", "suicide"), "talk.grief"),
    **dict.fromkeys(("anxiety", "depression", "stress"), "talk.mental_health"),
}
"""A key of the thesaurus → the wider one. Who tells of cancer has told of illness."""
TOLD_APART = frozenset({"cancer", "dementia", "parkinson", "diabetes"})
"""Illnesses that an offer is for alone; their words mean little else."""
NAMED = TOLD_APART | {"talk.grief", "talk.divorce"}
"""What a name tells where the themes say nothing of it."""


def meant_for(name: str, about: str, themes: Iterable[str]) -> frozenset[str]:
    """Keys of the situations, any of which is enough; empty for an offer for everybody."""
    found = (set(themes) & THEMES) | (_told(name) & NAMED)
    told_apart = _told(f"{name}. {about}") & TOLD_APART if "talk.illness" in found else found & TOLD_APART
    return frozenset((found - {"talk.illness"}) | told_apart if told_apart else found)


def with_wider(keys: Iterable[str]) -> frozenset[str]:
    """What somebody has told of, and the wider situations that it lies within."""
    keys = set(keys)
    return frozenset(keys | {WITHIN[key] for key in keys if key in WITHIN})


def _told(text: str) -> set[str]:
    return {meaning.key for meaning in meanings(words(text)) if meaning.weight > HINTS}
