"""Figures of five years: one site alone, and as one of 98 that have a million people between them."""

import os
import statistics

import psycopg
import pytest

from bench.copying import lay_out
from bench.house import House, a_house
from bench.insight import COPIED

pytestmark = pytest.mark.bench
SITE, YEARS, TIMES = "lille", 5, 30


def told(house: House, name: str) -> tuple[dict, dict]:
    with psycopg.connect(house.server.get_uri(), dbname="traedesten", autocommit=True) as connection:
        connection.execute("vacuum analyze")
        connection.execute(
            "delete from insight_edition where site_id = (select id from tenancy_site where slug = %s)", [SITE]
        )
        people = connection.execute("select count(*) from referrals_referral").fetchone()[0]
    counted = house.value("insight", f"counted('{SITE}')")
    pages = house.value("insight", f"pages('{SITE}', {TIMES})")
    print(f"{name}: {people:,} people (load {os.getloadavg()[0]:.1f})")
    for what, (seconds, megabytes) in counted.items():
        print(f"  {what:12}{seconds:7.1f} s, {megabytes:6.1f} MB more")
    for what, (queries, took) in pages.items():
        print(f"  {what:12}{queries:3} queries, median {statistics.median(took):6.1f} ms")
    return counted, pages


@pytest.mark.parametrize(("sites", "each"), [(3, 500), (98, 10_205)])
def test_a_site_among_many(sites, each):
    """The first row is for trying it out."""
    with a_house() as house:
        print()
        house.run("manage", "collectstatic", "--no-input")
        house.value("insight", f"live('{SITE}', {each}, {YEARS})")
        alone, pages = told(house, "one site alone")
        lay_out(house, SITE, sites - 1, COPIED)
        among, again = told(house, f"one of {sites}")
    assert {name: queries for name, (queries, _took) in again.items()} == {
        name: queries for name, (queries, _took) in pages.items()
    }
    for name in alone:
        print(f"{name}: {among[name][0] / alone[name][0]:.2f} times the seconds, {among[name][1]:.1f} MB more memory")
    for name in pages:
        p95 = statistics.quantiles(again[name][1], n=20)[-1] / statistics.quantiles(pages[name][1], n=20)[-1]
        print(f"the page, {name}: p95 {p95:.2f} times that of the site alone")
