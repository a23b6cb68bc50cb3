"""Living through a season week by week with one way of choosing, and what hindsight would have done."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.waiting_lists import Season
from traedesten.planning.assignment import Pairs, best
from traedesten.planning.prices import Past, learn, plan_week

Choose = Callable[[Pairs, np.ndarray, float, float], np.ndarray]
"""Those who wait, weeks each has waited, weeks left of the season, longest wait → indices of the pairs taken."""


@dataclass(frozen=True)
class Lived:
    """Weeks waited are of those who were placed. The last two count people who waited past the maximum: all, and
    those for whom a place they could have had was free at a time when they had.
    """

    value: int
    placed: int
    mean_wait: float
    longest_wait: int
    past_maximum: int
    past_maximum_beside_a_free_place: int


def live_through(season: Season, choose: Choose, *, longest: int) -> Lived:
    """Everybody who has come and is not placed waits; a place that is taken stays taken."""
    pairs, free = season.pairs, season.pairs.capacity.copy()
    waiting, taken, waits = np.zeros(0, np.int64), [], []
    passed, wronged = set(), set()
    for week in range(season.weeks + longest + 1):
        waiting = np.concatenate([waiting, np.flatnonzero(season.arrival == week)])
        rows, number = _of(pairs, waiting)
        weeks = week - season.arrival[waiting]
        chosen = rows[choose(_part(pairs, rows, number, free), weeks, season.weeks - week - 1, longest)]
        free = free - np.bincount(pairs.guide[chosen], minlength=len(free))
        taken += chosen.tolist()
        waits += (week - season.arrival[pairs.person[chosen]]).tolist()
        waiting = np.setdiff1d(waiting, pairs.person[chosen])
        late = set(waiting[week - season.arrival[waiting] >= longest].tolist())
        passed |= late
        wronged |= late & set(pairs.person[free[pairs.guide] > 0].tolist())
    value = int(pairs.value[taken].sum())
    return Lived(value, len(taken), float(np.mean(waits)), max(waits), len(passed), len(wronged))


def hindsight(season: Season) -> int:
    """What it would have been worth to know everybody from the beginning."""
    return best(season.pairs).value


def by_arrival(pairs: Pairs, weeks: np.ndarray, left: float, longest: float) -> np.ndarray:
    """One after the other, the longest waiting first, each the best guide who has a place."""
    free, taken = pairs.capacity.copy(), []
    for person in np.argsort(-weeks, kind="stable"):
        own = np.flatnonzero((pairs.person == person) & (free[pairs.guide] > 0))
        if len(own):
            taken.append(own[np.argmax(pairs.value[own])])
            free[pairs.guide[taken[-1]]] -= 1
    return np.array(taken, np.int64)


def by_week(pairs: Pairs, weeks: np.ndarray, left: float, longest: float) -> np.ndarray:
    """The best for all who wait this week."""
    return best(pairs).chosen


def by_prices(past: Past, samples: int = 12) -> Choose:
    """As `by_week`, minus prices learnt from another season."""

    def choose(pairs: Pairs, weeks: np.ndarray, left: float, longest: float) -> np.ndarray:
        prices = learn(past, pairs, left, samples=samples, seed=abs(int(left)))
        return plan_week(pairs, prices, weeks, longest).assignment.chosen

    return choose


def _of(pairs: Pairs, people: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    number = np.full(pairs.people, -1)
    number[people] = np.arange(len(people))
    return np.flatnonzero(number[pairs.person] >= 0), number


def _part(pairs: Pairs, rows: np.ndarray, number: np.ndarray, free: np.ndarray) -> Pairs:
    return Pairs(int(number.max()) + 1, free, number[pairs.person[rows]], pairs.guide[rows], pairs.value[rows])
