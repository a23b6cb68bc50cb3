"""Answering: by a link, on a phone handed over, read aloud, on paper; and who is called."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from tests import make
from tests.features.world_outcomes import say_yes
from traedesten.audit.models import Lookup
from traedesten.consent.models import Consent
from traedesten.domain.access import Denied, Role, system
from traedesten.domain.asking import DEFAULT_PLANS, Course, Mode, State, code_of
from traedesten.domain.instruments import Why
from traedesten.journeys import actions as journeys
from traedesten.messages.models import Message
from traedesten.outcomes import actions, queries, tasks
from traedesten.outcomes.models import Asking, ContactTask, Response, Score
from traedesten.outcomes.questions import questions_of
from traedesten.tenancy.models import Link, User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE = "/holstebro/hvordan-har-du-det/"


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
def asked(site, by, guide, now) -> Asking:
    """Somebody whose first questions have been sent."""
    journey = make.a_journey(site, guide=guide, now=now)
    with at_site(site):
        plans = {"course": Course.JOURNEYS, "is_on": True, "plans": DEFAULT_PLANS}
        actions.write_battery(by=by, now=now, **plans)
        say_yes(by, journey, now)
        met = {"kind": "met", "held_at": now, "client_key": uuid4(), "note": ""}
        journeys.log_contact(by=by, journey=journey, now=now, **met)
        tasks.ask(now)
        return Asking.objects.get(journey=journey, wave="t0")


@pytest.fixture
def phone(asked) -> Client:
    """Their own phone, with the link from the message opened."""
    with at_site(asked.site_id):
        text = Message.objects.get(name="questions").text
    client = Client()
    assert client.get(re.search(r"https?://[^/]+(\S+)", text)[1]).status_code == 302
    return client


def guides_phone(guide) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=guide.user_id), backend=BACKEND)
    return client


def fresh(row):
    with at_site(row.site_id):
        return type(row).objects.get(pk=row.pk)


def given(asking) -> dict:
    with at_site(asking.site_id):
        return {response.instrument: response.given for response in Response.objects.filter(asking=asking)}


def answer(client, number: int, value="", **more):
    return client.post(f"{PAGE}nr/{number}/", {"answer": value, **more})


def answer_each(client, low: bool = False):
    """T-ILS, then WHO-5: as bad as it can be, or as good."""
    values = ["3"] * 3 + ["0"] * 5 if low else ["1"] * 3 + ["5"] * 5
    for number, value in enumerate(values, start=1):
        reply = answer(client, number, value)
    return reply


# ---- By a link of their own ----


def test_one_question_at_a_time_with_a_legend_and_plain_words(phone):
    assert "8 korte spørgsmål" in phone.get(PAGE).text
    page = phone.get(f"{PAGE}nr/1/").text
    assert "Spørgsmål 1 af 8" in page and "Hvor ofte føler du dig isoleret fra andre?" in page
    form = page[: page.index("<template")]
    assert form.count('type="radio"') == 3 and "<legend>" in form
    assert "Spring over" in form and "Vil ikke svare" in form
    assert "I de sidste 2 uger" in phone.get(f"{PAGE}nr/4/").text


def test_it_goes_on_where_it_was_left_and_ends_with_thanks(phone, asked):
    assert answer(phone, 1, "2")["Location"] == f"{PAGE}nr/2/"
    assert phone.get(PAGE)["Location"] == f"{PAGE}nr/2/"
    assert answer_each(phone)["Location"] == f"{PAGE}tak/"
    assert fresh(asked).state == State.ANSWERED
    page = phone.get(f"{PAGE}tak/").text
    assert "Tak" in page and "70 201 201" in page and "112" in page
    assert phone.get(PAGE)["Location"] == f"{PAGE}tak/"


def test_one_may_go_back_and_change_an_answer_that_is_shown_on_ones_own_phone(phone, asked):
    answer(phone, 1, "3")
    first = phone.get(f"{PAGE}nr/1/").text
    assert re.search(r'value="3"[^>]* checked', first[: first.index("<template")])
    assert " checked" not in first[first.index("<template") :]
    answer(phone, 1, "1")
    assert given(asked) == {"t-ils": {"isolated": 1}}


def test_the_same_answer_twice_is_one(phone, asked):
    for _twice in range(2):
        answer(phone, 1, "2")
    assert given(asked) == {"t-ils": {"isolated": 2}}
    answer_each(phone)
    assert answer_each(phone)["Location"] == f"{PAGE}tak/"
    with at_site(asked.site_id):
        assert Response.objects.filter(asking=asked).count() == 2
        assert Score.objects.filter(response__asking=asked).count() == 2


def test_a_question_may_be_skipped_or_declined_and_the_two_are_kept_apart(phone, asked):
    answer(phone, 1, without="skipped")
    answer(phone, 2, without="declined")
    assert given(asked) == {"t-ils": {"isolated": Why.SKIPPED, "company": Why.DECLINED}}


def test_a_questionnaire_with_a_gap_has_no_figure_and_says_why(phone, asked, site):
    answer(phone, 1, without="declined")
    for number in (2, 3):
        answer(phone, number, "2")
    for number in range(4, 9):
        answer(phone, number, "4")
    with at_site(site):
        frame = {row.instrument: row for row in queries.change_frame(by=system(site.pk))}
    assert (frame["t-ils"].value, frame["t-ils"].reason) == (None, "declined")
    assert (frame["who-5"].value, frame["who-5"].mode) == (80.0, "own_link")


@pytest.mark.parametrize("value", ["", "4", "-1", "x", "1e0", "\0", "2" * 500])
def test_what_is_no_answer_is_kindly_refused(phone, asked, value):
    reply = answer(phone, 1, value)
    assert reply.status_code == 422 and "Vælg et" in reply.text and given(asked) == {}


def test_there_is_no_question_beyond_the_last(phone):
    assert phone.get(f"{PAGE}nr/9/").status_code == 404 and phone.get(f"{PAGE}nr/0/").status_code == 404


def test_one_tap_says_no_to_all_of_it(phone, asked):
    answer(phone, 1, "2")
    assert phone.post(f"{PAGE}nej-tak/")["Location"] == f"{PAGE}tak/"
    assert (fresh(asked).state, given(asked)) == (State.DECLINED, {})
    assert phone.get(PAGE).status_code == 410


def test_taking_the_yes_back_closes_the_page(phone, asked, now):
    with at_site(asked.site_id):
        consent = Consent.objects.get(person_id=asked.journey.participant_id, purpose="research")
        consent.take_back(now)
    assert phone.get(PAGE).status_code == 410
    assert answer(phone, 1, "2").status_code == 410 and given(asked) == {}


def test_without_a_link_there_is_nothing(asked, client):
    for path in ("", "nr/1/"):
        assert client.get(PAGE + path).status_code == 410
    assert client.post(f"{PAGE}nr/1/", {"answer": "2"}).status_code == 410


def test_answers_and_figures_are_sealed(phone, asked):
    answer_each(phone, low=True)
    with at_site(asked.site_id), connection.cursor() as cursor:
        for table, column in (("outcomes_response", "answers"), ("outcomes_score", "value")):
            cursor.execute(f"select {column} from {table}")  # noqa: S608
            rows = [bytes(value) for (value,) in cursor.fetchall()]
            assert rows and not any(b"isolated" in row or b"0.0" in row or row[:1] != b"\1" for row in rows)


# ---- Who sees what ----


def test_neither_guides_nor_coordinators_read_scores(site, by, guide, asked):
    with at_site(site):
        for actor in (by, make.as_guide(guide)):
            for read in (queries.change_frame, queries.enrolled):
                with pytest.raises(Denied):
                    read(by=actor)


@pytest.mark.parametrize("who", ["guide", "coordinator"])
def test_no_page_of_staff_shows_an_answer_or_a_figure(who, guide, staff, phone, asked):
    answer_each(phone, low=True)
    client = staff if who == "coordinator" else guides_phone(guide)
    paths = [f"/s/holstebro/forloeb/{asked.journey_id}/", f"/s/holstebro/forloeb/{asked.journey_id}/spoergsmaal/"]
    if who == "coordinator":
        paths += ["/s/holstebro/trivsel/", "/s/holstebro/trivsel/ring/", "/s/holstebro/tavle/"]
    for path in paths:
        page = client.get(path)
        assert page.status_code == 200
        assert not re.search(r"WHO-5|T-ILS|På intet tidspunkt|Ofte\b|0[.,]0", page.text), path


def test_a_guide_sees_nothing_of_the_desk(guide, asked):
    client = guides_phone(guide)
    for path in ("", "ring/", "papir/", "hvad-vi-spoerger-om/"):
        assert client.get(f"/s/holstebro/trivsel/{path}").status_code in (403, 404)


# ---- With a guide, and by telephone ----


def test_a_phone_that_is_handed_over_shows_the_questions_alone_and_never_an_answer(guide, asked):
    client = guides_phone(guide)
    path = f"/s/holstebro/forloeb/{asked.journey_id}/spoergsmaal/"
    assert "Giv telefonen videre" in client.get(path).text
    reply = client.post(f"{path}giv-telefonen/")
    assert reply["Location"] == PAGE
    assert client.get("/s/holstebro/dag/").status_code in (302, 404)
    answer(client, 1, "3")
    page = client.get(f"{PAGE}nr/1/")
    assert " checked" not in page.text and "no-store" in page["Cache-Control"]
    assert answer_each(client)["Location"] == f"{PAGE}tak/"
    client.get(f"{PAGE}tak/")
    assert client.get(f"{PAGE}nr/1/").status_code == 410
    assert fresh(asked).mode == Mode.WITH_GUIDE
    with at_site(asked.site_id):
        assert set(Response.objects.values_list("mode", flat=True)) == {"with_guide"}


def test_the_last_page_on_somebody_elses_phone_says_the_same_to_everybody(guide, asked):
    client = guides_phone(guide)
    client.post(f"/s/holstebro/forloeb/{asked.journey_id}/spoergsmaal/giv-telefonen/")
    answer_each(client, low=True)
    page = client.get(f"{PAGE}tak/").text
    assert "En af os ringer" not in page and "70 201 201" in page
    with at_site(asked.site_id):
        assert ContactTask.objects.filter(asking=asked).exists()


def test_a_one_time_link_lasts_hours_and_a_new_one_closes_it(site, guide, asked, now):
    by = make.as_guide(guide)
    with at_site(site):
        for _twice in range(2):
            actions.hand_over_questions(by=by, journey=asked.journey, mode=Mode.WITH_GUIDE, now=now)
        links = Link.objects.filter(purpose=Link.Purpose.QUESTIONS_HERE, subject_id=asked.pk)
        assert [link.is_open(now) for link in links.order_by("made_at")].count(True) == 1
        assert not any(link.is_open(now + timedelta(hours=4)) for link in links)


def test_only_a_coordinator_reads_aloud(site, by, guide, staff, asked, now):
    with at_site(site), pytest.raises(Denied):
        actions.hand_over_questions(by=make.as_guide(guide), journey=asked.journey, mode=Mode.PHONE, now=now)
    assert staff.post(f"/s/holstebro/forloeb/{asked.journey_id}/spoergsmaal/laes-op/")["Location"] == PAGE
    assert "så du kender dem" in staff.get(PAGE).text
    answer_each(staff)
    assert fresh(asked).mode == Mode.PHONE
    assert staff.get("/s/holstebro/tavle/").status_code == 200


def test_another_guide_hands_nothing_over(site, asked, now):
    other = make.a_guide(site, "Knud Bak")
    with at_site(site), pytest.raises(Denied):
        actions.hand_over_questions(by=make.as_guide(other), journey=asked.journey, mode=Mode.WITH_GUIDE, now=now)


def test_at_the_very_first_conversation_the_guide_may_ask_at_once(site, by, guide, now):
    journey = make.a_journey(site, stage="meeting", guide=guide, now=now)
    with at_site(site):
        plans = {"course": Course.JOURNEYS, "is_on": True, "plans": DEFAULT_PLANS}
        actions.write_battery(by=by, now=now, **plans)
        say_yes(by, journey, now)
        found = actions.hand_over_questions(
            by=make.as_guide(guide), journey=journey, mode=Mode.WITH_GUIDE, now=now
        ).asking
    assert (found.wave, found.state) == ("t0", State.ASKED)


# ---- On paper ----


def test_the_paper_is_tagged_has_the_code_and_no_name(staff, asked):
    reply = staff.post(f"/s/holstebro/forloeb/{asked.journey_id}/spoergsmaal/papir.pdf")
    reader = PdfReader(BytesIO(reply.content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.trailer["/Root"]["/Lang"] == "da"
    assert reader.metadata.title == "Hvordan har du det?"
    assert asked.code in text and "Frida" not in text
    for question in questions_of(asked.instruments):
        assert question.item.words.da[:20] in text.replace("\n", " ")


def test_a_paper_is_typed_in_by_its_code(staff, asked):
    found = staff.post("/s/holstebro/trivsel/papir/", {"code": asked.code})
    assert found["Location"] == f"/s/holstebro/trivsel/papir/{asked.pk}/"
    answers = {question.field: "2" for question in questions_of(asked.instruments)}
    answers |= {"t-ils.company": "skipped", "t-ils.outside": "declined"}
    lacks = staff.post(found["Location"], {**answers, "who-5.calm": ""})
    assert lacks.status_code == 422 and given(asked) == {}
    assert staff.post(found["Location"], answers).status_code == 302
    assert given(asked)["t-ils"] == {"isolated": 2, "company": Why.SKIPPED, "outside": Why.DECLINED}
    assert (fresh(asked).state, fresh(asked).mode) == (State.ANSWERED, Mode.PAPER)
    assert staff.post(found["Location"], answers).status_code == 409
    assert staff.post("/s/holstebro/trivsel/papir/", {"code": asked.code}).status_code == 422


@pytest.mark.parametrize(
    ("code", "words"),
    [("", "Skriv koden"), ("12 34", "otte cifre"), ("12 34 56 77", "forkert ciffer"), ("æble", "otte cifre")],
)
def test_a_code_typed_wrong_is_told_so(staff, asked, code, words):
    reply = staff.post("/s/holstebro/trivsel/papir/", {"code": code})
    assert reply.status_code == 422 and words in reply.text


def test_a_code_that_was_never_printed_leads_nowhere(staff, asked):
    other = code_of((asked.number + 1) % 1_000_000)
    assert "kender vi ikke" in staff.post("/s/holstebro/trivsel/papir/", {"code": other}).text


# ---- The desk ----


def test_coverage_asks_once_however_many_there_are(staff, site, by, asked, now):
    def asked_of() -> int:
        with CaptureQueriesContext(connection) as found:
            assert staff.get("/s/holstebro/trivsel/").status_code == 200
        return len(found)

    asked_of()
    few = asked_of()
    for name in ("Karen", "Ib", "Bo"):
        journey = make.a_journey(site, first_name=name, phone="", email=f"{name}@example.org", now=now)
        with at_site(site):
            say_yes(by, journey, now)
            actions.plan_askings(by=by, journey=journey, now=now)
    assert asked_of() == few


def test_the_battery_is_chosen_on_its_page(staff, site, asked):
    path = "/s/holstebro/trivsel/hvad-vi-spoerger-om/"
    form = staff.get(path).context["form"]
    answers = {}
    for name in form.fields:
        value = form[name].value()
        if value is not None and value is not False:
            answers[name] = "on" if value is True else value
    answers.pop("t3_on")
    assert staff.post(path, answers).status_code == 302
    with at_site(site):
        assert [row.wave for row in queries.battery_of(Course.JOURNEYS).planned_waves] == ["t0", "t1", "t2"]
    assert staff.post(path, answers).status_code == 409
    late = {**answers, "expected_version": "2", "t0_instruments": [], "t1_weeks": "40"}
    reply = staff.post(path, late)
    assert reply.status_code == 422 and "mindst ét sæt" in reply.text and "senere end den før" in reply.text


def test_who_answers_is_written_down_as_a_look_up_and_by_role(phone, asked):
    phone.get(f"{PAGE}nr/1/")
    with at_site(asked.site_id):
        row = Lookup.objects.filter(page="outcomes:question").latest("at")
        assert (row.role, row.person_ids) == (Role.RESPONDENT, [asked.journey.participant_id])
