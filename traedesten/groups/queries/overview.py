"""All groups of a site at a glance: seats, who came, who stopped and why, and what those who hold them carry."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from traedesten.domain.courses import IN_THE_COURSE, Course, Onward, Presence, Seat, SessionState
from traedesten.domain.facilitators import Standing
from traedesten.domain.sessions import truth
from traedesten.groups.models import Facilitator, GroupFacilitator, GroupSession, Member, SelfHelpGroup
from traedesten.groups.queries import courses, facilitators, sessions

A_YEAR = timedelta(days=365)
BEGUN = (Course.RUNNING, Course.ENDED)
IN_ORDER = (Course.INVITING, Course.PLANNED, Course.RUNNING, Course.ENDED, Course.CALLED_OFF)


@dataclass(frozen=True)
class Came:
    """How many came of those of whom something was noted."""

    came: int = 0
    noted: int = 0

    @property
    def percent(self) -> int | None:
        """Of a hundred; None when nothing was noted."""
        return round(100 * self.came / self.noted) if self.noted else None


@dataclass(frozen=True)
class GroupSeen:
    """``began`` sat in the group when it started or joined later; ``stopped`` of them left before the end."""

    group: SelfHelpGroup
    attendance: Came
    began: int
    stopped: int
    onward: int

    @property
    def has_begun(self) -> bool:
        return self.group.state in BEGUN


@dataclass(frozen=True)
class Load:
    """What one facilitator holds now, and how many groups they can hold at once."""

    facilitator: Facilitator
    running: int
    coming: int
    is_able: bool

    @property
    def is_over(self) -> bool:
        return self.running + self.coming > self.facilitator.groups_at_once


@dataclass(frozen=True)
class Overview:
    """``meetings``: (number, attendance) for each meeting of a course, over all groups that have held it."""

    groups: list[GroupSeen]
    meetings: list[tuple[int, Came]]
    stopped: list[tuple[str, int]]
    onward: list[tuple[str, int]]
    load: list[Load]

    def in_state(self, *states: Course) -> int:
        return sum(1 for row in self.groups if row.group.state in states)

    @property
    def began(self) -> int:
        return sum(row.began for row in self.groups)

    @property
    def attendance(self) -> Came:
        return _sum(came for _number, came in self.meetings)


def overview(today: date, *, since: date | None = None) -> Overview:
    """Groups that are alive, and those that began on ``since`` or later. Nine queries, however many there are."""
    rows = courses.groups().exclude(state=Course.CALLED_OFF)
    if since:
        rows = rows.filter(~Q(state=Course.ENDED) | Q(first_on__gte=since))
    groups = sorted(rows, key=lambda row: (IN_ORDER.index(row.state), row.first_on, row.name))
    begun = [row.pk for row in groups if row.state in BEGUN]
    members = list(
        Member.objects.filter(group__in=begun, seat__in=IN_THE_COURSE).values_list(
            "group_id", "seat", "stopped_for", "onward"
        )
    )
    of_groups, meetings = _attendance(begun)
    sat, left, onward = Counter(), Counter(), Counter()
    for group_id, seat, _why, where in members:
        sat[group_id] += 1
        left[group_id] += seat == Seat.STOPPED
        onward[group_id] += bool(where) and where != Onward.NOTHING
    seen = [GroupSeen(row, of_groups[row.pk], sat[row.pk], left[row.pk], onward[row.pk]) for row in groups]
    reasons = Counter(why or "not_said" for _group, seat, why, _where in members if seat == Seat.STOPPED)
    return Overview(
        groups=seen,
        meetings=meetings,
        stopped=reasons.most_common(),
        onward=Counter(where for _group, _seat, _why, where in members if where).most_common(),
        load=_load(today),
    )


def _attendance(begun: list) -> tuple[dict, list[tuple[int, Came]]]:
    """What was noted at the meetings that were held: by group, and by the number of the meeting. Two queries."""
    held = list(GroupSession.objects.filter(group__in=begun, state=SessionState.HELD).only("pk", "group", "number"))
    of_session = {row.pk: row for row in held}
    by_group, by_number = defaultdict(Counter), defaultdict(Counter)
    for (session_id, _member), notes in sessions.notes_of(held).items():
        session, presence = of_session[session_id], truth(notes).presence
        if presence != Presence.COMING:
            by_group[session.group_id][presence] += 1
            by_number[session.number][presence] += 1
    groups = defaultdict(Came, {pk: _came(found) for pk, found in by_group.items()})
    return groups, [(number, _came(by_number[number])) for number in sorted(by_number)]


def _came(found: Counter) -> Came:
    return Came(found[Presence.CAME], found.total())


def _sum(rows) -> Came:
    rows = list(rows)
    return Came(sum(row.came for row in rows), sum(row.noted for row in rows))


def _load(today: date) -> list[Load]:
    """Everybody who is in a pair, or may be, the one who carries most first. Three queries."""
    standing = {
        "running": Count("pk", filter=Q(group__state=Course.RUNNING)),
        "coming": Count("pk", filter=Q(group__state__in=(Course.PLANNED, Course.INVITING))),
    }
    held = GroupFacilitator.objects.filter(until_on=None).values("volunteer").order_by().annotate(**standing)
    carried = {row["volunteer"]: (row["running"], row["coming"]) for row in held}
    rows = list(facilitators.by_standing(Standing.PAIR))
    able = set(courses.able(today).values_list("pk", flat=True))
    found = [Load(row, *carried.get(row.volunteer_id, (0, 0)), row.volunteer_id in able) for row in rows]
    return sorted(found, key=lambda one: (-one.running - one.coming, one.facilitator.first_name))
