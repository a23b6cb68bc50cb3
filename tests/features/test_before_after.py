"""Before and after: figures by hand, what may leave the house of them, and the pages that show them."""

import io
import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests import make
from tests.features.test_insight import come_in
from tests.features.world_outcomes import answer_all, say_yes, walks
from traedesten.consent import actions as consent
from traedesten.domain.access import Denied, system
from traedesten.domain.asking import DEFAULT_PLANS, Course
from traedesten.evaluation.disclosure import leaks, recalled
from traedesten.insight import actions, before_after
from traedesten.insight.measured import Moved, measured
from traedesten.insight.models import Edition
from traedesten.outcomes import actions as outcomes
from traedesten.outcomes.measured import Occasion, occasions
from traedesten.outcomes.models import Asking
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

BEFORE, AFTER = (9, 8, 7, 6, 9, 7), (7, 7, 6, 6, 8, 5)
"""Means 46/6 and 39/6, and between them -7/6."""
MARCH, JULY = date(2026, 3, 15), date(2026, 7, 1)


def somebody(before, after, closed_on: date = MARCH, subject: UUID | None = None) -> list[Occasion]:
    of = {"subject": subject or uuid4(), "course": "journeys", "instrument": "t-ils:da-2"}
    first = Occasion(wave="t0", closed_on=closed_on - timedelta(weeks=12), value=before, **of)
    return [first, Occasion(wave="t1", closed_on=closed_on, value=after, **of)]


def people(many: int, rng: Random, closed_on: date = MARCH) -> list[Occasion]:
    return [row for _ in range(many) for row in somebody(rng.randint(3, 9), rng.randint(3, 9), closed_on)]


def six() -> list[Occasion]:
    return [row for pair in zip(BEFORE, AFTER, strict=True) for row in somebody(*pair)]


def prepared(rows, until: date = JULY, notes=None, standing=()):
    return before_after.prepared(rows, until, notes or {}, standing)


def silent(many: int, closed_on: date = MARCH) -> list[Occasion]:
    """Answered the first time and not again."""
    return [row for _ in range(many) for row in somebody(7.0, None, closed_on)]


# ---- By hand ----


def test_the_means_are_of_those_who_answered_twice_and_the_denominator_is_everybody():
    (row,), _notes = prepared(six() + silent(5))
    assert (row["before"], row["after"]) == (7.7, 6.5)
    assert (row["both"], row["enrolled"]) == (6, 11)
    assert row["completers"][0] == -1.2
    assert row["change"][1] < row["change"][0] < row["change"][2]
    assert row["effect"][0] < 0
    assert row["cautions"] == ["low_coverage"]


def test_there_is_no_warning_when_most_have_answered():
    (row,), _notes = prepared(people(14, Random(2)) + silent(5))
    assert (row["both"], row["enrolled"]) == (14, 19)
    assert "low_coverage" not in row["cautions"]


def test_under_five_is_not_told():
    rows = six()[:8] + silent(9)
    (row,), notes = prepared(rows)
    assert row["both"] is None and "before" not in row and "change" not in row
    assert all(cell["figure"] != 4 for note in notes["answers:journeys:t-ils:da-2:t1"] for cell in note["cells"])


def test_when_all_said_the_same_their_answer_is_not_told():
    same = [row for _ in range(9) for row in somebody(9, 8)]
    (row,), _notes = prepared(same)
    assert row["both"] is None and "after" not in row


def test_when_all_moved_by_the_same_it_is_not_told():
    (row,), _notes = prepared([row for score in (9, 8, 7, 6, 9) for row in somebody(score, score - 1)])
    assert row["both"] is None and "change" not in row


def test_an_effect_without_ends_is_not_told():
    """The bootstrap of a handful may find no end of its interval; what is kept must be numbers."""
    pairs = [(5, 6), (6, 5), (5, 5), (6, 6), (5, 6)]
    (row,), _notes = prepared([row for pair in pairs for row in somebody(*pair)])
    assert (row["both"], row["change"][0], row["effect"]) == (5, 0.2, None)
    assert "NaN" not in json.dumps(row)


def test_two_who_did_not_answer_are_not_reckoned_out():
    (row,), _notes = prepared(six() + silent(2))
    assert row["both"] == 6 and row["enrolled"] is None


def test_nor_by_what_the_same_people_were_asked_beside_it():
    """Of ten, five answered the one both times and six the other: how many began would tell of the four."""
    alone = [row for pair in zip(BEFORE, AFTER, strict=True) for row in somebody(*pair)][:10] + silent(5)
    (row,), _notes = prepared(alone)
    assert (row["both"], row["enrolled"]) == (5, 10)
    beside = [row._replace(instrument="who-5:da-1") for row in six() + silent(4)]
    rows, _notes = prepared(alone + beside)
    assert [(row["both"], row["enrolled"]) for row in rows] == [(5, None), (6, None)]


def test_each_instrument_course_and_wave_is_on_its_own():
    groups = [row._replace(course="groups") for row in six()]
    late = [row._replace(wave="t2") if row.wave == "t1" else row for row in six()]
    rows, notes = prepared(six() + groups + late)
    assert [(row["course"], row["wave"], row["both"]) for row in rows] == [
        ("journeys", "t1", 6),
        ("journeys", "t2", 6),
        ("groups", "t1", 6),
    ]
    assert len(notes) == 3


# ---- From one edition to the next ----


def test_a_figure_stands_until_five_more_have_answered():
    first, notes = prepared(six(), until=date(2026, 4, 1))
    more = people(3, Random(4), date(2026, 5, 4))
    second, none = prepared(six() + more, until=JULY, notes=notes, standing=first)
    assert second == first and none == {}
    more += people(2, Random(5), date(2026, 6, 4))
    third, notes = prepared(six() + more, until=JULY, notes=notes, standing=second)
    assert third[0]["both"] == 11 and third[0]["until"] == str(JULY) and len(notes) == 1


def test_who_takes_a_yes_back_changes_nothing_that_stands():
    rows = six() + people(3, Random(6))
    first, notes = prepared(rows, until=date(2026, 4, 1))
    without = [row._replace(value=None) if row.subject == rows[0].subject else row for row in rows]
    second, _notes = prepared(without, notes=notes, standing=first)
    assert second == first


@pytest.mark.parametrize("seed", range(12))
def test_no_two_editions_can_be_subtracted_to_tell_of_a_few(seed):
    rng = Random(seed)
    rows, standing, notes, given = [], [], {}, []
    for month in range(1, 10):
        came = date(2026, month, 10)
        rows += people(rng.randint(0, 7), rng, came) + silent(rng.randint(0, 3), came)
        standing, fresh = prepared(rows, date(2026, month + 1, 1), notes, standing)
        for kind, releases in fresh.items():
            notes.setdefault(kind, []).extend(releases)
        given += [row for row in standing if row["both"] is not None and row not in given]
    assert all(later["both"] - sooner["both"] >= 5 for sooner, later in pairwise(given))
    for measure in before_after.measures(rows):
        releases = [recalled(note) for note in notes[measure.kind]]
        assert leaks(before_after.population(measure, releases), releases, 5) == ()


# ---- In words ----


def told(change, **more) -> Moved:
    row = {"course": "journeys", "wave": "t1", "both": 30, "enrolled": 50, "change": change, "cautions": []}
    return Moved(row | {"effect": [-0.6, -0.9, -0.3]} | more)


def test_the_direction_is_said_only_when_the_interval_leaves_out_nought():
    assert told([-1.2, -1.6, -0.8]).sentence == "Efter tre måneder: 1,2 point lavere (usikkerhed 0,8 til 1,6)."
    assert told([1.2, 0.8, 1.6]).sentence == "Efter tre måneder: 1,2 point højere (usikkerhed 0,8 til 1,6)."
    assert "kan ikke se" in told([-0.2, -0.9, 0.5]).sentence and "−0,9" in told([-0.2, -0.9, 0.5]).sentence
    assert told([-1, -2, -0.5]).size == "mellem" and told([-1, -2, -0.5], effect=[-0.6, -1.2, 0.1]).size == ""
    assert told([-1, -2, -0.5], enrolled=None).answered == "30 svarede begge gange."


def test_the_dots_are_on_the_scale_of_the_instrument():
    rows, _notes = prepared(six())
    (scale,) = measured(rows)
    (row,) = scale.drawn
    assert 8 <= row.end < row.start <= 352 - 8


# ---- At a site ----

BEGAN = (timezone.now() - timedelta(days=260)).replace(hour=8, minute=0, second=0, microsecond=0)


@pytest.fixture
def answered(site, coordinator) -> Site:
    """Six with both answers, at the first conversation and twelve weeks later, and one who did not answer again."""
    asked = tuple(replace(plan, instruments=("t-ils:da-2",)) for plan in DEFAULT_PLANS[:2])
    plans = {"course": Course.JOURNEYS, "is_on": True, "plans": asked}
    with at_site(site):
        outcomes.write_battery(by=coordinator, now=BEGAN, **plans)
    for number, (before, after) in enumerate([*zip(BEFORE, AFTER, strict=True), (8, None)]):
        somebody_answers(site, coordinator, before, after, number)
    return site


def somebody_answers(site, by, before: int, after: int | None, number: int = 0):
    given = {"t0": thirds(before), "t1": None if after is None else thirds(after)}
    return walks(site, by, BEGAN, given, number)


def thirds(total: int) -> dict[str, int]:
    """Three answers from 1 to 3 with that sum."""
    values = [total // 3 + (at < total % 3) for at in range(3)]
    return dict(zip(("t-ils.isolated", "t-ils.company", "t-ils.outside"), values, strict=True))


def page(name: str, *rest) -> str:
    return reverse(f"insight:{name}", args=["holstebro", *rest])


def published(site, by) -> Edition:
    with at_site(site):
        actions.refresh(by=by, now=timezone.now())
        return actions.publish(by=by, now=timezone.now())


def test_the_edition_tells_it_and_so_do_all_its_pages(client, answered, coordinator):
    edition = published(answered, coordinator)
    (row,) = edition.figures["all"]["changes"]
    assert (row["both"], row["before"], row["after"]) == (6, 7.7, 6.5)
    with at_site(answered):
        ends = timezone.now() + timedelta(days=9)
        reader = actions.open_reading(by=coordinator, name="Fonden", expires_at=ends, now=timezone.now())
    outside = come_in(reader)
    for text in (
        client.get(page("insight")).text,
        client.get(page("preview")).text,
        outside.get(page("summary")).text,
    ):
        assert "Før og efter" in text and "6 svarede begge gange." in text and "Lavere er bedre" in text
        assert "Ensomhed, tre spørgsmål (T-ILS)" in text and "udvikling, ikke en årsag" in text
        assert "Person 1" not in text
    pdf = PdfReader(io.BytesIO(outside.get(page("summary_report")).content))
    printed = " ".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert "6 svarede begge gange" in printed and "Effekt (d)" in printed


def test_a_year_and_an_edition_from_before_show_no_answers(client, answered, coordinator):
    edition = published(answered, coordinator)
    assert "Før og efter" not in client.get(page("preview"), {"periode": str(BEGAN.year)}).text
    with at_site(answered):
        del edition.figures["all"]["changes"]
        edition.save()
    assert client.get(page("preview")).status_code == 200
    assert "Før og efter" not in client.get(page("preview")).text


def test_whoever_gives_it_out_may_not_read_the_answers(answered, coordinator):
    with at_site(answered), pytest.raises(Denied):
        occasions(by=coordinator, before=timezone.localdate())


def test_a_yes_taken_back_takes_the_answers_out_and_leaves_the_person_in(answered, coordinator):
    with at_site(answered):
        journey = Asking.objects.filter(wave="t1").first().journey
        now = timezone.now()
        subject = Asking.objects.filter(journey=journey).first().subject
        yes = say_yes(coordinator, journey, now)
        assert {row.value is None for row in of(answered) if row.subject == subject and row.wave == "t0"} == {False}
        consent.withdraw_consent(by=coordinator, consent=yes, owners=journey.owners, now=now)
        rows = [row for row in of(answered) if row.subject == subject]
        assert rows and {row.value for row in rows} == {None}


def test_late_answers_and_waves_that_are_still_open_are_left_out(answered, coordinator):
    with at_site(answered):
        late = Asking.objects.filter(wave="t1", ended_at=None).get()
        answer_all(late, timezone.now(), thirds(6))
        rows = {(row.subject, row.wave): row.value for row in of(answered)}
        assert rows[late.subject, "t1"] is None and rows[late.subject, "t0"] == 8
        assert not [row for row in occasions(by=system(answered.pk), before=late.closes_on) if row.wave == "t1"]


def of(site) -> list[Occasion]:
    return occasions(by=system(site.pk), before=timezone.localdate())


def test_another_site_sees_nothing_of_it(answered):
    other = make.a_site("aarhus")
    by = make.a_coordinator(other, "Rikke Sand")
    assert published(other, by).figures["all"]["changes"] == []
    with at_site(other):
        assert of(other) == []
    assert Client().get(page("preview")).status_code == 302


def test_one_more_person_is_not_one_more_query(answered, coordinator):
    counts = []
    for number in (7, 8):
        with at_site(answered), CaptureQueriesContext(connection) as asked:
            of(answered)
        counts.append(len(asked))
        somebody_answers(answered, coordinator, 6, 5, number)
    assert counts[0] == counts[1]
