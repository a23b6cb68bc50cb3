"""Signs of an acute crisis in Danish or English free text, and of somebody who is worn out.

A conservative word list: rather once too often, so a negation does not silence a sign. It decides
nothing; it only makes sure that a person looks. The patterns read text as `names.fold` leaves it
(lower case, æ/ø/å as ae/oe/aa).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from traedesten.domain.names import fold


class Crisis(StrEnum):
    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    VIOLENCE = "violence"


@dataclass(frozen=True)
class Signal:
    """A sign of `code` at text[start:end], in code points of the text as given."""

    code: Crisis
    start: int
    end: int


_ME = r"(?:mig|sig|dig)"
_OTHER = r"(?:mig|hende|ham|os|dem|nogen|boernene|barnet|min \w+|sin \w+|hendes \w+|hans \w+)"
_SELF = r"(?:my|him|her|your|them|our)sel(?:f|ves)"
_THEM = r"(?:me|her|him|us|them|my \w+|the (?:kids|children))"

_STEMS = {
    Crisis.SUICIDE: (
        r"selv ?mord\w*",
        r"suici[dt]\w*",
        r"(?:tag\w*|tog) (?:\w+ )?livet af",
        r"goer\w* (?:en )?ende paa",
        r"(?:vil|ville|oensk\w*|kunne|haab\w*|lyst til at|hellere|gerne|bare|snart|skal) (?:\w+ ){0,3}?doe",
        r"ikke (?:\w+ ){0,3}?(?:leve|vaere i live|vaere her)",
        r"(?:traet|lede|led) (?:af|ved) (?:livet|at leve)",
        r"livstraet\w*|livslede|doedsoensk\w*|doedstank\w*|afskedsbrev\w*",
        r"lyst til livet|vaerd at leve|grund til at leve|mening med at leve",
        r"(?:var|vaere|vaeret|er) (?:\w+ )?bedre (?:\w+ ){0,4}doed",
        r"(?:jeg|hun|han) (?:bare |selv |hellere )?(?:var|maatte vaere|vil vaere) doed",
        rf"slaa\w* {_ME} (?:selv )?ihjel|draeb\w* {_ME} selv",
        rf"(?:haeng\w*|skyd\w*|drukn\w*) {_ME}(?: selv)?(?! (?:fast|i|op|paa|ud|over)\b)",
        r"(?:spring\w*|hopp\w*|kast\w*) (?:\w+ ){0,2}?"
        r"(?:foran|ud fra|ud foran) (?:\w+ )?(?:tog\w*|bil\w*|bro\w*)",
        r"overdos\w*",
        rf"kill(?:ing)? {_SELF}|hang(?:ing)? {_SELF}",
        r"(?:end|ending|take|taking|took) (?:my|his|her|their|your) (?:own )?li(?:fe|ves)",
        r"(?:want|wants|wanted|wish|wishes|going) to (?:just )?die",
        r"better off dead|wish (?:\w+ ){1,2}(?:was|were) dead",
        r"(?:not|dont|don.t|doesn.t|didn.t) want to (?:live|be alive|be here|exist)",
        r"no reason to live|worth living|end it all",
    ),
    Crisis.SELF_HARM: (
        r"selv ?skad\w*",
        rf"skad\w* {_ME} selv",
        rf"(?:skaer\w*|skar|skaar\w*|snitte\w*|kradse\w*|cutt\w*|braend\w*|braendt\w*|ridse\w*) "
        rf"(?:\w+ )?{_ME}(?: selv| i arm\w*| i laar\w*| til blods)?"
        r"(?! (?:igennem|ud|fast|inde|ned|paa faelles\w*)\b)",
        r"self ?.?(?:harm|injur)\w*",
        rf"(?:hurt|harm|cut|burn)(?:s|ing|ting)? {_SELF}",
    ),
    Crisis.VIOLENCE: (
        r"vold|volden|voldelig\w*|voldsramt\w*|voldsudoev\w*",
        r"voldsoffer|voldsom mand|voldtaeg\w*|voldtag\w*|voldtog",
        r"(?:partner|hustru|aeres|familie)vold\w*",
        rf"(?:slaar|slaa|slog|slaaet|spark\w*|taesk\w*|tev\w*|bank\w*|kvael\w*) {_OTHER}"
        r"(?! (?:loes|ned|til|sammen|igennem|op|paa)\b)",
        r"slaa\w* (?!(?:\w+ )?tid(?:en)? )(?:\w+ ){0,3}?ihjel|draeb\w* (?:mig|hende|ham|os|nogen)",
        r"kvaelertag\w*|mordtrus\w*|overfald\w*|taev|gennembank\w*",
        r"tru(?:er|ede|et|ende|sler?|sel)\b(?: (?:mig|hende|ham|os|om|med|paa))",
        r"bange for (?:\w+ ){0,2}?"
        r"(?:mand|kone|kaereste|eks|far|faren|stedfar|soen|samlever|partner|aegtefaelle)\w*",
        r"toer ikke (?:tage |gaa |vaere |komme )hjem\w*",
        rf"(?:hit|hits|hitting|beat\w*|kick\w*|strangl\w*|chok\w*|kill|kills|stab\w*) {_THEM}",
        r"violen(?:t|ce)\w*|abusive|abus(?:es|ed|ing) (?:me|her|him|us)|rap(?:e|ed|es|ist)",
        rf"threaten\w* (?:to|{_THEM})|(?:afraid|scared|frightened) of (?:my|her|his) \w+",
        r"not safe at home|unsafe at home",
    ),
}
_WORN_OUT = (
    r"orker (?:\w+ )?ikke (?:\w+ ){0,3}?mere",
    r"kan (?:bare |simpelthen |snart |slet )?ikke (?:holde til det |klare )?mere(?![^\S\n]+\w)",
    r"(?:har )?givet (?:helt )?op|opgivet (?:alt|det hele|haabet|livet)",
    r"haabloes\w*|ingen vej ud|alt er ligegyldigt|ligegyldigt det hele",
    r"(?:can ?.?t|cannot) (?:go on|take (?:it|this))(?: any ?more)?|given up|hopeless\w*|no way out",
)
_GAP, _MAYBE_GAP = r"[\W_]{1,3}", r"[\W_]{0,3}"


def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{stem})\b" for stem in stems).replace(" ?", _MAYBE_GAP).replace(" ", _GAP))


_PATTERNS = {code: _pattern(stems) for code, stems in _STEMS.items()}
_WORN_OUT_PATTERN = _pattern(_WORN_OUT)


def signals(text: str) -> tuple[Signal, ...]:
    """Signs in the order they stand; within one kind they do not overlap. Empty when there are none."""
    folded = fold(text)
    found = (
        Signal(code, *folded.span(*match.span()))
        for code, pattern in _PATTERNS.items()
        for match in pattern.finditer(folded.text)
    )
    return tuple(sorted(found, key=lambda signal: (signal.start, signal.code)))


def is_worn_out(text: str) -> bool:
    """Whether the words may mean no more than that somebody is very tired: reason to name numbers, not to stop."""
    return bool(_WORN_OUT_PATTERN.search(fold(text).text))
