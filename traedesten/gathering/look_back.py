"""Whether proposed groups are followed, how they went, and whether anybody is placed less: counts, no small ones."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from traedesten.domain.courses import IN_THE_COURSE, Course, Onward, Presence, Seat, SessionState
from traedesten.domain.groups import Waiting
from traedesten.domain.sessions import truth
from traedesten.evaluation.side_by_side import (
    Comparison,
    Group,
    band,
    comes_in,
    compared,
    group_of,
    parts_of,
    shown,
    speaks,
)
from traedesten.gathering.models import GroupProposal, ProposalChange, ProposedGroup
from traedesten.groups.models import GroupSession, Member, Seeker, SelfHelpGroup
from traedesten.groups.queries.sessions import notes_of

YEAR = timedelta(days=365)
DIMENSIONS = ("gender", "age", "language", "access", "size")
READ = ("gender", "born_year", "talk", "talk__languages", "talk__access_needs", "talk__small_only")
"""All that is read of those who were ready: no name, no number, no note."""
SOMEWHERE = (Onward.GUIDE, Onward.OFFER, Onward.TOGETHER)
Kind = ProposalChange.Kind


class Became(StrEnum):
    """What a proposed group became. PUT_AWAY: the whole proposal was put away before anybody decided on it."""

    MADE = "made"
    MADE_CHANGED = "made_changed"
    DROPPED = "dropped"
    OPEN = "open"
    PUT_AWAY = "put_away"


class How(StrEnum):
    """How a group was put together."""

    PROPOSED = "proposed"
    CHANGED = "changed"
    BY_HAND = "by_hand"


@dataclass(frozen=True)
class Decisions:
    """The groups proposed, what each became, and the reasons given, most often first; a count is None when it is too
    small to show, or tells one that is. An empty reason: none was given.

    ``moved``: people moved by hand before the groups were made. Nothing is told of why groups were dropped when how
    many is hidden.
    """

    proposed: int | None
    became: dict[str, int | None]
    moved: int | None
    why_moved: list[tuple[str, int | None]]
    why_dropped: list[tuple[str, int | None]]


@dataclass(frozen=True)
class Went:
    """Groups that have ended, put together in one way. ``attended`` are marks, without an interval: the same people
    come again. Of those who began: ``stayed`` to the last meeting, and went ``onward`` to something.
    """

    how: How
    groups: int | None
    began: int | None
    attended: Group
    stayed: Group
    onward: Group

    @property
    def shares(self) -> tuple[Group, Group]:
        return self.stayed, self.onward


@dataclass(frozen=True)
class LookBack:
    decisions: Decisions
    went: list[Went]
    placed: Comparison


@dataclass(frozen=True)
class Gone:
    """Groups that have ended, put together in one way: how many, each seat with what came after, and each mark."""

    groups: int
    seats: list[tuple[str, str]]
    marks: Counter[bool]

    @property
    def stayed(self) -> int:
        return sum(seat == Seat.FINISHED for seat, _onward in self.seats)

    @property
    def onward(self) -> int:
        return sum(onward in SOMEWHERE for _seat, onward in self.seats)


@dataclass(frozen=True)
class Counted:
    """Nothing is hidden in it: for what hides small counts itself, never for a page.

    ``people``: each one's code by dimension, and whether they came into a group.
    """

    became: Counter[Became]
    why_moved: Counter[str]
    why_dropped: Counter[str]
    gone: dict[How, Gone]
    people: list[tuple[dict[str, str], bool]]


def look_back(now: datetime) -> LookBack:
    """The last year, in a number of queries that does not grow with the people or the groups."""
    found = counted(now - YEAR, now)
    went = [_went(how, found.gone[how]) for how in How]
    return LookBack(_decisions(found), went, compared(found.people, DIMENSIONS))


def counted(since: datetime, until: datetime) -> Counted:
    """What was asked for or given after ``since`` and no later than ``until``, and what ended in its days, as it
    stands today."""
    rows = ProposedGroup.objects.filter(proposal__asked_at__gt=since, proposal__asked_at__lte=until)
    became = Counter(_became(*row) for row in rows.values_list("state", "was_changed", "proposal__state"))
    why = _why(since, until)
    return Counted(became, why[False], why[True], _gone(since, until), list(_placed(since, until)))


# --- what became of the proposals --------------------------------------------------------------------------------


def _why(since: datetime, until: datetime) -> dict[bool, Counter[str]]:
    """The reasons, and how often: for dropping a group (True), and for moving somebody."""
    rows = ProposalChange.objects.filter(proposal__asked_at__gt=since, proposal__asked_at__lte=until)
    rows = rows.filter(kind__in=(Kind.MOVED, Kind.SET_ASIDE, Kind.DROPPED))
    why: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for kind, reason in rows.values_list("kind", "reason"):
        why[kind == Kind.DROPPED][reason] += 1
    return why


def _decisions(found: Counted) -> Decisions:
    became = parts_of({code: found.became[code] for code in Became})
    return Decisions(
        proposed=shown(found.became.total()),
        became=became,
        moved=shown(found.why_moved.total()),
        why_moved=most_often_first(parts_of(found.why_moved)),
        why_dropped=most_often_first(parts_of(found.why_dropped)) if became[Became.DROPPED] else [],
    )


def _became(state: str, was_changed: bool, proposal: str) -> Became:
    if state == ProposedGroup.State.MADE:
        return Became.MADE_CHANGED if was_changed else Became.MADE
    if state == ProposedGroup.State.DROPPED:
        return Became.DROPPED
    return Became.PUT_AWAY if proposal == GroupProposal.State.LEFT else Became.OPEN


def most_often_first(reasons: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    """Those hidden come last, in the order of the alphabet, which says nothing of them."""
    return sorted(reasons.items(), key=lambda row: (-(row[1] or 0), row[0]))


# --- how the groups went -----------------------------------------------------------------------------------------


def _gone(since: datetime, until: datetime) -> dict[How, Gone]:
    """Whole days, the first of them that of ``since``: a group that ends today is told of from tomorrow, so that the
    next look back misses none."""
    days = {"ended_on__gte": timezone.localdate(since), "ended_on__lt": timezone.localdate(until)}
    ended = SelfHelpGroup.objects.filter(state=Course.ENDED, **days)
    proposed = ProposedGroup.objects.filter(group__in=ended).values_list("group_id", "was_changed")
    how = {group: How.CHANGED if was_changed else How.PROPOSED for group, was_changed in proposed}
    groups = Counter(how.get(group, How.BY_HAND) for group in ended.values_list("pk", flat=True))
    seats: dict[How, list[tuple[str, str]]] = defaultdict(list)
    for group, seat, onward in Member.objects.filter(group__in=ended, seat__in=IN_THE_COURSE).values_list(
        "group_id", "seat", "onward"
    ):
        seats[how.get(group, How.BY_HAND)].append((seat, onward))
    marks = _marks(ended, how)
    return {one: Gone(groups[one], seats[one], marks[one]) for one in How}


def _marks(ended: QuerySet[SelfHelpGroup], how: dict[UUID, How]) -> dict[How, Counter[bool]]:
    """For each way, how often somebody came (True), and how often they did not."""
    held = {row.pk: row for row in GroupSession.objects.filter(group__in=ended, state=SessionState.HELD)}
    found: dict[How, Counter[bool]] = defaultdict(Counter)
    for (session, _member), notes in notes_of(list(held)).items():
        presence = truth(notes).presence
        if presence != Presence.COMING:
            found[how.get(held[session].group_id, How.BY_HAND)][presence == Presence.CAME] += 1
    return found


def _went(how: How, gone: Gone) -> Went:
    began = len(gone.seats)
    attended = group_of("attended", gone.marks.total(), gone.marks[True])
    if shown(began) is None:
        attended = Group("attended", None)
    stayed, onward = group_of("stayed", began, gone.stayed), group_of("onward", began, gone.onward)
    return Went(how, shown(gone.groups), shown(began), attended, stayed, onward)


# --- who came into a group ---------------------------------------------------------------------------------------


def _placed(since: datetime, until: datetime) -> Iterable[tuple[dict[str, str], bool]]:
    """Everybody who was ready, and whether they came into a group.

    They were ready who said yes to a seat, are ready now, or have withdrawn from the pool after the talk. Of those
    erased nothing is known any more, so they are not in it.
    """
    today = timezone.localdate(until)
    seats = Member.objects.filter(seeker=OuterRef("pk"), seat__in=IN_THE_COURSE)
    lately = seats.annotate(asked=Coalesce("asked_at", "seat_since")).filter(asked__gt=since, asked__lte=until)
    rows = Seeker.objects.filter(held_for=[], erased_at=None).annotate(
        is_placed=Exists(lately), sits=Exists(seats.filter(seat=Seat.YES)), ever_sat=Exists(seats)
    )
    ready = Q(state=Waiting.READY, sits=False)
    gave_up = Q(state=Waiting.WITHDRAWN, ever_sat=False, state_since__gt=since, talk__isnull=False, ask_again_on=None)
    for row in rows.filter(Q(is_placed=True) | ready | gave_up).values(*READ, "is_placed"):
        yield _codes(row, today), row["is_placed"]


def _codes(row: dict, today: date) -> dict[str, str]:
    found = {"gender": row["gender"], "age": band(today.year - row["born_year"] if row["born_year"] else None)}
    if row["talk"] is None:
        return found
    size = "small_only" if row["talk__small_only"] else "any"
    access = comes_in(row["talk__access_needs"])
    return found | {"language": speaks(row["talk__languages"]), "access": access, "size": size}
