"""A site's own words for its messages."""

import pytest
from django.utils import timezone

from tests import make
from traedesten.messages.models import Message, Wording
from traedesten.messages.views import WHEN
from traedesten.messages.wording import WORDS
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LIST = "/s/holstebro/ord/"
PAGE = LIST + "person_page/da/"


@pytest.fixture
def boss(client, site):
    client.force_login(User.objects.get(pk=make.a_coordinator(site).user_id), backend=BACKEND)
    return client


def test_every_message_says_when_it_is_sent():
    assert set(WHEN) == set(WORDS)


def test_all_messages_are_listed_in_both_languages(boss):
    page = boss.get(LIST).content.decode()
    assert all(f"/ord/{name}/{language}/" in page for name in WORDS for language in ("da", "en"))


def test_own_words_are_kept_used_and_put_back(boss, site):
    assert boss.post(PAGE, {"text": "Hej {first_name}! Se her: {link}"}).status_code == 302
    assert "Jeres egne ord" in boss.get(LIST).content.decode()
    with at_site(site):
        journey = make.a_journey(site)
        message = Message.post(
            "person_page", journey.participant.recipient, now=timezone.now(), idempotency_key="x", path="/p/"
        )
        assert message.text.startswith("Hej Frida! Se her: http")
    assert boss.post(PAGE, {"common": "1"}).status_code == 302
    with at_site(site):
        assert not Wording.objects.exists()


def test_words_are_tried_before_they_are_kept(boss, site):
    answer = boss.post(PAGE, {"text": "Kære {first_name}: {link} fra {site}", "try": "1"})
    assert (answer.status_code, "Kære Frida: https://" in answer.content.decode()) == (200, True)
    with at_site(site):
        assert not Wording.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "Hej {first_name}",
        "Hej {last_name} {link}",
        "Hej {first_name.__class__} {link}",
        "Hej {0} {link}",
        "Hej {first_name!r} {link}",
        "Hej {first_name:>9} {link}",
        "Hej {first_name {link}",
        "Hej } {link}",
        "Ring om 250947-9989 {link}",
        "",
        "x" * 490 + "{link}",
    ],
)
def test_words_that_would_not_work_are_refused_and_kept_on_the_page(boss, site, text):
    answer = boss.post(PAGE, {"text": text})
    assert answer.status_code == 422
    assert (text[:6] in answer.content.decode()) or not text
    with at_site(site):
        assert not Wording.objects.exists()


def test_unknown_messages_and_languages_are_not_found(boss):
    assert {boss.get(LIST + path).status_code for path in ("nope/da/", "person_page/xx/")} == {404}


def test_a_guide_may_not_and_another_site_finds_nothing(client, site, other_site):
    client.force_login(make.a_guide(site).user, backend=BACKEND)
    assert {client.get(path).status_code for path in (LIST, PAGE)} == {403}
    assert client.post(PAGE, {"text": "Hej {link}"}).status_code == 403
    client.force_login(User.objects.get(pk=make.a_coordinator(other_site).user_id), backend=BACKEND)
    assert {client.get(path).status_code for path in (LIST, PAGE)} == {404}
