"""Referrals, the guide's day and the board against a bare Django view, in one run; memory; page weight."""

import contextlib
import json
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import psycopg
import pytest

from bench.client import Referrer
from bench.house import House, a_house, build, free_port

SESSIONS = """
import json
from django.contrib.sessions.backends.db import SessionStore
from traedesten.tenancy.models import User
def session(name):
    user = User.objects.get(name=name)
    store = SessionStore()
    store.update({
        "_auth_user_id": str(user.pk),
        "_auth_user_backend": "allauth.account.auth_backends.AuthenticationBackend",
        "_auth_user_hash": user.get_session_auth_hash(),
    })
    store.create()
    return store.session_key
from traedesten.tenancy.models import Site
Site.objects.update(referrals_per_hour=30000)
print(json.dumps({name: session(name) for name in ("Birthe Kjær", "Hanne Vad")}))
"""

CROWD = """
from django.db import transaction
from tests import crowd
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site
with at_site(Site.objects.get(slug="holstebro")), transaction.atomic():
    print(crowd.fill_up(500))
"""

CLIENTS = 4
"""As many as the web server has threads."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo's house, furnished once, to be copied."""
    place = tmp_path_factory.mktemp("bench") / "demo"
    build(place, lambda house: house.run("demo", "--no-serve"), TRAEDESTEN_DEMO="1")
    return place


def timed(times: int, call: Callable[[], httpx.Response], wanted: int) -> dict[str, float]:
    """Median and 95th percentile of seconds per call, after ten to warm up."""
    seconds = []
    for number in range(times + 10):
        began = time.perf_counter()
        assert call().status_code == wanted
        if number >= 10:
            seconds.append(time.perf_counter() - began)
    return {"median": statistics.median(seconds), "p95": statistics.quantiles(seconds, n=20)[-1]}


def per_second(each: int, calls: list[Callable[[], httpx.Response]], wanted: int) -> float:
    """Answers a second when clients call at the same time, each of them ``each`` times."""

    def call_again_and_again(call: Callable[[], httpx.Response]) -> None:
        for _ in range(each):
            assert call().status_code == wanted

    with ThreadPoolExecutor(len(calls)) as clients:
        began = time.perf_counter()
        list(clients.map(call_again_and_again, calls))
        return each * len(calls) / (time.perf_counter() - began)


def start_floor(house: House) -> str:
    port = free_port()
    owner = house.environment["DATABASE_OWNER_URL"]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("create table floor (id serial primary key, words text)")
        connection.execute("insert into floor (words) values ('hej')")
    command = ("granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning", "--port", str(port))
    house.start("floor", *command, "--blocking-threads", "4", "bench.floor:application")
    house.wait_for(f"http://127.0.0.1:{port}/select/")
    return f"http://127.0.0.1:{port}"


def report(name: str, measured: dict[str, float], floor: dict[str, float]) -> None:
    print(
        f"{name:32} median {measured['median'] * 1000:7.1f} ms ({measured['median'] / floor['median']:5.1f} × floor)"
        f"   p95 {measured['p95'] * 1000:7.1f} ms ({measured['p95'] / floor['p95']:5.1f} ×)"
    )


@pytest.mark.bench
def test_pages_against_the_floor(demo):
    with a_house(like=demo, TRAEDESTEN_DEMO="1") as house, contextlib.ExitStack() as stack:
        keys = json.loads(house.python(SESSIONS).strip().splitlines()[-1])
        house.start_web()
        floor = stack.enter_context(httpx.Client(base_url=start_floor(house)))
        insert = timed(300, lambda: floor.post("/insert/", data={"words": "hej"}), 201)
        select = timed(300, lambda: floor.get("/select/"), 200)
        print()
        report("floor: one insert", insert, insert)
        report("floor: one select", select, select)
        hanne = stack.enter_context(httpx.Client(base_url=house.url, cookies={"sessionid": keys["Hanne Vad"]}))
        birthe = stack.enter_context(httpx.Client(base_url=house.url, cookies={"sessionid": keys["Birthe Kjær"]}))
        report("the guide's day", timed(100, lambda: birthe.get("/s/holstebro/dag/"), 200), select)
        report("the board", timed(100, lambda: hanne.get("/s/holstebro/tavle/"), 200), select)
        number = house.python(CROWD).strip().splitlines()[-1]
        crowded = timed(50, lambda: hanne.get("/s/holstebro/tavle/"), 200)
        report(f"the board, {number} open journeys", crowded, select)
        referrer = stack.enter_context(contextlib.closing(Referrer(house.url, "holstebro")))
        report("a referral", timed(200, lambda: referrer.send(referrer.card()), 302), insert)


@pytest.mark.bench
def test_referrals_a_second_against_the_floor(demo):
    with a_house(like=demo, TRAEDESTEN_DEMO="1") as house, contextlib.ExitStack() as stack:
        house.python(SESSIONS)
        house.start_web()
        url = start_floor(house)
        floors = [stack.enter_context(httpx.Client(base_url=url)) for _ in range(CLIENTS)]
        referrers = [
            stack.enter_context(contextlib.closing(Referrer(house.url, "holstebro", seed))) for seed in range(CLIENTS)
        ]
        inserts = [lambda floor=floor: floor.post("/insert/", data={"words": "hej"}) for floor in floors]
        cards = [lambda referrer=referrer: referrer.send(referrer.card()) for referrer in referrers]
        per_second(20, inserts, 201), per_second(5, cards, 302)
        most, ours = per_second(500, inserts, 201), per_second(100, cards, 302)
        print(
            f"\nreferrals from {CLIENTS} clients at once: {ours:.0f} a second; "
            f"the floor's inserts {most:.0f} a second; 1 to {most / ours:.1f}"
        )


@pytest.mark.bench
def test_memory_of_the_served_demo(demo):
    with a_house(like=demo, TRAEDESTEN_DEMO="1") as house:
        house.start_web()
        house.start_worker()
        for _ in range(50):
            httpx.get(f"{house.url}/holstebro/henvis/").raise_for_status()
        time.sleep(5)
        memory = house.memory()
        parts = ", ".join(f"{name} {size / 2**20:.0f}" for name, size in memory.items())
        print(f"\nmemory of the served demo: {sum(memory.values()) / 2**20:.0f} MB ({parts})")


@pytest.mark.bench
def test_weight_of_the_referral_form(demo):
    from playwright.sync_api import sync_playwright

    with a_house(like=demo, TRAEDESTEN_DEMO="1") as house, sync_playwright() as playwright:
        house.start_web()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[int] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        page.goto(f"{house.url}/holstebro/henvis/", wait_until="networkidle")
        print(f"\nthe referral form: {sum(sizes) / 1024:.1f} kB over the wire in {len(sizes)} requests")
        browser.close()
