"""Made-up waiting lists and guides: one list at once, and a season in which people arrive week by week."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from traedesten.planning.assignment import Pairs

LONGEST_WEEKS = 26


@dataclass(frozen=True)
class WaitingList:
    """`pairs` may be given to the planner; `fit` is what each is worth without the waiting; weeks per person."""

    pairs: Pairs
    fit: np.ndarray
    weeks: np.ndarray


def waiting_list(people: int, guides: int, *, degree: int = 30, seed: int = 1, most_places: int = 8) -> WaitingList:
    """About `degree` possible guides each, near by: a third of the nearest, as language, time and gender leave it.

    Fit is 200–1,000 (nearness 400, wishes 400); being placed at all is worth 2,000 and 100 for each week waited.
    """
    rng = np.random.default_rng(seed)
    side = np.sqrt(guides)
    homes, posts = rng.uniform(0, side, (people, 2)), rng.uniform(0, side, (guides, 2))
    km, near = cKDTree(posts).query(homes, k=min(3 * degree, guides))
    possible = rng.random(near.shape) < 1 / 3
    possible[np.arange(people), 0] |= ~possible.any(axis=1)
    person, rank = np.nonzero(possible)
    weeks = np.minimum(rng.exponential(6, people), 40)
    wishes = rng.integers(0, 400, len(person))
    fit = np.rint(400 * np.exp(-km[person, rank] / 2) + wishes + 200).astype(np.int64)
    places = rng.integers(1, most_places + 1, guides)
    waiting = np.rint(2000 + 100 * np.minimum(weeks, LONGEST_WEEKS)).astype(np.int64)
    return WaitingList(Pairs(people, places, person, near[person, rank], fit + waiting[person]), fit, weeks)


@dataclass(frozen=True)
class Season:
    """People arriving over some weeks. `arrival` is the week each comes; the places of `pairs` last all of them."""

    pairs: Pairs
    arrival: np.ndarray
    weeks: int


def season(*, people: int = 600, guides: int = 120, places: int = 600, weeks: int = 26, seed: int = 1) -> Season:
    """The guides are the same for every seed, so that one season can be learnt from another.

    Two thirds could go to almost any guide near by; a third need something few guides have (a language, a wish for
    a woman, evenings), and being placed is worth more to them. The places are as many as the people.
    """
    house, rng = np.random.default_rng(0), np.random.default_rng(1000 + seed)
    posts, skills = house.uniform(0, 10, (guides, 2)), house.random((guides, 6)) < 0.12
    capacity = np.bincount(house.integers(0, guides, places), minlength=guides)
    homes, need = rng.uniform(0, 10, (people, 2)), rng.gamma(2.0, 400, people)
    special = np.where(rng.random(people) < 1 / 3, rng.integers(0, 6, people), -1)
    km = np.hypot(*(homes[:, None] - posts[None]).transpose(2, 0, 1))
    possible = (km < 5) & ((special[:, None] < 0) | skills[:, special].T)
    possible[np.arange(people), km.argmin(axis=1)] |= (special < 0) & ~possible.any(axis=1)
    person, guide = np.nonzero(possible)
    wishes = rng.integers(0, 400, len(person))
    raised = (1 + 0.5 * (special >= 0)) * (500 + need)
    value = np.rint(raised[person] * (0.4 + 0.6 * np.exp(-km[person, guide] / 3)) + wishes).astype(np.int64)
    return Season(Pairs(people, capacity, person, guide, value), np.sort(rng.integers(0, weeks, people)), weeks)
