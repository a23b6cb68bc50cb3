"""The list of offers: kept by coordinators, read by guides, and open to everybody without the contact person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from traedesten.offers.models import Offer
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LIST, FIND = "/s/holstebro/tilbud/", "/holstebro/find/"
FORM = {
    "name": "Café Nygade",
    "kind": "practice",
    "size": "small",
    "about": "Kaffe og spil.",
    "place": "Frivilligcentret",
    "contact_name": "Lone",
    "contact_phone": "61 72 73 74",
    "is_open": "on",
    "day_0": "3",
    "starts_0": "14:00",
    "ends_0": "17:00",
}


def sign_in(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


@pytest.fixture
def boss(client, site):
    return sign_in(client, make.a_coordinator(site))


def test_an_offer_is_put_on_the_list_and_put_right(boss, site):
    answer = boss.post(LIST + "nyt/", FORM)
    assert answer.status_code == 302
    with at_site(site):
        row = Offer.objects.get()
        assert (row.contact_phone, [(t.weekday, t.starts.hour) for t in row.times.all()]) == (
            "+4561727374",
            [(3, 14)],
        )
    assert "Torsdag kl. 14.00–17.00" in boss.get(answer.url).content.decode()
    edit = f"{LIST}{row.pk}/ret/"
    page = boss.get(edit).content.decode()
    assert 'value="14:00"' in page and "61 72 73 74" in page
    changed = {**FORM, "name": "Café Solsiden", "day_1": "0", "starts_1": "10:00", "ends_1": "11:30"}
    changed.pop("is_open")
    assert boss.post(edit, changed).status_code == 302
    with at_site(site):
        row.refresh_from_db()
        assert (row.name, row.is_open, row.times.count()) == ("Café Solsiden", False, 2)


@pytest.mark.parametrize(
    "fault",
    [
        {"ends_0": "13:00"},
        {"ends_0": ""},
        {"day_0": ""},
        {"name": ""},
        {"contact_phone": "12"},
        {"about": "Spørg 250947-9989"},
        {"starts_0": "25:99"},
    ],
)
def test_a_fault_keeps_what_was_typed(boss, site, fault):
    answer = boss.post(LIST + "nyt/", {**FORM, **fault})
    assert (answer.status_code, "Frivilligcentret" in answer.content.decode()) == (422, True)
    with at_site(site):
        assert not Offer.objects.exists()


def test_the_list_is_filtered_by_kind(boss, site):
    make.an_offer(site)
    make.an_offer(site, "Pusterummet", kind="relief")
    page = boss.get(LIST + "?slags=relief").content.decode()
    assert "Pusterummet" in page and "Café Nygade" not in page
    assert "Café Nygade" in boss.get(LIST + "?slags=vrøvl").content.decode()


def test_a_guide_reads_and_does_not_write(client, site):
    offer = make.an_offer(site)
    sign_in(client, make.a_guide(site))
    page = client.get(LIST).content.decode()
    assert "Café Nygade" in page and "61 72 73 74" in page and "/nyt/" not in page
    assert client.get(f"{LIST}{offer.pk}/").status_code == 200
    for path in (LIST + "nyt/", f"{LIST}{offer.pk}/ret/"):
        assert (client.get(path).status_code, client.post(path, FORM).status_code) == (403, 403)


def test_another_site_finds_nothing(client, site, other_site):
    offer = make.an_offer(site)
    sign_in(client, make.a_coordinator(other_site))
    assert client.get(LIST).status_code == 404
    assert client.get(f"/s/skovby/tilbud/{offer.pk}/").status_code == 404
    assert client.post(f"/s/skovby/tilbud/{offer.pk}/ret/", FORM).status_code == 404
    assert "Café Nygade" not in client.get("/skovby/find/").content.decode()


def test_everybody_finds_the_open_ones_without_the_contact_person(client, site):
    make.an_offer(site, about="Kaffe og spil.")
    make.an_offer(site, "Lukket klub", is_open=False)
    page = client.get(FIND).content.decode()
    assert "Café Nygade" in page and "Kaffe og spil." in page and "tel:+4597110000" in page
    assert not any(word in page for word in ("Lone", "61 72 73 74", "61727374", "Lukket klub"))


@pytest.mark.parametrize("path", [LIST, FIND])
def test_a_list_costs_the_same_for_one_and_twenty(boss, site, path):
    by = make.a_coordinator(site)
    make.an_offer(site, by=by)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert boss.get(path).status_code == 200
        return len(queries)

    cost()
    first = cost()
    for number in range(19):
        make.an_offer(site, f"Sted {number}", by=by)
    cost()  # makes the index anew
    assert cost() == first
