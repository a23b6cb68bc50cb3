"""The referral card in a real browser: its four answers in view, and nothing lost on the way."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.doors import step_in


@pytest.mark.parametrize("size", [PHONE, {**DESK, "height": 800}], ids=["phone", "desk"])
def test_the_four_answers_of_a_workplace_stand_above_the_fold(demo, open_page, size):
    page = open_page(size)
    step_in(page, demo, "Sygeplejersken")
    box = page.locator("label.tick", has=page.locator("[name=has_said_yes]")).bounding_box()
    assert box["y"] + box["height"] <= size["height"]


def test_a_change_of_language_keeps_what_was_typed(demo, open_page):
    page = open_page(PHONE)
    page.goto(f"{demo.url}/holstebro/henvis/")
    page.get_by_label("Pårørende", exact=True).check()
    page.get_by_label("En pårørende", exact=True).check()
    page.get_by_label("Fornavn", exact=True).fill("Mona")
    page.get_by_label("Møde andre i samme båd").check()
    page.locator("summary", has_text="Fortæl lidt mere").click()
    page.get_by_label("Alder").fill("20")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[name=first_name]")).to_have_value("Mona")
    expect(page.locator("[name=source][value=relative]")).to_be_checked()
    expect(page.locator("[name=whom_to_call][value=relative]")).to_be_checked()
    expect(page.locator("[name=wishes][value=peers]")).to_be_checked()
    expect(page.locator("[name=age]")).to_be_visible()
    expect(page.locator("[name=age]")).to_have_value("20")
    assert page.evaluate("window.sessionStorage.length") == 0
    page.reload()
    expect(page.locator("[name=first_name]")).to_have_value("")
