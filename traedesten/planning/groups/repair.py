"""Take a few neighbouring groups apart and put that part together again as well as it can be.

The part is a small model of its own, solved as a linear program over whole groups (`columns`). When its bound
promises nothing, the repair ends there; else the program is dived into, and CP-SAT looks for the best plan among all
groups that were met.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import cycle

import numpy as np

from traedesten.planning.groups.columns import Master, column_of
from traedesten.planning.groups.diving import dive
from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen, Model
from traedesten.planning.groups.neighbourhood import Neighbourhoods
from traedesten.planning.groups.packing import pack
from traedesten.planning.groups.prices import Prices, Pricing
from traedesten.planning.groups.pricing import NONE


@dataclass(frozen=True)
class Size:
    """Of a neighbourhood: groups taken apart, people left over who may join, candidates tried, and the deterministic
    time of CP-SAT.
    """

    groups: int
    left_over: int
    candidates: int
    work: float


SIZES = (Size(8, 15, 80, 0.1), Size(5, 20, 60, 0.2))
"""Taken in turn: a wide look, and a thorough one."""
QUICK_SIZES = (Size(5, 20, 60, 0.2), Size(3, 25, 60, 0.1))
"""To see which of several plans is worth going on with."""
ROUNDS, CLOSE = 20, 0.003
"""Rounds of column generation at most, and the share of the value at which the bound is near enough."""


class Repairs:
    """Repairs one draft again and again."""

    def __init__(self, pricing: Pricing, draft: Draft, prices: Prices, sizes: Sequence[Size] = SIZES) -> None:
        self.pricing, self.model, self.draft, self.prices = pricing, pricing.model, draft, prices
        self.near = Neighbourhoods(pricing.model, seed=1)
        self.turn = cycle(sizes)

    def repair(self, *, stop: Callable[[], bool]) -> int:
        """Repair one neighbourhood; what the draft has gained (0 for nothing better)."""
        before, size = self.draft.worth, next(self.turn)
        broken = self.near.groups(self.draft, size.groups)
        for group in broken:
            self.draft.remove(group)
        people = self.near.people(self.draft, broken, size.left_over)
        candidates = self._candidates(broken, people, size.candidates)
        part = part_of(self.draft, candidates, people)
        at = {int(candidate): index for index, candidate in enumerate(candidates)}
        own = [replace(group, candidate=at[group.candidate]) for group in broken]
        better = self._better(part, own, size.work, stop)
        for group in [replace(group, candidate=int(candidates[group.candidate])) for group in better or own]:
            self.draft.add(group)
        return self.draft.worth - before

    def _better(self, part: Model, own: list[Chosen], work: float, stop: Callable[[], bool]) -> list[Chosen] | None:
        """A better plan of the part than its own groups, if one is found."""
        worth = part.worth_of_all(own)
        draft = Draft(part)
        master = Master(Pricing(part), draft)
        master.add(column_of(part, group) for group in own)
        master.start_from(self.prices.person)
        bound = master.generate(rounds=ROUNDS, close=CLOSE)
        if bound < worth + 1:
            return None
        columns = dict.fromkeys(master.promising(bound - worth))
        dived = dive(master, rounds=1, stop=lambda _share: stop())
        best = max(own, master.led(dived.fixed) or [], key=part.worth_of_all)
        columns |= dict.fromkeys(column for column in dived.met if column not in master.columns)
        packed = pack(draft, list(columns), hint=best, work=work)
        best = max(best, packed or [], key=part.worth_of_all)
        return best if part.worth_of_all(best) > worth else None

    def _candidates(self, broken: Sequence[Chosen], people: np.ndarray, count: int) -> np.ndarray:
        """Those of the groups, and the most promising others at free spots, sorted."""
        model = self.model
        profit = np.where(people[model.person], self.pricing.profit(self.prices), NONE)
        free = ~np.isin(model.spot, list(self.draft.groups))
        hopes = self.pricing.pricer.values(profit, free) - self.pricing.leading.cheapest(self.prices)
        marks = np.zeros(len(model.keys), bool)
        chosen = np.argsort(-hopes, kind="stable")[:count]
        marks[chosen[hopes[chosen] > NONE]] = True
        marks[[group.candidate for group in broken]] = True
        return np.flatnonzero(marks)


def part_of(draft: Draft, candidates: np.ndarray, people: np.ndarray) -> Model:
    """The model of these candidates alone, with the marked people and what the draft leaves of the facilitators."""
    model = draft.model
    chosen = np.zeros(len(model.keys), bool)
    chosen[candidates] = True
    kept = chosen[model.candidate] & people[model.person]
    counts = np.bincount(model.candidate[kept], minlength=len(model.keys))[candidates]
    return replace(
        model,
        keys=tuple(model.keys[candidate] for candidate in candidates),
        first=np.concatenate([[0], np.cumsum(counts)]),
        person=model.person[kept],
        value=model.value[kept],
        worth=model.worth[kept],
        leaders=tuple(model.leaders[candidate] for candidate in candidates),
        spot=np.unique(model.spot[candidates], return_inverse=True)[1],
        time=model.time[candidates],
        least=model.least[candidates],
        most=model.most[candidates],
        small_most=model.small_most[candidates],
        capacity=draft.left.copy(),
        busy=frozenset(draft.busy),
    )
