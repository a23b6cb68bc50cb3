"""What anybody can do in front of a page, in the words they see on it."""

import re

from playwright.sync_api import Error, Page, expect

from bench.house import House

PASSWORD = "fire ord efter hinanden"


class Somebody:
    """Whoever sits in front of a page. ``to`` is part of the name or address their messages go to."""

    to = ""

    def __init__(self, page: Page, house: House):
        self.page, self.house = page, house

    def goes_to(self, path: str) -> None:
        """Once more when the page before was itself on its way somewhere: the browser then drops the first try."""
        try:
            self.page.goto(self.house.url + path)
        except Error as error:
            if "ERR_ABORTED" not in error.message:
                raise
            self.page.goto(self.house.url + path)

    def presses(self, *name: str, within=None) -> None:
        """A button whose name begins with the first words and goes on with the others."""
        (within or self.page).get_by_role("button", name=says(name)).first.click()

    def sends(self, *name: str, within=None) -> None:
        """Press, and stay until the answer is here: whoever goes on at once takes back what they sent."""
        with self.page.expect_navigation():
            self.presses(*name, within=within)

    def follows(self, *name: str, within=None) -> None:
        (within or self.page).get_by_role("link", name=says(name)).first.click()

    def writes(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def ticks(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def picks(self, label: str, option: str) -> None:
        self.page.get_by_label(label).first.select_option(label=option)

    def unfolds(self, words: str) -> None:
        self.page.locator("summary", has_text=words).first.click()

    def sees(self, *words: str) -> None:
        for text in words:
            expect(self.page.locator("body")).to_contain_text(text)

    def sees_headline(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)

    def does_not_see(self, *words: str) -> None:
        for text in words:
            expect(self.page.locator("body")).not_to_contain_text(text)

    def card_of(self, name: str):
        """The card that carries this name in its heading."""
        return self.page.get_by_role("article").filter(has=self.page.get_by_role("heading", name=name))

    def opens_message(self, words: str) -> None:
        """Find the newest message to oneself with these words in the mailbox, and open its link."""
        self.goes_to(f"/demo/post/?til={self.to}")
        letter = self.page.get_by_role("listitem").filter(has_text=words).first
        letter.get_by_role("link", name="Åbn linket").click()

    def has_no_message(self, words: str) -> None:
        self.goes_to(f"/demo/post/?til={self.to}")
        expect(self.page.get_by_role("listitem").filter(has_text=words)).to_have_count(0)

    def signs_in(self, email: str) -> None:
        self.goes_to("/konto/login/")
        self.writes("E-mail", email)
        self.writes("Adgangskode", PASSWORD)
        self.sends("Log ind")


def says(words: tuple[str, ...]) -> re.Pattern:
    return re.compile("^" + ".*".join(re.escape(part) for part in words))
