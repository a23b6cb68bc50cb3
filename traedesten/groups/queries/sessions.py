"""The meetings of groups: whose they are, who came, and who somebody should call."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from traedesten.domain.access import Actor, Deed, Reach, reach
from traedesten.domain.courses import IN_THE_COURSE, Course, Onward, Presence, Seat, SessionState
from traedesten.domain.sessions import FOLLOW_UP_AFTER, Neighbours, Note, overruled, truth
from traedesten.groups.models import (
    AttendanceMark,
    CaringContact,
    GroupFacilitator,
    GroupSession,
    Member,
    SelfHelpGroup,
    SessionPlan,
)
from traedesten.groups.queries import facilitators, pool
from traedesten.tenancy.models import Link, User
from traedesten.tenancy.queries import site_now


def zone_here() -> ZoneInfo:
    return ZoneInfo(site_now().timezone)


def led_by(actor: Actor) -> QuerySet[SelfHelpGroup]:
    """The groups whose meetings the actor may hold: their own, or all of the site's."""
    rows = SelfHelpGroup.objects.select_related("programme", "area")
    found = reach(actor, Deed.HOLD_SESSION)
    if found == Reach.SITE:
        return rows
    if found is None or actor.user_id is None:
        return rows.none()
    held = GroupFacilitator.objects.filter(volunteer__user_id=actor.user_id, until_on=None)
    return rows.filter(pk__in=held.values("group_id"))


def groups_of(actor: Actor) -> QuerySet[SelfHelpGroup]:
    """Those that are under way, and those that ended so lately that something may be left to do."""
    return led_by(actor).filter(state__in=(Course.RUNNING, Course.ENDED)).order_by("-state", "weekday", "name")


def sessions_of(actor: Actor) -> QuerySet[GroupSession]:
    rows = GroupSession.objects.select_related("group__programme")
    return rows.filter(group__in=led_by(actor))


def members_of(group: SelfHelpGroup) -> list[Member]:
    """Those who have been in the course, by first name, the ones who are erased last."""
    rows = group.members.filter(seat__in=IN_THE_COURSE).select_related("seeker__key", "key", "onward_offer")
    return sorted(rows, key=lambda row: (row.seeker.erased_at is not None, row.seeker.first_name.casefold(), row.pk))


def neighbours(group: SelfHelpGroup, session: GroupSession | None) -> Neighbours:
    """The days of the other meetings that are not called off; a new meeting comes after them all."""
    rows = group.sessions.exclude(state=SessionState.CANCELLED).order_by("number")
    if session is None:
        return Neighbours(before=tuple(rows.values_list("on", flat=True)))
    others = rows.exclude(pk=session.pk)
    return Neighbours(
        before=tuple(others.filter(on__lt=session.on).values_list("on", flat=True)),
        after=tuple(others.filter(on__gt=session.on).values_list("on", flat=True)),
    )


def next_sessions(group_ids, now: datetime) -> QuerySet[GroupSession]:
    """What is ahead, today's included, the soonest first; called-off ones too, so that nobody goes in vain."""
    today = now.astimezone(zone_here()).date()
    rows = GroupSession.objects.filter(group_id__in=group_ids, on__gte=today).exclude(state=SessionState.HELD)
    return rows.select_related("group__programme").order_by("on", "starts", "number")


def with_next_session(groups: list[SelfHelpGroup], now: datetime) -> list[SelfHelpGroup]:
    """The groups, each knowing its ``next_session``, or None. One query."""
    ahead = {}
    for session in next_sessions([group.pk for group in groups], now):
        ahead.setdefault(session.group_id, session)
    for group in groups:
        group.next_session = ahead.get(group.pk)
    return groups


def has_looked_back(group: SelfHelpGroup) -> bool:
    """Whether the look back halfway has been held."""
    return group.sessions.filter(is_review=True, state=SessionState.HELD).exists()


def plan_of(session: GroupSession) -> SessionPlan | None:
    return SessionPlan.objects.filter(programme=session.group.programme_id, number=session.number).first()


# ---- Who came ----


def notes_of(sessions) -> dict[tuple[UUID, UUID], list[Note]]:
    """Everything that was noted, by (session, member). One query."""
    found: dict[tuple[UUID, UUID], list[Note]] = defaultdict(list)
    for mark in AttendanceMark.objects.filter(session__in=sessions):
        note = Note(Presence(mark.presence), mark.noted_at, mark.client_key, mark.by_user_id)
        found[mark.session_id, mark.member_id].append(note)
    return found


@dataclass(frozen=True)
class Standing:
    """What holds about one member at one meeting, and who said otherwise before."""

    member: Member
    note: Note | None = None
    before: Note | None = None
    names: dict = field(default_factory=dict)

    @property
    def presence(self) -> str:
        return str(self.note.presence) if self.note else ""

    @property
    def is_overruled(self) -> bool:
        return self.before is not None and self.note.by_user_id is not None

    @property
    def by_name(self) -> str:
        return self.names.get(self.note.by_user_id, "") if self.note else ""


def standings(session: GroupSession, members: list[Member]) -> list[Standing]:
    """Who came, in the order of the members. Two queries."""
    notes = notes_of([session])
    of_each = [notes.get((session.pk, member.pk), []) for member in members]
    users = {note.by_user_id for each in of_each for note in each if note.by_user_id}
    names = {user.pk: user.first_name for user in User.objects.filter(pk__in=users)}
    return [
        Standing(member, truth(each), overruled(each), names) for member, each in zip(members, of_each, strict=True)
    ]


def presences(group: SelfHelpGroup, until: date) -> dict[UUID, list[tuple[GroupSession, Presence | None]]]:
    """For each member what is known of each meeting that has been, the oldest first. Three queries."""
    rows = group.sessions.filter(on__lte=until).exclude(state=SessionState.CANCELLED)
    held = [
        session
        for session in rows.order_by("on", "starts")
        if session.on < until or session.state == SessionState.HELD
    ]
    notes = notes_of(held)
    found = {}
    for member in group.members.filter(seat__in=IN_THE_COURSE).values_list("pk", flat=True):
        known = [truth(notes.get((session.pk, member), [])) for session in held]
        found[member] = [(session, note and note.presence) for session, note in zip(held, known, strict=True)]
    return found


def excused(member: Member, sessions: list[GroupSession]) -> set[UUID]:
    """The meetings for which somebody has sent word that they cannot come. One query."""
    notes = notes_of(sessions)
    held = {session.pk: truth(notes.get((session.pk, member.pk), [])) for session in sessions}
    return {pk for pk, note in held.items() if note and note.presence == Presence.EXCUSED}


def caring(group_ids) -> QuerySet[CaringContact]:
    """Those whom somebody should call, the longest waiting first."""
    there = Q(member__seat=Seat.YES) | Q(after_session=None)
    rows = CaringContact.objects.filter(there, member__group_id__in=group_ids, done_at=None)
    return rows.select_related("member__seeker__key", "member__key", "member__group", "after_session").order_by(
        "opened_at"
    )


# ---- The days around it ----


def to_remind(tomorrow: date) -> list[tuple[GroupSession, Member]]:
    """The meetings of that day with each member who has not sent word, where nobody was told of that day yet."""
    rows = GroupSession.objects.filter(
        on=tomorrow, state=SessionState.PLANNED, reminded_at=None, group__state=Course.RUNNING
    )
    sessions = list(rows.select_related("group"))
    members = defaultdict(list)
    in_them = Member.objects.filter(group__in=[session.group_id for session in sessions], seat=Seat.YES)
    for member in in_them.select_related("seeker__key", "key"):
        members[member.group_id].append(member)
    notes = notes_of(sessions)
    found = []
    for session in sessions:
        for member in members[session.group_id]:
            held = truth(notes.get((session.pk, member.pk), []))
            if held is None or held.presence != Presence.EXCUSED:
                found.append((session, member))
    return found


def unanswered(group: SelfHelpGroup) -> QuerySet[Member]:
    """Those in the group who have not said where they go from here."""
    return group.members.filter(seat=Seat.YES, onward="").select_related("seeker__key", "key")


def off_the_edge() -> QuerySet[Member]:
    """Everybody who left a course and for whom no next stone is known, while they can still be reached."""
    rows = Member.objects.filter(seat__in=(Seat.STOPPED, Seat.FINISHED), onward="", seeker__erased_at=None)
    return rows.select_related("seeker__key", "key", "group").order_by("seat_since")


def to_ask_again(now: datetime) -> QuerySet[Member]:
    """Those who said yes to being asked, three months after their group ended."""
    ended = (now - FOLLOW_UP_AFTER).date()
    rows = Member.objects.filter(may_be_asked=True, asked_again_at=None, seeker__erased_at=None)
    return rows.filter(group__state=Course.ENDED, group__ended_on__lte=ended).select_related("seeker__key", "group")


def to_erase(now: datetime, today: date) -> QuerySet[Member]:
    """Members of groups without a journal whose day has come, but for those who are still to be asked."""
    rows = Member.objects.filter(seat__in=(Seat.STOPPED, Seat.FINISHED), group__state=Course.ENDED)
    due = rows.filter(group__erase_on__lte=today, seeker__erased_at=None, seeker__state__in=pool.LEFT)
    return due.exclude(seeker__in=pool.kept_for_now(now)).select_related("seeker").order_by("group__erase_on")


# ---- Somebody's own seat ----


def seat_of(seeker_id) -> Member | None:
    """The seat somebody has in a course, the newest; None for those who have none."""
    rows = Member.objects.filter(seeker=seeker_id, seat__in=IN_THE_COURSE)
    rows = rows.filter(group__state__in=(Course.RUNNING, Course.ENDED))
    return (
        rows.select_related("group__programme", "seeker__key", "key", "onward_offer").order_by("-seat_since").first()
    )


def going_on(group: SelfHelpGroup) -> list[Member]:
    """Those who go on together when the course is over, by first name; nobody who is erased. One query."""
    rows = group.members.filter(seat__in=IN_THE_COURSE, onward=Onward.TOGETHER, seeker__erased_at=None)
    rows = rows.select_related("seeker__key", "key")
    return sorted(rows, key=lambda row: (row.seeker.first_name.casefold(), row.pk))


def company_of(member: Member) -> list[Member]:
    """The others who go on together, for one of them. Each has a ``number``: "" unless both show theirs."""
    if member.onward != Onward.TOGETHER:
        return []
    others = [row for row in going_on(member.group) if row.pk != member.pk]
    for row in others:
        row.number = row.seeker.phone if row.shares_number and member.shares_number else ""
    return others


def seat_behind(subject_id: UUID) -> Member | None:
    return Member.objects.filter(pk=subject_id, seat=Seat.YES).select_related("group").first()


def facilitator_behind(subject_id: UUID, today: date) -> GroupFacilitator | None:
    """The place of somebody who holds a group and whose papers are valid today."""
    rows = GroupFacilitator.objects.filter(pk=subject_id, until_on=None)
    rows = rows.filter(volunteer__in=facilitators.able(site_now(), today).values("volunteer"))
    return rows.select_related("group").first()


def shares_calendar(seat: Member | GroupFacilitator | None) -> bool:
    """Whether there is an open secret address for their calendar."""
    open_ones = Link.objects.filter(purpose=Link.Purpose.GROUP_CALENDAR, revoked_at=None)
    return seat is not None and open_ones.filter(subject_id=seat.pk).exists()


def facilitator_of(group: SelfHelpGroup, user_id: int | None) -> GroupFacilitator | None:
    rows = (
        group.facilitators.filter(volunteer__user_id=user_id, until_on=None)
        if user_id
        else GroupFacilitator.objects.none()
    )
    return rows.select_related("group").first()
