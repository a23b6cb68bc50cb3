"""Those without a place: which rule binds, and the smallest change that would make a place without moving anybody.

A change is only named when it was tried: either one of the groups would then take the person as it stands, or
the person could open a new group with others who are left.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from math import ceil

import numpy as np

from traedesten.planning.groups.explaining import Explaining
from traedesten.planning.groups.model import Chosen
from traedesten.planning.groups.problem import Problem
from traedesten.planning.groups.proposal import Left, Reason

RELAXATIONS = ("more_times", "mixed_ages", "more_km", "more_facilitators", "more_venue_times")
"""The smallest first; a distance of up to NEAR_KM counts as smaller than mixed ages."""
NEAR_KM = 3
RELAXED_BY = {"time": "more_times", "age": "mixed_ages", "distance": "more_km"}


class Leftovers:
    """The people that a plan leaves out, with the rooms and facilitators that it leaves free."""

    def __init__(self, problem: Problem, why: Explaining) -> None:
        self.problem, self.why, self.model, self.fitting = problem, why, why.model, why.fitting
        self.draft = why.draft
        kept = {member for group in problem.locks.kept for member in group.members}
        out = problem.locks.left_out
        self.waiting = np.array(
            [free and person.id not in kept and person.id not in out
             for free, person in zip(self.draft.free, self.fitting.people, strict=True)], bool
        )  # fmt: skip

    def left(self) -> Iterator[Left]:
        """In the order of longest waiting."""
        out = self.problem.locks.left_out
        people = self.fitting.people
        for at in sorted(range(len(people)), key=lambda at: (-people[at].weeks, people[at].id)):
            if people[at].id in out:
                yield Left(people[at].id, Reason("locked_out"), None)
            elif self.waiting[at]:
                yield Left(people[at].id, self._binding(at), self._relaxation(at))

    def _binding(self, at: int) -> Reason:
        entries = self.model.of_person[at] if len(self.model.person) else ()
        if not len(entries):
            return self._never(at)
        refused = Counter(
            self._refusal(group, at)
            for group in self.draft.all()
            if self.model.entry(group.candidate, at) is not None
        )
        if any(self._lacks_facilitators(int(candidate), at) for candidate in self.model.candidate[entries]):
            return Reason("facilitators")
        if refused:
            code, count = min(refused.items(), key=lambda pair: (-pair[1], pair[0]))
            return Reason(code, {"groups": count})
        return Reason("too_few_people", {"least": int(self.model.least[self.model.candidate[entries]].min())})

    def _never(self, at: int) -> Reason:
        """The first rule after which no group is possible any more."""
        fitting, person = self.fitting, self.fitting.people[at]
        if not person.times:
            return Reason("no_times")
        opens = np.array([[time in venue.times for time in fitting.times] for venue in fitting.venues], bool)
        spots = opens.reshape(len(fitting.venues), len(fitting.times)) & fitting.free[at]
        for code, marks in (("distance", fitting.in_reach[at]), ("access", fitting.access[at])):
            if not spots.any():
                return Reason("times")
            spots = spots & marks[:, None]
            if not spots.any():
                return Reason(code)
        if not (fitting.theme[at] > 0).any():
            return Reason("theme")
        if not fitting.band[at].any():
            return Reason("age")
        leads = fitting.leads_what[:, fitting.theme[at] > 0].any(axis=1)
        able = (fitting.leads_at & leads[:, None]).T.astype(int) @ fitting.leads_when.astype(int)
        if not (able[spots] >= self.model.each).any():
            return Reason("facilitators")
        wished = (theme for theme, fit in zip(self.problem.themes, fitting.theme[at], strict=True) if fit > 0)
        return Reason("too_few_people", {"least": min(self.problem.settings.size(theme)[0] for theme in wished)})

    def _refusal(self, group: Chosen, at: int) -> str:
        """Why a group that the person fits does not take them as it stands."""
        members = {*group.members, at}
        if self.model.apart.get(at, frozenset()) & members:
            return "apart"
        if len(members) > self.model.most[group.candidate]:
            return "full"
        small = any(self.model.small[member] for member in members)
        return "small_full" if small and len(members) > self.model.small_most[group.candidate] else "gender"

    def _lacks_facilitators(self, candidate: int, at: int) -> bool:
        """Whether those left could open a group with the person here, were it not for facilitators."""
        if int(self.model.spot[candidate]) in self.draft.groups:
            return False
        if len(self.draft.leaders(candidate)) >= self.model.each:
            return False
        rows = self.model.person[self.model.entries(candidate)]
        return self._could_open(self.model.size(candidate), rows[self.waiting[rows]], at)

    def _could_open(self, size: tuple[int, int, int], people: np.ndarray, at: int) -> bool:
        """Whether some of the people, the person among them, would be a valid group; tried longest waiting first."""
        members = [at]
        ranked = sorted((int(p) for p in people if p != at), key=lambda p: (-self.fitting.priority[p], p))
        same_first = sorted(ranked, key=lambda p: self.model.gender[p] != self.model.gender[at])
        for other in same_first:
            if not self.model.apart.get(other, frozenset()) & set(members):
                members.append(other)
            if self.model.suits(members, *size):
                return True
        return False

    def _relaxation(self, at: int) -> Reason | None:
        found = [*self._joining(at), *self._opening(at)]
        return min(found, key=_size, default=None)

    def _joining(self, at: int) -> Iterator[Reason]:
        """Groups that would take the person if one rule about time, age or distance gave way."""
        for group in self.draft.all():
            if not self.model.fits(group.candidate, sorted({*group.members, at})):
                continue
            key = self.model.keys[group.candidate]
            broken = [rule for rule, holds in self.why.rules(at, key) if not holds]
            if len(broken) == 1 and broken[0].code in RELAXED_BY:
                yield Reason(RELAXED_BY[broken[0].code], {"group": key, **_amount(broken[0])})

    def _opening(self, at: int) -> Iterator[Reason]:
        """New groups with others who are left, for one more facilitator or one more time of a venue."""
        for entry in self.model.of_person[at] if len(self.model.person) else ():
            candidate = int(self.model.candidate[entry])
            lacking = self.model.each - len(self.draft.leaders(candidate))
            if lacking == 1 and self._lacks_facilitators(candidate, at):
                yield Reason("more_facilitators", {"group": self.model.keys[candidate], "count": 1})
                break
        yield from self._closed_rooms.get(at, ())

    @cached_property
    def _closed_rooms(self) -> dict[int, list[Reason]]:
        """For each person a venue and a time that is not open now but would have a group of those left."""
        fitting = self.fitting
        found: dict[int, list[Reason]] = {}
        ready = fitting.leads_when & (self.draft.left > 0)[:, None]
        for leader, time in self.draft.busy:
            ready[leader, time] = False
        for venue_at, venue in enumerate(fitting.venues):
            near = self.waiting & fitting.in_reach[:, venue_at] & fitting.access[:, venue_at]
            for time_at, time in enumerate(fitting.times):
                people = near & fitting.free[:, time_at]
                leaders = fitting.leads_at[:, venue_at] & ready[:, time_at]
                if time not in venue.times and people.any() and leaders.sum() >= self.model.each:
                    for at in self._gathered(venue.seats, people, leaders):
                        found.setdefault(at, [Reason("more_venue_times", {"venue": venue.id, "time": time})])
        return found

    def _gathered(self, seats: int | None, people: np.ndarray, leaders: np.ndarray) -> Iterator[int]:
        """Those of the people who would be in a valid group of one theme and band."""
        fitting = self.fitting
        for theme, named in enumerate(self.problem.themes):
            if (leaders & fitting.leads_what[:, theme]).sum() < self.model.each:
                continue
            size = self.problem.settings.size(named, seats)
            for band, ages in enumerate(self.problem.bands):
                if ages.theme not in (None, named):
                    continue
                rows = np.flatnonzero(people & (fitting.theme[:, theme] > 0) & fitting.band[:, band])
                if len(rows) >= size[0]:
                    yield from (int(at) for at in rows if self._could_open(size, rows, int(at)))


def _amount(rule: Reason) -> dict[str, object]:
    if rule.code == "distance":
        return {"km": max(1, ceil(float(str(rule.params["km"])) - float(str(rule.params["reach_km"]))))}
    if rule.code == "age":
        age, low, high = (float(str(rule.params[name])) for name in ("age", "low", "high"))
        return {"years": max(low - age, age - high)}
    return {"time": rule.params["time"], "count": 1}


def _size(relaxation: Reason) -> tuple[float, float, str]:
    size = float(str(relaxation.params.get("km", relaxation.params.get("years", 0))))
    rank = float(RELAXATIONS.index(relaxation.code))
    if relaxation.code == "more_km" and size <= NEAR_KM:
        rank = 0.5
    return rank, size, str(sorted(relaxation.params.items()))
