"""The pipeline from a model to the best plan found and a bound that no plan can pass.

Up to a few dozen people the whole is one CP-SAT model. Beyond that: prices (`prices`), a first plan at those prices
(`greedy`) or from the linear program over all groups (`columns`), then repairs of a few groups at a time (`repair`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from traedesten.planning.groups.columns import Master
from traedesten.planning.groups.compact import Compact
from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.greedy import fill
from traedesten.planning.groups.model import Chosen, Model
from traedesten.planning.groups.prices import Dual, Prices, Pricing, settle
from traedesten.planning.groups.repair import Repairs
from traedesten.planning.groups.watch import Effort, Watch

SHARES = (0.0, 0.5, 0.7, 0.8, 0.9)
"""Shares of the prices at which a first plan is tried: full prices leave little to gain and too much undone."""

FIRST_PLAN = 1.03
"""How much better than the first plan at no prices the price steps aim to be."""

SLIM = 2_000
"""Columns of the linear program that the dive goes on with."""


@dataclass(frozen=True)
class Outcome:
    """`worth` counts ranks and value; no plan has more than `bound`."""

    groups: list[Chosen]
    worth: int
    bound: float
    proven: bool


def search(model: Model, *, start: Sequence[Chosen], effort: Effort, watch: Watch) -> Outcome:
    """The best plan found with so much effort, never worse than `start`, a valid plan."""
    if not model.keys:
        return Outcome([], 0, 0.0, True)
    if len({*model.person.tolist()}) <= effort.exact_people:
        return _exact(model, start, effort, watch)
    return _Search(model, start, effort, watch).run()


def _exact(model: Model, start: Sequence[Chosen], effort: Effort, watch: Watch) -> Outcome:
    watch.at("exact", 0, 1)
    whole = Compact(Draft(model), range(len(model.keys)))
    found = whole.solve(work=effort.exact_work, hint=start, stop=watch.now)
    best = max([list(start), *([found.groups] if found.groups else [])], key=model.worth_of_all)
    return Outcome(best, model.worth_of_all(best), found.bound, found.proven)


class _Search:
    def __init__(self, model: Model, start: Sequence[Chosen], effort: Effort, watch: Watch) -> None:
        self.model, self.effort, self.watch = model, effort, watch
        self.pricing = Pricing(model)
        self.best = Draft(model, start)
        self.dual = Dual(np.inf, self.pricing.free())

    def run(self) -> Outcome:
        started = bool(self.best.groups)
        if not started:
            self._offer(self._greedy(self.dual.prices, 0.0))
        self._price(started)
        for share in () if started else SHARES:
            if not self.watch.now():
                self._offer(self._greedy(self.dual.prices, share))
        if not started and len(self.model.people) <= self.effort.dive_people and not self.watch.now():
            self._dive()
        self._repair()
        return Outcome(self.best.all(), self.best.worth, self.dual.bound, self.dual.bound < self.best.worth + 1)

    def _offer(self, draft: Draft) -> None:
        if draft.worth > self.best.worth:
            self.best = draft
        self.watch.value = self.best.worth

    def _greedy(self, prices: Prices, share: float) -> Draft:
        draft = Draft(self.model)
        fill(self.pricing, draft, prices.times(share))
        fill(self.pricing, draft, self.pricing.free())
        return draft

    def _price(self, started: bool) -> None:
        steps = self.effort.price_steps

        def stop(step: int) -> bool:
            return self.watch.at("prices", step, steps)

        self.dual = settle(
            self.pricing, target=self.best.worth * (1.0 if started else FIRST_PLAN), steps=steps, stop=stop
        )
        self.watch.bound = self.dual.bound

    def _dive(self) -> None:
        master = Master(self.pricing, Draft(self.model))
        master.add((candidate, entries) for candidate, several in self.dual.met.items() for entries in several)
        self.watch.at("dive", 0, 1)
        self.dual.bound = min(self.dual.bound, master.generate(rounds=30, close=0.0005))
        self.watch.bound = self.dual.bound
        slim = master.slim(SLIM)
        groups = slim.led(slim.dive(rounds=1, stop=self.watch.now))
        if groups:
            draft = Draft(self.model, groups)
            fill(self.pricing, draft, self.pricing.free())
            self._offer(draft)

    def _repair(self) -> None:
        repairs = Repairs(self.pricing, self.best, self.dual.prices)
        effort = self.effort
        count = min(effort.most_repairs, round(effort.least_repairs + effort.repairs * len(self.best.groups)))
        for at in range(count):
            if self.watch.at("repair", at, count):
                break
            repairs.repair(stop=self.watch.now)
            self.watch.value = self.best.worth
