"""Who leads which group, once the groups stand: facilitators as a flow, as they were before where that can be."""

from collections.abc import Iterable, Sequence

from ortools.graph.python import min_cost_flow
from ortools.sat.python import cp_model

from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen, Model

PAIR_WORK = 2.0
"""Deterministic time at most for finding pairs that like each other."""


def lead(draft: Draft, groups: Sequence[tuple[int, tuple[int, ...]]], wished: Iterable[tuple[int, int]] = ()):
    """Facilitators for (candidate, members) beside the groups of the draft: a list of Chosen, None when too few.

    `wished` are (candidate, facilitator) that cost nothing, others cost one.
    """
    model = draft.model
    wishes = set(wished)
    flow = min_cost_flow.SimpleMinCostFlow()
    nodes: dict[tuple, int] = {}

    def node(*name) -> int:
        return nodes.setdefault(name, len(nodes))

    arcs = {}
    hours = set()
    for at, (candidate, _) in enumerate(groups):
        time = int(model.time[candidate])
        for leader in map(int, draft.leaders(candidate)):
            if (leader, time) not in hours:
                hours.add((leader, time))
                flow.add_arc_with_capacity_and_unit_cost(node("leader", leader), node("hour", leader, time), 1, 0)
            arc = flow.add_arc_with_capacity_and_unit_cost(
                node("hour", leader, time), node("group", at), 1, (candidate, leader) not in wishes
            )
            arcs[arc] = (at, leader)
    for leader in {leader for leader, _ in hours}:
        flow.add_arc_with_capacity_and_unit_cost(node("all"), node("leader", leader), int(draft.left[leader]), 0)
    for at in range(len(groups)):
        flow.set_node_supply(node("group", at), -model.each)
    flow.set_node_supply(node("all"), model.each * len(groups))
    if flow.solve() != flow.OPTIMAL:
        return None
    return _chosen(model, groups, [pair for arc, pair in arcs.items() if flow.flow(arc)])


def _chosen(model: Model, groups: Sequence[tuple[int, tuple[int, ...]]], led: list[tuple[int, int]]) -> list[Chosen]:
    return [
        Chosen(candidate, tuple(sorted(members)), tuple(sorted(leader for group, leader in led if group == at)))
        for at, (candidate, members) in enumerate(groups)
    ]


def pair(
    model: Model, groups: list[Chosen], wished: Iterable[tuple[int, int]], likes: Sequence[tuple[int, int]]
) -> list[Chosen]:
    """The same groups, led by as many pairs that like each other and by as many of the wished as can be.

    A liked pair counts as much as two wishes. Without likes it is the flow of `lead`.
    """
    wishes = set(wished)
    if not groups or not model.each:
        return groups
    if not likes:
        return lead(Draft(model), [(group.candidate, group.members) for group in groups], wishes) or groups
    cp = cp_model.CpModel()
    draft = Draft(model)
    leads = {(at, int(f)): cp.new_bool_var("") for at, g in enumerate(groups) for f in draft.leaders(g.candidate)}
    for at, _ in enumerate(groups):
        cp.add(sum(var for (group, _), var in leads.items() if group == at) == model.each)
    _within_capacity(cp, model, groups, leads)
    gains = [var for (at, leader), var in leads.items() if (groups[at].candidate, leader) in wishes]
    for at, _ in enumerate(groups):
        for one, other in likes:
            if (at, one) in leads and (at, other) in leads:
                both = cp.new_bool_var("")
                cp.add_implication(both, leads[at, one])
                cp.add_implication(both, leads[at, other])
                gains.append(2 * both)
    cp.maximize(sum(gains))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 1
    solver.parameters.max_deterministic_time = PAIR_WORK
    if solver.solve(cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return groups
    plain = [(group.candidate, group.members) for group in groups]
    return _chosen(model, plain, [name for name, var in leads.items() if solver.value(var)])


def _within_capacity(cp: cp_model.CpModel, model: Model, groups: list[Chosen], leads: dict) -> None:
    by_leader: dict[int, list] = {}
    by_hour: dict[tuple[int, int], list] = {}
    for (at, leader), var in leads.items():
        by_leader.setdefault(leader, []).append(var)
        by_hour.setdefault((leader, int(model.time[groups[at].candidate])), []).append(var)
    for leader, several in by_leader.items():
        cp.add(sum(several) <= int(model.capacity[leader]))
    for several in by_hour.values():
        cp.add_at_most_one(several)
