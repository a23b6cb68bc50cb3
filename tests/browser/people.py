"""The people of the road, each with a browser of their own. A step is a verb, in the words they see on the page."""

import re
import time
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from bench.house import House
from tests.browser.somebody import PASSWORD, Somebody

HUMAN_SECONDS = 2.2


class Coordinator(Somebody):
    def __init__(self, page: Page, house: House, site: str):
        super().__init__(page, house)
        self.site = site

    def opens_board(self) -> None:
        self.goes_to(f"/s/{self.site}/tavle/")

    def gives_link_to_workplace(self, name: str) -> str:
        """Make a referring unit; the address on its card."""
        self.goes_to(f"/s/{self.site}/afdelinger/")
        self.writes("Hvad hedder stedet?", name)
        self.ticks("Sundhedspersonale")
        self.presses("Lav link og kort")
        return self.page.locator(".copy", has_text=f"Link til {name}").locator("code").inner_text()

    def puts_on_list(self, name: str, kind: str, *, contact: str, phone: str) -> None:
        self.goes_to(f"/s/{self.site}/tilbud/nyt/")
        self.writes("Navn", name)
        self.picks("Slags", kind)
        self.writes("Sted", "Nygade 12")
        self.unfolds("Hvad handler det om?")
        self.unfolds("Samtale")
        self.ticks("Samtale")
        self.writes("Hvem tager imod?", contact)
        self.writes("Kontaktpersonens telefon", phone)
        self.page.get_by_label("Dag", exact=True).first.select_option(label="Torsdag")
        for label, at in (("Fra", "14:00"), ("Til", "17:00")):
            self.page.get_by_label(label, exact=True).first.fill(at)
        self.presses("Gem")
        self.sees(f"{name} er på listen.")

    def invites(self, first: str, last: str, email: str) -> None:
        self.goes_to(f"/s/{self.site}/guider/ny/")
        self.writes("Fornavn", first)
        self.writes("Efternavn", last)
        self.page.get_by_label("E-mail", exact=True).fill(email)
        self.writes("Telefon", "30 55 21 08")
        self.picks("By eller område", "Byen")
        self.ticks("Dansk", "Samtale", "Spil")
        self.writes("Hvor mange kan guiden følges med", "3")
        self.sends("Send invitationen")

    def calls_without_answer(self, name: str) -> None:
        self.opens_board()
        self.follows(name, within=self.card_of(name))
        self.ticks("Nej, ingen svarede")
        self.writes("Prøv igen", (datetime.now() + timedelta(days=1)).date().isoformat())
        self.presses("Skriv opkaldet ned")
        self.sees("Opkaldet er skrevet ned", "Ringet op én gang uden svar")

    def calls_and_says_yes(self, name: str) -> None:
        self.follows("Ring igen", within=self.card_of(name))
        self.ticks("Ja, vi talte sammen")
        self.writes("Et par ord", "Mona blev lettet. Frida vil gerne mødes.")
        self.presses("Skriv opkaldet ned")
        self.sees("Godt, I fik talt sammen")
        self.presses("Ja tak, åbn forløbet")

    def judges_that_a_volunteer_can(self, name: str) -> None:
        self.sees_headline(f"Hvem skal bygge broen for {name}?")
        self.page.get_by_label("En frivillig kan bygge broen").check()
        self.ticks("Vil gerne møde andre", "Har nogen omkring sig")
        self.presses("Gem vurderingen")
        self.sees(f"{name} venter nu på en guide.")

    def asks(self, guide: str, person: str) -> None:
        self.page.get_by_role("heading", name=f"Hvem passer til {person}?").wait_for()
        self.presses(f"Spørg {guide}")
        self.sees(f"{guide} er spurgt.")


class Nurse(Somebody):
    """Lene at Center for Sundhed, with the workplace's own link."""

    def opens_card(self, address: str, workplace: str) -> None:
        self.page.goto(address)
        self.since = time.monotonic()
        self.sees(f"Du henviser fra {workplace}")

    def refers(self, name: str, phone: str) -> None:
        self.ticks("Den, det handler om")
        self.page.get_by_label("Fornavn", exact=True).fill(name)
        self.page.get_by_label("Telefon", exact=True).fill(phone)
        self.ticks("Den, guiden ringer til, har sagt ja til det")
        take_human_time(self)
        self.presses("Send henvisning")
        self.sees_headline("Tak. Nu tager vi over.")

    def prints_card_for_person(self) -> None:
        path = self.page.get_by_role("link", name="Print et kort til at give videre").get_attribute("href")
        answer = self.page.request.get(self.house.url + path)
        assert answer.ok and answer.body().startswith(b"%PDF")


class Mother(Somebody):
    """Mona, Frida's mother."""

    to = "mona@"

    def opens_card(self, site: str) -> None:
        self.goes_to(f"/{site}/")
        self.page.get_by_role("main").get_by_role("link", name="Henvis", exact=True).click()
        self.since = time.monotonic()
        self.sees_headline("Kender du én, der savner nogen?")

    def forgets_the_yes_and_is_told(self) -> None:
        self.ticks("Pårørende", "En pårørende")
        self.page.get_by_label("Fornavn", exact=True).fill("Mona")
        self.page.get_by_label("Telefon", exact=True).fill("40 12 18 6")
        self.presses("Send henvisning")
        self.sees("Telefonnummeret skal have 8 cifre – der står 7.")
        self.sees("Vi kontakter kun den, der har sagt ja.")
        expect(self.page.get_by_label("Fornavn", exact=True)).to_have_value("Mona")

    def fills_in_card(self) -> None:
        self.page.get_by_label("Telefon", exact=True).fill("40 12 18 60")
        self.ticks("Den, guiden ringer til, har sagt ja til det", "Møde andre i samme båd")
        self.writes("Hvad hedder den, det handler om, til fornavn?", "Frida")
        self.writes("Noget, der kan gøre det trygt?", "Frida er 20. Ring helst efter kl. 15.")
        self.unfolds("Fortæl lidt mere")
        self.writes("Alder", "20")
        self.picks("By", "Byen")
        self.unfolds("Vil du høre, hvordan det går?")
        self.writes("Dit navn", "Mona")
        self.writes("Din e-mail eller mobil", "mona@example.org")
        self.ticks("Den, det handler om, er med på, at I fortæller mig, hvordan det går")

    def sends_card(self) -> str:
        """The link she may follow the referral by."""
        take_human_time(self)
        self.presses("Send henvisning")
        self.sees_headline("Tak. Nu tager vi over.")
        return self.page.locator(".copy code").inner_text()

    def sees_how_far(self, words: str) -> None:
        self.opens_message("Der er nyt om en henvisning")
        self.sees_headline(words)


class Guide(Somebody):
    """Birthe Kjær."""

    to = "birthe"

    def __init__(self, page: Page, house: House, site: str):
        super().__init__(page, house)
        self.site = site

    def opens_account(self) -> None:
        self.opens_message("Opret din adgang")
        self.writes("Vælg en adgangskode", PASSWORD)
        self.presses("Opret min adgang")
        self.sees("Velkommen, Birthe.")

    def tells_about_herself(self) -> None:
        self.writes("Lidt om dig", "Pensioneret pædagog. Går gerne langsomt.")
        self.page.get_by_label("torsdag eftermiddag").check()
        self.presses("Gem")
        self.sees("Gemt.")

    def says_yes_to(self, name: str) -> None:
        self.opens_message("Der er én, vi tror, du ville passe godt sammen med")
        self.sees(name, "20 år")
        self.does_not_see("40 12 18 60")
        self.presses("Ja, det vil jeg gerne")
        self.sees(f"Nu er det dig, der følger {name} på vej.")

    def opens_day(self) -> None:
        self.goes_to(f"/s/{self.site}/dag/")

    def opens_journey(self, name: str) -> None:
        self.goes_to(f"/s/{self.site}/forloeb/")
        self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
        self.sees_headline(name)

    def logs_contact_in_three_taps(self) -> None:
        """What happened, the next step, save."""
        self.page.get_by_role("link", name="Notat").first.click()
        self.ticks("Vi talte i telefon", "Ring igen om en uge")
        self.presses("Gem notat")
        self.page.wait_for_url(re.compile("/dag/"))

    def writes_down_number(self, phone: str) -> None:
        self.page.get_by_role("link", name="Ret", exact=True).click()
        self.writes("Telefon", phone)
        self.sends("Gem")

    def talks_about_wishes(self, own_words: str) -> None:
        self.follows("Tal om ønskerne")
        self.writes("Hvad gjorde dig glad", own_words)
        self.ticks("Samtale", "Kreativt og håndarbejde", "Mange mennesker", "To-tre stykker")
        self.page.get_by_label("torsdag eftermiddag").check()
        self.presses("Gem")
        self.sees("Nu ved vi, hvad vi skal lede efter.", own_words)

    def hears_how_mother_is(self, name: str) -> None:
        self.follows(name, within=self.page.locator("#paaroerende"))
        self.picks("Hvem er det?", "Forælder")
        self.writes("Hvad går du og bærer på?", "Jeg tør næsten ikke tage på arbejde.")
        self.ticks("Vil gerne høre om aflastning")
        self.sends("Gem")

    def notes_yes_to(self, *titles: str) -> None:
        self.follows("Se og ret")
        for title in titles:
            self.sends("Ja, sagt ved et møde", title)
            self.sees("Der er sagt ja.")

    def sends_agreement(self) -> None:
        self.follows("Lav en aftale")
        self.ticks("Hver uge", "Send til borgerens egen side")
        self.writes("Hvor mange gange følges I?", "6")
        self.presses("Skriv aftalen")
        self.sees("Aftalen er på vej til Frida.")

    def lays(self, offer: str, why: str) -> None:
        self.page.get_by_role("link", name=re.compile("Læg (den første sten|en sten mere)")).click()
        self.follows("Skriv selv hvorfor", offer)
        self.ticks("Det er valgt")
        self.writes("Hvorfor netop her?", why)
        self.presses("Læg stenen")
        self.sees(f"{offer} ligger nu på vejen.")

    def lays_relief_for(self, relative: str, offer: str) -> None:
        self.follows(relative, within=self.page.locator("#paaroerende"))
        self.follows("Find aflastning")
        self.follows("Skriv selv hvorfor", offer)
        self.ticks(relative)
        self.presses("Læg stenen")
        self.sees(f"{offer} ligger nu på vejen.")

    def tells(self, offer: str) -> None:
        """Frida has said yes to this very offer; then its contact person gets a message."""
        self.follows(offer)
        self.follows("Giv dem besked")
        self.page.get_by_label("Ved et møde").check()
        self.presses("Der er sagt ja – giv besked")
        self.sees(f"{offer} får besked")

    def plans_visit(self, offer: str, when: datetime) -> None:
        self.follows("Aftal et besøg", within=self.stone(offer))
        self.writes("Hvornår?", when.strftime("%Y-%m-%dT%H:%M"))
        self.writes("Hvor mødes I?", "Ved døren, ti minutter før")
        self.presses("Aftal besøget")
        self.sees(f"Aftalt: {offer}")

    def tells_how_it_went(self, offer: str, *, who: str, felt: str, words: str) -> None:
        steps = re.compile("Fortæl, hvordan det gik|Har været der")
        self.stone(offer).get_by_role("link", name=steps).click()
        self.ticks(who, felt)
        self.writes("Skriv et par ord", words)
        self.presses("Gem")
        self.sees("Et skridt er et skridt.", words)

    def leaves(self, offer: str, words: str) -> None:
        self.follows("Passede ikke", within=self.stone(offer))
        self.ticks("Nye ansigter hver gang", "Træthed bagefter")
        self.writes("Et par ord om det", words)
        self.presses("Gem og find et andet sted")
        self.sees("Det var modigt at prøve.")
        self.sees_headline("Hvor kunne")

    def settles(self, offer: str) -> None:
        self.presses("Faldet til", within=self.stone(offer))
        self.sees("Frida er faldet til.")

    def steps_back(self) -> None:
        self.presses("Slip")
        self.sees("Du har sluppet.", "Efter to uger", "Efter tre måneder", "Efter seks måneder")

    def answers_follow_up(self, words: str) -> None:
        self.opens_day()
        self.sees("Hør, hvordan det går med Frida")
        self.follows("Skriv svaret")
        self.ticks("Kommer fast i fællesskabet")
        self.writes("Skriv et par ord", words)
        self.presses("Gem")
        self.sees("Det er godt at vide.")

    def ends_in_community(self) -> None:
        self.follows("Afslut")
        self.ticks("Med i et varigt fællesskab")
        expect(self.page.get_by_label("Send en hilsen og sig tak for turen")).to_be_checked()
        self.presses("Afslut forløbet")
        self.sees("Forløbet er slut.")

    def stone(self, offer: str):
        return self.page.get_by_role("listitem").filter(has=self.page.get_by_role("link", name=offer, exact=True))


class Frida(Somebody):
    to = "frida"

    def reads_agreement_and_says_yes(self) -> None:
        self.opens_message("Her er aftalen, vi talte om")
        self.sees("Hej Frida", "Din aftale venter på dig")
        self.follows("Læs aftalen")
        self.sees("Birthe", "6 gange")
        self.presses("Ja, det lyder godt")
        self.sees("Tak for dit ja.")

    def takes_back(self, purpose: str, about: str) -> None:
        self.follows("Det, du har sagt ja til")
        self.unfolds(f"{purpose}: {about}")
        self.presses("Tag mit ja tilbage", f"{purpose} {about}")
        self.sees("Dit ja er taget tilbage.")

    def reads_who_has_looked(self) -> None:
        self.follows("Tilbage til min side")
        self.follows("Hvem har kigget")
        self.sees("Fællesskabsguide")


class ContactPerson(Somebody):
    """Lone at Café Nygade."""

    to = "Lone"

    def says_welcome(self) -> None:
        self.opens_message("Der kommer snart en ny hos jer")
        self.sees_headline("Frida kommer til Café Nygade")
        self.does_not_see("40 12 18 60")
        self.presses("Vi tager godt imod")
        self.sees("Det betyder meget, at nogen står klar.")


def take_human_time(person) -> None:
    """A card sent sooner than a hand can write is held for a look."""
    time.sleep(max(0, HUMAN_SECONDS - (time.monotonic() - person.since)))
