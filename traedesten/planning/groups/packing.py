"""The best plan that can be made of given groups: a set packing, by CP-SAT."""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from traedesten.planning.groups.columns import Column
from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen
from traedesten.planning.groups.teams import lead


def pack(draft: Draft, columns: Sequence[Column], *, hint: Sequence[Chosen], work: float) -> list[Chosen] | None:
    """The best choice among columns that fit beside the draft; None when there is none better than `hint`."""
    return _Packing(draft, columns).solve(hint, work)


class _Packing:
    def __init__(self, draft: Draft, columns: Sequence[Column]) -> None:
        self.draft, self.model = draft, draft.model
        self.cp = cp_model.CpModel()
        self.columns = list(columns)
        self.taken = [self.cp.new_bool_var("") for _ in self.columns]
        self.members = [tuple(int(p) for p in self.model.person[list(entries)]) for _, entries in self.columns]
        self._once_each()
        self._facilitators()

    def _once_each(self) -> None:
        rivals: dict[tuple[str, int], list[cp_model.IntVar]] = {}
        for (candidate, _), members, var in zip(self.columns, self.members, self.taken, strict=True):
            rivals.setdefault(("spot", int(self.model.spot[candidate])), []).append(var)
            for member in members:
                rivals.setdefault(("person", member), []).append(var)
        for several in rivals.values():
            if len(several) > 1:
                self.cp.add_at_most_one(several)

    def _facilitators(self) -> None:
        teams: dict[tuple[int, bytes], list[int]] = {}
        for at, (candidate, _) in enumerate(self.columns):
            teams.setdefault((int(self.model.spot[candidate]), self.draft.leaders(candidate).tobytes()), []).append(
                at
            )
        by_leader: dict[int, list[cp_model.IntVar]] = {}
        by_hour: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for team in teams.values():
            candidate = self.columns[team[0]][0]
            leads = {int(leader): self.cp.new_bool_var("") for leader in self.draft.leaders(candidate)}
            self.cp.add(sum(leads.values()) == self.model.each * sum(self.taken[at] for at in team))
            for leader, var in leads.items():
                by_leader.setdefault(leader, []).append(var)
                by_hour.setdefault((leader, int(self.model.time[candidate])), []).append(var)
        for leader, several in by_leader.items():
            self.cp.add(sum(several) <= int(self.draft.left[leader]))
        for several in by_hour.values():
            self.cp.add_at_most_one(several)

    def solve(self, hint: Sequence[Chosen], work: float) -> list[Chosen] | None:
        worths = [int(self.model.worth[list(entries)].sum()) for _, entries in self.columns]
        total = sum(worth * var for worth, var in zip(worths, self.taken, strict=True))
        self.cp.add(total >= self.model.worth_of_all(hint) + 1)
        self.cp.maximize(total)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = work
        if solver.solve(self.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        chosen = [
            (candidate, members)
            for (candidate, _), members, var in zip(self.columns, self.members, self.taken, strict=True)
            if solver.value(var)
        ]
        return lead(self.draft, chosen)
