"""A proposal as its page shows it: the groups side by side with what is found now, and those who wait on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from traedesten.domain import composing
from traedesten.gathering.models import GroupProposal, ProposedGroup, ProposedSeat
from traedesten.gathering.queries import Contents, Pool, contents_of, first_day, pool_of
from traedesten.groups.models import Seeker
from traedesten.groups.queries.courses import as_person


@dataclass(frozen=True)
class Sits:
    """Somebody in a proposed group, with what was found between them and it."""

    seat: ProposedSeat
    seeker: Seeker
    person: composing.Person
    weeks: int
    findings: list[composing.Finding]


@dataclass(frozen=True)
class Card:
    """One proposed group. ``gone`` have left the pool since; ``faults`` are codes of what else has changed.

    ``findings`` are about the group as a whole, or its pair.
    """

    group: ProposedGroup
    frame: composing.Frame
    first_on: date
    sits: list[Sits]
    findings: list[composing.Finding]
    gone: int
    faults: list[str]
    is_wished: bool

    @property
    def blocks(self) -> bool:
        """Whether something that was found stands in the way of inviting."""
        return bool(composing.blocking([*self.findings, *(one for row in self.sits for one in row.findings)]))

    @property
    def is_hard(self) -> bool:
        return bool(self.faults) or self.blocks

    @property
    def is_soft(self) -> bool:
        return bool(self.findings or any(row.findings for row in self.sits))

    @property
    def ages(self) -> list[int]:
        return sorted(row.person.age for row in self.sits if row.person.age is not None)

    @property
    def longest(self) -> int:
        """Weeks that somebody in it has waited."""
        return max((row.weeks for row in self.sits), default=0)

    @property
    def farthest(self) -> int | None:
        """Kilometres to the place, of those of whom it is known."""
        return max((round(row.person.km) for row in self.sits if row.person.km is not None), default=None)


@dataclass(frozen=True)
class Waits:
    """Somebody whom the proposal leaves, with the planner's codes of why."""

    seat: ProposedSeat
    seeker: Seeker
    weeks: int
    years: int | None


@dataclass(frozen=True)
class Table:
    """Everything on the page. ``came`` are ready and came after the proposal; ``gone`` were in it and are not."""

    proposal: GroupProposal
    pool: Pool
    contents: Contents
    cards: list[Card]
    waits: list[Waits]
    came: int
    gone: int

    @property
    def placed(self) -> int:
        return sum(len(card.sits) for card in self.cards)

    @property
    def ready(self) -> int:
        return self.placed + len(self.waits)

    @property
    def people(self) -> list[UUID]:
        """Everybody the page shows."""
        return [*(row.seeker.pk for card in self.cards for row in card.sits), *(row.seeker.pk for row in self.waits)]

    @property
    def is_stale(self) -> bool:
        return bool(self.came or self.gone or any(card.faults for card in self.cards))

    def card_of(self, group_id: UUID | None) -> Card | None:
        return next((card for card in self.cards if card.group.pk == group_id), None)


def table_of(proposal: GroupProposal, now: datetime) -> Table:
    """In a number of queries that does not grow with the people or the groups."""
    pool, contents = pool_of(proposal.programmes, now), contents_of(proposal)
    return laid(proposal, pool, contents)


def laid(proposal: GroupProposal, pool: Pool, contents: Contents) -> Table:
    """The same from what is read already."""
    seen = [seat for group in (None, *(row.pk for row in contents.open)) for seat in contents.seats[group]]
    known = {seat.seeker_id for seat in seen}
    waits = [
        Waits(seat, row, row.waited_weeks(pool.today), row.age(pool.today))
        for seat in contents.seats[None]
        if (row := pool.seekers.get(seat.seeker_id))
    ]
    return Table(
        proposal=proposal,
        pool=pool,
        contents=contents,
        cards=[card_of(pool, row, contents.seats[row.pk]) for row in contents.open],
        waits=sorted(waits, key=lambda row: (row.seeker.waiting_since, str(row.seeker.pk))),
        came=sum(pk not in known for pk in pool.seekers),
        gone=sum(pk not in pool.seekers for pk in known),
    )


def card_of(pool: Pool, group: ProposedGroup, seats: Iterable[ProposedSeat]) -> Card:
    seats, first_on = list(seats), first_day(group.slot, pool.today)
    there = [(seat, pool.seekers[seat.seeker_id]) for seat in seats if seat.seeker_id in pool.seekers]
    frame, people = frame_of(pool, group, first_on), [person_in(pool, group, seeker) for _seat, seeker in there]
    found = composing.check(frame, people)
    inside = {person.id for person in people}
    sits = [
        Sits(seat, seeker, person, seeker.waited_weeks(pool.today), [one for one in found if person.id in one.about])
        for (seat, seeker), person in zip(there, people, strict=True)
    ]
    return Card(
        group=group,
        frame=frame,
        first_on=first_on,
        sits=sorted(sits, key=lambda row: (row.seeker.waiting_since, str(row.seeker.pk))),
        findings=[one for one in found if not one.about & inside],
        gone=len(seats) - len(there),
        faults=list(_faults(pool, group)),
        is_wished=frozenset(group.pair) in pool.likes,
    )


def frame_of(pool: Pool, group: ProposedGroup, first_on: date) -> composing.Frame:
    programme = group.programme
    return composing.Frame(
        smallest=programme.smallest,
        largest=programme.largest,
        age_span=programme.age_span,
        weekday=group.weekday,
        starts=group.starts,
        venue_has=frozenset(group.place.venue_has),
        language=pool.language,
        pair=tuple(
            composing.Facilitator(one, holds is not None, holds is not None and holds.is_away(first_on))
            for one, holds in ((one, pool.holders.get(one)) for one in group.pair)
        ),
    )


def person_in(pool: Pool, group: ProposedGroup, seeker: Seeker) -> composing.Person:
    there = group.place.area
    return as_person(there, seeker, pool.told.get(seeker.pk), pool.apart.get(seeker.pk, set()), pool.today)


def joining(pool: Pool, card: Card, seeker: Seeker) -> list[composing.Finding]:
    """What would be found should somebody sit in this group, who does not."""
    others = [row.person for row in card.sits if row.seeker.pk != seeker.pk]
    found = composing.before_joining(card.frame, others, person_in(pool, card.group, seeker))
    if len(others) + 1 > card.frame.largest:
        found.append(composing.Finding(composing.Code.TOO_MANY, number=len(others) + 1 - card.frame.largest))
    return composing.in_order(found)


def _faults(pool: Pool, group: ProposedGroup) -> Iterable[str]:
    """What has come between this group and the site since it was proposed."""
    if group.programme_id not in pool.programmes:
        yield "programme_closed"
    place = pool.places[group.place_id]
    if not place.is_open or group.slot not in place.times:
        yield "place_closed"
    elif not pool.is_free(place, group.slot):
        yield "place_taken"
    holders = [pool.holders.get(one) for one in group.pair]
    if None in holders:
        yield "pair_gone"  # the findings say who
    elif any(group.slot in one.slots or not one.room for one in holders):
        yield "pair_busy"
    if frozenset(group.pair) in pool.never:
        yield "pair_apart"
