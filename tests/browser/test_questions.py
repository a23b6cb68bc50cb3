"""Answering on a phone: without network and back again, and on a phone that a guide hands over."""

import re

import psycopg
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.doors import step_in, step_in_as
from tests.browser.looking import look_at

DOOR = "Én, der bliver spurgt"
THANKS = re.compile("/hvordan-har-du-det/tak/$")
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('questions:')).length"

GOAL = "/hvordan-har-du-det/det-du-haaber/"
HOPE = "At have én at gå tur med på søndag"

UNANSWERED = (
    "delete from outcomes_goal where asking_id = any(%s)",
    "delete from outcomes_score where response_id in (select id from outcomes_response where asking_id = any(%s))",
    "delete from outcomes_response where asking_id = any(%s)",
    "update outcomes_asking set state = 'asked', mode = '', ended_at = null where id = any(%s)",
)


@pytest.fixture(autouse=True)
def asked_again(demo):
    """The demo is everybody's: whoever had their questions before a test has them after it, unanswered."""
    database = {"conninfo": demo.server.get_uri(), "dbname": "traedesten", "autocommit": True}
    with psycopg.connect(**database) as connection:
        asked = [pk for (pk,) in connection.execute("select id from outcomes_asking where state = 'asked'")]
    yield
    with psycopg.connect(**database) as connection:
        for statement in UNANSWERED:
            connection.execute(statement, [asked])


def test_questions_are_answered_without_network_and_sent_when_it_is_back(demo, open_page, settings_of_demo):
    page = open_page(PHONE, reduced_motion="reduce")
    step_in(page, demo, DOOR)
    page.get_by_role("link", name="Begynd").click()
    answer(page, "Ofte", "Næste")
    expect(page.get_by_text("Spørgsmål 2 af")).to_be_visible()
    total = int(re.search(r"af (\d+)", page.get_by_text("Spørgsmål 2 af").inner_text())[1])

    page.context.set_offline(True)
    page.get_by_role("button", name="Næste").click()
    expect(page.get_by_text("Vælg et svar, eller tryk på »Spring over«.")).to_be_visible()
    for number in range(2, total):
        page.get_by_role("radio").last.check()
        page.get_by_role("button", name="Næste").click()
        expect(page.get_by_text(f"Spørgsmål {number + 1} af")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("button", name="Spring over").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak. Dine svar er gemt på telefonen")
    assert page.evaluate(KEPT) == 1

    page.context.set_offline(False)
    page.wait_for_url(THANKS)
    assert page.evaluate(KEPT) == 0
    assert look_at(page, True) == []


def test_a_phone_that_is_handed_over_ends_on_a_page_without_a_way_back(demo, open_page, settings_of_demo):
    page = open_page(PHONE, reduced_motion="reduce")
    code = (
        "from traedesten.outcomes.queries import asked_now; from traedesten.tenancy.scope import at_site\n"
        "from traedesten.tenancy.models import Site; from django.db import transaction\n"
        "with transaction.atomic(), at_site(Site.objects.get(slug='holstebro')):\n"
        "    other = asked_now().last()\n"  # the door has the first
        "    print(other.journey_id, other.journey.guide.user.name, sep='/')"
    )
    journey, guide = demo.python(code).strip().splitlines()[-1].split("/")
    step_in_as(page, demo, guide)
    page.goto(f"{demo.url}/s/holstebro/forloeb/{journey}/spoergsmaal/")
    page.get_by_role("button", name="Vis spørgsmålene, og giv telefonen").click()
    page.get_by_role("link", name="Begynd").click()
    answer(page, "Ofte", "Næste")
    expect(page.get_by_text("Spørgsmål 2 af")).to_be_visible()
    page.get_by_role("link", name="Tilbage").click()
    expect(page.get_by_text("Spørgsmål 1 af")).to_be_visible()
    assert page.locator("input[type=radio]:checked").count() == 0
    page.get_by_role("button", name="Jeg vil ikke svare på mere").click()
    page.wait_for_url(THANKS)
    page.go_back()
    expect(page.get_by_role("radio")).to_have_count(0)
    page.goto(f"{demo.url}/s/holstebro/dag/")
    assert "/konto/login/" in page.url


def test_a_goal_is_told_on_ones_own_phone_and_shown_back_later(demo, asked_twice, open_page, settings_of_demo):
    page, (first, later) = open_page(PHONE, reduced_motion="reduce"), asked_twice
    page.goto(demo.url + first)
    page.get_by_role("link", name="Begynd").click()
    while not page.get_by_label("Hvad vil du helst nå?").count():
        page.get_by_role("radio").first.check()
        forward(page)
    assert look_at(page, True) == []
    page.get_by_role("button", name="Færdig").click()
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(page.get_by_text("Skriv lidt, eller tryk på »Spring over«.")).to_be_visible()
    page.get_by_role("textbox").fill(f"{HOPE}, 010203-1234")
    page.get_by_role("button", name="Færdig").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.get_by_role("textbox")).to_have_value(f"{HOPE}, 010203-1234")
    page.evaluate("window.scrollTo(0, 0)")  # the way out of the site floats over what is scrolled below it
    assert look_at(page, True) == []
    page.get_by_role("textbox").fill("At gå")
    page.get_by_role("button", name="Færdig").click()
    page.wait_for_url(THANKS)
    assert look_at(page, True) == []
    page.get_by_role("link", name="Ret det").click()
    assert GOAL in page.url and look_at(page, True) == []
    page.get_by_role("textbox").fill(HOPE)
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text(HOPE)).to_be_visible()

    page.goto(demo.url + later)
    page.get_by_role("link", name="Begynd").click()
    while not page.get_by_text(f"Du sagde: »{HOPE}«").count():
        page.get_by_role("radio").first.check()
        forward(page)
    expect(page.get_by_role("radio")).to_have_count(5)
    assert look_at(page, True) == []
    answer(page, "Der hvor jeg håbede", "Færdig")
    page.wait_for_url(THANKS)


def test_what_was_told_without_network_and_cannot_be_kept_comes_back(demo, asked_twice, open_page, settings_of_demo):
    page, (first, _later) = open_page(PHONE, reduced_motion="reduce"), asked_twice
    page.goto(demo.url + first)
    page.get_by_role("link", name="Begynd").click()
    page.context.set_offline(True)
    while not page.get_by_label("Hvad vil du helst nå?").count():
        page.get_by_role("radio").first.check()
        forward(page)
    page.get_by_role("textbox").fill(f"{HOPE}, 010203-1234")
    page.get_by_role("button", name="Færdig").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak. Dine svar er gemt på telefonen")
    page.context.set_offline(False)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.get_by_role("textbox")).to_have_value(f"{HOPE}, 010203-1234")
    assert page.evaluate(KEPT) == 0
    page.get_by_role("textbox").fill(HOPE)
    page.get_by_role("button", name="Færdig").click()
    page.wait_for_url(THANKS)


SITE = (
    "from uuid import uuid4; from django.db import transaction; from django.utils import timezone\n"
    "from traedesten.domain.access import system; from traedesten.outcomes import actions\n"
    "from traedesten.outcomes.models import Asking; from traedesten.outcomes.queries import questions_path\n"
    "from traedesten.tenancy.models import Site; from traedesten.tenancy.scope import at_site\n"
    "site, now = Site.objects.get(slug='holstebro'), timezone.now()\n"
    "with transaction.atomic(), at_site(site):\n"
    "    by = system(site.pk)\n"
)


@pytest.fixture
def asked_twice(demo):
    """The ways in to the first and the second asking of somebody known by a pseudonym, forgotten afterwards."""
    asks = (
        "    subject = uuid4()\n"
        "    actions.plan_nameless(by=by, subject=subject, begun_on=now.date(), now=now)\n"
        "    print(subject)\n"
        "    for asking in Asking.objects.filter(subject=subject, wave__in=('t0', 't1')).order_by('wave'):\n"
        "        print(questions_path(actions.open_for_answer(by=by, asking=asking, now=now)))"
    )
    subject, first, later = demo.python(SITE + asks).strip().splitlines()[-3:]
    yield first, later
    demo.python(SITE + f"    actions.forget_nameless(by=by, subject='{subject}', now=now)")


def forward(page) -> None:
    """To the next question, whose page has come when its number has."""
    number = int(page.locator("form[data-number]").get_attribute("data-number"))
    page.get_by_role("button", name="Næste").click()
    expect(page.locator("form[data-number]")).to_have_attribute("data-number", str(number + 1))


def test_typing_in_from_paper(demo, open_page, settings_of_demo):
    page = open_page(DESK, reduced_motion="reduce")
    step_in(page, demo, "Hanne Vad")
    code = (
        "from traedesten.outcomes.models import Asking; from traedesten.tenancy.scope import at_site\n"
        "from traedesten.tenancy.models import Site; from django.db import transaction\n"
        "with transaction.atomic(), at_site(Site.objects.get(slug='holstebro')):\n"
        "    print(Asking.objects.filter(state__in=('asked', 'missed')).order_by('due_on').first().code)"
    )
    page.goto(f"{demo.url}/s/holstebro/trivsel/papir/")
    page.get_by_label("Koden på papiret").fill(demo.python(code).strip().splitlines()[-1])
    page.get_by_role("button", name="Find spørgsmålene").click()
    page.get_by_role("button", name="Gem svarene").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert look_at(page, False) == []


def answer(page, option: str, button: str) -> None:
    page.get_by_label(option, exact=True).check()
    page.get_by_role("button", name=button).click()
