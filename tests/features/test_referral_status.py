"""Whoever referred can follow how far it has come, as far as the person has said yes to."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from traedesten.audit.models import Lookup
from traedesten.consent.actions import withdraw_consent
from traedesten.consent.models import Consent
from traedesten.domain.consent import Purpose
from traedesten.journeys import actions as journeys
from traedesten.referrals import actions as referrals
from traedesten.referrals.models import Referral
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import at_site

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
STATUS = "/holstebro/henvisning/"


def enter(client, site, referral: Referral) -> str:
    """Open a fresh link to the referral's status page; the page as text."""
    with at_site(site):
        now = timezone.now()
        token = Link.issue(purpose=Link.Purpose.REFERRAL_STATUS, subject_id=referral.pk, now=now)
    answer = client.get(f"{STATUS}{token}/", follow=True)
    assert answer.redirect_chain == [(STATUS, 302)]
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("assessing", "Vi har taget imod din henvisning"),
        ("meeting", "Vi har taget imod din henvisning"),
        ("walking", "En guide er i kontakt"),
        ("ended", "Vi er nået til vejs ende"),
    ],
)
def test_the_page_tells_how_far_it_has_come(client, site, stage, words):
    journey = make.a_journey(site, stage=stage)
    page = enter(client, site, journey.referral)
    assert words in page
    assert "Frida" not in page
    assert "40 12 18 60" not in page


def test_without_a_yes_nothing_beyond_the_receipt_is_told(client, site):
    told = make.a_journey(site, stage="walking")
    untold = make.a_journey(site, stage="walking", first_name="Kaj", phone="+4520304050", may_give_feedback=False)
    assert "En guide er i kontakt" in enter(client, site, told.referral)
    page = enter(Client(), site, untold.referral)
    assert "Vi har taget imod din henvisning" in page
    assert "En guide er i kontakt" not in page


def test_a_yes_taken_back_counts_at_once(client, site):
    journey = make.a_journey(site, stage="walking")
    assert "En guide er i kontakt" in enter(client, site, journey.referral)
    with at_site(site):
        consent = Consent.objects.get(person_id=journey.participant_id, purpose=Purpose.FEEDBACK)
        withdraw_consent(by=make.a_coordinator(site), consent=consent, owners=(), now=timezone.now())
    page = client.get(STATUS).content.decode()
    assert "Vi har taget imod din henvisning" in page and "Vi kan ikke fortælle mere" in page
    assert "En guide ringer senest" not in page


def test_a_promise_is_made_only_until_its_day(client, site):
    fresh, old = make.a_referral(site, now=timezone.now()), make.a_referral(site, phone="+4520304050")
    assert "En guide ringer senest" in enter(client, site, fresh)
    page = enter(Client(), site, old)
    assert "En guide ringer senest" not in page and "Vi kan ikke fortælle mere" in page


def test_without_a_number_nobody_promises_to_ring(client, site):
    page = enter(client, site, make.a_referral(site, now=timezone.now(), phone="", email="frida@example.org"))
    assert "En guide skriver senest" in page and "En guide ringer" not in page


def test_whoever_wrote_for_themselves_is_spoken_to(client, site):
    journey = make.a_journey(site, source="self")
    page = enter(client, site, journey.referral)
    assert "Du og en frivillig har talt sammen" in page and "den, du tænker på" not in page


@pytest.mark.parametrize("may_tell", [True, False])
def test_a_no_is_explained_only_when_it_may_be(client, site, may_tell):
    referral = make.a_referral(site)
    with at_site(site):
        referrals.decline_referral(
            by=make.a_coordinator(site),
            referral=referral,
            reason="other_help",
            may_tell_reason=may_tell,
            note="Kun til os.",
            now=timezone.now(),
        )
    page = enter(client, site, referral)
    assert "Her kan vi desværre ikke hjælpe" in page
    assert ("Får allerede hjælp et andet sted" in page) == may_tell
    assert "Kun til os." not in page


def test_a_question_is_shown_with_a_number_to_call(client, site):
    referral = make.a_referral(site)
    with at_site(site):
        referrals.ask_more(
            by=make.a_coordinator(site), referral=referral, question="Hvornår er hun hjemme?", now=timezone.now()
        )
    page = enter(client, site, referral)
    assert "Hvornår er hun hjemme?" in page
    assert 'href="tel:+4597110000"' in page


@pytest.mark.parametrize("state", [Referral.State.NEW, Referral.State.CLARIFYING, Referral.State.ACCEPTED])
def test_a_question_stays_on_the_page_the_mail_leads_to(client, site, state):
    referral, by, now = make.a_referral(site), make.a_coordinator(site), timezone.now()
    with at_site(site):
        referrals.ask_more(by=by, referral=referral, question="Hvornår er hun hjemme?", now=now)
        if state == Referral.State.ACCEPTED:
            journeys.open_journey(by=by, referral=referral, now=now)
        else:
            referrals.move_referral(by=by, referral=referral, to=state, now=now)
    page = enter(client, site, referral)
    assert "Hvornår er hun hjemme?" in page and "97 11 00 00" in page
    assert "En guide ringer senest" not in page
    assert ("du behøver ikke svare mere" in page) == (state == Referral.State.ACCEPTED)


def test_a_held_and_a_discarded_card_look_like_any_other(client, site):
    plain = make.a_referral(site)
    held = make.a_referral(site, suspicions=["too_fast"])
    gone = make.a_referral(site, suspicions=["too_fast"])
    with at_site(site):
        referrals.discard_referral(by=make.a_coordinator(site), referral=gone, now=timezone.now())
    pages = [TOKEN.sub("", enter(Client(), site, referral)) for referral in (plain, held, gone)]
    assert pages[0] == pages[1] == pages[2]


def test_the_look_is_recorded_with_the_referrers_role(client, site):
    journey = make.a_journey(site, stage="walking")
    enter(client, site, journey.referral)
    with at_site(site):
        looked = Lookup.objects.get(page="journeys:referral_status")
    assert (looked.role, looked.person_ids) == ("referrer", [journey.participant_id])


def test_a_stranger_and_an_old_link_get_a_kind_page(client, site, other_site):
    referral = make.a_referral(site)
    assert client.get(STATUS).status_code == 410
    with at_site(site):
        then = timezone.now() - timedelta(days=2)
        token = Link.issue(
            purpose=Link.Purpose.REFERRAL_STATUS,
            subject_id=referral.pk,
            now=then,
            expires_at=then + timedelta(days=1),
        )
    assert client.get(f"/skovby/henvisning/{token}/").status_code == 410
    assert client.get(f"{STATUS}{token}/").status_code == 410
    enter(client, site, referral)
    assert client.get("/skovby/henvisning/").status_code == 410
