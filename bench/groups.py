"""Ways to plan self-help groups, side by side: first come, a careful coordinator, one whole model, and ours."""

import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from bench.groups_instances import waiting_list
from traedesten.planning.groups import QUICK, Effort, Group, Locks, Problem, plan
from traedesten.planning.groups.building import model_of
from traedesten.planning.groups.compact import Compact
from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen, Model
from traedesten.planning.groups.prices import Pricing
from traedesten.planning.groups.pricing import NONE


@dataclass(frozen=True)
class Line:
    """One way on one list. `bound` is None where the way has none; `peak` is that of the process so far, in MB."""

    way: str
    value: int
    placed: int
    bound: float | None
    wall: float
    cpu: float
    peak: float

    def __str__(self) -> str:
        bound = f"{self.bound:12,.0f}" if self.bound else ""
        gap = f"{100 * (self.bound / self.value - 1):6.2f} %" if self.bound and self.value else ""
        return (
            f"{self.way:20}{self.value:12,}{bound:12}{gap:9}{self.placed:7,} placed"
            f"{self.wall:9.2f} s{self.cpu:9.2f} s cpu{self.peak:7.0f} MB"
        )


def timed(way: str, run: Callable[[], tuple[int, int, float | None]]) -> Line:
    wall, cpu = time.perf_counter(), time.process_time()
    value, placed, bound = run()
    took, used = time.perf_counter() - wall, time.process_time() - cpu
    return Line(way, value, placed, bound, took, used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def first_come(model: Model) -> list[Chosen]:
    """The longest waiting joins the best group that is forming, or opens one; what stays too small is dissolved."""
    forming: dict[int, tuple[list[int], list[int]]] = {}
    left, busy = model.capacity.copy(), set()
    for person in _longest_waiting(model):
        entries = sorted(model.of_person[person], key=lambda entry: -model.value[entry])
        options = [int(model.candidate[entry]) for entry in entries]
        joined = next((c for c in options if c in forming and _joins(model, c, forming[c][0], person)), None)
        if joined is not None:
            forming[joined][0].append(person)
            continue
        taken = {int(model.spot[c]) for c in forming}
        for c in options:
            time_at = int(model.time[c])
            team = [int(f) for f in model.leaders[c] if left[f] > 0 and (int(f), time_at) not in busy][: model.each]
            if int(model.spot[c]) not in taken and len(team) == model.each:
                forming[c] = ([person], team)
                left[team] -= 1
                busy |= {(f, time_at) for f in team}
                break
    groups = [Chosen(c, tuple(sorted(_nobody_alone(model, who))), tuple(team)) for c, (who, team) in forming.items()]
    return [group for group in groups if model.fits(group.candidate, group.members)]


def _joins(model: Model, candidate: int, members: list[int], person: int) -> bool:
    small = any(model.small[one] for one in (*members, person))
    room = (model.small_most if small else model.most)[candidate]
    return len(members) < room and not model.apart.get(person, frozenset()) & set(members)


def _nobody_alone(model: Model, members: Sequence[int]) -> list[int]:
    counts = np.bincount(model.gender[list(members)], minlength=3)
    return [one for one in members if model.gender[one] > 1 or counts[model.gender[one]] >= model.alone]


def careful(model: Model) -> list[Chosen]:
    """For the longest waiting without a place the best of all groups that could hold them, as full as can be."""
    pricing, draft = Pricing(model), Draft(model)
    for person in _longest_waiting(model):
        if not draft.free[person]:
            continue
        best: tuple[float, Chosen] | None = None
        for entry in model.of_person[person]:
            candidate = int(model.candidate[entry])
            team = draft.leaders(candidate)[: model.each]
            if int(model.spot[candidate]) in draft.groups or len(team) < model.each:
                continue
            rows = model.entries(candidate)
            profit = np.full(len(model.person), NONE)
            profit[rows] = np.where(draft.free[model.person[rows]], model.value[rows], NONE)
            profit[entry] += 1e6
            worth, entries = pricing.pricer.group(candidate, profit)
            if entry in entries and (best is None or worth > best[0]):
                members = tuple(sorted(int(model.person[at]) for at in entries))
                best = (worth, Chosen(candidate, members, tuple(int(f) for f in team)))
        if best:
            draft.add(best[1])
    return draft.all()


def _longest_waiting(model: Model) -> list[int]:
    return sorted(range(len(model.people)), key=lambda at: (-model.people[at].weeks, at))


def whole_model(model: Model, seconds: float) -> tuple[int, int, float | None]:
    """CP-SAT on everything at once, for so long."""
    whole = Compact(Draft(model), range(len(model.keys)))
    found = whole.solve(work=1e9, seconds=seconds)
    return _counted(model, found.groups or [], found.bound)


def _counted(model: Model, groups: list[Chosen], bound: float | None = None) -> tuple[int, int, float | None]:
    return sum(model.value_of(group) for group in groups), sum(len(group.members) for group in groups), bound


def side_by_side(people: int, seed: int, check: Callable[[Problem, Sequence[Group]], None]) -> list[Line]:
    """Every way on one list; `check` raises when a plan breaks a rule."""
    problem = waiting_list(people, seed)
    model = model_of(problem)
    plans: dict[str, list[Chosen]] = {}

    def simple(way: str, run: Callable[[Model], list[Chosen]]) -> Line:
        def counted() -> tuple[int, int, float | None]:
            plans[way] = run(model)
            return _counted(model, plans[way])

        return timed(way, counted)

    lines = [simple("first come", first_come), simple("careful coordinator", careful)]

    def ours() -> tuple[int, int, float | None]:
        proposal = plan(problem)
        check(problem, proposal.groups)
        return proposal.value, sum(len(group.members) for group in proposal.groups), proposal.bound

    own = timed("ours", ours)
    for groups in plans.values():
        check(problem, [_named(model, group) for group in groups])
    return [*lines, timed("CP-SAT, as long", lambda: whole_model(model, max(1.0, own.wall))), own]


def _named(model: Model, group: Chosen) -> Group:
    return Group(
        model.keys[group.candidate],
        tuple(model.people[at].id for at in group.members),
        tuple(model.facilitators[at].id for at in group.facilitators),
    )


def drags(people: int, seed: int, count: int) -> list[tuple[float, float]]:
    """(wall, CPU) seconds of planning anew after somebody is dragged into another group or kept out of theirs."""
    problem = waiting_list(people, seed)
    groups = plan(problem, effort=Effort(least_repairs=2, repairs=0)).groups
    model, draw = model_of(problem), Random(seed)
    key_at = {key: at for at, key in enumerate(model.keys)}
    took = []
    for _ in range(count):
        source, target = draw.sample(groups, 2)
        rows = model.entries(key_at[target.key])
        fitting = sorted({model.people[at].id for at in model.person[rows]} - set(target.members))
        locks = Locks(outside=frozenset({(draw.choice(source.members), source.key)}))
        if fitting:
            locks = Locks(inside=frozenset({(draw.choice(fitting), target.key)}))
        changed = replace(problem, locks=locks, earlier=groups, settings=replace(problem.settings, charge=100.0))
        wall, cpu = time.perf_counter(), time.process_time()
        plan(changed, effort=QUICK)
        took.append((time.perf_counter() - wall, time.process_time() - cpu))
    return took
