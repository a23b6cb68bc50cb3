"""Take a few neighbouring groups apart and put that part together again as well as it can be.

The part is solved as a linear program over whole groups (`columns`). When its bound promises nothing, the repair ends
there; else the program is dived into, and CP-SAT looks for the best plan among all groups that were met.
"""

from collections.abc import Callable

import numpy as np

from traedesten.planning.groups.columns import Column, Master
from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen
from traedesten.planning.groups.neighbourhood import Neighbourhoods
from traedesten.planning.groups.packing import pack
from traedesten.planning.groups.prices import Prices, Pricing
from traedesten.planning.groups.pricing import NONE
from traedesten.planning.groups.teams import lead

GROUPS, LEFT_OVER, CANDIDATES = 6, 18, 50
"""The size of a neighbourhood: groups taken apart, people left over who may join, candidates tried."""
WORK = 0.2
"""Deterministic time of CP-SAT for each."""


class Repairs:
    """Repairs one draft again and again."""

    def __init__(self, pricing: Pricing, draft: Draft, prices: Prices, seed: int = 1) -> None:
        self.pricing, self.model, self.draft, self.prices = pricing, pricing.model, draft, prices
        self.near = Neighbourhoods(pricing.model, seed)

    def repair(self, *, stop: Callable[[], bool]) -> int:
        """Repair one neighbourhood; what the draft has gained (0 for nothing better)."""
        before = self.draft.worth
        broken = self.near.groups(self.draft, GROUPS)
        for group in broken:
            self.draft.remove(group)
        better = self._better(broken, stop)
        for group in better or broken:
            self.draft.add(group)
        return self.draft.worth - before

    def _better(self, broken: list[Chosen], stop: Callable[[], bool]) -> list[Chosen] | None:
        worth = self.model.worth_of_all(broken)
        people = self.near.people(self.draft, broken, LEFT_OVER)
        master = Master(self.pricing, self.draft, people, self._candidates(broken, people))
        master.add(self._column(group) for group in broken)
        master.start_from(self.prices)
        bound = master.generate(rounds=25, close=0.002)
        if bound < worth + 1:
            return None
        columns = master.promising(bound - worth)
        known = set(master.columns)
        fixed = self._led(master.dive(rounds=1, stop=stop))
        best = max([broken, *([fixed] if fixed else [])], key=self.model.worth_of_all)
        columns += [column for column in master.columns if column not in known]
        packed = pack(self.draft, columns, hint=best, work=WORK)
        best = max([best, *([packed] if packed else [])], key=self.model.worth_of_all)
        return best if self.model.worth_of_all(best) > worth else None

    def _led(self, fixed: list[Column]) -> list[Chosen] | None:
        return lead(
            self.draft, [(at, tuple(int(p) for p in self.model.person[list(entries)])) for at, entries in fixed]
        )

    def _column(self, group: Chosen) -> Column:
        rows = self.model.entries(group.candidate)
        found = np.searchsorted(self.model.person[rows], group.members) + rows.start
        return group.candidate, tuple(int(at) for at in found)

    def _candidates(self, broken: list[Chosen], people: np.ndarray) -> np.ndarray:
        """Marks: those of the groups, and the most promising others at free spots."""
        model = self.model
        profit = np.where(people[model.person], self.pricing.profit(self.prices), NONE)
        free = ~np.isin(model.spot, list(self.draft.groups))
        hopes = self.pricing.pricer.values(profit, free) - self.pricing.leading.cheapest(self.prices)
        marks = np.zeros(len(model.keys), bool)
        chosen = np.argsort(-hopes, kind="stable")[:CANDIDATES]
        marks[chosen[hopes[chosen] > NONE]] = True
        marks[[group.candidate for group in broken]] = True
        return marks
