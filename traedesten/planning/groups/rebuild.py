"""Thousands of small repairs: a few groups are taken apart and put together again, each time at other prices.

Ruin and recreate (Schrimpf et al. 2000): what comes out is kept when it is better, and also when it is a little
worse, less and less so (the "temperature"), so that the draft does not stay in the first good place it finds.
"""

from collections.abc import Callable

import numpy as np

from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen
from traedesten.planning.groups.prices import Prices, Pricing
from traedesten.planning.groups.pricing import NONE


class Rebuilding:
    """Works on `draft` and remembers the best plan met as `best` (groups) and `best_worth`. Deterministic by seed."""

    def __init__(self, pricing: Pricing, draft: Draft, prices: Prices, seed: int = 1) -> None:
        self.pricing, self.model, self.draft, self.prices = pricing, pricing.model, draft, prices
        self.draw = np.random.default_rng(seed)
        model = self.model
        spots = int(model.spot.max(initial=-1)) + 1
        self.can = np.zeros((spots, len(model.people)), bool)
        self.can[model.spot[model.candidate], model.person] = True
        self.near = self.can.astype(np.float32) @ self.can.T.astype(np.float32)
        self.best, self.best_worth = draft.all(), draft.worth

    def run(self, *, rounds: int, hot: float, cold: float, stop: Callable[[int], bool]) -> None:
        """So many rounds, the temperature falling from `hot` to `cold` (worth lost that is kept one time in e)."""
        for at in range(rounds):
            if stop(at):
                break
            self._round(hot * (cold / hot) ** (at / rounds))

    def _round(self, temperature: float) -> None:
        before = self.draft.worth
        broken = self._ruined()
        for group in broken:
            self.draft.remove(group)
        added = self._recreated()
        gain = self.draft.worth - before
        if gain < 0 and self.draw.random() >= np.exp(gain / temperature):
            for group in added:
                self.draft.remove(group)
            for group in broken:
                self.draft.add(group)
        elif self.draft.worth > self.best_worth:
            self.best, self.best_worth = self.draft.all(), self.draft.worth

    def _ruined(self) -> list[Chosen]:
        """Two to five groups near a drawn spot; now and then one that stands at it."""
        groups = self.draft.all()
        count = min(len(groups), int(self.draw.integers(2, 6)))
        spots = [self.draft.spot_of(group) for group in groups]
        start = int(self.draw.integers(len(self.can)))
        near = self.near[start, spots] * self.draw.random(len(groups))
        return [groups[at] for at in np.argsort(-near, kind="stable")[:count]]

    def _recreated(self) -> list[Chosen]:
        share = self.draw.uniform(0.3, 1.0)
        noise = self.draw.uniform(0.9, 1.1, len(self.model.people))
        prices = Prices(share * noise * self.prices.person, share * self.prices.leader, share * self.prices.hour)
        return self._filled(prices) + self._filled(self.pricing.start())

    def _filled(self, prices: Prices) -> list[Chosen]:
        """Add the group that is worth most beyond its prices, again and again."""
        model, pricing = self.model, self.pricing
        profit = pricing.profit(prices).astype(float)
        costs = pricing.leading.each_cost(prices)
        among = self._possible()
        added: list[Chosen] = []
        while among.any():
            own = np.where(self.draft.free[model.person], profit, NONE)
            values = pricing.pricer.values(own, among)
            values[among] -= self._team_costs(costs, among)
            at = int(np.argmax(values))
            if values[at] <= 0:
                break
            group = self._group(at, own, costs)
            if group is None:
                among[at] = False
                continue
            self.draft.add(group)
            added.append(group)
            among &= self._possible(among)
        return added

    def _possible(self, among: np.ndarray | None = None) -> np.ndarray:
        """Candidates at free spots with enough free people and facilitators."""
        model, draft = self.model, self.draft
        counts = np.add.reduceat(draft.free[model.person].astype(np.int32), model.first[:-1])
        marks = counts >= model.least
        marks &= ~np.isin(model.spot, list(draft.groups))
        if among is not None:
            marks &= among
        rows = np.flatnonzero(marks)
        marks[rows] = self._can_lead(rows).sum(axis=1) >= model.each
        return marks

    def _can_lead(self, rows: np.ndarray) -> np.ndarray:
        table = self._ready()
        return table[self.pricing.leading.leader[rows], self.model.time[rows][:, None]]

    def _ready(self) -> np.ndarray:
        """(facilitator, time): who could take one more group then; the last row is the padding."""
        draft = self.draft
        table = np.zeros(
            (len(draft.left) + 1, max(int(self.model.time.max()), *(time for _, time in draft.busy), 0) + 1), bool
        )
        table[:-1] = (draft.left > 0)[:, None]
        for leader, time in draft.busy:
            table[leader, time] = False
        return table

    def _team_costs(self, costs: np.ndarray, among: np.ndarray) -> np.ndarray:
        rows = np.flatnonzero(among)
        each = self.model.each
        ready = np.where(self._can_lead(rows), costs[rows], np.inf)
        return np.partition(ready, each - 1, axis=1)[:, :each].sum(axis=1)

    def _group(self, candidate: int, own: np.ndarray, costs: np.ndarray) -> Chosen | None:
        model = self.model
        _value, entries = self.pricing.pricer.group(candidate, own)
        if not entries:
            return None
        row = np.array([candidate])
        ready = np.where(self._can_lead(row)[0], costs[candidate], np.inf)
        team = self.pricing.leading.leader[candidate, np.argsort(ready, kind="stable")[: model.each]]
        return Chosen(
            candidate, tuple(int(p) for p in np.sort(model.person[entries])), tuple(int(f) for f in np.sort(team))
        )
