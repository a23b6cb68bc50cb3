"""After a group without a journal: on the day that was set nobody's name is anywhere, and the seats still count."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tests import courses, make
from tests.features import world
from traedesten.domain.courses import Seat
from traedesten.groups import actions as groups
from traedesten.groups import letters, tasks
from traedesten.groups.models import AttendanceMark, Member, Seeker
from traedesten.messages.models import Message
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import at_site
from traedesten.vault.models import DataKey

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
FIRST = date(2026, 3, 10)
LAST = datetime(2026, 5, 5, 20, 0, tzinfo=UTC)
NAME, NUMBER, BEST = "Zeldafugl", "20419977", "efter hønsefodring"


@pytest.fixture
def course(site):
    return courses.a_course(site, now=NOW, first_on=FIRST, names=("Bo", "Eva"))


@pytest.fixture
def here(site, course):
    with at_site(site):
        yield site


@pytest.fixture
def by(course):
    return make.as_facilitator(course[2])


@pytest.fixture
def walked(here, course, by):
    """Somebody whose every word is found nowhere else goes through a whole course."""
    group = course[0]
    zelda = courses.a_member(group, NAME, now=NOW, phone=f"+45{NUMBER}", best_time=BEST)
    zelda.question = f"Er {NAME} for gammel?"
    zelda.save()
    mine = {"by": courses.themselves(zelda), "now": NOW}
    groups.send_word(member=zelda, session=group.sessions.get(number=1), **mine)
    groups.share_calendar(seat=zelda, **mine)
    for number in (1, 2):
        courses.held(group, by, number, {zelda: "away", course[1]["Bo"]: "came"})
    tasks.remind(group.sessions.get(number=3).starts_at(courses.COPENHAGEN) - timedelta(days=1))
    for member in (zelda, *course[1].values()):
        groups.choose_onward(by=by, member=Member.objects.get(pk=member.pk), onward="nothing", now=LAST)
    groups.end_group(by=by, group=group.locked(), now=LAST)
    return Member.objects.get(pk=zelda.pk)


def opened(site) -> str:
    """Every word that can be read at a site, the sealed ones opened by the keys that are left."""
    found = [str(world.contents(site.pk))]
    for model in world.site_owned():
        sealed = [field.attname for field in model._meta.local_fields if type(field).__name__ == "SealedText"]
        rows = model.objects.all() if sealed else ()
        found += [str(getattr(row, name)) for row in rows for name in sealed]
    return "\n".join(found)


def days_later(days: int) -> datetime:
    return LAST + timedelta(days=days, hours=8)


def test_before_the_day_the_name_is_there_and_after_it_nowhere(here, walked):
    for word in (NAME, NUMBER, BEST):
        assert word in opened(here)
    tasks.erase_members(days_later(walked.group.programme.erase_after_days - 2))
    assert NAME in opened(here)
    tasks.erase_members(days_later(walked.group.programme.erase_after_days))
    for word in (NAME, NUMBER, BEST):
        assert word not in opened(here)
    assert Seeker.objects.get(pk=walked.seeker_id).erased_at


def test_the_key_is_destroyed_so_that_old_copies_say_nothing(here, walked):
    old = walked.key_id
    tasks.erase_members(days_later(walked.group.programme.erase_after_days))
    row = Member.objects.get(pk=walked.pk)
    assert not DataKey.objects.filter(pk=old).exists()
    assert row.key_id == Seeker.objects.get(pk=row.seeker_id).key_id != old and row.question == ""


def test_what_coordinators_were_told_about_their_seat_goes_with_them(here, walked):
    letters.to_coordinators(walked, now=NOW, key="a question first")
    assert Message.objects.filter(name="group_seat_changed", key=walked.key).exists()
    tasks.erase_members(days_later(walked.group.programme.erase_after_days))
    assert Seeker.objects.get(pk=walked.seeker_id).erased_at
    assert not Message.objects.filter(name="group_seat_changed").exists()


def test_the_seat_and_who_came_still_count(here, walked):
    before = AttendanceMark.objects.filter(member=walked).count()
    tasks.erase_members(days_later(walked.group.programme.erase_after_days))
    row = Member.objects.get(pk=walked.pk)
    assert (row.seat, row.onward) == (Seat.FINISHED, "nothing")
    assert AttendanceMark.objects.filter(member=walked).count() == before == 3


def test_no_link_and_no_message_leads_to_them(here, walked):
    token = Link.issue(purpose=Link.Purpose.SEEKER, subject_id=walked.seeker_id, now=datetime.now(tz=UTC))
    tasks.erase_members(days_later(walked.group.programme.erase_after_days))
    assert Client().get(f"/holstebro/venter/{token}/").status_code == 410
    ways = Link.objects.filter(subject_id__in=(walked.pk, walked.seeker_id))
    assert not ways.exists() and not Message.objects.filter(person_id=walked.seeker_id).exists()


def test_the_pages_of_the_group_still_open_with_the_name_gone(here, walked, client, coordinator):
    path = f"/s/holstebro/moede/gruppe/{walked.group_id}/"
    assert NAME in client.get(path).content.decode()
    tasks.erase_members(days_later(walked.group.programme.erase_after_days))
    page = client.get(path).content.decode()
    assert NAME not in page and "Navnet er slettet" in page


def test_who_is_to_be_asked_again_is_kept_until_then_and_no_longer(here, walked):
    groups.choose_onward(
        by=courses.themselves(walked), member=walked, onward="nothing", may_be_asked=True, now=days_later(1)
    )
    for task in (tasks.erase, tasks.erase_members):
        task(days_later(60))
    assert NAME in opened(here)
    tasks.ask_afterwards(days_later(92))
    tasks.erase_members(days_later(92))
    assert Message.objects.filter(name="group_follow_up", person_id=walked.seeker_id).exists()
    token_works = Link.objects.get(purpose=Link.Purpose.AFTER_GROUP)
    tasks.erase_members(days_later(95))
    assert NAME not in opened(here) and token_works.is_open(days_later(96))
    assert Link.objects.filter(pk=token_works.pk).exists()


def test_nobody_is_erased_while_their_group_goes_on(here, course):
    bo = course[1]["Bo"]
    groups.withdraw_sign_up(by=courses.themselves(bo), seeker=bo.seeker, now=NOW)
    for task in (tasks.erase, tasks.erase_members):
        task(days_later(300))
    assert Seeker.objects.get(pk=bo.seeker_id).first_name == "Bo"


def test_while_they_are_known_every_word_of_theirs_is_sealed(here, walked):
    kept = str(world.contents(here.pk)).casefold()
    for word in (NAME, NUMBER, BEST):
        assert word.casefold() not in kept and word.encode().hex() not in kept
    assert "tirsdagsholdet" in kept
