"""Somebody signs up for a group on the phone, is talked with, and is ready; told honestly all the way."""

import time

from tests.browser.conftest import PHONE, axe_faults, sideways
from tests.browser.doors import step_in
from tests.browser.people import HUMAN_SECONDS
from tests.browser.somebody import Somebody


class Seeker(Somebody):
    to = "gudrun"

    def signs_up(self) -> None:
        self.goes_to("/holstebro/")
        self.follows("Se grupperne")
        self.sees_headline("Det hjælper at møde andre, der kender det")
        self.follows("Læs mere, og skriv dig op", "Vejen ud af ensomheden")
        self.sees("Det seneste år har man typisk ventet", "Vi fører ikke journal")
        since = time.monotonic()
        self.presses("Skriv mig op")
        self.sees("Skriv dit fornavn", "Sæt et flueben, hvis vi må kontakte dig")
        self.writes("Dit fornavn", "Gudrun")
        self.writes("Dit telefonnummer", "20 30 40 51")
        self.ticks("Ja, I må gerne ringe eller skrive til mig")
        self.unfolds("Fortæl lidt mere, hvis du vil")
        self.writes("Hvilket år er du født?", "1957")
        time.sleep(max(0, HUMAN_SECONDS - (time.monotonic() - since)))
        self.presses("Skriv mig op")
        self.sees_headline("Tak. Du er skrevet op.")


class Coordinator(Somebody):
    def holds_the_talk_with(self, name: str) -> None:
        self.page.get_by_role("link", name="har ventet for længe på en gruppe").click()
        self.sees_headline("har ventet for længe")
        self.follows(name, within=self.page.get_by_role("main"))
        self.sees_headline(f"{name} venter på en samtale")
        self.follows("Hold samtalen")
        self.page.get_by_label("Hvad en gruppe er").check()
        self.page.get_by_label("Om en gruppe passer lige nu").check()
        self.ticks("Klar til en gruppe")
        self.presses("Gem samtalen")
        self.sees("Uden en tid kan vi ikke finde en gruppe")
        self.page.get_by_label("tirsdag aften").check()
        self.writes("Hvor langt kan de komme?", "10")
        self.presses("Gem samtalen")
        self.sees_headline(f"{name} er klar til en gruppe")


def test_from_signing_up_to_being_ready(demo, open_page):
    gudrun, hanne = Seeker(open_page(PHONE), demo), Coordinator(open_page(PHONE), demo)
    gudrun.signs_up()
    gudrun.opens_message("Tak, du er skrevet op")
    gudrun.sees_headline("Du blev skrevet op i denne uge")
    gudrun.presses("Meld mig fra")
    gudrun.sees_headline("Du har meldt fra, og det er helt i orden")
    gudrun.presses("Fortryd, jeg vil gerne vente")
    gudrun.sees_headline("Du blev skrevet op i denne uge")
    step_in(hanne.page, demo, "Hanne Vad")
    hanne.holds_the_talk_with("Gudrun")
    assert (sideways(hanne.page), axe_faults(hanne.page)) == (0, [])
    gudrun.page.reload()
    gudrun.sees("Vi har talt sammen, og du er klar")
    assert (sideways(gudrun.page), axe_faults(gudrun.page)) == (0, [])
