"""Ages that stand in Danish or English free text, so that somebody too young is met with the right words.

The patterns read text as `names.fold` leaves it (lower case, æ/ø/å as ae/oe/aa). A number of years that is no age
(for sixteen years, ten years ago, two years older, a group of twelve) is left alone, and so is the age of a child
that somebody has.
"""

import re

from traedesten.domain.names import fold

YOUNGEST, OLDEST = 5, 110

_N = r"(\d{1,3})"
_NOT_AGES = r"(?! (?:siden|yngre|aeldre|ago|younger|older|sammen)\b)"
_ABOUT = r"(?:kun |lige |snart |naesten |ca |cirka |vist |nu |foerst |stadig |only |just |nearly |about )?"
_WHO = r"(?:hun|han|hen|jeg|pigen|drengen|he|she|i)"
_YOUNG = (
    r"(?:pige|dreng|teenager|ung\w*|datter|soen|elev|niece|nevoe|barnebarn|barn|bror|soester|en|"
    r"girl|boy|daughter|son|niece|nephew)"
)
_HAS = r"\b(?:har|til|med|has|with|of) (?:en|et|to|tre|sin|sit|a|two|his|her)\b[^.!?\n]*$"
_STEMS = (
    rf"er {_ABOUT}{_N} aar{_NOT_AGES}",
    rf"{_WHO} er {_ABOUT}{_N}(?=\s*(?:[.,;!?]|$|og\b|men\b))",
    rf"{_N} aar gammel",
    rf"{_N} ?aarige?s?",
    rf"{_YOUNG} paa {_N}(?=\s*(?:[.,;!?]|$|aar\b|og\b|der\b|som\b))",
    rf"(?:is|am|she s|he s|i m) {_ABOUT}{_N} (?:years?|yrs)(?: old)?{_NOT_AGES}",
    rf"{_WHO} (?:is|am) {_ABOUT}{_N}(?=\s*(?:[.,;!?]|$|and\b|but\b))",
    rf"{_N} years? old",
    rf"(?:aged|age|alder) {_N}",
)
_COMING = rf"\b(?:fylder|bliver|turns|turning) {_ABOUT}{_N}\b"
_GAP, _MAYBE_GAP = r"[\W_]{1,3}", r"[\W_]{0,3}"


def _pattern(stem: str) -> re.Pattern[str]:
    return re.compile(stem.replace(" ?", _MAYBE_GAP).replace(" ", _GAP))


_PATTERNS = [_pattern(rf"\b(?:{stem})") for stem in _STEMS]
_COMING_PATTERN, _HAS_PATTERN = _pattern(_COMING), _pattern(_HAS)


def ages(text: str) -> tuple[int, ...]:
    """The ages told of in `text`, in whole years, from the youngest. Somebody who turns 18 is 17."""
    plain = fold(text).text
    found = {int(match.group(1)) for pattern in _PATTERNS for match in pattern.finditer(plain) if _own(plain, match)}
    found |= {int(match.group(1)) - 1 for match in _COMING_PATTERN.finditer(plain) if _own(plain, match)}
    return tuple(sorted(age for age in found if YOUNGEST <= age <= OLDEST))


def _own(plain: str, match: re.Match[str]) -> bool:
    """Whether it is not the age of a child or somebody else whom the person has."""
    return not _HAS_PATTERN.search(plain, max(0, match.start() - 40), match.start())
