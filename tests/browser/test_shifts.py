"""Two guides swap a shift on their phones."""

from tests.browser.conftest import PHONE, axe_faults, sideways
from tests.browser.doors import step_in
from tests.browser.somebody import Somebody

GUIDES = ("Birthe Kjær", "Jonas Meldgaard", "Fatima Hassan")


class Guide(Somebody):
    def __init__(self, page, house, name: str):
        super().__init__(page, house)
        self.first_name = name.split()[0]
        step_in(page, house, name)

    def opens_shifts(self) -> None:
        self.goes_to("/s/holstebro/")
        self.follows("Vagter")

    def offers_all(self) -> int:
        """How many shifts were offered to the others."""
        self.opens_shifts()
        offers = self.page.get_by_role("button", name="Byt vagten")
        number = offers.count()
        for _ in range(number):
            self.sends("Byt vagten")
            self.sees("De andre kan se det nu")
        return number

    def those_of(self, other: "Guide"):
        """The shifts that the other offers and that can be taken."""
        cards = self.page.get_by_role("article").filter(has_text=f"{other.first_name} vil gerne bytte")
        return cards.get_by_role("button", name="Tag vagten")


def test_a_swap_between_two_guides_on_a_phone(demo, open_page):
    guides = [Guide(open_page(PHONE), demo, name) for name in GUIDES]
    giver, *takers = guides
    number = giver.offers_all()
    assert number
    for guide in takers:
        guide.opens_shifts()
        assert (sideways(guide.page), axe_faults(guide.page)) == (0, [])
    taker = next(guide for guide in takers if guide.those_of(giver).count())
    taker.those_of(giver).first.click()
    taker.sees("er din.")
    giver.opens_shifts()
    assert giver.page.get_by_role("button", name="Behold den alligevel").count() == number - 1
    giver.goes_to("/demo/post/?til=birthe")
    giver.sees("En anden har taget den vagt, du ville bytte")
