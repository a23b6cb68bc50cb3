"""Coordinators take the open offers home; who did is written down, and contact persons stay unless they said yes."""

import csv
import io
import json
import zipfile

import pytest
from django.test import Client
from icalendar import Calendar

from tests import make
from tests.api.conftest import many_offers, rich_offer
from traedesten.api.exports import SHAPES
from traedesten.audit.models import Event
from traedesten.interop import hsds, tables, tabular
from traedesten.interop.records import OfferRecord
from traedesten.offers.models import Offer
from traedesten.tenancy.scope import at_site


@pytest.fixture
def coordinator(site) -> Client:
    return make.signed_in(make.a_coordinator(site).user_id)


def taken(client: Client, site, shape: str) -> bytes:
    answer = client.post(f"/s/{site.slug}/tilbud/eksport/", {"shape": shape})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith(f'attachment; filename="tilbud-{site.slug}-')
    return b"".join(answer.streaming_content)


@pytest.fixture
def offers(site, other_site) -> set[str]:
    """Names of the open offers; one more is closed, and one is another site's."""
    names = {offer.name for offer in many_offers(site, 5)} | {rich_offer(site).name}
    make.an_offer(site, "Lukket for nu", is_open=False)
    make.an_offer(other_site, "Et andet sted")
    return names


READERS = {
    "csv": lambda file: tables.read_table(file.read()),
    "hsds-json": hsds.read,
    "hsds-ndjson": hsds.read,
    "hsds-tabular": tabular.read,
}


@pytest.mark.parametrize("shape", sorted(READERS))
def test_a_file_can_be_read_again_and_has_the_open_offers(shape, site, offers, coordinator):
    content = taken(coordinator, site, shape)
    reads = list(READERS[shape](io.BytesIO(content)))
    assert {read.record.name for read in reads if isinstance(read.record, OfferRecord)} == offers


def test_the_calendar_has_the_meetings(site, offers, coordinator):
    calendar = Calendar.from_ical(taken(coordinator, site, "ical"))
    assert {str(event["summary"]) for event in calendar.walk("VEVENT")} <= offers
    assert len(calendar.walk("VEVENT")) > 100


def test_the_package_says_what_is_in_it(site, offers, coordinator):
    package = zipfile.ZipFile(io.BytesIO(taken(coordinator, site, "hsds-tabular")))
    paths = [resource["path"] for resource in json.loads(package.read("datapackage.json"))["resources"]]
    assert sorted(package.namelist()) == sorted(["datapackage.json", *paths])


def test_a_spreadsheet_runs_nothing(site, coordinator):
    make.an_offer(site, "=1+1", about="@SUM(A1)")
    content = taken(coordinator, site, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    _head, row = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert [cell for cell in row if cell.startswith(("=", "@"))] == []
    assert "'=1+1" in row


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_taking_it_home_is_written_down_and_shows_no_contact_person(shape, site, coordinator):
    offer = make.an_offer(site, contact_email="lone@example.org")
    content = taken(coordinator, site, shape)
    with at_site(site):
        (event,) = Event.objects.filter(verb="offer.exported")
    assert (event.role, event.ids) == ("coordinator", {"format": shape})
    assert offer.name.encode() in content or shape == "hsds-tabular"
    assert [secret for secret in (b"Lone", b"61727374", b"lone@") if secret in content] == []


def test_a_contact_person_who_said_yes_goes_along(site, coordinator):
    make.an_offer(site, contact_public_since=make.NOW)
    assert "Lone" in taken(coordinator, site, "hsds-ndjson").decode()


def test_an_empty_directory_is_an_empty_file(site, coordinator):
    assert json.loads(taken(coordinator, site, "hsds-json")) == []


def test_the_queries_do_not_grow_with_the_offers(site, coordinator, django_assert_max_num_queries):
    for more in (1, 24):
        many_offers(site, more)
        with django_assert_max_num_queries(45):
            taken(coordinator, site, "csv")


def test_an_unknown_kind_of_file_is_told_in_words(site, coordinator):
    address = f"/s/{site.slug}/tilbud/eksport/"
    answer = coordinator.post(address, {"shape": "xml"})
    assert answer.status_code == 422 and "Den slags fil laver vi ikke." in answer.content.decode()
    page = coordinator.get(address).content.decode()
    assert [shape for shape in SHAPES if f'value="{shape}"' not in page] == []


def test_a_guide_does_not_take_it_home(site):
    client = make.signed_in(make.a_guide(site).user_id)
    for answer in (client.get, client.post):
        assert answer(f"/s/{site.slug}/tilbud/eksport/").status_code == 403
    with at_site(site):
        assert not Event.objects.filter(verb="offer.exported").exists()
        assert Offer.objects.count() == 0
