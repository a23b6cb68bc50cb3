"""Wishes with judged offers, written for this project, and how well a ranking answers them."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

from traedesten.planning.search import FIELDS, Document

HERE = Path(__file__).parent
KINDS = ("plain", "compound", "synonym", "misspelling", "english")


@dataclass(frozen=True)
class Wish:
    """A query and the offers that fit it: `grades` maps an id to 2 (just right) or 1 (fits); all others are 0."""

    number: int
    kind: str
    words: str
    grades: dict[str, int]

    @property
    def for_tuning(self) -> bool:
        """Odd numbers are for developing with, even ones for testing only."""
        return self.number % 2 == 1


@dataclass(frozen=True)
class Quality:
    """`recall` at 3 against the best that three places can hold, and nDCG at 10; both 0–1, means over wishes."""

    wishes: int
    recall: float
    ndcg: float


def offers() -> list[Document]:
    return [Document(**{**row, "themes": tuple(row["themes"])}) for row in _rows("offers.jsonl")]


def text_of(document: Document) -> str:
    """All its free text, for rankings that know no fields."""
    return " ".join(getattr(document, field) for field in FIELDS)


def wishes(*, for_tuning: bool | None = None, kind: str = "") -> list[Wish]:
    """All, or one half, or one kind."""
    everything = [
        Wish(
            row["number"],
            row["kind"],
            row["wish"],
            {id: 1 for id in row["fits"]} | {id: 2 for id in row["just_right"]},
        )
        for row in _rows("wishes.jsonl")
    ]
    return [wish for wish in everything if for_tuning in (None, wish.for_tuning) and kind in ("", wish.kind)]


def quality(search: Callable[[str], Sequence[str]], asked: Iterable[Wish]) -> Quality:
    """How well a ranking of ids answers wishes."""
    asked = list(asked)
    answers = [(search(wish.words), wish.grades) for wish in asked]
    count = len(asked)
    return Quality(
        count,
        sum(recall(ids, grades) for ids, grades in answers) / count,
        sum(ndcg(ids, grades) for ids, grades in answers) / count,
    )


def recall(ids: Sequence[str], grades: dict[str, int], places: int = 3) -> float:
    """Share of the fitting offers in the first places, of as many as there is room for; the just right ones where
    there are any."""
    wanted = {id for id in grades if grades[id] == max(grades.values())}
    return len(wanted & set(ids[:places])) / min(places, len(wanted))


def ndcg(ids: Sequence[str], grades: dict[str, int], places: int = 10) -> float:
    """Normalised discounted cumulative gain with gains 2^grade - 1 (Järvelin and Kekäläinen 2002)."""
    gained = _gain([grades.get(id, 0) for id in ids[:places]])
    return gained / _gain(sorted(grades.values(), reverse=True)[:places])


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def _rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
