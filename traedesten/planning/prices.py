"""What a place is worth to those who have not come yet, learnt from those who came before.

Where guides are scarce, giving everybody the best guide of the day uses up the few who could have helped
somebody with a greater need next week. So each place has a price: what it would have added, on average, in
seasons drawn from earlier arrivals. A week is then planned by worth minus price, and who would cost more than
they gain waits; those who have waited to the maximum come first and are placed whatever it costs.
Source: N. Ahani, P. Gölz, A. Procaccia, A. Teytelboym and A. Trapp, "Dynamic placement in refugee resettlement",
Operations Research 72 (2024): learnt prices reach 98 % of what hindsight would, choosing at once under 90 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from traedesten.planning.assignment import Assignment, Ints, Pairs, best
from traedesten.planning.guides import Reason

SAMPLES = 12
"""Seasons drawn for one set of prices."""
UNBOUNDED = 2**61


@dataclass(frozen=True)
class Past:
    """Those who came before, as pairs with today's guides (their capacities do not count), and how many came a week.

    Nobody in it needs to be known: only which guides were possible and what each pair was worth.
    """

    pairs: Pairs
    a_week: float

    def __post_init__(self) -> None:
        if self.a_week < 0:
            raise ValueError("fewer than 0 people cannot come in a week")
        if (np.diff(self.pairs.person) < 0).any():
            raise ValueError("the pairs of the past must be in the order of the people")


@dataclass(frozen=True)
class Week:
    """`assignment` for those placed now, its `chosen` indices of the pairs asked about.

    `waiting` are the people (numbers) for whom it is better to wait, because what is possible now is worth more
    to others; `full` those for whom every place is taken. `held_back` counts free places kept for later.
    `overdue` are those at the maximum whom no free place could take.
    """

    assignment: Assignment
    waiting: tuple[int, ...]
    full: tuple[int, ...]
    overdue: tuple[int, ...]
    held_back: int
    reasons: Mapping[int, Reason] = field(hash=False)


def learn(
    past: Past, waiting: Pairs, weeks_left: float, *, samples: int = SAMPLES, seed: int = 1
) -> NDArray[np.float64]:
    """The price of a place with each guide, in the unit of the worths: midway between what one more would add
    and what one fewer would lose, on average over `samples` seasons.

    `waiting` are those who wait now, with the places that are free; `weeks_left` until the places are renewed.
    The same seed gives the same prices; each week wants its own, or one unlucky draw rules the whole season.
    Without anybody in the past, or without time left, only those who wait count.
    """
    rng = np.random.default_rng(seed)
    expected = past.a_week * max(weeks_left, 0.0) if past.pairs.people else 0.0
    total = np.zeros(len(waiting.capacity))
    for _ in range(samples):
        coming = rng.poisson(expected)
        drawn = np.sort(rng.integers(0, max(past.pairs.people, 1), coming))
        season = _season(past.pairs, drawn, waiting)
        assignment = best(season)
        total += (assignment.prices + _losses(season, assignment.chosen)) / 2
    return total / samples


def plan_week(waiting: Pairs, prices: NDArray[np.float64], weeks: NDArray[np.float64], longest: float) -> Week:
    """Who is placed this week. `weeks` each has waited; whoever would pass `longest` by next week comes first.

    The value and the bound of the assignment are in worth minus price.
    """
    if len(weeks) != waiting.people or len(prices) != len(waiting.capacity):
        raise ValueError("weeks must have one entry per person and prices one per guide")
    due = np.asarray(weeks) + 1 > longest
    net = waiting.value - np.rint(prices).astype(np.int64)[waiting.guide]
    assignment = best(replace(waiting, value=net, first=due))
    placed = np.zeros(waiting.people, bool)
    placed[waiting.person[assignment.chosen]] = True
    left = waiting.capacity - np.bincount(waiting.guide[assignment.chosen], minlength=len(waiting.capacity))
    possible = np.zeros(waiting.people, np.int64)
    np.add.at(possible, waiting.person, left[waiting.guide] > 0)
    holds = _held_back(waiting, ~placed, left)
    return Week(
        assignment=assignment,
        waiting=_numbers(~placed & (possible > 0)),
        full=_numbers(~placed & (possible == 0)),
        overdue=_numbers(~placed & due),
        held_back=holds,
        reasons={person: _reason(int(possible[person])) for person in _numbers(~placed)},
    )


def _season(past: Pairs, drawn: Ints, waiting: Pairs) -> Pairs:
    """Those who wait and those drawn, together on the places there are."""
    borders = np.searchsorted(past.person, np.arange(past.people + 1))
    sizes = borders[drawn + 1] - borders[drawn]
    new = np.repeat(np.arange(len(drawn)), sizes)
    starts = np.repeat(borders[drawn] - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes) if len(drawn) else new
    picked = starts + np.arange(len(new))
    return Pairs(
        waiting.people + len(drawn),
        waiting.capacity,
        np.concatenate([waiting.person, waiting.people + new]),
        np.concatenate([waiting.guide, past.guide[picked]]),
        np.concatenate([waiting.value, past.value[picked]]),
    )


def _losses(pairs: Pairs, chosen: Ints) -> Ints:
    """What having one place fewer would cost, per guide: the largest prices at which the optimum stands."""
    guides = len(pairs.capacity)
    full = np.bincount(pairs.guide[chosen], minlength=guides) >= pairs.capacity
    price = np.where(full, UNBOUNDED, 0)
    np.minimum.at(price, pairs.guide[chosen], pairs.value[chosen])
    pair_of = np.full(pairs.people, -1)
    pair_of[pairs.person[chosen]] = chosen
    others = np.flatnonzero(pair_of[pairs.person] >= 0)
    has = pair_of[pairs.person[others]]
    for _ in range(guides):
        before = price.copy()
        step = before[pairs.guide[others]] + pairs.value[has] - pairs.value[others]
        np.minimum.at(price, pairs.guide[has], step)
        if (price == before).all():
            break
    return np.where(price < UNBOUNDED // 2, np.maximum(price, 0), 0)


def _held_back(waiting: Pairs, left: NDArray[np.bool_], free: Ints) -> int:
    """Places that somebody who was left could have had."""
    asked = np.unique(waiting.guide[left[waiting.person]])
    return int(free[asked].sum())


def _reason(places: int) -> Reason:
    return Reason("places_held_back", {"guides": places}) if places else Reason("capacity", {"guides": 0})


def _numbers(which: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(number) for number in np.flatnonzero(which))
