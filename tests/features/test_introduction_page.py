"""Somebody new is coming: what an offer's contact person sees, and only as long as the person says yes."""

import pytest
from django.utils import timezone

from tests import make
from tests.features.test_person_page import a_visit
from traedesten.audit.models import Lookup
from traedesten.consent import actions as consenting
from traedesten.consent.models import Consent
from traedesten.domain.consent import Channel, Purpose
from traedesten.journeys import actions
from traedesten.journeys.models import Introduction
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import at_site

PAGE = "/holstebro/ny/"


@pytest.fixture
def told(site):
    """A journey with a visit, whose offer has been told; the consent that allows it."""
    journey = make.a_journey(site)
    visit = a_visit(site, journey, meet_at="Hjemme hos Frida")
    guide, now = make.as_guide(journey.guide), timezone.now()
    with at_site(site):
        consent = consenting.give_consent(
            by=guide,
            person_id=journey.participant_id,
            owners=journey.owners,
            purpose=Purpose.SHARE_WITH_OFFER,
            about_id=visit.introduction.offer_id,
            channel=Channel.MEETING,
            now=now,
        )
        actions.tell_offer(by=guide, introduction=visit.introduction, now=now)
    return visit.introduction, consent, guide


@pytest.fixture
def inside(client, site, told):
    with at_site(site):
        token = Link.issue(purpose=Link.Purpose.INTRODUCTION, subject_id=told[0].pk, now=timezone.now())
    assert client.get(f"/holstebro/ny/{token}/").status_code == 302
    return client


def test_the_first_name_and_the_first_day_are_shown_and_nothing_else(inside, site):
    page = inside.get(PAGE).content.decode()
    assert "Frida kommer til Café Nygade" in page and "Første gang er" in page
    assert not any(word in page for word in ("40 12 18 60", "40121860", "Hjemme hos", "Vi gik en tur"))
    with at_site(site):
        assert Lookup.objects.filter(role="offer_contact").count() == 1


def test_what_makes_it_easier_is_shown_and_no_other_wish(inside, site, told):
    with at_site(site):
        actions.write_wishes(
            by=told[2],
            journey=told[0].journey,
            now=timezone.now(),
            access_needs=["breaks"],
            access_words="Et bord ved vinduet.",
            own_words="Jeg savner mine venner.",
            overwhelms=["noise"],
        )
    page = inside.get(PAGE).content.decode()
    assert "Det gør det lettere for Frida" in page and "Pauser undervejs" in page and "Et bord ved vinduet." in page
    assert "Jeg savner mine venner." not in page and "Støj" not in page


def test_a_get_answers_nothing_and_a_double_press_answers_once(inside, site):
    for _again in range(10):
        inside.get(PAGE)
    with at_site(site):
        assert Introduction.objects.get().offer_answered_at is None
    assert inside.post(PAGE).status_code == 302
    with at_site(site):
        first = Introduction.objects.get().offer_answered_at
    inside.post(PAGE)
    with at_site(site):
        assert first and Introduction.objects.get().offer_answered_at == first


def test_a_yes_taken_back_shows_nothing_and_takes_no_answer(inside, site, told):
    _introduction, consent, guide = told
    with at_site(site):
        owners = (guide.user_id,)
        consenting.withdraw_consent(by=guide, consent=consent, owners=owners, now=timezone.now())
    for answer in (inside.get(PAGE), inside.post(PAGE)):
        page = answer.content.decode()
        assert answer.status_code == 200 and "Her må vi ikke fortælle mere" in page
        assert "Aftalen er aflyst" not in page and "Der kommer ikke en ny" not in page
        assert "Frida" not in page and "Café Nygade" not in page
    with at_site(site):
        assert Introduction.objects.get().offer_answered_at is None
        assert Consent.objects.get(pk=consent.pk).withdrawn_at


def test_a_stone_that_was_left_is_called_off(inside, site, told):
    with at_site(site):
        actions.leave_stone(by=told[2], introduction=told[0], overwhelmed=[], now=timezone.now())
    assert "Aftalen er aflyst" in inside.get(PAGE).content.decode()
