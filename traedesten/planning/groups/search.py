"""The pipeline from a model to the best plan found and a bound that no plan can pass.

Up to a few dozen people the whole is one CP-SAT model. Beyond that: prices (`prices`), a first plan at those prices
(`greedy`) and from dives (`diving`) into the linear program over all groups (`columns`), by `districts` where people
are too many for one, then repairs of a few groups at a time (`repair`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np

from traedesten.planning.groups.columns import Column, Master
from traedesten.planning.groups.compact import Compact
from traedesten.planning.groups.districts import districts
from traedesten.planning.groups.diving import dive
from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.greedy import fill
from traedesten.planning.groups.model import Chosen, Model
from traedesten.planning.groups.prices import Dual, Prices, Pricing, settle
from traedesten.planning.groups.repair import QUICK_SIZES, Repairs, part_of
from traedesten.planning.groups.watch import Effort, Watch

SHARES = (0.0, 0.5, 0.7, 0.8, 0.9)
"""Shares of the prices at which a first plan is tried: full prices leave little to gain and too much undone."""

FIRST_PLAN = 1.1
"""How much better than the first plan at no prices the price steps aim to be."""

FIRST_COLUMNS, FIRST_ROUNDS = 6_000, 7
"""Groups met by the price steps that the linear program begins with, and rounds of new ones before the dive."""

PLACING_WORK = 1.0
"""Deterministic time of CP-SAT for placing everybody anew."""


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
    if model.placeable <= effort.exact_people:
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
        self.offered: list[Draft] = []
        self.dual = Dual(np.inf, self.pricing.free())

    def run(self) -> Outcome:
        started = bool(self.best.groups)
        self._price(started) if started else self.begin()
        is_thorough = self.model.placeable <= self.effort.thorough_people and not started
        self._repair(self._rivals() if is_thorough else [])
        if is_thorough and not self.watch.now():
            self._place_anew()
        return Outcome(self.best.all(), self.best.worth, self.dual.bound, self.dual.bound < self.best.worth + 1)

    def begin(self) -> None:
        """A first plan from nothing."""
        self._offer(self._greedy(self.dual.prices, 0.0))
        self._price(started=False)
        for share in SHARES:
            if not self.watch.now():
                self._offer(self._greedy(self.dual.prices, share))
        if self.watch.now() or not self.effort.dive_people:
            return
        if self.model.placeable <= self.effort.dive_people:
            self._dive()
        else:
            self._by_districts()

    def _by_districts(self) -> None:
        """Each district is begun as if there were no other; what they leave is filled together."""
        draft, parts = Draft(self.model), districts(self.model, self.effort.district_people)
        effort = replace(self.effort, dive_people=len(self.model.people))  # a district is not divided again
        for at, district in enumerate(parts):
            if self.watch.at("dive", at, len(parts)):
                break
            model = part_of(draft, district.candidates, district.people)
            model = replace(model, capacity=np.where(district.leaders, model.capacity, 0))
            part = _Search(model, (), effort, Watch(None, self.watch.now))
            part.begin()
            for group in part.best.all():
                draft.add(replace(group, candidate=int(district.candidates[group.candidate])))
        fill(self.pricing, draft, self.pricing.free())
        self._offer(draft)

    def _offer(self, draft: Draft) -> None:
        self.offered.append(draft)
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
        """One dive or several; the best plan that comes of them is offered."""
        whole = self.model.placeable <= self.effort.bound_people
        count = self.effort.dives if whole else 1
        if self.watch.at("dive", 0, count):
            return
        master = Master(self.pricing, Draft(self.model))
        master.add(_nearest(self.pricing, self.dual, FIRST_COLUMNS))
        if whole:
            self.dual.bound = min(self.dual.bound, master.generate(rounds=30, close=0.0005))
            self.watch.bound = self.dual.bound
        else:
            master.solve()
            master.enrich(FIRST_ROUNDS)
        for first in range(count):

            def stop(share: float, first: int = first) -> bool:
                return self.watch.at("dive", first + share, count)

            groups = master.led(dive(master, stop=stop, first=first, floor=self.best.worth).fixed)
            if groups:
                draft = Draft(self.model, groups)
                fill(self.pricing, draft, self.pricing.free())
                self._offer(draft)

    def _rivals(self) -> list[Draft]:
        """The best plans, each once."""
        apart = {draft.worth: draft for draft in reversed(self.offered)}
        return [apart[worth] for worth in sorted(apart, reverse=True)[: self.effort.rivals]]

    def _repair(self, rivals: Sequence[Draft]) -> None:
        effort = self.effort
        count = min(effort.most_repairs, round(effort.least_repairs + effort.repairs * len(self.best.groups)))
        done, of = 0, len(rivals) * effort.trials + count
        for draft in rivals:
            trial = Repairs(self.pricing, draft, self.dual.prices, QUICK_SIZES)
            self._repaired(trial, range(done, done + effort.trials), of)
            done += effort.trials
        self._repaired(Repairs(self.pricing, self.best, self.dual.prices), range(done, of), of)

    def _repaired(self, repairs: Repairs, turns: range, of: int) -> None:
        for at in turns:
            if self.watch.at("repair", at, of):
                return
            repairs.repair(stop=self.watch.now)
            self.best = max(self.best, repairs.draft, key=attrgetter("worth"))
            self.watch.value = self.best.worth

    def _place_anew(self) -> None:
        """The best way to place everybody in the groups that there are."""
        groups = self.best.all()
        found = Compact(Draft(self.model), [group.candidate for group in groups]).solve(
            work=PLACING_WORK, hint=groups, stop=self.watch.now
        )
        if found.groups:
            self._offer(Draft(self.model, found.groups))


def _nearest(pricing: Pricing, dual: Dual, count: int) -> list[Column]:
    """Groups that the price steps met, those first that are least behind the best of their spot at the end."""
    profit, costs = pricing.profit(dual.prices), pricing.leading.cheapest(dual.prices)
    met = [(candidate, entries) for candidate, several in dual.met.items() for entries in sorted(several)]
    values = np.array([profit[list(entries)].sum() - costs[candidate] for candidate, entries in met])
    spots = pricing.model.spot[[candidate for candidate, _ in met]]
    best = np.zeros(int(spots.max(initial=-1)) + 1)
    np.maximum.at(best, spots, values)
    return [met[at] for at in np.argsort(best[spots] - values, kind="stable")[:count]]
