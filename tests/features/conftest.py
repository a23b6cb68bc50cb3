"""What every story needs. A story that needs something else under the same name has its own."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from traedesten.domain.access import Actor
from traedesten.tenancy.scope import at_site

BACKEND = make.BACKEND


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


@pytest.fixture
def by(site) -> Actor:
    """A coordinator of the site."""
    return make.a_coordinator(site)


@pytest.fixture
def staff(by) -> Client:
    """Their browser."""
    return make.signed_in(by.user_id)


@pytest.fixture
def here(site):
    """Work at the site."""
    with at_site(site):
        yield site


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def guide(site, client):
    """A guide of the site, signed in."""
    from traedesten.tenancy.models import User

    guide = make.a_guide(site)
    client.force_login(User.objects.get(pk=guide.user_id), backend=BACKEND)
    return guide


@pytest.fixture
def journey(site, guide, now):
    """The guide's, since yesterday."""
    return make.a_journey(site, guide=guide, now=now - timedelta(days=1))
