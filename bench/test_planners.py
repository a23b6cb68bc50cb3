"""The exact planners beside the simple ways and other solvers: what they reach, how long, how much memory."""

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import linear_sum_assignment
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bench.offers_missing import unmet
from bench.rotas import house
from bench.seasons import by_arrival, by_prices, by_week, hindsight, live_through
from bench.waiting_lists import season, waiting_list
from traedesten.planning import covering, roster
from traedesten.planning.assignment import Pairs, best, value_of
from traedesten.planning.prices import Past

LISTS = ((1_000, 200), (10_000, 2_000), (100_000, 20_000))
DENSE_UP_TO, SPARSE_UP_TO = 1_000, 10_000
SEASONS, LONGEST = (1, 2, 3, 4, 5, 6), 6


def timed(work: Callable[[], object]) -> tuple[object, float]:
    began = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - began


def peak_mb(work: Callable[[], object]) -> float:
    """What Python and numpy held at most; the solver's own memory is not in it."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def one_by_one(pairs: Pairs) -> np.ndarray:
    """Each pair in the order of its worth, where the person is free and the guide has a place."""
    free, placed, taken = pairs.capacity.copy(), np.zeros(pairs.people, bool), []
    for pair in np.argsort(-pairs.value, kind="stable"):
        person, guide = pairs.person[pair], pairs.guide[pair]
        if not placed[person] and free[guide] > 0:
            placed[person] = True
            free[guide] -= 1
            taken.append(pair)
    return np.array(taken, np.int64)


def by_scipy(pairs: Pairs, dense: bool) -> int:
    """The optimum from scipy: each place a column, and a column for nowhere per person."""
    borders = np.concatenate([[0], np.cumsum(pairs.capacity)])
    room = pairs.capacity[pairs.guide]
    place = np.repeat(borders[pairs.guide], room) + np.arange(room.sum()) - np.repeat(np.cumsum(room) - room, room)
    rows, worth = np.repeat(pairs.person, room), np.repeat(pairs.value, room)
    shape = (pairs.people, int(borders[-1]) + pairs.people)
    if dense:
        table = np.zeros(shape)
        table[rows, place] = worth
        return int(table[linear_sum_assignment(table, maximize=True)].sum())
    top = int(worth.max()) + 1
    everyone = np.arange(pairs.people)
    costs = np.concatenate([top - worth, np.full(pairs.people, top)]).astype(float)
    where = np.concatenate([rows, everyone]), np.concatenate([place, borders[-1] + everyone])
    table = sparse.csr_array((costs, where), shape=shape)
    return int(top * pairs.people - table[min_weight_full_bipartite_matching(table)].sum())


@pytest.mark.bench
@pytest.mark.parametrize(("people", "guides"), LISTS)
def test_a_whole_list_beside_others(people, guides):
    pairs = waiting_list(people, guides).pairs
    runs = [timed(lambda: best(pairs)) for _ in range(3 if people <= SPARSE_UP_TO else 1)]
    answer, took = min(runs, key=lambda run: run[1])
    simple, simple_took = timed(lambda: one_by_one(pairs))
    print(
        f"\n{people:,} people, {guides:,} guides, {len(pairs.person):,} pairs: {answer.value:,} in {took:.3f} s with"
        f" building and proof ({'proven' if answer.proven else f'bound {answer.bound:,}'}), {len(answer.chosen):,}"
        f" placed, {peak_mb(lambda: best(pairs)):.0f} MB beside the solver;"
        f" best pair first {value_of(pairs, simple) / answer.value:.2%} in {simple_took:.2f} s"
    )
    for dense, limit in ((True, DENSE_UP_TO), (False, SPARSE_UP_TO)):
        if people <= limit:
            value, scipy_took = timed(lambda dense=dense: by_scipy(pairs, dense))
            name = "linear_sum_assignment" if dense else "min_weight_full_bipartite_matching"
            print(f"  scipy {name}: {value / answer.value:.2%} in {scipy_took:.2f} s, {scipy_took / took:.1f} × ours")


@pytest.mark.bench
@pytest.mark.parametrize("places", [600, 720])
def test_a_season_of_arrivals(places):
    print(f"\n600 people over 26 weeks, 120 guides with {places} places, at most {LONGEST} weeks' wait")
    shares: dict[str, list[float]] = {}
    for seed in SEASONS:
        year, before = season(seed=seed, places=places), season(seed=100 + seed, places=places)
        top = hindsight(year)
        ways = {
            "on arrival": by_arrival,
            "best of the week": by_week,
            "minus prices": by_prices(Past(before.pairs, 600 / 26)),
        }
        for name, choose in ways.items():
            lived, took = timed(lambda choose=choose, year=year: live_through(year, choose, longest=LONGEST))
            shares.setdefault(name, []).append(lived.value / top)
            print(
                f"  seed {seed} {name:18}{lived.value / top:7.1%} of hindsight, {lived.placed} placed,"
                f" waited {lived.mean_wait:.2f} weeks, at most {lived.longest_wait}; past the maximum"
                f" {lived.past_maximum}, beside a free place {lived.past_maximum_beside_a_free_place}; {took:.1f} s"
            )
    for name, each in shares.items():
        print(f"  mean   {name:18}{np.mean(each):7.1%}")


@pytest.mark.bench
@pytest.mark.parametrize(
    ("size", "reach", "open_", "places", "least"),
    [
        (324, 0.1, 5, None, 0),
        (818, 0.05, 30, None, 0),
        (800, 0.1, 20, None, 0),
        (800, 0.1, 20, 40, 5),
        (800, 0.1, 20, 20, 5),
    ],
)
def test_missing_offers_beside_the_best_next_one(size, reach, open_, places, least):
    question = unmet(size, reach=reach, open_=open_, places=places, least=least)
    found, took = timed(lambda: covering.choose(question, seconds=10))
    simple, simple_took = timed(lambda: covering.greedy(question))
    print(
        f"\n{size} people and candidates, {open_} to open, places {places}, at least {least}: {found.value:,}"
        f" (bound {found.bound:,}, gap {found.bound / found.value - 1:.2%}) in {took:.2f} s;"
        f" best next one {simple / found.value:.1%} in {simple_took:.2f} s"
    )


@pytest.mark.bench
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_four_weeks_of_shifts(seed):
    question = house(guides=20, weeks=4, seed=seed)
    found, took = timed(lambda: roster.plan(question))
    assert not roster.breaches(question, found.shifts)
    again, _ = timed(lambda: roster.plan(replace(question)))
    made_of = ", ".join(f"{reason.code} {reason.params['count']}" for reason in found.reasons)
    print(
        f"\n20 guides, 4 weeks, seed {seed}: penalty {found.value} (bound {found.bound}) in {took:.2f} s,"
        f" shifts each {min(found.counts.values())}–{max(found.counts.values())},"
        f" the same again: {again.shifts == found.shifts}; {made_of}"
    )
