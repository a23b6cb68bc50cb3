"""Guides tell in two taps how it was; the owner and the coordinator get to know."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.features.test_offers import LIST, sign_in
from traedesten.messages.models import Message
from traedesten.offers import actions
from traedesten.offers.models import OfferReport
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site


@pytest.fixture
def offer(site):
    return make.an_offer(site)


@pytest.fixture
def guide(client, site):
    return sign_in(client, make.a_guide(site))


def as_boss(client, site):
    return sign_in(client, make.a_coordinator(site))


def told(site, name: str = "offer_report") -> int:
    with at_site(site):
        return Message.objects.filter(name=name).count()


def reports(site) -> list[OfferReport]:
    with at_site(site):
        return list(OfferReport.objects.select_related("key").order_by("made_at"))


def test_two_taps_from_the_page_of_the_offer(guide, site, offer):
    tell = f"{LIST}{offer.pk}/fortael/"
    assert tell in guide.get(f"{LIST}{offer.pk}/").content.decode()
    page = guide.post(tell, {"kind": "closed"}, follow=True).content.decode()
    assert "Så går andre ikke forgæves" in page
    assert [(row.kind, row.told_owner_at is not None) for row in reports(site)] == [("closed", True)]
    assert told(site) == 1


def test_from_the_stone_too(client, site):
    journey = make.a_journey(site)
    guide = make.as_guide(journey.guide)
    offer = make.an_offer(site)
    from traedesten.journeys import actions as journeys

    with at_site(site):
        stone = journeys.lay_stone(by=guide, journey=journey, offer=offer, now=timezone.now())
    client.force_login(
        User.objects.get(pk=guide.user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = client.get(f"/s/holstebro/forloeb/{journey.pk}/sten/{stone.pk}/").content.decode()
    assert f"{LIST}{offer.pk}/fortael/" in page


def test_the_same_guide_on_the_same_day_is_one_and_new_words_are_added(guide, site, offer):
    tell = f"{LIST}{offer.pk}/fortael/"
    for note in ("Døren var låst.", "Døren var låst.", "De er flyttet."):
        guide.post(tell, {"kind": "wrong", "note": note})
    assert [row.note for row in reports(site)] == ["Døren var låst.\nDe er flyttet."]
    guide.post(tell, {"kind": "closed"})
    assert [row.kind for row in reports(site)] == ["wrong", "closed"]


def test_another_guide_and_another_day_are_others_but_the_owner_hears_once_a_day(site, offer):
    now = timezone.now()
    with at_site(site):
        for guide in (make.a_guide(site), make.a_guide(site, "Knud")):
            for days in (0, 1):
                at = now + timedelta(days=days)
                actions.report_offer(by=make.as_guide(guide), offer=offer, kind="closed", now=at)
    assert (len(reports(site)), told(site)) == (4, 2)


def test_thanks_go_out_once_a_week(site, offer):
    now = timezone.now()
    with at_site(site):
        for days in (0, 1, 6, 8):
            by, at = make.as_guide(make.a_guide(site)), now + timedelta(days=days)
            actions.report_offer(by=by, offer=offer, kind="lovely", now=at)
    assert (told(site, "offer_thanks"), told(site)) == (2, 0)


def test_nobody_is_told_about_an_offer_that_is_closed_or_has_no_contact(site, offer):
    lonely = make.an_offer(site, "Kor", contact_phone="")
    with at_site(site):
        by = make.as_guide(make.a_guide(site))
        actions.stop_offer(by=make.a_coordinator(site), offer=offer, now=timezone.now())
        for row in (offer, lonely):
            actions.report_offer(by=by, offer=row, kind="closed", now=timezone.now())
    assert (told(site), [row.told_owner_at for row in reports(site)]) == (0, [None, None])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": "wrong", "note": ""}, "Skriv et par ord om, hvad der ikke passer."),
        ({"kind": "wrong", "note": "Hun er 250947-9989"}, "CPR-nummer"),
        ({"kind": "wrong", "note": "æ" * 10_000}, "lidt for langt"),
        ({"kind": "wicked"}, "Der er lige noget at rette"),
        ({}, "Vi mangler lige lidt"),
    ],
)
def test_a_fault_is_said_kindly(guide, site, offer, typed, words):
    answer = guide.post(f"{LIST}{offer.pk}/fortael/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and typed.get("note", "")[:30] in page
    assert reports(site) == []


def test_the_coordinator_sees_and_says_set(client, site, offer):
    with at_site(site):
        by = make.as_guide(make.a_guide(site))
        actions.report_offer(by=by, offer=offer, kind="wrong", note="De er flyttet.", now=timezone.now())
    boss = as_boss(client, site)
    page = boss.get(f"{LIST}meldinger/").content.decode()
    assert "De er flyttet." in page and "De har fået besked i dag." in page
    (row,) = reports(site)
    for _again in range(2):
        page = boss.post(f"{LIST}meldinger/{row.pk}/set/", follow=True).content.decode()
        assert "Alt, hvad guiderne har fortalt, er set" in page
    assert "De er flyttet." in boss.get(f"{LIST}{offer.pk}/").content.decode()


def test_a_guide_does_not_see_what_others_told(guide, site, offer):
    with at_site(site):
        by = make.as_guide(make.a_guide(site, "Knud"))
        report = actions.report_offer(by=by, offer=offer, kind="wrong", note="De er flyttet.", now=timezone.now())
    assert guide.get(f"{LIST}meldinger/").status_code == 403
    assert guide.post(f"{LIST}meldinger/{report.pk}/set/").status_code == 403
    assert "De er flyttet." not in guide.get(f"{LIST}{offer.pk}/").content.decode()


@pytest.mark.parametrize("path", ["meldinger/", "ingen-svarer/", "forslag/"])
def test_a_list_costs_the_same_for_one_and_twenty(client, site, path):
    boss, by = as_boss(client, site), make.a_coordinator(site)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert boss.get(LIST + path).status_code == 200
        return len(queries)

    def one_more(number: int) -> None:
        from tests.features.test_offer_suggestions import suggested

        offer = make.an_offer(site, f"Sted {number}", by=by)
        with at_site(site):
            actions.report_offer(by=by, offer=offer, kind="wrong", note="Nyt.", now=timezone.now())
            actions.give_up_asking(by=by, offer=offer, now=timezone.now())
            suggested(site, offer, about=["Nyt."])

    one_more(0)
    cost()
    first = cost()
    for number in range(1, 20):
        one_more(number)
    assert cost() == first
