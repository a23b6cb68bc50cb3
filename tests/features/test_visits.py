"""Going there: the clock on the wall, the two nights it moves, and how it went."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.journeys import actions
from traedesten.journeys.forms import visiting as forms
from traedesten.journeys.models import Visit
from traedesten.messages.models import Message
from traedesten.tenancy.scope import at_site


def url(name, journey, *ids):
    return reverse(f"journeys:{name}", args=[journey.site.slug, journey.pk, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def stone(site, guide, journey, now):
    offer = make.an_offer(site)
    with at_site(site):
        return actions.lay_stone(by=make.as_guide(guide), journey=journey, offer=offer, is_chosen=True, now=now)


def visits(site, stone) -> list[Visit]:
    with at_site(site):
        return list(Visit.objects.filter(introduction=stone))


def a_plan(at, **fields) -> dict:
    return {"starts_at": f"{timezone.localtime(at):%Y-%m-%dT%H:%M}", "with_guide": "together", **fields}


def test_a_visit_is_agreed_on_once(client, site, journey, stone, now):
    plan = a_plan(now + timedelta(days=3), meet_at="Ved døren", remember="Vinduet")
    for _ in range(2):
        assert client.post(url("plan_visit", journey, stone.pk), plan).url == url("journey", journey)
    [visit] = visits(site, stone)
    assert (visit.meet_at, visit.remember, visit.with_guide) == ("Ved døren", "Vinduet", True)


def test_the_past_is_refused_and_what_was_typed_is_kept(client, journey, stone, now):
    answer = client.post(url("plan_visit", journey, stone.pk), a_plan(now - timedelta(days=1), meet_at="Ved lågen"))
    assert answer.status_code == 422
    assert "Ved lågen" in text(answer)


def form_at(now, starts_at) -> forms.Visit:
    form = forms.Visit({"starts_at": starts_at, "with_guide": "alone"}, now=now)
    form.is_valid()
    return form


MARCH, OCTOBER = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC)
LEAP_YEAR = datetime(2028, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "written", "moment"),
    [
        (MARCH, "2026-03-29T01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (MARCH, "2026-03-29T03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (OCTOBER, "2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (OCTOBER, "2026-10-25T03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        (LEAP_YEAR, "2028-02-29T16:30", datetime(2028, 2, 29, 15, 30, tzinfo=UTC)),
    ],
)
def test_the_clock_on_the_wall(now, written, moment):
    with timezone.override("Europe/Copenhagen"):
        assert form_at(now, written).cleaned_data["starts_at"] == moment


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2026-03-29T02:30", "findes ikke"),
        ("2026-02-29T16:30", "Skriv en dag"),
        ("2026-03-05T16:30+02:00", "Skriv en dag"),
        ("i morgen", "Skriv en dag"),
        ("2626-03-05T16:30", "langt ude i fremtiden"),
        ("9999-12-31T23:59", "langt ude i fremtiden"),
        ("0001-01-01T00:00", "kender vi ikke"),
        ("2026-02-28T16:30", "er gået"),
        ("", "hvilken dag"),
    ],
)
def test_what_no_clock_shows(written, words):
    with timezone.override("Europe/Copenhagen"):
        assert words in str(form_at(MARCH, written).errors["starts_at"])


def planned(site, guide, stone, now, at) -> Visit:
    with at_site(site):
        return actions.plan_visit(by=make.as_guide(guide), introduction=stone, starts_at=at, now=now)


def test_a_planned_visit_is_told_about(client, site, guide, journey, stone, now):
    visit = planned(site, guide, stone, now - timedelta(days=1), now - timedelta(minutes=1))
    address = url("report_visit", journey, stone.pk)
    assert str(visit.pk) in text(client.get(address, {"besoeg": visit.pk}))
    told = {"visit": visit.pk, "with_guide": "together", "felt": "4", "words": "En hel time."}
    for _ in range(2):
        assert client.post(address, told).url == url("journey", journey)
    [done] = visits(site, stone)
    assert (done.state, done.felt, done.words) == ("done", 4, "En hel time.")


def test_a_visit_that_was_never_planned(client, site, journey, stone):
    client.post(url("report_visit", journey, stone.pk), {"with_guide": "alone", "felt": ""})
    [done] = visits(site, stone)
    assert (done.state, done.with_guide, done.felt) == ("done", False, None)


def test_another_stones_visit_cannot_be_named(client, site, guide, journey, stone, now):
    other = make.a_journey(site, guide=guide, now=now)
    with at_site(site):
        theirs = actions.lay_stone(by=make.as_guide(guide), journey=other, offer=stone.offer, is_chosen=True, now=now)
    visit = planned(site, guide, theirs, now, now + timedelta(days=1))
    told = {"visit": visit.pk, "with_guide": "together"}
    assert client.post(url("report_visit", journey, stone.pk), told).status_code == 422


def test_calling_off_leaves_the_stone_chosen(client, site, guide, journey, stone, now):
    visit = planned(site, guide, stone, now, now + timedelta(days=1))
    assert client.get(url("cancel_visit", journey, visit.pk)).status_code == 405
    for _ in range(2):
        assert client.post(url("cancel_visit", journey, visit.pk)).url == url("journey", journey)
    page = text(client.get(url("journey", journey)))
    assert "Første besøg aftalt" not in page
    assert "Valgt" in page


def test_a_place_that_was_left_has_no_next_visit(client, site, guide, journey, stone, now):
    with at_site(site):
        actions.leave_stone(by=make.as_guide(guide), introduction=stone, overwhelmed=[], now=now)
    assert client.get(url("plan_visit", journey, stone.pk)).status_code == 409


def test_the_guide_is_told_when_somebody_else_calls_a_visit_off(site, guide, stone, now):
    by, at = make.as_guide(guide), now + timedelta(days=2)
    with at_site(site):
        for who, told in (
            (by, ["person_page"]),
            (make.a_coordinator(site), ["guide_visit_cancelled", "person_page"]),
        ):
            visit = actions.plan_visit(by=by, introduction=stone, starts_at=at, now=now)
            actions.cancel_visit(by=who, visit=visit, now=now)
            letters = Message.objects.filter(idempotency_key__startswith=f"cancelled:{visit.pk}")
            assert sorted(letters.values_list("name", flat=True)) == told


def test_the_same_visit_agreed_on_twice_is_one(site, guide, stone, now):
    with at_site(site):
        plan = {"by": make.as_guide(guide), "introduction": stone, "starts_at": now + timedelta(days=2), "now": now}
        assert actions.plan_visit(**plan) == actions.plan_visit(**plan)
