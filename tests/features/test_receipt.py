"""The thanks for a card: what happens now, words to pass on, and a link to follow."""

from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from tests import make
from tests.features.test_referring import RECEIPT, REFER, a_card, sent


def test_the_receipt_tells_the_day_and_what_to_say(client, site):
    make.a_guide(site, "Birthe Kjær")
    make.a_guide(site, "Jonas Lund")
    client.post(REFER, a_card())
    for _time in range(2):  # it can be opened again
        page = client.get(RECEIPT).content.decode()
        assert "En guide ringer senest" in page
        assert "Birthe eller Jonas" in page or "Jonas eller Birthe" in page
        assert "Frida" not in page


def test_the_yes_asked_for_is_that_of_whoever_is_called(client, site):
    page = client.get(REFER).content.decode()
    assert "Den, guiden ringer til, har sagt ja til det" in page
    assert "orgeren" not in page.split('<form method="post" novalidate data-keep>')[1].split("</form>")[0]


def test_the_receipt_speaks_of_the_relative_who_is_called(client, site):
    client.post(REFER, a_card(source="relative", whom_to_call="relative"))
    page = client.get(RECEIPT).content.decode()
    assert "En guide ringer til den pårørende senest" in page
    assert "orgeren" not in page


@pytest.mark.parametrize(("source", "cls"), [("health", "button"), ("relative", "button button--quiet")])
def test_a_relative_is_not_urged_to_refer_another(client, site, source, cls):
    client.post(REFER, a_card(source=source))
    page = client.get(RECEIPT).content.decode()
    assert f'<a class="{cls}" href="{REFER}">Henvis én til</a>' in page


def test_the_receipts_link_can_be_copied(client, site):
    client.post(REFER, a_card())
    page = client.get(RECEIPT).content.decode()
    assert 'data-copy="link-status"' in page and "readonly" not in page


@pytest.mark.parametrize("source", ["health", "self"])
def test_nobody_promises_to_ring_when_only_an_address_is_known(client, site, source):
    make.a_guide(site)
    client.post(
        f"{REFER}?hvem=selv" if source == "self" else REFER, a_card(source=source, phone="", email="f@example.org")
    )
    page = client.get(RECEIPT).content.decode()
    assert "skriver" in page and "ringer" not in page
    printed = PdfReader(BytesIO(client.get(f"{RECEIPT}kort.pdf").content))
    assert printed.metadata.title == "Der skriver en frivillig til dig"
    assert "ringer til dig" not in printed.pages[0].extract_text()


def test_the_receipts_link_opens_the_status_page(client, site):
    client.post(REFER, a_card())
    page = client.get(RECEIPT).content.decode()
    address = page.split('class="copy__link">')[1].split("<")[0]
    assert address.startswith(settings.PUBLIC_URL)
    stranger = Client()
    answer = stranger.get(address.removeprefix(settings.PUBLIC_URL), follow=True)
    assert "Vi har taget imod din henvisning" in answer.content.decode()


def test_the_receipt_is_kind_when_the_browser_has_forgotten(client, site):
    answer = client.get(RECEIPT)
    assert answer.status_code == 200
    assert "Har du lige sendt en henvisning, er den hos os" in answer.content.decode()


def test_the_persons_card_is_tagged_and_names_nobody(client, site):
    client.post(REFER, a_card())
    answer = client.get(f"{RECEIPT}kort.pdf")
    assert answer["Content-Type"] == "application/pdf"
    printed = PdfReader(BytesIO(answer.content))
    words = printed.pages[0].extract_text()
    assert printed.trailer["/Root"]["/Lang"] == "da"
    assert printed.metadata.title == "Der ringer en frivillig til dig"
    assert "97 11 00 00" in words
    assert "senest" in words
    assert "Frida" not in words
    assert Client().get(f"{RECEIPT}kort.pdf").status_code == 200


def test_a_form_from_another_site_stays_at_that_site(client, site, other_site):
    client.post("/skovby/henvis/", a_card())
    assert sent(site) == []
    assert len(sent(other_site)) == 1
    assert "Har du lige sendt" in client.get(RECEIPT).content.decode()
