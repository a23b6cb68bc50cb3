"""A proposal of groups for everyone who waits."""

from collections.abc import Callable, Sequence

from traedesten.planning.groups.building import model_of
from traedesten.planning.groups.checks import check
from traedesten.planning.groups.explaining import Explaining
from traedesten.planning.groups.fitting import fitting_of
from traedesten.planning.groups.leftovers import Leftovers
from traedesten.planning.groups.model import Chosen, Model
from traedesten.planning.groups.problem import Group, Problem
from traedesten.planning.groups.proposal import Proposal
from traedesten.planning.groups.search import Outcome, search
from traedesten.planning.groups.start import start_of
from traedesten.planning.groups.teams import pair
from traedesten.planning.groups.watch import Effort, Progress, Watch

USUAL = Effort()


def plan(
    problem: Problem,
    *,
    start: Sequence[Group] = (),
    effort: Effort = USUAL,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Proposal:
    """The best proposal found, with reasons and a bound.

    `start` are groups of an earlier or interrupted run to go on from; without it the run starts from
    `problem.earlier`. When `should_stop` turns true the best so far is returned. Equal arguments give equal
    proposals on every machine. Raises BadInput, TooLarge or LocksContradict before anything is planned.
    """
    check(problem)
    fitting = fitting_of(problem)
    model = model_of(problem, fitting)
    watch = Watch(on_progress, should_stop)
    outcome = search(model, start=start_of(model, start or problem.earlier), effort=effort, watch=watch)
    groups = _well_led(model, outcome.groups, problem)
    return _proposal(problem, Explaining(problem, fitting, model, groups), model, outcome, stopped=watch.stopped)


def _well_led(model: Model, groups: list[Chosen], problem: Problem) -> list[Chosen]:
    """The same groups with the facilitators they had before and pairs that like each other, where that can be."""
    at = {facilitator.id: index for index, facilitator in enumerate(model.facilitators)}
    before = {group.key: [at[id] for id in group.facilitators if id in at] for group in problem.earlier}
    wished = [(group.candidate, leader) for group in groups for leader in before.get(model.keys[group.candidate], ())]
    return pair(model, groups, wished, [(at[one], at[other]) for one, other in sorted(problem.likes)])


def _proposal(problem: Problem, why: Explaining, model: Model, outcome: Outcome, *, stopped: bool) -> Proposal:
    placed = [member for group in why.groups for member in group.members]
    late = int(model.late[placed].sum())
    changed, judged = why.changes()
    charge = round(problem.settings.charge) * judged
    value = sum(model.value_of(group) for group in why.groups) - charge
    # What is left of the bound once every lock is kept counts late people first, then value.
    beyond = outcome.bound - model.lock_step * int(model.locked.sum())
    late_bound = min(int(model.late.sum()), int(beyond // model.late_step))
    return Proposal(
        gatherings=why.gatherings(),
        left=tuple(Leftovers(problem, why).left()),
        value=value,
        bound=max(float(value), min(beyond - late * model.late_step, model.late_step) - charge),
        proven=outcome.proven,
        late_placed=late,
        late_bound=max(late, late_bound),
        changed=changed,
        stopped=stopped and not outcome.proven,
    )
