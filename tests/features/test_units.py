"""A workplace gets a link and a card of its own, and loses them when it must."""

import re
from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from tests import make
from traedesten.audit.models import Event
from traedesten.referrals.actions import add_unit
from traedesten.referrals.models import ReferringUnit
from traedesten.tenancy.models import User
from traedesten.tenancy.scope import at_site

UNITS = "/s/holstebro/afdelinger/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def a_unit(site, by, name="Center for Sundhed") -> ReferringUnit:
    with at_site(site):
        return add_unit(by=by, name=name, kind="health", now=make.NOW)


def again(site, unit) -> ReferringUnit:
    with at_site(site):
        return ReferringUnit.objects.get(pk=unit.pk)


def test_a_workplace_gets_a_link_that_works(client, site, coordinator):
    answer = client.post(UNITS, {"name": "Lægerne i Nygade", "kind": "gp"})
    assert answer.status_code == 302
    with at_site(site):
        unit = ReferringUnit.objects.get()
        assert Event.objects.filter(verb="referral.unit_added").count() == 1
    page = client.get(UNITS).content.decode()
    assert "Lægerne i Nygade" in page
    assert f"/holstebro/henvis/{unit.token}/" in page
    assert client.get(f"/holstebro/henvis/{unit.token}/").status_code == 200


def test_a_name_is_asked_for_and_the_rest_stays(client, site, coordinator):
    answer = client.post(UNITS, {"name": "", "kind": "association"})
    assert answer.status_code == 422
    assert "Skriv, hvad stedet hedder." in answer.content.decode()
    assert re.search(r'value="association"[^>]* checked', answer.content.decode())


def test_the_list_tells_how_many_cards_came_from_each(client, site, coordinator):
    unit = a_unit(site, coordinator)
    for _card in range(2):
        make.a_referral(site, unit=unit)
    assert "2 henvisninger" in client.get(UNITS).content.decode()


def test_a_new_link_stops_the_old_one(client, site, coordinator):
    unit = a_unit(site, coordinator)
    assert client.post(f"{UNITS}{unit.pk}/nyt-link/").status_code == 302
    assert client.get(f"/holstebro/henvis/{unit.token}/").status_code == 410
    assert client.get(f"/holstebro/henvis/{again(site, unit).token}/").status_code == 200


def test_a_closed_link_stops_at_once_and_can_be_opened_again(client, site, coordinator):
    unit = a_unit(site, coordinator)
    client.post(f"{UNITS}{unit.pk}/luk/")
    assert client.get(f"/holstebro/henvis/{unit.token}/").status_code == 410
    assert client.get(f"{UNITS}{unit.pk}/kort.pdf").status_code == 404
    client.post(f"{UNITS}{unit.pk}/nyt-link/")
    assert client.get(f"/holstebro/henvis/{again(site, unit).token}/").status_code == 200


def test_links_are_renewed_and_closed_only_by_post(client, site, coordinator):
    unit = a_unit(site, coordinator)
    assert [client.get(f"{UNITS}{unit.pk}/{way}/").status_code for way in ("nyt-link", "luk")] == [405, 405]


def test_the_card_is_a_tagged_pdf_with_a_described_code(client, site, coordinator):
    unit = a_unit(site, coordinator, "Center for Sundhed, genoptræning")
    answer = client.get(f"{UNITS}{unit.pk}/kort.pdf")
    assert answer["Content-Type"] == "application/pdf"
    printed = PdfReader(BytesIO(answer.content))
    root = printed.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert printed.metadata.title == "Kender du én, der savner nogen?"
    assert root["/MarkInfo"]["/Marked"]
    [described] = texts_of(root["/StructTreeRoot"])
    assert "Center for Sundhed, genoptræning" in described
    assert unit.token in described
    assert "genoptræning" in printed.pages[0].extract_text()
    assert len(printed.pages) == 1


def texts_of(element) -> list[str]:
    """The alternative texts in a structure tree."""
    element = element.get_object()
    if isinstance(element, list):
        return [text for child in element for text in texts_of(child)]
    if not isinstance(element, dict):
        return []
    own = [element["/Alt"]] if "/Alt" in element else []
    return own + (texts_of(element["/K"]) if "/K" in element else [])


def test_only_a_coordinator_of_the_site_may(client, site, other_site):
    unit = a_unit(site, make.a_coordinator(site))
    guide, stranger = make.a_guide(site).user, User.objects.get(pk=make.a_coordinator(other_site).user_id)
    for user, status in ((guide, 403), (stranger, 404)):
        client.force_login(user, backend=BACKEND)
        answers = [client.get(UNITS), client.post(UNITS, {"name": "X", "kind": "gp"})]
        answers += [client.post(f"{UNITS}{unit.pk}/{way}/") for way in ("nyt-link", "luk")]
        answers += [client.get(f"{UNITS}{unit.pk}/kort.pdf")]
        assert {answer.status_code for answer in answers} == {status}
    assert again(site, unit).token == unit.token


def test_another_sites_workplace_is_not_found(client, site, other_site, coordinator):
    unit = a_unit(other_site, make.a_coordinator(other_site))
    assert client.post(f"{UNITS}{unit.pk}/luk/").status_code == 404
    assert again(other_site, unit).is_active


def test_twenty_workplaces_take_no_more_queries_than_one(client, site, coordinator):
    a_unit(site, coordinator)
    client.get(UNITS)
    with CaptureQueriesContext(connection) as few:
        client.get(UNITS)
    for number in range(19):
        a_unit(site, coordinator, f"Sted {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(UNITS)
    assert len(many) == len(few)


def test_a_second_unit_of_the_same_name_is_asked_to_tell_itself_apart(client, site, coordinator):
    form = {"name": "Genoptræning", "kind": "health"}
    address = reverse("referrals:units", args=[site.slug])
    assert client.post(address, form).status_code == 302
    answer = client.post(address, form | {"name": "genoptræning "})
    assert answer.status_code == 422 and "allerede en afdeling med det navn" in answer.content.decode()
