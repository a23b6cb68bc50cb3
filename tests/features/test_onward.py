"""Out of a group: who stops, where each goes from the last meeting, and the two questions three months later."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import courses, make
from traedesten.audit.models import Event
from traedesten.domain.access import Denied
from traedesten.domain.courses import Course, Seat
from traedesten.domain.journey import MoveNotAllowed
from traedesten.groups import actions as groups
from traedesten.groups import tasks
from traedesten.groups.models import GroupFollowUp, Member, Seeker, SelfHelpGroup
from traedesten.messages.models import Message
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import Link, User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
FIRST = date(2026, 3, 10)
LAST = datetime(2026, 5, 5, 20, 0, tzinfo=UTC)


@pytest.fixture
def course(site):
    return courses.a_course(site, now=NOW, first_on=FIRST, names=("Bo", "Eva", "Finn"))


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


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def browser(user_id) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)
    return client


def guest(member) -> Client:
    client = Client()
    with at_site(member.site_id):
        token = Link.issue(purpose=Link.Purpose.SEEKER, subject_id=member.seeker_id, now=timezone.now())
    client.get(f"/holstebro/venter/{token}/")
    return client


def written(name: str) -> list[Message]:
    return list(Message.objects.filter(name=name).select_related("key"))


def all_answer(by, course, onward: str = "nothing", **more) -> None:
    for member in course[1].values():
        groups.choose_onward(by=by, member=fresh(member), onward=onward, now=LAST, **more)


# ---- Stopping ----


def test_a_member_stops_by_themselves_with_a_code_and_those_who_hold_it_are_told(here, group, course):
    bo = course[1]["Bo"]
    client = guest(bo)
    assert "Jeg vil gerne stoppe" in client.get("/holstebro/venter/").content.decode()
    assert client.post("/holstebro/venter/stop/", {"reason": "illness", "announced": "on"}).status_code == 302
    row = fresh(bo)
    assert (row.seat, row.stopped_for, row.was_announced) == (Seat.STOPPED, "illness", True)
    assert len(written("facilitator_seat_left")) == 1 and "Bo" not in written("facilitator_seat_left")[0].text
    assert client.get("/holstebro/venter/stop/").status_code == 410
    assert "Du er stoppet" in client.get("/holstebro/venter/").content.decode()


def test_nobody_has_to_say_why(here, group, course):
    assert guest(course[1]["Bo"]).post("/holstebro/venter/stop/", {}).status_code == 302
    assert fresh(course[1]["Bo"]).stopped_for == "not_said" and not fresh(course[1]["Bo"]).was_announced


def test_who_stopped_is_on_the_coordinators_list_until_there_is_an_answer(
    here, group, by, course, coordinator, client
):
    bo = course[1]["Bo"]
    groups.stop(by=by, member=bo, now=timezone.now())
    assert "uden en næste sten" in client.get("/s/holstebro/moede/").content.decode()
    assert "uden en næste sten" not in browser(by.user_id).get("/s/holstebro/moede/").content.decode()
    groups.choose_onward(by=coordinator, member=fresh(bo), onward="nothing", now=timezone.now())
    assert "uden en næste sten" not in client.get("/s/holstebro/moede/").content.decode()


def test_a_member_cannot_stop_for_another(here, course):
    with pytest.raises(Denied):
        groups.stop(by=courses.themselves(course[1]["Bo"]), member=course[1]["Eva"], now=NOW)


# ---- The next stone ----


def test_a_guide_is_asked_for_by_one_card_of_their_own(here, group, course):
    bo, mine = course[1]["Bo"], courses.themselves(course[1]["Bo"])
    for _twice in range(2):
        groups.choose_onward(by=mine, member=fresh(bo), onward="guide", now=LAST)
    card = Referral.objects.get()
    assert (card.source, card.first_name, card.note) == ("self", "Bo", "")
    assert fresh(bo.seeker).referral_id == card.pk and fresh(bo).onward_journey is None


def test_an_offer_is_shown_with_its_place_and_needs_no_journey(here, group, course):
    bo, offer = course[1]["Bo"], make.an_offer(here, "Kor for alle")
    client = guest(bo)
    sent = {"onward": "offer", "expected_version": 1}
    assert client.post("/holstebro/venter/videre/", sent).status_code == 422
    assert client.post("/holstebro/venter/videre/", {**sent, "offer": offer.pk}).status_code == 302
    page = client.get("/holstebro/venter/").content.decode()
    assert "Kor for alle" in page and "Nygade 12" in page and "14" in page
    assert not Referral.objects.exists()
    again = {**sent, "expected_version": fresh(bo).version, "offer": offer.pk, "with_guide": "on"}
    assert client.post("/holstebro/venter/videre/", again).status_code == 302
    assert Referral.objects.count() == 1 and "følges med dig" in client.get("/holstebro/venter/").content.decode()


def test_the_place_is_told_that_somebody_comes_and_not_who(here, group, course):
    bo = course[1]["Bo"]
    offer = make.an_offer(here, "Kor for alle", contact_phone="+4561727374", contact_name="Lone B")
    sent = {"onward": "offer", "offer": offer.pk, "tells_place": "on"}
    for version in (1, 2):
        answer = guest(bo).post("/holstebro/venter/videre/", {**sent, "expected_version": version})
        assert answer.status_code == 302
    letter = Message.objects.select_related("key").get(name="somebody_comes")
    assert letter.key_id == offer.key_id and letter.person_id is None
    assert str(offer.pk) in letter.text and "Lone" in letter.text and "Bo" not in letter.text


def test_who_was_overtaken_keeps_what_was_chosen(here, course):
    bo = course[1]["Bo"]
    groups.choose_onward(by=courses.themselves(bo), member=bo, onward="nothing", now=NOW)
    answer = guest(bo).post("/holstebro/venter/videre/", {"onward": "together", "expected_version": 1})
    assert answer.status_code == 409 and fresh(bo).onward == "nothing"


def test_where_a_journal_is_kept_the_coordinator_opens_the_journey_at_once(here, coordinator):
    _group, members, _guide = courses.a_course(
        here, now=NOW, first_on=FIRST, names=("Ida",), slug="unge", programme={"journal": "ordinary"}
    )
    groups.choose_onward(by=coordinator, member=members["Ida"], onward="guide", now=NOW)
    journey = fresh(members["Ida"]).onward_journey
    assert journey and journey.participant.first_name == "Ida"


# ---- The end ----


def test_a_group_does_not_end_while_somebody_has_no_answer_unless_it_is_said_why(here, group, by, course):
    with pytest.raises(groups.SomebodyUnanswered):
        groups.end_group(by=by, group=group, now=LAST)
    path, sent = f"/s/holstebro/moede/gruppe/{group.pk}/slut/", {"without": "", "expected_version": group.version}
    answer = browser(by.user_id).post(path, sent)
    assert answer.status_code == 422 and "Der mangler et svar fra nogen" in answer.content.decode()
    assert fresh(group).state == Course.RUNNING
    assert browser(by.user_id).post(path, {**sent, "without": "asked_for_time"}).status_code == 302
    assert (fresh(group).state, fresh(group).ended_without) == (Course.ENDED, "asked_for_time")


def test_the_end_tells_everybody_frees_them_and_sets_the_day(here, group, by, course):
    all_answer(by, course)
    row = groups.end_group(by=by, group=fresh(group), now=LAST)
    assert row.erase_on == row.ended_on + timedelta(days=group.programme.erase_after_days)
    assert {member.seat for member in Member.objects.all()} == {Seat.FINISHED}
    assert {seeker.state for seeker in Seeker.objects.all()} == {"withdrawn"}
    assert len(written("group_ended")) == 3
    with pytest.raises(MoveNotAllowed):
        groups.end_group(by=by, group=row, now=LAST)


def test_a_group_with_a_journal_has_no_such_day(here, coordinator):
    group, _members, _guide = courses.a_course(
        here, now=NOW, first_on=FIRST, names=(), slug="unge", programme={"journal": "ordinary"}
    )
    assert groups.end_group(by=coordinator, group=group, now=LAST).erase_on is None


def test_how_many_go_on_by_themselves_is_told(here, group, by, course, coordinator, client):
    all_answer(by, course, "together")
    page = client.get(f"/s/holstebro/moede/gruppe/{group.pk}/").content.decode()
    assert "3 vil gerne blive ved med at mødes" in page and "Skriv gruppen på listen" in page


# ---- Three months later ----


@pytest.fixture
def over(here, group, by, course):
    all_answer(by, course)
    bo = fresh(course[1]["Bo"])
    groups.choose_onward(by=courses.themselves(bo), member=bo, onward="together", may_be_asked=True, now=LAST)
    return groups.end_group(by=by, group=fresh(group), now=LAST)


def test_only_who_said_yes_is_asked_once_after_three_months(over, course):
    tasks.ask_afterwards(LAST + timedelta(days=90))
    assert written("group_follow_up") == []
    for _again in range(2):
        tasks.ask_afterwards(LAST + timedelta(days=92))
    (message,) = written("group_follow_up")
    assert message.first_name == "Bo" and "/bagefter/" in message.text


def enter(here, over) -> Client:
    with at_site(here):
        token = Link.issue(purpose=Link.Purpose.AFTER_GROUP, subject_id=over.pk, now=timezone.now())
    client = Client()
    assert client.get(f"/holstebro/bagefter/{token}/").status_code == 302
    return client


def test_the_answer_is_kept_for_the_group_and_from_nobody(here, over, course):
    client = enter(here, over)
    page = client.get("/holstebro/bagefter/").content.decode()
    assert "Er du med i et fællesskab nu?" in page and "Tirsdagsholdet" not in page
    assert client.post("/holstebro/bagefter/", {"in_community": "yes"}).status_code == 422
    answered = client.post("/holstebro/bagefter/", {"in_community": "yes", "kept_contact": "a_little"})
    assert "Tak for dit svar" in answered.content.decode()
    row = GroupFollowUp.objects.get()
    assert (row.group, row.in_community, row.kept_contact) == (over, "yes", "a_little")
    people = {member.pk for member in course[1].values()} | {member.seeker_id for member in course[1].values()}
    event = Event.objects.latest("pk")
    assert event.person_id is None and Link.objects.get(pk=event.link_id).subject_id not in people


def test_a_link_answers_once(here, over):
    client = enter(here, over)
    for _twice in range(2):
        client.post("/holstebro/bagefter/", {"in_community": "no", "kept_contact": "no"})
    assert GroupFollowUp.objects.count() == 1
    assert Client().get("/holstebro/bagefter/").status_code == 410


def test_a_group_that_runs_is_not_asked_about(here, group):
    with pytest.raises(Denied):
        groups.answer_afterwards(by=make.a_coordinator(here), group=SelfHelpGroup.objects.get(pk=group.pk), now=NOW)
