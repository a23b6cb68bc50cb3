"""The roster as a constraint model, and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from traedesten.planning.assignment import LocksContradict
from traedesten.planning.guides import Reason
from traedesten.planning.roster.question import Question, Worker
from traedesten.planning.roster.rules import breaches, penalties

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

WORK = 20.0
"""Deterministic seconds: about as many seconds on one core."""


@dataclass(frozen=True)
class Roster:
    """`shifts` are (worker, day, shift); `value` is the penalty (0 is perfect) and no roster's is below `bound`.

    `reasons` count what it was made of: under_cover, over_cover, wish_broken, unfair. `counts` shifts per worker.
    Where no roster was found, `shifts` and `value` are None; `impossible` when none can keep the hard rules.
    """

    shifts: frozenset[tuple[str, int, str]] | None
    value: int | None
    bound: int
    reasons: tuple[Reason, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict, hash=False)
    impossible: bool = False

    @property
    def proven(self) -> bool:
        return self.value == self.bound


def plan(question: Question, *, work: float = WORK) -> Roster:
    """The roster with the smallest penalty found within `work`, and the bound. Deterministic.

    Raises LocksContradict where the locked shifts break a hard rule between themselves.
    """
    from ortools.sat.python import cp_model  # large: pages that only keep the rules do without

    for breach in breaches(question, question.locked, whole=False):
        raise LocksContradict(f"the locked shifts break a rule: {breach.code} {dict(breach.params)}")
    model = _Model(question, cp_model.CpModel())
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 2  # without it a house that lacks guides goes unproven for minutes
    solver.parameters.max_deterministic_time = work
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Roster(None, None, 0, impossible=status == cp_model.INFEASIBLE)
    shifts = frozenset(key for key, on in model.on.items() if solver.value(on))
    reasons = penalties(question, shifts)
    counts = {worker.id: sum(row[0] == worker.id for row in shifts) for worker in question.workers}
    value = sum(int(str(reason.params["penalty"])) for reason in reasons)
    return Roster(shifts, value, min(value, ceil(solver.best_objective_bound - 1e-6)), reasons, counts)


class _Model:
    """`on[worker, day, shift]` for what may be, `works[worker][day]`; everything else follows."""

    def __init__(self, question: Question, model: "cp_model.CpModel") -> None:
        self.question, self.model = question, model
        self.on: dict[tuple[str, int, str], cp_model.IntVar] = {}
        self.costs: list[cp_model.LinearExprT] = []
        barred = question.not_after()
        for worker in question.workers:
            works = self._days(worker)
            self._rest(worker, barred)
            self._amounts(worker)
            self._runs(worker, works)
            self._weekends(worker, works)
        self._cover()
        self._wishes()
        self._fairness()
        self.model.minimize(sum(self.costs))

    def _days(self, worker: Worker) -> "list[cp_model.IntVar]":
        works = []
        for day in range(self.question.days):
            may = [shift.id for shift in self.question.shifts if _may(worker, day, shift.id)]
            for shift in may:
                key = (worker.id, day, shift)
                self.on[key] = self.model.new_bool_var("")
                if key in self.question.locked:
                    self.model.add(self.on[key] == 1)
            works.append(self.model.new_bool_var(""))
            self.model.add(sum(self.on[worker.id, day, shift] for shift in may) == works[-1])
        return works

    def _rest(self, worker: Worker, barred: frozenset[tuple[int, str, str]]) -> None:
        for day in range(self.question.days):
            for days, early, late in sorted(barred):
                pair = self.on.get((worker.id, day, early)), self.on.get((worker.id, day + days, late))
                if pair[0] is not None and pair[1] is not None:
                    self.model.add_at_most_one(pair)

    def _amounts(self, worker: Worker) -> None:
        own = [(day, shift, on) for (who, day, shift), on in self.on.items() if who == worker.id]
        minutes = {shift.id: shift.minutes for shift in self.question.shifts}
        for shift, most in worker.most_of.items():
            self.model.add(sum(on for _, name, on in own if name == shift) <= most)
        total = sum(minutes[shift] * on for _, shift, on in own)
        if worker.least_minutes:
            self.model.add(total >= worker.least_minutes)
        if worker.most_minutes is not None:
            self.model.add(total <= worker.most_minutes)
        if worker.most_a_week is not None:
            for week in {self.question.week(day) for day in range(self.question.days)}:
                taken = [on for day, _, on in own if self.question.week(day) == week]
                self.model.add(sum(taken) <= worker.most_a_week)

    def _runs(self, worker: Worker, works: "list[cp_model.IntVar]") -> None:
        if worker.most_in_row is not None:
            for day in range(len(works) - worker.most_in_row):
                self.model.add(sum(works[day : day + worker.most_in_row + 1]) <= worker.most_in_row)
        rests = [on.negated() for on in works]
        for least, inside, outside in (
            (worker.least_in_row, works, rests),
            (worker.least_days_off, rests, works),
        ):
            for length in range(1, least):
                for day in range(len(works) - length - 1):
                    ends = (outside[day].negated(), outside[day + length + 1].negated())
                    run = [on.negated() for on in inside[day + 1 : day + length + 1]]
                    self.model.add_bool_or([*ends, *run])

    def _weekends(self, worker: Worker, works: "list[cp_model.IntVar]") -> None:
        if worker.most_weekends is None:
            return
        weekends: dict[int, cp_model.IntVar] = {}
        for day, on in enumerate(works):
            if self.question.weekday(day) >= 5:
                weekend = weekends.setdefault(self.question.week(day), self.model.new_bool_var(""))
                self.model.add_implication(on, weekend)
        self.model.add(sum(weekends.values()) <= worker.most_weekends)

    def _cover(self) -> None:
        everyone = len(self.question.workers)
        for cover in self.question.covers:
            keys = [(worker.id, cover.day, cover.shift) for worker in self.question.workers]
            there = sum(self.on[key] for key in keys if key in self.on)
            short = self.model.new_int_var(0, cover.least if cover.under is not None else 0, "")
            self.model.add(there + short >= cover.least)
            self.costs.append(short * (cover.under or 0))
            if cover.most is not None:
                extra = self.model.new_int_var(0, everyone if cover.over is not None else 0, "")
                self.model.add(there - extra <= cover.most)
                self.costs.append(extra * (cover.over or 0))

    def _wishes(self) -> None:
        for wish in self.question.wishes:
            names = [wish.shift] if wish.shift else [shift.id for shift in self.question.shifts]
            keys = [(wish.worker, wish.day, shift) for shift in names]
            has = sum(self.on[key] for key in keys if key in self.on)
            self.costs.append(wish.weight * has if wish.off else wish.weight * (1 - has))

    def _fairness(self) -> None:
        question = self.question
        if not question.fairness or not question.workers:
            return
        most, fewest = (self.model.new_int_var(0, question.days, "") for _ in range(2))
        for worker in question.workers:
            load = sum(on for (who, _, _), on in self.on.items() if who == worker.id)
            self.model.add(load <= most)
            self.model.add(load >= fewest)
        self.costs.append(question.fairness * (most - fewest))


def _may(worker: Worker, day: int, shift: str) -> bool:
    theirs = worker.shifts is None or shift in worker.shifts
    return theirs and day not in worker.away and (day, shift) not in worker.cannot
