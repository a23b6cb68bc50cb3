"""Erasure: those who are no longer waiting, and those whose group is over, become a count."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.groups import PoolMoveNotAllowed, Waiting
from traedesten.groups.models import Member, Seeker


@transaction.atomic
def erase_seeker(*, by: Actor, seeker: Seeker, now: datetime) -> Seeker:
    """Somebody who left the pool long enough ago: their key is destroyed, and the row says only that one came."""
    require(by, Deed.KEEP_HOUSE, site_id=seeker.site_id)
    seeker = _forgotten(seeker, now)
    record(by=by, verb="seeker.erased", subject=seeker, at=now, person=seeker.pk)
    return seeker


@transaction.atomic
def erase_member(*, by: Actor, member: Member, now: datetime) -> Member:
    """The day set at the end of their group has come: what is known about them goes, and the seat stays."""
    require(by, Deed.KEEP_HOUSE, site_id=member.site_id)
    seeker = _forgotten(member.seeker, now)
    record(by=by, verb="member.erased", subject=member, at=now, person=seeker.pk)
    return member


def _forgotten(seeker: Seeker, now: datetime) -> Seeker:
    """The locked row, of which nothing is known any more. ``PoolMoveNotAllowed`` for somebody who still waits."""
    seeker = seeker.locked()
    if seeker.erased_at or seeker.state in (Waiting.FOR_TALK, Waiting.READY):
        raise PoolMoveNotAllowed(seeker.state, "erase")
    seeker.forget(now)
    return seeker
