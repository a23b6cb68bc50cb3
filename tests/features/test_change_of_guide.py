"""A change of guide: what was agreed does not stand with nobody to go."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.journeys import actions
from traedesten.journeys.models import Visit
from traedesten.messages.models import Message
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def guide(site):
    return make.a_guide(site)


@pytest.fixture
def journey(site, guide):
    """Frida walks with a guide, and they have agreed on a visit in two days."""
    now = timezone.now()
    journey = make.a_journey(site, guide=guide, now=now - timedelta(days=9))
    with at_site(site):
        by, offer = make.as_guide(guide), make.an_offer(site)
        stone = actions.lay_stone(by=by, journey=journey, offer=offer, is_chosen=True, now=now)
        actions.plan_visit(by=by, introduction=stone, starts_at=now + timedelta(days=2), now=now)
    return journey


def url(name: str, journey, *ids) -> str:
    return reverse(f"journeys:{name}", args=["holstebro", journey.pk, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def board(client) -> str:
    return text(client.get(reverse("home:board", args=["holstebro"])))


def release(client, journey, **answers):
    return client.post(url("release_guide", journey), {"reason": "guide_stops", **answers})


def the_visit(site) -> Visit:
    with at_site(site):
        return Visit.objects.get()


def test_the_form_asks_about_the_visit_and_takes_no_silence_for_an_answer(client, coordinator, site, journey):
    assert "I har aftalt et besøg sammen" in text(client.get(url("release_guide", journey)))
    assert release(client, journey).status_code == 422
    assert the_visit(site).state == "planned"


def test_without_a_visit_nothing_is_asked(client, coordinator, site, guide):
    journey = make.a_journey(site, guide=guide)
    assert "I har aftalt et besøg" not in text(client.get(url("release_guide", journey)))
    assert release(client, journey).status_code == 302


@pytest.mark.parametrize("choice", ["cancel", "coordinator", "keep"])
def test_the_person_is_told_whatever_is_chosen(client, coordinator, site, journey, choice):
    release(client, journey, visits=choice)
    with at_site(site):
        assert Message.objects.filter(name="visit_changed", person_id=journey.participant_id).count() == 1


def test_a_visit_called_off_is_off(client, coordinator, site, journey):
    release(client, journey, visits="cancel")
    assert the_visit(site).state == "cancelled"
    assert "mangler en at følges med" not in board(client)


def test_a_visit_that_stands_is_flagged_until_there_is_a_guide(client, coordinator, site, journey):
    release(client, journey, visits="keep")
    assert "Frida mangler en at følges med" in board(client)
    assert "mangler en at følges med" in text(client.get(url("journey", journey)))
    with at_site(site):
        fresh = journey.locked()
        actions.assign_guide(
            by=coordinator, journey=fresh, guide=make.a_guide(site, "Jonas Holm"), now=timezone.now()
        )
    assert "mangler en at følges med" not in board(client)


def test_the_coordinator_goes_along_and_the_board_remembers(client, coordinator, site, journey):
    release(client, journey, visits="coordinator")
    assert the_visit(site).coordinator_goes
    assert "En af jer går med Frida" in board(client)
    assert "koordinatoren går med" in text(client.get(url("journey", journey)))


def test_a_new_guide_sees_who_goes_along(client, coordinator, site, journey):
    release(client, journey, visits="coordinator")
    jonas = make.a_guide(site, "Jonas Holm")
    with at_site(site):
        actions.assign_guide(by=coordinator, journey=journey.locked(), guide=jonas, now=timezone.now())
    client.force_login(User.objects.get(pk=jonas.user_id), backend=BACKEND)
    day = text(client.get(reverse("home:day", args=["holstebro"])))
    assert "Koordinatoren følges med Frida til Café Nygade" in day
