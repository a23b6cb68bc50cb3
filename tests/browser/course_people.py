"""The people of a self-help group, each with a phone of their own; the coordinator sits at a desk."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from bench.house import House
from tests.browser import people
from tests.browser.conftest import axe_faults, sideways
from tests.browser.somebody import Somebody, says

PROGRAMME, GROUP, CHOIR = "Vejen ud af ensomheden", "Holdet i Havehuset", "Sangaftenen ved åen"


def is_whole(page: Page) -> None:
    """The page fits its window, and everybody can use it."""
    assert (page.url, sideways(page), axe_faults(page)) == (page.url, 0, [])


class Coordinator(people.Coordinator):
    """Hanne Vad."""

    to = "Hanne"

    def begins_programme(self) -> None:
        self.goes_to(f"/s/{self.site}/grupper/programmer/")
        self.follows("Begynd her", PROGRAMME)
        self.presses("Gem")
        self.sees_headline(PROGRAMME)

    def writes_in(self, name: str, phone: str, born: int) -> None:
        self.goes_to(f"/s/{self.site}/grupper/venter/skriv-op/")
        self.page.get_by_label("Fornavn", exact=True).fill(name)
        self.page.get_by_label("Telefon", exact=True).fill(phone)
        self.writes("Fødselsår", str(born))
        self.ticks("De har selv sagt ja til, at vi kontakter dem")
        self.presses("Skriv op")
        self.sees_headline(f"{name} venter på en samtale")

    def holds_the_talk_with(self, name: str, time: str) -> None:
        self.goes_to(f"/s/{self.site}/grupper/venter/")
        self.follows(name, within=self.page.get_by_role("main"))
        self.follows("Hold samtalen")
        self.ticks("Klar til en gruppe", time)
        self.presses("Gem samtalen")
        self.sees_headline(f"{name} er klar til en gruppe")

    def plans_group(self, first_on: date, *pair: str) -> None:
        self.goes_to(f"/s/{self.site}/grupper/hold/ny/")
        self.picks("Program", PROGRAMME)
        self.writes("Gruppens navn", GROUP)
        self.writes("Den første gang", first_on.isoformat())
        self.writes("Klokken", "19:00")
        self.writes("Sted", "Havehuset")
        self.writes("Sådan finder man ind", "Gennem den grønne låge")
        self.ticks(*pair)
        self.presses("Gem, og vælg deltagere")
        self.sees_headline(GROUP)

    def opens_group(self) -> None:
        self.goes_to(f"/s/{self.site}/grupper/hold/")
        self.follows(GROUP)
        self.sees_headline(GROUP)

    def seat_of(self, name: str):
        return self.page.get_by_role("listitem").filter(has=self.page.get_by_role("link", name=name, exact=True))

    def chooses(self, *names: str) -> None:
        for name in names:
            self.presses("Vælg", name, within=self.seat_of(name))
            expect(self.seat_of(name)).to_contain_text("Valgt")

    def puts_next(self, name: str) -> None:
        self.presses("Næste på listen", name, within=self.seat_of(name))
        self.sees("Træder ind, hvis en siger nej")

    def invites_the_chosen(self) -> None:
        self.sees("36 år mellem den yngste og den ældste")
        self.page.get_by_label("Jeg har set det, der er mærket").check()
        self.presses("Invitér de valgte")
        self.sees("De er inviteret")

    def cannot_begin_yet(self) -> None:
        self.presses("Begynd gruppen")
        self.sees("Det kan ikke lade sig gøre endnu", "Der mangler 5")

    def talks_over(self, name: str, question: str) -> None:
        self.opens_message("Der er nyt om en plads")
        self.follows("Se spørgsmålet", name)
        self.sees_headline(f"{name} har et spørgsmål")
        self.sees(question)
        self.presses("Vi har talt om det")
        self.sees(f"{name} kan svare i ro.")

    def begins_group(self) -> None:
        self.opens_group()
        self.sees("Nok har sagt ja.")
        self.presses("Begynd gruppen")
        self.sees("Gruppen er begyndt.")

    def opens_journey_for(self, name: str) -> None:
        """The card that asked for a guide lies on the board like everybody's."""
        self.opens_board()
        self.follows(name, within=self.card_of(name))
        self.calls_and_hears_yes()
        self.sees_headline(f"Hvem skal bygge broen for {name}?")

    def calls_and_hears_yes(self) -> None:
        self.ticks("Ja, vi talte sammen")
        self.presses("Skriv opkaldet ned")
        self.sends("Ja tak, åbn forløbet")

    def opens_course(self) -> None:
        self.goes_to(f"/s/{self.site}/moede/")
        self.follows(GROUP)
        self.sees_headline(GROUP)

    def sees_the_count(self, words: str) -> None:
        self.goes_to(f"/s/{self.site}/grupper/hold/")
        expect(self.card_of(GROUP)).to_contain_text(words)


class Facilitator(Somebody):
    """One of the two who hold the group."""

    def __init__(self, page: Page, house: House, name: str):
        super().__init__(page, house)
        self.to = self.first_name = name.split()[0]

    def opens_group(self) -> None:
        self.goes_to("/s/holstebro/moede/")
        self.follows(GROUP)
        self.sees_headline(GROUP)

    def opens_meeting(self, number: int) -> None:
        self.opens_group()
        self.page.get_by_role("link", name=says((f"Møde {number},",))).click()
        self.sees_headline(f"Møde {number}")

    def notes(self, number: int, *came: str, **others: str) -> None:
        """Who came, in one save; ``others`` with what is said of each."""
        self.opens_meeting(number)
        self.sees("Hvem kom?")
        for name, said in {**dict.fromkeys(came, "Kom"), **others}.items():
            self.page.get_by_role("group", name=name, exact=True).get_by_label(said, exact=True).check()
        self.sends("Gem")
        self.opens_group()
        held = self.page.get_by_role("listitem").filter(has_text=f"Møde {number},")
        expect(held).to_contain_text("Holdt")

    def moves(self, number: int, to: date) -> None:
        self.opens_meeting(number)
        self.follows("Flyt, eller skift sted")
        self.writes("Dag", to.isoformat())
        self.ticks("Vi er enige om at mødes på helligdagen")
        self.presses("Gem, og sig det til alle")
        self.sees("Gemt. Alle i gruppen får besked.", "Flyttet fra")

    def calls(self, name: str) -> None:
        self.opens_group()
        self.sees("Ring til dem", "Nogle har været væk to gange i træk")
        self.follows("Jeg har ringet", name)
        self.sees_headline(f"Opkaldet til {name}")
        self.ticks("Kommer igen")
        self.presses("Gem")
        self.sees("Tak, fordi du ringede.")
        self.does_not_see("Ring til dem")

    def looks_back(self, number: int, name: str) -> None:
        """A name in the log is refused; what the group says is kept."""
        self.opens_meeting(number)
        self.follows("Skriv log og tilbageblik")
        self.ticks("Varm og tryg")
        self.writes("Hvad talte I om?", f"{name}s sommerhus")
        self.presses("Gem")
        self.sees(f"Her står et navn fra gruppen: {name}")
        self.writes("Hvad talte I om?", "Steder, vi har hørt til")
        for question, answer in (("er godt", "Trygheden"), ("anderledes", "Tidspunktet")):
            self.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
        self.presses("Gem")
        self.sees("Tak, fordi I skriver det ned.", "Trygheden", "Steder, vi har hørt til")

    def cannot_end_yet(self) -> None:
        self.opens_group()
        self.sees("Én har ikke valgt, hvad der skal være det næste.")
        self.follows("Slut gruppen")
        self.presses("Slut gruppen")
        self.sees("Der mangler et svar fra nogen.")

    def chooses_with(self, name: str, onward: str) -> None:
        self.follows("Næste sten", name)
        self.sees_headline(f"Hvad er det næste for {name}?")
        self.ticks(onward)
        self.presses("Gem")
        self.sees(f"Nu ved vi, hvor {name} går hen.", "Alle ved, hvad der skal være det næste.")

    def plans_going_on(self, on: date) -> None:
        self.opens_group()
        self.follows("Skriv dag og sted")
        self.writes("Dag", on.isoformat())
        self.writes("Klokken", "15:00")
        self.writes("Sted", "Bibliotekets café")
        is_whole(self.page)
        self.presses("Gem, og sig det til dem")
        self.sees("De, der vil mødes videre, får besked.", "kl. 15.00: Bibliotekets café")

    def ends_group(self) -> None:
        self.opens_group()
        self.follows("Slut gruppen")
        self.presses("Slut gruppen")
        self.sees("Tak for jeres gruppe.", "Navne og numre slettes")


class Seeker(Somebody):
    """Somebody who comes to the group, on their phone."""

    def __init__(self, page: Page, house: House, name: str, phone: str, born: int):
        super().__init__(page, house)
        self.to = self.name = name
        self.phone, self.born = phone, born

    def signs_up(self) -> None:
        self.goes_to("/holstebro/grupper/")
        self.follows("Læs mere, og skriv dig op", PROGRAMME)
        self.since = people.time.monotonic()
        self.writes("Dit fornavn", self.name)
        self.writes("Dit telefonnummer", self.phone)
        self.ticks("Ja, I må gerne ringe eller skrive til mig")
        self.unfolds("Fortæl lidt mere, hvis du vil")
        self.writes("Hvilket år er du født?", str(self.born))
        people.take_human_time(self)
        self.presses("Skriv mig op")
        self.sees_headline("Tak. Du er skrevet op.")

    def opens_own_page(self) -> None:
        self.goes_to("/holstebro/venter/")

    def opens_invitation(self) -> None:
        self.opens_message("Nu er der en plads til dig")
        self.sees_headline("Nu er der en plads til dig")
        self.sees("kl. 19.00", "Havehuset", "Gennem den grønne låge", "Sidsel", "Mogens")

    def asks(self, question: str) -> None:
        self.unfolds("Jeg vil spørge om noget først")
        self.writes("Hvad vil du spørge om?", question)
        self.presses("Send spørgsmålet")
        self.sees_headline("Vi har fået dit spørgsmål")

    def says_yes(self) -> None:
        self.presses("Ja, jeg vil gerne være med")
        self.sees_headline("Du har sagt ja, og vi glæder os")

    def says_no(self) -> None:
        self.presses("Nej, ikke denne gang")
        self.sees("Du venter som før")

    def sees_that_it_begins(self) -> None:
        self.opens_message("Nu begynder vi")
        self.sees_headline("Din næste aftale")
        self.sees("Havehuset", "Gennem den grønne låge")

    def sees_that_it_is_moved(self) -> None:
        self.opens_message("Der er nyt om en aftale")
        self.sees("Flyttet fra")

    def sends_word(self) -> None:
        self.opens_own_page()
        self.presses("Jeg kan ikke komme")
        self.sees_headline("Du har meldt afbud til næste gang")

    def stops(self, why: str) -> None:
        self.opens_own_page()
        self.follows("Jeg vil gerne stoppe")
        self.ticks(why)
        self.presses("Ja, jeg stopper")
        self.sees("Du er stoppet. Tak for den tid, du var med.")

    def chooses(self, onward: str, *, offer: str = "", may_be_asked: bool = False) -> None:
        self.opens_own_page()
        self.follows("Vælg det næste")
        self.ticks(onward, *(["I må spørge mig igen om tre måneder"] if may_be_asked else []))
        if offer:
            self.picks("Hvilket fællesskab?", offer)
            self.ticks("I må sige til stedet, at der kommer en ny")
        self.presses("Gem")
        self.sees("Det er skrevet ned", onward, offer)

    def answers_how_they_are(self, begin: str) -> None:
        """Their own yes, or the next wave: one question at a time, the first answer of each."""
        self.opens_own_page()
        self.presses(begin)
        self.follows("Begynd")
        of_how_many = self.page.get_by_text(re.compile(r"Spørgsmål 1 af \d+"))
        for number in range(1, int(of_how_many.inner_text().split()[-1]) + 1):
            self.sees(f"Spørgsmål {number} af")
            self.page.get_by_role("radio").first.check()
            self.page.get_by_role("button", name=re.compile("Næste|Færdig")).click()
        self.sees_headline("Tak")

    def shows_number(self) -> None:
        self.opens_own_page()
        self.presses("Vis mit nummer til dem")
        self.sees("De, der også viser deres nummer, kan nu se dit.")

    def finds(self, other: "Seeker") -> None:
        """Where they meet, and the number of somebody who has said yes to it."""
        self.opens_message("Nu er der en dag og et sted, hvor I kan mødes videre")
        self.sees("kl. 15.00", "Bibliotekets café", other.name, other.phone)
        is_whole(self.page)

    def sees_that_it_is_over(self, *words: str) -> None:
        self.opens_message("Tak for denne gang")
        self.sees_headline("Tak for den tid, du var med")
        self.sees(*words)

    def answers_afterwards(self) -> None:
        self.opens_message("Du sagde ja til, at vi måtte spørge igen")
        self.page.get_by_role("group", name="Er du med i et fællesskab nu?").get_by_label("Ja", exact=True).check()
        self.page.get_by_role("group", name="Har du kontakt").get_by_label("Lidt", exact=True).check()
        self.sends("Send")

    def is_forgotten(self) -> None:
        self.opens_own_page()
        self.sees_headline("Linket virker ikke mere")
        self.goes_to(f"/demo/post/?til={self.to}")
        self.sees("Her er ingen post til den modtager.")
