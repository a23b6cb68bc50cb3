"""What guides say about shifts, and their own calendar of them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import Stale
from traedesten.people.models import Volunteer
from traedesten.support.models import ShiftTerms, ShiftWish
from traedesten.tenancy.models import Link


@transaction.atomic
def answer_wishes(
    *,
    by: Actor,
    guide: Volunteer,
    most_a_week: int,
    shown: str,
    weekly: Mapping[UUID, str],
    away_on: Iterable[date],
    now: datetime,
    expected_version: int | None = None,
) -> ShiftTerms:
    """Keep the guide's wishes: for each opening an answer, and days on which they cannot. Replaces what was said.

    ``Stale`` when ``expected_version`` (0 for never answered) is given and it has been answered since.
    """
    require(by, Deed.WISH_SHIFTS, site_id=guide.site_id, owners=(guide.user_id,))
    guide = Volunteer.objects.select_for_update(of=("self",)).get(pk=guide.pk)
    terms = ShiftTerms.objects.filter(guide=guide).first() or ShiftTerms(guide=guide, version=0)
    if expected_version not in (None, terms.version):
        raise Stale
    terms.most_a_week, terms.shown = most_a_week, shown
    terms.answered_at, terms.version = now, terms.version + 1
    terms.save()
    ShiftWish.objects.filter(guide=guide).delete()
    said = [ShiftWish(guide=guide, opening_id=pk, answer=answer) for pk, answer in weekly.items() if answer]
    said += [ShiftWish(guide=guide, on=day, answer=ShiftWish.Answer.CANNOT) for day in sorted(set(away_on))]
    ShiftWish.objects.bulk_create(said)
    record(by=by, verb="shifts.wishes_answered", subject=terms, at=now, person=guide.pk)
    return terms


@transaction.atomic
def open_calendar(*, by: Actor, guide: Volunteer, now: datetime) -> str:
    """A secret address of the guide's calendar; the one before stops working. The token is told once."""
    require(by, Deed.WISH_SHIFTS, site_id=guide.site_id, owners=(guide.user_id,))
    Link.revoke_all(purpose=Link.Purpose.SHIFT_CALENDAR, subject_id=guide.pk, now=now)
    token = Link.issue(purpose=Link.Purpose.SHIFT_CALENDAR, subject_id=guide.pk, person_id=guide.pk, now=now)
    record(by=by, verb="shifts.calendar_opened", subject=guide, at=now, person=guide.pk)
    return token


@transaction.atomic
def close_calendar(*, by: Actor, guide: Volunteer, now: datetime) -> int:
    """No address shows the guide's calendar any more. How many did."""
    require(by, Deed.WISH_SHIFTS, site_id=guide.site_id, owners=(guide.user_id,))
    closed = Link.revoke_all(purpose=Link.Purpose.SHIFT_CALENDAR, subject_id=guide.pk, now=now)
    record(by=by, verb="shifts.calendar_closed", subject=guide, at=now, person=guide.pk)
    return closed
