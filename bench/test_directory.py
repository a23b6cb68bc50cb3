"""A national directory: 100,000 offers in 98 sites against 1,000 in one, beside PostgreSQL's own full text search."""

import json
import os
import statistics
import subprocess
from typing import Any

import psycopg
import pytest

from bench.house import House, a_house

pytestmark = pytest.mark.bench

COUNTRY = ((2, 1_000, 4_000), (97, 9_000, 90_000))
"""Sites beside the first, and offers published there in two steps; the first row is for trying it out."""


def inside(house: House, call: str) -> Any:
    """What a call of ``bench.directory_parts`` gives in a process of its own."""
    code = f"import json\nfrom bench import directory, directory_parts as parts\nprint(json.dumps({call}))"
    return json.loads(told(house, code).strip().splitlines()[-1])


def told(house: House, code: str) -> str:
    try:
        return house.python(code)
    except subprocess.CalledProcessError as failed:
        failed.add_note(failed.stderr[-3_000:])
        raise


def grown(house: House, call: str) -> None:
    """Furnish, and let the database count its rows, as it does by itself after a while."""
    told(house, f"from bench import directory\ndirectory.{call}")
    with psycopg.connect(house.environment["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("vacuum analyze")


def line(name: str, took: list[float]) -> None:
    p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
    load = os.getloadavg()[0]
    print(f"{name:54}median {statistics.median(took):9.1f} ms   p95 {p95:9.1f} ms   ({len(took)}, load {load:.1f})")


def searched(house: House, name: str, slugs: list[str]) -> dict[str, list[float]]:
    found = inside(house, f"parts.search({slugs})")
    for what, took in found.items():
        line(f"{name}: {what}", took)
    return found


def pages(house: House, name: str, slug: str) -> dict[str, int]:
    found = inside(house, f"parts.page({slug!r})")
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
    for what, took in inside(house, "parts.national()").items():
        line(f"{name}: /find/, {what}", took)


@pytest.mark.parametrize("many", [2_000, 9_000])
def test_searching_a_site(many):
    """The index is a site's own: what other sites have is not in it."""
    with a_house() as house:
        print()
        grown(house, "grow('lille', 1_000)")
        small = searched(house, "1,000 in one site", ["lille"])
        memory("1,000 as a coordinator's file", inside(house, "parts.file('lille')"))
        grown(house, f"grow('stor', {many})")
        memory(f"{many:,} as a coordinator's file", inside(house, "parts.file('stor')"))
        searched(house, f"{many:,} in one site", ["stor"])
        again = searched(house, "1,000 beside it", ["lille"])
        ratio = statistics.quantiles(again["warm"], n=20)[-1] / statistics.median(small["warm"])
        print(f"a site's search, p95 beside many over the median alone: {ratio:.2f}")


@pytest.mark.parametrize(("sites", "step", "rest"), COUNTRY)
def test_reading_a_country(sites, step, rest):
    with a_house() as house:
        print()
        house.run("manage", "collectstatic", "--no-input")
        grown(house, "grow('lille', 1_000)")
        everything_national(house, "1,000")
        queries = pages(house, "1,000", "lille")
        grown(house, f"copy('lille', {sites}, {step})")
        memory(f"{1_000 + step:,} as lines", inside(house, "parts.lines()"))
        grown(house, f"copy('lille', {sites}, {rest})")
        offers = 1_000 + step + rest
        memory(f"{offers:,} as lines", inside(house, "parts.lines()"))
        everything_national(house, f"{offers:,}")
        again = pages(house, f"{offers:,}", "lille")
    assert again == queries


@pytest.mark.parametrize("records", [500, 10_000])
def test_taking_a_list_over(records):
    with a_house() as house:
        grown(house, "grow('lille', 1_000)")
        found = inside(house, f"parts.taken_in('lille', {records})")
    batches = found["batches"]
    print()
    memory(f"{records:,} records taken over", found)
    print(f"read in {found['read']:.1f} s; {found['counts']}, {found['state']}; told {len(found['progress'])} times")
    print(f"a batch takes {statistics.median(batches):.2f} s, the first {batches[0]:.2f}, the last {batches[-1]:.2f}")
    positions = [position for _state, position, _of in found["progress"]]
    assert positions == sorted(positions)
    assert found["state"] == "done"
