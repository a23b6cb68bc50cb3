"""The words and figures of a phrase about times, as one pattern; what they mean is in `time_words`."""

import re

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
ENGLISH_MONTHS = {"may": "maj", "oct": "okt"}
NUMBER_WORDS = {
    **{"første": 1, "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sidste": -1},
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "other": 2},
    **{"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5},
}

# Some short forms are other words too ("man", "on", "to", "fri"), and count only where a day is to be expected.
_DAY_FOLLOWS = r"(?=\.|\s*[-–/,&+]|\s*\d|\s+kl|\s*$|\s+og\s+(?:ma|ti|on|to|fr|l[øo]|s[øou]|th|we|tu))"
_LONG_DAYS = (
    r"mandag(?:e|en|ene)?|mondays?|mon",
    r"tirsdag(?:e|en|ene)?|tirs?|tuesdays?|tues?",
    r"onsdag(?:e|en|ene)?|ons|wednesdays?|wed",
    r"torsdag(?:e|en|ene)?|tors?|thursdays?|thu(?:rs?)?",
    r"fredag(?:e|en|ene)?|fre|fridays?",
    r"lørdag(?:e|en|ene)?|lør|saturdays?",
    r"søndag(?:e|en|ene)?|søn|sundays?",
)
_SHORT_DAYS = ("man?", "ti", "on", "to", "fri?", "lø|sat", "sø|sun")
_ANY_DAY = "|".join(f"{long}|{short}" for long, short in zip(_LONG_DAYS, _SHORT_DAYS, strict=True))

_MONTH = (
    r"jan(?:uary?)?|feb(?:ruary?)?|mar(?:ts|ch)?|apr(?:il)?|maj|may|june?i?|july?i?|aug(?:ust)?|sept?(?:ember)?"
    r"|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_NTH = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_NTH_FOLLOWS = (
    r"(?=\s*(?:(?:og|and|eller|or|samt|[,&+/-])\s*)?"
    rf"(?:[1-5]\.|\d(?:st|nd|rd|th)|sidste|last|{_NTH}|(?:{_ANY_DAY})\b))"
)
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"
_BARE = r"(?:[01]\d|2[0-4])[0-5]\d"
_AT = r"(?:kl|klokken|ca|at)\b\.?\s*"
_DASH = rf"\s*(?:-|–|—|til|to|og til)\s*(?:{_AT})*"
_PLAIN_DATE = (
    rf"(?:d(?:en)?\b\.?\s*)?(?:[0-3]?\d\.?\s+(?:{_MONTH})\b\.?(?:\s+20\d\d)?|[0-3]?\d[./-][01]?\d[./-](?:20)?\d\d\b"
    r"|[0-3]?\d/[01]?\d\b)"
)

_PARTS = (
    # Seasons are kept as words: they limit other times and are no times themselves.
    rf"(?P<skip>\b(?:fra(?:\s+og\s+med)?|til(?:\s+og\s+med)?|start(?:er|ende)?|opstart|første\s+gang|begynder|slutter|indtil|from"
    rf"|until|starting)\b[\s:]*{_PLAIN_DATE}(?:\s*(?:-|–|til(?:\s+og\s+med)?|to)\s*{_PLAIN_DATE})?"
    rf"|\b{_PLAIN_DATE}\s*(?:-|–|\btil(?:\s+og\s+med)?\b)\s*{_PLAIN_DATE}"
    rf"|\b(?:{_MONTH})\s*(?:-|–|\btil\b)\s*(?:{_MONTH})\b"
    r"|\b(?:uge(?:r|rne)?|weeks?)\s*\d{1,2}(?:\s*(?:-|–|til|og)\s*\d{1,2})?\b"
    r"|\b\d+(?:\s*(?:[-–]|til|to)\s*\d+)?\s*(?:år(?:ige)?|kr\b\.?|kroner|personer|deltagere|min(?:utter)?\b|timers?\b|years?))",
    r"(?P<parity>\b(?:i\s+)?(?P<odd>u)?lige\s+uger?\b)",
    r"(?P<fortnight>\bhver\s*14\.?\s*dag\b|\bfortnightly\b|\bbiweekly\b"
    r"|\b(?:hver|every)\s+(?P<weeks>anden|tredje|fjerde|other|second|third|[2-8]\.)\s+(?:uge|week)\b)",
    r"(?P<daily>\b(?:hver\s+dag|alle\s+(?:ugens\s+)?dage|dagligt?|every\s+day|daily)\b)",
    r"(?P<workdays>\b(?:alle\s+)?(?:hverdage?|weekdays?)\b)",
    r"(?P<weekend>\b(?:i\s+)?weekend(?:en|er|erne|s)?\b)",
    r"(?P<monthday>\bd(?:en)?\b\.?\s*(?P<md>[0-3]?\d)\.?(?=\s+(?:i|hver|af)\s+(?:hver\s+)?måned))",
    rf"(?P<date>\b(?:d(?:en)?\b\.?\s*)?(?P<d>[0-3]?\d)\.?\s+(?P<month>{_MONTH})\b\.?(?:\s+(?P<y1>20\d\d)\b)?"
    r"|\b(?P<d2>[0-3]?\d)[./-](?P<m2>[01]?\d)[./-]\s?(?P<y2>20\d\d|\d\d)\b(?![.:]\d)"
    r"|\b(?P<d3>[0-3]?\d)/(?P<m3>[01]?\d)\b(?!\d)|\bd(?:en)?\b\.?\s*(?P<d4>[0-3]?\d)\.(?P<m4>[01]?\d)\b\.?)",
    rf"(?P<range>(?:\b(?:{_AT}|fra\s+|from\s+)(?:{_AT})?)?\b(?P<a>{_BARE}|{_CLOCK})\s*(?P<ah>[ap]m)?{_DASH}"
    rf"(?P<b>{_BARE}|{_CLOCK})\s*(?P<bh>[ap]m\b)?(?![\d%:]|\.\d)"
    rf"|\bmellem\s+(?:{_AT})?(?P<a2>{_CLOCK})\s+og\s+(?:{_AT})?(?P<b2>{_CLOCK})\b)",
    rf"(?P<at>\b(?:{_AT})+(?P<c>{_BARE}|{_CLOCK})\s*(?P<ch>[ap]m\b)?(?!\d)"
    r"|\b(?P<e>(?:[01]?\d|2[0-3])[.:][0-5]\d)(?![\d.])|\b(?P<f>\d{1,2})\s*(?P<fh>[ap]m)\b)",
    r"(?P<monthly>\b(?:i|hver|af|of|every|in)\s+(?:en\s+|hver\s+|the\s+|each\s+|every\s+)?(?:måned(?:en)?|month)\b"
    r"|\bmånedligt?\b|\bmonthly\b)",
    rf"(?P<nth>\b(?:{_NTH})\b{_NTH_FOLLOWS}|\b[1-5]\.(?!\d){_NTH_FOLLOWS})",
    r"(?P<every>\b(?:hver|every)\b)",
    r"(?P<without>\b(?:ikke|undtagen|undtaget|bortset\s+fra|except|not)\b)",
    r"(?P<closed>\b(?:lukket|closed)\b)",
    rf"(?P<dash>\s*[-–—]\s*|\b(?:til(?:\s+og\s+med)?|to)\b(?=\s+(?:{_ANY_DAY})\b))",
    *(
        rf"(?P<day{number}>\b(?:{long})\b\.?|\b(?:{short})\b{_DAY_FOLLOWS}\.?)"
        for number, (long, short) in enumerate(zip(_LONG_DAYS, _SHORT_DAYS, strict=True))
    ),
    r"(?P<join>[,/+&]|\bog\b|\band\b|\bsamt\b)",
    r"(?P<stop>[;|])",
    r"(?P<other>\w+|\S)",
)

TOKEN = re.compile("|".join(_PARTS), re.IGNORECASE)
"""Every part of a phrase is one of the named groups: the kind of token is the first of KINDS that matched."""

KINDS = tuple(name for part in _PARTS for name in re.findall(r"^\(\?P<(\w+)>", part))
