"""Column generation: a linear program over whole groups, to which better groups are added until there are none.

Rows are people, spots, facilitators and their hours; `team` rows say that the groups open at one spot with the same
possible facilitators need so many of them. Once the groups are whole, the facilitators are a flow and whole too.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np
from ortools.linear_solver import pywraplp

from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen, Model
from traedesten.planning.groups.prices import Pricing
from traedesten.planning.groups.pricing import NONE
from traedesten.planning.groups.teams import lead

PER_SPOT = 2
"""So many new columns of every spot in a round."""
LEAN = 0.6
"""How much the prices at which columns are sought lean on those before."""
AS_IT_STANDS = "use_dual_simplex: false use_preprocessing: false use_scaling: false"
"""So that the solver goes on from where it was when columns are added."""

Column = tuple[int, tuple[int, ...]]
"""A candidate and its entries."""


def column_of(model: Model, group: Chosen) -> Column:
    rows = model.entries(group.candidate)
    found = np.searchsorted(model.person[rows], group.members) + rows.start
    return group.candidate, tuple(int(at) for at in found)


class Master:
    """The linear program of all that a draft leaves open, as far as columns are known.

    `people` and `among` mark the people and the candidates that no fixed group has taken yet.
    """

    def __init__(self, pricing: Pricing, draft: Draft) -> None:
        self.pricing, self.model, self.draft = pricing, pricing.model, draft
        self.people = draft.free & (np.bincount(self.model.person, minlength=len(draft.free)) > 0)
        self.among = np.ones(len(self.model.keys), bool)
        self.lp = pywraplp.Solver.CreateSolver("GLOP")
        self.lp.SetSolverSpecificParametersAsString(AS_IT_STANDS)
        self.columns: dict[Column, pywraplp.Variable] = {}
        self.lean: list[np.ndarray] | None = None
        self.once = {int(p): self._row(1) for p in np.flatnonzero(self.people)}
        self.spots: dict[int, pywraplp.Constraint] = {}
        self.teams: dict[tuple[int, bytes], pywraplp.Constraint] = {}
        self.team_of: dict[int, tuple[int, bytes]] = {}
        self.leads: dict[int, pywraplp.Constraint] = {}
        self.hours: dict[tuple[int, int], pywraplp.Constraint] = {}
        self.lp.Objective().SetMaximization()
        for candidate in np.flatnonzero(self.among):
            self._prepare(int(candidate))

    def _row(self, most: float) -> pywraplp.Constraint:
        return self.lp.Constraint(-self.lp.infinity(), most)

    def _prepare(self, candidate: int) -> None:
        spot, time = int(self.model.spot[candidate]), int(self.model.time[candidate])
        leaders = self.draft.leaders(candidate)
        if len(leaders) < self.model.each:
            self.among[candidate] = False
            return
        if spot not in self.spots:
            self.spots[spot] = self._row(1)
        team = self.team_of[candidate] = (spot, leaders.tobytes())
        if team in self.teams:
            return
        self.teams[team] = self._row(0)
        for leader in map(int, leaders):
            z = self.lp.NumVar(0, 1, "")
            self.teams[team].SetCoefficient(z, -1)
            if leader not in self.leads:
                self.leads[leader] = self._row(float(self.draft.left[leader]))
            self.leads[leader].SetCoefficient(z, 1)
            if self.draft.left[leader] > 1:
                if (leader, time) not in self.hours:
                    self.hours[leader, time] = self._row(1)
                self.hours[leader, time].SetCoefficient(z, 1)

    def add(self, columns: Iterable[Column]) -> int:
        """Add those that are new and lie within the part; how many."""
        count = 0
        for candidate, entries in columns:
            members = self.model.person[list(entries)]
            if (candidate, entries) in self.columns or not self.among[candidate] or not self.people[members].all():
                continue
            var = self.columns[candidate, entries] = self.lp.NumVar(0, self.lp.infinity(), "")
            self.lp.Objective().SetCoefficient(var, float(self.model.worth[list(entries)].sum()))
            for member in members:
                self.once[int(member)].SetCoefficient(var, 1)
            self.spots[int(self.model.spot[candidate])].SetCoefficient(var, 1)
            self.teams[self.team_of[candidate]].SetCoefficient(var, self.model.each)
            count += 1
        return count

    def solve(self) -> float:
        self.lp.Solve()
        return self.value

    @property
    def value(self) -> float:
        """Of the program as it was solved last."""
        return self.lp.Objective().Value()

    def generate(self, *, rounds: int, close: float) -> float:
        """Solve and add, until the bound is within `close` (a share) of the value or rounds are up; the bound."""
        bound = np.inf
        for _ in range(rounds):
            value = self.solve()
            surplus, columns = self._better()
            bound = min(bound, value + surplus)
            if bound <= value * (1 + close) or not self.add(columns):
                return bound
        self.solve()
        return bound

    def start_from(self, person: np.ndarray) -> None:
        """Add the groups that are worth most at prices of people known from elsewhere."""
        self.add(self._surplus(person, np.zeros(len(self.model.keys)))[1])

    def enrich(self, rounds: int) -> None:
        """Add what a solved program lacks, and solve, so many times; no bound is known then."""
        for _ in range(rounds):
            if not self.add(self._lacking()):
                return
            self.solve()

    def _lacking(self) -> list[Column]:
        """Groups that would better the program, found at prices that lean on those before them (Wentges 1997)."""
        own = self._duals()
        self.lean = [LEAN * old + (1 - LEAN) * new for old, new in zip(self.lean or own, own, strict=True)]
        person, costs = own
        found = []
        for candidate, entries in self._surplus(*self.lean)[1]:
            rows = list(entries)
            gain = self.model.worth[rows].sum() - person[self.model.person[rows]].sum() - costs[candidate]
            if gain > 1e-6:
                found.append((candidate, entries))
        if not found:
            self.lean = own
            found = self._surplus(*own)[1]
        return found

    def _better(self) -> tuple[float, list[Column]]:
        """The groups that the program lacks most at its present prices, and what they could add at most."""
        return self._surplus(*self._duals())

    def _duals(self) -> list[np.ndarray]:
        """The present price of each person, and of the spot and the facilitators of each candidate."""
        person = np.zeros(len(self.model.people))
        for at, row in self.once.items():
            person[at] = row.dual_value()
        costs = np.full(len(self.model.keys), np.inf)
        team = {name: self.model.each * row.dual_value() for name, row in self.teams.items()}
        spot = {name: row.dual_value() for name, row in self.spots.items()}
        for candidate, name in self.team_of.items():
            costs[candidate] = team[name] + spot[name[0]]
        return [person, costs]

    def _surplus(self, person: np.ndarray, costs: np.ndarray) -> tuple[float, list[Column]]:
        model = self.model
        profit = np.where(self.people[model.person], model.worth - person[model.person], NONE)
        values = self.pricing.pricer.values(profit, self.among) - costs
        surplus, columns = 0.0, []
        for candidates in np.split(np.arange(len(values)), self.pricing.starts[1:]):
            best = values[candidates].max(initial=0.0)  # a part of the plan may have no group at all
            if best > 1e-6:
                surplus += best
                for at in candidates[np.argsort(-values[candidates])][:PER_SPOT]:
                    if values[at] > 1e-6:
                        worth, entries = self.pricing.pricer.group(int(at), profit)
                        if worth - costs[at] > 1e-6:
                            columns.append((int(at), tuple(entries)))
        return surplus, columns

    def shares(self) -> dict[Column, float]:
        """How much of each open group the solved program takes; those that it leaves out are not there."""
        found = {column: var.solution_value() for column, var in self.columns.items()}
        return {column: share for column, share in found.items() if share > 1e-6 and self.is_open(column)}

    def ranked(self) -> list[Column]:
        """All columns: those that the program takes, then those of least reduced cost."""
        cost = {c: (var.solution_value() <= 1e-6, -var.reduced_cost()) for c, var in self.columns.items()}
        return sorted(self.columns, key=lambda column: (*cost[column], column))

    def with_fixed(self, fixed: Sequence[Column], columns: Iterable[Column], most: int) -> "Master | None":
        """The program anew, solved, with some groups fixed, and the first columns that are open beside them.

        None when the fixed groups cannot all be led.
        """
        anew = Master(self.pricing, self.draft)
        anew.lean = self.lean
        anew.add(fixed)
        for column in fixed:
            anew.columns[column].SetLb(1)
            anew._close(column)
        anew.add(islice(filter(anew.is_open, columns), most))
        return anew if anew.lp.Solve() == pywraplp.Solver.OPTIMAL else None

    def promising(self, slack: float) -> list[Column]:
        """Those that can be part of a plan within `slack` of the bound: their reduced cost is no more than it."""
        return [column for column, var in self.columns.items() if -var.reduced_cost() <= slack]

    def led(self, fixed: list[Column]) -> list[Chosen] | None:
        """The fixed groups with facilitators; None when those cannot be found."""
        person = self.model.person
        return lead(self.draft, [(at, tuple(int(p) for p in person[list(entries)])) for at, entries in fixed])

    def is_open(self, column: Column) -> bool:
        return bool(self.among[column[0]] and self.people[self.model.person[list(column[1])]].all())

    def _close(self, column: Column) -> None:
        candidate, entries = column
        self.people[self.model.person[list(entries)]] = False
        self.among[self.model.spot == self.model.spot[candidate]] = False
