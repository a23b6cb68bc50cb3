"""What the planner and the page need to know of a site: who is ready, who can hold a group, and where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from traedesten.domain.courses import ALIVE
from traedesten.domain.sessions import is_holiday
from traedesten.domain.slots import DAYS, slot_of
from traedesten.gathering.models import GroupProposal, MeetingPlace, ProposedGroup, ProposedSeat
from traedesten.groups.models import Facilitator, GroupFacilitator, NotWith, PairWish, Programme, Seeker, Talk
from traedesten.groups.models import SelfHelpGroup as MadeGroup
from traedesten.groups.queries import courses, facilitators
from traedesten.tenancy.queries import site_now

BEGINS_AFTER = timedelta(days=21)
"""So long people have to answer and to arrange themselves, before a group that is made today first meets."""


def places(*, only_open: bool = False) -> QuerySet[MeetingPlace]:
    rows = MeetingPlace.objects.select_related("area").order_by("-is_open", "name", "pk")
    return rows.filter(is_open=True) if only_open else rows


def standing() -> QuerySet[GroupProposal]:
    """Proposals that nobody has put away, the newest first."""
    return GroupProposal.objects.filter(state__in=GroupProposal.STANDS).order_by("-asked_at", "pk")


def at_work(proposal_id) -> GroupProposal | None:
    return GroupProposal.objects.filter(pk=proposal_id, state__in=GroupProposal.AT_WORK).first()


def how_many(programmes: Iterable[UUID]) -> int:
    """Who is ready, counted and not read."""
    return courses.ready_for(*programmes).count()


def first_day(slot: str, today: date) -> date:
    """The first day on which a new group in this slot could meet: not a day off."""
    day = today + BEGINS_AFTER
    day += timedelta(days=(DAYS.index(slot[:3]) - day.weekday()) % 7)
    while is_holiday(day):
        day += timedelta(weeks=1)
    return day


@dataclass(frozen=True)
class Holds:
    """Somebody who may hold a group: the slots of the groups they hold already, and how many more they can."""

    facilitator: Facilitator
    slots: frozenset[str]
    room: int

    def is_away(self, on: date) -> bool:
        return self.facilitator.volunteer.is_away_on(on)

    def comes_to(self, place: MeetingPlace) -> bool:
        return not self.facilitator.places or place.area_id is None or place.area_id in self.facilitator.places


@dataclass(frozen=True)
class Pool:
    """Those who are ready in some programmes, and with what they could become groups. Read once, then asked.

    ``told`` are the talks; ``apart`` whom each must not sit with; ``likes`` and ``never`` pairs of facilitators, by
    their accounts; ``taken`` (area, name, slot) where a group meets already.
    """

    today: date
    language: str
    programmes: dict[UUID, Programme]
    seekers: dict[UUID, Seeker]
    told: dict[UUID, Talk]
    apart: dict[UUID, set[UUID]]
    places: dict[UUID, MeetingPlace]
    holders: dict[UUID, Holds]
    taken: frozenset[tuple] = frozenset()
    likes: frozenset[frozenset[UUID]] = frozenset()
    never: frozenset[frozenset[UUID]] = frozenset()

    def is_free(self, place: MeetingPlace, slot: str) -> bool:
        return place.is_open and slot in place.times and (*place.known_as, slot) not in self.taken


def pool_of(programmes: Iterable[UUID], now: datetime) -> Pool:
    """In a number of queries that does not grow with the people, the places or the facilitators."""
    today = timezone.localdate(now)
    chosen = {row.pk: row for row in Programme.objects.filter(pk__in=programmes, is_open=True)}
    seekers = {row.pk: row for row in courses.ready_for(*chosen)}
    apart = defaultdict(set)
    for one, other in NotWith.objects.filter(seeker__programme__in=chosen).values_list("seeker_id", "other_id"):
        apart[one].add(other)
        apart[other].add(one)
    talks = Talk.objects.filter(seeker__programme__in=chosen, seeker__state="ready").defer("note")
    wished = {PairWish.Wish.WITH: set(), PairWish.Wish.NOT_WITH: set()}
    rows = PairWish.objects.values_list("wish", "facilitator__volunteer_id", "other__volunteer_id")
    for wish, one, other in rows.exclude(facilitator__volunteer=None).exclude(other__volunteer=None):
        wished[wish].add((one, other))
    likes = wished[PairWish.Wish.WITH]
    return Pool(
        today=today,
        language=site_now().language[:2],
        programmes=chosen,
        seekers=seekers,
        told={talk.seeker_id: talk for talk in talks},
        apart=apart,
        places={row.pk: row for row in places()},
        holders=_holders(today),
        taken=_taken(),
        likes=frozenset(frozenset(pair) for pair in likes if pair[::-1] in likes),
        never=frozenset(frozenset(pair) for pair in wished[PairWish.Wish.NOT_WITH]),
    )


def _holders(today: date) -> dict[UUID, Holds]:
    slots = defaultdict(list)
    rows = GroupFacilitator.objects.filter(until_on=None, group__state__in=ALIVE)
    for volunteer, weekday, starts in rows.values_list("volunteer_id", "group__weekday", "group__starts"):
        slots[volunteer].append(slot_of(weekday, starts))
    able = facilitators.able(site_now(), today).exclude(volunteer=None)
    return {
        row.volunteer_id: Holds(
            row, frozenset(slots[row.volunteer_id]), max(row.groups_at_once - len(slots[row.volunteer_id]), 0)
        )
        for row in able
    }


def _taken() -> frozenset[tuple]:
    rows = MadeGroup.objects.filter(state__in=ALIVE).values_list("area_id", "venue", "weekday", "starts")
    return frozenset((area, venue.casefold(), slot_of(day, starts)) for area, venue, day, starts in rows)


# --- what a proposal says ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Contents:
    """The rows of a proposal: its groups, with the seats in each, and those who wait on. Three queries."""

    groups: list[ProposedGroup]
    seats: dict[UUID | None, list[ProposedSeat]]
    dropped: frozenset[tuple[UUID, str]] = field(default=frozenset())

    @property
    def open(self) -> list[ProposedGroup]:
        return [row for row in self.groups if row.state == ProposedGroup.State.PROPOSED]

    @property
    def made(self) -> list[ProposedGroup]:
        return [row for row in self.groups if row.state == ProposedGroup.State.MADE]


def contents_of(proposal: GroupProposal) -> Contents:
    rows = proposal.groups.select_related("programme", "place__area", "one__key", "other__key", "group")
    groups = sorted(rows, key=lambda row: (DAYS.index(row.slot[:3]), row.starts, row.place.name, str(row.pk)))
    seats = defaultdict(list)
    for seat in proposal.seats.order_by("pk"):
        seats[seat.group_id].append(seat)
    gone = ProposedGroup.State.DROPPED
    return Contents(groups, seats, frozenset((row.place_id, row.slot) for row in groups if row.state == gone))


def no_longer_waiting() -> QuerySet[ProposedSeat]:
    """Seats of those who are not ready for a group any more, or sit in one: they are to be forgotten."""
    ready = courses.ready_for(*Programme.objects.all())
    return ProposedSeat.objects.exclude(seeker__in=ready.values("pk"))
