"""The whole problem, or a part of it, as one CP-SAT model: who is in which candidate, and who leads it.

Proves the optimum for a few dozen people; for a few groups of a larger plan it finds better ones. One worker and a
limit in deterministic time give the same answer on every machine (Perron and Didier, OR-Tools CP-SAT 9.15).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen


@dataclass(frozen=True)
class Found:
    """`groups` is None when nothing was found in time; `bound` holds for the part that was asked about."""

    groups: list[Chosen] | None
    bound: float
    proven: bool


class Compact:
    """The part of a model that a draft leaves open: its free people, spots and facilitators."""

    def __init__(self, draft: Draft, candidates: Sequence[int], people: np.ndarray | None = None) -> None:
        """`people` (marks) narrows the free people further."""
        self.model, self.draft = draft.model, draft
        self.people = draft.free if people is None else draft.free & people
        self.candidates = [c for c in candidates if int(self.model.spot[c]) not in draft.groups]
        self.cp = cp_model.CpModel()
        self.opened: dict[int, cp_model.IntVar] = {}
        self.placed: dict[int, cp_model.IntVar] = {}
        self.led: dict[tuple[int, int], cp_model.IntVar] = {}
        self.shared: dict[tuple[int, bytes], int] = {}
        self._build()

    def solve(
        self,
        *,
        work: float,
        hint: Sequence[Chosen] = (),
        stop: Callable[[], bool] | None = None,
        seconds: float | None = None,
    ) -> Found:
        """`work` is deterministic time, about seconds; `hint` a plan to start from; `stop` is asked at better plans.

        `seconds` of the wall are for comparisons only: they make the answer depend on the machine.
        """
        self._hint(hint)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = work
        if seconds is not None:
            solver.parameters.max_time_in_seconds = seconds
        watch = _Watch(stop) if stop else None
        status = solver.solve(self.cp, watch)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(None, solver.best_objective_bound, False)
        return Found(self._groups(solver), solver.best_objective_bound, status == cp_model.OPTIMAL)

    def _build(self) -> None:
        for candidate in self.candidates:
            self._members(candidate)
        self._once_each()
        self._facilitators()
        worth = self.model.worth
        self.cp.maximize(sum(int(worth[entry]) * var for entry, var in self.placed.items()))

    def _members(self, candidate: int) -> None:
        model, cp = self.model, self.cp
        rows = model.entries(candidate)
        entries = [at for at in range(rows.start, rows.stop) if self.people[model.person[at]]]
        least, most, small_most = model.size(candidate)
        if len(entries) < least:
            return
        opened = self.opened[candidate] = cp.new_bool_var("")
        inside = {at: cp.new_bool_var("") for at in entries}
        self.placed |= inside
        total = sum(inside.values())
        cp.add(total >= least * opened)
        small = [at for at in entries if model.small[model.person[at]]]
        if small and small_most < most:
            is_small = cp.new_bool_var("")
            for at in small:
                cp.add_implication(inside[at], is_small)
            cp.add(total <= most * opened - (most - small_most) * is_small)
        else:
            cp.add(total <= most * opened)
        for at in entries:
            cp.add_implication(inside[at], opened)
        self._genders(candidate, inside)
        self._apart(inside)

    def _genders(self, candidate: int, inside: dict[int, cp_model.IntVar]) -> None:
        model = self.model
        for kind in (0, 1) if model.alone > 1 else ():
            same = [var for at, var in inside.items() if model.gender[model.person[at]] == kind]
            if same:
                some = self.cp.new_bool_var("")
                self.cp.add(sum(same) >= model.alone * some)
                for var in same:
                    self.cp.add_implication(var, some)

    def _apart(self, inside: dict[int, cp_model.IntVar]) -> None:
        at_person = {int(self.model.person[at]): var for at, var in inside.items()}
        for person, var in at_person.items():
            for other in self.model.apart.get(person, ()):
                if person < other and other in at_person:
                    self.cp.add_bool_or(~var, ~at_person[other])

    def _once_each(self) -> None:
        by_person: dict[int, list[cp_model.IntVar]] = {}
        by_spot: dict[int, list[cp_model.IntVar]] = {}
        for at, var in self.placed.items():
            by_person.setdefault(int(self.model.person[at]), []).append(var)
        for candidate, var in self.opened.items():
            by_spot.setdefault(int(self.model.spot[candidate]), []).append(var)
        for several in (*by_person.values(), *by_spot.values()):
            if len(several) > 1:
                self.cp.add_at_most_one(several)

    def _facilitators(self) -> None:
        """Candidates at one spot with the same possible facilitators share their choice."""
        if not self.model.each:
            return
        teams: dict[tuple[int, bytes], list[int]] = {}
        for candidate in self.opened:
            leaders = self.draft.leaders(candidate)
            teams.setdefault((int(self.model.spot[candidate]), leaders.tobytes()), []).append(candidate)
        by_leader: dict[int, list[cp_model.IntVar]] = {}
        by_hour: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for team in teams.values():
            leads = {int(leader): self.cp.new_bool_var("") for leader in self.draft.leaders(team[0])}
            self.cp.add(sum(leads.values()) == self.model.each * sum(self.opened[c] for c in team))
            for leader, var in leads.items():
                by_leader.setdefault(leader, []).append(var)
                by_hour.setdefault((leader, int(self.model.time[team[0]])), []).append(var)
                self.led |= {(candidate, leader): var for candidate in team}
        for leader, several in by_leader.items():
            if len(several) > self.draft.left[leader]:
                self.cp.add(sum(several) <= int(self.draft.left[leader]))
        for (leader, _), several in by_hour.items():
            if len(several) > 1 and self.draft.left[leader] > 1:
                self.cp.add_at_most_one(several)

    def _hint(self, groups: Sequence[Chosen]) -> None:
        if not groups:
            return
        chosen = {group.candidate: group for group in groups}
        for candidate, var in self.opened.items():
            self.cp.add_hint(var, candidate in chosen)
        for at, var in self.placed.items():
            group = chosen.get(int(self.model.candidate[at]))
            self.cp.add_hint(var, group is not None and int(self.model.person[at]) in group.members)
        leads = {id(var): False for var in self.led.values()}
        for (candidate, leader), var in self.led.items():
            leads[id(var)] |= candidate in chosen and leader in chosen[candidate].facilitators
        seen = set()
        for var in self.led.values():
            if id(var) not in seen:
                seen.add(id(var))
                self.cp.add_hint(var, leads[id(var)])

    def _groups(self, solver: cp_model.CpSolver) -> list[Chosen]:
        model = self.model
        found = []
        for candidate in (c for c, var in self.opened.items() if solver.value(var)):
            rows = model.entries(candidate)
            inside = [
                at for at in range(rows.start, rows.stop) if at in self.placed and solver.value(self.placed[at])
            ]
            leaders = [f for (c, f), var in self.led.items() if c == candidate and solver.value(var)]
            members = tuple(int(model.person[at]) for at in inside)
            found.append(Chosen(candidate, members, tuple(sorted(leaders))))
        return found


class _Watch(cp_model.CpSolverSolutionCallback):
    """Asks at every better plan whether to go on."""

    def __init__(self, stop: Callable[[], bool]) -> None:
        super().__init__()
        self._stop = stop

    def on_solution_callback(self) -> None:
        if self._stop():
            self.stop_search()
