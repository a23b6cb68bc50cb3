"""All groups at a glance: what is counted, and for whom."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import courses, make
from traedesten.groups import actions as groups
from traedesten.groups.queries import overview as queries
from traedesten.tenancy.scope import at_site

PAGE = "/s/holstebro/grupper/overblik/"


@pytest.fixture
def coordinator(site):
    return make.a_coordinator(site)


@pytest.fixture
def course(site):
    """Four in a group that has met three times: Asta always came, Bo was away once, Caja sent word and stopped."""
    first_on = timezone.localdate() - timedelta(days=23)
    now = timezone.now() - timedelta(days=30)
    found = courses.a_course(site, now=now, first_on=first_on, names=("Asta", "Bo", "Caja", "Dan"))
    group, members, holder = found
    by = make.as_facilitator(holder)
    came = {"Asta": "came", "Bo": "came", "Caja": "came", "Dan": "came"}
    for number, said in ((1, {}), (2, {"Bo": "away", "Caja": "excused"}), (3, {"Caja": "away"})):
        presences = {members[name]: presence for name, presence in (came | said).items()}
        courses.held(group, by, number, presences, now=timezone.now())
    with at_site(site):
        groups.stop(by=by, member=members["Caja"], now=timezone.now(), reason="too_far")
        groups.choose_onward(by=by, member=members["Dan"], onward="together", now=timezone.now())
    return found


def seen(site, **more):
    with at_site(site):
        return queries.overview(timezone.localdate(), **more)


def test_what_is_counted_is_what_was_noted(site, course):
    found = seen(site)
    (row,) = found.groups
    assert (row.began, row.stopped, row.onward, row.attendance.came, row.attendance.noted) == (4, 1, 1, 9, 12)
    assert [(number, came.came, came.noted) for number, came in found.meetings] == [(1, 4, 4), (2, 2, 4), (3, 3, 4)]
    assert found.attendance.percent == 75
    assert (found.stopped, found.onward) == ([("too_far", 1)], [("together", 1)])


def test_what_was_corrected_counts_once(site, course):
    group, members, holder = course
    courses.held(group, make.as_facilitator(holder), 2, {members["Bo"]: "came"}, now=timezone.now())
    assert seen(site).meetings[1] == (2, queries.Came(3, 4))


def test_a_year_back_leaves_out_what_ended_before(site, course, coordinator):
    group, _members, _holder = course
    old = date(2024, 3, 5)
    with at_site(site):
        ended = courses.a_group(group.programme, [], now=timezone.now(), first_on=old, name="Det gamle hold")
        ended.state, ended.ended_on = "ended", old + timedelta(weeks=9)
        ended.save()
    since = timezone.localdate() - queries.A_YEAR
    assert [row.group.name for row in seen(site, since=since).groups] == [group.name]
    assert {row.group.name for row in seen(site).groups} == {group.name, "Det gamle hold"}
    browser = make.signed_in(coordinator.user_id)
    assert "Det gamle hold" not in browser.get(PAGE).text
    assert "Det gamle hold" in browser.get(PAGE, {"periode": "alle"}).text


def test_the_page_says_it_in_words_and_in_numbers(site, course, coordinator):
    text = make.signed_in(coordinator.user_id).get(PAGE).text
    assert "4 har været med i en gruppe" in text and "Til møderne kom 75 ud af 100." in text
    assert "1 af 4 er stoppet undervejs" in text and "Der er for langt" in text
    assert "Møde 2: 50 ud af 100." in text and "<svg" in text
    assert "Ketty" in text and "1 i gang, 0 på vej, kan have 1" in text


def test_whoever_holds_more_than_agreed_is_shown(site, course, coordinator):
    group, _members, holder = course
    with at_site(site):
        courses.a_group(group.programme, [holder], now=timezone.now(), first_on=group.first_on, name="To")
    (load,) = seen(site).load
    assert (load.running, load.is_over, load.is_able) == (2, True, True)
    assert "Har flere end aftalt" in make.signed_in(coordinator.user_id).get(PAGE).text


def test_nothing_yet_says_what_to_do_first(site, coordinator):
    text = make.signed_in(coordinator.user_id).get(PAGE).text
    assert "I har ingen grupper endnu" in text and "Ny gruppe" in text


def test_those_who_hold_a_group_do_not_see_all_of_them(site, course):
    assert make.signed_in(course[2].user_id).get(PAGE).status_code == 403
