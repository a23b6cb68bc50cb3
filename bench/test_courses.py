"""Self-help groups of five years: the pages of one site alone, and as one of 21 that have 600 groups a year."""

import os
import statistics
import time
from pathlib import Path

import psycopg
import pytest

from bench.copying import lay_out
from bench.courses import COPIED
from bench.house import House, a_house, build

pytestmark = pytest.mark.bench
SITES, GROUPS, PEOPLE, YEARS = 21, 600, 4_000, 5
"""Groups and people are those of all sites in one year."""
SITE, ROUNDS, TIMES = "lille", 4, 20
COUNTED = """
select (select count(*) from groups_selfhelpgroup where state in ('running', 'ended')),
       (select count(*) from groups_member where seat in ('yes', 'finished', 'stopped'))
"""


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Path:
    """A house with one site, whose years were made by the actions."""
    place = tmp_path_factory.mktemp("bench") / "courses"
    build(place, live)
    return place


def live(house: House) -> None:
    house.run("manage", "collectstatic", "--no-input")
    began = time.monotonic()
    house.value("courses", f"live('{SITE}', {round(GROUPS / SITES)}, {round(PEOPLE / SITES)}, {YEARS})")
    print(f"\n{time.monotonic() - began:.0f} s to live {YEARS} years (load {os.getloadavg()[0]:.1f})")


def counted(house: House, name: str) -> None:
    """By a superuser, who sees all sites; the database counts its rows too, as it does by itself after a while."""
    with psycopg.connect(house.server.get_uri(), dbname="traedesten", autocommit=True) as connection:
        connection.execute("vacuum analyze")
        groups, people = connection.execute(COUNTED).fetchone()
    print(f"{name}: {groups:,} groups that have begun, {people:,} people in them")


def p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[-1]


def test_a_site_is_no_slower_among_many(lived):
    """Both are measured in turn, so that what else the machine does falls on both. Queries must be as many."""
    with a_house(like=lived) as alone, a_house(like=lived) as among:
        lay_out(among, SITE, SITES - 1, COPIED)
        counted(alone, "alone")
        counted(among, f"one of {SITES}")
        rounds = [
            [house.value("courses", f"measured('{SITE}', {TIMES})") for house in (alone, among)]
            for _round in range(ROUNDS)
        ]
    for page, (queries, _took) in rounds[0][0].items():
        few, many = ([ms for found in rounds for ms in found[which][page][1]] for which in (0, 1))
        assert {found[which][page][0] for found in rounds for which in (0, 1)} == {queries}, page
        told = f"median {statistics.median(few):6.1f} and {statistics.median(many):6.1f} ms"
        print(f"{page:24}{queries:3} queries   {told}   p95 {p95(many) / p95(few):.2f} times that of the site alone")
