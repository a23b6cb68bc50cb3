"""A warm handover: what the municipality's bridge builder sees and answers."""

import pytest
from django.utils import timezone

from tests import make
from traedesten.audit.models import Lookup
from traedesten.consent import actions as consenting
from traedesten.consent.models import Consent
from traedesten.domain.consent import Channel, Purpose
from traedesten.journeys import actions
from traedesten.journeys.models import Handover
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
