"""Who fits where: the hard rules and the values of a problem as whole matrices.

Rows are people or facilitators by id, columns venues, times, themes and bands in the order of the problem.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from traedesten.domain.geo import EARTH_RADIUS_KM
from traedesten.planning.groups.problem import Facilitator, Person, Problem, Venue


@dataclass(frozen=True, eq=False)
class Fitting:
    """`km` is NaN where a place is unknown; `near` is 1 at the door and 0 at the end of the reach or unknown."""

    people: tuple[Person, ...]
    facilitators: tuple[Facilitator, ...]
    venues: tuple[Venue, ...]
    times: tuple[str, ...]
    km: np.ndarray
    near: np.ndarray
    in_reach: np.ndarray
    access: np.ndarray
    free: np.ndarray
    theme: np.ndarray
    band: np.ndarray
    priority: np.ndarray
    leads_at: np.ndarray
    leads_when: np.ndarray
    leads_what: np.ndarray


def fitting_of(problem: Problem) -> Fitting:
    """The matrices of a problem that `checks` has let through."""
    people = tuple(sorted(problem.people, key=lambda person: person.id))
    facilitators = tuple(sorted(problem.facilitators, key=lambda facilitator: facilitator.id))
    venues = tuple(sorted(problem.venues, key=lambda venue: venue.id))
    times = tuple(sorted(set().union(*(venue.times for venue in venues))))
    flat = problem.settings.flat
    km, reach = distances(people, venues, flat=flat), _reaches(people)
    cap = problem.settings.weights.weeks_cap
    weeks = np.array([person.weeks for person in people], float)
    return Fitting(
        people=people,
        facilitators=facilitators,
        venues=venues,
        times=times,
        km=km,
        near=np.nan_to_num(np.clip(1 - km / reach, 0, 1), nan=0.0) * np.isfinite(reach),
        in_reach=~(km > reach),
        access=_table(people, venues, lambda person, venue: person.needs <= venue.access),
        free=_table(people, times, lambda person, time: time in person.times),
        theme=np.array([[p.themes.get(t, 0.0) for t in problem.themes] for p in people], float).reshape(
            len(people), len(problem.themes)
        ),
        band=_table(
            people, problem.bands, lambda person, band: person.age is None or band.low <= person.age <= band.high
        ),
        priority=1 + np.minimum(weeks, cap) / cap,
        leads_at=~(distances(facilitators, venues, flat=flat) > _reaches(facilitators))
        & _table(facilitators, venues, lambda who, venue: who.venues is None or venue.id in who.venues),
        leads_when=_table(facilitators, times, lambda facilitator, time: time in facilitator.times),
        leads_what=_table(facilitators, problem.themes, lambda facilitator, theme: theme in facilitator.themes),
    )


def distances(rows: Sequence[Person | Facilitator], venues: Sequence[Venue], *, flat: bool) -> np.ndarray:
    """Kilometres from each row to each venue, NaN where either place is unknown."""
    ours, theirs = _points(rows), _points(venues)
    if flat:
        return np.hypot(ours[:, None, 0] - theirs[None, :, 0], ours[:, None, 1] - theirs[None, :, 1])
    (lat, lon), (venue_lat, venue_lon) = np.radians(ours).T[:, :, None], np.radians(theirs).T[:, None, :]
    half = np.sin((venue_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(venue_lat) * np.sin((venue_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1)))


def _points(rows: Sequence[Person | Facilitator | Venue]) -> np.ndarray:
    return np.array([row.point or (np.nan, np.nan) for row in rows], float).reshape(len(rows), 2)


def _reaches(rows: Sequence[Person | Facilitator]) -> np.ndarray:
    return np.array([[np.inf if row.reach_km is None else row.reach_km] for row in rows], float).reshape(len(rows), 1)


def _table(rows, columns, holds) -> np.ndarray:
    table = [[holds(row, column) for column in columns] for row in rows]
    return np.array(table, bool).reshape(len(rows), len(columns))
