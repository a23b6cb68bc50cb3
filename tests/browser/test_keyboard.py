"""Without a mouse: the card, the errors in it, the board. And the board with a mouse, which gives the same."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.browser.doors import step_in

WHOLE_BOARD = {"width": 1280, "height": 2000}
HERE = """() => { const el = document.activeElement;
  const words = el.labels && el.labels.length ? el.labels[0].innerText : el.innerText;
  return (words || el.getAttribute('aria-label') || '').trim(); }"""


def test_a_card_is_sent_with_keyboard_only(demo, open_page):
    page = open_page(DESK)
    page.goto(f"{demo.url}/holstebro/henvis/")
    page.keyboard.press("Tab")
    assert page.evaluate(HERE) == "Gå til indholdet"
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tab_to(page, "Send henvisning")
    page.keyboard.press("Enter")

    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert page.title().startswith("Fejl:")
    tab_to(page, "Skriv et fornavn")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Fornavn", exact=True)).to_be_focused()
    page.keyboard.type("Tastatur")
    page.keyboard.press("Tab")
    page.keyboard.type("20304051")
    tab_to(page, "Den, guiden ringer til, har sagt ja")
    page.keyboard.press("Space")
    tab_back_to(page, "Vælg, hvem du er.")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.type") == "radio"
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Praktiserende læge")).to_be_checked()
    page.wait_for_timeout(2200)
    tab_to(page, "Send henvisning")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak. Nu tager vi over.")


def test_every_link_in_the_error_summary_lands_on_its_field(demo, open_page):
    page = open_page(DESK)
    page.goto(f"{demo.url}/holstebro/henvis/")
    page.get_by_role("button", name="Send henvisning").click()
    links = page.locator("[data-error-summary] a")
    assert links.count() >= 4
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href")
        links.nth(number).focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"[id='{target[1:]}']")).to_be_focused()
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") > 0


@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_a_card_moves_on_the_board_and_focus_follows(demo, open_page, way):
    name = {"keyboard": "Ole", "mouse": "Signe"}[way]
    page = open_page(WHOLE_BOARD, reduced_motion="reduce")
    step_in(page, demo, "Hanne Vad")
    card, column = card_of(page, name), page.locator("[data-column=clarifying]")
    expect(page.locator("[data-column=new]")).to_contain_text(name)
    if way == "keyboard":
        card.locator("summary").focus()
        page.keyboard.press("Enter")
        tab_to(page, "Til »Afklares«")
        page.keyboard.press("Enter")
    else:
        drag(page, card.locator("[data-grip]"), column)
    expect(column).to_contain_text(name)
    expect(card_of(page, name).locator("summary")).to_be_focused()
    expect(page.locator("[data-board-status]")).to_have_text(f"{name} er flyttet til Afklares.")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.reload()
    expect(column).to_contain_text(name)


def test_a_card_dropped_where_it_cannot_go_is_asked_about_or_goes_back(demo, open_page):
    """Straight to those who wait for a guide leads over saying yes; nothing is moved by the drop itself."""
    page = open_page(WHOLE_BOARD, reduced_motion="reduce")
    step_in(page, demo, "Hanne Vad")
    drag(page, card_of(page, "Inger").locator("[data-grip]"), page.locator("[data-column=waiting]"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Inger")
    page.go_back()
    page.reload()
    expect(page.locator("[data-column=new]")).to_contain_text("Inger")


def test_who_is_dragged_to_another_group_stays_until_it_is_saved(demo, open_page):
    page = open_page(WHOLE_BOARD, reduced_motion="reduce")
    step_in(page, demo, "Hanne Vad")
    page.goto(demo.url + "/s/holstebro/grupper/forslag/")
    page.locator(".table-of-groups a").first.click()
    person, group = page.locator(".sits [data-seat]").first, page.locator(".sits").nth(1)
    name, to = person.get_by_role("link").first.inner_text(), group.get_attribute("data-group")
    drag(page, person.locator(".muted").first, group)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hvor skal {name} være?")
    expect(page.locator(f"input[value='{to}']")).to_be_checked()
    page.go_back()
    expect(page.locator(".sits").first).to_contain_text(name)


def card_of(page, name: str):
    heading = page.get_by_role("heading", level=3).filter(has_text=name)
    return page.locator(".person-card").filter(has=heading)


def drag(page, grip, column) -> None:
    """Take hold of the grip, and let go over the column when the page has caught up."""
    start, goal = grip.bounding_box(), column.bounding_box()
    across, down = goal["x"] + goal["width"] / 2, goal["y"] + 60
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, start["y"] + 8, steps=4)
    for step in (0, 4):
        page.mouse.move(across, down + step, steps=8)
        page.wait_for_timeout(200)
    page.mouse.up()


def tab_to(page, words: str, key: str = "Tab") -> None:
    """Press Tab until the focus is on what begins with these words."""
    for _step in range(120):
        page.keyboard.press(key)
        if page.evaluate(HERE).startswith(words):
            return
    raise AssertionError(f"Tab never comes to {words!r}")


def tab_back_to(page, words: str) -> None:
    tab_to(page, words, key="Shift+Tab")
