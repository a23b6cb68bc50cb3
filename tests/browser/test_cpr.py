"""A CPR number is spotted while it is typed, in the disguises that the server knows, and taken away again."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.domain.test_cpr import FOUND, LEFT_ALONE

WORDS = "Det ligner et CPR-nummer"


def the_card(demo, open_page):
    page = open_page(DESK)
    page.goto(f"{demo.url}/holstebro/henvis/")
    for details in page.locator("form details").all():
        details.evaluate("element => element.open = true")
    return page


def test_every_disguise_is_spotted_and_taken_away_on_the_card(demo, open_page):
    page = the_card(demo, open_page)
    note = page.locator("textarea[data-no-cpr]").first
    spotted = note.locator("xpath=following-sibling::*[@role='status']")
    for number in FOUND:
        note.fill(f"Hun hedder Ane, {number}, og bor her.")
        assert spotted.inner_text().startswith(WORDS), number
        spotted.get_by_role("button", name="Fjern det").click()
        expect(note).to_have_value("Hun hedder Ane, , og bor her.")
        assert not spotted.inner_text()


def test_what_only_looks_like_a_number_is_left_alone(demo, open_page):
    page = the_card(demo, open_page)
    note = page.locator("textarea[data-no-cpr]").first
    spotted = note.locator("xpath=following-sibling::*[@role='status']")
    for text in LEFT_ALONE:
        note.fill(text)
        assert not spotted.inner_text(), text


def test_a_number_in_the_telephones_place_is_spotted_and_a_telephone_number_is_not(demo, open_page):
    page = the_card(demo, open_page)
    phone = page.locator("input[type=tel]").first
    spotted = phone.locator("xpath=following-sibling::*[@role='status']")
    phone.fill("250947-9989")
    assert spotted.inner_text().startswith(WORDS)
    for number in ("40 12 18 60", "+45 40 12 18 60", "004540121860", "+46 70 123 45 67"):
        phone.fill(number)
        assert not spotted.inner_text(), number
