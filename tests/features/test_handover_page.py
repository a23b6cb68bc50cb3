"""A warm handover: what the municipality's bridge builder sees and answers."""

import pytest
from django.utils import timezone

from tests import make
from traedesten.audit.models import Lookup
from traedesten.consent import actions as consenting
from traedesten.consent.models import Consent
from traedesten.domain.access import Actor, Role
from traedesten.domain.consent import Channel, Purpose
from traedesten.journeys import actions
from traedesten.journeys.models import Handover
from traedesten.messages.models import Message
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import at_site

PAGE = "/holstebro/overlevering/"


@pytest.fixture
def handover(site):
    journey = make.a_journey(site)
    with at_site(site):
        return actions.hand_over(
            by=make.a_coordinator(site),
            journey=journey,
            summary="Vil gerne have hjælp til hverdagen.",
            channel=Channel.MEETING,
            guide_goes_on=True,
            now=timezone.now(),
        )


@pytest.fixture
def inside(client, site, handover):
    with at_site(site):
        token = Link.issue(purpose=Link.Purpose.HANDOVER, subject_id=handover.pk, now=timezone.now())
    assert client.get(f"/holstebro/overlevering/{token}/").status_code == 302
    return client


def test_the_summary_the_name_and_the_number_are_shown_once_looked_at(inside, site):
    page = inside.get(PAGE).content.decode()
    assert all(word in page for word in ("Frida", "40 12 18 60", "Vil gerne have hjælp til hverdagen."))
    assert "Vi gik en tur" not in page
    with at_site(site):
        assert Lookup.objects.filter(role="bridge_builder").count() == 1


def test_taken_over_with_a_few_words(inside, site):
    assert inside.post(PAGE, {"answer": "taken", "note": "Jeg ringer mandag."}).status_code == 302
    with at_site(site):
        kept = Handover.objects.select_related("key").get()
        assert (kept.answer, kept.answer_note) == ("taken", "Jeg ringer mandag.")


def test_an_answer_is_missing_and_the_words_stay(inside, site):
    answer = inside.post(PAGE, {"note": "Jeg ringer mandag."})
    assert (answer.status_code, "Jeg ringer mandag." in answer.content.decode()) == (422, True)
    with at_site(site):
        assert Handover.objects.get().answer == ""


def test_a_cpr_number_is_kindly_refused(inside):
    answer = inside.post(PAGE, {"answer": "talk", "note": "Hun er 250947-9989"})
    assert (answer.status_code, "CPR" in answer.content.decode()) == (422, True)


def test_a_yes_taken_back_closes_the_page(inside, site, handover):
    with at_site(site):
        consent = Consent.objects.get(purpose=Purpose.HANDOVER)
        by = make.a_coordinator(site)
        consenting.withdraw_consent(by=by, consent=consent, owners=(), now=timezone.now())
    for answer in (inside.get(PAGE), inside.post(PAGE, {"answer": "taken"})):
        page = answer.content.decode()
        assert "trukket tilbage" in page and "Frida" not in page and "hverdagen" not in page
    with at_site(site):
        assert Handover.objects.get().answer == ""


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def answered(site, handover, answer="talk", note="Lad os lige tale sammen først."):
    by = Actor(site_id=site.pk, roles=frozenset({Role.BRIDGE_BUILDER}), subject_id=handover.pk)
    with at_site(site):
        return actions.answer_handover(by=by, handover=handover, answer=answer, note=note, now=timezone.now())


def board(client) -> str:
    return " ".join(client.get("/s/holstebro/tavle/").content.decode().split())


def test_the_answer_reaches_the_coordinator(client, site, handover, coordinator):
    answered(site, handover)
    assert "vil tale med dig</strong> om Frida" in board(client)
    page = client.get(f"/s/holstebro/forloeb/{handover.journey_id}/").content.decode()
    assert "vil tale med jer først" in page and "»Lad os lige tale sammen først.«" in page
    assert "Vil gerne have hjælp til hverdagen." in page


def test_every_coordinator_gets_a_message_about_the_answer(site, handover):
    make.a_coordinator(site, "Tage Holm")
    answered(site, handover, "taken")
    with at_site(site):
        sent = Message.objects.filter(name="handover_answered").select_related("key")
        assert "Tage" in {message.first_name for message in sent}
        assert all(f"/forloeb/{handover.journey_id}/" in message.text for message in sent)


def test_an_answer_that_is_read_leaves_the_board_until_there_is_a_new_one(client, site, handover, coordinator):
    answered(site, handover)
    url = f"/s/holstebro/forloeb/{handover.journey_id}/overlevering/{handover.pk}/laest/"
    assert client.post(url).status_code == 302
    assert "vil tale med dig" not in board(client)
    answered(site, handover, "taken")
    assert "har taget over" in board(client)


def test_the_answer_is_seen_also_when_the_journey_has_ended(client, site, coordinator):
    journey = make.a_journey(site)
    with at_site(site):
        made = actions.hand_over(
            by=coordinator, journey=journey, summary="Hej", channel="phone", guide_goes_on=False, now=timezone.now()
        )
    answered(site, made)
    assert "vil tale med dig" in board(client)
