"""Every action refuses everybody whom the table does not name, and the same role where it has no say."""

import pytest
from django.db import connections, transaction

from tests import make
from tests.features import cases, world
from tests.features.test_actions import NAMES, deed_of
from traedesten.domain.access import MAY, Actor, Denied, Reach, Role
from traedesten.tenancy.scope import WrongSite, at_site

ASKING = [name for name in NAMES if name not in cases.BY_THEMSELVES]


@pytest.fixture(scope="module")
def there(django_db_setup, django_db_blocker, superuser_url):
    """A populated site, committed; each test rolls back what it does on top."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            populated = world.a_world("holstebro")
        yield populated
        world.empty(superuser_url, connections["default"].settings_dict["NAME"])


@pytest.fixture
def scene(there, db):
    with at_site(there.site):
        yield cases.Scene(there)


def refused(name: str, scene, by: Actor, role: Role, why=Denied) -> None:
    with pytest.raises(why), transaction.atomic():
        cases.called(name, scene, by, role)


@pytest.mark.parametrize("name", ASKING)
def test_every_role_that_may_not_is_refused_and_nothing_is_written(name, scene):
    deed, before = deed_of(name, scene), world.contents(scene.world.site.pk)
    for role in Role:
        if deed not in MAY[role]:
            refused(name, scene, cases.actor(role, scene, cases.CASES[name](scene, role)), role)
    assert world.contents(scene.world.site.pk) == before


@pytest.mark.parametrize("name", ASKING)
def test_the_same_role_at_another_site_is_refused(name, scene):
    deed, elsewhere = deed_of(name, scene), make.a_site("skovby")
    for role in Role:
        if deed in MAY[role]:
            here = cases.actor(role, scene, cases.CASES[name](scene, role))
            stranger = Actor(elsewhere.pk, here.roles, here.user_id, here.subject_id, here.link_id)
            refused(name, scene, stranger, role, (Denied, WrongSite))


@pytest.mark.parametrize("name", ASKING)
def test_who_only_reaches_their_own_is_refused_what_is_not(name, scene):
    deed, world_ = deed_of(name, scene), scene.world
    for role in Role:
        if MAY[role].get(deed) == Reach.OWN:
            stranger = make.as_guide(world_.other_guide) if role == Role.GUIDE else None
            stranger = stranger or Actor(world_.site.pk, frozenset({role}), subject_id=world_.other_guide.pk)
            refused(name, scene, stranger, role)


def test_somebody_who_is_two_things_may_do_what_either_may(scene):
    both = Actor(scene.world.site.pk, frozenset({Role.GUIDE, Role.COORDINATOR}), scene.world.guide.user_id)
    assert cases.called("journeys.pause", scene, both, Role.GUIDE).stage == "paused"
