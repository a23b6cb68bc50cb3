"""Who came: ten seconds on a phone, two phones at once, offline and out of order, and a call to who stays away."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests import courses, make
from traedesten.domain.access import Denied
from traedesten.domain.courses import SessionState
from traedesten.domain.journey import MoveNotAllowed
from traedesten.groups import actions as groups
from traedesten.groups.models import AttendanceMark, CaringContact, GroupSession
from traedesten.groups.queries import sessions as queries
from traedesten.tenancy.models import Link, User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
FIRST = date(2026, 3, 10)
AT_NINE = datetime(2026, 3, 10, 20, 0, tzinfo=UTC)


@pytest.fixture
def course(site):
    return courses.a_course(site, now=NOW, first_on=FIRST)


@pytest.fixture
def here(site, course):
    with at_site(site):
        yield site


@pytest.fixture
def group(course):
    return course[0]


@pytest.fixture
def by(course):
    return make.as_facilitator(course[2])


@pytest.fixture
def other(here, group):
    guide = make.a_facilitator(here, "Knud Dam")
    group.facilitators.create(volunteer=guide, from_on=FIRST)
    return make.as_facilitator(guide)


def first_of(group) -> GroupSession:
    return group.sessions.get(number=1)


def browser(user_id) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)
    return client


def holds(group, member, number: int = 1) -> str:
    session = group.sessions.get(number=number)
    (standing,) = queries.standings(session, [member])
    return standing.presence


def note(group, by, chosen: dict, minute: int, *, key=None, now=None):
    at = AT_NINE + timedelta(minutes=minute)
    return groups.note_attendance(
        by=by,
        session=first_of(group),
        presences={member.pk: presence for member, presence in chosen.items()},
        client_key=key or uuid4(),
        noted_at=at,
        now=now or at,
    )


# ---- One truth ----


def test_the_same_note_twice_is_one(here, group, by, course):
    member, key = course[1]["Bo"], uuid4()
    assert len(note(group, by, {member: "came"}, 0, key=key)) == 1
    assert note(group, by, {member: "away"}, 1, key=key) == []
    assert holds(group, member) == "came" and AttendanceMark.objects.count() == 1
    assert first_of(group).state == SessionState.HELD


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_two_phones_offline_and_out_of_order_end_in_one_truth(here, group, by, other, course, order):
    member = course[1]["Bo"]
    told = [(by, "came", 1), (other, "away", 5), (by, "excused", 3)]
    for place in order:
        who, presence, minute = told[place]
        note(group, who, {member: presence}, minute, now=AT_NINE + timedelta(hours=9))
    assert holds(group, member) == "away"
    (standing,) = queries.standings(first_of(group), [member])
    assert standing.is_overruled and standing.by_name == "Knud" and standing.before.presence == "excused"


def test_a_phone_whose_clock_runs_ahead_counts_as_now(here, group, by, other, course):
    member = course[1]["Bo"]
    ahead = AT_NINE + timedelta(days=3)
    groups.note_attendance(
        by=by, session=first_of(group), presences={member.pk: "away"}, client_key=uuid4(), noted_at=ahead, now=AT_NINE
    )
    note(group, other, {member: "came"}, 1)
    assert holds(group, member) == "came"


def test_a_member_of_another_group_cannot_be_noted(here, group, by, course):
    stranger = courses.a_member(
        courses.a_group(group.programme, [], now=NOW, first_on=FIRST, name="Et andet"), "Gry", now=NOW
    )
    assert note(group, by, {stranger: "came"}, 0) == [] and AttendanceMark.objects.count() == 0


def test_nobody_else_notes_who_came(here, group, course):
    with pytest.raises(Denied):
        note(group, make.as_facilitator(make.a_facilitator(here, "Knud Dam")), {course[1]["Bo"]: "came"}, 0)
    with pytest.raises(Denied):
        note(group, courses.themselves(course[1]["Bo"]), {course[1]["Bo"]: "came"}, 0)


def test_before_the_day_one_can_only_be_excused(here, group, by, course):
    member, before = course[1]["Bo"], AT_NINE - timedelta(days=2)
    common = {"by": by, "session": first_of(group), "client_key": uuid4(), "now": before}
    with pytest.raises(MoveNotAllowed):
        groups.note_attendance(presences={member.pk: "came"}, **common)
    groups.note_attendance(presences={member.pk: "excused"}, **common)
    assert holds(group, member) == "excused" and first_of(group).state == SessionState.PLANNED


# ---- On the phone ----


@pytest.fixture
def today(here, group):
    """The group's first meeting is today."""
    GroupSession.objects.filter(pk=first_of(group).pk).update(on=timezone.localdate())
    return first_of(group)


def path_of(session) -> str:
    return f"/s/holstebro/moede/{session.pk}/"


def filled(client, session, **chosen) -> dict:
    form = client.get(path_of(session)).context["form"]
    sent = {form[name].html_name: form[name].value() or "" for name in form.fields}
    return sent | {f"m-{pk}": presence for pk, presence in chosen.items()}


def test_the_whole_group_is_one_screen_and_one_save(here, group, by, course, today):
    client = browser(by.user_id)
    page = client.get(path_of(today)).content.decode()
    assert page.count('class="attendance__row"') == 6 and page.count('type="radio"') == 18
    assert page.count(">Gem</button>") == 1 and "Asta" in page and "data-outbox" in page
    chosen = {str(member.pk): "came" for member in course[1].values()}
    answer = client.post(path_of(today), filled(client, today, **chosen))
    assert answer.status_code == 302 and answer.url == path_of(today)
    sent_later = client.post(path_of(today), filled(client, today, **chosen), headers={"X-Outbox": "1"})
    assert sent_later.status_code == 204
    assert {holds(group, member) for member in course[1].values()} == {"came"}


def test_one_tick_says_that_all_the_others_came_and_overrules_nobody(here, group, by, other, course, today):
    bo, eva = course[1]["Bo"], course[1]["Eva"]
    first, second = browser(by.user_id), browser(other.user_id)
    stale = filled(first, today, **{str(bo.pk): "away"}) | {"rest_came": "on"}
    second.post(path_of(today), filled(second, today, **{str(eva.pk): "excused"}))
    assert first.post(path_of(today), stale).status_code == 302
    held = {name: holds(group, member) for name, member in course[1].items()}
    assert (held.pop("Bo"), held.pop("Eva")) == ("away", "excused")
    assert set(held.values()) == {"came"}


def test_an_old_page_never_takes_back_a_newer_answer(here, group, by, other, course, today):
    bo, eva = course[1]["Bo"], course[1]["Eva"]
    first, second = browser(by.user_id), browser(other.user_id)
    first.post(path_of(today), filled(first, today, **{str(bo.pk): "away"}))
    stale = filled(second, today, **{str(eva.pk): "came"})
    first.post(path_of(today), filled(first, today, **{str(bo.pk): "came"}))
    second.post(path_of(today), stale)
    assert (holds(group, bo), holds(group, eva)) == ("came", "came")


def test_the_page_says_who_put_it_right_and_when(here, group, by, other, course, today):
    bo = course[1]["Bo"]
    first, second = browser(by.user_id), browser(other.user_id)
    first.post(path_of(today), filled(first, today, **{str(bo.pk): "away"}))
    second.post(path_of(today), filled(second, today, **{str(bo.pk): "came"}))
    page = first.get(path_of(today)).content.decode()
    assert "Rettet af Knud kl. " in page and "Før stod der: Kom ikke" in page


@pytest.mark.parametrize("at", ["", "i går", "2026-13-40T99:99:99Z", "2026-03-10", "9999-12-31T23:59:59Z", "æ" * 39])
def test_a_clock_that_cannot_be_read_counts_as_now(here, group, by, course, today, at):
    client, bo = browser(by.user_id), course[1]["Bo"]
    assert (
        client.post(path_of(today), filled(client, today, **{str(bo.pk): "came"}) | {"noted_at": at}).status_code
        == 302
    )
    assert holds(group, bo) == "came"


# ---- Word from the member ----


def guest(member) -> Client:
    client = Client()
    with at_site(member.site_id):
        token = Link.issue(purpose=Link.Purpose.SEEKER, subject_id=member.seeker_id, now=timezone.now())
    client.get(f"/holstebro/venter/{token}/")
    return client


def test_a_member_sends_word_in_one_tap_and_takes_it_back(here, group, course, today):
    bo = course[1]["Bo"]
    client, path = guest(bo), f"/holstebro/venter/afbud/{today.pk}/"
    GroupSession.objects.filter(pk=today.pk).update(on=timezone.localdate() + timedelta(days=1))
    assert "Jeg kan ikke komme" in client.get("/holstebro/venter/").content.decode()
    assert client.post(path).status_code == 302 and holds(group, bo) == "excused"
    client.post(path)
    assert "Du har meldt afbud til næste gang" in client.get("/holstebro/venter/").content.decode()
    client.post(path, {"coming": ""})
    assert holds(group, bo) == "coming" and AttendanceMark.objects.count() == 2


def test_a_member_sends_no_word_for_another_group_or_a_meeting_that_was(here, group, course, today):
    bo = course[1]["Bo"]
    theirs = courses.a_group(group.programme, [], now=NOW, first_on=FIRST, name="Et andet")
    client = guest(bo)
    assert client.post(f"/holstebro/venter/afbud/{theirs.sessions.first().pk}/").status_code == 404
    GroupSession.objects.filter(pk=today.pk).update(on=timezone.localdate() - timedelta(days=1))
    assert client.post(f"/holstebro/venter/afbud/{today.pk}/").status_code == 409
    assert Client().post(f"/holstebro/venter/afbud/{today.pk}/").status_code == 410


# ---- A call to who stays away ----


def test_two_away_in_a_row_ask_for_a_call_that_both_see(here, group, by, course, coordinator, client):
    bo, eva = course[1]["Bo"], course[1]["Eva"]
    courses.held(group, by, 1, {bo: "away", eva: "came"})
    assert not CaringContact.objects.exists()
    courses.held(group, by, 2, {bo: "excused", eva: "away"})
    (contact,) = CaringContact.objects.all()
    assert contact.member == bo and contact.after_session.number == 2
    for page in (browser(by.user_id).get("/s/holstebro/moede/"), client.get("/s/holstebro/moede/")):
        assert "Ring til dem" in page.content.decode() and "Bo" in page.content.decode()


def test_the_call_is_answered_by_a_code_and_comes_again_only_when_they_stay_away(here, group, by, course):
    bo = course[1]["Bo"]
    for number in (1, 2):
        courses.held(group, by, number, {bo: "away"})
    contact = CaringContact.objects.get()
    path = f"/s/holstebro/moede/omsorg/{contact.pk}/"
    assert browser(by.user_id).post(path, {"outcome": ""}).status_code == 422
    assert browser(by.user_id).post(path, {"outcome": "comes_again"}).status_code == 302
    contact.refresh_from_db()
    assert contact.outcome == "comes_again" and contact.by_user_id == by.user_id
    courses.held(group, by, 3, {bo: "came"})
    assert CaringContact.objects.count() == 1
    for number in (4, 5):
        courses.held(group, by, number, {bo: "away"})
    assert CaringContact.objects.filter(done_at=None).count() == 1


def test_a_correction_takes_the_call_away_again(here, group, by, other, course):
    bo = course[1]["Bo"]
    for number in (1, 2):
        courses.held(group, by, number, {bo: "away"})
    later = group.sessions.get(number=2).starts_at(courses.COPENHAGEN) + timedelta(hours=4)
    courses.held(group, other, 2, {bo: "came"}, now=later)
    assert not CaringContact.objects.exists()


def test_word_for_meetings_ahead_is_no_absence_yet(here, group, course):
    bo = course[1]["Bo"]
    for number in (1, 2, 3):
        session = group.sessions.get(number=number)
        groups.send_word(by=courses.themselves(bo), member=bo, session=session, now=NOW)
    assert not CaringContact.objects.exists()


def test_a_note_fails_whole_when_the_meeting_is_called_off(here, group, by, course):
    groups.cancel_session(by=by, session=first_of(group), now=NOW)
    with pytest.raises(MoveNotAllowed), transaction.atomic():
        note(group, by, {course[1]["Bo"]: "came"}, 0)
    assert AttendanceMark.objects.count() == 0 and time(19) == first_of(group).starts
