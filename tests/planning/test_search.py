"""Search in the directory: what is found, why, and that nothing typed can break it."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.yardsticks import Bm25, by_stems
from tests.planning.wishes import KINDS, ndcg, offers, quality, recall, text_of, wishes
from traedesten.domain.taxonomy import KEYS
from traedesten.planning.danish import words
from traedesten.planning.guides import Reason
from traedesten.planning.search import Document, Hit, Index

KNITTING = Document("knit", "Nørklerne", ("creative.knitting",), "Garn og pinde på bordet.", place="Vemb")
CAFE = Document("cafe", "Strikkecaféen", (), "Vi sidder sammen.", place="Strikgade")
WALK = Document("walk", "Gågruppen", ("walking",), "En time rundt om søen.", "Godt for den, der er nervøs.", "Vemb")
GRIEF = Document("grief", "Når den nærmeste dør", ("talk.grief",), "For dig, der har mistet en ægtefælle.")
FEW = (KNITTING, CAFE, WALK, GRIEF)
NASTY = [
    "",
    "   ",
    "og i at det",
    "\x00",
    "strik\x00\x00",
    "\u202estrik\u202c",
    "🧶🧶",
    "(.*)+[a-z]{9}\\",
    "' OR 1=1 --",
    "%_%",
    "strik " * 2_000,
    "x" * 10_000,
    "strikkegåklub" * 800,
    " ".join(f"ord{n}" for n in range(1_500)),
    "a\u0301" * 500,
    "\ud800",
]


@cache
def judged() -> Index:
    return Index(offers())


@cache
def few() -> Index:
    return Index(offers()[:30])


def ids(query, index=None, **options):
    return [hit.id for hit in (index or Index(FEW)).search(query, **options)]


def reason(query, id, code):
    (hit,) = [hit for hit in Index(FEW).search(query) if hit.id == id]
    return next((dict(reason.params) for reason in hit.reasons if reason.code == code), None)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("strikkecafé", "cafe"),
        ("strike kafe", "cafe"),
        ("hækling", "knit"),
        ("yarn", "knit"),
        ("gå tur", "walk"),
        ("vandretur", "walk"),
        ("gaagruppe", "walk"),
        ("min mand døde i foråret", "grief"),
        ("sorggrupe", "grief"),
    ],
)
def test_the_offer_meant_comes_first(query, first):
    assert ids(query)[0] == first


@pytest.mark.parametrize(
    ("query", "id", "code", "params"),
    [
        ("garn", "knit", "word", {"word": "garn", "found": "Garn", "field": "about"}),
        ("Strik", "cafe", "part", {"word": "Strik", "found": "Strikkecaféen", "field": "name", "part": "strikke"}),
        ("hækling", "knit", "theme", {"word": "hækling", "theme": "creative.knitting"}),
        (
            "angst",
            "walk",
            "near_word",
            {"word": "angst", "found": "nervøs", "field": "can_hold", "about": "anxiety"},
        ),
        (
            "ægtefelle",
            "grief",
            "spelling",
            {"word": "ægtefelle", "found": "ægtefælle", "field": "about", "understood": "aegtefaelle"},
        ),
    ],
)
def test_a_hit_says_why(query, id, code, params):
    assert reason(query, id, code) == params


def test_every_reason_is_true():
    documents = {document.id: document for document in offers()}
    for wish in wishes():
        typed = "".join(words(wish.words))
        for hit in judged().search(wish.words, limit=5):
            assert hit.reasons, (wish.words, hit.id)
            for found in hit.reasons:
                assert is_true(found, documents[hit.id], typed), (wish.words, hit.id, found)


def is_true(found: Reason, document: Document, typed: str) -> bool:
    """Whether the word that a reason names was typed, and what it found stands in the document."""
    params = found.params
    was_typed = all(word in typed for word in words(params["word"]))
    if found.code == "theme":
        return was_typed and params["theme"] in document.themes
    held = " ".join(words(params["found"]))
    return was_typed and held != "" and held in " ".join(words(getattr(document, params["field"])))


def test_reasons_come_strongest_first():
    for hit in judged().search("strikkecafé for mænd"):
        weights = [reason.weight for reason in hit.reasons]
        assert weights == sorted(weights, reverse=True)


def test_no_field_of_place_means_a_theme():
    church = Document("a", "Skak", place="Kirkestræde 3", themes=("games.chess",))
    assert ids("gudstjeneste", Index([church])) == []


def test_a_place_is_found_by_its_name():
    assert set(ids("Vemb")) == {"knit", "walk"}


@pytest.mark.parametrize("query", ["", "  ", "og i at det", "?", "🧶"])
def test_a_query_that_says_nothing_finds_nothing(query):
    assert judged().search(query) == ()


@pytest.mark.parametrize("query", NASTY, ids=range(len(NASTY)))
def test_nothing_typed_breaks_it(query):
    hits = judged().search(query)
    assert all(hit.score > 0 for hit in hits)
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.id))


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_text_of_an_offer_breaks_it(text):
    odd = Document("odd", text, ("creative.knitting", "no.such_theme"), text, text, text, text)
    assert "odd" in ids("strikning", Index([odd, WALK]))


def test_an_empty_index_finds_nothing():
    assert Index([]).search("strik") == ()
    assert len(Index([])) == 0


def test_ids_must_be_unique():
    with pytest.raises(ValueError, match="unique"):
        Index([KNITTING, replace(WALK, id="knit")])


def test_equal_offers_are_ordered_by_id():
    same = [replace(KNITTING, id=id) for id in ("c", "a", "b")]
    assert ids("strik", Index(same)) == ["a", "b", "c"]


@pytest.mark.parametrize("limit", [0, 1, 3, 500])
def test_a_limit_cuts_the_end_off(limit):
    everything = judged().search("gåtur", limit=1_000)
    assert judged().search("gåtur", limit=limit) == everything[:limit]


def test_what_is_understood_can_be_shown():
    reading = judged().read("hækle kluv")
    assert [(term.written, term.senses[0].understood) for term in reading.terms if term.written == "kluv"] != []
    assert reading.about["creative.knitting"] == (1.0, "hækle")


@settings(max_examples=20, deadline=None)
@given(st.permutations(offers()[:30]), st.sampled_from(wishes()))
def test_the_order_of_documents_changes_nothing(documents, wish):
    assert Index(documents).search(wish.words) == few().search(wish.words)


@settings(deadline=None)
@given(st.sampled_from(wishes()), st.sets(st.sampled_from([document.id for document in offers()])))
def test_restricting_leaves_out_and_changes_no_score(wish, allowed):
    everything = judged().search(wish.words, limit=1_000)
    within = judged().search(wish.words, within=allowed | {"no such offer"}, limit=1_000)
    assert within == tuple(hit for hit in everything if hit.id in allowed)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_query_gives_the_same_answer_twice(query):
    assert judged().search(query) == judged().search(query)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.builds(Document, st.uuids().map(str), st.text(), st.lists(st.sampled_from(KEYS)).map(tuple))))
def test_any_documents_can_be_indexed(documents):
    unique = list({document.id: document for document in documents}.values())
    for hit in Index(unique).search("strik sang mad hund"):
        assert isinstance(hit, Hit)


def test_the_judged_set_is_whole():
    known = {document.id for document in offers()}
    everything = wishes()
    assert len(known) == len(offers()) >= 150
    assert len({wish.words for wish in everything}) == len(everything) >= 80
    assert [wish.number for wish in everything] == list(range(1, len(everything) + 1))
    assert all(set(wish.grades) <= known and 2 in wish.grades.values() for wish in everything)
    assert {wish.kind for wish in everything} == set(KINDS)
    assert {theme for document in offers() for theme in document.themes} <= set(KEYS)


def test_measures_are_one_at_best_and_zero_at_worst():
    grades = {"a": 2, "b": 1}
    assert (recall(["a", "b"], grades), recall(["b", "c", "d", "a"], grades)) == (1.0, 0.0)
    assert (ndcg(["a", "b"], grades), ndcg(["c"], grades)) == (1.0, 0.0)
    assert 0.7 < ndcg(["b", "a"], grades) < 1.0


@pytest.mark.parametrize(
    ("kind", "margin"), [("", 0.4), ("compound", 0.6), ("synonym", 0.3), ("misspelling", 0.5), ("plain", 0.05)]
)
def test_it_beats_stemming_on_the_test_half(kind, margin):
    asked = wishes(for_tuning=False, kind=kind)
    stems = quality(Bm25([(document.id, text_of(document)) for document in offers()], by_stems).search, asked)
    ours = quality(lambda query: ids(query, judged()), asked)
    assert ours.ndcg > stems.ndcg + margin
    assert ours.recall >= stems.recall
