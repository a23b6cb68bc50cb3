"""Going on together after the last meeting: where to meet first, and numbers for those who say yes to it."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.courses import IN_THE_COURSE, Course, Onward
from traedesten.domain.journey import MoveNotAllowed
from traedesten.domain.sessions import Refused, SessionRefused
from traedesten.groups import letters
from traedesten.groups.models import Member, SelfHelpGroup
from traedesten.groups.queries import sessions as queries
from traedesten.groups.queries.facilitators import holders


@transaction.atomic
def plan_going_on(
    *,
    by: Actor,
    group: SelfHelpGroup,
    on: date,
    starts: time,
    at: str,
    now: datetime,
    expected_version: int | None = None,
) -> SelfHelpGroup:
    """The first time they meet by themselves. Those who go on are told; the same again changes nothing.

    ``SessionRefused`` for a day that has been; ``Stale`` when overtaken.
    """
    group = group.locked(expected_version)
    require(by, Deed.PLAN_GOING_ON, site_id=group.site_id, owners=holders(group, now))
    if group.state not in (Course.RUNNING, Course.ENDED):
        raise MoveNotAllowed(group.state, "plan_going_on")
    if on < timezone.localdate(now, queries.zone_here()):
        raise SessionRefused(Refused.PAST)
    if group.rewrite({"together_on": on, "together_starts": starts, "together_at": at}):
        group.version += 1
        group.save()
        for member in queries.going_on(group):
            letters.to_member("group_goes_on", member, now=now, key=f"goes_on:{member.pk}:{group.version}")
    record(by=by, verb="group.going_on_planned", subject=group, at=now)
    return group


@transaction.atomic
def share_number(*, by: Actor, member: Member, shares: bool, now: datetime) -> Member:
    """Their own yes or no to the others who go on seeing their number, as they see those of the others."""
    member = member.locked()
    require(by, Deed.SHARE_NUMBER, site_id=member.site_id, owners=(member.seeker_id,))
    may = member.seat in IN_THE_COURSE and member.onward == Onward.TOGETHER and member.seeker.phone
    if shares and not may:
        raise MoveNotAllowed(member.seat, "share_number")
    member.shares_number = shares
    member.version += 1
    member.save()
    verb = "member.number_shared" if shares else "member.number_kept"
    record(by=by, verb=verb, subject=member, at=now, person=member.seeker_id)
    return member
