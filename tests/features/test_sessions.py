"""The meetings of a group: laid out, moved, called off, told of, and read by a calendar."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tests import courses, make
from traedesten.domain.access import Denied
from traedesten.domain.courses import SessionState
from traedesten.domain.sessions import Refused, SessionRefused
from traedesten.groups import actions as groups
from traedesten.groups import tasks
from traedesten.groups.models import Declaration, GroupSession
from traedesten.messages.models import Message
from traedesten.messages.wording import WORDS
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
FIRST = date(2026, 3, 10)
SEVEN = time(19)


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


def browser(user_id) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id), backend=BACKEND)
    return client


def days(group) -> list[date]:
    return list(group.sessions.order_by("number").values_list("on", flat=True))


def written(name: str) -> list[Message]:
    return list(Message.objects.filter(name=name).select_related("key"))


# ---- Laid out ----


def test_a_group_gets_its_programmes_meetings_once_with_the_review_where_it_belongs(here, group, by):
    before = days(group)
    rows = groups.lay_out_sessions(by=by, group=group, now=NOW)
    assert len(before) == group.programme.sessions == 8 and days(group) == before
    assert [row.number for row in rows if row.is_review] == [group.programme.review_after]
    assert date(2026, 3, 31) in before and before == sorted(before)


def test_only_those_who_hold_the_group_may_move_its_meetings(here, group):
    stranger = make.as_facilitator(make.a_facilitator(here, "Knud Dam"))
    with pytest.raises(Denied):
        groups.move_session(by=stranger, session=group.sessions.get(number=2), on=FIRST, starts=SEVEN, now=NOW)


# ---- Moved ----


def test_a_move_is_told_to_everybody_but_the_one_who_made_it_and_says_nothing(here, group, by, course):
    other = make.a_facilitator(here, "Knud Dam")
    group.facilitators.create(volunteer=other, from_on=FIRST)
    session = group.sessions.get(number=3)
    row = groups.move_session(by=by, session=session, on=session.on + timedelta(days=1), starts=SEVEN, now=NOW)
    assert row.was_on == session.on and row.on == session.on + timedelta(days=1)
    assert len(written("group_changed")) == len(course[1]) and len(written("facilitator_changed")) == 1
    for message in written("group_changed"):
        assert "gruppe" not in message.text.casefold() and "Tirsdagsholdet" not in message.text
        assert "Biblioteket" not in message.text and "ensom" not in message.text.casefold()


def test_the_same_again_tells_nobody(here, group, by):
    session = group.sessions.get(number=3)
    groups.move_session(by=by, session=session, on=session.on, starts=session.starts, now=NOW)
    assert written("group_changed") == [] and group.sessions.get(number=3).version == 1


def test_another_place_is_told_and_needs_no_other_day(here, group, by):
    session = group.sessions.get(number=3)
    groups.move_session(by=by, session=session, on=session.on, starts=session.starts, venue="Nygade 12", now=NOW)
    assert group.sessions.get(number=3).venue == "Nygade 12" and written("group_changed")


@pytest.mark.parametrize(
    ("on", "starts", "why"),
    [
        (date(2026, 3, 29), time(2, 30), Refused.GAP),
        (date(2026, 3, 2), SEVEN, Refused.PAST),
        (date(2026, 3, 31), SEVEN, Refused.SAME_DAY),
        (date(2026, 3, 9), SEVEN, Refused.BEFORE_FIRST),
        (date(2026, 4, 8), SEVEN, Refused.OUT_OF_ORDER),
        (date(2026, 3, 29), time(1), None),
    ],
)
def test_a_meeting_is_kept_out_of_impossible_days(here, group, by, on, starts, why):
    session = group.sessions.get(number=3)
    if why is None:
        assert groups.move_session(by=by, session=session, on=on, starts=starts, now=NOW).on == on
        return
    with pytest.raises(SessionRefused) as refused:
        groups.move_session(by=by, session=session, on=on, starts=starts, now=NOW)
    assert refused.value.why == why and group.sessions.get(number=3).on == session.on


def test_a_holiday_is_warned_of_on_the_form_and_may_be_overruled(here, group, by):
    session = group.sessions.get(number=8)  # 28 April
    with pytest.raises(SessionRefused):
        groups.move_session(by=by, session=session, on=date(2026, 5, 14), starts=SEVEN, now=NOW)
    kept = {"session": session, "on": date(2026, 5, 14), "starts": SEVEN, "now": NOW}
    assert groups.move_session(by=by, despite_holiday=True, **kept).on == date(2026, 5, 14)


def test_the_form_says_why_not_and_keeps_what_was_typed(here, group, by):
    client, ahead = browser(by.user_id), timezone.localdate() + timedelta(days=900)
    with at_site(here):
        last = group.sessions.get(number=8)
        GroupSession.objects.filter(pk=last.pk).update(on=ahead)
    for on, words in (("2020-01-01", "Den dag er gået"), ("2030-12-25", "helligdag"), ("i morgen", "Skriv datoen")):
        answer = client.post(
            f"/s/holstebro/moede/{last.pk}/flyt/", {"on": on, "starts": "18.15", "expected_version": 1}
        )
        page = answer.content.decode()
        assert answer.status_code == 422 and words in page and "18" in page


def test_a_meeting_called_off_is_told_and_hands_on_its_review(here, group, by):
    session = group.sessions.get(is_review=True)
    for _twice in range(2):
        groups.cancel_session(by=by, session=session, now=NOW)
    assert group.sessions.get(is_review=True).number == session.number + 1
    assert group.sessions.get(pk=session.pk).state == SessionState.CANCELLED
    assert len(written("group_changed")) == 6


def test_one_more_meeting_comes_after_the_last(here, group, by):
    last = days(group)[-1]
    with pytest.raises(SessionRefused):
        groups.add_session(by=by, group=group, on=last, starts=SEVEN, now=NOW)
    row = groups.add_session(by=by, group=group, on=last + timedelta(days=7), starts=SEVEN, now=NOW)
    assert row.number == 9 and len(days(group)) == 9


# ---- The day before ----


def evening_before(group, number: int = 1, hour: int = 17) -> datetime:
    on = group.sessions.get(number=number).on - timedelta(days=1)
    return datetime.combine(on, time(hour), tzinfo=courses.COPENHAGEN)


def test_the_day_before_each_is_reminded_once_with_a_link_and_nothing_else(here, group, course):
    tasks.remind(evening_before(group, hour=15))
    assert written("group_reminder") == []
    for _again in range(2):
        tasks.remind(evening_before(group))
    found = written("group_reminder")
    assert sorted(message.first_name for message in found) == sorted(course[1])
    for message in found:
        assert message.is_automatic and message.person_id and "/venter/" in message.text
        assert not {"gruppe", "ensom", "tirsdagsholdet", "biblioteket"} & set(
            re.split(r"\W+", message.text.casefold())
        )


def test_whoever_sent_word_is_not_reminded(here, group, course):
    member = course[1]["Bo"]
    groups.send_word(by=courses.themselves(member), member=member, session=group.sessions.get(number=1), now=NOW)
    tasks.remind(evening_before(group))
    assert "Bo" not in {message.first_name for message in written("group_reminder")}
    assert len(written("group_reminder")) == 5


def test_a_meeting_that_moves_is_reminded_of_again(here, group, by):
    tasks.remind(evening_before(group))
    session = group.sessions.get(number=1)
    groups.move_session(by=by, session=session, on=session.on + timedelta(days=2), starts=SEVEN, now=NOW)
    tasks.remind(evening_before(group))
    assert len(written("group_reminder")) == 12


def test_no_word_of_a_group_stands_in_a_subject():
    for name in ("group_reminder", "group_changed", "group_ended", "group_follow_up"):
        assert "gruppe" not in f"{WORDS[name].subject} {WORDS[name].text}".casefold()


# ---- The calendar ----


def address_in(page: str) -> str:
    return re.search(r"/holstebro/kalender/[\w-]{32}\.ics", page)[0]


def test_a_members_calendar_says_when_and_where_and_not_what(here, group, by, course):
    member = course[1]["Bo"]
    token = groups.share_calendar(by=courses.themselves(member), seat=member, now=timezone.now())
    groups.cancel_session(by=by, session=group.sessions.get(number=2), now=NOW)
    answer = Client().get(f"/holstebro/kalender/{token}.ics")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"].startswith("text/calendar") and len(events) == 8
    assert {str(event["summary"]) for event in events} == {"Aftale"}
    assert [str(event["status"]) for event in events].count("CANCELLED") == 1
    assert {event.decoded("dtstart").time() for event in events} == {SEVEN}
    assert b"Tirsdagsholdet" not in answer.content and b"Bo" not in answer.content.replace(b"Bogen", b"")


def test_a_new_address_closes_the_old_one_and_it_can_be_closed(here, group, course):
    member, now = course[1]["Bo"], timezone.now()
    mine = {"by": courses.themselves(member), "seat": member, "now": now}
    old, new = groups.share_calendar(**mine), groups.share_calendar(**mine)
    assert [Client().get(f"/holstebro/kalender/{token}.ics").status_code for token in (old, new)] == [410, 200]
    groups.close_calendar(**mine)
    assert Client().get(f"/holstebro/kalender/{new}.ics").status_code == 410


def test_who_holds_the_group_gets_an_address_on_the_page_once(here, group, by):
    client, path = browser(by.user_id), f"/s/holstebro/moede/gruppe/{group.pk}/"
    shown = client.post(f"{path}kalender/")
    assert Client().get(address_in(shown.content.decode())).status_code == 200
    assert "/kalender/" not in re.sub(r'action="[^"]*"', "", client.get(path).content.decode())
    client.post(f"{path}kalender/", {"close": ""})
    assert Client().get(address_in(shown.content.decode())).status_code == 410


# ---- The pages ----


def test_the_facilitator_sees_the_next_meeting_and_nobody_elses_group(here, group, by):
    stranger = make.a_facilitator(here, "Knud Dam")
    shown = browser(by.user_id).get("/s/holstebro/moede/").content.decode()
    assert "Tirsdagsholdet" in shown
    assert "Tirsdagsholdet" not in browser(stranger.user_id).get("/s/holstebro/moede/").content.decode()
    for path in (f"gruppe/{group.pk}/", f"{group.sessions.get(number=1).pk}/"):
        assert browser(by.user_id).get(f"/s/holstebro/moede/{path}").status_code == 200
        assert browser(stranger.user_id).get(f"/s/holstebro/moede/{path}").status_code == 404


def test_the_log_keeps_the_group_and_refuses_a_members_name(here, group, by):
    session, client = group.sessions.get(number=1), browser(by.user_id)
    path = f"/s/holstebro/moede/{session.pk}/log/"
    sent = {"climate": "warm", "theme": "At sige nej", "worked": "Evas runde", "expected_version": 1}
    answer = client.post(path, sent)
    assert answer.status_code == 422 and "Her står et navn fra gruppen: Eva" in answer.content.decode()
    assert client.post(path, {**sent, "worked": "Runden", "done": ["exercise"]}).status_code == 302
    session.refresh_from_db()
    assert (session.climate, session.theme, session.worked, session.done) == (
        "warm", "At sige nej", "Runden", ["exercise"],
    )  # fmt: skip
    assert client.post(path, {**sent, "worked": "", "expected_version": 1}).status_code == 409


def test_halfway_the_group_looks_back_as_a_group(here, group, by):
    session, client = group.sessions.get(is_review=True), browser(by.user_id)
    path = f"/s/holstebro/moede/{session.pk}/log/"
    assert "Tilbageblik: Det siger gruppen er godt" in client.get(path).content.decode()
    client.post(path, {"review_good": ["place"], "review_change": ["time"], "expected_version": 1})
    session.refresh_from_db()
    assert (session.review_good, session.review_change) == (["place"], ["time"])
    other = group.sessions.get(number=1)
    assert "Tilbageblik: Det" not in client.get(f"/s/holstebro/moede/{other.pk}/log/").content.decode()


# ---- Whose papers have run out ----


def expire(holder) -> None:
    Declaration.objects.filter(facilitator__volunteer=holder).update(
        valid_until=timezone.localdate() - timedelta(days=1), signed_on=date(2020, 1, 1)
    )


def test_papers_that_run_out_close_the_group_the_same_day(here, group, by, course):
    holder, session = course[2], group.sessions.get(number=1)
    browser = make.signed_in(holder.user_id)
    address = groups.share_calendar(by=by, seat=group.facilitators.get(), now=timezone.now())
    pages = ("/s/holstebro/moede/", f"/s/holstebro/moede/gruppe/{group.pk}/", f"/s/holstebro/moede/{session.pk}/")
    assert [browser.get(page).status_code for page in pages] == [200, 200, 200]
    assert browser.get(f"/holstebro/kalender/{address}.ics").status_code == 200
    expire(holder)
    for page in pages:
        answer = browser.get(page)
        assert answer.status_code == 403 and "Her er lukket, til det er fornyet" in answer.text
    assert browser.get(f"/holstebro/kalender/{address}.ics").status_code == 410
    with transaction.atomic(), pytest.raises(Denied):
        groups.write_log(by=by, session=session, theme="Hjem", now=timezone.now())


def test_ones_own_day_leads_to_the_next_meeting(here, course):
    coming = timezone.localdate() + timedelta(days=3)
    courses.a_group(course[0].programme, [course[2]], now=timezone.now(), first_on=coming, name="Det næste hold")
    text = make.signed_in(course[2].user_id).get("/s/holstebro/facilitator/").text
    assert "Det næste hold" in text and "Se mødet" in text
    expire(course[2])
    assert "Se mødet" not in make.signed_in(course[2].user_id).get("/s/holstebro/facilitator/").text
