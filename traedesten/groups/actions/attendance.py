"""Who came: noted on the facilitators' phones, sent as word by the members, and a call to those who stay away."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.courses import IN_THE_COURSE, Presence, Seat, SessionState, in_need_of_a_call
from traedesten.domain.journey import MoveNotAllowed
from traedesten.groups.models import AttendanceMark, CaringContact, GroupSession, Member, SelfHelpGroup
from traedesten.groups.queries import sessions as queries
from traedesten.groups.queries.facilitators import holders

CLOCKS_DIFFER = timedelta(minutes=10)
IN_ADVANCE = (Presence.EXCUSED, Presence.COMING)


@transaction.atomic
def note_attendance(
    *,
    by: Actor,
    session: GroupSession,
    presences: Mapping[UUID, str],
    client_key: UUID,
    now: datetime,
    noted_at: datetime | None = None,
) -> list[AttendanceMark]:
    """Append what one phone noted about the members, by their id. The same ``client_key`` twice is one.

    ``noted_at`` is the phone's own clock; one that runs ahead counts as now. Before the day somebody can only be
    excused, or take it back. ``MoveNotAllowed`` at a meeting that is called off, or has not begun.
    """
    session = session.locked()
    group = session.group
    require(by, Deed.HOLD_SESSION, site_id=session.site_id, owners=holders(group, now))
    chosen = {member: Presence(presence) for member, presence in presences.items()}
    if session.state == SessionState.CANCELLED or (
        session.on > _today(now) and set(chosen.values()) - set(IN_ADVANCE)
    ):
        raise MoveNotAllowed(session.state, "note_attendance")
    noted_at = now if noted_at is None or noted_at > now + CLOCKS_DIFFER else min(noted_at, now)
    seats = group.members.filter(pk__in=chosen, seat__in=IN_THE_COURSE)
    known = set(session.marks.filter(client_key=client_key).values_list("member_id", flat=True))
    about = {"session": session, "noted_at": noted_at, "received_at": now, "client_key": client_key}
    marks = AttendanceMark.objects.bulk_create(
        AttendanceMark(member=member, presence=chosen[member.pk], by_user_id=by.user_id, **about)
        for member in seats.order_by("pk")
        if member.pk not in known
    )
    if session.on <= _today(now) and session.state == SessionState.PLANNED and marks:
        session.state = SessionState.HELD
        session.keep()
    _care(group, now)
    record(by=by, verb="session.attendance_noted", subject=session, at=now, group=group.pk, marks=len(marks))
    return marks


def _today(now: datetime):
    return timezone.localdate(now, queries.zone_here())


def _care(group: SelfHelpGroup, now: datetime) -> None:
    """A call for whoever has been away twice in a row, and none for somebody who came after all."""
    waiting = {row.member_id: row for row in queries.caring([group.pk]) if row.after_session_id}
    for member, known in queries.presences(group, _today(now)).items():
        needs = in_need_of_a_call([presence for _session, presence in known])
        if not needs and member in waiting:
            waiting[member].delete()
        if needs and member not in waiting:
            last = [session for session, presence in known if presence not in (None, Presence.COMING)][-1]
            CaringContact.objects.get_or_create(member_id=member, after_session=last, defaults={"opened_at": now})


@transaction.atomic
def send_word(*, by: Actor, member: Member, session: GroupSession, now: datetime, coming: bool = False) -> Member:
    """A member cannot come to a meeting, or can after all. What already holds is not noted twice."""
    member = member.locked()
    require(by, Deed.SEND_WORD, site_id=member.site_id, owners=(member.seeker_id, *holders(member.group, now)))
    session = session.locked()
    if session.group_id != member.group_id or session.state != SessionState.PLANNED or member.seat != Seat.YES:
        raise MoveNotAllowed(session.state, "send_word")
    if session.ends_at(queries.zone_here()) < now:
        raise MoveNotAllowed("over", "send_word")
    if bool(queries.excused(member, [session])) == coming:
        AttendanceMark.objects.create(
            session=session,
            member=member,
            presence=Presence.COMING if coming else Presence.EXCUSED,
            noted_at=now,
            received_at=now,
            by_user_id=by.user_id,
            client_key=uuid4(),
        )
    verb = "member.comes_after_all" if coming else "member.sent_word"
    record(by=by, verb=verb, subject=session, at=now, person=member.seeker_id, member=member.pk)
    return member


@transaction.atomic
def close_caring_contact(*, by: Actor, caring: CaringContact, outcome: str, now: datetime) -> CaringContact:
    """Somebody called, or tried to. ``outcome`` is one of ``sessions.CARED``; a second answer changes nothing."""
    group = caring.member.group
    require(by, Deed.HOLD_SESSION, site_id=caring.site_id, owners=holders(group, now))
    contact = CaringContact.objects.select_for_update(of=("self",)).select_related("member").get(pk=caring.pk)
    if contact.done_at is None:
        contact.outcome, contact.done_at, contact.by_user_id = outcome, now, by.user_id
        contact.save()
    person = contact.member.seeker_id
    record(by=by, verb="member.called", subject=contact, at=now, person=person, outcome=outcome)
    return contact
