"""How a programme goes in the whole network: added up over places, and only when nobody can be told apart."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from traedesten.domain.courses import IN_THE_COURSE, Presence, Seat, SessionState
from traedesten.domain.groups import LEAST_PEOPLE, LEAST_PLACES
from traedesten.domain.sessions import truth
from traedesten.groups.models import GroupSession, Member, Programme, ProgrammeFigures, SelfHelpGroup
from traedesten.groups.queries.sessions import notes_of


@dataclass(frozen=True)
class NetworkFigures:
    """A programme over all the places that share their figures. ``stayed`` of ``began`` were there to the end."""

    places: int
    groups: int
    began: int
    stayed: int
    came: int
    noted: int

    @property
    def percent(self) -> int | None:
        """Of a hundred seats at a meeting, how many were taken; None when nothing was noted."""
        return round(100 * self.came / self.noted) if self.noted else None


def sharing() -> QuerySet[Programme]:
    """The site's programmes that the network may count in."""
    return Programme.objects.filter(shares_figures=True).order_by("pk")


def counted(programmes: list[Programme]) -> dict[str, int] | None:
    """What a site's groups of one thread have come to so far; None when too few have begun. Four queries.

    Groups that are still under way are not counted, so that "stayed" is what it says.
    """
    ended = SelfHelpGroup.objects.filter(programme__in=programmes, ended_on__isnull=False)
    members = Member.objects.filter(group__in=ended, seat__in=IN_THE_COURSE)
    found = members.aggregate(began=Count("pk"), stayed=Count("pk", filter=Q(seat=Seat.FINISHED)))
    if found["began"] < LEAST_PEOPLE:
        return None
    held = list(GroupSession.objects.filter(group__in=ended, state=SessionState.HELD))
    presences = [truth(notes).presence for notes in notes_of(held).values()]
    noted = [presence for presence in presences if presence != Presence.COMING]
    return found | {"groups": ended.count(), "came": noted.count(Presence.CAME), "noted": len(noted)}


def of_network(threads: list[UUID]) -> dict[UUID, NetworkFigures]:
    """Those of these that enough places share. One query.

    A place that knows its own figures can take them away from the sum: at least two others are left in it then.
    """
    fields = ("groups", "began", "stayed", "came", "noted")
    rows = ProgrammeFigures.objects.filter(programme__in=threads, began__gte=LEAST_PEOPLE).values("programme")
    rows = rows.annotate(places=Count("pk"), **{f"all_{name}": Sum(name) for name in fields})
    return {
        row["programme"]: NetworkFigures(row["places"], *(row[f"all_{name}"] for name in fields))
        for row in rows.filter(places__gte=LEAST_PLACES)
    }
