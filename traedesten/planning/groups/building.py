"""From a problem to its model: every possible group with those who could be in it and those who could lead it."""

from collections.abc import Iterator

import numpy as np

from traedesten.planning.groups.errors import LocksContradict, TooLarge
from traedesten.planning.groups.fitting import Fitting, fitting_of
from traedesten.planning.groups.model import CLASSES, Model
from traedesten.planning.groups.problem import Group, Key, Problem

Row = tuple[Key, np.ndarray, np.ndarray, tuple[int, int, int]]
"""A possible group: who could be in it, who could lead it, and its size (``Settings.size``)."""
"""A candidate: its key, the people who could be in it, the facilitators who could lead it (positions)."""


def model_of(problem: Problem, fitting: Fitting | None = None) -> Model:
    """The model of a checked problem. Raises TooLarge, and LocksContradict when a locked group cannot be held."""
    fitting = fitting or fitting_of(problem)
    return _Builder(problem, fitting).model()


class _Builder:
    def __init__(self, problem: Problem, fitting: Fitting) -> None:
        self.problem, self.settings, self.fitting = problem, problem.settings, fitting
        self.person_at = {person.id: at for at, person in enumerate(fitting.people)}
        self.leader_at = {facilitator.id: at for at, facilitator in enumerate(fitting.facilitators)}
        self.time_at = {time: at for at, time in enumerate(fitting.times)}
        self.inside: dict[Key, list[int]] = {}
        for person, key in sorted(problem.locks.inside):
            self.inside.setdefault(key, []).append(self.person_at[person])
        self.locked = self._marked(person for person, _ in problem.locks.inside)
        self.free = fitting.free & ~self.locked[:, None] & ~self._out()[:, None]
        self.kept_spots = {(group.key.venue, group.key.time) for group in problem.locks.kept}
        self.inside_spots = {(key.venue, key.time): key for key in self.inside}
        self.outside = {(person, key.venue, key.time) for person, key in problem.locks.outside}

    def _marked(self, ids) -> np.ndarray:
        marks = np.zeros(len(self.fitting.people), bool)
        marks[[self.person_at[id] for id in ids]] = True
        return marks

    def _out(self) -> np.ndarray:
        kept = (member for group in self.problem.locks.kept for member in group.members)
        return self._marked({*self.problem.locks.left_out, *kept})

    def model(self) -> Model:
        capacity, busy = self._leading()
        rows = self._limited(self._rows(capacity, busy))
        missing = sorted(set(self.inside) - {key for key, *_ in rows})
        if missing:
            raise LocksContradict(f"no group can be held at {tuple(missing[0])}", key=missing[0])
        return self._arrays(rows, capacity, busy)

    def _leading(self) -> tuple[np.ndarray, frozenset[tuple[int, int]]]:
        """What the kept groups leave of every facilitator, and the (facilitator, time) that they take."""
        capacity = np.array([facilitator.capacity for facilitator in self.fitting.facilitators], int)
        busy = set()
        for group in self.problem.locks.kept:
            for id in group.facilitators:
                capacity[self.leader_at[id]] -= 1
                busy.add((self.leader_at[id], self.time_at.get(group.key.time, -1)))
        return np.maximum(capacity, 0), frozenset(busy)

    def _limited(self, rows: Iterator[Row]) -> list[Row]:
        limit, kept = self.settings.limits.candidates, []
        for row in rows:
            kept.append(row)
            if len(kept) > limit:
                raise TooLarge(f"more than {limit} possible groups", what="candidates", limit=limit)
        return kept

    def _rows(self, capacity: np.ndarray, busy: frozenset[tuple[int, int]]) -> Iterator[Row]:
        leads_when = self.fitting.leads_when & (capacity > 0)[:, None]
        for leader, time in busy:
            leads_when[leader, time] = False
        for venue_at, venue in enumerate(self.fitting.venues):
            for time in sorted(venue.times):
                if (venue.id, time) not in self.kept_spots:
                    time_at = self.time_at[time]
                    leads = self.fitting.leads_at[:, venue_at] & leads_when[:, time_at]
                    yield from self._at_spot(venue_at, time_at, leads)

    def _at_spot(self, venue_at: int, time_at: int, leads: np.ndarray) -> Iterator[Row]:
        fitting, problem = self.fitting, self.problem
        venue, time = fitting.venues[venue_at].id, fitting.times[time_at]
        only = self.inside_spots.get((venue, time))
        here = fitting.in_reach[:, venue_at] & fitting.access[:, venue_at] & self.free[:, time_at]
        here &= ~self._marked(p for p, v, t in self.outside if (v, t) == (venue, time))
        for theme_at, theme in enumerate(problem.themes):
            leaders = np.flatnonzero(leads & fitting.leads_what[:, theme_at])
            size = self.settings.size(theme, fitting.venues[venue_at].seats)
            least, most, _ = size
            if len(leaders) < self.settings.facilitators or most < least:
                continue
            wish = here & (fitting.theme[:, theme_at] > 0)
            for band_at, band in enumerate(problem.bands):
                key = Key(venue, time, theme, band.id)
                if (only and key != only) or band.theme not in (None, theme):
                    continue
                people = wish & fitting.band[:, band_at]
                people[self.inside.get(key, [])] = True
                if people.sum() >= least:
                    yield key, np.flatnonzero(people), leaders, size

    def _arrays(self, rows: list[Row], capacity: np.ndarray, busy: frozenset[tuple[int, int]]) -> Model:
        people = self.fitting.people
        spots: dict[tuple[str, str], int] = {}
        spot = [spots.setdefault((key.venue, key.time), len(spots)) for key, *_ in rows]
        least, most, small_most = np.array([size for *_, size in rows], int).reshape(-1, 3).T
        person = np.concatenate([eligible for _, eligible, *_ in rows] or [np.empty(0, int)])
        value = np.concatenate([self._values(key, eligible) for key, eligible, *_ in rows] or [np.empty(0, np.int64)])
        late = self._late()
        late_step, lock_step = self._steps(person, value, late)
        ranks = late_step * late.astype(np.int64) + lock_step * self.locked.astype(np.int64)
        return Model(
            people=people,
            facilitators=self.fitting.facilitators,
            keys=tuple(key for key, *_ in rows),
            first=np.cumsum([0, *(len(eligible) for _, eligible, *_ in rows)]),
            person=person,
            value=value,
            worth=value + ranks[person],
            leaders=tuple(leaders for _, _, leaders, _ in rows),
            spot=np.array(spot, int),
            time=np.array([self.time_at[key.time] for key, *_ in rows], int),
            least=least,
            most=most,
            small_most=small_most,
            gender=np.array([CLASSES.index(one.gender) for one in people], int),
            small=np.array([one.small_only for one in people], bool),
            late=late,
            locked=self.locked,
            capacity=capacity,
            busy=busy,
            apart=self._apart(),
            late_step=late_step,
            lock_step=lock_step,
            alone=self.settings.alone,
            each=self.settings.facilitators,
        )

    def venue_at(self, key: Key) -> int:
        return next(at for at, venue in enumerate(self.fitting.venues) if venue.id == key.venue)

    def _late(self) -> np.ndarray:
        limit = np.inf if self.settings.longest_wait is None else self.settings.longest_wait
        return np.array([person.weeks > limit for person in self.fitting.people], bool)

    def _steps(self, person: np.ndarray, value: np.ndarray, late: np.ndarray) -> tuple[int, int]:
        """What waiting too long is worth: more than all value there is; and a lock: more than both together."""
        best = np.zeros(len(self.fitting.people), np.int64)
        np.maximum.at(best, person, value)
        step = int(best.sum()) + 1
        return step, step * (int(late.sum()) + 1)

    def _values(self, key: Key, eligible: np.ndarray) -> np.ndarray:
        weights, fitting = self.settings.weights, self.fitting
        theme = fitting.theme[eligible, self.problem.themes.index(key.theme)]
        band = next(band for band in self.problem.bands if band.id == key.band)
        near = fitting.near[eligible, self.venue_at(key)]
        sums = weights.place + weights.theme * theme + weights.band * band.fit + weights.near * near
        stays = [at for group in self.problem.earlier if group.key == key for at in self._positions(group)]
        charge = round(self.settings.charge) * np.isin(eligible, stays)
        return np.rint(fitting.priority[eligible] * sums).astype(np.int64) + charge

    def _positions(self, group: Group) -> list[int]:
        return [self.person_at[member] for member in group.members if member in self.person_at]

    def _apart(self) -> dict[int, frozenset[int]]:
        found: dict[int, set[int]] = {}
        for one, other in self.problem.apart:
            a, b = self.person_at[one], self.person_at[other]
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
        return {person: frozenset(others) for person, others in found.items()}
