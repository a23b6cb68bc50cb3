"""From the plan to the first meeting: inviting, the answers, the list that steps in, and calling off kindly."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain import cpr
from traedesten.domain.access import Actor, Deed, require, system
from traedesten.domain.composing import Code, Finding, NotYet, blocking
from traedesten.domain.courses import (
    BOUND,
    TAKEN,
    WERE_ASKED,
    Course,
    CourseMove,
    CourseMoveNotAllowed,
    Seat,
    SeatMove,
)
from traedesten.groups import letters
from traedesten.groups.actions.stepping_in import ask_member, step_in
from traedesten.groups.models import Member, Seeker, SelfHelpGroup
from traedesten.groups.queries import courses
from traedesten.groups.queries.sessions import zone_here


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    ASK = "ask"


MOVE = {Answer.YES: SeatMove.SAY_YES, Answer.NO: SeatMove.SAY_NO, Answer.ASK: SeatMove.ASK}
STANDS = {Answer.YES: Seat.YES, Answer.NO: Seat.NO, Answer.ASK: Seat.ASKS}


@transaction.atomic
def invite_group(
    *,
    by: Actor,
    group: SelfHelpGroup,
    now: datetime,
    despite: bool = False,
    expected_version: int | None = None,
) -> SelfHelpGroup:
    """Ask everybody who is chosen and has not been asked. ``despite``: what is soft has been read, and is overruled.

    ``NotYet`` when something hard is found, or something soft that nobody has overruled. ``Stale`` when overtaken.
    """
    group = group.locked(expected_version)
    require(by, Deed.INVITE_TO_GROUP, site_id=group.site_id)
    about = courses.composition(group, now)
    found = blocking(about.findings) or ([] if despite else about.findings)
    if found:
        raise NotYet(found)
    if group.state == Course.PLANNED:
        group.move(CourseMove.INVITE, now)
    elif group.state not in (Course.INVITING, Course.RUNNING):
        raise CourseMoveNotAllowed(group.state, CourseMove.INVITE)
    chosen = [row for row in about.chosen if row.seat == Seat.CHOSEN]
    for row in chosen:
        ask_member(by=by, member=row, now=now)
    overruled = {f"despite_{finding.code}": True for finding in about.findings}
    record(by=by, verb="group.invited", subject=group, at=now, asked=len(chosen), **overruled)
    return group


@transaction.atomic
def answer_invitation(*, by: Actor, member: Member, answer: str, now: datetime, question: str = "") -> Member:
    """Yes, no, or a question first: by their own link, or written down for them by somebody who called.

    The same answer again is one. After a no the next on the list is asked at once, and the coordinator is told.
    Raises ``CprFound``, and ``CourseMoveNotAllowed`` when the seat is theirs no longer.
    """
    group = member.group.locked()
    member = member.locked()
    require(by, Deed.ANSWER_INVITATION, site_id=member.site_id, owners=(member.seeker_id,))
    answer = Answer(answer)
    if cpr.find(question):
        raise cpr.CprFound
    if member.seat == STANDS[answer] and answer != Answer.ASK:
        return member
    if group.state not in (Course.INVITING, Course.RUNNING) or (
        group.state == Course.RUNNING and member.seat == Seat.YES
    ):
        raise CourseMoveNotAllowed(group.state, answer)
    member.question = question if answer == Answer.ASK else ""
    member.move(MOVE[answer], now)
    record(by=by, verb=f"member.said_{answer}", subject=member, at=now, person=member.seeker_id, group=str(group.pk))
    if answer == Answer.NO:
        step_in(by=system(by.site_id), group=group, now=now)
    if answer != Answer.YES:
        letters.to_coordinators(member, now=now, key=f"group_seat_changed:{member.pk}:{member.version}")
    return member


@transaction.atomic
def talk_over(*, by: Actor, member: Member, now: datetime) -> Member:
    """Their question has been answered: it is taken away, and they have the same days again to answer in."""
    require(by, Deed.INVITE_TO_GROUP, site_id=member.site_id)
    member = member.locked()
    member.question, member.reminded_at = "", None
    member.answer_by = timezone.localdate(now) + timedelta(days=member.group.answer_days)
    member.move(SeatMove.TALK_OVER, now)
    record(by=by, verb="member.talked_over", subject=member, at=now, person=member.seeker_id)
    return member


@transaction.atomic
def remind_invitation(*, by: Actor, member: Member, now: datetime) -> Member:
    """Once, before the day to answer by."""
    require(by, Deed.KEEP_HOUSE, site_id=member.site_id)
    member = member.locked()
    if member.seat != Seat.INVITED or member.reminded_at:
        return member
    member.reminded_at = now
    member.save()
    key = f"group_invitation_reminder:{member.pk}:{member.asked_at:%Y%m%d%H%M}"
    letters.to_member("group_invitation_reminder", member, now=now, key=key, is_automatic=True)
    record(by=by, verb="member.reminded", subject=member, at=now, person=member.seeker_id)
    return member


@transaction.atomic
def pass_on_seat(*, by: Actor, member: Member, now: datetime) -> Member:
    """The day to answer by has gone: the seat goes to the next, and they wait as before. The coordinator is told."""
    require(by, Deed.KEEP_HOUSE, site_id=member.site_id)
    group = member.group.locked()
    member = member.locked()
    if member.seat != Seat.INVITED or member.answer_by >= timezone.localdate(now):
        return member
    member.move(SeatMove.LET_GO, now)
    record(by=by, verb="member.let_go", subject=member, at=now, person=member.seeker_id, group=str(group.pk))
    step_in(by=by, group=group, now=now)
    letters.to_coordinators(member, now=now, key=f"group_seat_changed:{member.pk}:{member.version}")
    return member


@transaction.atomic
def free_seats(*, by: Actor, seeker: Seeker, now: datetime) -> int:
    """Somebody leaves the pool, or waits with it: seats they were chosen for or asked about go on to others.

    A seat in a group that has begun is left to those who hold it. How many there were.
    """
    require(by, Deed.WITHDRAW_SIGN_UP, site_id=seeker.site_id, owners=(seeker.pk,))
    rows = Member.objects.filter(seeker=seeker, seat__in=BOUND).exclude(group__state=Course.RUNNING, seat=Seat.YES)
    freed = 0
    for member in rows.select_related("group"):
        group = member.group.locked()
        member = member.locked()
        was_taken, member.question = member.seat in TAKEN, ""
        member.move(SeatMove.LET_GO, now)
        record(by=by, verb="member.left", subject=member, at=now, person=seeker.pk, group=str(group.pk))
        if was_taken and group.state == Course.INVITING:
            step_in(by=system(by.site_id), group=group, now=now)
            letters.to_coordinators(member, now=now, key=f"group_seat_changed:{member.pk}:{member.version}")
        freed += 1
    return freed


@transaction.atomic
def start_group(
    *, by: Actor, group: SelfHelpGroup, now: datetime, expected_version: int | None = None
) -> SelfHelpGroup:
    """Enough have said yes: the group begins. Those who have not answered, and the list, wait on in the pool.

    ``NotYet`` when too few have said yes, or nobody holds it. ``Stale`` when overtaken.
    """
    group = group.locked(expected_version)
    require(by, Deed.INVITE_TO_GROUP, site_id=group.site_id)
    about = courses.composition(group, now)
    yes = [row for row in about.seats if row.seat == Seat.YES]
    found = [one for one in about.findings if one.code in (Code.PAIR, Code.NOT_ABLE)]
    if len(yes) < group.smallest:
        found.append(Finding(Code.TOO_FEW, number=group.smallest - len(yes)))
    if found:
        raise NotYet(found)
    group.move(CourseMove.START, now)
    group.lay_out(zone_here())
    left = _released(by, group, [row for row in about.seats if row.seat in BOUND and row.seat != Seat.YES], now)
    key = f"group_starts:{group.pk}"
    letters.to_members("group_starts", group, now=now, key=key)
    letters.to_facilitators("facilitator_starts", group, now=now, key=key)
    record(by=by, verb="group.started", subject=group, at=now, members=len(yes), released=left)
    return group


@transaction.atomic
def call_off_group(*, by: Actor, group: SelfHelpGroup, now: datetime) -> SelfHelpGroup:
    """It came to nothing this time. Everybody waits in the pool as before, and those who were asked are told."""
    group = group.locked()
    require(by, Deed.INVITE_TO_GROUP, site_id=group.site_id)
    group.move(CourseMove.CALL_OFF, now)
    left = _released(by, group, list(group.members.filter(seat__in=BOUND)), now)
    record(by=by, verb="group.called_off", subject=group, at=now, released=left)
    return group


def _released(by: Actor, group: SelfHelpGroup, rows: list[Member], now: datetime) -> int:
    """Let these go. Nothing about how long they have waited is touched. How many they were."""
    for row in rows:
        was_asked = row.seat in WERE_ASKED
        member = row.locked()
        member.question = ""
        member.move(SeatMove.LET_GO, now)
        record(by=by, verb="member.let_go", subject=member, at=now, person=member.seeker_id, group=str(group.pk))
        if was_asked:
            letters.to_member(
                "group_called_off", member, now=now, key=f"group_called_off:{member.pk}:{member.version}"
            )
    return len(rows)
