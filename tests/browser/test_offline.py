"""A note written where there is no network is kept on the phone, sent once, and gone when the guide logs out."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.doors import step_in

NOTE = "Vi talte om værkstedet, uden net."
IS_KEPT = """async (path) => Boolean(await caches.match(path))"""
WAITING = """() => new Promise((resolve) => {
  const opening = indexedDB.open('traedesten', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'key' });
  opening.onsuccess = () => {
    const count = opening.result.transaction('outbox').objectStore('outbox').count();
    count.onsuccess = () => { opening.result.close(); resolve(count.result); };
  };
})"""


def test_a_note_written_without_network_is_sent_once_and_logging_out_leaves_nothing(demo, open_page):
    page = open_page(PHONE)
    step_in(page, demo, "Birthe Kjær")
    note = page.get_by_role("link", name="Notat om Kaj")
    form = note.get_attribute("href")
    until(page, IS_KEPT, form)

    page.context.set_offline(True)
    expect(page.get_by_text("Ingen dækning lige nu")).to_be_visible()
    note.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kaj")
    page.get_by_label("Vi talte i telefon").check()
    page.get_by_label("Skriv et par ord").fill(NOTE)
    page.get_by_label("Ikke noget lige nu").check()
    page.get_by_role("button", name="Gem notat").click()
    expect(page.locator("[data-saved]")).to_be_focused()
    expect(page.locator("[data-saved]")).to_contain_text("Gemt på din telefon")
    assert page.evaluate(WAITING) == 1
    page.get_by_role("link", name="Tilbage til mine forløb").click()
    expect(page.get_by_text("1 notat ligger trygt på telefonen")).to_be_visible()

    page.context.set_offline(False)
    until(page, f"async () => await ({WAITING})() === 0")
    page.reload()
    page.reload()
    page.goto(demo.url + form.replace("/kontakt/", "/forloeb/"))
    expect(page.get_by_text(NOTE)).to_have_count(1)

    page.goto(demo.url + "/s/holstebro/dag/")
    until(page, IS_KEPT, form)
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url(f"{demo.url}/")
    assert page.evaluate(WAITING) == 0
    assert page.evaluate("caches.keys()") == []


def test_a_note_that_lacks_something_comes_back_with_what_was_written(demo, open_page):
    page = open_page(PHONE)
    step_in(page, demo, "Birthe Kjær")
    page.get_by_role("link", name="Notat om Kaj").click()
    page.get_by_label("Vi talte i telefon").check()
    page.get_by_label("Skriv et par ord").fill("Ring til 010190-1234 i morgen.")
    page.get_by_role("button", name="Gem notat").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Det ligner et CPR-nummer")
    expect(page.get_by_label("Skriv et par ord")).to_have_value("Ring til 010190-1234 i morgen.")
    assert page.evaluate(WAITING) == 0


@pytest.mark.parametrize("words", ["Ring til 010190-1234 i morgen.", "Vi talte længe om haven."])
def test_two_quick_clicks_are_one(demo, open_page, words):
    page = open_page(PHONE)
    step_in(page, demo, "Birthe Kjær")
    page.get_by_role("link", name="Notat om Kaj").click()
    page.get_by_label("Vi talte i telefon").check()
    page.get_by_label("Skriv et par ord").fill(words)
    page.get_by_role("button", name="Gem notat").dblclick()
    if "010190" in words:
        expect(page.locator("[data-error-summary]")).to_contain_text("Det ligner et CPR-nummer")
        expect(page.get_by_label("Skriv et par ord")).to_have_value(words)
    else:
        expect(page.get_by_text("Tak. Dit notat er gemt.")).to_have_count(1)
    assert page.evaluate(WAITING) == 0


def until(page, script: str, argument=None) -> None:
    """Ask again until it is so. (Waiting inside the page is against its security policy.)"""
    for _try in range(100):
        if page.evaluate(script, argument):
            return
        page.wait_for_timeout(100)
    raise AssertionError(script)
