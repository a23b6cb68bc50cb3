"""kill -9 of web and worker while referrals come in, and a count of what is there afterwards."""

import contextlib
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from bench.client import Referrer, key_of
from bench.house import House, a_house

FOUND_SITE = """
from traedesten.tenancy.models import Site
Site.objects.create(slug="proeve", name="Prøve", place="Prøve", referrals_per_hour=30000)
"""

COUNT = """
import json
from django.db import transaction
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site
from traedesten.audit.models import Event
from traedesten.messages.models import Message
from traedesten.referrals.models import Referral
with at_site(Site.objects.get()), transaction.atomic():
    print(json.dumps({
        "referrals": [str(key) for key in Referral.objects.values_list("submission_key", flat=True)],
        "events": Event.objects.filter(verb="referral.received").count(),
        "messages": [str(key) for key in Message.objects.values_list("pk", flat=True)],
        "unsent": Message.objects.exclude(state="sent").count(),
        "referrals_without_words": sum(not row.first_name for row in Referral.objects.all()),
    }))
"""


@dataclass(frozen=True)
class Outcome:
    """What a run left behind. ``delivered`` counts arrivals by idempotency key."""

    acknowledged: frozenset[str]
    stored: frozenset[str]
    stored_twice: int
    events: int
    messages: frozenset[str]
    unsent: int
    half_written: int
    delivered: Counter
    kills: int

    @property
    def lost(self) -> int:
        return len(self.acknowledged - self.stored)


class Gateway:
    """An SMS gateway on loopback that counts what arrives, by its key."""

    def __init__(self):
        self.arrived: Counter = Counter()
        outer = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.arrived[body["userref"]] += 1
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def run(*, referrals: int, kills: int, seed: int = 1, patience: float = 180) -> Outcome:
    """Post ``referrals`` cards one after another, kill each process ``kills`` times meanwhile, then count."""
    gateway = Gateway()
    environment = {"TRAEDESTEN_SMS": "gateway", "TRAEDESTEN_SMS_URL": gateway.url, "TRAEDESTEN_SMS_TOKEN": "token"}
    try:
        with a_house(**environment) as house:
            house.python(FOUND_SITE)
            house.start_web()
            house.start_worker()
            with contextlib.closing(Referrer(house.url, "proeve")) as referrer:
                acknowledged = _post_through(house, referrer, referrals, kills, random.Random(seed))
            counted = _wait_until_sent(house, patience)
            return Outcome(
                acknowledged=frozenset(acknowledged),
                stored=frozenset(counted["referrals"]),
                stored_twice=len(counted["referrals"]) - len(set(counted["referrals"])),
                events=counted["events"],
                messages=frozenset(counted["messages"]),
                unsent=counted["unsent"],
                half_written=counted["referrals_without_words"],
                delivered=Counter(gateway.arrived),
                kills=2 * kills,
            )
    finally:
        gateway.close()


def _post_through(house: House, referrer: Referrer, referrals: int, kills: int, chance: random.Random) -> set[str]:
    """A card without an answer is sent again, with the same key, as a person would press the button again."""
    blows = sorted(chance.sample(range(1, referrals), 2 * kills))
    acknowledged: set[str] = set()
    for number in range(referrals):
        if blows and number == blows[0]:
            blows.pop(0)
            victim = "web" if len(blows) % 2 else "worker"
            timer = threading.Timer(chance.random() * 0.05, _replace, (house, victim))
            timer.start()
        card = referrer.card()
        for _attempt in range(1200):  # two minutes and more: a busy machine is slow to start a house again
            try:
                if referrer.send(card).status_code == 302:
                    acknowledged.add(key_of(card))
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
    return acknowledged


def _replace(house: House, name: str) -> None:
    house.kill(name)
    if name == "web":
        house.start("web", "traedesten", "web", "--port", str(house.port))
    else:
        house.start_worker()


def _wait_until_sent(house: House, patience: float) -> dict:
    until = time.monotonic() + patience
    while True:
        counted = json.loads(house.python(COUNT).strip().splitlines()[-1])
        if not counted["unsent"] or time.monotonic() > until:
            return counted
        time.sleep(2)
