"""Who leads which group, once the groups stand: facilitators as a flow, as they were before where that can be."""

from collections.abc import Iterable, Sequence

from ortools.graph.python import min_cost_flow

from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen, Model


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
