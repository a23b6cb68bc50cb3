"""How well and how quickly the search answers judged wishes, beside plain BM25 rankings in the same run."""

import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from bench.yardsticks import Bm25, by_grams, by_stems, by_words
from tests.planning.wishes import KINDS, Wish, offers, quality, text_of, wishes
from traedesten.planning.search import Document, Index

SIZES = (150, 1_000, 5_000)


def rankings() -> dict[str, Callable[[str], Sequence[str]]]:
    """Name → search over the judged offers; the yardsticks see every text that ours sees, but no themes."""
    documents = offers()
    texts = [(document.id, text_of(document)) for document in documents]
    yardsticks = {
        "BM25, words": by_words,
        "BM25, Danish Snowball stems": by_stems,
        "BM25, 4-grams": by_grams,
    }
    searches = {name: Bm25(texts, terms).search for name, terms in yardsticks.items()}
    bare = Index(replace(document, themes=()) for document in documents)
    return searches | {"ours, themes taken away": ids_of(bare), "ours": ids_of(Index(documents))}


def ids_of(index: Index) -> Callable[[str], Sequence[str]]:
    return lambda words: [hit.id for hit in index.search(words)]


def line(name: str, search: Callable[[str], Sequence[str]], asked: list[Wish]) -> str:
    parts = [asked, *([wish for wish in asked if wish.kind == kind] for kind in KINDS)]
    found = [quality(search, part) for part in parts]
    return f"{name:28}" + "".join(f"{part.recall:7.2f} / {part.ndcg:.2f}" for part in found)


def many(size: int) -> list[Document]:
    """So many documents: the judged offers again and again, each with a few words that only it has."""
    base = offers()
    return [
        replace(base[n % len(base)], id=f"{n:05}", about=f"{base[n % len(base)].about} Bøjet{n:x}et {n:x}væld")
        for n in range(size)
    ]


@pytest.mark.bench
@pytest.mark.parametrize("half", ["test", "tuning"])
def test_quality_beside_plain_rankings(half):
    asked = wishes(for_tuning=half == "tuning")
    print(f"\nrecall@3 / nDCG@10 on the {half} half, {len(asked)} wishes over {len(offers())} offers")
    counts = [len(asked), *(sum(wish.kind == kind for wish in asked) for kind in KINDS)]
    heads = ("all", *KINDS)
    print(" " * 28 + "".join(f"{f'{head} ({n})':>14}" for head, n in zip(heads, counts, strict=True)))
    for name, search in rankings().items():
        print(line(name, search, asked))


@pytest.mark.bench
@pytest.mark.parametrize("size", SIZES)
def test_speed_and_memory(size):
    documents = many(size)
    Index(documents)  # the stems of common words are remembered for the whole process
    began = time.perf_counter()
    index = Index(documents)
    built = time.perf_counter() - began
    ours = milliseconds(index.search)
    rows = [(document.id, text_of(document)) for document in documents]
    stems = milliseconds(Bm25(rows, by_stems).search)
    tracemalloc.start()
    kept = Index(documents)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(
        f"\n{len(kept):5} documents: built in {built:.2f} s, {held / 2**20:.1f} MB held, {peak / 2**20:.1f} at most;"
        f" a query takes {ours['median']:.1f} ms (95th percentile {ours['p95']:.1f}),"
        f" BM25 over stems {stems['median']:.1f} ms ({stems['p95']:.1f})"
    )


def milliseconds(search: Callable[[str], object]) -> dict[str, float]:
    """Per query over all judged wishes, after one round to warm up."""
    took = []
    for wish in wishes():
        search(wish.words)
    for wish in wishes():
        began = time.perf_counter()
        search(wish.words)
        took.append((time.perf_counter() - began) * 1000)
    return {"median": statistics.median(took), "p95": statistics.quantiles(took, n=20)[-1]}
