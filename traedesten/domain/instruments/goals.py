"""The personal goal: goal attainment scaling, light. The formula takes several of one person; one is asked about."""

from traedesten.domain.instruments.definition import (
    Band,
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
REACHED = 50
"""The T score of somebody who has come where they hoped to be."""

HOPE = Words("Hvad vil du helst nå?", "What do you most want to reach?")
"""Asked the first time, and answered in the person's own words."""
EXAMPLE = Words(
    "Skriv det med dine egne ord. Det må gerne være småt, for eksempel »at have nogen at spise sammen med "
    "om søndagen«. Senere viser vi dig ordene igen.",
    "Use your own words. It may well be small, for example “to have somebody to eat with on Sundays”. Later we show "
    "you the words again.",
)
LONGEST = 300
"""Letters that a goal may have."""

PERSONAL_GOAL = Definition(
    key="goal",
    version="da-1",
    name=Words("Et mål, personen selv sætter", "A goal that the person sets"),
    stem=Words("", ""),
    items=(
        Item(
            "goal_1",
            Words(
                "Hvor langt er du kommet med det, du helst ville?", "How far have you come with what you most wanted?"
            ),
        ),
    ),
    options=(
        Option(2, Words("Meget længere end jeg håbede", "Much further than I hoped")),
        Option(1, Words("Lidt længere end jeg håbede", "A little further than I hoped")),
        Option(0, Words("Der hvor jeg håbede", "Where I hoped to be")),
        Option(-1, Words("Noget af vejen", "Part of the way")),
        Option(-2, Words("Som da vi begyndte, eller længere fra", "As when we began, or further off")),
    ),
    low=30,
    high=70,
    better=Better.HIGHER,
    method=Method.GOALS,
    bands=(Band("on_the_way", 30, REACHED - 1), Band("reached", REACHED, 70)),
    source=Source("Kiresuk & Sherman 1968, formula after the erratum; Turner-Stokes 2009 (light)", Grade.READ),
    terms=Source("Free", Grade.BACKGROUND),
)
