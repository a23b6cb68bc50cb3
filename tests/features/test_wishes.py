"""Wishes and needs, and what people say yes to."""

import pytest
from django.urls import reverse

from tests import make
from traedesten.consent.models import Consent
from traedesten.consent.texts import TEXTS, text_of
from traedesten.domain.consent import TEXT_VERSION, Purpose
from traedesten.journeys import actions
from traedesten.journeys.models import Wishes
from traedesten.tenancy.scope import at_site


def url(name, journey, *ids):
    return reverse(f"journeys:{name}", args=[journey.site.slug, journey.pk, *ids])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


TOLD = {
    "own_words": "Brætspil med de andre.",
    "interests": ["games", "talk"],
    "overwhelms": ["crowd"],
    "group_size": "few",
    "times": ["thu-pm", "sun-eve"],
    "reach_km": "8",
    "languages": ["da"],
    "guide_gender": "",
    "expected_version": "0",
}


def wishes(site, journey) -> Wishes:
    with at_site(site):
        return Wishes.objects.get(journey=journey)


def test_the_conversation_is_kept(client, site, journey):
    assert client.post(url("write_wishes", journey), TOLD).url == url("journey", journey)
    kept = wishes(site, journey)
    assert (kept.own_words, kept.interests, kept.times) == (
        TOLD["own_words"],
        ["games", "talk"],
        ["thu-pm", "sun-eve"],
    )
    assert 'value="thu-pm" id="id_times_thu-pm" checked' in text(client.get(url("write_wishes", journey)))


def test_an_empty_conversation_is_fine(client, journey):
    assert client.post(url("write_wishes", journey), {"expected_version": "0"}).status_code == 302


def test_two_at_once_see_both_versions(client, site, journey):
    client.post(url("write_wishes", journey), TOLD)
    mine = TOLD | {"own_words": "Strikning.", "interests": ["creative"]}
    answer = client.post(url("write_wishes", journey), mine)
    page = text(answer)
    assert answer.status_code == 409
    assert "Strikning." in page
    assert "Nu står der: Brætspil med de andre." in page
    assert "Nu står der: Spil, Samtale" in page
    assert client.post(url("write_wishes", journey), mine | {"expected_version": "1"}).status_code == 302
    assert wishes(site, journey).own_words == "Strikning."


def test_a_slot_that_is_not_there_is_refused(client, journey):
    answer = client.post(url("write_wishes", journey), TOLD | {"times": ["xxx-am"]})
    assert answer.status_code == 422
    assert "Brætspil med de andre." in text(answer)


def standing(site, journey, purpose) -> Consent | None:
    with at_site(site):
        rows = Consent.objects.filter(person_id=journey.participant_id, purpose=purpose, withdrawn_at=None)
        return rows.first()


def a_yes(journey, **fields) -> dict:
    return {"give": "1", "purpose": "research", "person": journey.participant_id, "channel": "meeting", **fields}


def test_a_yes_is_given_and_taken_back(client, site, journey):
    client.post(url("consents", journey), a_yes(journey))
    given = standing(site, journey, "research")
    assert (given.channel, given.text_version) == ("meeting", TEXT_VERSION[Purpose.RESEARCH])
    assert "Sagt ja i dag ved et møde. Skrevet ned af: Fællesskabsguide." in text(
        client.get(url("consents", journey))
    )
    client.post(url("consents", journey), {"withdraw": given.pk})
    assert standing(site, journey, "research") is None
    assert "Taget tilbage i dag." in text(client.get(url("consents", journey)))


def test_a_yes_is_about_one_relative(client, site, guide, journey, now):
    with at_site(site):
        mona = actions.add_relative(by=make.as_guide(guide), journey=journey, first_name="Mona", now=now)
    client.post(url("consents", journey), a_yes(journey, purpose="relative", about=mona.pk))
    assert standing(site, journey, "relative").about_id == mona.pk


@pytest.mark.parametrize("wrong", [{"purpose": "handover"}, {"about": "7f0c2a34-0f5e-4a4a-9a55-0a2d9f6a1b11"}])
def test_only_what_is_asked_here_can_be_given(client, journey, wrong):
    assert client.post(url("consents", journey), a_yes(journey, **wrong)).status_code == 404


def test_a_yes_without_a_channel_is_no_yes(client, journey):
    assert client.post(url("consents", journey), a_yes(journey, channel="")).status_code == 422


def test_somebody_elses_yes_stays(client, site, journey, now):
    other = make.a_journey(site, now=now)
    client.post(url("consents", journey), {"withdraw": standing(site, other, "contact").pk})
    assert standing(site, other, "contact") is not None


def test_every_purpose_has_words_in_the_version_in_use():
    assert all((purpose, TEXT_VERSION[purpose]) in TEXTS for purpose in Purpose)
    assert str(text_of("contact")).startswith("Fællesskabsguiderne må ringe")
