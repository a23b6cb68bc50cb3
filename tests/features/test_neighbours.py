"""Sharing offers between sites: a row of one's own that follows, what is put right stays, and the walls hold."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.features.test_offers import sign_in
from traedesten.api.actions import publish
from traedesten.api.models import PublishedOffer
from traedesten.domain.access import system
from traedesten.messages.models import Message
from traedesten.offers import actions as offers
from traedesten.offers import queries as offer_queries
from traedesten.offers.models import Offer, OfferFollows
from traedesten.sources import actions, queries, tasks
from traedesten.sources.models import SharedOffer
from traedesten.tenancy.scope import at_site

NOW = make.NOW
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def there(db):
    return make.a_site("aarhus")


@pytest.fixture
def third(db):
    return make.a_site("ribe")


@pytest.fixture
def boss(here):
    return make.a_coordinator(here)


@pytest.fixture
def theirs(there):
    return make.a_coordinator(there)


@pytest.fixture
def choir(boss):
    return offers.add_offer(
        by=boss,
        now=NOW,
        name="Kor uden noder",
        kind="lasting",
        about="Vi synger.",
        capacity="open",
        holds={"anxiety": "yes"},
        greeted=True,
        organisation="Aftenskolen",
        venue={"name": "Kirken", "address": "Torvet 1", "postcode": "7500"},
        contact_name="Anna Berg",
        contact_phone="+4597420000",
        confirmed_at=NOW,
    )


def share(boss, offer, *sites, **more):
    return actions.share_offer(by=boss, offer=offer, neighbours=sites, now=NOW, **more)


def follow(site, now=NOW):
    with at_site(site):
        return actions.follow_neighbours(by=system(site.pk), now=now)


def followed(site) -> Offer:
    with at_site(site):
        return queries.followed().get().offer


def test_a_shared_offer_becomes_a_row_of_the_neighbours_own(boss, theirs, choir, there):
    share(boss, choir, there)
    assert follow(there) == 1
    row = followed(there)
    assert (row.name, row.holds, row.greeted, row.follows_id) == (choir.name, choir.holds, True, boss.site_id)
    assert row.pk != choir.pk
    assert row.confirmed_at == NOW
    with at_site(there):
        assert row.organisation.name == "Aftenskolen"
        assert Message.objects.filter(name="offer_shared").count() == 1
    assert follow(there) == 0


def test_a_contact_person_who_has_not_said_yes_is_not_passed_on(boss, choir, there):
    share(boss, choir, there)
    follow(there)
    assert followed(there).contact_name == ""
    offers.edit_offer(by=boss, offer=choir, contact_public=True, now=LATER)
    actions.tell_neighbours(by=boss, now=LATER)
    follow(there)
    assert followed(there).contact_phone == "+4597420000"
    assert followed(there).has_public_contact
    offers.edit_offer(by=boss, offer=choir, contact_public=False, now=LATER)
    with at_site(there):
        assert queries.shared_with_us().get().values["contact_phone"] == ""
    follow(there)
    assert followed(there).contact_phone == ""


def test_changes_flow_and_what_was_put_right_stays(boss, theirs, choir, there):
    share(boss, choir, there)
    follow(there)
    with at_site(there):
        offers.edit_offer(by=theirs, offer=followed(there), capacity="full", now=LATER)
    offers.edit_offer(by=boss, offer=choir, capacity="few", about="Vi synger hver uge.", now=LATER)
    actions.tell_neighbours(by=boss, now=LATER)
    assert follow(there) == 1
    row = followed(there)
    assert (row.about, row.capacity) == ("Vi synger hver uge.", "full")
    with at_site(there):
        assert queries.followed().get().kept == ["capacity"]


def test_closing_sharing_no_more_and_opening_again_flow(boss, choir, there):
    share(boss, choir, there)
    follow(there)
    offers.stop_offer(by=boss, offer=choir, now=LATER)
    follow(there)
    assert not followed(there).is_open
    offers.edit_offer(by=boss, offer=choir, is_open=True, now=LATER)
    actions.tell_neighbours(by=boss, now=LATER)
    follow(there)
    assert followed(there).is_open
    share(boss, choir)
    follow(there)
    assert not followed(there).is_open


def test_a_confirmation_reaches_the_neighbour_and_nobody_is_asked_there(boss, choir, there):
    share(boss, choir, there)
    follow(there)
    later = NOW + timedelta(days=200)
    with at_site(there):
        assert not list(offer_queries.offers_to_ask_about(later, 120))
    offers.confirm_offer(by=boss, offer=choir, now=later)
    actions.tell_neighbours(by=boss, now=later)
    follow(there)
    assert followed(there).confirmed_at == later


def test_what_follows_a_neighbour_is_not_confirmed_here(client, boss, theirs, choir, there):
    share(boss, choir, there)
    follow(there)
    row = followed(there)
    with at_site(there):
        with pytest.raises(OfferFollows):
            offers.confirm_offer(by=theirs, offer=row, now=LATER)
        with pytest.raises(OfferFollows):
            offers.edit_offer(by=theirs, offer=row, confirms=True, about="Andet.", now=LATER)
    page = sign_in(client, theirs).post(f"/s/aarhus/tilbud/{row.pk}/passer/", follow=True).content.decode()
    assert "Kor uden noder følger et nabosted" in page
    assert (followed(there).confirmed_at, followed(there).about) == (row.confirmed_at, "Vi synger.")


@pytest.mark.parametrize("keeps", [True, False])
def test_whoever_stops_following_is_left_alone(boss, theirs, choir, there, keeps):
    share(boss, choir, there)
    follow(there)
    with at_site(there):
        row = queries.followed().get()
        actions.stop_following(by=theirs, followed=row, keeps=keeps, now=LATER)
    offers.edit_offer(by=boss, offer=choir, about="Andet", now=LATER)
    actions.tell_neighbours(by=boss, now=LATER)
    assert follow(there) == 0
    kept = followed(there)
    assert (kept.is_open, kept.follows_id, kept.about) == (keeps, None, "Vi synger.")
    with at_site(there):
        shared = queries.shared_to_choose().get()
        actions.follow_offer(by=theirs, shared=shared, now=LATER)
    assert followed(there).about == "Andet"


def test_what_is_shared_with_everybody_is_taken_in_by_choice(boss, theirs, choir, there):
    share(boss, choir, with_all=True)
    assert follow(there) == 0
    with at_site(there):
        actions.follow_offer(by=theirs, shared=queries.shared_to_choose().get(), now=LATER)
    assert followed(there).name == choir.name


def test_what_follows_is_shared_on_by_nobody_else(boss, theirs, choir, there, third):
    share(boss, choir, there)
    follow(there)
    with at_site(there), pytest.raises(actions.NotOurs):
        actions.share_offer(by=theirs, offer=followed(there), neighbours=[third], now=LATER)


def test_postgresql_lets_only_the_two_read_and_only_the_one_write(boss, choir, there, third):
    share(boss, choir, there)
    count = "select count(*) from sources_sharedoffer"
    for site, seen in ((there, 1), (third, 0)):
        with at_site(site), connection.cursor() as cursor:
            cursor.execute(count)
            assert cursor.fetchone() == (seen,)
            cursor.execute("update sources_sharedoffer set details = '{}'")
            assert cursor.rowcount == 0
            cursor.execute("delete from sources_sharedoffer")
            assert cursor.rowcount == 0
    shared = SharedOffer.objects.get()
    with at_site(third), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        SharedOffer.objects.create(
            site_id=shared.site_id, offer_id=shared.offer_id, neighbour=third, values={}, changed_at=NOW
        )


def test_the_clock_does_it_for_both(boss, choir, there):
    share(boss, choir, there)
    with at_site(there):
        tasks.neighbours(NOW)
        assert not queries.has_news()
    assert followed(there).name == choir.name


# --- the pages -------------------------------------------------------------------------------------------------


def test_a_coordinator_shares_an_offer_and_a_neighbour_stops_following(client, boss, theirs, choir, there):
    sign_in(client, boss)
    address = f"/s/holstebro/tilbud/{choir.pk}/del/"
    assert "Aarhus" in client.get(address).content.decode()
    client.post(address, {"sites": [str(there.pk)]})
    assert "med Aarhus" in client.get("/s/holstebro/tilbud/naboer/").content.decode()
    follow(there)
    sign_in(client, theirs)
    page = client.get("/s/aarhus/tilbud/naboer/").content.decode()
    assert "Kor uden noder" in page and "Fra Holstebro" in page
    assert client.get(f"/s/aarhus/tilbud/{followed(there).pk}/del/").status_code == 404
    with at_site(there):
        pk = queries.followed().get().pk
    client.post(f"/s/aarhus/tilbud/naboer/{pk}/stop/", {"keep": "1"})
    assert followed(there).follows_id is None


def test_taking_in_what_is_shared_with_everybody(client, boss, theirs, choir, there):
    share(boss, choir, with_all=True)
    sign_in(client, theirs)
    with at_site(there):
        pk = queries.shared_to_choose().get().pk
    client.post(f"/s/aarhus/tilbud/naboer/{pk}/foelg/")
    assert followed(there).name == choir.name


def test_the_national_list_shows_the_sites_that_share(client, here, boss, theirs, choir, there):
    with at_site(there):
        make.an_offer(there, "Kor ved havnen", by=theirs)
        publish(by=system(there.pk), now=NOW)
    publish(by=system(here.pk), now=NOW)
    with CaptureQueriesContext(connection) as few:
        page = client.get("/find/").content.decode()
    assert "Kor uden noder" in page and "Kor ved havnen" in page
    assert len(few) < 8
    assert "Kor ved havnen" not in client.get("/find/?sted=holstebro").content.decode()
    assert "Kor uden noder" in client.get("/find/?q=synger&sted=nowhere&emne=x").content.decode()
    assert "fandt vi ikke" in client.get("/find/?q=skydeskive").content.decode()
    sign_in(client, theirs)
    client.post("/s/aarhus/tilbud/naboer/", {})
    assert "Kor ved havnen" not in client.get("/find/").content.decode()


def test_what_follows_is_published_once(here, boss, choir, there):
    share(boss, choir, there)
    follow(there)
    with at_site(there):
        publish(by=system(there.pk), now=NOW)
    publish(by=system(here.pk), now=NOW)
    assert PublishedOffer.objects.get().site_id == here.pk
