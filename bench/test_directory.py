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

SIZES = ((4, 20_000), (98, 100_000))
"""Sites and offers of a country; the first is for trying it out."""
MANY = 10
"""A large site has a tenth of a country."""
IN_TURN = 20
"""Sites that one process serves in turn: more than it keeps an index for."""
FEW = ["sted-0", "sted-1"]


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


@pytest.mark.parametrize(("sites", "offers"), SIZES)
def test_reading_a_country(sites, offers):
    with a_house() as house:
        print()
        house.run("manage", "collectstatic", "--no-input")
        grown(house, "grow('lille', 1_000)")
        small = searched(house, "1,000 in one site", ["lille"])
        everything_national(house, "1,000")
        queries = pages(house, "1,000", "lille")
        memory("1,000 as lines", inside(house, "parts.lines()"))
        grown(house, f"grow('tiende', {offers // MANY - 1_000})")
        memory(f"{offers // MANY:,} as lines", inside(house, "parts.lines()"))
        memory("1,000 as a coordinator's file", inside(house, "parts.file('lille')"))
        memory(f"{offers // MANY - 1_000:,} as a coordinator's file", inside(house, "parts.file('tiende')"))
        searched(house, f"{offers // MANY - 1_000:,} in one site", ["tiende"])
        grown(house, f"grow_many({sites - 2}, {offers - offers // MANY})")
        large = searched(house, f"{offers:,} in {sites} sites", FEW)
        slugs = [f"sted-{number}" for number in range(min(sites - 2, IN_TURN))]
        line(f"visitors at {len(slugs)} sites in turn, one process", inside(house, f"parts.visitors({slugs})"))
        everything_national(house, f"{offers:,}")
        again = pages(house, f"{offers:,}", "lille")
        memory(f"{offers:,} as lines", inside(house, "parts.lines()"))
        ratio = statistics.quantiles(large["warm"], n=20)[-1] / statistics.median(small["warm"])
        print(f"a site's search, p95 in a country over the median at 1,000: {ratio:.2f}")
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
