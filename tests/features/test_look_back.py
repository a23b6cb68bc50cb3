"""Whether proposals are followed, and whether anybody is placed less."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from traedesten.matching import actions
from traedesten.matching.look_back import Group, _group, _groups, look_back
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_a_count_below_five_is_hidden_on_either_side():
    assert _group("x", 20, 4, share=0.5).number is None
    assert _group("x", 20, 16, share=0.5).number is None
    assert _group("x", 0, 0, share=0.5).number is None
    assert _group("x", 20, 10, share=0.5) == Group("x", 20, 50, 30, 70)


def test_a_group_is_less_only_when_the_whole_interval_lies_below():
    assert _group("x", 100, 20, share=0.5).is_less
    assert not _group("x", 12, 5, share=0.5).is_less


def test_one_hidden_group_takes_the_next_smallest_with_it():
    people = {"a": [True] * 30, "b": [True] * 3, "c": [True] * 10}
    assert [(row.code, row.number) for row in _groups(people, 1.0)] == [("a", 30), ("b", None), ("c", None)]


@pytest.fixture
def boss(site, client):
    boss = make.a_coordinator(site)
    client.force_login(User.objects.get(pk=boss.user_id), backend=BACKEND)
    return boss


def test_what_became_of_proposals(client, site, boss):
    now, guide = timezone.now(), make.a_guide(site, capacity=20)
    for number in range(6):
        journey = make.a_journey(site, stage="waiting", now=now - timedelta(days=number + 1))
        with at_site(site):
            asked = actions.ask_guide(by=boss, journey=journey, volunteer=guide, now=now)
            if number:
                actions.accept_request(by=make.as_guide(guide), request=asked, now=now)
    with at_site(site):
        found = look_back(now)
    assert (found.answers.asked, found.answers.accepted, found.answers.declined) == (6, 5, 0)
    assert found.everybody.number is None
    page = " ".join(client.get(reverse("matching:look_back", args=[site.slug])).content.decode().split())
    assert "Ingen gruppe får tydeligt sjældnere en guide" in page and "Frida" not in page


def test_only_a_coordinator_looks_back(client, site):
    client.force_login(User.objects.get(pk=make.a_guide(site).user_id), backend=BACKEND)
    assert client.get(reverse("matching:look_back", args=[site.slug])).status_code == 403
