"""A client that fills in cards as a browser would."""

import random
import re
import time
from uuid import uuid4

import httpx

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"')
HUMAN_SECONDS = 2.5


class Referrer:
    """One visitor of the public form: opens it once, then sends as many cards as asked."""

    def __init__(self, url: str, site: str, seed: int = 1):
        self.client = httpx.Client(base_url=url, timeout=20)
        self.path = f"/{site}/henvis/"
        self.random = random.Random(seed)
        self.open_form()

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
            "said_yes": "on",
            "wishes": ["peers"],
            "note": "Ring helst om formiddagen.",
            "referrer_contact": str(self.random.randrange(20_000_000, 99_999_999)),
        }

    def send(self, card: dict) -> httpx.Response:
        """The answer; a card is acknowledged when it is a redirect to the receipt."""
        headers = {"Referer": str(self.client.base_url)}
        return self.client.post(self.path, data=card, headers=headers)
