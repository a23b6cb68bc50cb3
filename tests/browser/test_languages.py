"""Danish first, English by a press on a button, and no Danish words left on the English pages."""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect

from tests.browser.conftest import DESK, ROOT, axe_faults, sideways
from tests.browser.looking import NARROW
from tests.browser.pages import ROLES, crawl

CATALOGUE = Path(ROOT / "locale/en/LC_MESSAGES/django.po")
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SHORT = re.compile(r"[^.!?»«:;]{1,60}")
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


@dataclass(frozen=True)
class Catalogue:
    """What the texts of the catalogue look like: whole ones by their words, those with places in them as shapes."""

    whole: dict[str, set[str]]
    shapes: list[tuple["Shape", "Shape | None"]]
    english: set[str]

    def is_danish(self, text: str) -> bool:
        """Whether it is a Danish text of the catalogue, and not the English of the same message."""
        if text in self.whole:
            return text not in self.whole[text]
        return any(one.fits(text) and not (other and other.fits(text)) for one, other in self.shapes)


@dataclass(frozen=True)
class Shape:
    """A text with a name or a number in its places, which are short and hold no end of a sentence."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Shape | None":
        return cls(tuple(PLACE.split(_plain(text)))) if text else None

    def fits(self, text: str) -> bool:
        """Part by part from the left, in a time that grows no faster than the text."""
        first, *rest = self.parts
        if not text.startswith(first) or not text.endswith(self.parts[-1]):
            return False
        at = len(first)
        for number, part in enumerate(rest, start=1):
            is_last = number == len(rest)
            found = len(text) - len(part) if is_last else text.find(part, at + 1)
            if found <= at or not SHORT.fullmatch(text, at, found):
                return False
            at = found + len(part)
        return at == len(text)


@pytest.fixture(scope="module")
def danish() -> Catalogue:
    with CATALOGUE.open("rb") as file:
        pairs = [pair for message in read_po(file) if message.id for pair in _forms(message)]
    whole = defaultdict(set)
    for one, other in pairs:
        if not PLACE.search(one) and A_WORD.search(one):
            whole[_plain(one)].add(_plain(other))
    placed = [(one, other) for one, other in pairs if PLACE.search(one) and _says_enough(PLACE.sub("", one))]
    shapes = [(Shape.of(one), Shape.of(other)) for one, other in placed]
    return Catalogue(dict(whole), shapes, {_plain(other) for _one, other in pairs} | NAMES)


def _says_enough(said: str) -> bool:
    """Whether what stands around the places is more than one short word: names, too, look like "… til …"."""
    return len("".join(re.findall(r"[a-zæøå]+", said, re.IGNORECASE))) > 5


def _forms(message) -> list[tuple[str, str]]:
    many = isinstance(message.id, tuple | list)
    danish = message.id if many else (message.id,)
    english = message.string if isinstance(message.string, tuple | list) else (message.string or "",)
    return [(one, english[min(number, len(english) - 1)]) for number, one in enumerate(danish)]


def _plain(text: str) -> str:
    return " ".join(text.split())


def still_danish(words: list[str], danish: Catalogue) -> list[str]:
    """Texts that are Danish in one message, and the English of none."""
    return [text for text in words if text not in danish.english and danish.is_danish(text)]


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
