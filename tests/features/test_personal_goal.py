"""What somebody most hopes for: told the first time in their own words, shown back later, and seen nowhere else."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given as drawn
from hypothesis import strategies as st
from pypdf import PdfReader

from tests import make
from tests.features.world_outcomes import HOPE, answer_all, respondent, say_yes
from traedesten.audit.models import Event
from traedesten.domain.access import Denied, system
from traedesten.domain.asking import DEFAULT_PLANS, GROUP_PLANS, Course, Mode, State, with_goal
from traedesten.domain.instruments import Why
from traedesten.domain.journey import Outcome
from traedesten.journeys import actions as journeys
from traedesten.messages.models import Message
from traedesten.outcomes import actions, queries, tasks
from traedesten.outcomes.models import Asking, AskingOver, Goal, Response, Score
from traedesten.outcomes.questions import questions_of
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE = "/holstebro/hvordan-har-du-det/"
PLANS = with_goal(DEFAULT_PLANS)
ATTAINED = "goal.goal_1"
LAST = 9
"""The number of the question: it comes after the eight others."""


@pytest.fixture
def by(site):
    return make.a_coordinator(site)


@pytest.fixture
def staff(by) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=by.user_id), backend=BACKEND)
    return client


@pytest.fixture
def guide(site):
    return make.a_guide(site)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def journey(site, by, guide, now):
    journey = make.a_journey(site, guide=guide, now=now)
    with at_site(site):
        actions.write_battery(by=by, course=Course.JOURNEYS, is_on=True, plans=PLANS, now=now)
        say_yes(by, journey, now)
        met = {"kind": "met", "held_at": now, "client_key": uuid4(), "note": ""}
        journeys.log_contact(by=by, journey=journey, now=now, **met)
        tasks.ask(now)
    return journey


@pytest.fixture
def asked(journey) -> Asking:
    with at_site(journey.site_id):
        return wave(journey, "t0")


@pytest.fixture
def later(journey, now):
    """Twelve weeks on: what the page is about now."""
    return now + timedelta(weeks=12)


def wave(journey, name: str) -> Asking:
    return Asking.objects.get(journey=journey, wave=name)


def phone_of(asking, name: str = "questions") -> Client:
    """Their own phone, with the link of the newest letter opened."""
    with at_site(asking.site_id):
        text = Message.objects.filter(name=name).latest("made_at").text
    client = Client()
    assert client.get(re.search(r"https?://[^/]+(\S+)", text)[1]).status_code == 302
    return client


def answer(client, number: int, value="", **more):
    return client.post(f"{PAGE}nr/{number}/", {"answer": value, **more})


def eight(client) -> None:
    for number in range(1, LAST):
        answer(client, number, "1" if number < 4 else "4")


def goal(asking) -> Goal | None:
    with at_site(asking.site_id):
        return Goal.objects.filter(asking__subject=asking.subject).first()


def fresh(row):
    with at_site(row.site_id):
        return type(row).objects.get(pk=row.pk)


def first_form(reply) -> str:
    return reply.text[: reply.text.index("<template")]


# ---- The first time ----


def test_the_first_time_it_is_told_in_ones_own_words_and_kept_sealed(asked):
    phone = phone_of(asked)
    page = first_form(phone.get(f"{PAGE}nr/{LAST}/"))
    assert "Spørgsmål 9 af 9" in page and "Hvad vil du helst nå?" in page and "om søndagen" in page
    assert 'type="radio"' not in page and "Spring over" in page and "Vil ikke svare" in page
    eight(phone)
    assert answer(phone, LAST, f"  {HOPE}\n")["Location"] == f"{PAGE}tak/"
    assert goal(asked).words == HOPE and fresh(asked).state == State.ANSWERED
    with at_site(asked.site_id):
        assert not Response.objects.filter(instrument="goal").exists(), "nobody has reached anything yet"


@pytest.mark.parametrize("passes", [Why.SKIPPED, Why.DECLINED])
def test_whoever_says_nothing_is_not_asked_about_it_later(asked, journey, site, later, passes):
    phone = phone_of(asked)
    eight(phone)
    assert answer(phone, LAST, "Det her skrev jeg først", without=str(passes))["Location"] == f"{PAGE}tak/"
    assert (goal(asked).told, goal(asked).words) == (passes, "")
    with at_site(site):
        tasks.ask(later)
        second = wave(journey, "t1")
        assert [row.definition.key for row in queries.questions(second)] == ["t-ils"] * 3 + ["who-5"] * 5
        answered = answer_all(second, later)
        assert answered.state == State.ANSWERED
        assert not Response.objects.filter(instrument="goal").exists()


def test_a_first_time_that_never_came_to_it_is_not_asked_about_either(asked, journey, site, now, later):
    with at_site(site):
        for question in queries.questions(asked)[:3]:
            given = {"question": question, "answer": 1, "mode": Mode.OWN_LINK}
            actions.answer_question(by=respondent(asked), asking=asked, now=now, **given)
        tasks.ask(now + timedelta(days=15))
        assert fresh(asked).state == State.ANSWERED and goal(asked) is None
        tasks.ask(later)
        assert len(queries.questions(wave(journey, "t1"))) == 8


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Skriv lidt, eller tryk"),
        (" \t\n\u00a0", "Skriv lidt, eller tryk"),
        ("\u200b\u2060", "Skriv lidt, eller tryk"),
        ("æ" * 301, "lidt for langt"),
        ("Ring til mig, 010203-1234", "CPR-nummer"),
    ],
)
def test_what_cannot_be_kept_is_kindly_told_and_still_there(asked, typed, words):
    phone = phone_of(asked)
    eight(phone)
    reply = answer(phone, LAST, typed)
    page = first_form(reply)
    assert reply.status_code == 422 and words in page and 'id="id_answer"' in page
    assert typed.strip() in page and goal(asked) is None
    assert fresh(asked).state == State.ASKED


def test_who_passes_by_need_not_mend_what_was_too_long(asked):
    phone = phone_of(asked)
    assert answer(phone, LAST, "æ" * 2000, without="skipped").status_code == 302
    assert goal(asked).told == Why.SKIPPED


def test_it_may_be_told_first_and_changed_while_the_questions_are_open(asked):
    phone = phone_of(asked)
    assert answer(phone, LAST, "At gå en tur")["Location"] == f"{PAGE}nr/1/"
    assert "At gå en tur" in first_form(phone.get(f"{PAGE}nr/{LAST}/"))
    assert phone.get(PAGE)["Location"] == f"{PAGE}nr/1/"
    answer(phone, LAST, HOPE)
    assert goal(asked).words == HOPE
    eight(phone)
    assert fresh(asked).state == State.ANSWERED


def test_telling_it_alone_is_an_answer_and_no_no(asked, site):
    phone = phone_of(asked)
    for number in range(1, LAST):
        answer(phone, number, without="skipped")
    answer(phone, LAST, HOPE)
    assert fresh(asked).state == State.ANSWERED


def test_what_was_told_counts_when_the_window_closes(asked, site, now):
    answer(phone_of(asked), LAST, HOPE)
    with at_site(site):
        tasks.ask(now + timedelta(days=15))
    assert (fresh(asked).state, goal(asked).words) == (State.ANSWERED, HOPE)


def test_no_to_all_of_it_forgets_the_words_too(asked):
    phone = phone_of(asked)
    answer(phone, LAST, HOPE)
    assert phone.post(f"{PAGE}nej-tak/").status_code == 302
    assert goal(asked) is None and fresh(asked).state == State.DECLINED


# ---- Mending ----


def test_the_words_may_be_mended_until_it_is_said_how_far_one_has_come(asked, journey, site, later):
    phone = phone_of(asked)
    eight(phone)
    answer(phone, LAST, "At sunge i kor")
    page = phone.get(f"{PAGE}tak/").text
    assert "At sunge i kor" in page and f"{PAGE}det-du-haaber/" in page
    assert "At sunge i kor" in phone.get(f"{PAGE}det-du-haaber/").text
    wrong = phone.post(f"{PAGE}det-du-haaber/", {"answer": " "})
    assert wrong.status_code == 422 and goal(asked).words == "At sunge i kor"
    assert phone.post(f"{PAGE}det-du-haaber/", {"answer": HOPE})["Location"] == f"{PAGE}tak/"
    assert goal(asked).words == HOPE
    with at_site(site):
        tasks.ask(later)
        answer_all(wave(journey, "t1"), later)
        with pytest.raises(AskingOver):
            actions.mend_goal(by=respondent(asked), asking=asked, told="Noget andet", now=later)
    assert phone.get(f"{PAGE}det-du-haaber/").status_code == 302 and goal(asked).words == HOPE


def test_the_words_may_be_taken_back(asked):
    phone = phone_of(asked)
    eight(phone)
    answer(phone, LAST, HOPE)
    phone.post(f"{PAGE}det-du-haaber/", {"answer": HOPE, "without": "skipped"})
    assert goal(asked).told == Why.SKIPPED and HOPE not in phone.get(f"{PAGE}tak/").text


def test_somebody_elses_link_mends_nothing(asked, site, now):
    eight(phone := phone_of(asked))
    answer(phone, LAST, HOPE)
    with at_site(site), pytest.raises(Denied):
        actions.mend_goal(by=respondent(Asking(site=site)), asking=asked, told="x", now=now)
    assert Client().get(f"{PAGE}det-du-haaber/").status_code == 410


# ---- Later ----


@pytest.fixture
def told(asked, site, now) -> Asking:
    with at_site(site):
        return answer_all(asked, now, {ATTAINED: HOPE})


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
    client = Client()
    client.force_login(User.objects.get(pk=guide.user_id), backend=BACKEND)
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


def test_later_the_paper_says_the_words_back_and_the_form_does_not(told, staff, journey, site, later, monkeypatch):
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
    walks = Client()
    walks.force_login(User.objects.get(pk=guide.user_id), backend=BACKEND)
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


# ---- In groups, by pseudonym ----


def test_members_of_groups_tell_it_too_and_a_no_deletes_it(site, by, now):
    with at_site(site):
        plans = with_goal(GROUP_PLANS)
        actions.write_battery(by=by, course=Course.GROUPS, is_on=True, plans=plans, now=now)
        clock, subject = system(site.pk), uuid4()
        actions.plan_nameless(by=clock, subject=subject, begun_on=now.date(), now=now)
        first = answer_all(Asking.objects.get(subject=subject, wave="t0"), now)
        second = Asking.objects.get(subject=subject, wave="t1")
        assert queries.questions(second)[-1].own_words == HOPE and first.key_id != second.key_id
        answer_all(second, now + timedelta(weeks=8), {ATTAINED: 2})
        assert actions.forget_nameless(by=clock, subject=subject, now=now) == 3
        assert not Goal.objects.exists()


# ---- Forgetting ----


def test_the_words_go_when_nobody_will_be_asked_about_them_and_that_there_were_some_stays(told, site, now):
    with at_site(site):
        tasks.ask(now + timedelta(weeks=52))
        assert goal(told).words == HOPE
        for days in (0, 61):
            tasks.ask(now + timedelta(weeks=57, days=days))
        assert (goal(told).words, goal(told).reason) == ("", "")
        assert not Event.objects.filter(verb="asking.goal_forgotten", ids__icontains=HOPE).exists()


def test_the_words_of_somebody_who_has_died_go_the_next_morning(told, journey, site, by, now):
    with at_site(site):
        journeys.end_journey(by=by, journey=journey.locked(), outcome=Outcome.DIED, now=now + timedelta(days=1))
        for day in (2, 3):
            tasks.ask(now + timedelta(days=day))
    assert goal(told).words == ""


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


# ---- Numbers ----


@drawn(
    chosen=st.lists(st.sampled_from(["t-ils:da-2", "who-5:da-1", "phq-4:da-1", "goal:da-1"]), unique=True),
    is_first=st.booleans(),
    hope=st.sampled_from(["", HOPE]),
)
def test_questions_are_numbered_without_a_gap_and_a_goal_is_there_once_or_not_at_all(chosen, is_first, hope):
    rows = questions_of(chosen, is_first=is_first, goal=hope)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    goals = [row for row in rows if row.definition.is_goal]
    assert len(goals) == ("goal:da-1" in chosen and bool(is_first or hope))
    assert all(row.is_told == is_first and row.own_words == ("" if is_first else hope) for row in goals)
    assert not any(row.own_words or row.is_told for row in rows if row not in goals)
