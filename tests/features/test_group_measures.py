"""How members are, before and after: linked by a pseudonym that only their own seat holds, until they are erased."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests import courses, make
from tests.features import world
from traedesten.domain.access import Denied, system
from traedesten.domain.asking import GROUP_PLANS, Course, Mode
from traedesten.groups import actions as groups
from traedesten.groups import tasks
from traedesten.groups.models import CaringContact, Member
from traedesten.messages.models import Message
from traedesten.outcomes import actions as outcomes
from traedesten.outcomes import queries
from traedesten.outcomes import tasks as clock
from traedesten.outcomes.models import Asking, ContactTask
from traedesten.outcomes.questions import questions_of
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import at_site

NOW = timezone.now().replace(microsecond=0)
FIRST = timezone.localdate(NOW)


@pytest.fixture
def course(site):
    by = make.a_coordinator(site)
    with at_site(site):
        plans = {"course": Course.GROUPS, "is_on": True, "plans": GROUP_PLANS}
        outcomes.write_battery(by=by, now=NOW, **plans)
    return courses.a_course(site, now=NOW, first_on=FIRST, names=("Gudmunda", "Thyge", "Alvilda"))


@pytest.fixture
def here(site, course):
    with at_site(site):
        yield site


def fresh(member: Member) -> Member:
    return Member.objects.select_related("seeker__key", "key", "group__programme").get(pk=member.pk)


def says_yes(member: Member, now=NOW) -> Member:
    return groups.agree_to_questions(by=courses.themselves(member), member=member, agrees=True, now=now)


def answers(member: Member, value: int, now) -> Asking:
    """By the token that their own page gives, every question with the same answer."""
    token = groups.begin_questions(by=courses.themselves(member), member=fresh(member), now=now)
    link = Link.objects.get(digest=Link.digest_of(token))
    asking = queries.asking_with(link.subject_id)
    by = courses.Actor(member.site_id, frozenset({"respondent"}), subject_id=asking.pk, link_id=link.pk)
    for question in questions_of(asking.instruments):
        options = [int(code) for code, _words in question.options]
        chosen = min(options, key=lambda option: abs(option - value))
        asking = outcomes.answer_question(
            by=by, asking=asking, question=question, answer=chosen, mode=Mode.OWN_LINK, now=now
        )
    return asking


def browser_of(member: Member):
    token = Link.issue(purpose=Link.Purpose.SEEKER, subject_id=member.seeker_id, now=timezone.now())
    client = make.Client()
    assert client.get(f"/holstebro/venter/{token}/").status_code == 302
    return client


# ---- Yes, no, and the waves ----


def test_nobody_is_asked_before_they_have_said_yes(here, course):
    tasks.ask_how_they_are(NOW)
    assert not Asking.objects.exists() and not Message.objects.filter(name="questions").exists()
    page = browser_of(course[1]["Thyge"]).get("/holstebro/venter/").text
    assert "Må vi spørge dig nu, når gruppen slutter" in page


def test_a_yes_lays_the_waves_under_a_pseudonym_that_no_row_leads_to(here, course):
    member = says_yes(course[1]["Gudmunda"])
    rows = list(Asking.objects.order_by("wave"))
    assert [row.wave for row in rows] == ["t0", "t1", "t2"]
    assert {row.subject for row in rows} == {UUID(member.pseudonym)} and {row.journey for row in rows} == {None}
    assert len({row.key_id for row in rows} | {member.key_id}) == 4
    with connection.cursor() as cursor:
        cursor.execute("select t::text from groups_member t where id = %s", [member.pk])
        assert member.pseudonym not in cursor.fetchone()[0]
    says_yes(member)
    assert Asking.objects.count() == 3


def test_a_no_takes_every_answer_away(here, course):
    member = says_yes(course[1]["Gudmunda"])
    answers(member, 3, NOW)
    groups.agree_to_questions(by=courses.themselves(member), member=member, agrees=False, now=NOW)
    assert not Asking.objects.exists() and fresh(member).pseudonym == "" and fresh(member).is_measured is False
    assert "Du har sagt nej til, at vi spørger" in browser_of(member).get("/holstebro/venter/").text


def test_nobody_else_says_yes_or_begins_for_them(here, course):
    group, members, holder = course
    for by in (make.as_facilitator(holder), courses.themselves(members["Thyge"])):
        with transaction.atomic(), pytest.raises(Denied):
            groups.agree_to_questions(by=by, member=members["Gudmunda"], agrees=True, now=NOW)
        with transaction.atomic(), pytest.raises(Denied):
            groups.begin_questions(by=by, member=members["Gudmunda"], now=NOW)
    assert group.members.filter(is_measured=None).count() == 3


def test_who_has_said_yes_to_a_group_that_has_not_begun_may_answer_before(here, course):
    group, members, _holder = course
    group.state = "inviting"
    group.save()
    client = browser_of(members["Alvilda"])
    assert "Må vi spørge dig, før gruppen begynder" in client.get("/holstebro/venter/").text
    answer = client.post("/holstebro/venter/hvordan-har-du-det/", {"answer": "yes"}, follow=True)
    assert answer.status_code == 200 and fresh(members["Alvilda"]).is_measured


# ---- Asked, reminded, answered ----


def test_they_are_told_on_the_day_and_reminded_at_most_twice(here, course):
    member = says_yes(course[1]["Gudmunda"])
    for days in range(21):
        tasks.ask_how_they_are(NOW + timedelta(days=days))
        clock.ask(NOW + timedelta(days=days))
    letters = Message.objects.filter(person_id=member.seeker_id, name__startswith="questions")
    assert sorted(letters.values_list("name", flat=True)) == ["questions", "questions_reminder", "questions_reminder"]
    assert Asking.objects.get(wave="t0").state == "missed"


def test_their_own_page_leads_to_the_questions_and_back(here, course):
    client = browser_of(course[1]["Gudmunda"])
    answer = client.post("/holstebro/venter/hvordan-har-du-det/", {"answer": "yes"}, follow=True)
    assert answer.status_code == 200 and "De har intet navn, og ingen i gruppen ser dem" in answer.text
    assert "Svar nu" in client.get("/holstebro/venter/").text
    assert client.get("/holstebro/hvordan-har-du-det/nr/1/").status_code == 200


def test_before_and_after_are_linked_when_the_person_is_gone(here, course):
    group, members, holder = course
    member, by = says_yes(members["Gudmunda"]), make.as_facilitator(holder)
    answers(member, 1, NOW)
    later = NOW + timedelta(weeks=8)
    tasks.ask_how_they_are(later)
    answers(member, 3, later)
    groups.end_group(by=by, group=group, without="did_not_want", now=later)
    pseudonym, name = fresh(member).pseudonym, member.seeker.first_name
    tasks.erase_members(later + timedelta(days=group.programme.erase_after_days + 1))
    erased = fresh(member)
    assert erased.seeker.erased_at and erased.pseudonym == "" and erased.is_measured
    figures = [row for row in queries.change_frame(by=system(here.pk)) if str(row.subject) == pseudonym]
    assert {row.wave for row in figures} == {"t0", "t1"} and all(row.value is not None for row in figures)
    rows = [text for texts in world.contents(here.pk).values() for text in texts]
    assert any(pseudonym in text for text in rows) and not any(name in text for text in rows)


def test_a_journal_of_journeys_does_not_touch_them(here, course):
    says_yes(course[1]["Gudmunda"])
    clock.ask(NOW)
    assert set(Asking.objects.values_list("state", "hindrance")) == {("planned", "")}


# ---- Somebody is very low ----


def test_very_low_shows_where_help_is_and_asks_whether_to_call(here, course):
    member = says_yes(course[1]["Gudmunda"])
    client = browser_of(member)
    client.post("/holstebro/venter/hvordan-har-du-det/", {"answer": "begin"}, follow=True)
    asking = Asking.objects.get(wave="t0")
    for question in questions_of(asking.instruments):
        path = f"/holstebro/hvordan-har-du-det/nr/{question.number}/"
        worst = min(int(code) for code, _words in question.options)
        client.post(path, {"answer": str(worst)})
    assert ContactTask.objects.get().asking == asking
    thanks = client.get("/holstebro/hvordan-har-du-det/tak/").text
    assert "Vil du have, at vi ringer?" in thanks and "En af os ringer til dig" not in thanks
    desk = make.signed_in(make.a_coordinator(here, "Lone Vad").user_id)
    assert "En deltager i en gruppe" in desk.get("/s/holstebro/trivsel/ring/").text
    assert "Gudmunda" not in desk.get("/s/holstebro/trivsel/ring/").text


def test_a_call_is_asked_for_once_and_both_see_it(here, course):
    _group, members, holder = course
    member = members["Gudmunda"]
    client = browser_of(member)
    for _tap in range(2):
        assert client.post("/holstebro/venter/ring/", follow=True).status_code == 200
    contact = CaringContact.objects.get()
    assert contact.after_session is None
    assert "Du har bedt os ringe" in client.get("/holstebro/venter/").text
    page = make.signed_in(holder.user_id).get("/s/holstebro/moede/").text
    assert "Gudmunda" in page and "Har bedt om det" in page
    session = course[0].sessions.get(number=1)
    came = {row.pk: "came" for row in members.values()}
    by = make.as_facilitator(holder)
    groups.note_attendance(by=by, session=session, presences=came, client_key=contact.pk, now=NOW)
    assert CaringContact.objects.filter(done_at=None).count() == 1
    groups.close_caring_contact(by=by, caring=contact, outcome="comes_again", now=NOW)
    assert "Du har bedt os ringe" not in client.get("/holstebro/venter/").text


def test_groups_have_a_battery_of_their_own(here, course):
    desk = make.signed_in(make.a_coordinator(here, "Lone Vad").user_id)
    page = desk.get("/s/holstebro/trivsel/hvad-vi-spoerger-om/grupper/")
    assert page.status_code == 200 and "Uger efter det første møde" in page.text
    form = page.context["form"]
    shown = {form[name].html_name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in shown.items() if value is not None and value is not False}
    answer = desk.post(page.request["PATH_INFO"], {**sent, "t1_weeks": 10})
    assert answer.status_code == 302
    assert queries.battery_of(Course.GROUPS).planned_waves[1].weeks == 10
    assert queries.battery_of(Course.JOURNEYS) is None
