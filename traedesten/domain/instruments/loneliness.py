"""T-ILS, the UCLA scale of twenty items, and the short scale of De Jong Gierveld."""

from dataclasses import replace

from traedesten.domain.instruments.definition import (
    Band,
    Better,
    Definition,
    Grade,
    Item,
    Option,
    Precision,
    Source,
    Subscale,
    Use,
    Words,
    Yardstick,
)

_ISOLATED = Item(
    "isolated",
    Words("Hvor ofte føler du dig isoleret fra andre?", "How often do you feel isolated from others?"),
)
_COMPANY = Item(
    "company",
    Words(
        "Hvor ofte føler du, at du savner nogen at være sammen med?",
        "How often do you feel that you lack companionship?",
    ),
)
_OUTSIDE = Item(
    "outside",
    Words("Hvor ofte føler du dig udenfor?", "How often do you feel left out?"),
)
_KEPT_OUTSIDE = replace(
    _OUTSIDE, words=Words("Hvor ofte føler du dig holdt udenfor?", "How often do you feel left out?")
)

TILS = Definition(
    key="t-ils",
    version="da-2",
    name=Words("Ensomhed, tre spørgsmål (T-ILS)", "Loneliness, three questions (T-ILS)"),
    stem=Words("", ""),
    items=(_ISOLATED, _COMPANY, _OUTSIDE),
    options=(
        Option(1, Words("Sjældent", "Hardly ever")),
        Option(2, Words("En gang imellem", "Some of the time")),
        Option(3, Words("Ofte", "Often")),
    ),
    low=3,
    high=9,
    better=Better.LOWER,
    bands=(Band("not_severe", 3, 6), Band("severe", 7, 9)),
    precision=Precision(
        0.72, (1.5, 2.0), Source("Hughes et al. 2004, alpha .72; SDs as seen in use", Grade.SECOND_HAND)
    ),
    yardstick=Yardstick(
        person=3,
        group=None,
        source=Source("Derived: 1.96 × SD × √2 × √(1 − .72) is 2.2 to 2.9 for SD 1.5 to 2.0", Grade.BACKGROUND),
    ),
    source=Source(
        "Hughes et al. 2004; Lasgaard, Danish version (items and the cut at 7 read, answers second-hand)", Grade.READ
    ),
    terms=Source("Free in research", Grade.BACKGROUND),
    is_on=True,
)

TILS_2013 = replace(TILS, version="da-2013", items=(_ISOLATED, _COMPANY, _KEPT_OUTSIDE), is_on=False)

_UCLA_REVERSED = frozenset({1, 5, 6, 9, 10, 15, 16, 19, 20})

UCLA20 = Definition(
    key="ucla-20",
    version="3",
    name=Words("UCLA Loneliness Scale, 20 spørgsmål, version 3", "UCLA Loneliness Scale, 20 items, version 3"),
    stem=Words("", ""),
    # The wording belongs to its author: a research site brings the items it has leave to use, in this order.
    items=tuple(Item(f"item_{number}", None, is_reversed=number in _UCLA_REVERSED) for number in range(1, 21)),
    options=(
        Option(1, Words("Aldrig", "Never")),
        Option(2, Words("Sjældent", "Rarely")),
        Option(3, Words("Nogle gange", "Sometimes")),
        Option(4, Words("Ofte", "Often")),
    ),
    low=20,
    high=80,
    better=Better.LOWER,
    source=Source("Russell 1996, J Pers Assess 66:20–40", Grade.READ),
    terms=Source("Ask the author", Grade.BACKGROUND),
    use=Use.RESEARCH,
)

_LACKING = frozenset({2, 3})
_NOT_HELD = frozenset({1, 2})


def _emotional(key: str, da: str, en: str) -> Item:
    return Item(key, Words(da, en), counts=_LACKING)


def _social(key: str, da: str, en: str) -> Item:
    return Item(key, Words(da, en), counts=_NOT_HELD)


DE_JONG_GIERVELD = Definition(
    key="djg-6",
    version="da-1",
    name=Words("Ensomhed, seks spørgsmål (De Jong Gierveld)", "Loneliness, six items (De Jong Gierveld)"),
    stem=Words("Hvor godt passer det på dig lige nu?", "How well does this fit you at present?"),
    items=(
        _emotional("emptiness", "Jeg oplever en tomhed omkring mig.", "I experience a general sense of emptiness."),
        _emotional("people", "Jeg savner at have mennesker omkring mig.", "I miss having people around me."),
        _emotional("rejected", "Jeg føler mig tit afvist.", "I often feel rejected."),
        _social(
            "rely",
            "Der er nok af mennesker, jeg kan støtte mig til, når jeg har problemer.",
            "There are plenty of people I can rely on when I have problems.",
        ),
        _social(
            "trust",
            "Der er mange mennesker, jeg kan stole helt på.",
            "There are many people I can trust completely.",
        ),
        _social(
            "close",
            "Der er nok mennesker, som jeg føler mig tæt knyttet til.",
            "There are enough people I feel close to.",
        ),
    ),
    options=(
        Option(1, Words("Nej", "No")),
        Option(2, Words("Mere eller mindre", "More or less")),
        Option(3, Words("Ja", "Yes")),
    ),
    low=0,
    high=6,
    better=Better.LOWER,
    may_miss=1,
    subscales=(
        Subscale("emotional", ("emptiness", "people", "rejected"), 0, 3),
        Subscale("social", ("rely", "trust", "close"), 0, 3),
    ),
    bands=(Band("not_lonely", 0, 1), Band("moderate", 2, 4), Band("severe", 5, 6)),
    source=Source("De Jong Gierveld & Van Tilburg 2006, and their manual (Danish wording our own)", Grade.READ),
    terms=Source("Free, cite the source", Grade.READ),
)
