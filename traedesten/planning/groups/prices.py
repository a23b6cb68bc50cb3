"""What a place and a facilitator are worth to the rest: Lagrangian prices by subgradient steps, and their bound.

Dualised are "each person once" (`person`), "each facilitator as often as they can" (`leader`) and, for those who
can lead several groups, "once at a time" (`hour`). What is left falls apart by spot: the best single group there,
which `pricing` finds exactly. Whatever the prices, no plan is worth more than the bound (Fisher 1981).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from traedesten.planning.groups.model import Model
from traedesten.planning.groups.pricing import Pricer

PATIENCE = 12
"""Steps without a better bound before the step is halved."""
SHORTEST = 0.003
"""The last length of a step, as a share of the way to the target."""
GUESS = 0.5
"""The first price of a person, as a share of what a place is worth to them at best."""


@dataclass(frozen=True, eq=False)
class Prices:
    """All at least 0: for each person, facilitator, and (facilitator, time) of `Leading.hours`."""

    person: np.ndarray
    leader: np.ndarray
    hour: np.ndarray

    def times(self, share: float) -> "Prices":
        return Prices(share * self.person, share * self.leader, share * self.hour)


@dataclass(eq=False)
class Dual:
    """The best bound so far, the prices that give it, and the groups that were best at some spot on the way."""

    bound: float
    prices: Prices
    met: dict[int, set[tuple[int, ...]]] = field(default_factory=dict)


class Leading:
    """Who can lead which candidate, as matrices for pricing."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.hours: dict[tuple[int, int], int] = {}
        width = max((len(leaders) for leaders in model.leaders), default=0)
        self.leader = np.full((len(model.keys), width), len(model.facilitators))
        for at, leaders in enumerate(model.leaders):
            self.leader[at, : len(leaders)] = leaders
            for leader in leaders[model.capacity[leaders] > 1]:
                self.hours.setdefault((int(leader), int(model.time[at])), len(self.hours))
        no_hour = len(self.hours)
        self.hour = np.full(self.leader.shape, no_hour)
        for at, leaders in enumerate(model.leaders):
            self.hour[at, : len(leaders)] = [self.hours.get((int(f), int(model.time[at])), no_hour) for f in leaders]

    def each_cost(self, prices: Prices) -> np.ndarray:
        """The price of every possible leader of every candidate, infinite in the padding."""
        return np.append(prices.leader, np.inf)[self.leader] + np.append(prices.hour, 0.0)[self.hour]

    def cheapest(self, prices: Prices) -> np.ndarray:
        """For every candidate the least that its facilitators cost together."""
        each = self.model.each
        if not each or not len(self.model.keys):
            return np.zeros(len(self.model.keys))
        return np.partition(self.each_cost(prices), each - 1, axis=1)[:, :each].sum(axis=1)


class Pricing:
    """One step: the best group of every spot at given prices, and the bound that follows."""

    def __init__(self, model: Model) -> None:
        self.model, self.pricer, self.leading = model, Pricer(model), Leading(model)
        self.starts = np.flatnonzero(np.diff(model.spot, prepend=-1))

    def free(self) -> Prices:
        """Nothing has a price."""
        model = self.model
        return Prices(
            np.zeros(len(model.people)), np.zeros(len(model.facilitators)), np.zeros(len(self.leading.hours))
        )

    def guess(self) -> Prices:
        """A share of what a place is worth at best; ranks count fully."""
        model, prices = self.model, self.free()
        best = np.zeros(len(model.people))
        np.maximum.at(best, model.person, model.value.astype(float))
        ranks = model.lock_step * model.locked.astype(float) + model.late_step * model.late.astype(float)
        return Prices(np.where(best > 0, ranks, 0.0) + GUESS * best, prices.leader, prices.hour)

    def profit(self, prices: Prices) -> np.ndarray:
        return self.model.worth - prices.person[self.model.person]

    def best_groups(self, prices: Prices) -> tuple[float, list[tuple[int, list[int]]]]:
        """The bound, and the (candidate, entries) that reach it: at most one for each spot."""
        model, profit = self.model, self.profit(prices)
        fixed = float(prices.person.sum() + (model.capacity * prices.leader).sum() + prices.hour.sum())
        if not len(model.keys):
            return fixed, []
        costs = self.leading.cheapest(prices)
        worth = self.pricer.values(profit) - costs
        found = []
        for candidates in np.split(np.arange(len(worth)), self.starts[1:]):
            best = self._best_at_spot(candidates, worth, costs, profit)
            if best:
                fixed += best[0]
                found.append(best[1:])
        return fixed, found

    def _best_at_spot(self, candidates, worth, costs, profit) -> tuple[float, int, list[int]] | None:
        """Candidates are looked at from the best downwards, until none can beat what pairs apart have left of one."""
        best: tuple[float, int, list[int]] | None = None
        for at in candidates[np.argsort(-worth[candidates], kind="stable")]:
            if worth[at] <= (best[0] if best else 0.0):
                break
            value, entries = self.pricer.group(int(at), profit)
            if value - costs[at] > (best[0] if best else 0.0):
                best = (value - costs[at], int(at), entries)
        return best


def settle(pricing: Pricing, *, target: float, steps: int, stop: Callable[[int], bool]) -> Dual:
    """Subgradient steps (Held, Wolfe and Crowder 1974) towards `target`, the value of the best plan known.

    Ends after `steps`, when steps have become too short to matter, or when `stop(step)` says so.
    """
    prices = pricing.guess()
    dual = Dual(np.inf, prices)
    length, waited = 1.0, 0
    lean: Prices | None = None
    for step in range(steps):
        bound, found = pricing.best_groups(prices)
        for candidate, entries in found:
            dual.met.setdefault(candidate, set()).add(tuple(entries))
        waited += 1
        if bound < dual.bound - 1e-6 * abs(bound):
            dual.bound, dual.prices, waited = bound, prices, 0
        if waited >= PATIENCE:
            length, waited, prices = length / 2, 0, dual.prices
        if length < SHORTEST or dual.bound <= target or stop(step):
            break
        lean = _blend(lean, _slack(pricing, prices, found))
        prices = _moved(prices, lean, length * (bound - target))
    return dual


def _slack(pricing: Pricing, prices: Prices, found: list[tuple[int, list[int]]]) -> Prices:
    """What the groups leave unused of everybody; negative where they take too much."""
    model, leading = pricing.model, pricing.leading
    person, leader, hour = np.ones(len(model.people)), model.capacity.astype(float), np.ones(len(leading.hours) + 1)
    each_cost = leading.each_cost(prices)
    for candidate, entries in found:
        person[model.person[entries]] -= 1
        taken = np.argsort(each_cost[candidate], kind="stable")[: model.each]
        leader[leading.leader[candidate, taken]] -= 1
        hour[leading.hour[candidate, taken]] -= 1
    return Prices(person, leader, hour[:-1])


def _blend(lean: Prices | None, slack: Prices) -> Prices:
    """The direction leans on those before, so that it does not swing to and fro (Camerini, Fratta, Maffioli 1975)."""
    if lean is None:
        return slack
    return Prices(*(0.6 * getattr(slack, name) + 0.4 * getattr(lean, name) for name in ("person", "leader", "hour")))


def _moved(prices: Prices, slack: Prices, distance: float) -> Prices:
    # A slack that can only push a price below zero says nothing about how far to go.
    pairs = [(getattr(prices, name), getattr(slack, name)) for name in ("person", "leader", "hour")]
    pairs = [(price, np.where((price <= 0) & (side > 0), 0.0, side)) for price, side in pairs]
    norm = sum(float((side**2).sum()) for _, side in pairs)
    scale = distance / norm if norm else 0.0
    return Prices(*(np.maximum(0.0, price - scale * side) for price, side in pairs))
