"""A secret address of one's own from which a calendar reads when to be where."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.groups.models import GroupFacilitator, Member
from traedesten.tenancy.models import Link


@transaction.atomic
def share_calendar(*, by: Actor, seat: Member | GroupFacilitator, now: datetime) -> str:
    """The token of a fresh address; the one before it stops working. It cannot be read again."""
    require(by, Deed.SHARE_CALENDAR, site_id=seat.site_id, owners=_whose(seat))
    Link.revoke_all(purpose=Link.Purpose.GROUP_CALENDAR, subject_id=seat.pk, now=now)
    token = Link.issue(purpose=Link.Purpose.GROUP_CALENDAR, subject_id=seat.pk, now=now)
    record(by=by, verb="group.calendar_shared", subject=seat, at=now)
    return token


@transaction.atomic
def close_calendar(*, by: Actor, seat: Member | GroupFacilitator, now: datetime) -> int:
    """The address stops working at once; how many there were."""
    require(by, Deed.SHARE_CALENDAR, site_id=seat.site_id, owners=_whose(seat))
    closed = Link.revoke_all(purpose=Link.Purpose.GROUP_CALENDAR, subject_id=seat.pk, now=now)
    record(by=by, verb="group.calendar_closed", subject=seat, at=now)
    return closed


def _whose(seat: Member | GroupFacilitator) -> tuple:
    return (seat.seeker_id,) if isinstance(seat, Member) else (seat.volunteer.user_id,)
