"""The worlds that a reader cannot tell from the real one.

A world gives each part of the population a whole number of persons. It agrees with what is shown when every
shown figure comes out the same. Small counts are safe as long as there is a world in which they are not small:
then no reckoning, however clever, can tell that they are. HiGHS looks for such worlds; each one found is tried
again in whole numbers, so that nothing rests on the solver's tolerances.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

SECONDS = 20.0
"""No answer in this time counts as no world: then more is hidden, not less."""


@dataclass(frozen=True)
class Knowledge:
    """What readers know: `rows` (m, n) of 0 and 1 over the n parts, and each sum's `low` and `high` (m,)."""

    rows: csr_array
    low: np.ndarray
    high: np.ndarray

    def admits(self, world: np.ndarray) -> bool:
        """Whether a world of whole numbers agrees with all of it."""
        sums = self.rows @ world
        return bool((world >= 0).all() and (sums >= self.low).all() and (sums <= self.high).all())

    def only(self, kept: np.ndarray) -> "Knowledge":
        return Knowledge(self.rows[kept], self.low[kept], self.high[kept])


class Worlds:
    """All worlds found so far. One that agrees with what is known today serves again, whatever it was sought for."""

    def __init__(self, targets: csr_array, k: int):
        self.targets, self.k = targets, k
        self.found: list[np.ndarray] = []

    def certain(self, knowledge: Knowledge) -> np.ndarray:
        """Which of the targets readers can be certain lie below k, as True."""
        open_ = self._left_open(knowledge)
        for target in np.flatnonzero(open_):
            if open_[target]:
                self._raised(knowledge, open_, np.array([target]))
        return open_

    def any_certain(self, knowledge: Knowledge) -> bool:
        open_ = self._left_open(knowledge)
        return any(
            open_[target] and not self._raised(knowledge, open_, np.array([target]))
            for target in np.flatnonzero(open_)
        )

    def serve(self, knowledge: Knowledge, target: int) -> bool:
        """Whether a world found before raises this target."""
        row = self.targets[[target]]
        return any((row @ world)[0] >= self.k and knowledge.admits(world) for world in reversed(self.found))

    def _left_open(self, knowledge: Knowledge) -> np.ndarray:
        """The targets that neither the worlds found before raise, nor new ones sought for many at once."""
        open_ = np.ones(self.targets.shape[0], dtype=bool)
        for world in reversed(self.found):
            if open_.any() and knowledge.admits(world):
                open_ &= (self.targets @ world) < self.k
        while open_.any() and self._raised(knowledge, open_, np.flatnonzero(open_)):
            pass
        return open_

    def _raised(self, knowledge: Knowledge, open_: np.ndarray, sought: np.ndarray) -> bool:
        """Seek one world for some targets, close all that it raises to k, and say whether it raised any."""
        world = _fullest(knowledge, self.targets[sought], self.k)
        if world is None:
            return False
        raised = open_ & ((self.targets @ world) >= self.k)
        if raised.any():
            self.found.append(world)
        open_ &= ~raised
        return bool(raised.any())


def _fullest(knowledge: Knowledge, targets: csr_array, k: int) -> np.ndarray | None:
    """A world in which the targets have as many persons as can be, counting none beyond k."""
    n, t = knowledge.rows.shape[1], targets.shape[0]
    capped = hstack([-targets, identity(t, format="csr")])
    known = hstack([knowledge.rows, csr_array((knowledge.rows.shape[0], t))])
    found = milp(
        c=np.append(np.zeros(n), -np.ones(t)),
        constraints=[
            LinearConstraint(known.tocsr(), knowledge.low, knowledge.high),
            LinearConstraint(capped.tocsr(), -np.inf, 0),
        ],
        bounds=Bounds(0, np.append(np.full(n, np.inf), np.full(t, float(k)))),
        integrality=np.append(np.ones(n), np.zeros(t)),
        options={"time_limit": SECONDS},
    )
    if found.x is None:
        return None
    world = np.rint(found.x[:n]).astype(np.int64)
    return world if knowledge.admits(world) else None


def cheapest(
    knowledge: Knowledge, target: csr_array, k: int, costs: Sequence[float]
) -> tuple[np.ndarray, np.ndarray] | None:
    """A world in which the target (1, n) has k, and which sums are other in it, as True: those to stop showing.

    `costs` (m,): of moving a sum by one; infinite for those that cannot be taken back. None if nothing helps.
    """
    m, n = knowledge.rows.shape
    costs = np.asarray(costs, float)
    free = np.isfinite(costs)
    slack = identity(m, format="csr")[:, np.flatnonzero(free)]
    rows = hstack([knowledge.rows, slack, -slack])
    wanted = hstack([target, csr_array((1, 2 * int(free.sum())))])
    low, high = np.append(knowledge.low, k), np.append(knowledge.high, np.inf)
    found = milp(
        c=np.concatenate([np.zeros(n), costs[free], costs[free]]),
        constraints=[LinearConstraint(vstack([rows, wanted]).tocsr(), low, high)],
        bounds=Bounds(0, np.inf),
        integrality=np.append(np.ones(n), np.zeros(2 * int(free.sum()))),
        options={"time_limit": SECONDS},
    )
    if found.x is None:
        return None
    world = np.maximum(np.rint(found.x[:n]), 0).astype(np.int64)
    sums = knowledge.rows @ world
    moved = (sums < knowledge.low) | (sums > knowledge.high)
    is_right = (target @ world)[0] >= k and not (moved & ~free).any()
    return (world, moved) if is_right else None
