"""Frida's road, walked by seven people in their own browsers, from the mother's card to a lasting community."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import people
from tests.browser.conftest import DESK, PHONE

FOUND_SITES = f"""
from django.utils import timezone
from traedesten.tenancy.actions import add_coordinator, found_site
for slug, place, name in (("holstebro", "Holstebro", "Hanne Vad"), ("skovby", "Skovby", "Peter Lund")):
    site = found_site(slug=slug, name="Fællesskabsguide", place=place, areas=[("Byen", "7500", 56.36, 8.62)],
                      phone="+4597110040", email=f"{{slug}}@example.org")
    add_coordinator(site=site, name=name, email=f"{{slug}}.koordinator@example.org", now=timezone.now(),
                    password="{people.PASSWORD}")
"""
GROUP, CAFE, RELIEF = "Selvhjælpsgruppe for unge", "Café Nygade", "Pårørendegruppen"


@pytest.mark.parametrize(
    ("viewport", "javascript"), [(PHONE, True), (DESK, True), (DESK, False)], ids=["phone", "desk", "no-javascript"]
)
def test_frida_finds_her_way_from_loneliness_to_a_community(empty, open_page, let_days_pass, viewport, javascript):
    empty.python(FOUND_SITES)
    road = Road(empty, lambda: open_page(viewport, javascript=javascript), let_days_pass)
    road.the_house_is_made_ready()
    road.mother_and_nurse_send_cards()
    road.coordinator_finds_a_guide()
    road.they_meet()
    road.frida_says_yes()
    road.the_group_is_too_much()
    road.cafe_nygade_is_a_good_step()
    road.two_weeks_three_and_six_months_later()
    road.it_ends_in_a_community()
    road.elsewhere_nobody_sees_anything()


class Road:
    """The seven, the house they meet in, and the days between."""

    def __init__(self, house, new_page, let_days_pass):
        self.house, self.let_days_pass = house, let_days_pass
        self.hanne = people.Coordinator(new_page(), house, "holstebro")
        self.peter = people.Coordinator(new_page(), house, "skovby")
        self.birthe = people.Guide(new_page(), house, "holstebro")
        self.lene = people.Nurse(new_page(), house)
        self.mona = people.Mother(new_page(), house)
        self.frida = people.Frida(new_page(), house)
        self.lone = people.ContactPerson(new_page(), house)

    def days_pass(self, days: int) -> None:
        self.let_days_pass(self.house, days)

    def the_house_is_made_ready(self) -> None:
        hanne = self.hanne
        hanne.signs_in("holstebro.koordinator@example.org")
        hanne.sees_headline("Ingen venter på os lige nu")
        self.address = hanne.gives_link_to_workplace("Center for Sundhed")
        hanne.puts_on_list(GROUP, "Selvhjælpsgruppe", contact="Trine", phone="61 72 73 70")
        hanne.puts_on_list(CAFE, "Øvefællesskab", contact="Lone", phone="61 72 73 74")
        hanne.puts_on_list(RELIEF, "Aflastning for pårørende", contact="Jytte", phone="61 72 73 75")
        hanne.invites("Birthe", "Kjær", "birthe@example.org")
        self.birthe.opens_account()
        self.birthe.tells_about_herself()

    def mother_and_nurse_send_cards(self) -> None:
        self.lene.opens_card(self.address, "Center for Sundhed")
        self.mona.opens_card("holstebro")
        self.lene.refers("Kurt", "40 11 22 33")
        self.lene.prints_card_for_person()
        self.mona.forgets_the_yes_and_is_told()
        self.mona.fills_in_card()
        self.status = self.mona.sends_card()
        self.mona.page.goto(self.status)
        self.mona.sees_headline("Vi har taget imod din henvisning")

    def coordinator_finds_a_guide(self) -> None:
        self.hanne.opens_board()
        self.hanne.sees_headline("To borgere venter på os")
        self.hanne.calls_without_answer("Frida")
        self.days_pass(1)
        self.hanne.opens_board()
        self.hanne.sees("Prøv i dag")
        self.hanne.calls_and_says_yes("Frida")
        self.hanne.judges_that_a_volunteer_can("Frida")
        self.hanne.asks("Birthe", "Frida")
        self.birthe.says_yes_to("Frida")

    def they_meet(self) -> None:
        birthe = self.birthe
        birthe.opens_day()
        birthe.sees("Ring til Frida for første gang")
        birthe.logs_contact_in_three_taps()
        birthe.sees("Dit notat er gemt.", "Lav en aftale med Frida")
        self.mona.sees_how_far("En guide er i kontakt")
        self.days_pass(3)
        birthe.opens_journey("Frida")
        birthe.writes_down_number("40 12 18 61")
        birthe.talks_about_wishes("At tegne sammen med sin kusine.")
        birthe.hears_how_mother_is("Mona")
        birthe.opens_journey("Frida")
        birthe.notes_yes_to("At vi kontakter dig", "At Mona er med")
        birthe.opens_journey("Frida")
        birthe.sends_agreement()

    def frida_says_yes(self) -> None:
        self.frida.reads_agreement_and_says_yes()
        self.frida.sees("Birthe er din guide")

    def the_group_is_too_much(self) -> None:
        birthe = self.birthe
        birthe.opens_journey("Frida")
        birthe.lays_relief_for("Mona", RELIEF)
        birthe.lays(GROUP, "Her har alle været syge længe.")
        birthe.plans_visit(GROUP, datetime.now() + timedelta(days=1))
        self.days_pass(2)
        birthe.opens_day()
        birthe.sees(f"Hvordan gik det med Frida hos {GROUP}?")
        birthe.opens_journey("Frida")
        birthe.tells_how_it_went(GROUP, who="Sammen med guiden", felt="Svært", words="Hun blev til pausen.")
        birthe.leaves(GROUP, "Bare tanken er for meget.")
        self.mona.sees_how_far("De er kommet afsted")

    def cafe_nygade_is_a_good_step(self) -> None:
        birthe = self.birthe
        birthe.opens_journey("Frida")
        birthe.lays(CAFE, "Et lille sted at øve sig.")
        birthe.tells(CAFE)
        self.lone.says_welcome()
        birthe.opens_journey("Frida")
        birthe.plans_visit(CAFE, datetime.now() + timedelta(days=1))
        self.frida.goes_to("/holstebro/min-side/")
        self.frida.sees_headline("Du og Birthe følges ad til Café Nygade i morgen")
        birthe.opens_day()
        birthe.sees("I morgen følges du med Frida")
        self.days_pass(2)
        birthe.opens_journey("Frida")
        birthe.tells_how_it_went(CAFE, who="Sammen med guiden", felt="Godt", words="Vi sad ved vinduet.")
        self.days_pass(7)
        birthe.opens_journey("Frida")
        birthe.tells_how_it_went(CAFE, who="På egen hånd", felt="Rigtig godt", words="Hun gik selv ind.")
        birthe.settles(CAFE)
        birthe.steps_back()

    def two_weeks_three_and_six_months_later(self) -> None:
        """Counted from the last visit together, a week before the guide stepped back."""
        for days, answer in (
            (8, "Hun glæder sig til torsdag."),
            (77, "Hun har selv taget en med."),
            (91, "Hun er vært."),
        ):
            self.days_pass(days)
            self.birthe.answers_follow_up(answer)

    def it_ends_in_a_community(self) -> None:
        self.birthe.opens_journey("Frida")
        self.birthe.ends_in_community()
        self.mona.sees_how_far("Vi er nået til vejs ende")
        self.frida.opens_message("Tak, fordi vi måtte følges med dig")
        self.frida.sees_headline("Tak for turen, Frida")
        self.frida.takes_back("At vi fortæller et tilbud, at du kommer", "Café Nygade")
        self.frida.reads_who_has_looked()
        self.lone.goes_to("/holstebro/ny/")
        self.lone.sees_headline("Linket virker ikke mere")
        self.hanne.goes_to("/s/holstebro/forloeb/?vis=afsluttet")
        self.hanne.follows("Frida")
        self.hanne.sees("Med i et varigt fællesskab")
        self.journey = self.hanne.page.url.removeprefix(self.house.url)

    def elsewhere_nobody_sees_anything(self) -> None:
        peter = self.peter
        peter.signs_in("skovby.koordinator@example.org")
        peter.sees_headline("Ingen venter på os lige nu")
        for path in (self.journey, self.journey.replace("holstebro", "skovby"), "/s/holstebro/tavle/"):
            answer = peter.page.goto(self.house.url + path)
            assert answer.status == 404
            peter.does_not_see("Frida")
        peter.goes_to("/s/skovby/forloeb/")
        expect(peter.page.get_by_role("article")).to_have_count(0)
