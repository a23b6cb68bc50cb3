"""From the invitation to the first meeting: yes, no, a question, the list that steps in, and calling off kindly."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.features.composing import MONDAY, Table, a_table, by_link, themselves
from traedesten.audit.models import Event
from traedesten.domain import cpr
from traedesten.domain.access import Denied
from traedesten.domain.composing import Code, NotYet
from traedesten.domain.courses import Course, CourseMoveNotAllowed, Seat
from traedesten.groups import actions, tasks
from traedesten.groups.models import Member, Seeker
from traedesten.groups.queries import pool
from traedesten.messages.models import Message
from traedesten.tenancy.scope import at_site

PLACE = "/holstebro/venter/"
ANSWER = "/holstebro/venter/svar/"


@pytest.fixture
def table(site, coordinator) -> Table:
    """Three chosen, one next, and a pair; smallest three."""
    table = a_table(site, coordinator, people=("Asta", "Bo", "Caja", "Dan"))
    with at_site(site):
        for name in ("Asta", "Bo", "Caja"):
            table.choose(name)
        table.choose("Dan", is_next=True)
        yield table


@pytest.fixture
def invited(table) -> Table:
    table.invite()
    return table


def sent(name: str) -> list[str]:
    return sorted(message.first_name for message in Message.objects.filter(name=name))


def says(table: Table, name: str, answer: str, **more) -> Member:
    seat = table.seat(name)
    return actions.answer_invitation(by=themselves(seat), member=seat, answer=answer, now=MONDAY, **more)


def test_everybody_chosen_is_asked_once_and_the_list_is_not(invited):
    assert sent("group_invitation") == ["Asta", "Bo", "Caja"]
    assert invited.seats() == {"Asta": "invited", "Bo": "invited", "Caja": "invited", "Dan": "next"}
    invited.invite()
    assert sent("group_invitation") == ["Asta", "Bo", "Caja"]
    assert invited.fresh().state == Course.INVITING


def test_the_message_says_nothing_of_what_it_is(invited):
    for message in Message.objects.filter(name="group_invitation"):
        for word in ("gruppe", "ensom", "Biblioteket", "selvhjælp"):
            assert word not in f"{message.subject} {message.text}".lower().replace("group", "")


def test_their_own_page_tells_when_where_and_with_whom(invited):
    page = by_link(invited, "Asta").get(PLACE).content.decode()
    for told in (
        "Nu er der en plads til dig",
        "Biblioteket",
        "19.00",
        "Birthe",
        "Knud",
        "Ja, jeg vil gerne være med",
    ):
        assert told in page
    assert "Kjær" not in page and "Caja" not in page


def test_yes_by_link_and_twice_is_one(invited):
    client = by_link(invited, "Asta")
    for _again in range(2):
        assert client.post(ANSWER, {"answer": "yes"}).status_code == 302
    assert invited.seats()["Asta"] == "yes"
    assert Event.objects.filter(verb="member.said_yes").count() == 1
    assert "Du har sagt ja" in client.get(PLACE).content.decode()


def test_after_a_no_the_next_is_asked_at_once_and_the_coordinator_is_told(invited):
    since = invited.seekers["Bo"].waiting_since
    assert by_link(invited, "Bo").post(ANSWER, {"answer": "no"}).status_code == 302
    assert invited.seats() == {"Asta": "invited", "Bo": "no", "Caja": "invited", "Dan": "invited"}
    assert sent("group_invitation") == ["Asta", "Bo", "Caja", "Dan"] and sent("group_seat_changed") == ["Hanne"]
    event = Event.objects.get(verb="member.stepped_in")
    assert event.role == "system"
    assert Seeker.objects.get(pk=invited.seekers["Bo"].pk).waiting_since == since
    page = by_link(invited, "Bo").get(PLACE).content.decode()
    assert "Du sagde nej tak" in page


def test_the_next_who_must_not_sit_with_somebody_there_is_passed_over(table):
    eva = table.comes("Eva")
    table.choose("Eva", is_next=True)
    actions.hold_talk(
        by=table.by, seeker=table.seekers["Asta"], outcome="found_ready", now=MONDAY, times=["tue-eve"],
        not_with=[table.seekers["Dan"]],
    )  # fmt: skip
    table.invite()
    says(table, "Bo", "no")
    assert table.seats()["Dan"] == "next" and table.seats()["Eva"] == "invited"
    assert eva.pk == table.seat("Eva").seeker_id


def test_a_question_is_sealed_and_goes_when_it_has_been_talked_over(invited):
    client = by_link(invited, "Caja")
    assert client.post(ANSWER, {"answer": "ask", "question": ""}).status_code == 422
    assert client.post(ANSWER, {"answer": "ask", "question": "Skal jeg sige noget?"}).status_code == 302
    seat = invited.seat("Caja")
    assert seat.seat == Seat.ASKS and seat.question == "Skal jeg sige noget?"
    raw = Member.objects.filter(pk=seat.pk).extra(select={"raw": "question"}).values_list("raw", flat=True)[0]
    assert b"Skal jeg" not in bytes(raw)
    page = invited.client.get(f"/s/holstebro/grupper/hold/svar/{seat.pk}/").content.decode()
    assert "Skal jeg sige noget?" in page
    answer = invited.client.post(f"/s/holstebro/grupper/hold/svar/{seat.pk}/", {"talked_over": "1"})
    assert answer.status_code == 302
    seat = invited.seat("Caja")
    assert seat.seat == Seat.INVITED and seat.question == ""


def test_a_question_with_a_cpr_number_is_refused(invited):
    with pytest.raises(cpr.CprFound):
        says(invited, "Caja", "ask", question="Mit nummer er 010203-1234")


def test_somebody_who_was_called_has_their_answer_written_down(invited):
    path = f"/s/holstebro/grupper/hold/svar/{invited.seat('Asta').pk}/"
    assert invited.client.get(path).status_code == 200
    assert invited.client.post(path, {"answer": "yes"}).status_code == 302
    assert invited.seats()["Asta"] == "yes"
    assert Event.objects.get(verb="member.said_yes").role == "coordinator"


def test_nobody_answers_for_somebody_else(invited):
    asta, bo = invited.seat("Asta"), invited.seat("Bo")
    with pytest.raises(Denied):
        actions.answer_invitation(by=themselves(asta), member=bo, answer="yes", now=MONDAY)


def test_they_are_reminded_once_and_then_the_seat_goes_on(invited):
    says(invited, "Asta", "yes")
    for days in (1, 5, 6, 7):
        tasks.follow_invitations(MONDAY + timedelta(days=days))
    assert sent("group_invitation_reminder") == ["Bo", "Caja"]
    assert invited.seats()["Bo"] == "invited"
    tasks.follow_invitations(MONDAY + timedelta(days=8))
    assert invited.seats() == {"Asta": "yes", "Bo": "let_go", "Caja": "let_go", "Dan": "invited"}
    assert Seeker.objects.get(pk=invited.seekers["Bo"].pk).state == "ready"


def test_somebody_with_a_question_does_not_lose_the_seat_meanwhile(invited):
    says(invited, "Bo", "ask", question="Hvem kommer?")
    tasks.follow_invitations(MONDAY + timedelta(days=30))
    assert invited.seats()["Bo"] == "asks"


def test_it_begins_when_enough_have_said_yes_and_not_before(invited):
    says(invited, "Asta", "yes")
    says(invited, "Bo", "yes")
    with pytest.raises(NotYet) as early:
        actions.start_group(by=invited.by, group=invited.group, now=MONDAY)
    assert [(one.code, one.number) for one in early.value.findings] == [(Code.TOO_FEW, 1)]
    says(invited, "Caja", "yes")
    actions.start_group(by=invited.by, group=invited.group, now=MONDAY)
    assert invited.fresh().state == Course.RUNNING and sent("group_starts") == ["Asta", "Bo", "Caja"]
    assert invited.seats()["Dan"] == "let_go"
    with pytest.raises(CourseMoveNotAllowed):
        actions.start_group(by=invited.by, group=invited.group, now=MONDAY)


def test_who_sits_in_a_group_that_has_begun_does_not_wait(invited):
    for name in ("Asta", "Bo", "Caja"):
        says(invited, name, "yes")
    assert {row.first_name for row in pool.waiting_pool()} == {"Asta", "Bo", "Caja", "Dan"}
    actions.start_group(by=invited.by, group=invited.group, now=MONDAY)
    assert [row.first_name for row in pool.waiting_pool()] == ["Dan"] and pool.counts() == {"ready": 1}


def test_those_who_have_not_answered_when_it_begins_are_told_kindly(invited):
    invited.change(smallest=2)
    for name in ("Asta", "Bo"):
        says(invited, name, "yes")
    actions.start_group(by=invited.by, group=invited.group, now=MONDAY)
    assert sent("group_called_off") == ["Caja"]


def test_called_off_everybody_waits_as_before(invited):
    says(invited, "Asta", "yes")
    says(invited, "Bo", "ask", question="Hvem kommer?")
    before = {row.pk: row.waiting_since for row in Seeker.objects.all()}
    answer = invited.client.post(f"/s/holstebro/grupper/hold/{invited.group.pk}/aflys/")
    assert answer.status_code == 302
    assert set(invited.seats().values()) == {"let_go"} and sent("group_called_off") == ["Asta", "Bo", "Caja"]
    assert invited.seat("Bo").question == ""
    assert {row.pk: row.waiting_since for row in Seeker.objects.all()} == before
    page = by_link(invited, "Asta").get(PLACE)
    assert page.status_code == 200 and "blev ikke til noget for dig denne gang" in page.content.decode()


def test_an_answer_that_comes_too_late_is_met_kindly(invited):
    client = by_link(invited, "Asta")
    actions.call_off_group(by=invited.by, group=invited.group, now=MONDAY)
    answer = client.post(ANSWER, {"answer": "yes"}, follow=True)
    assert answer.status_code == 200 and "Pladsen er givet videre" in answer.content.decode()


def test_who_leaves_the_pool_gives_the_seat_to_the_next(invited):
    seeker = invited.seekers["Asta"]
    actions.withdraw_sign_up(by=themselves(invited.seat("Asta")), seeker=seeker, now=MONDAY)
    assert invited.seats()["Asta"] == "let_go" and invited.seats()["Dan"] == "invited"


def test_another_time_is_told_to_those_who_are_asked(invited):
    invited.change(venue="Kulturhuset")
    assert sent("group_invitation_changed") == ["Asta", "Bo", "Caja"]
    invited.change(name="Et andet navn")
    assert len(sent("group_invitation_changed")) == 3


def test_the_page_for_everybody_shows_a_group_that_looks_for_people_and_no_door(invited):
    path = f"/holstebro/grupper/hold/{invited.group.pk}/"
    page = Client().get(path)
    assert page.status_code == 200
    words = page.content.decode()
    assert "Byen" in words and "Kirkestræde" not in words and "Biblioteket" not in words and "Asta" not in words
    actions.call_off_group(by=invited.by, group=invited.group, now=MONDAY)
    gone = Client().get(path)
    assert gone.status_code == 410 and "tager ikke flere ind" in gone.content.decode()


def test_the_poster_of_a_group_is_a_tagged_pdf(invited):
    answer = invited.client.get(f"/s/holstebro/grupper/hold/{invited.group.pk}/plakat.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_a_link_that_is_no_link_is_gone(site):
    assert Client().post(ANSWER, {"answer": "yes"}).status_code == 410
