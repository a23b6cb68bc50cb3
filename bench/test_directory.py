"""A national directory: 100,000 offers in 98 sites against 1,000 in one, beside PostgreSQL's own full text search."""

import os
import statistics

import psycopg
import pytest

from bench.copying import lay_out
from bench.directory import COPIED
from bench.house import House, a_house

pytestmark = pytest.mark.bench


def grown(house: House, call: str) -> None:
    """Furnish, and let the database count its rows, as it does by itself after a while."""
    house.python(f"from bench import directory\ndirectory.{call}")
    with psycopg.connect(house.environment["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("vacuum analyze")


def line(name: str, took: list[float]) -> None:
    p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
    load = os.getloadavg()[0]
    print(f"{name:54}median {statistics.median(took):9.1f} ms   p95 {p95:9.1f} ms   ({len(took)}, load {load:.1f})")


def searched(house: House, name: str, slugs: list[str]) -> dict[str, list[float]]:
    found = house.value("directory_parts", f"search({slugs})")
    print(f"{name}: the indexes take {found.pop('megabytes'):.0f} MB")
    for what, took in found.items():
        line(f"{name}: {what}", took)
    return found


def compared(name: str, few: list[float], many: list[float]) -> None:
    ratio = statistics.quantiles(many, n=20)[-1] / statistics.median(few)
    print(f"{name}: p95 with many is {ratio:.2f} times the median with few")


def pages(house: House, name: str, slug: str) -> dict[str, int]:
    found = house.value("directory_parts", f"page({slug!r})")
    for what, (queries, *took) in found.items():
        line(f"{name}: services, {what}, {queries} queries", took)
    return {what: measured[0] for what, measured in found.items()}


def memory(name: str, found: dict[str, float]) -> None:
    more = found["peak"] - found["before"]
    print(
        f"{name:54}{found['before']:.0f} MB before, {found['peak']:.0f} at most: {more:.1f} more;"
        f" {found['seconds']:.1f} s (load {os.getloadavg()[0]:.1f})"
    )


def everything_national(house: House, name: str) -> None:
    for what, took in house.value("directory_parts", "national()").items():
        line(f"{name}: /find/, {what}", took)


@pytest.mark.parametrize(("sites", "each"), [(2, 500), (97, 1_020)])
def test_a_country(sites, each):
    """The first row is for trying it out. The many sites are searched in turn: none is warmer than another."""
    with a_house() as house:
        print()
        house.run("manage", "collectstatic", "--no-input")
        grown(house, f"grow('lille', {each})")
        few, offers = f"{each:,} in one site", each * (sites + 1)
        small = searched(house, few, ["lille"])
        queries = pages(house, few, "lille")
        everything_national(house, few)
        memory(f"{few} as lines", house.value("directory_parts", "lines()"))
        slugs = ["lille", *lay_out(house, "lille", sites, COPIED)]
        many = f"{offers:,} in {len(slugs)} sites"
        large = searched(house, many, slugs)
        again = pages(house, many, "lille")
        everything_national(house, many)
        memory(f"{many} as lines", house.value("directory_parts", "lines()"))
    for what in ("search", "whole page", "postgresql"):
        compared(what, small[what], large[what])
    assert again == queries


def test_a_file_of_one_site():
    with a_house() as house:
        print()
        house.run("manage", "collectstatic", "--no-input")
        for size in (1_000, 9_000):
            grown(house, f"grow('sted-{size}', {size})")
            memory(f"{size:,} as a coordinator's file", house.value("directory_parts", f"file('sted-{size}')"))


@pytest.mark.parametrize("records", [500, 10_000])
def test_taking_a_list_over(records):
    with a_house() as house:
        grown(house, "grow('lille', 1_000)")
        found = house.value("directory_parts", f"taken_in('lille', {records})")
    batches = found["batches"]
    print()
    memory(f"{records:,} records taken over", found)
    print(f"read in {found['read']:.1f} s; {found['counts']}, {found['state']}; told {len(found['progress'])} times")
    print(f"a batch takes {statistics.median(batches):.2f} s, the first {batches[0]:.2f}, the last {batches[-1]:.2f}")
    positions = [position for _state, position, _of in found["progress"]]
    assert positions == sorted(positions)
    assert found["state"] == "done"
