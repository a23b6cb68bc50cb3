"""Every page of the demo, by the role that meets it: axe, narrow windows, large letters, focus and targets."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, get_resolver, resolve

from tests.browser.conftest import DESK, PHONE, axe_faults, sideways
from tests.browser.doors import step_in, step_in_as

NARROW = {"width": 320, "height": 640}
ANY_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def named(room: str, pages: str) -> set[str]:
    return {f"{room}:{page}" for page in pages.split()}


COMMON = {"home:front", *named("ui", "privacy accessibility"), *named("demo", "people mailbox")}
OF_A_JOURNEY = named(
    "journeys",
    "journeys journey log_contact lay_stone write_wishes edit_participant propose_agreement answer_agreement"
    " add_relative relative consents pause release_guide end_journey plan_visit assess"
    " stone report_visit leave_stone tell_offer",
)


@dataclass(frozen=True)
class Role:
    """A way in from the demo's front door, every page they meet there, and what no link leads to."""

    door: str
    pages: set
    more: tuple = ()
    is_public: bool = True
    seeds: tuple = ("/",)


ROLES = {
    "visitor": Role(
        "",
        COMMON | {"home:site", "offers:find", "referrals:refer", "account_login", "account_reset_password"},
        seeds=("/", "/demo/", "/holstebro/", "/holstebro/henvis/?hvem=selv", "/konto/login/"),
    ),
    "nurse": Role("Sygeplejersken", {"referrals:refer_from_unit"}),
    "referrer": Role("Henviseren følger med", {"journeys:referral_status"}),
    "frida": Role(
        "Frida, 20",
        named("journeys", "person person_agreement person_consents person_lookups person_pause person_cancel_visit"),
    ),
    "mona": Role("Mona på sin egen side", named("journeys", "person person_consents person_lookups")),
    "lone": Role("Lone", {"journeys:introduction"}),
    "tove": Role("Tove", {"journeys:handover"}),
    "guide": Role(
        "Birthe Kjær",
        OF_A_JOURNEY
        | {"home:day", "journeys:answer_follow_up", "people:profile", "account_change_password"}
        | named("offers", "offers offer"),
        more=("aftale/svar/", "vurder/"),
        is_public=False,
    ),
    "coordinator": Role(
        "Hanne Vad",
        OF_A_JOURNEY
        | {"home:board", "matching:proposal"}
        | named("journeys", "accept assign_guide hand_over")
        | named("referrals", "inbox referral units")
        | named("people", "volunteers invite_volunteer volunteer end_membership")
        | named("offers", "offers add_offer offer edit_offer")
        | named("sources", "sources add_source")
        | named("messages", "wordings wording"),
        more=("aftale/svar/", "vurder/", "overlever/"),
        is_public=False,
    ),
}
NO_PAGE = re.compile(
    r"account_(signup|logout|email.*|confirm.*|inactive|reauthenticate|set_password|reset_password_.*)"
    r"|demo:step_into.*|tenancy:theme|ui:(manifest|service_worker)|set_language|home:(staff|my_sites|evening)"
    r"|.*:enter_.*|.*(picture|calendar|card)|journeys:(cancel_visit|choose_stone|reassess|reopen_journey|resume)"
    r"|journeys:(send_link|set_back|settle|step_back|person_ask_for_call)|matching:(ask_guide|pass_over|withdraw.*)"
    r"|sources:(read|nightly|accept_run|undo_run)|people:invite_again|referrals:(ask_more|close_unit|decline|move|record_call|renew_unit_link|review_held)"
)
"""Buttons, files and ways in. They show no page of their own."""
BESIDE_THE_ROLES = {"referrals:receipt", "people:accept_invitation", "matching:answer_request"}
BESIDE_THE_ROLES |= named("sources", "source columns run")


def test_every_page_is_looked_at_by_somebody():
    met = BESIDE_THE_ROLES.union(*(role.pages for role in ROLES.values()))
    missed = {name for name in _names(get_resolver()) if name not in met and not NO_PAGE.fullmatch(name)}
    assert missed == set()


def _names(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _names(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif pattern.name:
            yield namespace + pattern.name


@pytest.mark.parametrize("who", ROLES)
def test_pages_of_a_role(demo, open_page, settings_of_demo, who):
    role, page = ROLES[who], open_page(DESK, reduced_motion="reduce")
    faults = []
    missed = set(role.pages)
    for name in crawl(page, demo, role):
        missed.discard(name)
        faults += [f"{name} {urlsplit(page.url).path}: {fault}" for fault in look_at(page, role.is_public)]
        page.set_viewport_size(DESK)
    assert (faults, missed) == ([], set())


def test_pages_that_are_met_on_the_way(demo, open_page, settings_of_demo):
    """Errors in a form, a pause for somebody too young or in danger, thanks, and pages that are not there."""
    page = open_page(DESK, reduced_motion="reduce")
    faults = []
    for what, step in ON_THE_WAY.items():
        step(page, demo)
        faults += [f"{what}: {fault}" for fault in look_at(page, True)]
        page.set_viewport_size(DESK)
    assert faults == []


def test_pages_of_those_who_are_asked_and_invited(demo, open_page, settings_of_demo):
    faults = []
    for words, name in (("Hej Lars. Der er én, vi tror", "matching:answer_request"),):
        page = open_page(DESK, reduced_motion="reduce")
        step_in_as(page, demo, "Lars Thyge")
        page.goto(demo.url + "/demo/post/?til=Lars")
        page.get_by_role("listitem").filter(has_text=words).first.get_by_role("link", name="Åbn linket").click()
        assert resolve(urlsplit(page.url).path).view_name == name
        faults += [f"{name}: {fault}" for fault in look_at(page, False)]
    hanne = open_page(DESK)
    step_in_as(hanne, demo, "Hanne Vad")
    hanne.goto(demo.url + "/s/holstebro/guider/ny/")
    for label, text in (("Fornavn", "Ny"), ("E-mail", "ny@example.org"), ("Telefon", "30 40 50 60")):
        hanne.get_by_label(label).first.fill(text)
    hanne.get_by_label("Dansk", exact=True).check()
    hanne.get_by_label("Hvor mange kan guiden følges med").fill("2")
    hanne.get_by_role("button", name="Send invitationen").click()
    page = open_page(DESK, reduced_motion="reduce")
    page.goto(demo.url + "/demo/post/?til=ny@example.org")
    page.get_by_role("link", name="Åbn linket").first.click()
    assert resolve(urlsplit(page.url).path).view_name == "people:accept_invitation"
    faults += [f"people:accept_invitation: {fault}" for fault in look_at(page, True)]
    assert faults == []


@pytest.fixture
def settings_of_demo(settings):
    """The addresses of the demo can be told apart here as well."""
    import importlib

    from django.urls import clear_url_caches

    import traedesten.urls

    settings.DEMO = True
    importlib.reload(traedesten.urls)
    clear_url_caches()
    yield
    settings.DEMO = False
    importlib.reload(traedesten.urls)
    clear_url_caches()


# ---- Going round ----


def crawl(page, house, role: Role):
    """Stand on one page of each kind that the role can reach, and say its name."""
    if role.door:
        step_in(page, house, role.door)
        landed = urlsplit(page.url).path
        queue = [landed] if role.is_public else ["/s/holstebro/forloeb/", landed]
    else:
        queue = list(role.seeds)
    seen = set()
    while queue:
        path = queue.pop(0)
        name, about = _name_of(path), path.partition("hvem=")[2]
        if name not in role.pages or (name, about) in seen:
            continue
        seen.add((name, about))
        answer = page.goto(house.url + path)
        assert answer.status == 200, path
        yield name
        found = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
        queue += [link[len(house.url) :].split("#")[0] for link in found if link.startswith(house.url)]
        if name == "journeys:journeys":
            queue = [*_paths_of_frida(page, role), *queue]
        if name == "home:board":
            queue += [
                f"/s/holstebro/forloeb/{ANY_ID.search(link)[0]}/forslag/" for link in found if "forslag=" in link
            ]


def _paths_of_frida(page, role: Role) -> list[str]:
    """Frida's road has everything on it; it is walked first."""
    address = page.get_by_role("heading", name="Frida").get_by_role("link").get_attribute("href")
    return [address, *(address + rest for rest in role.more)]


def _name_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


# ---- Looking ----

FOCUS = """() => {
  const faults = [];
  const parts = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor', 'backgroundColor'];
  const looks = (el) => [el, el.closest('label'), el.nextElementSibling, el.parentElement].filter(Boolean)
    .map((e) => { const style = getComputedStyle(e); return parts.map((part) => style[part]).join(); }).join('|');
  const focusable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  for (const el of document.querySelectorAll(focusable)) {
    if (el.disabled || el.tabIndex < 0 || !el.checkVisibility({ visibilityProperty: true })) continue;
    document.activeElement.blur();
    const before = looks(el);
    el.focus();
    const name = (el.innerText || el.name || el.href || el.className).slice(0, 40);
    if (document.activeElement !== el) { faults.push('cannot be focused: ' + name); continue; }
    if (looks(el) === before) faults.push('focus is not seen: ' + name);
    const shown = (el.labels && el.labels[0] && ['radio', 'checkbox', 'file'].includes(el.type)) ? el.labels[0] : el;
    const box = shown.getClientRects()[0];
    const points = [0.1, 0.5, 0.9].map((part) => [box.left + box.width / 2, box.top + box.height * part]);
    const free = points.some(([x, y]) => { const hit = document.elementFromPoint(x, y);
      return hit && (shown.contains(hit) || hit.contains(shown)); });
    if (!free) faults.push('focus lies under something: ' + name);
  }
  document.activeElement.blur();
  window.scrollTo(0, 0);
  return faults;
}"""

SMALL = """(least) => [...document.querySelectorAll(
    'main .button, main button, main select, main textarea, main summary, main .tick, main input')]
  .filter((el) => el.checkVisibility() && !el.closest('.visually-hidden'))
  .filter((el) => !['radio', 'checkbox', 'hidden'].includes(el.type))
  .map((el) => [el.getBoundingClientRect(), (el.innerText || el.name || el.className).trim().slice(0, 40)])
  .filter(([box]) => box.width > 1 && Math.min(box.width, box.height) < least)
  .map(([box, name]) => `only ${Math.round(box.width)} × ${Math.round(box.height)}: ${name}`)"""

SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


def look_at(page, is_public: bool) -> list[str]:
    """What is wrong with the page that is open, at a desk, on a phone, and narrow with text spread out."""
    faults = []
    for width in (DESK, PHONE):
        page.set_viewport_size(width)
        faults += [f"{width['width']} axe {fault}" for fault in axe_faults(page)]
    faults += page.evaluate(SMALL, 44 if is_public else 24)
    page.keyboard.press("Tab")
    faults += page.evaluate(FOCUS)
    page.set_viewport_size(NARROW)
    page.evaluate(SPACING)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true })")
    faults += ["sideways at 320"] if sideways(page) > 0 else []
    if page.get_by_role("heading", level=1).count() != 1:
        faults.append("not one h1")
    return faults


# ---- What is met on the way ----


def _card(page, house, **more) -> None:
    page.goto(f"{house.url}/holstebro/henvis/")
    page.get_by_label("Pårørende", exact=True).check()
    page.get_by_label("Borgeren selv", exact=True).check()
    page.get_by_label("Fornavn", exact=True).fill("Prøve")
    page.get_by_label("Telefon", exact=True).fill("20 30 40 50")
    page.get_by_label("Borgeren har sagt ja").check()
    for label, text in more.items():
        box = page.locator(f"[name={label}]")
        if not box.is_visible():
            page.locator("summary", has_text="Fortæl lidt mere").click()
        box.fill(text)
    page.wait_for_timeout(2200)
    page.get_by_role("button", name="Send henvisning").click()


def _empty_card(page, house) -> None:
    page.goto(f"{house.url}/holstebro/henvis/")
    page.get_by_role("button", name="Send henvisning").click()
    page.get_by_role("heading", name="Vi mangler lige lidt").wait_for()


ON_THE_WAY = {
    "errors": _empty_card,
    "cpr": lambda page, house: _card(page, house, note="Det er 010190-1234"),
    "underage": lambda page, house: _card(page, house, age="15"),
    "crisis": lambda page, house: _card(page, house, note="Hun siger, at hun ikke vil leve mere."),
    "receipt": lambda page, house: _card(page, house),
    "not there": lambda page, house: page.goto(f"{house.url}/ingen/steder/"),
    "link gone": lambda page, house: page.goto(f"{house.url}/holstebro/p/findes-ikke/"),
    "unit gone": lambda page, house: page.goto(f"{house.url}/holstebro/henvis/findes-ikke/"),
    "status gone": lambda page, house: page.goto(f"{house.url}/aarhus/henvisning/"),
}
