"""The one who answers for an offer: by a link without an account, as often as they like, until it is closed."""

import re

import pytest
from django.utils import timezone

from tests import make
from tests.features.test_offers import FORM
from traedesten.audit.models import Event
from traedesten.messages.models import Message
from traedesten.offers import actions
from traedesten.offers.models import Offer
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import at_site

PAGE = "/holstebro/tilbud-ret/"


@pytest.fixture
def offer(site):
    return make.an_offer(site, about="Kaffe og spil.")


@pytest.fixture
def boss(site):
    return make.a_coordinator(site, "Hanne Vad")


@pytest.fixture
def token(site, offer, boss) -> str:
    with at_site(site):
        actions.ask_owner(by=boss, offer=offer, now=timezone.now())
        message = Message.objects.get(name="offer_confirm")
    assert (message.to, message.first_name) == ("+4561727374", "Lone")
    return re.search(r"/([\w-]{32})/", message.text)[1]


@pytest.fixture
def inside(client, token):
    answer = client.get(f"{PAGE}{token}/")
    assert (answer.status_code, answer.url) == (302, PAGE)
    return client


def now_stands(site) -> Offer:
    with at_site(site):
        return Offer.objects.select_related("venue__area", "key").get()


def test_the_owner_sees_the_offer_as_others_do_and_a_get_changes_nothing(inside, site):
    for _again in range(3):
        page = inside.get(PAGE).content.decode()
    assert "Passer det stadig, det, der står om Café Nygade?" in page
    assert "Kaffe og spil." in page and "Hver torsdag kl. 14–17" in page and "Ingen har bekræftet det endnu." in page
    assert now_stands(site).confirmed_at is None


def test_one_tap_confirms_and_a_second_is_kind(inside, site):
    for _again in range(2):
        page = inside.post(f"{PAGE}passer/", follow=True).content.decode()
        assert "Tak. Nu kan alle se, at det passer i dag." in page and "Bekræftet i dag" in page
    row = now_stands(site)
    assert (row.confirmed_at is not None, row.asked_times, row.asked_at, row.version) == (True, 0, None, 1)


def test_the_owner_puts_it_right_and_confirms_with_that(inside, site):
    typed = {**FORM, "about": "Kaffe, spil og sang.", "starts_0": "13:00", "capacity": "full"}
    assert inside.post(f"{PAGE}ret/", typed).status_code == 302
    row = now_stands(site)
    assert (row.about, row.capacity, row.confirmed_at is not None) == ("Kaffe, spil og sang.", "full", True)
    assert (row.kind, row.venue.area.name) == ("practice", "Byen")
    with at_site(site):
        assert Event.objects.get(verb="offer.edited").role == "offer_owner"


def test_what_the_owner_got_wrong_stays_on_the_page(inside, site):
    answer = inside.post(f"{PAGE}ret/", {**FORM, "about": "Kun te.", "ends_0": "12:00"})
    assert answer.status_code == 422 and "Kun te." in answer.content.decode()
    assert now_stands(site).about == "Kaffe og spil."


def test_four_buttons_tell_how_much_room_there_is(inside, site):
    for code in ("full", "few", "waiting_list", "open"):
        inside.post(f"{PAGE}plads/", {"capacity": code})
        assert now_stands(site).capacity == code
    assert "Vælg en af de fire." in inside.post(f"{PAGE}plads/", {"capacity": "x"}, follow=True).content.decode()
    assert now_stands(site).confirmed_at is None


def test_the_contact_person_says_yes_to_stand_publicly_and_takes_it_back(inside, site):
    inside.post(f"{PAGE}kontakt/", {"yes": "1"})
    assert now_stands(site).contact_public_since
    inside.post(f"{PAGE}kontakt/", {"no": "1"})
    assert now_stands(site).contact_public_since is None


def test_who_has_stopped_is_taken_off_the_list_and_the_coordinator_is_told(inside, site, offer):
    assert "Er Café Nygade stoppet?" in inside.get(f"{PAGE}stop/").content.decode()
    assert now_stands(site).is_open
    for _again in range(2):
        page = inside.post(f"{PAGE}stop/", follow=True).content.decode()
        assert "er ikke på listen mere" in page
    assert not now_stands(site).is_open
    with at_site(site):
        told = Message.objects.filter(name="offer_stopped")
        assert {f"/s/holstebro/tilbud/{offer.pk}/" in message.text for message in told} == {True}
        assert len({message.to for message in told}) == told.count() > 0


def test_an_offer_archived_meanwhile_says_so_and_keeps_what_was_typed(inside, site, offer, boss):
    with at_site(site):
        actions.stop_offer(by=boss, offer=offer, now=timezone.now())
        assert not Message.objects.filter(name="offer_stopped").exists()
    assert "er ikke på listen mere" in inside.get(PAGE).content.decode()
    assert inside.post(f"{PAGE}passer/").status_code == 409
    assert inside.post(f"{PAGE}plads/", {"capacity": "full"}).status_code == 409
    answer = inside.post(f"{PAGE}ret/", {**FORM, "about": "Nye tider snart."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "I er taget af listen" in page and "Nye tider snart." in page
    row = now_stands(site)
    assert (row.about, row.capacity, row.confirmed_at) == ("Kaffe og spil.", "open", None)


def test_the_later_of_owner_and_coordinator_is_told(inside, site, offer, boss):
    typed = {**FORM, "about": "Te.", "expected_version": offer.version}
    with at_site(site):
        actions.edit_offer(by=boss, offer=offer, about="Saft.", now=timezone.now())
    answer = inside.post(f"{PAGE}ret/", typed)
    page = answer.content.decode()
    assert (answer.status_code, "Te." in page, "Saft." in page) == (409, True, True)


@pytest.mark.parametrize("path", ["", "passer/", "plads/", "kontakt/", "stop/", "ret/"])
def test_a_link_passed_on_after_it_was_revoked_opens_nothing(inside, site, offer, boss, path):
    with at_site(site):
        assert actions.close_owner_links(by=boss, offer=offer, now=timezone.now()) == 1
    answer = inside.post(PAGE + path, {**FORM, "capacity": "full", "yes": "1"})
    assert answer.status_code == 410
    row = now_stands(site)
    assert (row.capacity, row.is_open, row.confirmed_at, row.contact_public_since) == ("open", True, None, None)


def test_an_expired_or_invented_link_gets_the_kind_page(client, site, offer):
    with at_site(site):
        old = Link.issue(
            purpose=Link.Purpose.OFFER, subject_id=offer.pk, now=timezone.now(), expires_at=timezone.now()
        )
    for token in (old, "x" * 32):
        assert client.get(f"{PAGE}{token}/").status_code == 410
    assert client.get(PAGE).status_code == 410


def test_a_new_contact_person_closes_the_links_of_the_one_before(inside, site, offer, boss):
    with at_site(site):
        new = {"contact_name": "Bent", "contact_phone": "+4531323334", "contact_email": ""}
        actions.edit_offer(by=boss, offer=offer, now=timezone.now(), **new)
    assert inside.get(PAGE).status_code == 410
    assert now_stands(site).asked_times == 0


def test_a_corrected_name_closes_nothing(inside, site, offer, boss):
    with at_site(site):
        actions.edit_offer(by=boss, offer=offer, now=timezone.now(), contact_name="Lone Vad")
    assert inside.get(PAGE).status_code == 200


def test_the_link_of_one_offer_does_not_open_another(inside, site):
    other = make.an_offer(site, "Kor")
    inside.post(f"{PAGE}passer/")
    with at_site(site):
        assert Offer.objects.get(pk=other.pk).confirmed_at is None
