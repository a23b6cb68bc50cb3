"""Stones for one person: where they could go now, where that could lead, and why; no network, no model.

`lay(problem)` is the whole of it. Words are ranked by `planning.search` before, and come as `Problem.words`.
"""

from traedesten.planning.stones.path import lay, weigh
from traedesten.planning.stones.problem import (
    AlreadyTried,
    Path,
    Person,
    Problem,
    Reason,
    Step,
    Stone,
    step_now,
)

__all__ = ["AlreadyTried", "Path", "Person", "Problem", "Reason", "Step", "Stone", "lay", "step_now", "weigh"]
