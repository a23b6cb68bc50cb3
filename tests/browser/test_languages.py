"""Danish first, English by a press on a button, and no Danish words left on the English pages."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect

from tests.browser.conftest import DESK, ROOT, axe_faults, sideways
from tests.browser.looking import NARROW
from tests.browser.pages import ROLES, crawl

CATALOGUE = Path(ROOT / "locale/en/LC_MESSAGES/django.po")
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SHORT = r"[^.!?»«:;]{1,60}"
NAMES = {"Fællesskabsguide", "Dansk"}
"""Names that are words as well: the site's, and what a language calls itself."""
A_WORD = re.compile(r"[a-zæøå]{3}", re.IGNORECASE)
SPOKEN = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const words = node.data.replace(/\\s+/g, ' ').trim();
    if (words && !node.parentElement.closest('script, style, [lang]:not(html)')) found.push(words);
  }
  document.querySelectorAll('[aria-label], [placeholder], [alt]').forEach((el) => {
    if (el.closest('[lang]:not(html)')) return;
    found.push(...['aria-label', 'placeholder', 'alt'].map((name) => el.getAttribute(name)).filter(Boolean));
  });
  return [...new Set([document.title, ...found])];
}"""


@pytest.fixture(scope="module")
def danish() -> list[tuple[re.Pattern, re.Pattern | None]]:
    """What each text of the catalogue looks like in Danish, and in English."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    texts = [_forms(message) for message in messages]
    return [
        (shape(one), shape(other)) for pairs in texts for one, other in pairs if A_WORD.search(PLACE.sub("", one))
    ]


def _forms(message) -> list[tuple[str, str]]:
    many = isinstance(message.id, tuple | list)
    danish = message.id if many else (message.id,)
    english = message.string if isinstance(message.string, tuple | list) else (message.string or "",)
    return [(one, english[min(number, len(english) - 1)]) for number, one in enumerate(danish)]


def shape(text: str) -> re.Pattern | None:
    """The text with a name or a number in its places; None for no text."""
    parts = PLACE.split(" ".join(text.split()))
    return re.compile(SHORT.join(map(re.escape, parts)).strip()) if text else None


def still_danish(words: list[str], danish) -> list[str]:
    """Texts that are Danish in one message, and the English of none."""
    english = {other.pattern for _one, other in danish if other} | set(map(re.escape, NAMES))
    unknown = [text for text in words if re.escape(text) not in english]
    return [text for text in unknown if any(_is(text, one, other) for one, other in danish)]


def _is(text: str, danish: re.Pattern, english: re.Pattern | None) -> bool:
    return bool(danish.fullmatch(text)) and not (english and english.fullmatch(text))


@pytest.mark.parametrize("who", ROLES)
def test_english_pages_have_no_danish_words_left(demo, open_page, settings_of_demo, danish, who):
    """Every page of the role; English words are of another length, so axe and the narrow window as well."""
    role, page = ROLES[who], open_page(DESK, reduced_motion="reduce")
    faults, missed = {}, set(role.pages)
    for name in crawl(page, demo, role, "en"):
        missed.discard(name)
        assert page.locator("html").get_attribute("lang") == "en", name
        found = still_danish(page.evaluate(SPOKEN), danish) + axe_faults(page)
        page.set_viewport_size(NARROW)
        found += ["sideways at 320"] if sideways(page) > 0 else []
        page.set_viewport_size(DESK)
        faults |= {name: found} if found else {}
    assert (faults, missed) == ({}, set())


def test_danish_is_found_where_it_is(demo, open_page, danish):
    """The control: the same look at the same page in Danish finds nearly everything."""
    page = open_page(DESK)
    page.goto(demo.url + "/holstebro/henvis/")
    words = page.evaluate(SPOKEN)
    assert len(still_danish(words, danish)) > len(words) / 2


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_the_language_is_switched_by_a_button_and_stays(demo, open_page, javascript):
    page = open_page(DESK, javascript=javascript)
    page.goto(demo.url + "/holstebro/henvis/")
    button = page.get_by_role("button", name="English")
    expect(button).to_have_attribute("lang", "en")
    button.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == demo.url + "/holstebro/henvis/"
    page.goto(demo.url + "/holstebro/find/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Dansk").click()
    expect(page.locator("html")).to_have_attribute("lang", "da")
