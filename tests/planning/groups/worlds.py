"""Small made-up problems for the tests."""

import random
from itertools import combinations

from traedesten.planning.groups import Band, Facilitator, Group, Person, Problem, Settings, Venue
from traedesten.planning.groups.problem import Key

TIMES = ("mon-am", "tue-eve", "thu-pm")
BANDS = (Band("young", 18, 40), Band("mixed", 18, 120, fit=0.3))
THEMES = ("alone", "grief")


def world(seed: int, people: int = 9, venues: int = 2, facilitators: int = 4, **settings) -> Problem:
    """Groups of two to four people; equal seeds give equal problems."""
    draw = random.Random(seed)
    sizes = {"least": 2, "most": 4, "small_most": 3, "facilitators": 1, "flat": True} | settings
    waiting = tuple(person(draw, f"p{n:03}") for n in range(people))
    pairs = list(combinations([one.id for one in waiting], 2))
    return Problem(
        people=waiting,
        facilitators=tuple(facilitator(draw, f"f{n:02}") for n in range(facilitators)),
        venues=tuple(venue(draw, f"v{n}") for n in range(venues)),
        themes=THEMES,
        bands=BANDS,
        apart=frozenset(draw.sample(pairs, min(len(pairs), people // 4))),
        settings=Settings(**sizes),
    )


def some(draw, values, likely=0.6):
    return frozenset(value for value in values if draw.random() < likely)


def place(draw):
    return draw.uniform(0, 10), draw.uniform(0, 10)


def person(draw, id):
    return Person(
        id,
        weeks=draw.choice([0, 3, 8, 30]),
        gender=draw.choice(["woman", "woman", "man", ""]),
        age=draw.choice([20, 35, 50, 80, None]),
        themes={"alone": draw.choice([0.3, 1.0]), "grief": draw.choice([0.0, 0.6])},
        times=some(draw, TIMES),
        point=draw.choice([place(draw), place(draw), None]),
        reach_km=draw.choice([4.0, 8.0, 20.0, None]),
        small_only=draw.random() < 0.25,
        needs=frozenset({"step_free"}) if draw.random() < 0.15 else frozenset(),
    )


def facilitator(draw, id):
    return Facilitator(
        id, some(draw, TIMES), some(draw, THEMES, 0.8), place(draw), draw.choice([8.0, 30.0]), draw.choice([1, 1, 2])
    )


def venue(draw, id):
    return Venue(id, some(draw, TIMES), place(draw), draw.choice([None, 4, 5]), some(draw, ["step_free"], 0.7))


def best_value(problem: Problem, could_be_in, place_value, verify_group) -> int:
    """The optimum by trying everything: every valid group, then every choice of groups. Without locks and charges."""
    options = []
    for spot in ((venue.id, time) for venue in problem.venues for time in sorted(venue.times)):
        options.append((spot, list(_groups_at(problem, spot, could_be_in, place_value, verify_group))))
    return _best_choice(problem, options, frozenset(), ())


def _groups_at(problem, spot, could_be_in, place_value, verify_group):
    for theme in problem.themes:
        for band in problem.bands:
            key = Key(*spot, theme, band.id)
            empty = Group(key, (), ())
            people = [one for one in problem.people if could_be_in(problem, one, empty)]
            least, most = problem.settings.sizes.get(theme, (problem.settings.least, problem.settings.most))
            for size in range(least, most + 1):
                for members in combinations(people, size):
                    for team in combinations(problem.facilitators, problem.settings.facilitators):
                        group = Group(key, tuple(one.id for one in members), tuple(one.id for one in team))
                        try:
                            verify_group(problem, group)
                        except AssertionError:
                            continue
                        yield group, sum(place_value(problem, one, group) for one in members)


def _best_choice(problem, options, placed, leading) -> int:
    if not options:
        return 0
    (_, _time), groups = options[0]
    best = _best_choice(problem, options[1:], placed, leading)
    capacity = {one.id: one.capacity for one in problem.facilitators}
    for group, value in groups:
        if placed & set(group.members):
            continue
        led = [*leading, *((id, group.key.time) for id in group.facilitators)]
        if len(set(led)) < len(led) or any(sum(id == f for f, _ in led) > capacity[id] for id, _ in led):
            continue
        best = max(best, value + _best_choice(problem, options[1:], placed | set(group.members), tuple(led)))
    return best
