"""Things asked for, in Danish free text, that a volunteer should not give and a professional may.

A word list that makes a person look; it does not decide. The patterns read text as `names.fold`
leaves it (lower case, æ/ø/å as ae/oe/aa). A word about the past or the family may be found too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from traedesten.domain.names import fold


class Ask(StrEnum):
    TREATMENT = "treatment"
    MEDICINE = "medicine"
    MONEY = "money"
    CLEANING_OR_CARE = "cleaning_or_care"
    HOSPITAL_TRANSPORT = "hospital_transport"
    HOUSING_OR_AUTHORITY = "housing_or_authority"
    ADDICTION = "addiction"
    LEGAL = "legal"


@dataclass(frozen=True)
class Reason:
    """One kind of thing asked for. params: `at`, the (start, end) positions in the text; never the words."""

    code: Ask
    params: Mapping[str, object] = field(default_factory=dict, hash=False)


_HOSPITAL = (
    r"(?:sygehus|hospital|laege|speciallaege|ambulatori|kontrol"
    r"|undersoegelse|genoptraening|behandling|tandlaege)\w*"
)
_WORDS = {
    Ask.TREATMENT: (
        r"(?:samtale|psyko|kognitiv|gruppe|par|traume)?terapi",
        r"(?:psyko)?terapeut\w*|psykolog\w*|psykiatrisk behandling",
        r"(?:traume|angst|depressions)behandl\w*|behandl(?:es|ing) (?:for|af|mod)",
        r"behandle (?:for|min|sin|hans|hendes|mod)",
    ),
    Ask.MEDICINE: (
        r"medicin(?:en|h(?:aa|a)ndtering|dosering|givning|aeske|pakning)?",
        r"piller(?:ne)?|doser(?:e|er|ing|ingsaeske\w*)",
        r"insulin\w*|indsproejt\w*|recept(?:er|en)?",
    ),
    Ask.MONEY: (
        r"gaeld|gaelden|gaelds\w+|budget\w*|regning(?:er|erne|en)?",
        r"(?:privat)?oekonomi(?:en|sk hjaelp|sk stoette|sk raad\w*)?",
        r"laan(?:e)? (?:\w+ )?penge|pengesager|netbank\w*|bankkort\w*|haeve (?:\w+ )?penge|inkasso|rykkere?",
    ),
    Ask.CLEANING_OR_CARE: (
        r"rengoering\w*|goer(?:e)? (?:\w+ )?rent|stoevsug\w*",
        r"vaske? (?:toej|gulv\w*|vinduer)|toejvask|oprydning",
        r"personlig pleje|hygiejne|hjaelp til (?:at )?(?:bad|bade|komme i bad|toilet\w*|paaklaedning)",
        r"i bad|ble(?:er|skift)|saarpleje",
    ),
    Ask.HOSPITAL_TRANSPORT: (
        rf"koer(?:e|er|es|t) (?:\w+ ){{0,4}}?(?:til|fra) (?:\w+ ){{0,2}}?{_HOSPITAL}",
        rf"(?:koersel|transport|befordring|lift) (?:\w+ ){{0,2}}?(?:til|fra) (?:\w+ ){{0,2}}?{_HOSPITAL}",
        r"patienttransport|sygetransport",
    ),
    Ask.HOUSING_OR_AUTHORITY: (
        r"bolig(?:sag|soegning|ansoegning|anvisning|problem)\w*",
        r"(?:find\w*|soeg\w*|mangler|skaffe) (?:\w+ ){0,3}?(?:bolig|lejlighed)",
        r"e.?boks|digital post",
        r"(?:brev|breve|brevene|post) (?:\w+ )?fra (?:\w+ )?(?:kommunen|jobcent\w+|skat|udbetaling danmark)",
        r"ansoeg\w* (?:\w+ ){0,2}?"
        r"(?:pension|foertidspension|boligstoette|kontanthjaelp|fleksjob|hjemmehjaelp|enkeltydelse)",
        r"(?:pensions|foertidspensions|sygedagpenge|fleksjob|kommune)sag\w*",
        r"sag(?:en)? (?:i|hos|med|mod) (?:kommunen|jobcent\w+)",
        r"klage (?:\w+ ){0,2}?(?:kommune\w*|afgoerelse\w*)|bisidder",
    ),
    Ask.ADDICTION: (
        r"(?:alkohol|stof|hash|medicin|pille)?misbrug\w*",
        r"(?:alkohol|stof|ludomani)behandl\w*|afvaenning\w*|afrus\w*|antabus",
        r"metadon|ludoman\w*|alkoholiker\w*|afhaengig(?:hed)? af (?:alkohol|stoffer|hash|spil|piller)",
        r"(?:stoppe|holde op) med at (?:drikke|ryge hash|tage stoffer|spille)|drikker (?:alt )?for meget",
    ),
    Ask.LEGAL: (
        r"advokat\w*|juridisk\w*|jurist\w*|retshjaelp\w*|retssag\w*",
        r"retten i|testament\w*|fogedret\w*|politianmeld\w*",
        r"(?:samvaers|forael?dremyndigheds|skilsmisse|faderskabs|erstatnings|arbejdsskade)sag\w*",
        r"foraeldremyndighed\w*|skilsmissepapir\w*",
    ),
}
_PATTERNS = {
    code: re.compile("|".join(rf"\b(?:{word})\b" for word in words).replace(" ", r"\s{1,3}"))
    for code, words in _WORDS.items()
}


def beyond_volunteer(text: str) -> tuple[Reason, ...]:
    """The kinds of things found, each once, in the order they first stand in the text."""
    folded = fold(text)
    found = {
        code: tuple(folded.span(*match.span()) for match in pattern.finditer(folded.text))
        for code, pattern in _PATTERNS.items()
    }
    reasons = [Reason(code, {"at": spans}) for code, spans in found.items() if spans]
    return tuple(sorted(reasons, key=lambda reason: (found[reason.code][0], reason.code)))
