"""What is refused before planning begins, in words that say which row is wrong."""

from collections import Counter
from collections.abc import Iterable
from math import isfinite

from traedesten.planning.groups.errors import BadInput, LocksContradict, TooLarge
from traedesten.planning.groups.model import CLASSES
from traedesten.planning.groups.problem import Group, Key, Problem


def check(problem: Problem) -> None:
    """Raises BadInput, TooLarge or LocksContradict; nothing when the problem can be planned."""
    _check_sizes(problem)
    _check_settings(problem)
    _check_rows(problem)
    _check_pairs(problem)
    _check_locks(problem)


def _check_sizes(problem: Problem) -> None:
    limits = problem.settings.limits
    for what in ("people", "facilitators", "venues"):
        count, limit = len(getattr(problem, what)), getattr(limits, what)
        if count > limit:
            raise TooLarge(f"{count} {what}, at most {limit}", what=what, count=count, limit=limit)
    for row in (*problem.people, *problem.facilitators, *problem.venues):
        if len(row.times) > limits.times:
            message = f"{row.id} has {len(row.times)} weekly times, at most {limits.times}"
            raise TooLarge(message, what="times", id=row.id, count=len(row.times), limit=limits.times)


def _check_settings(problem: Problem) -> None:
    settings = problem.settings
    for least, most in ((settings.least, settings.most), *settings.sizes.values()):
        if not 1 <= least <= most:
            raise BadInput(f"group sizes from {least} to {most}", field="least")
    if settings.small_most < 1 or settings.alone < 1 or settings.facilitators < 0:
        raise BadInput("small_most and alone are at least 1, facilitators at least 0", field="small_most")
    amounts = [getattr(settings.weights, name) for name in ("place", "theme", "band", "near", "weeks_cap")]
    if not all(isfinite(amount) and 0 <= amount <= 1e6 for amount in (*amounts, settings.charge)):
        raise BadInput("weights and charge are from 0 to a million", field="weights")
    if settings.weights.weeks_cap <= 0:
        raise BadInput("weeks_cap must be above 0", field="weeks_cap")


def _check_rows(problem: Problem) -> None:
    for what in ("people", "facilitators", "venues", "bands"):
        _check_unique(what, (row.id for row in getattr(problem, what)))
    _check_unique("themes", problem.themes)
    for person in problem.people:
        if not isfinite(person.weeks) or person.weeks < 0:
            raise BadInput(f"{person.id} has waited {person.weeks} weeks", field="weeks", id=person.id)
        if person.gender not in CLASSES:
            raise BadInput(f"{person.id} has gender {person.gender!r}", field="gender", id=person.id)
        if not all(0 <= fit <= 1 for fit in person.themes.values()):
            raise BadInput(f"{person.id} has a theme outside 0–1", field="themes", id=person.id)
    for facilitator in problem.facilitators:
        if facilitator.capacity < 0:
            raise BadInput(f"{facilitator.id} has a capacity below 0", field="capacity", id=facilitator.id)
    for row in (*problem.people, *problem.facilitators):
        if row.reach_km is not None and not row.reach_km > 0:
            raise BadInput(f"{row.id} has a reach of {row.reach_km} km", field="reach_km", id=row.id)
    for row in (*problem.people, *problem.facilitators, *problem.venues):
        if row.point is not None and not _is_point(row.point, flat=problem.settings.flat):
            raise BadInput(f"{row.id} is at {row.point}", field="point", id=row.id)


def _is_point(point: tuple[float, float], *, flat: bool) -> bool:
    if len(point) != 2 or not all(isfinite(side) for side in point):
        return False
    return flat or (-90 <= point[0] <= 90 and -180 <= point[1] <= 180)


def _check_unique(what: str, ids: Iterable[str]) -> None:
    twice = sorted(id for id, count in Counter(ids).items() if count > 1)
    if twice:
        raise BadInput(f"{what} with the same id: {', '.join(twice)}", field=what, id=twice[0])


def _check_pairs(problem: Problem) -> None:
    people, facilitators = _ids(problem.people), _ids(problem.facilitators)
    for what, pairs, known in (("apart", problem.apart, people), ("likes", problem.likes, facilitators)):
        for one, other in pairs:
            if one == other or one not in known or other not in known:
                raise BadInput(f"{what}: {one} and {other} are no pair of those given", field=what, id=one)


def _ids(rows) -> set[str]:
    return {row.id for row in rows}


def _check_locks(problem: Problem) -> None:
    locks, people = problem.locks, _ids(problem.people)
    kept = [member for group in locks.kept for member in group.members]
    named = {*kept, *locks.left_out, *(person for person, _ in (*locks.inside, *locks.outside))}
    for person in sorted(named - people):
        raise LocksContradict(f"{person} is locked but does not wait", rule="person_gone", person=person)
    placed = Counter(kept) + Counter(person for person, _ in locks.inside)
    for person in sorted(placed):
        if placed[person] > 1:
            raise LocksContradict(f"{person} is locked into two groups", rule="two_groups", person=person)
        if person in locks.left_out:
            raise LocksContradict(f"{person} is both placed and left out", rule="left_out", person=person)
    outside = {(person, key.venue, key.time) for person, key in locks.outside}
    for person, key in sorted(locks.inside):
        if (person, key.venue, key.time) in outside:
            raise LocksContradict(f"{person} is both in and not in a group", rule="in_and_out", person=person)
    _check_places(problem)
    _check_kept_facilitators(problem, locks.kept)


def _check_places(problem: Problem) -> None:
    """Every locked group has a venue that is open then, a theme and a band; one group at a place and time."""
    opens = {(venue.id, time) for venue in problem.venues for time in venue.times}
    bands = {band.id for band in problem.bands}
    spots: dict[tuple[str, str], Key] = {}
    kept = [group.key for group in problem.locks.kept]
    for key in sorted({*kept, *(key for _, key in problem.locks.inside)}):
        if (key.venue, key.time) not in opens:
            raise LocksContradict(f"{key.venue} is not open at {key.time}", rule="venue_closed", key=key)
        if key.theme not in problem.themes or key.band not in bands:
            raise LocksContradict(f"unknown theme or band in {tuple(key)}", rule="unknown_group", key=key)
        if spots.setdefault((key.venue, key.time), key) != key:
            raise LocksContradict(f"two groups at {key.venue}, {key.time}", rule="one_room", key=key)
    for key, count in Counter(kept).items():
        if count > 1 or any(key == inside for _, inside in problem.locks.inside):
            raise LocksContradict(f"{tuple(key)} is kept as it is, and nobody can be put in", rule="kept", key=key)


def _check_kept_facilitators(problem: Problem, kept: tuple[Group, ...]) -> None:
    known = _ids(problem.facilitators)
    hours: Counter[tuple[str, str]] = Counter()
    for group in kept:
        for facilitator in group.facilitators:
            hours[facilitator, group.key.time] += 1
            if facilitator not in known:
                raise LocksContradict(
                    f"{facilitator} of a kept group is gone", rule="facilitator_gone", id=facilitator
                )
            if hours[facilitator, group.key.time] > 1:
                message = f"{facilitator} would lead two groups at {group.key.time}"
                raise LocksContradict(message, rule="facilitator_twice", id=facilitator)
