"""Why everyone in a group is there: the rules passed, what the place is worth and from what, and the second best."""

import numpy as np

from traedesten.planning.groups.draft import Draft
from traedesten.planning.groups.fitting import Fitting
from traedesten.planning.groups.model import Chosen, Model
from traedesten.planning.groups.problem import Band, Group, Key, Person, Problem, Venue
from traedesten.planning.groups.proposal import Gathering, Member, Reason, Second


class Explaining:
    """Explains the groups of one plan. Positions as in `Fitting` and `Model`."""

    def __init__(self, problem: Problem, fitting: Fitting, model: Model, groups: list[Chosen]) -> None:
        self.problem, self.fitting, self.model, self.groups = problem, fitting, model, groups
        self.draft = Draft(model, groups)
        self.venue_at = {venue.id: at for at, venue in enumerate(fitting.venues)}
        self.bands = {band.id: band for band in problem.bands}
        self.earlier = {member: group.key for group in problem.earlier for member in group.members}

    def named(self, group: Chosen) -> Group:
        return Group(
            self.model.keys[group.candidate],
            tuple(self.model.people[at].id for at in group.members),
            tuple(self.model.facilitators[at].id for at in group.facilitators),
        )

    def all_groups(self) -> list[Group]:
        """Planned and kept groups by key."""
        return sorted([*map(self.named, self.groups), *self.problem.locks.kept], key=lambda group: group.key)

    def changes(self) -> tuple[int, int]:
        """How many people of the earlier proposal have moved or lost their place, out of how many who could."""
        locks = self.problem.locks
        kept = {member for group in locks.kept for member in group.members}
        judged = {person.id for person in self.fitting.people} & set(self.earlier) - kept - locks.left_out
        now = {member: group.key for group in self.all_groups() for member in group.members}
        return sum(now.get(person) != self.earlier[person] for person in judged), len(judged)

    def gatherings(self) -> tuple[Gathering, ...]:
        planned = [self._gathering(group) for group in self.groups]
        kept = [Gathering(group, 0, (), (), kept=True) for group in self.problem.locks.kept]
        return tuple(sorted([*planned, *kept], key=lambda gathering: gathering.group.key))

    def _gathering(self, group: Chosen) -> Gathering:
        members = tuple(self._member(group, at) for at in group.members)
        return Gathering(self.named(group), self.model.value_of(group), self._group_rules(group), members)

    def _group_rules(self, group: Chosen) -> tuple[Reason, ...]:
        model = self.model
        count = len(group.members)
        small = sum(bool(model.small[at]) for at in group.members)
        least, most, small_most = model.size(group.candidate)
        women, men = (int((model.gender[list(group.members)] == kind).sum()) for kind in (0, 1))
        seats = self._venue(group).seats
        rules = [
            Reason(
                "size",
                {"count": count, "least": least, "most": small_most if small else most, "small_only": small},
            ),
            Reason("genders", {"women": women, "men": men, "alone": model.alone}),
            Reason("facilitators", {"count": len(group.facilitators)}),
        ]
        if seats is not None:
            rules.append(Reason("seats", {"seats": seats, "taken": count + len(group.facilitators)}))
        return tuple(rules)

    def _venue(self, group: Chosen) -> Venue:
        return self.fitting.venues[self.venue_at[self.model.keys[group.candidate].venue]]

    def _member(self, group: Chosen, at: int) -> Member:
        key = self.model.keys[group.candidate]
        person = self.fitting.people[at]
        entry = self.model.entry(group.candidate, at)
        value = int(self.model.value[entry])
        rules = self.rules(at, key)
        return Member(
            person=person.id,
            value=value,
            rules=tuple(rule for rule, holds in rules if holds),
            reasons=self._reasons(at, key),
            unknown=_unknown(person),
            overridden=tuple(rule for rule, holds in rules if not holds),
            second=self._second(group, at, value),
        )

    def rules(self, at: int, key: Key) -> list[tuple[Reason, bool]]:
        """The hard rules between a person and a group, and whether each holds; what is not known is not listed."""
        fitting, person, venue = self.fitting, self.fitting.people[at], self.venue_at[key.venue]
        km = float(fitting.km[at, venue])
        band = self.bands[key.band]
        found = [
            (Reason("time", {"time": key.time}), key.time in person.times),
            (Reason("theme", {"theme": key.theme}), person.themes.get(key.theme, 0) > 0),
        ]
        if person.reach_km is not None and not np.isnan(km):
            reach = Reason("distance", {"km": round(km, 1), "reach_km": round(person.reach_km, 1)})
            found.append((reach, bool(fitting.in_reach[at, venue])))
        if person.needs:
            needs = Reason("access", {"needs": tuple(sorted(person.needs))})
            found.append((needs, bool(fitting.access[at, venue])))
        if person.age is not None:
            age = Reason("age", {"age": person.age, "low": band.low, "high": band.high})
            found.append((age, _in_band(person.age, band)))
        others = len(self.model.apart.get(at, ()))
        if others:
            found.append((Reason("apart", {"count": others}), True))
        return found

    def _reasons(self, at: int, key: Key) -> tuple[Reason, ...]:
        """What the value is made of; together, rounded, the value."""
        weights, fitting, person = self.problem.settings.weights, self.fitting, self.fitting.people[at]
        priority = float(fitting.priority[at])
        fit, near = person.themes.get(key.theme, 0.0), float(fitting.near[at, self.venue_at[key.venue]])
        km = float(fitting.km[at, self.venue_at[key.venue]])
        parts = [
            Reason("place", {}, weights.place),
            Reason("waited", {"weeks": round(person.weeks, 1)}, weights.place * (priority - 1)),
            Reason("theme", {"theme": key.theme, "fit": fit}, priority * weights.theme * fit),
            Reason("band", {"band": key.band}, priority * weights.band * self.bands[key.band].fit),
            Reason("near", {"km": None if np.isnan(km) else round(km, 1)}, priority * weights.near * near),
        ]
        if self.earlier.get(person.id) == key and self.problem.settings.charge:
            parts.append(Reason("stays", {}, round(self.problem.settings.charge)))
        return tuple(reason for reason in parts if reason.weight > 0)

    def _second(self, group: Chosen, at: int, value: int) -> Second | None:
        """The other group of the plan where the person would do best; one with room before one without."""
        found = []
        for other in self.groups:
            entry = self.model.entry(other.candidate, at) if other is not group else None
            if entry is not None:
                full = not self.model.fits(other.candidate, sorted({*other.members, at}))
                found.append(Second(self.model.keys[other.candidate], value - int(self.model.value[entry]), full))
        return min(found, key=lambda second: (second.full, second.cost, second.key), default=None)


def _in_band(age: float, band: Band) -> bool:
    return band.low <= age <= band.high


def _unknown(person: Person) -> tuple[str, ...]:
    told = {"age": person.age is not None, "gender": bool(person.gender), "point": person.point is not None}
    told["reach_km"] = person.reach_km is not None
    return tuple(name for name, known in told.items() if not known)
