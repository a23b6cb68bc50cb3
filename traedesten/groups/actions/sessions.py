"""The meetings of a group: laid out, moved, called off, one more, and what was written down for the group."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain import cpr
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.courses import Course, SessionState
from traedesten.domain.journey import MoveNotAllowed
from traedesten.domain.sessions import Refused, SessionRefused, refusal
from traedesten.groups import letters
from traedesten.groups.models import GroupSession, Member, SelfHelpGroup
from traedesten.groups.queries import sessions as queries
from traedesten.groups.queries.facilitators import holders


@transaction.atomic
def lay_out_sessions(*, by: Actor, group: SelfHelpGroup, now: datetime) -> list[GroupSession]:
    """Make the meetings of a group that has none; those it has are given back untouched.

    By the clock on the wall at the site, past Danish holidays, with the review where the programme has it.
    """
    group = group.locked()
    require(by, Deed.KEEP_SESSIONS, site_id=group.site_id, owners=holders(group, now))
    rows = list(group.sessions.order_by("number")) or group.lay_out(queries.zone_here())
    record(by=by, verb="group.sessions_laid_out", subject=group, at=now, sessions=len(rows))
    return rows


@transaction.atomic
def move_session(
    *,
    by: Actor,
    session: GroupSession,
    on: date,
    starts: time,
    now: datetime,
    venue: str | None = None,
    despite_holiday: bool = False,
    expected_version: int | None = None,
) -> GroupSession:
    """Another day, time or place. Members and facilitators are told; the same again changes nothing.

    ``SessionRefused`` says why it cannot be then; a holiday can be overruled. ``Stale`` when overtaken.
    """
    session = session.locked(expected_version)
    group = session.group
    require(by, Deed.KEEP_SESSIONS, site_id=group.site_id, owners=holders(group, now))
    venue = session.venue if venue is None else venue
    if (session.on, session.starts, session.venue) != (on, starts, venue):
        if session.state != SessionState.PLANNED:
            raise MoveNotAllowed(session.state, "move")
        if (session.on, session.starts) != (on, starts):
            _require_fit(group, on, starts, now, session=session, despite_holiday=despite_holiday)
        session.was_on = session.was_on or (session.on if session.on != on else None)
        session.on, session.starts, session.venue, session.reminded_at = on, starts, venue, None
        session.keep()
        _tell(by, session, now)
    record(by=by, verb="session.moved", subject=session, at=now, group=group.pk)
    return session


@transaction.atomic
def cancel_session(*, by: Actor, session: GroupSession, now: datetime) -> GroupSession:
    """Call a meeting off, and tell. A review that was to be there goes on to the next one. Twice changes nothing."""
    session = session.locked()
    group = session.group
    require(by, Deed.KEEP_SESSIONS, site_id=group.site_id, owners=holders(group, now))
    if session.state == SessionState.HELD:
        raise MoveNotAllowed(session.state, "cancel")
    if session.state == SessionState.PLANNED:
        session.state = SessionState.CANCELLED
        if session.is_review:
            _hand_on_review(session)
        session.keep()
        _tell(by, session, now)
    record(by=by, verb="session.cancelled", subject=session, at=now, group=group.pk)
    return session


def _hand_on_review(session: GroupSession) -> None:
    after = session.group.sessions.filter(state=SessionState.PLANNED, on__gt=session.on).order_by("on").first()
    if after:
        session.is_review, after.is_review = False, True
        after.keep()


@transaction.atomic
def add_session(
    *,
    by: Actor,
    group: SelfHelpGroup,
    on: date,
    starts: time,
    now: datetime,
    venue: str | None = None,
    despite_holiday: bool = False,
) -> GroupSession:
    """One more meeting after the last. ``SessionRefused`` as in ``move_session``; the same day twice is refused."""
    group = group.locked()
    require(by, Deed.KEEP_SESSIONS, site_id=group.site_id, owners=holders(group, now))
    if group.state != Course.RUNNING:
        raise MoveNotAllowed(group.state, "add_session")
    _require_fit(group, on, starts, now, despite_holiday=despite_holiday)
    last = group.sessions.order_by("-number").first()
    session = group.sessions.create(
        number=last.number + 1 if last else 1,
        on=on,
        starts=starts,
        minutes=group.minutes,
        venue=group.venue if venue is None else venue,
    )
    _tell(by, session, now)
    record(by=by, verb="session.added", subject=session, at=now, group=group.pk)
    return session


def _require_fit(
    group: SelfHelpGroup,
    on: date,
    starts: time,
    now: datetime,
    *,
    session: GroupSession | None = None,
    despite_holiday: bool,
) -> None:
    zone = queries.zone_here()
    why = refusal(
        on,
        starts,
        today=timezone.localdate(now, zone),
        zone=zone,
        others=queries.neighbours(group, session),
    )
    if why and not (why == Refused.HOLIDAY and despite_holiday):
        raise SessionRefused(why)


def _tell(by: Actor, session: GroupSession, now: datetime) -> None:
    if session.group.state != Course.RUNNING:
        return
    key = f"session:{session.pk}:{session.version}"
    letters.to_members("group_changed", session.group, now=now, key=key)
    letters.to_facilitators("facilitator_changed", session.group, now=now, key=key, but=by.user_id)


@transaction.atomic
def write_log(
    *,
    by: Actor,
    session: GroupSession,
    now: datetime,
    expected_version: int | None = None,
    done: Iterable[str] = (),
    climate: str = "",
    theme: str = "",
    worked: str = "",
    review_good: Iterable[str] = (),
    review_change: Iterable[str] = (),
) -> GroupSession:
    """What was gone through, and how it was for the group as a whole. Raises ``CprFound`` and ``Stale``."""
    session = session.locked(expected_version)
    require(by, Deed.HOLD_SESSION, site_id=session.site_id, owners=holders(session.group, now))
    if session.state == SessionState.CANCELLED:
        raise MoveNotAllowed(session.state, "log")
    if cpr.find(theme) or cpr.find(worked):
        raise cpr.CprFound
    session.done, session.climate, session.theme, session.worked = list(done), climate, theme, worked
    session.review_good, session.review_change = list(review_good), list(review_change)
    session.keep()
    record(by=by, verb="session.logged", subject=session, at=now, group=session.group_id)
    return session


@transaction.atomic
def remind_member(*, by: Actor, session: GroupSession, member: Member, now: datetime) -> None:
    """The day before, once for each day that was agreed; never to somebody on pause."""
    require(by, Deed.KEEP_HOUSE, site_id=session.site_id)
    session.reminded_at = now
    session.save(update_fields=["reminded_at"])
    key = f"session_reminder:{session.pk}:{session.on:%Y%m%d}:{member.pk}"
    letters.to_member("group_reminder", member, now=now, key=key, is_automatic=True)
    record(by=by, verb="session.reminded", subject=session, at=now, person=member.seeker_id)
