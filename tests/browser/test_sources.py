"""A coordinator brings a list in and regrets it, with a real worker, at a desk and on a phone."""

import pytest

from tests.browser.conftest import DESK, PHONE, axe_faults, sideways
from tests.browser.doors import step_in

TABLE = """Navn;Forening;Sted;Adresse;Tid;Pris;Telefon
Strikkecafé;Husflid;Biblioteket;Kirkestræde 11;Tirsdag kl. 14-16;Gratis;97 42 00 00
Banko;Naboerne;Salen;Nygade 2;når det passer;50 kr.;12
"""


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_list_is_brought_in_and_undone(demo, open_page, viewport):
    page = open_page(viewport)
    step_in(page, demo, "Hanne Vad")
    page.goto(f"{demo.url}/s/holstebro/tilbud/")
    page.get_by_role("link", name="Lister, tilbud kommer fra").click()
    page.get_by_role("link", name="Hent en liste ind").click()
    _look(page)
    page.get_by_label("Hvad kalder I listen?").fill("Foreningerne")
    page.set_input_files("input[type=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": TABLE.encode()})
    page.get_by_role("button", name="Læs listen").click()
    page.get_by_role("heading", name="Hvad står der i kolonnerne?").wait_for()
    _look(page)
    page.get_by_role("button", name="Se, hvad der ville ske").click()
    page.get_by_role("heading", name="Sådan ville det blive").wait_for(timeout=60_000)
    _look(page)
    page.get_by_role("button", name="Hent dem ind").click()
    page.get_by_role("heading", name="Hentet ind").wait_for(timeout=60_000)
    _look(page)
    page.locator("summary", has_text="Fortryd kun det her – Banko").click()
    _look(page)
    page.get_by_role("button", name="Ja, tag det væk – Banko").click()
    page.get_by_text("Banko er væk igen.").first.wait_for()
    page.get_by_role("button", name="Tag det med næste gang").wait_for()
    _look(page)
    page.get_by_text("Fortryd det hele", exact=True).click()
    page.get_by_role("button", name="Ja, fortryd det hele").click()
    page.get_by_role("heading", name="Det er fortrudt").wait_for(timeout=60_000)
    page.goto(f"{demo.url}/s/holstebro/tilbud/kilder/")
    _look(page)


def _look(page) -> None:
    assert axe_faults(page) == []
    assert sideways(page) <= 0
