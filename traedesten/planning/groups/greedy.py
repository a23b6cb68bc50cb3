"""Group after group: at each step the one that is worth most beyond the prices of its people and facilitators."""

import heapq

import numpy as np

from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen
from traedesten.planning.groups.prices import Prices, Pricing
from traedesten.planning.groups.pricing import NONE


def fill(pricing: Pricing, draft: Draft, prices: Prices) -> None:
    """Add groups to the draft until none is worth more than its prices.

    Lazy (Minoux 1978): as people and facilitators are taken, a candidate only loses, so an old value is a bound and
    only the candidate on top has to be priced anew.
    """
    model = pricing.model
    costs = pricing.leading.each_cost(prices)
    profit = pricing.profit(prices)
    hopes = pricing.pricer.values(np.where(draft.free[model.person], profit, NONE)) - pricing.leading.cheapest(prices)
    heap = [(-hope, at) for at, hope in enumerate(hopes) if hope > 0]
    heapq.heapify(heap)
    while heap:
        _, candidate = heapq.heappop(heap)
        found = _best(pricing, draft, candidate, profit, costs[candidate])
        if found is None or found[0] <= 0:
            continue
        if heap and found[0] < -heap[0][0]:
            heapq.heappush(heap, (-found[0], candidate))
        else:
            draft.add(found[1])


def _best(pricing, draft, candidate, profit, costs) -> tuple[float, Chosen] | None:
    """The best group of a candidate with those who are free, and what it is worth beyond the prices."""
    model = pricing.model
    if int(model.spot[candidate]) in draft.groups:
        return None
    leaders = draft.leaders(candidate)
    if len(leaders) < model.each:
        return None
    cost_of = dict(zip(pricing.leading.leader[candidate].tolist(), costs.tolist(), strict=True))
    cheap = sorted((cost_of[int(leader)], int(leader)) for leader in leaders)[: model.each]
    rows = model.entries(candidate)
    own = np.full(len(profit), NONE)
    own[rows] = np.where(draft.free[model.person[rows]], profit[rows], NONE)
    value, entries = pricing.pricer.group(candidate, own)
    if not entries:
        return None
    members = tuple(sorted(int(model.person[entry]) for entry in entries))
    return value - sum(cost for cost, _ in cheap), Chosen(candidate, members, tuple(sorted(f for _, f in cheap)))
