"""An evaluator's report on paper: tagged PDF in either language, and the same words as on the pages."""

import io
from functools import cache
from itertools import pairwise

import pytest
from django.utils import translation
from pypdf import PdfReader

from tests.evaluation.exported import ABOUT, STORED, empty, people
from traedesten.evaluation.export import Analysis, Factor, Outcome, Plan, analyse
from traedesten.evaluation.export import tables as codebook
from traedesten.evaluation.export.plain import Lacking
from traedesten.evaluation.figures import Caution
from traedesten.offers.models import Offer
from traedesten.people.models import Gender
from traedesten.referrals.models import Source
from traedesten.research.report import headline, report_pdf
from traedesten.tenancy.models import Site
from traedesten.ui.labels import LABELS

MAIN = Outcome("journeys", "t-ils", "da-2", "t1")
PLAN = Plan((MAIN,), (Factor("first_stone", (MAIN,)),), STORED)
TITLES = {
    "da": "Ensomhed, tre spørgsmål (T-ILS): 0,6 point lavere (usikkerhed 0,4 til 0,8), og lavere er bedre",
    "en": "Loneliness, three questions (T-ILS): 0.6 points lower (uncertainty 0.4 to 0.8), and lower is better",
}


@cache
def analysis(many: int = 60) -> Analysis:
    return analyse(people(many, courses=("journeys",), seed=1) if many else empty(), PLAN)


@cache
def printed(language: str, many: int = 60) -> PdfReader:
    with translation.override(language):
        return PdfReader(io.BytesIO(report_pdf(analysis(many), ABOUT)))


def elements(node):
    """The elements of the structure tree, in reading order."""
    node = node.get_object()
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object()
        if hasattr(child, "get") and "/S" in child:
            yield child
            yield from elements(child)


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_is_tagged_in_its_language_and_its_title_is_the_finding(language):
    pdf = printed(language)
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == language and root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == TITLES[language] and pdf.metadata.author == "Holstebro"
    metadata = root["/Metadata"].get_object().get_data()
    assert b"pdfuaid" in metadata and TITLES[language].encode() in metadata


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_heading_table_and_drawing_is_where_a_screen_reader_finds_it(language):
    found = list(elements(printed(language).trailer["/Root"]["/StructTreeRoot"]))
    kinds = [element["/S"] for element in found]
    assert kinds.count("/H1") == 1 and {"/H2", "/H3", "/P", "/Table", "/TH", "/TD", "/Figure"} <= set(kinds)
    levels = [int(kind[2]) for kind in kinds if kind in ("/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1 and all(later <= now + 1 for now, later in pairwise(levels))
    figures = [element for element in found if element["/S"] == "/Figure"]
    assert len(figures) >= 4 and all(len(element["/Alt"]) > 20 for element in figures)
    tables = [element for element in found if element["/S"] == "/Table"]
    assert all("/TH" in [part["/S"] for part in elements(table)] for table in tables)


def test_a_drawing_says_what_it_shows():
    found = elements(printed("da").trailer["/Root"]["/StructTreeRoot"])
    told = [element["/Alt"] for element in found if element["/S"] == "/Figure"]
    assert any("før og" in words and "dem, der svarede begge gange" in words for words in told)
    assert any("Øvefællesskab: " in words and "Varigt fællesskab: " in words for words in told)


def test_the_sentence_comes_first_then_the_drawing_then_the_table():
    found = [element["/S"] for element in elements(printed("da").trailer["/Root"]["/StructTreeRoot"])]
    outcome = found[found.index("/Figure") - 6 :]
    assert outcome.index("/P") < outcome.index("/Figure") < outcome.index("/Table")


def test_it_is_no_cause_and_what_was_not_declared_is_marked():
    text = text_of(printed("da"))
    assert "Tallene viser en udvikling, ikke en årsag." in text
    assert text.index("Det, planen spurgte om") < text.index("Udforskende: stod ikke i planen")
    later = text[text.index("Udforskende: stod ikke i planen") :]
    assert "Trivsel (WHO-5)" in later and "Trivsel (WHO-5). Forløb" not in text[: -len(later)]
    assert ABOUT.call in text and PLAN.digest in text.replace(" ", "") and "29. maj 2027" in text


def test_the_same_analysis_gives_the_same_bytes():
    with translation.override("da"):
        assert report_pdf(analysis(), ABOUT) == report_pdf(Analysis.from_json(analysis().to_json()), ABOUT)


@pytest.mark.parametrize("many", [0, 3, 6])
@pytest.mark.parametrize("language", ["da", "en"])
def test_too_little_is_told_kindly(language, many):
    pdf = printed(language, many)
    with translation.override(language):
        assert pdf.metadata.title == headline(analysis(many))
    words = "Ingen er begyndt eller spurgt endnu." if language == "da" else "Nobody has begun or been asked yet."
    assert (words in text_of(pdf)) or many


def test_a_site_prints_in_its_own_colours():
    with translation.override("da"):
        plain = report_pdf(analysis(0), ABOUT)
        assert report_pdf(analysis(0), ABOUT, Site(name="Holstebro", theme={"lamp-1": "#112233"})) != plain


def test_every_code_an_analysis_can_give_has_words():
    assert set(LABELS["lacking"]) == set(Lacking)
    told = {"no_control", "low_coverage", "exploratory", "clusters_unknown", "chosen_later", "small_group"}
    assert set(LABELS["evaluation_caution"]) == {*told, "not_converged"} <= set(Caution)


def test_the_codebook_has_the_codes_of_the_tables():
    assert set(codebook.field_of("persons", "gender").values) == set(Gender.values) - {""}
    assert set(codebook.field_of("persons", "first_stone").values) == set(Offer.Kind.values)
    assert set(codebook.field_of("persons", "came_by").values) >= set(Source.values)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_codebook_says_a_code_as_the_pages_do(language):
    kinds = {
        "course": codebook.COURSES,
        "gender": codebook.GENDERS,
        "offer_kind": codebook.STONES,
        "asking_mode": codebook.MODES,
        "came": codebook.SENDERS[6:],
        "source": codebook.SENDERS[:6],
    }
    with translation.override(language):
        pages = {(kind, code.value): str(LABELS[kind][code.value]) for kind, codes in kinds.items() for code in codes}
    told = {(kind, code.value): getattr(code.words, language) for kind, codes in kinds.items() for code in codes}
    assert told == pages
