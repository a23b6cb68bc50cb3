"""The personal goal: goal attainment scaling, light."""

from traedesten.domain.instruments.definition import (
    Better,
    Definition,
    Grade,
    Item,
    Method,
    Option,
    Source,
    Words,
)

RHO = 0.3
"""How much goals of one person are taken to go together (Kiresuk & Sherman)."""

_GOAL = Words("Hvor langt er du kommet med det, du helst ville?", "How far have you come with what you most wanted?")

PERSONAL_GOAL = Definition(
    key="goal",
    version="da-1",
    name=Words("Et mål, personen selv sætter", "A goal that the person sets"),
    stem=Words("", ""),
    items=tuple(Item(f"goal_{number}", _GOAL) for number in range(1, 4)),
    options=(
        Option(2, Words("Meget længere end jeg håbede", "Much further than I hoped")),
        Option(1, Words("Lidt længere end jeg håbede", "A little further than I hoped")),
        Option(0, Words("Der hvor jeg håbede", "Where I hoped to be")),
        Option(-1, Words("Noget af vejen", "Part of the way")),
        Option(-2, Words("Som da vi begyndte, eller længere fra", "As when we began, or further off")),
    ),
    # Three goals of one weight, all at ±2: 50 ± 60 / √(.7·3 + .3·9); weights can only bring it nearer to 50.
    low=50 - 60 / 4.8**0.5,
    high=50 + 60 / 4.8**0.5,
    better=Better.HIGHER,
    method=Method.GOALS,
    may_miss=2,
    source=Source("Kiresuk & Sherman 1968, formula after the erratum; Turner-Stokes 2009 (light)", Grade.READ),
    terms=Source("Free", Grade.BACKGROUND),
)
