"""Those who go on together: where they meet first, and numbers between those who say yes to it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests import courses, make
from tests.features.test_onward import browser, fresh, guest, written
from traedesten.audit.models import Lookup
from traedesten.domain.access import Denied, system
from traedesten.domain.journey import MoveNotAllowed, Stale
from traedesten.domain.sessions import SessionRefused
from traedesten.groups import actions as groups
from traedesten.tenancy.scope import at_site

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
LAST = datetime(2026, 5, 5, 20, 0, tzinfo=UTC)
WHEN = {"on": date(2026, 5, 12), "starts": time(15), "at": "Bibliotekets café"}


@pytest.fixture
def course(site):
    return courses.a_course(site, now=NOW, first_on=date(2026, 3, 10), names=("Bo", "Eva", "Finn"))


@pytest.fixture
def here(site, course):
    with at_site(site):
        for name in ("Bo", "Eva"):
            chooses(course[1][name], "together")
        chooses(course[1]["Finn"], "nothing")
        yield site


@pytest.fixture
def by(course):
    return make.as_facilitator(course[2])


def chooses(member, onward: str) -> None:
    row = fresh(member)
    groups.choose_onward(by=courses.themselves(row), member=row, onward=onward, now=LAST)


def shares(member, shares: bool = True) -> None:
    row = fresh(member)
    groups.share_number(by=courses.themselves(row), member=row, shares=shares, now=LAST)


def page_of(member) -> str:
    return guest(member).get("/holstebro/venter/").text


def number_of(member) -> str:
    return f'href="tel:{member.seeker.phone}"'


# ---- Where ----


def test_those_who_go_on_are_told_where_and_the_others_are_not(here, course, by):
    group = groups.plan_going_on(by=by, group=course[0], now=LAST, **WHEN)
    assert sorted(message.first_name for message in written("group_goes_on")) == ["Bo", "Eva"]
    assert not any("Bibliotek" in message.text for message in written("group_goes_on"))
    page = page_of(course[1]["Bo"])
    assert "I mødes tirsdag 12. maj kl. 15.00" in page and "Bibliotekets café" in page and "Eva" in page
    assert "Bibliotekets café" not in page_of(course[1]["Finn"])
    groups.plan_going_on(by=by, group=group, now=LAST, **WHEN)
    assert len(written("group_goes_on")) == 2


def test_the_facilitator_writes_it_on_the_groups_page(here, course, by):
    client, path = browser(by.user_id), f"/s/holstebro/moede/gruppe/{course[0].pk}/"
    assert "2 vil gerne blive ved med at mødes" in client.get(path).text
    form = client.get(f"{path}videre/").context["form"]
    soon = date.today() + timedelta(days=9)
    sent = {"on": soon.isoformat(), "starts": "15:00", "at": "", "expected_version": form["expected_version"].value()}
    refused = client.post(f"{path}videre/", sent)
    assert refused.status_code == 422 and "Skriv, hvor I mødes." in refused.text and soon.isoformat() in refused.text
    past = client.post(f"{path}videre/", {**sent, "on": "2026-01-05", "at": "Caféen"})
    assert past.status_code == 422 and "Den dag er gået" in past.text
    assert client.post(f"{path}videre/", {**sent, "at": "Caféen"}).status_code == 302
    assert "kl. 15.00: Caféen" in client.get(path).text
    assert client.post(f"{path}videre/", {**sent, "at": "Et andet sted"}).status_code == 409


def test_not_on_a_day_that_has_been_nor_by_somebody_else(here, course, by):
    with pytest.raises(SessionRefused):
        groups.plan_going_on(by=by, group=course[0], now=LAST, **WHEN | {"on": date(2026, 5, 4)})
    with pytest.raises(Stale):
        groups.plan_going_on(by=by, group=course[0], now=LAST, expected_version=99, **WHEN)
    another = make.as_facilitator(make.a_facilitator(here, "Else Lund"))
    for other in (courses.themselves(course[1]["Bo"]), another):
        with pytest.raises(Denied):
            groups.plan_going_on(by=other, group=course[0], now=LAST, **WHEN)


# ---- Numbers ----


def test_numbers_are_seen_only_between_those_who_both_say_yes(here, course):
    bo, eva, finn = course[1].values()
    assert number_of(eva) not in page_of(bo)
    shares(bo)
    assert number_of(bo) not in page_of(eva) and number_of(eva) not in page_of(bo)
    shares(eva)
    assert number_of(eva) in page_of(bo) and number_of(bo) in page_of(eva)
    assert number_of(bo) not in page_of(finn)
    assert Lookup.objects.filter(page="groups:place", person_ids__contains=[bo.seeker_id, eva.seeker_id]).exists()


def test_a_no_and_another_choice_take_the_number_back(here, course):
    bo, eva, _finn = course[1].values()
    client = guest(bo)
    shares(eva)
    assert (
        "De, der også viser deres nummer, kan nu se dit."
        in client.post("/holstebro/venter/sammen/", {"share": ""}, follow=True).text
    )
    assert number_of(bo) in page_of(eva)
    assert "Nu kan ingen se dit nummer." in client.post("/holstebro/venter/sammen/", {"keep": ""}, follow=True).text
    assert number_of(bo) not in page_of(eva)
    shares(bo)
    chooses(bo, "nothing")
    assert not fresh(bo).shares_number and "<span>Bo</span>" not in page_of(eva)


def test_nobody_else_says_yes_for_them(here, course, by, coordinator):
    bo, eva, finn = course[1].values()
    for other in (by, coordinator, courses.themselves(eva)):
        with pytest.raises(Denied):
            groups.share_number(by=other, member=fresh(bo), shares=True, now=LAST)
    with pytest.raises(MoveNotAllowed):
        shares(finn)


def test_the_first_who_chooses_it_is_told_so_and_without_a_number_nothing_is_asked(site, course):
    with at_site(site):
        chooses(course[1]["Bo"], "together")
        page = page_of(course[1]["Bo"])
        assert "Du er den første" in page and "Vis mit nummer" in page
        lis = courses.a_member(course[0], "Lis", now=NOW, phone="", email="lis@example.org")
        chooses(lis, "together")
        assert "Vis mit nummer" not in page_of(lis)


def test_the_day_of_erasure_takes_the_place_and_the_numbers_too(here, course, by):
    bo, eva, _finn = course[1].values()
    shares(bo), shares(eva)
    groups.plan_going_on(by=by, group=course[0], now=LAST, **WHEN)
    groups.end_group(by=by, group=fresh(course[0]), now=LAST)
    groups.erase_member(by=system(here.pk), member=fresh(bo), now=LAST + timedelta(days=31))
    assert not fresh(bo).shares_number and fresh(course[0]).together_at == ""
