"""Links for those without an account: expiring, revocable, single purpose, and never used up by a GET."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from traedesten.tenancy.models import Link
from traedesten.tenancy.scope import at_site

DOORS = {
    Link.Purpose.PERSON: ("/holstebro/p/", "/holstebro/min-side/"),
    Link.Purpose.INTRODUCTION: ("/holstebro/ny/", "/holstebro/ny/"),
    Link.Purpose.HANDOVER: ("/holstebro/overlevering/", "/holstebro/overlevering/"),
    Link.Purpose.INVITATION: ("/holstebro/velkommen/", "/holstebro/velkommen/"),
}


def issue(site, purpose=Link.Purpose.PERSON, **fields):
    journey = make.a_journey(site)
    with at_site(site):
        person = journey.participant_id
        return Link.issue(purpose=purpose, subject_id=person, person_id=person, now=timezone.now(), **fields)


@pytest.mark.parametrize("purpose", DOORS)
def test_an_unknown_token_gets_a_kind_410(client, site, purpose):
    answer = client.get(DOORS[purpose][0] + "ukendt-ukendt-ukendt/")
    assert (answer.status_code, "Linket virker ikke mere" in answer.content.decode()) == (410, True)


@pytest.mark.parametrize("purpose", DOORS)
def test_without_a_cookie_the_page_is_gone(client, site, purpose):
    assert client.get(DOORS[purpose][1]).status_code == 410
    assert client.post(DOORS[purpose][1]).status_code == 410


def test_an_expired_link_is_gone(client, site):
    token = issue(site, expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/holstebro/p/{token}/").status_code == 410


def test_a_revoked_link_closes_the_cookie_too(client, site):
    token = issue(site)
    client.get(f"/holstebro/p/{token}/")
    assert client.get("/holstebro/min-side/").status_code == 200
    with at_site(site):
        Link.objects.filter(purpose="person").update(revoked_at=timezone.now())
    assert client.get("/holstebro/min-side/").status_code == 410
    assert client.post("/holstebro/min-side/ring-til-mig/").status_code == 410


def test_a_link_opens_nothing_but_its_own_purpose(client, site):
    token = issue(site, Link.Purpose.HANDOVER)
    assert client.get(f"/holstebro/p/{token}/").status_code == 410
    assert client.get(f"/holstebro/ny/{token}/").status_code == 410


def test_a_link_of_another_site_is_gone(client, site, other_site):
    token = issue(site)
    assert client.get(f"/skovby/p/{token}/").status_code == 410


def test_a_forged_cookie_is_gone(client, site):
    client.cookies["link_person"] = "WzEsICIwIl0:1abc:forged"
    assert client.get("/holstebro/min-side/").status_code == 410


def test_ten_gets_use_nothing_up(client, site):
    token = issue(site)
    for _again in range(10):
        assert client.get(f"/holstebro/p/{token}/").status_code == 302
    with at_site(site):
        assert set(Link.objects.values_list("used_at", "revoked_at")) == {(None, None)}
