"""Made-up shifts of a health house: mornings, afternoons and two evenings a week, guides with wishes and holidays."""

from datetime import time
from itertools import product

import numpy as np

from traedesten.planning.roster import Cover, Question, Shift, Wish, Worker

SHIFTS = (Shift("am", 210, time(9)), Shift("pm", 210, time(13)), Shift("eve", 180, time(17)))
EVENINGS = (1, 3)
REST_MINUTES = 14 * 60


def house(*, guides: int, weeks: int, seed: int = 1) -> Question:
    """Two to three guides on each shift of the weekdays; each guide two shifts a week at most, four wishes."""
    rng = np.random.default_rng(seed)
    days = 7 * weeks
    weekdays = [day for day in range(days) if day % 7 < 5]
    covers = tuple(
        Cover(day, shift.id, 2, 3)
        for day, shift in product(weekdays, SHIFTS)
        if shift.id != "eve" or day % 7 in EVENINGS
    )
    workers, wishes = [], []
    for at in range(guides):
        away = frozenset(int(day) for day in rng.choice(days, int(rng.integers(0, 8)), replace=False))
        cannot = frozenset((day, "eve") for day in range(days)) if rng.random() < 0.4 else frozenset()
        workers.append(Worker(f"g{at:02}", away, cannot, most_a_week=int(rng.integers(1, 4)), most_in_row=3))
        for day in rng.choice(weekdays, 4, replace=False):
            shift = SHIFTS[int(rng.integers(0, 2))].id
            wishes.append(Wish(f"g{at:02}", int(day), shift, bool(rng.random() < 0.5), int(rng.integers(1, 4))))
    return Question(tuple(workers), SHIFTS, days, covers, tuple(wishes), rest_minutes=REST_MINUTES, fairness=2)
