"""A site sees its own rows and nothing else; without a site nothing is seen at all."""

import pytest

from tests import make
from traedesten.journeys.models import Journey
from traedesten.people.models import Participant
from traedesten.tenancy.scope import NoSite, at_site


def test_a_journey_walks_through_its_stages(site):
    for stage in ("assessing", "waiting", "meeting", "walking", "following", "paused", "ended"):
        assert make.a_journey(site, stage=stage).stage == stage


def test_another_site_sees_no_row(site, other_site):
    make.a_journey(site)
    with at_site(site):
        assert Journey.objects.count() == 1
    with at_site(other_site):
        assert Journey.objects.count() == Journey._base_manager.count() == Participant._base_manager.count() == 0


def test_without_a_site_the_manager_raises_and_postgresql_shows_nothing(site):
    make.a_journey(site)
    with pytest.raises(NoSite):
        Journey.objects.count()
    assert Journey._base_manager.count() == 0
