"""How many came as far as they hoped: what may leave the house of it, its pages, and the rows for research."""

import io
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests import make, research
from tests.features.test_insight import come_in
from tests.features.world_outcomes import HOPE, say_yes, walks
from traedesten.consent import actions as consent
from traedesten.domain.access import system
from traedesten.domain.asking import DEFAULT_PLANS, Course, with_goal
from traedesten.domain.instruments import Why
from traedesten.evaluation.disclosure import leaks, recalled
from traedesten.insight import actions, goals
from traedesten.insight.reached import Reached, hoped
from traedesten.outcomes import actions as outcomes
from traedesten.outcomes.measured import Occasion, occasions
from traedesten.outcomes.models import Asking, Goal
from traedesten.research import gathering, making, queries
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

MARCH, JULY = date(2026, 3, 15), date(2026, 7, 1)
BEGAN = (timezone.now() - timedelta(days=260)).replace(hour=8, minute=0, second=0, microsecond=0)


def came(value: float | None, closed_on: date = MARCH) -> Occasion:
    return Occasion(uuid4(), "journeys", "t1", "goal:da-1", closed_on, value)


def people(reached: int, short: int, silent: int, closed_on: date = MARCH) -> list[Occasion]:
    values = [50.0, 60.0, 70.0] * reached, [30.0, 40.0] * short
    scores = [*values[0][:reached], *values[1][:short], *[None] * silent]
    return [came(score, closed_on) for score in scores]


def prepared(rows, until: date = JULY, notes=None, standing=()):
    return goals.prepared(rows, until, notes or {}, standing)


# ---- By hand ----


def test_fifty_is_reached_and_the_share_is_of_those_who_answered():
    (row,), _notes = prepared(people(14, 6, 7))
    assert (row["reached"], row["answered"], row["asked"]) == (14, 20, 27)
    # Wilson by hand: p = .7, n = 20, z = 1.96: centre .6678, half .1871
    assert row["share"] == [70, 48, 85]


@pytest.mark.parametrize(
    ("reached", "short"), [(4, 9), (9, 4), (0, 12), (12, 0), (2, 2)], ids=["few", "most", "none", "all", "tiny"]
)
def test_a_few_on_either_side_are_not_told_of(reached, short):
    (row,), notes = prepared(people(reached, short, 6))
    assert row["reached"] is None and row["share"] is None
    figures = [cell["figure"] for note in notes["goals:journeys:goal:da-1:t1"] for cell in note["cells"]]
    assert all(figure is None or figure >= 5 for figure in figures)


def test_two_who_did_not_answer_are_not_reckoned_out():
    (row,), _notes = prepared(people(8, 7, 2))
    assert (row["answered"], row["asked"]) == (15, None)


def test_a_row_stands_until_five_more_have_answered():
    first, notes = prepared(people(8, 7, 9), date(2026, 4, 1))
    more = people(2, 2, 0, date(2026, 5, 4))
    second, none = prepared(people(8, 7, 9) + more, notes=notes, standing=first)
    assert second == first and none == {}
    (third,), _notes = prepared(people(8, 7, 9) + more + people(4, 3, 0, date(2026, 6, 4)), standing=second)
    assert (third["answered"], third["until"]) == (26, str(JULY))


@pytest.mark.parametrize("seed", range(12))
def test_no_two_editions_can_be_subtracted_to_tell_of_a_few(seed):
    rng = Random(seed)
    rows, standing, notes, given = [], [], {}, []
    for month in range(1, 10):
        rows += people(rng.randint(0, 6), rng.randint(0, 6), rng.randint(0, 3), date(2026, month, 10))
        standing, fresh = prepared(rows, date(2026, month + 1, 1), notes, standing)
        for kind, releases in fresh.items():
            notes.setdefault(kind, []).extend(releases)
        given += [row for row in standing if row["reached"] is not None and row not in given]
    assert all(later["answered"] - sooner["answered"] >= 5 for sooner, later in pairwise(given))
    for measure in goals.measures(rows):
        releases = [recalled(note) for note in notes[measure.kind]]
        assert leaks(goals.population(measure, releases), releases, 5) == ()


# ---- In words ----


def test_it_is_said_in_one_sentence_with_its_interval():
    (row,), _notes = prepared(people(14, 6, 7))
    told = Reached(row)
    assert told.sentence == (
        "Efter tre måneder: 14 af de 20, der svarede, er nået så langt, som de håbede, eller længere "
        "(70 %, usikkerhed 48 til 85 %)."
    )
    assert told.asked == "20 af de 27, der blev spurgt, svarede." and not told.is_thin
    few = Reached(row | {"reached": None, "share": None})
    assert few.sentence.startswith("Efter tre måneder: 20 svarede.") and "på den ene side" in few.sentence
    assert Reached(row | {"reached": None, "answered": None}).sentence == ""
    assert Reached(row | {"asked": 40}).is_thin and Reached(row | {"asked": None}).asked == ""


def test_the_bars_are_as_long_as_those_who_answered():
    rows, _notes = prepared(people(14, 6, 7))
    ((bar,),) = [course.drawn for course in hoped(rows)]
    assert (bar.many, bar.inner) == (20, 14) and bar.part == round(bar.width * 0.7)


# ---- At a site ----


@pytest.fixture
def asks(site, coordinator) -> Site:
    with at_site(site):
        plans = {"course": Course.JOURNEYS, "is_on": True, "plans": with_goal(DEFAULT_PLANS)}
        outcomes.write_battery(by=coordinator, now=BEGAN, **plans)
    return site


def somebody(site, by, hope, value, number: int = 0):
    """``hope``: what they told; ``value``: how far they came, None for no answer at all the second time."""
    lonely = {"t-ils.isolated": 1 + number % 3}
    again = None if value is None else {"goal.goal_1": value, **lonely}
    return walks(site, by, BEGAN, {"t0": {"goal.goal_1": hope, **lonely}, "t1": again}, number)


@pytest.fixture
def answered(asks, coordinator) -> Site:
    """Six came as far as they hoped, five did not, five never answered again, and two told no goal."""
    values = [0, 1, 2, 0, 1, 0, -1, -2, -1, -1, -2, None, None, None, None, None]
    for number, value in enumerate(values):
        somebody(asks, coordinator, HOPE, value, number)
    for number in (16, 17):
        somebody(asks, coordinator, Why.SKIPPED, 5, number)
    return asks


def of(site) -> list[Occasion]:
    return [row for row in occasions(by=system(site.pk), before=timezone.localdate()) if row.is_goal]


def published(site, by):
    with at_site(site):
        actions.refresh(by=by, now=timezone.now())
        return actions.publish(by=by, now=timezone.now())


def test_only_those_who_told_a_goal_count_and_never_the_first_time(answered):
    with at_site(answered):
        rows = of(answered)
        assert {row.wave for row in rows} <= {"t1", "t2"} and len([row for row in rows if row.wave == "t1"]) == 16
        assert sorted(row.value for row in rows if row.value is not None) == [30.0] * 2 + [40.0] * 3 + [50.0] * 3 + [
            60.0
        ] * 2 + [70.0]


def test_words_that_have_gone_still_count(answered):
    with at_site(answered):
        before = len(of(answered))
        for goal in Goal.objects.filter(reason=""):
            outcomes.forget_goal(by=system(answered.pk), goal=goal, now=timezone.now())
        assert len(of(answered)) == before


def test_a_yes_taken_back_takes_the_answer_out(answered, coordinator):
    with at_site(answered):
        journey = Asking.objects.filter(wave="t1", state="answered").first().journey
        yes = say_yes(coordinator, journey, timezone.now())
        consent.withdraw_consent(by=coordinator, consent=yes, owners=journey.owners, now=timezone.now())
        subject = Asking.objects.filter(journey=journey).first().subject
        assert {row.value for row in of(answered) if row.subject == subject} <= {None}


def test_the_edition_tells_it_on_all_its_pages_and_on_paper(client, answered, coordinator):
    edition = published(answered, coordinator)
    row = next(row for row in edition.figures["all"]["goals"] if row["wave"] == "t1")
    assert (row["reached"], row["answered"], row["asked"]) == (6, 11, 16)
    assert not any("goal" in change["instrument"] for change in edition.figures["all"]["changes"])
    with at_site(answered):
        ends = timezone.now() + timedelta(days=9)
        reader = actions.open_reading(by=coordinator, name="Fonden", expires_at=ends, now=timezone.now())
    outside = come_in(reader)
    for text in (
        client.get(reverse("insight:insight", args=["holstebro"])).text,
        client.get(reverse("insight:preview", args=["holstebro"])).text,
        outside.get(reverse("insight:summary", args=["holstebro"])).text,
    ):
        assert "Hvad de helst ville nå" in text and "6 af de 11, der svarede" in text and "goal attainment" in text
        assert HOPE not in text
    pdf = PdfReader(io.BytesIO(outside.get(reverse("insight:summary_report", args=["holstebro"])).content))
    text = " ".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert "Hvad de helst ville nå" in text and "55 %, usikkerhed" in text and HOPE not in text


def test_an_edition_from_before_has_none_of_it(client, answered, coordinator):
    edition = published(answered, coordinator)
    with at_site(answered):
        del edition.figures["all"]["goals"]
        edition.save()
    reply = client.get(reverse("insight:preview", args=["holstebro"]))
    assert reply.status_code == 200 and "Hvad de helst ville nå" not in reply.text


def test_the_network_reads_it_beside_the_others(client, answered, coordinator):
    published(answered, coordinator)
    with at_site(answered):
        actions.share_with_network(by=coordinator, is_shared=True, now=timezone.now())
    text = client.get(reverse("insight:network", args=["holstebro"])).text
    assert "Hvad de helst ville nå, i tal, sted for sted" in text and "55 %, usikkerhed" in text


# ---- For research ----


def test_rows_for_research_have_scores_and_options_and_no_false_gap(answered):
    with at_site(answered):
        began = {subject: BEGAN.date() for subject in Asking.objects.values_list("subject", flat=True)}
        told, items = gathering.answers(by=system(answered.pk), began=began, today=timezone.localdate())
    rows = [row for row in told if row["instrument"] == "goal"]
    assert {row["wave"] for row in rows} <= {"t1", "t2"}
    first = [row for row in rows if row["wave"] == "t1"]
    assert len(first) == 16 and len([row for row in first if row["status"] == "answered"]) == 11
    assert {row["score"] for row in first} == {None, 30.0, 40.0, 50.0, 60.0, 70.0}
    answers = [row for row in items if row["instrument"] == "goal"]
    assert (
        len(answers) == 11
        and {row["item"] for row in answers} == {"goal_1"}
        and {row["reason"] for row in answers} == {""}
    )
    assert HOPE not in str(told) + str(items)


def test_no_plan_is_asked_to_compare_a_goal_with_a_before(answered):
    with at_site(answered):
        assert "goal:da-1" not in queries.instruments()


def test_an_export_has_the_goal_in_its_codebook_and_its_analysis(answered, coordinator):
    other = make.a_coordinator(answered, "Inge Toft")
    _request, export = research.made(answered, coordinator, other)
    files = making.unpacked(queries.archive_of(export))
    assert HOPE.encode() not in b"".join(files.values())
    assert b'"instrument": "goal"' in files["datapackage.json"] and b'"band": "reached"' in files["datapackage.json"]
    assert b",t1,goal,da-1,answered," in files["answers.csv"] and b",t0,goal," not in files["answers.csv"]
    assert b'"goals"' in files["analysis.json"] and b'"reached": 6' in files["analysis.json"]
    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(files["report.pdf"])).pages).split())
    assert "6 af de 11, der svarede, er nået så langt, som de håbede" in text
