"""A plan while it is being made: which groups, who is still free, and what is left of every facilitator."""

from collections.abc import Iterable

import numpy as np

from traedesten.planning.groups.model import Chosen, Model


class Draft:
    """Groups by spot. Adding one that breaks a rule between groups raises ValueError."""

    def __init__(self, model: Model, groups: Iterable[Chosen] = ()) -> None:
        self.model = model
        self.groups: dict[int, Chosen] = {}
        self.free = np.ones(len(model.people), bool)
        self.left = model.capacity.copy()
        self.busy = set(model.busy)
        self.worth = 0
        for group in groups:
            self.add(group)

    def add(self, group: Chosen) -> None:
        if not self.takes(group):
            raise ValueError("the group shares a spot, a person or a facilitator with another")
        self.groups[self.spot_of(group)] = group
        self.free[list(group.members)] = False
        self._lead(group, 1)
        self.worth += self.model.worth_of(group)

    def remove(self, group: Chosen) -> None:
        del self.groups[self.spot_of(group)]
        self.free[list(group.members)] = True
        self._lead(group, -1)
        self.worth -= self.model.worth_of(group)

    def takes(self, group: Chosen) -> bool:
        """Whether the group could be added as it is."""
        time = int(self.model.time[group.candidate])
        return (
            self.spot_of(group) not in self.groups
            and bool(self.free[list(group.members)].all())
            and all(self.left[f] > 0 and (f, time) not in self.busy for f in group.facilitators)
        )

    def leaders(self, candidate: int) -> np.ndarray:
        """Who could lead the candidate beside the groups there are."""
        leaders = self.model.leaders[candidate]
        time = int(self.model.time[candidate])
        return leaders[[bool(self.left[f] > 0) and (int(f), time) not in self.busy for f in leaders]]

    def spot_of(self, group: Chosen) -> int:
        return int(self.model.spot[group.candidate])

    def all(self) -> list[Chosen]:
        """The groups in the order of their candidates."""
        return sorted(self.groups.values(), key=lambda group: group.candidate)

    def copy(self) -> "Draft":
        return Draft(self.model, self.groups.values())

    def _lead(self, group: Chosen, times: int) -> None:
        time = int(self.model.time[group.candidate])
        for leader in group.facilitators:
            self.left[leader] -= times
            (self.busy.add if times > 0 else self.busy.discard)((leader, time))
