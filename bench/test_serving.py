"""Referrals, the guide's day and the board against a bare Django view, in one run; memory; page weight."""

import contextlib
import json
import statistics
import time
from collections.abc import Callable

import httpx
import psycopg
import pytest

from bench.client import Referrer
from bench.house import House, a_house, free_port

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


def timed(times: int, call: Callable[[], httpx.Response], wanted: int) -> dict[str, float]:
    """Median and 95th percentile of seconds per call, after ten to warm up."""
    seconds = []
    for number in range(times + 10):
        began = time.perf_counter()
        assert call().status_code == wanted
        if number >= 10:
            seconds.append(time.perf_counter() - began)
    return {"median": statistics.median(seconds), "p95": statistics.quantiles(seconds, n=20)[-1]}


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
def test_pages_against_the_floor():
    with a_house(TRAEDESTEN_DEMO="1") as house, contextlib.ExitStack() as stack:
        house.run("demo", "--no-serve")
        keys = json.loads(house.python(SESSIONS).strip().splitlines()[-1])
        house.start_web()
        floor = stack.enter_context(httpx.Client(base_url=start_floor(house)))
        insert = timed(300, lambda: floor.post("/insert/", data={"words": "hej"}), 201)
        select = timed(300, lambda: floor.get("/select/"), 200)
        referrer = stack.enter_context(contextlib.closing(Referrer(house.url, "holstebro")))
        began = time.perf_counter()
        cards = timed(200, lambda: referrer.send(referrer.card()), 302)
        per_second = 210 / (time.perf_counter() - began)
        pages = {
            "the guide's day": ("Birthe Kjær", "/s/holstebro/dag/"),
            "the board": ("Hanne Vad", "/s/holstebro/tavle/"),
        }
        print()
        report("floor: one insert", insert, insert)
        report("floor: one select", select, select)
        report(f"a referral ({per_second:.0f} a second)", cards, insert)
        for name, (who, path) in pages.items():
            client = stack.enter_context(httpx.Client(base_url=house.url, cookies={"sessionid": keys[who]}))
            report(name, timed(100, lambda client=client, path=path: client.get(path), 200), select)


@pytest.mark.bench
def test_memory_of_the_served_demo():
    with a_house(TRAEDESTEN_DEMO="1") as house:
        house.run("demo", "--no-serve")
        house.start_web()
        house.start_worker()
        for _ in range(50):
            httpx.get(f"{house.url}/holstebro/henvis/").raise_for_status()
        time.sleep(5)
        memory = house.memory()
        parts = ", ".join(f"{name} {size / 2**20:.0f}" for name, size in memory.items())
        print(f"\nmemory of the served demo: {sum(memory.values()) / 2**20:.0f} MB ({parts})")


@pytest.mark.bench
def test_weight_of_the_referral_form():
    from playwright.sync_api import sync_playwright

    with a_house(TRAEDESTEN_DEMO="1") as house, sync_playwright() as playwright:
        house.run("demo", "--no-serve")
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
