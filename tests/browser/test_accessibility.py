"""Every page of the demo, by the role that meets it: axe, narrow windows, large letters, focus and targets."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import get_resolver, resolve

from tests.browser.conftest import DESK
from tests.browser.doors import step_in_as
from tests.browser.looking import look_at
from tests.browser.pages import RARE, ROLES, crawl

NO_PAGE = re.compile(
    r"account_(email.*|confirm.*|set_password)"
    r"|demo:step_into.*|tenancy:theme|ui:(manifest|service_worker)|set_language|home:(staff|evening)"
    r"|.*:enter_.*|.*(picture|calendar|card)|offers:(printed|poster)|journeys:(cancel_visit|choose_stone|reassess|reopen_journey|resume)"
    r"|journeys:(send_link|set_back|settle|step_back|person_ask_for_call)|matching:(ask_guide|pass_over|withdraw.*)"
    r"|api:(?!export).*|journeys:(close_change|person_restore_visit|see_answer|take_back_contact|unsettle)"
    r"|offers:((close|reopen|confirm)_offer|ask_owner|close_owner_links|handle_report|owner_(confirm|capacity|contact))"
    r"|sources:(read|nightly|accept_run|undo_run|undo_change|take_again|undo_merge|follow|stop_following)|offers:remove_outline"
    r"|people:invite_again|referrals:(ask_more|close_unit|decline|move|record_call|renew_unit_link|review_held)"
    r"|groups:((close|reopen|publish|adopt)_programme|programme_poster)"
    r"|journeys:(seek_stone|refuse_offer)|partners:(move_initiative|(add|remove)_partner|(add|mark)_step|renew_follow_link)"
    r"|insight:(refresh|publish|close_reading|report|summary_report|share_with_network)"
    r"|research:(approve|withdraw|make|fetch)_export"
    r"|groups:(move_facilitator|review_interest|share_figures)"
    r"|groups:(move_seat|(invite|start|call_off)_group|group_poster|answer_invitation)"
    r"|groups:(my_questions|my_call|come_back.*|review_sign_up|withdraw.*|cancel_session|send_word|calendar_address)"
    r"|groups:share_number"
    r"|support:(ask_for_wishes|(accept|leave)_proposal|propose|publish_roster|release_departed|poster|put_on|take_off)"
    r"|support:(close_shift|lock_duty|offer_duty|keep_duty|take_shift)"
    r"|gathering:(again|stop_planning|leave|(lock|drop)_group|open_place)"
    r"|outcomes:(decline_questions|give_phone|read_aloud|paper_card)"
)
"""Buttons, files, ways in, and what is closed. They show no page of their own."""
BESIDE_THE_ROLES = {"referrals:receipt", "people:accept_invitation", "matching:answer_request", *RARE}
BESIDE_THE_ROLES |= {"partners:opened", "partners:follow"}  # test_initiative_pages
BESIDE_THE_ROLES |= {"outcomes:questions_thanks", "outcomes:type_in", "outcomes:mend_goal"}
BESIDE_THE_ROLES |= {"groups:afterwards"}
BESIDE_THE_ROLES |= {"sources:source", "sources:columns", "sources:run", "sources:merge"}


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


def test_two_offers_side_by_side(demo, open_page, settings_of_demo):
    """Nothing in the demo stands there twice; any two can be laid beside each other."""
    page = open_page(DESK, reduced_motion="reduce")
    step_in_as(page, demo, "Hanne Vad")
    page.goto(demo.url + "/s/holstebro/tilbud/")
    found = re.findall(r"/s/holstebro/tilbud/([0-9a-f-]{36})/\"", page.content())
    one, other = list(dict.fromkeys(found))[:2]
    page.goto(f"{demo.url}/s/holstebro/tilbud/{one}/sammen/{other}/")
    assert resolve(urlsplit(page.url).path).view_name == "sources:merge"
    assert look_at(page, False) == []


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


# ---- What is met on the way ----


def _card(page, house, **more) -> None:
    page.goto(f"{house.url}/holstebro/henvis/")
    page.get_by_label("Pårørende", exact=True).check()
    page.get_by_label("Den, det handler om", exact=True).check()
    page.get_by_label("Fornavn", exact=True).fill("Prøve")
    page.get_by_label("Telefon", exact=True).fill("20 30 40 50")
    page.get_by_label("Den, guiden ringer til, har sagt ja").check()
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
