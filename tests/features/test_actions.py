"""Every action: whoever may can do it, it writes one bare event, and it is done whole or not at all."""

import json
import sys

import pytest
from django.db import connections, transaction

from tests.features import cases, world
from traedesten.audit.models import Event
from traedesten.domain.access import MAY, Actor, Deed, Denied, Role
from traedesten.tenancy.scope import at_site

NAMES = sorted(cases.CASES)


class Broken(Exception):
    """The failure that the tests put in."""


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


def deed_of(name: str, scene) -> Deed:
    """What the action requires, as it says itself to somebody without any role."""
    nobody = Actor(site_id=scene.world.site.pk, roles=frozenset())
    with pytest.raises(Denied) as denied, transaction.atomic():
        cases.called(name, scene, nobody, Role.COORDINATOR)
    return denied.value.deed


def roles_for(name: str, scene) -> list[Role]:
    if name in cases.BY_THEMSELVES:
        return [Role.SYSTEM]
    deed = deed_of(name, scene)
    return [role for role in Role if deed in MAY[role]]


def done(name: str, scene, role: Role) -> list[Event]:
    """The events that the action writes when this role does it; the action itself is undone again."""
    last = max(Event.objects.values_list("pk", flat=True))
    with transaction.atomic():
        by = cases.actor(role, scene, cases.CASES[name](scene, role))
        cases.called(name, scene, by, role)
        events = list(Event.objects.filter(pk__gt=last))
        transaction.set_rollback(True)
    return events


def test_every_action_has_a_case():
    assert sorted(cases.actions()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_action_writes_one_event_for_each_role_that_may(name, scene):
    roles = roles_for(name, scene)
    assert roles
    for role in roles:
        events = done(name, scene, role)
        assert role.value in [event.role for event in events]
        assert len(events) == 1 or name in cases.CALL_OTHERS


@pytest.mark.parametrize("name", NAMES)
def test_an_event_carries_no_personal_value(name, scene):
    secrets = [scene.world.word.casefold(), "40121860", "51772009", "@"]
    for role in roles_for(name, scene):
        for event in done(name, scene, role):
            written = json.dumps(event.ids | {"fields": event.fields, "verb": event.verb}, default=str).casefold()
            assert [secret for secret in secrets if secret in written] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_action_is_done_whole_or_not_at_all(name, scene, monkeypatch):
    role = roles_for(name, scene)[0]
    arguments = cases.CASES[name](scene, role)
    before = world.contents(scene.world.site.pk)

    def fail(**_words):
        assert name in QUIET or world.contents(scene.world.site.pk) != before
        raise Broken

    room = sys.modules[cases.actions()[name].__module__]
    for recorder in {"record", "record_each"} & vars(room).keys():
        monkeypatch.setattr(room, recorder, fail)
    with pytest.raises(Broken), transaction.atomic():
        cases.called(name, scene, cases.actor(role, scene, arguments), role)
    assert world.contents(scene.world.site.pk) == before


# Actions that may find everything as it should be already.
QUIET = {"referrals.move_referral", "api.export_offers", "matching.ask_guides", "insight.publish"}
QUIET |= {"groups.count_figures"}
QUIET |= {f"support.{name}" for name in ("release_departed", "keep_duty", "publish_roster")}


def test_the_event_would_be_found_if_it_told():
    written = json.dumps({"note": "Kanarieholstebro ringede"}).casefold()
    assert "kanarieholstebro" in written
