"""Two offers that are one: seen side by side, laid together, taken apart, or told apart for good."""

from datetime import timedelta

import pytest

from tests import make
from tests.features.test_offers import sign_in
from tests.features.test_sources import TABLE, a_source, replace, take
from traedesten.domain.journey import Stale
from traedesten.journeys import actions as journeys
from traedesten.offers import actions as offers
from traedesten.offers.models import Offer
from traedesten.sources import actions, likeness
from traedesten.sources.models import ImportedOffer, OfferMerge
from traedesten.tenancy.models import Link

NOW = make.NOW
LATER = NOW + timedelta(hours=1)
VENUE = {"name": "Kirken", "address": "Torvet 1"}


@pytest.fixture
def boss(here):
    return make.a_coordinator(here)


@pytest.fixture
def two(boss):
    return [
        offers.add_offer(by=boss, now=NOW, name="Kor", kind="lasting", about=about, venue=VENUE, contact_phone=phone)
        for about, phone in (("Det gamle", "+4597420000"), ("Det nye", "+4597420000"))
    ]


def merged(boss, winner, loser, **changes):
    return actions.merge_offers(by=boss, winner=winner, loser=loser, now=LATER, **changes)


def _linked(*two):
    """What the open links of owners lead to."""
    (found,) = set(Link.objects.filter(subject_id__in=[row.pk for row in two]).values_list("subject_id", flat=True))
    return found


def test_likely_ones_are_named_until_they_are_told_apart(boss, two):
    offers.add_offer(by=boss, now=NOW, name="Kor", kind="lasting", venue={"name": "Salen", "address": "Nygade 2"})
    assert [{one.pk, other.pk} for one, other in likeness.pairs()] == [{two[0].pk, two[1].pk}]
    actions.tell_apart(by=boss, one=two[1], other=two[0], now=LATER)
    assert likeness.pairs() == []


def test_everything_that_points_at_the_loser_follows(here, boss, two):
    winner, loser = two
    guide = make.a_guide(here)
    report = offers.report_offer(by=make.as_guide(guide), offer=loser, kind="wrong", note="Flyttet", now=NOW)
    journey = make.a_journey(here)
    stone = journeys.lay_stone(by=boss, journey=journey, offer=loser, why="Sang", now=NOW)
    Link.issue(purpose=Link.Purpose.OFFER, subject_id=loser.pk, now=NOW)
    merge = merged(boss, winner, loser, about="Det nye")
    report.refresh_from_db()
    stone.refresh_from_db()
    assert report.offer_id == stone.offer_id == _linked(winner, loser) == winner.pk
    assert Offer.objects.get(pk=winner.pk).about == "Det nye"
    actions.undo_merge(by=boss, merge=merge, now=LATER)
    report.refresh_from_db()
    stone.refresh_from_db()
    assert report.offer_id == stone.offer_id == _linked(winner, loser) == loser.pk
    assert Offer.objects.get(pk=winner.pk).about == "Det gamle"
    assert Offer.objects.get(pk=loser.pk).is_open
    with pytest.raises(Stale):
        actions.undo_merge(by=boss, merge=merge, now=LATER)


def test_a_stone_on_a_path_that_has_both_stays(here, boss, two):
    journey = make.a_journey(here)
    for offer in two:
        journeys.lay_stone(by=boss, journey=journey, offer=offer, why="Sang", now=NOW)
    merged(boss, *two)
    assert {stone.offer_id for stone in journey.introductions.all()} == {two[0].pk, two[1].pk}


def test_what_was_put_right_after_merging_survives_undoing(boss, two):
    merge = merged(boss, *two, about="Det nye")
    offers.edit_offer(by=boss, offer=two[0], about="Rettet siden", now=LATER)
    actions.undo_merge(by=boss, merge=merge, now=LATER)
    assert Offer.objects.get(pk=two[0].pk).about == "Rettet siden"


def test_a_new_reading_does_not_make_the_loser_again(boss):
    mine = offers.add_offer(
        by=boss, now=NOW, name="Strikkecafé", kind="lasting", venue={"name": "Biblioteket"}, about="Vores ord"
    )
    source = a_source(boss)
    take(boss, source)
    row = ImportedOffer.objects.get(offer__name="Strikkecafé")
    assert [{one.pk, other.pk} for one, other in likeness.pairs()] == [{mine.pk, row.offer_id}]
    merged(boss, mine, row.offer)
    count = Offer.objects.count()
    replace(boss, source, TABLE.replace("Gratis", "20 kr."))
    take(boss, source)
    assert Offer.objects.count() == count
    assert ImportedOffer.objects.get(pk=row.pk).offer_id == mine.pk
    assert Offer.objects.get(pk=mine.pk).about == "Vores ord"


def test_merging_twice_or_with_itself_is_refused(boss, two):
    with pytest.raises(Stale):
        merged(boss, two[0], two[0])
    merged(boss, *two)
    with pytest.raises(Stale):
        merged(boss, *two)


def test_links_of_another_owner_are_closed(boss, two):
    offers.edit_offer(by=boss, offer=two[1], contact_phone="+4597420099", now=NOW)
    Link.issue(purpose=Link.Purpose.OFFER, subject_id=two[1].pk, now=NOW)
    merged(boss, *two)
    assert Link.objects.get().revoked_at


def test_a_coordinator_picks_field_by_field_and_old_addresses_lead_on(client, boss, two):
    page, (winner, loser) = sign_in(client, boss), two
    assert "Et par ser ud" in page.get("/s/holstebro/tilbud/dubletter/").content.decode()
    address = f"/s/holstebro/tilbud/{winner.pk}/sammen/{loser.pk}/"
    shown = page.get(address).content.decode()
    assert "Det gamle" in shown and "Det nye" in shown
    versions = {"version": winner.version, "other_version": loser.version}
    assert page.post(address, {**versions, "version": "77", "merge": "1"}).status_code == 409
    assert page.post(address, {**versions, "part-about": "theirs", "merge": "1"}).status_code == 302
    assert Offer.objects.get(pk=winner.pk).about == "Det nye"
    for old in (f"/s/holstebro/tilbud/{loser.pk}/", f"/holstebro/find/{loser.pk}/"):
        assert page.get(old).url == old.replace(str(loser.pk), str(winner.pk))
    assert str(winner.pk) in page.get(f"/holstebro/find/{loser.pk}/kalender.ics").url
    assert page.get(address).status_code == 404
    page.post(f"/s/holstebro/tilbud/dubletter/{OfferMerge.objects.get().pk}/fortryd/")
    assert page.get(f"/s/holstebro/tilbud/{loser.pk}/").status_code == 200


def test_the_page_tells_apart(client, boss, two):
    page = sign_in(client, boss)
    page.post(f"/s/holstebro/tilbud/{two[0].pk}/sammen/{two[1].pk}/", {"apart": "1"})
    assert "Ingen ser ud til" in page.get("/s/holstebro/tilbud/dubletter/").content.decode()
