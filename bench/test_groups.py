"""How near the best possible plan the groups come, and at what cost, beside plainer ways in the same run."""

import statistics

import pytest

from bench.groups import drags, side_by_side
from tests.planning.groups.verifier import verify_groups

LISTS = [(30, 1), (30, 2), (30, 3), (100, 1), (100, 2), (100, 3), (300, 1), (300, 2), (300, 3), (1000, 1), (3000, 1)]


@pytest.mark.bench
@pytest.mark.parametrize(("people", "seed"), LISTS)
def test_side_by_side(people, seed):
    print(f"\n{people:,} people, seed {seed}")
    for line in side_by_side(people, seed, verify_groups):
        print(line)


@pytest.mark.bench
def test_planning_anew_after_a_drag():
    took = drags(people=100, seed=1, count=40)
    for name, seconds in (("wall", [wall for wall, _ in took]), ("CPU", [cpu for _, cpu in took])):
        p95 = statistics.quantiles(seconds, n=20)[-1]
        print(f"\na drag among 100 people, {name}: median {statistics.median(seconds):.2f} s, p95 {p95:.2f} s")
