"""How a programme goes in the network: added up over places, and nobody can be told apart."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests import courses, make
from traedesten.domain.access import Denied, system
from traedesten.groups import actions as groups
from traedesten.groups import tasks
from traedesten.groups.models import Member, Programme, ProgrammeFigures, PublishedProgramme
from traedesten.groups.queries import network
from traedesten.tenancy.scope import at_site

NAMES = ("Asta", "Bo", "Caja", "Dan", "Eva")
PLACES = ("holstebro", "skovby", "lundby", "havneby")
NOW = timezone.now()


def a_place(slug: str, *, names=NAMES, published: PublishedProgramme | None = None):
    """(the site, its coordinator, its programme): a group that has met once and is over, where one stopped."""
    site = make.a_site(slug)
    by = make.a_coordinator(site, f"Hanne {slug}")
    with at_site(site):
        row = groups.adopt_programme(by=by, published=published, now=NOW) if published else None
    programme = row or make.a_programme(site, by=by)
    pair = [make.a_facilitator(site, f"Ketty {slug}")]
    group = courses.a_group(programme, pair, now=NOW, first_on=(NOW - timedelta(days=70)).date())
    members = [courses.a_member(group, name, now=NOW) for name in names]
    by_pair = make.as_facilitator(pair[0])
    courses.held(group, by_pair, 1, {row: "came" if row != members[0] else "away" for row in members}, now=NOW)
    with at_site(site):
        groups.stop(by=by_pair, member=members[0], now=NOW)
        groups.end_group(by=by_pair, group=group, without="did_not_want", now=NOW)
    return site, by, programme


def share(place, is_shared: bool = True) -> None:
    site, by, programme = place
    with at_site(site):
        groups.share_figures(by=by, programme=programme, is_shared=is_shared, now=NOW)


@pytest.fixture
def first(db):
    return a_place("holstebro")


@pytest.fixture
def published(first) -> PublishedProgramme:
    site, by, programme = first
    with at_site(site):
        return groups.publish_programme(by=by, programme=programme, now=NOW)


@pytest.fixture
def others(published):
    return [a_place(slug, published=published) for slug in PLACES[1:]]


def figures(published):
    return network.of_network([published.programme]).get(published.programme)


def test_two_places_are_too_few_and_three_are_added_up(first, published, others):
    share(first)
    share(others[0])
    assert figures(published) is None
    share(others[1])
    assert figures(published) == network.NetworkFigures(places=3, groups=3, began=15, stayed=12, came=12, noted=15)
    assert figures(published).percent == 80


def test_a_place_with_few_is_not_counted_in(first, published, others):
    small = a_place("enby", names=NAMES[:4], published=published)
    for place in (first, others[0], small):
        share(place)
    assert ProgrammeFigures.objects.count() == 2 and figures(published) is None


def test_taken_out_again_it_is_gone_at_once(first, published, others):
    for place in (first, *others):
        share(place)
    assert figures(published).places == 4
    share(first, is_shared=False)
    assert figures(published).places == 3
    with at_site(first[0]):
        assert not Programme.objects.get(pk=first[2].pk).shares_figures


def test_what_is_still_under_way_is_not_counted(first):
    _site, _by, programme = first
    courses.a_member(courses.a_group(programme, [], now=NOW, first_on=NOW.date(), name="To"), "Finn", now=NOW)
    share(first)
    assert (ProgrammeFigures.objects.get().groups, ProgrammeFigures.objects.get().began) == (1, 5)


def test_it_is_counted_anew_each_night(first):
    share(first)
    with at_site(first[0]):
        Member.objects.filter(seat="finished").update(seat="stopped")
        tasks.count_figures(NOW)
    assert ProgrammeFigures.objects.get().stayed == 0


def test_nobody_counts_for_another_place(first, others):
    _site, _by, programme = first
    with at_site(others[0][0]), transaction.atomic(), pytest.raises((Denied, Programme.DoesNotExist)):
        groups.share_figures(by=others[0][1], programme=programme, is_shared=True, now=NOW)
    share(first)
    row = ProgrammeFigures.objects.get()
    with at_site(others[0][0]), connection.cursor() as cursor:
        cursor.execute("update groups_programmefigures set began = 99 where id = %s", [row.pk])
        assert cursor.rowcount == 0
        cursor.execute("delete from groups_programmefigures where id = %s", [row.pk])
        assert cursor.rowcount == 0


def test_the_pages_say_it(first, published, others):
    _site, by, programme = first
    browser = make.signed_in(by.user_id)
    page = f"/s/holstebro/grupper/programmer/{programme.pk}/"
    assert "Del jeres tal" in browser.get(page).text
    net = "/s/holstebro/grupper/netvaerket/"
    assert "vises, når mindst tre steder deler deres" in browser.get(net).text
    assert browser.post(f"{page}tal/", follow=True).status_code == 200
    for place in others:
        share(place)
    assert "Fra 4 steder: 4 grupper er holdt. 16 af 20 var med til det sidste." in browser.get(net).text
    assert "Tag jeres tal ud" in browser.get(page).text
    browser.post(f"{page}tal/", {"stop": "1"})
    assert "Fra 3 steder" in browser.get(net).text


def test_those_who_hold_groups_may_not_share(first):
    site, _by, programme = first
    holder = make.as_facilitator(make.a_facilitator(site, "Poul Dam"))
    with at_site(site), pytest.raises(Denied):
        groups.share_figures(by=holder, programme=programme, is_shared=True, now=NOW)
    with at_site(site):
        groups.count_figures(by=system(site.pk), programme=programme, now=NOW)
    assert not ProgrammeFigures.objects.exists()
