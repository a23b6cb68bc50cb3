"""A few groups that could exchange people, with those left over who could join them."""

import numpy as np

from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.model import Chosen, Model


class Neighbourhoods:
    """Draws neighbourhoods of a draft; deterministic by its seed."""

    def __init__(self, model: Model, seed: int = 1) -> None:
        self.model = model
        self.draw = np.random.default_rng(seed)
        self.can = np.zeros((int(model.spot.max(initial=-1)) + 1, len(model.people)), bool)
        self.can[model.spot[model.candidate], model.person] = True
        marks = self.can.astype(np.float32)
        self.shared = marks @ marks.T / np.sqrt(np.maximum(1, np.outer(marks.sum(1), marks.sum(1))))
        """How much alike the people of two spots are: 1 for the same people."""

    def groups(self, draft: Draft, count: int) -> list[Chosen]:
        """Those nearest a drawn spot, with some chance in it, and how near they are."""
        groups = draft.all()
        if len(groups) <= count:
            return groups
        start = int(self.draw.integers(len(self.can)))
        spots = [draft.spot_of(group) for group in groups]
        near = self.shared[start, spots] * self.draw.uniform(0.3, 1.0, len(groups))
        return [groups[at] for at in np.argsort(-near, kind="stable")[:count]]

    def people(self, draft: Draft, broken: list[Chosen], extra: int) -> np.ndarray:
        """Marks: the members, and the people left over who could be at most of the spots."""
        inside = np.zeros(len(self.model.people), bool)
        for group in broken:
            inside[list(group.members)] = True
        spots = [int(self.model.spot[group.candidate]) for group in broken]
        could = self.can[spots].sum(axis=0) * self.draw.uniform(0.5, 1.0, len(inside))
        could[~draft.free | inside] = 0
        chosen = np.argsort(-could, kind="stable")[:extra]
        inside[chosen[could[chosen] > 0]] = True
        return inside
