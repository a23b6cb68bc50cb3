"""Pages met once in a while: around an account, somebody was quicker, it is over, in the evening, elsewhere."""

import json
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.browser.conftest import DESK
from tests.browser.doors import step_in, step_in_as
from tests.browser.looking import look_at
from tests.browser.pages import RARE
from tests.browser.somebody import PASSWORD, Somebody

# The demo's doors and its mailbox know people by their names and addresses: these have others.
FURNISH = f"""
import json
from datetime import timedelta
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.utils import timezone
from tests import make
from traedesten.demo.actions import issue_link
from traedesten.domain.access import system
from traedesten.journeys import actions as journeys
from traedesten.matching import actions as matching
from traedesten.tenancy.actions import add_coordinator, found_site
from traedesten.tenancy.models import Link, Membership, Site, User
from traedesten.tenancy.scope import at_site
now = timezone.now() - timedelta(minutes=5)
with transaction.atomic():
    site = found_site(slug="skovby", name="Fællesskabsguide", place="Skovby", areas=[("Byen", "7500", 56.36, 8.62)])
    for place in (site, Site.objects.get(slug="aarhus")):
        add_coordinator(site=place, name="Inger", email="inger@skov.example", now=now, password="{PASSWORD}")
    walking = make.a_journey(site, now=now)
    late = make.a_journey(site, now=now, first_name="Signe", phone="+4530303031")
    ended = make.a_journey(site, stage="ended", now=now, first_name="Kaj", phone="+4530303030")
    again = make.a_referral(site, now=now)
    guide = make.as_guide(walking.guide)
    with at_site(site):
        stone = journeys.lay_stone(by=guide, journey=walking, offer=make.an_offer(site), now=now)
        journeys.leave_stone(by=guide, introduction=stone, words="", overwhelmed=[], now=now)
        about = {{"by": system(site.pk), "now": now}}
        person = issue_link(
            purpose=Link.Purpose.PERSON, subject_id=ended.participant_id, person_id=ended.participant_id, **about
        )
        new = issue_link(purpose=Link.Purpose.INTRODUCTION, subject_id=stone.pk, **about)
        for member in Membership.objects.select_related("user"):
            user = member.user
            user.name, user.email = f"{{user.name}} fra Skovby", user.email.replace("@example.org", "@skov.example")
            user.save()
    user = User.objects.get(pk=walking.guide.user_id)
    key = f"{{user_pk_to_url_str(user)}}-{{default_token_generator.make_token(user)}}"
print(json.dumps({{
    "journey": f"/s/skovby/forloeb/{{walking.pk}}/",
    "late": f"/s/skovby/forloeb/{{late.pk}}/",
    "again": f"/s/skovby/henvisning/{{again.pk}}/ja-tak/",
    "person": f"/skovby/p/{{person}}/",
    "new": f"/skovby/ny/{{new}}/",
    "key": f"/konto/password/reset/key/{{key}}/",
}}))
"""


@pytest.fixture(scope="module")
def skovby(demo):
    """Paths of a third site, without a bridge builder; Inger coordinates there, and at the second site as well."""
    return json.loads(demo.python(FURNISH).strip().splitlines()[-1])


@pytest.fixture
def faults():
    """What is wrong with the pages looked at; nothing, says the end of the test."""
    found = []
    yield found
    assert found == []


def look(page, faults: list, what: str, is_public: bool = False) -> None:
    faults += [f"{what} {urlsplit(page.url).path}: {fault}" for fault in look_at(page, is_public)]
    page.set_viewport_size(DESK)


def inger(open_page, demo) -> Somebody:
    somebody = Somebody(open_page(DESK, reduced_motion="reduce"), demo)
    somebody.signs_in("inger@skov.example")
    somebody.sees_headline("Hvor vil du hen?")
    return somebody


def test_pages_around_an_account(demo, open_page, settings_of_demo, skovby, faults):
    page, met = open_page(DESK, reduced_motion="reduce"), set()
    for path in (
        "signup/",
        "inactive/",
        "password/reset/done/",
        "password/reset/key/done/",
        "password/reset/key/1-x/",
    ):
        assert page.goto(f"{demo.url}/konto/{path}").status == 200
        met.add(resolve(urlsplit(page.url).path).view_name)
        look(page, faults, "account", True)
    page.goto(demo.url + skovby["key"])
    assert page.get_by_label("adgangskode").count() > 0
    look(page, faults, "new password", True)
    inside = inger(open_page, demo).page
    for path in ("/mine-steder/", "/konto/logout/", "/konto/reauthenticate/"):
        assert inside.goto(demo.url + path).status == 200
        met.add(resolve(path).view_name)
        look(inside, faults, "inside")
    assert met == RARE


def test_pages_when_somebody_else_was_quicker(demo, open_page, skovby, faults):
    """The same form saved by two; and one that begins on a journey which the other has ended."""
    first, second = inger(open_page, demo), inger(open_page, demo)
    for somebody in (first, second):
        somebody.goes_to(skovby["late"] + "hvem/")
    second.presses("Gem")
    second.sees_headline("Signe")
    assert _answer_to(first, "Gem") == 409
    look(first.page, faults, "saved by both")
    first.goes_to(skovby["late"] + "pause/")
    second.goes_to(skovby["late"] + "afslut/")
    second.ticks("Klarer sig på egen hånd")
    second.presses("Afslut forløbet")
    second.sees("Forløbet er slut.")
    assert _answer_to(first, "Hold pause") == 409
    look(first.page, faults, "ended by another")


def _answer_to(somebody: Somebody, button: str) -> int:
    with somebody.page.expect_navigation() as answered:
        somebody.presses(button)
    return answered.value.status


def test_pages_that_say_it_is_so_already_or_that_it_is_over(demo, open_page, skovby, faults):
    inger_here = inger(open_page, demo)
    inger_here.goes_to(skovby["again"])
    inger_here.page.get_by_label("Frida").first.check()
    inger_here.presses("Ja tak")
    inger_here.sees_headline("Vi er allerede i gang")
    look(inger_here.page, faults, "already here")
    inger_here.goes_to(skovby["journey"] + "overlever/")
    look(inger_here.page, faults, "no bridge builder")
    for path, words in ((skovby["person"], "Tak for turen"), (skovby["new"], "Her må vi ikke fortælle mere")):
        somebody = Somebody(open_page(DESK, reduced_motion="reduce"), demo)
        somebody.goes_to(path)
        somebody.sees_headline(words)
        look(somebody.page, faults, words, True)
    visitor = open_page(DESK, reduced_motion="reduce")
    visitor.goto(demo.url + "/skovby/henvis/tak/")
    look(visitor, faults, "no receipt", True)


def test_a_card_that_is_too_large_is_answered_by_a_page_of_ours(demo, open_page, faults):
    page = open_page(DESK, reduced_motion="reduce")
    page.goto(demo.url + "/holstebro/henvis/")
    page.get_by_label("Fornavn", exact=True).fill("Prøve")
    page.evaluate("""() => { const note = document.querySelector('[name=note]');
      note.removeAttribute('maxlength'); note.value = 'hej '.repeat(300_000); }""")
    with page.expect_navigation() as answered:
        page.get_by_role("button", name="Send henvisning").click()
    assert answered.value.status == 413
    look(page, faults, "too large", True)


def test_the_evening_version(demo, open_page, faults):
    page = open_page(DESK, reduced_motion="reduce")
    step_in(page, demo, "Birthe Kjær")
    page.get_by_role("button", name="Skift til aftenlys").click()
    page.get_by_role("button", name="Skift til dagslys").wait_for()
    look(page, faults, "evening")
    for path in ("forloeb/", "tilbud/", "mig/"):
        assert page.goto(f"{demo.url}/s/holstebro/{path}").status == 200
        look(page, faults, "evening")
    page.goto(f"{demo.url}/s/holstebro/forloeb/")
    page.get_by_role("heading", name="Frida").get_by_role("link").click()
    look(page, faults, "evening")
    page.locator("main").get_by_role("link", name="Notat").first.click()
    look(page, faults, "evening")


def test_the_second_site_has_colours_that_can_be_read(demo, open_page, faults):
    visitor = open_page(DESK, reduced_motion="reduce")
    for path in ("", "henvis/", "find/"):
        assert visitor.goto(f"{demo.url}/aarhus/{path}").status == 200
        look(visitor, faults, "aarhus", True)
    for name, paths in (
        ("Peter Lund", ("tavle/", "henvisninger/", "guider/")),
        ("Sofie Brandt", ("dag/", "tilbud/")),
    ):
        page = open_page(DESK, reduced_motion="reduce")
        step_in_as(page, demo, name)
        for path in (*paths, "forloeb/"):
            assert page.goto(f"{demo.url}/s/aarhus/{path}").status == 200
            look(page, faults, name)
        page.locator("main a[href*='/forloeb/']").first.click()
        look(page, faults, name)
