"""What every story needs."""

import pytest

from tests import make
from traedesten.domain.access import Actor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def no_catalogue_of_a_test_before():
    """A catalogue is kept by the version of its directory, and what is rolled back gives the same version twice."""
    from traedesten.offers import catalogue

    catalogue._kept.clear()


@pytest.fixture
def coordinator(client, site) -> Actor:
    """A coordinator of the site, signed in."""
    from traedesten.tenancy.models import User

    actor = make.a_coordinator(site)
    client.force_login(User.objects.get(pk=actor.user_id), backend=BACKEND)
    return actor
