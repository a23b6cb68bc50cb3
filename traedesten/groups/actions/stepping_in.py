"""Somebody is asked: by the coordinator, or as the next on the list when a seat came free."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.composing import blocking
from traedesten.domain.courses import Course, SeatMove
from traedesten.groups import letters
from traedesten.groups.models import Member, SelfHelpGroup
from traedesten.groups.queries import courses


@transaction.atomic
def ask_member(*, by: Actor, member: Member, now: datetime) -> Member:
    """Send somebody who is chosen, or next, their invitation, with a day to answer by."""
    require(by, Deed.INVITE_TO_GROUP, site_id=member.site_id)
    member = member.locked()
    member.asked_at, member.reminded_at = now, None
    member.answer_by = timezone.localdate(now) + timedelta(days=member.group.answer_days)
    member.move(SeatMove.INVITE, now)
    letters.to_member("group_invitation", member, now=now, key=f"group_invitation:{member.pk}:{member.version}")
    record(by=by, verb="member.invited", subject=member, at=now, person=member.seeker_id, group=str(member.group_id))
    return member


@transaction.atomic
def step_in(*, by: Actor, group: SelfHelpGroup, now: datetime) -> Member | None:
    """A seat came free while the group was inviting: ask the next on the list, if there is one who still fits.

    Somebody between whom and the group something hard has come is passed over, and stays on the list.
    """
    group = group.locked()
    require(by, Deed.INVITE_TO_GROUP, site_id=group.site_id)
    if group.state != Course.INVITING:
        return None
    about = courses.composition(group, now)
    fitting = [row for row in about.next if not blocking(about.before(row.seeker_id))]
    if not fitting or len(about.chosen) >= group.largest:
        return None
    member = ask_member(by=by, member=fitting[0], now=now)
    record(by=by, verb="member.stepped_in", subject=member, at=now, person=member.seeker_id, group=str(group.pk))
    return member
