"""A client that fills in cards as a browser would."""

import random
import re
import time
from uuid import UUID, uuid4, uuid5

import httpx

from traedesten.domain.names import normalise_name, normalise_phone

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"')
HUMAN_SECONDS = 2.5


def key_of(card: dict) -> str:
    """The key under which the card is stored: what was sent, about this person."""
    person = f"{normalise_name(card['first_name'])}|{normalise_phone(card['phone'])}|"
    return str(uuid5(UUID(card["submission_key"]), person))


class Referrer:
    """One visitor of the public form: opens it once, then sends as many cards as asked."""

    def __init__(self, url: str, site: str, seed: int = 1):
        self.client = httpx.Client(base_url=url, timeout=20)
        self.path = f"/{site}/henvis/"
        self.random = random.Random(seed)
        self.open_form()

    def close(self) -> None:
        self.client.close()

    def open_form(self) -> None:
        page = self.client.get(self.path)
        page.raise_for_status()
        self.hidden = dict(HIDDEN.findall(page.text))
        time.sleep(HUMAN_SECONDS)

    def card(self) -> dict:
        number = self.random.randrange(20_000_000, 99_999_999)
        return {
            **self.hidden,
            "submission_key": str(uuid4()),
            "source": "health",
            "whom_to_call": "participant",
            "first_name": f"Prøve{number}",
            "phone": str(number),
            "has_said_yes": "on",
            "wishes": ["peers"],
            "note": "Ring helst om formiddagen.",
            "referrer_contact": str(self.random.randrange(20_000_000, 99_999_999)),
        }

    def send(self, card: dict) -> httpx.Response:
        """The answer; a card is acknowledged when it is a redirect to the receipt."""
        headers = {"Referer": str(self.client.base_url)}
        return self.client.post(self.path, data=card, headers=headers)
