"""What somebody said they most hope for: shown back later, by every way of answering, and seen nowhere else."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from tests import make
from tests.features.hopes import (
    ATTAINED,
    LAST,
    PAGE,
    answer,
    eight,
    first_form,
    fresh,
    goal,
    phone_of,
    signed_in,
    somebody_asked,
    wave,
)
from tests.features.world_outcomes import HOPE, answer_all
from traedesten.audit.models import Event
from traedesten.domain.asking import Course, Mode, State
from traedesten.domain.instruments import Why
from traedesten.messages.models import Message
from traedesten.outcomes import queries, tasks
from traedesten.outcomes.models import Asking, Response, Score
from traedesten.outcomes.questions import questions_of
from traedesten.tenancy.scope import at_site


@pytest.fixture
def by(site):
    return make.a_coordinator(site)


@pytest.fixture
def guide(site):
    return make.a_guide(site)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def journey(site, by, guide, now):
    return somebody_asked(site, by, guide, now)


@pytest.fixture
def asked(journey) -> Asking:
    with at_site(journey.site_id):
        return wave(journey, "t0")


@pytest.fixture
def later(now):
    """When it is asked again."""
    return now + timedelta(weeks=12)


@pytest.fixture
def told(asked, site, now) -> Asking:
    with at_site(site):
        return answer_all(asked, now, {ATTAINED: HOPE})


@pytest.fixture
def staff(by) -> Client:
    return signed_in(by.user_id)


# ---- Later ----


def test_later_the_words_are_shown_back_and_it_is_asked_how_far_one_has_come(told, journey, site, later):
    with at_site(site):
        tasks.ask(later)
        second = wave(journey, "t1")
    phone = phone_of(second)
    page = first_form(phone.get(f"{PAGE}nr/{LAST}/"))
    assert f"Du sagde: »{HOPE}«" in page and "Hvor langt er du kommet" in page and page.count('type="radio"') == 5
    eight(phone)
    assert answer(phone, LAST, "3").status_code == 422 and fresh(second).state == State.ASKED
    assert answer(phone, LAST, "1")["Location"] == f"{PAGE}tak/"
    assert fresh(second).state == State.ANSWERED
    with at_site(site):
        response = Response.objects.get(asking=second, instrument="goal")
        assert response.given == {"goal_1": 1}
        assert Score.objects.get(response=response).figure == 60.0


def test_in_english_the_words_stay_as_they_were_said(told, journey, site, later):
    with at_site(site):
        tasks.ask(later)
        second = wave(journey, "t1")
    phone = phone_of(second)
    phone.cookies["django_language"] = "en"
    page = first_form(phone.get(f"{PAGE}nr/{LAST}/"))
    assert f"You said: “{HOPE}”" in page and "How far have you come" in page


def test_what_they_wrote_is_text_and_nothing_else(asked, journey, site, now, later):
    odd = "<script>alert(1)</script> %(x)s {{ 7 }} »ih«"
    with at_site(site):
        answer_all(asked, now, {ATTAINED: odd})
        tasks.ask(later)
        second = wave(journey, "t1")
    page = first_form(phone_of(second).get(f"{PAGE}nr/{LAST}/"))
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt; %(x)s {{ 7 }} »ih«" in page


def test_an_asking_goes_on_where_it_was_left(told, journey, site, later):
    with at_site(site):
        tasks.ask(later)
        second = wave(journey, "t1")
    phone = phone_of(second)
    assert answer(phone, LAST, "0")["Location"] == f"{PAGE}nr/1/"
    eight(phone)
    assert fresh(second).state == State.ANSWERED


def test_all_three_later_waves_ask_about_the_same_words(told, journey, site, now):
    with at_site(site):
        for name, weeks in (("t1", 12), ("t2", 26), ("t3", 52)):
            tasks.ask(now + timedelta(weeks=weeks))
            asking = wave(journey, name)
            assert queries.questions(asking)[-1].own_words == HOPE
            answer_all(asking, now + timedelta(weeks=weeks), {ATTAINED: -1})
        assert Score.objects.filter(response__instrument="goal").count() == 3


# ---- Together, by telephone, on paper ----


def test_on_a_phone_handed_over_the_words_are_asked_about_and_not_shown_again(asked, guide, journey):
    client = signed_in(guide.user_id)
    client.post(f"/s/holstebro/forloeb/{journey.pk}/spoergsmaal/giv-telefonen/")
    answer(client, LAST, HOPE)
    assert HOPE not in client.get(f"{PAGE}nr/{LAST}/").text
    eight(client)
    assert HOPE not in client.get(f"{PAGE}tak/").text
    assert client.get(f"{PAGE}det-du-haaber/").status_code == 410
    assert (goal(asked).words, fresh(asked).mode) == (HOPE, Mode.WITH_GUIDE)


def test_read_aloud_by_telephone_the_words_are_typed_by_whoever_reads(asked, staff, journey):
    staff.post(f"/s/holstebro/forloeb/{journey.pk}/spoergsmaal/laes-op/")
    eight(staff)
    answer(staff, LAST, HOPE)
    assert (goal(asked).words, fresh(asked).mode) == (HOPE, Mode.PHONE)


def printed(staff, journey) -> str:
    reply = staff.post(f"/s/holstebro/forloeb/{journey.pk}/spoergsmaal/papir.pdf")
    reader = PdfReader(BytesIO(reply.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_on_paper_there_is_room_to_write_and_the_words_are_typed_in(asked, staff, journey):
    text = printed(staff, journey)
    assert "9. Hvad vil du helst nå?" in text and "om søndagen" in text
    path = f"/s/holstebro/trivsel/papir/{asked.pk}/"
    answers = {question.field: "1" for question in questions_of(asked.instruments, is_first=True)}
    wrong = staff.post(path, answers | {ATTAINED: "æ" * 301})
    assert wrong.status_code == 422 and "lidt for langt" in wrong.text and goal(asked) is None
    assert staff.post(path, answers | {ATTAINED: HOPE}).status_code == 302
    assert (goal(asked).words, fresh(asked).mode) == (HOPE, Mode.PAPER)


def test_an_empty_line_on_paper_is_skipped(asked, staff):
    answers = {question.field: "1" for question in questions_of(asked.instruments, is_first=True)}
    assert staff.post(f"/s/holstebro/trivsel/papir/{asked.pk}/", answers | {ATTAINED: " "}).status_code == 302
    assert goal(asked).told == Why.SKIPPED


def test_later_the_paper_says_the_words_back_and_the_form_does_not(told, staff, journey, site, later):
    with at_site(site):
        tasks.ask(later)
        second = wave(journey, "t1")
        moved = {"opens_on": timezone.localdate(), "due_on": timezone.localdate(), "closes_on": later.date()}
        Asking.objects.filter(pk=second.pk).update(**moved)
    text = printed(staff, journey)
    assert f"Du sagde: »{HOPE}«" in text and "Noget af vejen" in text
    page = staff.get(f"/s/holstebro/trivsel/papir/{second.pk}/").text
    assert HOPE not in page and "Hvor langt er du kommet" in page


# ---- Who sees it ----


def test_no_page_of_staff_and_no_event_has_the_words(told, journey, staff, guide, site, later):
    with at_site(site):
        tasks.ask(later)
        answer_all(wave(journey, "t1"), later)
        rows = Event.objects.values_list("verb", "ids")
        assert not [verb for verb, ids in rows if HOPE in str(ids)]
        assert not [message for message in Message.objects.all() if HOPE in message.text]
    walks = signed_in(guide.user_id)
    for client, paths in (
        (walks, (f"forloeb/{journey.pk}/", f"forloeb/{journey.pk}/spoergsmaal/", "dag/")),
        (staff, ("trivsel/", "trivsel/hvad-vi-spoerger-om/", f"forloeb/{journey.pk}/", "indsigt/", "tavle/")),
    ):
        for path in paths:
            page = client.get(f"/s/holstebro/{path}")
            assert page.status_code == 200 and HOPE not in page.text, path


def test_the_words_are_unreadable_without_the_key_of_the_answers(told, site):
    with at_site(site), connection.cursor() as cursor:
        cursor.execute("select words, key_id from outcomes_goal")
        ((words, key),) = cursor.fetchall()
    assert HOPE.encode() not in bytes(words) and bytes(words)[:1] == b"\1" and key == told.key_id


# ---- The battery ----


def battery_form(staff) -> tuple[str, dict]:
    path = "/s/holstebro/trivsel/hvad-vi-spoerger-om/"
    form = staff.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields}
    chosen = {name: value for name, value in values.items() if value is not None and value is not False}
    return path, {name: "on" if value is True else value for name, value in chosen.items()}


def test_a_goal_is_off_until_it_is_chosen_with_one_tick_for_all_times(staff, site):
    path, answers = battery_form(staff)
    assert "asks_goal" not in answers
    page = staff.get(path).text
    assert "hvad den enkelte helst vil nå" in page and "sine egne ord" in page
    assert staff.post(path, answers | {"is_on": "on", "asks_goal": "on"}).status_code == 302
    with at_site(site):
        waves = queries.battery_of(Course.JOURNEYS).planned_waves
        assert [row.instruments[-1] for row in waves] == ["goal:da-1"] * 4
    _path, again = battery_form(staff)
    assert again["asks_goal"] == "on" and "goal:da-1" not in again["t0_instruments"]
    del again["asks_goal"]
    assert staff.post(path, again).status_code == 302
    with at_site(site):
        assert not any("goal:da-1" in row.instruments for row in queries.battery_of(Course.JOURNEYS).planned_waves)


@pytest.mark.parametrize("left", [{"t0"}, {"t1", "t2", "t3"}])
def test_a_goal_must_be_told_and_asked_about(staff, left):
    path, answers = battery_form(staff)
    for name in left:
        del answers[f"{name}_on"]
    reply = staff.post(path, answers | {"asks_goal": "on"})
    assert reply.status_code == 422 and "Vælg begge" in reply.text
