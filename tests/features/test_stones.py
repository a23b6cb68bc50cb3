"""The path: laid, chosen, told, settled in, left."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests import make
from traedesten.consent.models import Consent
from traedesten.journeys import actions
from traedesten.journeys.models import Introduction, Wishes
from traedesten.messages.models import Message
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def url(name, journey, *ids):
    return reverse(f"journeys:{name}", args=[journey.site.slug, journey.pk, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def lay(site, guide, journey, now, **offer) -> Introduction:
    row = make.an_offer(site, **offer)
    with at_site(site):
        return actions.lay_stone(by=make.as_guide(guide), journey=journey, offer=row, is_chosen=True, now=now)


@pytest.fixture
def stone(site, guide, journey, now):
    return lay(site, guide, journey, now)


def fresh(site, stone) -> Introduction:
    with at_site(site):
        return Introduction.objects.get(pk=stone.pk)


def test_an_offer_is_laid_with_words(client, site, journey):
    offer = make.an_offer(site)
    assert "torsdag 14.00–17.00" in text(client.get(url("lay_stone", journey)))
    words = {"offer": offer.pk, "why": "Der er ro.", "could_be_hard": "Døren.", "is_chosen": "yes"}
    assert client.post(url("lay_stone", journey), words).url == url("journey", journey)
    with at_site(site):
        laid = journey.introductions.get()
    assert (laid.why, laid.could_be_hard, laid.stone) == ("Der er ro.", "Døren.", "chosen")


def test_a_closed_offer_cannot_be_laid(client, site, journey):
    offer = make.an_offer(site, is_open=False)
    assert client.post(url("lay_stone", journey), {"offer": offer.pk, "is_chosen": "no"}).status_code == 422


def test_the_list_can_be_narrowed(client, site, journey):
    make.an_offer(site)
    make.an_offer(site, name="Gågruppen", kind="lasting")
    page = text(client.get(url("lay_stone", journey), {"slags": "lasting"}))
    assert "Gågruppen" in page
    assert "Café Nygade" not in page


def test_relief_beside_is_for_the_relative(client, site, guide, journey, now):
    offer = make.an_offer(site, kind="relief")
    with at_site(site):
        mona = actions.add_relative(by=make.as_guide(guide), journey=journey, first_name="Mona", now=now)
    client.post(url("lay_stone", journey), {"offer": offer.pk, "relative": mona.pk, "is_chosen": "no"})
    with at_site(site):
        assert journey.introductions.get().relative_id == mona.pk


def test_chosen_twice_is_chosen_once(client, site, guide, journey, now):
    offer = make.an_offer(site)
    with at_site(site):
        laid = actions.lay_stone(by=make.as_guide(guide), journey=journey, offer=offer, now=now)
    for _ in range(2):
        assert client.post(url("choose_stone", journey, laid.pk)).status_code == 302
    assert fresh(site, laid).stone == "chosen"
    assert client.get(url("choose_stone", journey, laid.pk)).status_code == 405


def test_settling_before_going_there_is_refused(client, journey, stone):
    assert client.post(url("settle", journey, stone.pk)).status_code == 409


def test_settling(client, site, guide, journey, stone, now):
    with at_site(site):
        actions.report_visit(by=make.as_guide(guide), introduction=stone, with_guide=True, felt=5, now=now)
    for _ in range(2):
        assert client.post(url("settle", journey, stone.pk)).url == url("journey", journey)
    assert fresh(site, stone).stone == "settled"


def test_leaving_is_remembered_for_the_next_choice(client, site, journey, stone):
    told = {"overwhelmed": ["noise", "crowd"], "words": "Kaffemaskinen larmede."}
    for _ in range(2):
        assert client.post(url("leave_stone", journey, stone.pk), told).status_code == 302
    with at_site(site):
        assert Wishes.objects.get(journey=journey).overwhelms == ["crowd", "noise"]
    assert "Har ligget på vejen før og passede ikke" in text(client.get(url("lay_stone", journey)))


def logged(site, guide, journey, now, step) -> None:
    with at_site(site):
        actions.log_contact(
            by=make.as_guide(guide), journey=journey, kind="phone", held_at=now, client_key=uuid4(), now=now,
            next_step=step,
        )  # fmt: skip


@pytest.mark.parametrize("step", ["Aftal første besøg i Café Nygade", "Aftal et besøg"])
def test_leaving_leads_to_other_places_and_clears_the_step_about_it(client, site, guide, journey, now, stone, step):
    logged(site, guide, journey, now, step)
    make.an_offer(site, "Gågruppen")
    answer = client.post(url("leave_stone", journey, stone.pk), {"words": ""}, follow=True)
    assert answer.redirect_chain[0][0] == url("lay_stone", journey)
    page = text(answer)
    assert "Gågruppen" in page and "Det er helt fint. Her er andre steder." in page
    assert "modigt" not in page and "blev for meget" not in page
    addresses = (url("journey", journey), url("log_contact", journey), reverse("home:day", args=[site.slug]))
    for address in addresses:
        assert "Det, vi allerede har skrevet" not in text(client.get(address))
        assert "Aftal første besøg i Café Nygade" not in text(client.get(address))
    with at_site(site):
        assert journey.locked().next_step == ""


def test_a_step_about_something_else_stands(client, site, guide, journey, now, stone):
    logged(site, guide, journey, now, "Ring til Frida igen")
    client.post(url("leave_stone", journey, stone.pk), {"words": ""})
    with at_site(site):
        assert journey.locked().next_step == "Ring til Frida igen"


def test_brave_is_said_to_who_went(client, site, guide, journey, now, stone):
    with at_site(site):
        actions.report_visit(by=make.as_guide(guide), introduction=stone, with_guide=True, felt=2, words="", now=now)
    told = {"overwhelmed": ["noise"], "words": ""}
    answer = client.post(url("leave_stone", journey, stone.pk), told, follow=True)
    assert "Det var modigt at prøve. Vi husker, hvad der blev for meget." in text(answer)


def test_a_place_that_was_left_and_laid_again_is_not_chosen_twice(client, site, guide, journey, stone, now):
    with at_site(site):
        by = make.as_guide(guide)
        actions.leave_stone(by=by, introduction=stone, overwhelmed=[], now=now)
        actions.lay_stone(by=by, journey=journey, offer=stone.offer, now=now)
    assert client.post(url("choose_stone", journey, stone.pk)).status_code == 409


def test_the_offer_is_told_only_after_a_yes(client, site, journey, stone):
    assert client.post(url("tell_offer", journey, stone.pk)).status_code == 422
    assert fresh(site, stone).told_offer_at is None
    answer = client.post(url("tell_offer", journey, stone.pk), {"channel": "meeting"})
    assert answer.url == url("stone", journey, stone.pk)
    with at_site(site):
        consent = Consent.objects.get(purpose="share_with_offer")
        assert (consent.about_id, consent.channel) == (stone.offer_id, "meeting")
        assert Message.objects.filter(name="someone_new").count() == 1
    assert fresh(site, stone).told_offer_at


def test_an_offer_without_an_address_is_not_told(client, site, guide, journey, now):
    laid = lay(site, guide, journey, now, name="Uden nummer", contact_phone="")
    answer = client.post(url("tell_offer", journey, laid.pk), {"channel": "meeting"})
    assert "Vi har hverken nummer eller mail til stedet" in text(answer)
    assert fresh(site, laid).told_offer_at is None


@pytest.mark.parametrize("page", ["stone", "leave_stone", "tell_offer", "plan_visit", "report_visit"])
def test_every_page_of_a_stone_opens_and_a_strangers_does_not(client, site, guide, journey, stone, now, page):
    assert client.get(url(page, journey, stone.pk)).status_code == 200
    other = make.a_journey(site, guide=guide, now=now)
    assert client.get(url(page, other, stone.pk)).status_code == 404


def test_nothing_is_laid_on_a_journey_that_has_ended(client, site, now):
    client.force_login(User.objects.get(pk=make.a_coordinator(site).user_id), backend=BACKEND)
    ended = make.a_journey(site, stage="ended", now=now)
    assert client.get(url("lay_stone", ended)).status_code == 409
    assert client.post(url("lay_stone", ended), {"offer": make.an_offer(site).pk}).status_code == 409


@pytest.mark.parametrize(("with_guide", "before"), [(True, "together"), (False, "alone")])
def test_settled_by_a_slip_of_the_finger_is_taken_back(client, site, guide, journey, now, with_guide, before):
    with at_site(site):
        by = make.as_guide(guide)
        stone = actions.lay_stone(by=by, journey=journey, offer=make.an_offer(site), is_chosen=True, now=now)
        actions.report_visit(by=by, introduction=stone, with_guide=with_guide, felt=None, now=now)
        actions.settle(by=by, introduction=stone, now=now)
    assert "Fortryd »Faldet til«" in text(client.get(url("journey", journey)))
    for _ in range(2):
        assert client.post(url("unsettle", journey, stone.pk)).status_code == 302
    with at_site(site):
        assert Introduction.objects.get(pk=stone.pk).stone == before
