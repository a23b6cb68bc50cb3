"""Every hard rule of a plan, read straight from the problem: nothing here is shared with the planner."""

from collections.abc import Sequence
from math import asin, cos, hypot, radians, sin, sqrt

from traedesten.planning.groups import Group, Problem, Proposal


def km_between(one, other, flat):
    if flat:
        return hypot(one[0] - other[0], one[1] - other[1])
    (lat, lon), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))


def reaches(row, venue, flat):
    if row.point is None or venue.point is None or row.reach_km is None:
        return True
    return km_between(row.point, venue.point, flat) <= row.reach_km


def could_be_in(problem: Problem, person, group: Group) -> bool:
    """Whether the person fits the venue, time, theme and band of a group."""
    venue = next(venue for venue in problem.venues if venue.id == group.key.venue)
    band = next(band for band in problem.bands if band.id == group.key.band)
    return (
        group.key.time in person.times
        and band.theme in (None, group.key.theme)
        and person.themes.get(group.key.theme, 0) > 0
        and (person.age is None or band.low <= person.age <= band.high)
        and person.needs <= venue.access
        and reaches(person, venue, problem.settings.flat)
    )


def place_value(problem: Problem, person, group: Group) -> int:
    """What one place is worth, without any charge."""
    weights = problem.settings.weights
    venue = next(venue for venue in problem.venues if venue.id == group.key.venue)
    band = next(band for band in problem.bands if band.id == group.key.band)
    near = 0.0
    if person.point is not None and venue.point is not None and person.reach_km is not None:
        near = min(1, max(0, 1 - km_between(person.point, venue.point, problem.settings.flat) / person.reach_km))
    priority = 1 + min(person.weeks, weights.weeks_cap) / weights.weeks_cap
    theme = person.themes.get(group.key.theme, 0)
    return round(priority * (weights.place + weights.theme * theme + weights.band * band.fit + weights.near * near))


def verify_group(problem: Problem, group: Group) -> None:
    """The rules within one group."""
    settings = problem.settings
    people = {person.id: person for person in problem.people}
    members = [people[id] for id in group.members]
    venue = next(venue for venue in problem.venues if venue.id == group.key.venue)
    assert group.key.time in venue.times
    assert len(set(group.members)) == len(group.members)
    least, most = settings.sizes.get(group.key.theme, (settings.least, settings.most))
    assert least <= len(members) <= most
    if any(person.small_only for person in members):
        assert len(members) <= settings.small_most
    if venue.seats is not None:
        assert len(members) + len(group.facilitators) <= venue.seats
    for gender in ("woman", "man"):
        assert not 0 < sum(person.gender == gender for person in members) < settings.alone
    for one, other in problem.apart:
        assert not {one, other} <= set(group.members)
    for person in members:
        assert could_be_in(problem, person, group) or (person.id, group.key) in problem.locks.inside
    assert len(set(group.facilitators)) == len(group.facilitators) == settings.facilitators
    leaders = {facilitator.id: facilitator for facilitator in problem.facilitators}
    for facilitator in (leaders[id] for id in group.facilitators):
        assert group.key.time in facilitator.times and group.key.theme in facilitator.themes
        assert reaches(facilitator, venue, settings.flat)
        assert facilitator.venues is None or venue.id in facilitator.venues


def verify(problem: Problem, proposal: Proposal) -> int:
    """Raises AssertionError when any rule is broken; returns the value, counted anew."""
    locks = problem.locks
    for gathering in proposal.gatherings:
        assert gathering.kept == (gathering.group in locks.kept)
        if not gathering.kept:
            verify_group(problem, gathering.group)
    _verify_between(problem, proposal.groups)
    group_of = {member: group.key for group in proposal.groups for member in group.members}
    assert all(group in proposal.groups for group in locks.kept)
    assert all(group_of.get(person) == key for person, key in locks.inside)
    for person, key in locks.outside:
        assert person not in group_of or group_of[person][:2] != (key.venue, key.time)
    assert not locks.left_out & set(group_of)
    assert {left.person for left in proposal.left} | set(group_of) == {person.id for person in problem.people}
    assert not {left.person for left in proposal.left} & set(group_of)
    value = _value(problem, proposal)
    assert value == proposal.value <= proposal.bound + 1e-6
    assert not proposal.proven or proposal.bound < value + 1
    return value


def verify_groups(problem: Problem, groups: Sequence[Group]) -> None:
    """Every rule for bare groups, none of them kept."""
    for group in groups:
        verify_group(problem, group)
    _verify_between(problem, groups)


def _verify_between(problem: Problem, groups: Sequence[Group]) -> None:
    """Each person once, one group at a venue and time, facilitators as often as they can and once at a time."""
    members = [member for group in groups for member in group.members]
    assert len(set(members)) == len(members)
    assert len({(group.key.venue, group.key.time) for group in groups}) == len(groups)
    leading = [(id, group.key.time) for group in groups for id in group.facilitators]
    assert len(set(leading)) == len(leading)
    for facilitator in problem.facilitators:
        kept = sum(facilitator.id in group.facilitators for group in problem.locks.kept)
        assert sum(id == facilitator.id for id, _ in leading) <= max(facilitator.capacity, kept)


def _value(problem: Problem, proposal: Proposal) -> int:
    people = {person.id: person for person in problem.people}
    kept = {member for group in problem.locks.kept for member in group.members}
    group_of = {member: group for group in proposal.groups for member in group.members}
    value = sum(place_value(problem, people[id], group) for id, group in group_of.items() if id not in kept)
    judged = {m: g.key for g in problem.earlier for m in g.members if m in people}
    moved = [m for m, key in judged.items() if m not in kept | problem.locks.left_out]
    moved = [m for m in moved if m not in group_of or group_of[m].key != judged[m]]
    return value - round(problem.settings.charge) * len(moved)
