"""The questions of one asking, in the order they are put."""

from dataclasses import dataclass

from django.utils.translation import get_language

from traedesten.domain.instruments import ALL, Definition, Item, Method, Words, definition_of


@dataclass(frozen=True)
class Question:
    """``number`` counts from one through the whole asking."""

    number: int
    definition: Definition
    item: Item

    @property
    def field(self) -> str:
        return f"{self.definition.key}.{self.item.key}"

    @property
    def stem(self) -> str:
        return said(self.definition.stem)

    @property
    def text(self) -> str:
        return said(self.item.words)

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(str(option.value), said(option.words)) for option in self.definition.options]


def said(words: Words) -> str:
    """In the language of the page."""
    return words.en if (get_language() or "da").startswith("en") else words.da


def definitions_of(instruments: list[str]) -> list[Definition]:
    return [definition_of(*code.split(":", 1)) for code in instruments]


def questions_of(instruments: list[str]) -> list[Question]:
    pairs = [(definition, item) for definition in definitions_of(instruments) for item in definition.items]
    return [Question(number, *pair) for number, pair in enumerate(pairs, start=1)]


def code_of(definition: Definition) -> str:
    return f"{definition.key}:{definition.version}"


def may_be_chosen() -> list[Definition]:
    """What every site may ask and we may print. A goal is the person's own words, which no item here holds."""
    return [
        definition
        for definition in ALL
        if definition.use == "every_site"
        and definition.method is Method.SUM
        and all(item.words is not None for item in definition.items)
    ]
