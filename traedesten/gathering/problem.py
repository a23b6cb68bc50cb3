"""The planner's problem for a proposal, with what the coordinator has locked."""

from collections.abc import Iterable
from datetime import datetime
from itertools import combinations

from traedesten.domain.composing import SMALL_MOST, VENUE_MUST_HAVE
from traedesten.gathering.models import GroupProposal, MeetingPlace, ProposedGroup
from traedesten.gathering.queries import Contents, Holds, Pool, contents_of, first_day, how_many, pool_of
from traedesten.groups.models import Seeker, Talk
from traedesten.planning.groups import (
    Band,
    Facilitator,
    Group,
    Limits,
    Locks,
    Person,
    Problem,
    ProblemRefused,
    Settings,
    Venue,
)

FOR_STAYING = 150
"""What it costs in the planner's units to move somebody whom an earlier proposal had placed; a place is 1000."""
KEPT_OF_A_REFUSAL = ("count", "limit")
AT_HOME_KM = 0.5
"""Who can come no kilometre at all comes to what lies where they live."""
STEP = 3
"""Bands of ages begin so many to a span."""
DAYS_A_WEEK = 7


class Refused(Exception):
    """Nothing can be planned; ``code`` says why, ``about`` is what its words need."""

    def __init__(self, code: str, **about):
        super().__init__(code)
        self.code, self.about = code, about


def refuse_hopeless(pool: Pool, waiting: int) -> None:
    """What can be told without planning. Raises ``Refused``."""
    if not waiting:
        raise Refused("nobody")
    if not any(row.is_open and row.times for row in pool.places.values()):
        raise Refused("no_places")
    if sum(holds.room > 0 for holds in pool.holders.values()) < 2:
        raise Refused("no_facilitators")


def refuse_too_many(waiting: int) -> None:
    """Before anybody is read: more than the planner takes are most likely a mistake."""
    if waiting > Limits().people:
        raise Refused("too_large", count=waiting, limit=Limits().people)


def problem_for(row: GroupProposal, now: datetime) -> Problem:
    """Read what there is. Raises ``Refused`` when it can be seen that nothing will come of it."""
    waiting = how_many(row.programmes)
    refuse_too_many(waiting)
    pool = pool_of(row.programmes, now)
    refuse_hopeless(pool, waiting)
    return problem_of(pool, contents_of(row))


def in_codes(refused: Refused | ProblemRefused) -> tuple[str, dict]:
    """Why nothing was planned, as it may be kept."""
    if isinstance(refused, Refused):
        return refused.code, refused.about
    told = {name: refused.params[name] for name in KEPT_OF_A_REFUSAL if name in refused.params}
    return str(refused.params.get("rule", refused.code)), told


def problem_of(pool: Pool, contents: Contents) -> Problem:
    """Everybody ready, everybody able, every free place; locked is what is locked and still holds.

    Who has gone is no longer in it. A locked group whose place or pair has gone is: the planner refuses it in words.
    """
    kept = [row for row in contents.open if row.is_locked]
    able = [volunteer for volunteer, holds in pool.holders.items() if holds.room > 0]
    return Problem(
        people=tuple(_person(pool, row) for row in pool.seekers.values()),
        facilitators=tuple(_facilitator(pool, pool.holders[volunteer]) for volunteer in able),
        venues=tuple(_venue(pool, place, contents) for place in pool.places.values() if place.is_open),
        themes=tuple(sorted(map(str, pool.programmes))),
        bands=tuple(_bands(pool, contents.open)),
        apart=frozenset(
            tuple(sorted((str(one), str(other))))
            for one, others in pool.apart.items()
            for other in others
            if one in pool.seekers and other in pool.seekers
        ),
        likes=_likes(pool, able),
        settings=Settings(
            sizes={str(key): (row.smallest, row.largest) for key, row in pool.programmes.items()},
            small_most=SMALL_MOST,
            longest_wait=min(row.late_after_days for row in pool.programmes.values()) / DAYS_A_WEEK,
            charge=FOR_STAYING if contents.open else 0,
        ),
        locks=_locks(pool, contents, kept),
        earlier=tuple(_group(pool, contents, row) for row in contents.open if not row.is_locked),
    )


def _person(pool: Pool, row: Seeker) -> Person:
    """Who does not speak what is spoken here can be in no programme: the planner then says so."""
    talk = pool.told.get(row.pk)
    return Person(
        id=str(row.pk),
        weeks=row.waited_weeks(pool.today),
        gender=row.gender if row.gender in ("woman", "man") else "",
        age=row.age(pool.today),
        themes={str(row.programme_id): 1.0} if talk and _speaks(pool, talk) else {},
        times=frozenset(talk.times if talk else ()),
        point=row.area.point if row.area else None,
        reach_km=max(talk.reach_km, AT_HOME_KM) if talk and talk.reach_km is not None else None,
        small_only=bool(talk and talk.small_only),
        needs=frozenset(
            VENUE_MUST_HAVE[need] for need in (talk.access_needs if talk else ()) if need in VENUE_MUST_HAVE
        ),
    )


def _speaks(pool: Pool, talk: Talk) -> bool:
    return not talk.languages or pool.language in talk.languages


def _facilitator(pool: Pool, holds: Holds) -> Facilitator:
    row = holds.facilitator
    return Facilitator(
        id=str(row.volunteer_id),
        times=frozenset(
            slot for slot in row.times if slot not in holds.slots and not holds.is_away(first_day(slot, pool.today))
        ),
        themes=frozenset(map(str, pool.programmes)),
        capacity=holds.room,
        venues=frozenset(str(place.pk) for place in pool.places.values() if holds.comes_to(place)),
    )


def _venue(pool: Pool, place: MeetingPlace, contents: Contents) -> Venue:
    """Without the slots where a group meets already, or for which the coordinator wanted no group."""
    free = (slot for slot in place.times if pool.is_free(place, slot) and (place.pk, slot) not in contents.dropped)
    return Venue(
        id=str(place.pk),
        times=frozenset(free),
        point=place.area.point if place.area else None,
        seats=place.seats,
        access=frozenset(place.venue_has),
    )


def _bands(pool: Pool, groups: Iterable[ProposedGroup]) -> list[Band]:
    """For each programme of its span, overlapping, from the youngest to the oldest; and those that groups have."""
    found = {(row.programme_id, row.low, row.high) for row in groups}
    for programme in pool.programmes.values():
        waiting = (row.age(pool.today) for row in pool.seekers.values() if row.programme_id == programme.pk)
        ages = [age for age in waiting if age is not None] or [programme.minimum_age]
        low, span = min(ages), programme.age_span
        found.add((programme.pk, low, low + span))
        while low + span < max(ages):
            low += max(1, span // STEP)
            found.add((programme.pk, low, low + span))
    return [
        Band(f"{low}-{high}@{programme}", low, high, theme=str(programme))
        for programme, low, high in sorted(found, key=str)
    ]


def _likes(pool: Pool, able: list) -> frozenset[tuple[str, str]]:
    """Pairs who wish for each other; and, for those who must not be with somebody, all others before it."""
    wary = {one for pair in pool.never for one in pair}
    pairs = [frozenset(pair) for pair in combinations(sorted(able, key=str), 2)]
    chosen = [pair for pair in pairs if pair not in pool.never and (pair in pool.likes or pair & wary)]
    return frozenset(tuple(sorted(map(str, pair))) for pair in chosen)


def _group(pool: Pool, contents: Contents, row: ProposedGroup) -> Group:
    members = [seat.seeker_id for seat in contents.seats[row.pk] if seat.seeker_id in pool.seekers]
    return Group(row.key, tuple(sorted(map(str, members))), tuple(map(str, row.pair)))


def _locks(pool: Pool, contents: Contents, kept: list[ProposedGroup]) -> Locks:
    inside, left_out, key_of = [], [], {row.pk: row.key for row in contents.open}
    locked_groups = {row.pk for row in kept}
    for group_id, seats in contents.seats.items():
        for seat in seats:
            if not seat.is_locked or seat.seeker_id not in pool.seekers or group_id in locked_groups:
                continue
            if group_id is None:
                left_out.append(str(seat.seeker_id))
            elif group_id in key_of:
                inside.append((str(seat.seeker_id), key_of[group_id]))
    return Locks(
        inside=frozenset(inside),
        kept=tuple(_group(pool, contents, row) for row in kept),
        left_out=frozenset(left_out),
    )
