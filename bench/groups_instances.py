"""Made-up waiting lists for self-help groups: towns on a plane, working and retired people, too few facilitators.

The draws come in a fixed order, so that values can be compared across programs that use the same recipe:
16 weekly times (three parts of five days, and Saturday morning), five overlapping age bands, five themes of
which 0 is loneliness in general, one venue for 40 people and 22 facilitators for 100.
"""

from math import sqrt

import numpy as np

from traedesten.planning.groups.problem import MAN, WOMAN, Band, Facilitator, Person, Problem, Settings, Venue

WEEKDAYS, PARTS = 5, 3
TIMES = (*tuple(f"{day}-{part}" for day in range(WEEKDAYS) for part in range(PARTS)), "5-0")
THEMES = tuple("01234")
BANDS = (
    Band("18-30", 18, 30),
    Band("25-50", 25, 50),
    Band("45-67", 45, 67),
    Band("60+", 60, 120),
    Band("mixed", 18, 120, fit=0.3),
)
FREE = {"works": (0.05, 0.12, 0.65), "at home": (0.45, 0.5, 0.15), "both": (0.25, 0.35, 0.4)}
"""How likely a part of a weekday (morning, afternoon, evening) is free."""
SATURDAY = 0.35
STEP_FREE = frozenset({"step_free"})


def waiting_list(people: int, seed: int = 1, facilitators_each: float = 0.22) -> Problem:
    """The problem of so many people; equal arguments give equal problems."""
    draw = np.random.default_rng(seed)
    towns = max(1, round(people / 150))
    centres = draw.uniform(0, 15 * sqrt(towns), (towns, 2))
    shares = draw.dirichlet(np.ones(towns) * 3)

    def places(count: int, spread: float) -> np.ndarray:
        return centres[draw.choice(towns, count, p=shares)] + draw.normal(0, spread, (count, 2))

    waiting, points = _people(draw, people, places)
    apart = _apart(draw, points)
    venues = _venues(draw, max(2, round(people / 40)), places)
    facilitators = _facilitators(draw, max(4, round(facilitators_each * people)), places)
    return Problem(waiting, facilitators, venues, THEMES, BANDS, apart, settings=Settings(flat=True))


def _people(draw, count, places):
    points = places(count, 3.0)
    drives = draw.random(count) < 0.45
    reach = np.where(drives, draw.uniform(10, 25, count), draw.uniform(3, 8, count))
    life = draw.choice(3, count, p=[0.4, 0.35, 0.25])
    free = np.array([_free_times(draw, tuple(FREE.values())[kind]) for kind in life])
    ages = np.where(life == 1, draw.integers(45, 91, count), draw.integers(18, 66, count))
    men = draw.random(count) < 0.32
    weeks = np.minimum(draw.exponential(8, count), 40)
    small = draw.random(count) < 0.2
    wheels = draw.random(count) < 0.08
    fits = _theme_fits(draw, count)
    people = tuple(
        Person(
            id=f"p{n:05}",
            weeks=float(weeks[n]),
            gender=MAN if men[n] else WOMAN,
            age=int(ages[n]),
            themes={theme: float(fits[n, at]) for at, theme in enumerate(THEMES)},
            times=_named(free[n]),
            point=tuple(points[n]),
            reach_km=float(reach[n]),
            small_only=bool(small[n]),
            needs=STEP_FREE if wheels[n] else frozenset(),
        )
        for n in range(count)
    )
    return people, points


def _free_times(draw, likely):
    chances = [likely[part] for _ in range(WEEKDAYS) for part in range(PARTS)] + [SATURDAY]
    free = np.array([draw.random() < chance for chance in chances])
    if not free.any():
        free[draw.integers(len(TIMES))] = True
    return free


def _theme_fits(draw, count):
    """The first theme suits everybody a little, one theme fully, and half of them some other."""
    fits = np.zeros((count, len(THEMES)))
    fits[:, 0] = 0.3
    fits[np.arange(count), draw.choice(len(THEMES), count, p=[0.25, 0.25, 0.2, 0.15, 0.15])] = 1
    for row in fits:
        if draw.random() < 0.5:
            second = draw.integers(1, len(THEMES))
            row[second] = max(row[second], 0.6)
    return fits


def _apart(draw, points):
    """One pair in fifteen people who must not meet, among near neighbours."""
    pairs = set()
    for _ in range(max(1, len(points) // 15)):
        one = int(draw.integers(len(points)))
        nearest = np.argsort(np.hypot(*(points - points[one]).T))[1:25]
        other = int(draw.choice(nearest))
        pairs.add((f"p{min(one, other):05}", f"p{max(one, other):05}"))
    return frozenset(pairs)


def _venues(draw, count, places):
    points = places(count, 1.5)
    step_free = draw.random(count) < 0.7
    opens = draw.random((count, len(TIMES))) < 0.4
    return tuple(
        Venue(f"v{n:04}", _named(opens[n]), tuple(points[n]), access=STEP_FREE if step_free[n] else frozenset())
        for n in range(count)
    )


def _facilitators(draw, count, places):
    points = places(count, 3.0)
    reach = draw.uniform(6, 25, count)
    free = draw.random((count, len(TIMES))) < 0.18
    for row in free:
        if not row.any():
            row[draw.integers(len(TIMES))] = True
    leads = draw.random((count, len(THEMES))) < 0.4
    leads[:, 0] = True
    capacity = np.where(draw.random(count) < 0.15, 2, 1)
    return tuple(
        Facilitator(
            id=f"f{n:05}",
            times=_named(free[n]),
            themes=frozenset(theme for theme, led in zip(THEMES, leads[n], strict=True) if led),
            point=tuple(points[n]),
            reach_km=float(reach[n]),
            capacity=int(capacity[n]),
        )
        for n in range(count)
    )


def _named(free):
    return frozenset(time for time, is_free in zip(TIMES, free, strict=True) if is_free)
