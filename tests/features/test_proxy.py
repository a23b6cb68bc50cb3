"""Behind a web server of the site's own each sender is still somebody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone

from tests import make
from traedesten.referrals.models import Referral
from traedesten.tenancy.scope import at_site
from traedesten.ui.open_forms import stamp
from traedesten.wsgi import application

SECRET = "a" * 32
CARD = {
    "source": "health",
    "whom_to_call": "participant",
    "first_name": "Frida",
    "phone": "40 12 18 60",
    "has_said_yes": "on",
    "csrfmiddlewaretoken": SECRET,
}


@pytest.fixture
def digest_of(committed):
    """Send a card through the server's own door, and give what is kept of the sender's address."""

    with transaction.atomic():
        site = make.a_site()

    def sent(address: str, forwarded_for: str = "") -> bytes:
        key = uuid4()
        card = CARD | {"submission_key": str(key), "opened": stamp(timezone.now() - timedelta(seconds=30))}
        headers = {"HTTP_X_FORWARDED_FOR": forwarded_for} if forwarded_for else {}
        about = {"REMOTE_ADDR": address, "HTTP_COOKIE": f"csrftoken={SECRET}", **headers}
        request = RequestFactory().post("/holstebro/henvis/", card, **about)
        answers = []
        b"".join(application(request.environ, lambda status, headers: answers.append(status)))
        assert answers == ["302 Found"]
        with transaction.atomic(), at_site(site):
            return bytes(Referral.objects.latest("received_at").sender_digest)

    return sent


def test_two_senders_behind_the_sites_own_web_server_are_two(digest_of):
    mona, bodil = digest_of("127.0.0.1", "198.51.100.7"), digest_of("127.0.0.1", "198.51.100.8")
    assert mona != bodil
    assert digest_of("127.0.0.1", "198.51.100.7") == mona
    assert digest_of("198.51.100.7") == mona


def test_an_address_that_the_sender_made_up_is_not_believed(digest_of):
    assert digest_of("203.0.113.9", "198.51.100.7") == digest_of("203.0.113.9")
    assert digest_of("127.0.0.1", "1.2.3.4, 198.51.100.7") == digest_of("198.51.100.7")
