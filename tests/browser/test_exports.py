"""Exports for researchers in a real browser: each page as it is met, the password again, and the files."""

import zipfile
from urllib.parse import urlsplit

from django.urls import resolve

from tests.browser.conftest import DESK
from tests.browser.doors import step_in_as
from tests.browser.looking import look_at
from traedesten.demo.researching import NEXT, PURPOSE
from traedesten.demo.words import PASSWORD


def test_files_are_fetched_after_the_password_was_given_again(demo, open_page, settings_of_demo, tmp_path):
    page, faults, met = open_page(DESK, reduced_motion="reduce"), [], []

    def look():
        met.append(resolve(urlsplit(page.url).path).view_name)
        faults.extend(f"{met[-1]}: {fault}" for fault in look_at(page, False))
        page.set_viewport_size(DESK)

    step_in_as(page, demo, "Hanne Vad")
    page.goto(demo.url + "/s/holstebro/indsigt/")
    page.get_by_role("link", name="Udtræk til forskere").click()
    page.get_by_role("link", name=NEXT).click()
    look()
    page.get_by_role("link", name="Udtræk til forskere").click()
    look()
    page.get_by_role("link", name=PURPOSE).click()
    look()
    page.get_by_role("button", name="Hent filerne").click()
    look()
    page.get_by_label("Adgangskode").fill("ikke den rigtige")
    page.get_by_role("button", name="Ja, det er mig").click()
    look()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Ja, det er mig").click()
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Hent filerne").click()
    fetched.value.save_as(tmp_path / "files.zip")
    assert "persons.csv" in zipfile.ZipFile(tmp_path / "files.zip").namelist()
    page.goto(demo.url + "/s/holstebro/indsigt/udtraek/nyt/")
    page.get_by_role("button", name="Se, hvor mange det er om").click()
    look()
    page.get_by_label("Hvad skal det bruges til?").fill("For at se, om det hjælper.")
    page.get_by_role("button", name="Se, hvor mange det er om").click()
    look()
    again = ["account_reauthenticate"] * 2
    one = "research:export_request"
    assert met == [one, "research:exports", one, *again, "research:ask_for_export", "research:ask_for_export"]
    assert faults == []
