"""The plan that a search starts from: an earlier one as far as it still holds, and the locks."""

from collections.abc import Sequence

import numpy as np

from traedesten.planning.groups.compact import Compact
from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.errors import LocksContradict
from traedesten.planning.groups.model import Chosen, Model
from traedesten.planning.groups.problem import Group
from traedesten.planning.groups.teams import lead

LOCK_WORK = 20.0


def start_of(model: Model, earlier: Sequence[Group]) -> list[Chosen]:
    """A valid plan that keeps every lock. Raises LocksContradict when there is none."""
    groups = _still_valid(model, earlier)
    if not model.locked.any():
        return groups
    inside = {person for group in groups for person in group.members}
    if set(np.flatnonzero(model.locked).tolist()) <= inside:
        return groups
    held = _held(model)
    draft = Draft(model, held)
    taken = {person for group in held for person in group.members}
    for group in groups:
        rest = Chosen(group.candidate, tuple(p for p in group.members if p not in taken), group.facilitators)
        if model.fits(rest.candidate, rest.members) and draft.takes(rest):
            draft.add(rest)
    return draft.all()


def _still_valid(model: Model, earlier: Sequence[Group]) -> list[Chosen]:
    """Earlier groups without those who have gone, where the rest is still a group; facilitators as they can be."""
    person_at = {person.id: at for at, person in enumerate(model.people)}
    candidate_at = {key: at for at, key in enumerate(model.keys)}
    leader_at = {facilitator.id: at for at, facilitator in enumerate(model.facilitators)}
    draft = Draft(model)
    for group in earlier:
        candidate = candidate_at.get(group.key)
        if candidate is None:
            continue
        members = sorted(person_at[member] for member in group.members if member in person_at)
        members = [at for at in members if draft.free[at] and model.entry(candidate, at) is not None]
        if not model.fits(candidate, members) or int(model.spot[candidate]) in draft.groups:
            continue
        wished = [(candidate, leader_at[id]) for id in group.facilitators if id in leader_at]
        led = lead(draft, [(candidate, tuple(members))], wished)
        for chosen in led or ():
            draft.add(chosen)
    return draft.all()


def _held(model: Model) -> list[Chosen]:
    """Groups for all locked people."""
    candidates = sorted(
        {int(model.candidate[entry]) for at in np.flatnonzero(model.locked) for entry in model.of_person[at]}
    )
    found = Compact(Draft(model), candidates).solve(work=LOCK_WORK)
    placed = {person for group in found.groups or () for person in group.members}
    missing = [at for at in np.flatnonzero(model.locked) if int(at) not in placed]
    if missing:
        person = model.people[int(missing[0])].id
        raise LocksContradict(f"no plan has {person} where they are locked", rule="no_such_group", person=person)
    return found.groups or []
