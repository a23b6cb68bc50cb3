"""Made-up unmet wishes: people and possible places in a plane, the near ones possible."""

import numpy as np

from traedesten.planning.covering import Candidate, Need, Question


def unmet(
    size: int, *, reach: float, open_: int, places: int | None = None, least: int = 0, seed: int = 2
) -> Question:
    """`size` people of weight 1–99 at random in the unit square, a candidate at each that serves within `reach`."""
    rng = np.random.default_rng(seed)
    homes, weight = rng.uniform(0, 1, (size, 2)), rng.integers(1, 100, size)
    near = np.hypot(*(homes[:, None] - homes[None]).transpose(2, 0, 1)) < reach
    needs = tuple(
        Need(str(at), frozenset(map(str, np.flatnonzero(row))), int(weight[at])) for at, row in enumerate(near)
    )
    return Question(needs, tuple(Candidate(str(at), places=places, least=least) for at in range(size)), open_)
