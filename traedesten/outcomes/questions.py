"""The questions of one asking, in the order they are put."""

from dataclasses import dataclass

from django.utils.translation import get_language

from traedesten.domain.instruments import ALL, Definition, Item, Words, definition_of
from traedesten.domain.instruments.goals import EXAMPLE, HOPE, LONGEST


@dataclass(frozen=True)
class Question:
    """``number`` counts from one through the whole asking.

    ``is_told``: what the person most hopes for, answered in their own words. ``own_words``: those words, where it is
    asked how far they have come.
    """

    number: int
    definition: Definition
    item: Item
    is_told: bool = False
    own_words: str = ""

    @property
    def field(self) -> str:
        return f"{self.definition.key}.{self.item.key}"

    @property
    def stem(self) -> str:
        return said(self.definition.stem)

    @property
    def text(self) -> str:
        return said(HOPE if self.is_told else self.item.words)

    @property
    def example(self) -> str:
        return said(EXAMPLE) if self.is_told else ""

    @property
    def longest(self) -> int:
        return LONGEST

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(str(option.value), said(option.words)) for option in self.definition.options]


def said(words: Words) -> str:
    """In the language of the page."""
    return words.en if (get_language() or "da").startswith("en") else words.da


def definitions_of(instruments: list[str]) -> list[Definition]:
    return [definition_of(*code.split(":", 1)) for code in instruments]


def questions_of(instruments: list[str], *, is_first: bool = False, goal: str = "") -> list[Question]:
    """``is_first``: a goal is told now. Later it is asked about where ``goal`` has words; else it is not there."""
    asked = [one for one in definitions_of(instruments) if not one.is_goal or is_first or goal]
    pairs = [(definition, item) for definition in asked for item in definition.items]
    return [
        Question(
            number,
            definition,
            item,
            is_told=definition.is_goal and is_first,
            own_words=goal if definition.is_goal and not is_first else "",
        )
        for number, (definition, item) in enumerate(pairs, start=1)
    ]


def code_of(definition: Definition) -> str:
    return f"{definition.key}:{definition.version}"


GOALS = frozenset(code_of(definition) for definition in ALL if definition.is_goal)


def may_be_chosen() -> list[Definition]:
    """What every site may ask at one wave and not at another, and we may print. A goal is asked at all or at none."""
    return [
        definition
        for definition in ALL
        if definition.use == "every_site"
        and not definition.is_goal
        and all(item.words is not None for item in definition.items)
    ]
