"""What scripts make quicker also works without them."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.doors import step_in


@pytest.fixture
def plain_page(open_page):
    return lambda viewport=DESK: open_page(viewport, javascript=False)


def test_a_card_moves_on_the_board_by_its_menu(demo, plain_page):
    page = plain_page()
    step_in(page, demo, "Hanne Vad")
    card = page.locator(".person-card").filter(has=page.get_by_role("heading", name="Helle"))
    expect(page.locator("[data-column=clarifying]")).to_contain_text("Helle")
    card.locator("summary").click()
    card.get_by_role("button", name="Til »Nye«").click()
    expect(page.get_by_text("Helle er flyttet til Nye.")).to_be_visible()
    expect(page.locator("[data-column=new]")).to_contain_text("Helle")


def test_a_cpr_number_is_taken_out_for_the_one_who_refers(demo, plain_page):
    page = plain_page()
    page.goto(f"{demo.url}/holstebro/henvis/")
    page.get_by_label("Pårørende", exact=True).check()
    page.get_by_label("Den, det handler om", exact=True).check()
    page.get_by_label("Fornavn", exact=True).fill("Tekla")
    page.get_by_label("Telefon", exact=True).fill("20 30 40 52")
    page.get_by_label("Den, guiden ringer til, har sagt ja").check()
    page.get_by_label("Noget, der kan gøre det trygt?").fill("Hun er 010190-1234 og kan lide te.")
    page.wait_for_timeout(2200)
    page.get_by_role("button", name="Send henvisning").click()
    expect(page.get_by_text("Vi gemmer aldrig CPR-numre")).to_be_visible()
    page.get_by_role("button", name="Fjern det for mig og send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak. Nu tager vi over.")

    hanne = plain_page()
    step_in(hanne, demo, "Hanne Vad")
    hanne.get_by_role("link", name="Tekla", exact=True).click()
    expect(hanne.get_by_text("kan lide te.").first).to_be_visible()
    expect(hanne.locator("body")).not_to_contain_text("010190")
    expect(hanne.locator("body")).not_to_contain_text("1234")


def test_the_evening_light_is_switched_by_a_button(demo, plain_page):
    page = plain_page(PHONE)
    step_in(page, demo, "Birthe Kjær")
    ground = "getComputedStyle(document.body).backgroundColor"
    by_day = page.evaluate(ground)
    page.get_by_role("button", name="Skift til aftenlys").click()
    expect(page.locator("html")).to_have_attribute("data-evening", "on")
    assert page.evaluate(ground) != by_day
    page.get_by_role("button", name="Skift til dagslys").click()
    expect(page.locator("html")).to_have_attribute("data-evening", "off")
    assert page.evaluate(ground) == by_day


def test_frida_can_say_that_she_cannot_come_and_ask_for_a_call(demo, plain_page):
    page = plain_page(PHONE)
    step_in(page, demo, "Frida, 20")
    page.get_by_role("button", name="Bed Birthe ringe til mig").click()
    expect(page.get_by_text("Vi ringer til dig, så snart vi kan.")).to_be_visible()
    expect(page.get_by_role("link", name="Forlad siden hurtigt")).to_have_attribute("href", "https://www.dmi.dk")

    birthe = plain_page(PHONE)
    step_in(birthe, demo, "Birthe Kjær")
    expect(birthe.get_by_role("main")).to_contain_text("Frida vil gerne ringes op")
