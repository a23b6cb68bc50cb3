"""Danish first, English by a press on a button, and no Danish words left on the English pages."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect

from tests.browser.conftest import DESK, ROOT, axe_faults
from tests.browser.doors import step_in

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
PAGES = {
    "": "/ /holstebro/ /holstebro/henvis/ /holstebro/henvis/?hvem=selv /holstebro/find/ /privatliv/ /tilgaengelighed/"
    " /konto/login/ /demo/",
    "Frida, 20": "/holstebro/min-side/ /holstebro/min-side/aftale/ /holstebro/min-side/samtykker/"
    " /holstebro/min-side/hvem-har-kigget/ /holstebro/min-side/pause/",
    "Birthe Kjær": "/s/holstebro/dag/ /s/holstebro/forloeb/ /s/holstebro/tilbud/ /s/holstebro/mig/",
    "Hanne Vad": "/s/holstebro/tavle/ /s/holstebro/henvisninger/ /s/holstebro/afdelinger/ /s/holstebro/guider/"
    " /s/holstebro/guider/ny/ /s/holstebro/tilbud/nyt/ /s/holstebro/ord/ /s/holstebro/forloeb/",
}


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
    return [text for text in words if text not in NAMES and any(_is(text, one, other) for one, other in danish)]


def _is(text: str, danish: re.Pattern, english: re.Pattern | None) -> bool:
    return bool(danish.fullmatch(text)) and not (english and english.fullmatch(text))


@pytest.mark.parametrize("door", PAGES, ids=lambda door: door.split(" ")[0] or "visitor")
def test_english_pages_have_no_danish_words_left(demo, open_page, danish, door):
    page = open_page(DESK)
    if door:
        step_in(page, demo, door)
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": demo.url}])
    faults = {}
    for path in PAGES[door].split():
        page.goto(demo.url + path)
        assert page.locator("html").get_attribute("lang") == "en"
        left = still_danish(page.evaluate(SPOKEN), danish)
        faults |= {path: left} if left else {}
    assert faults == {}
    assert axe_faults(page) == []


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
