"""A fresh way in to somebody else's page, for whoever looks at the demo, and groups that have begun."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.courses import Course, Seat
from traedesten.groups.models import Programme, Seeker, SelfHelpGroup
from traedesten.people.models import Volunteer
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import site_now


@transaction.atomic
def issue_link(*, by: Actor, purpose: str, subject_id: UUID, now: datetime, person_id: UUID | None = None) -> str:
    """A link that works for a day; the token is told once."""
    require(by, Deed.KEEP_HOUSE, site_id=by.site_id)
    token = Link.issue(
        purpose=purpose, subject_id=subject_id, person_id=person_id, now=now, expires_at=now + timedelta(days=1)
    )
    link = Link.objects.get(digest=Link.digest_of(token))
    record(by=by, verb="demo.link_issued", subject=link, at=now, person=person_id, purpose=purpose)
    return token


@transaction.atomic
def begin_course(
    *,
    by: Actor,
    programme: Programme,
    first_on: date,
    starts: time,
    holders: Iterable[Volunteer],
    seekers: Iterable[Seeker],
    now: datetime,
    **fields,
) -> SelfHelpGroup:
    """An invented group that has begun, with its pair, its members and its meetings."""
    require(by, Deed.KEEP_HOUSE, site_id=by.site_id)
    shape = ("journal", "joining", "smallest", "largest", "minutes", "weeks_between")
    known = {name: getattr(programme, name) for name in shape} | fields
    when = {"first_on": first_on, "weekday": first_on.weekday(), "starts": starts}
    group = SelfHelpGroup.objects.create(
        programme=programme, state=Course.RUNNING, state_since=now, made_at=now, **when, **known
    )
    for holder in holders:
        group.facilitators.create(volunteer=holder, from_on=first_on)
    for seeker in seekers:
        group.members.create(seeker=seeker, key=seeker.key, seat=Seat.YES, seat_since=now)
    group.lay_out(ZoneInfo(site_now().timezone))
    record(by=by, verb="demo.course_begun", subject=group, at=now)
    return group
