"""A real installation (web, worker, database) and a real Chromium. Weeks pass by moving what is stored back."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import fasteners
import psycopg
import pytest
from psycopg import sql

from bench.house import House, a_house, build

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ROOT / "var/test/houses"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
AXE = ROOT / "node_modules/axe-core/axe.min.js"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium():
    """Closed after each file: Playwright keeps an event loop running, beside which Django refuses its database."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM:
        required = "chromium" in os.environ.get("TRAEDESTEN_REQUIRE", "")
        (pytest.fail if required else pytest.skip)("Chromium is not installed (on Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo():
    """The demo with all its people, served."""
    with a_house(like=built("demo", lambda house: house.run("demo", "--no-serve")), TRAEDESTEN_DEMO="1") as house:
        house.start_web()
        house.start_worker()
        yield house


@pytest.fixture
def empty():
    """An installation in demo mode (its mailbox is open) without anybody in it."""
    with a_house(like=built("empty", lambda house: None), TRAEDESTEN_DEMO="1") as house:
        house.start_web()
        house.start_worker()
        yield house


def built(name: str, furnish: Callable[[House], object]) -> Path:
    """A furnished house to copy: built by the first process that asks, and anew when source or day change."""
    place = HOUSES / f"{name}-{_fingerprint()}"
    with fasteners.InterProcessLock(HOUSES / f"{name}.lock"):
        if not place.exists():
            for old in HOUSES.glob(f"{name}-*"):
                shutil.rmtree(old, ignore_errors=True)
            build(place, lambda house: (_hurry(house), furnish(house)), TRAEDESTEN_DEMO="1")
    return place


def _fingerprint() -> str:
    sources = [*sorted(ROOT.glob("traedesten/**/*.py")), ROOT / "bench/house.py", Path(__file__)]
    text = date.today().isoformat().encode() + b"".join(source.read_bytes() for source in sources)
    return hashlib.sha256(text).hexdigest()[:16]


def _hurry(house: House) -> None:
    """A test may lose its database when the power fails."""
    with psycopg.connect(house.server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"alter system set {setting} = off")
        connection.execute("select pg_reload_conf()")


@pytest.fixture
def open_page(chromium):
    """``open_page(width, javascript=True, …)`` gives a page of somebody with a phone or desk of their own.

    A page that speaks to another host, breaks the content security policy or throws fails the test.
    """
    contexts, faults = [], []

    def opened(viewport=DESK, *, javascript=True, **options):
        context = chromium.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: _note(faults, page, said))
        page.on("request", lambda request: _at_home(faults, request.url))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, faults


def _note(faults: list, page, said) -> None:
    if said.type == "error" and "status of" not in said.text and "ERR_INTERNET_DISCONNECTED" not in said.text:
        faults.append(f"{page.url}: {said.text}")


def _at_home(faults: list, url: str) -> None:
    if not url.startswith(("http://127.0.0.1", "data:", "blob:", "about:")):
        faults.append(f"asked for {url}")


@pytest.fixture
def let_days_pass():
    """``let_days_pass(house, 14)``: everything stored happened fourteen days earlier than it did."""

    def passed(house: House, days: int) -> None:
        query = """
            select c.table_name, c.column_name from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
              and c.data_type in ('timestamp with time zone', 'date')
              and c.table_name !~ '^(procrastinate|django|auth|account)'
        """
        with psycopg.connect(house.server.get_uri(), dbname="traedesten") as connection:
            for table, column in connection.execute(query).fetchall():
                change = sql.SQL("update {0} set {1} = {1} - make_interval(days => %s) where {1} is not null")
                connection.execute(change.format(sql.Identifier(table), sql.Identifier(column)), [days])

    return passed


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


AXE_RUN = """axe.run(document, {rules: {'target-size': {enabled: true}}}).then(
  (r) => { globalThis.found = r.violations.map(
    (v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')); },
  (problem) => { globalThis.found = ['axe: ' + problem]; }); 0"""
PATIENCE = 60
"""Seconds that axe may take for a page before it is asked again."""


def axe_faults(page) -> list[str]:
    """What axe finds against WCAG 2.0–2.2 A and AA and best practice; run in a world of its own, past the CSP.

    Its answer is looked for again and again, not waited for: a page that loads itself anew takes the promise
    with it, and whoever waits for that waits for ever.
    """
    for _attempt in range(3):
        found = _asked_once(page)
        if found is not None:
            return found
    raise AssertionError(f"axe gave no answer about {page.url}")


def _asked_once(page) -> list[str] | None:
    from playwright.sync_api import Error

    session, until = page.context.new_cdp_session(page), time.monotonic() + PATIENCE
    try:
        frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})["executionContextId"]
        for expression in (AXE.read_text(), AXE_RUN):
            session.send("Runtime.evaluate", {"expression": expression, "contextId": world})
        looked = {"expression": "globalThis.found", "contextId": world, "returnByValue": True}
        while time.monotonic() < until:
            answer = session.send("Runtime.evaluate", looked)["result"]
            if "value" in answer:
                return answer["value"]
            page.wait_for_timeout(20)
    except Error as problem:
        if "context" not in str(problem).casefold():
            raise
    finally:
        session.detach()
    return None


def sideways(page) -> int:
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
