"""Who in groups is asked how they are: told apart by what only their own seat holds."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from traedesten.domain.courses import IN_THE_COURSE, Course
from traedesten.groups.models import Member
from traedesten.outcomes.models import Asking
from traedesten.outcomes.queries import asks_in_groups, nameless

GATHERED = (Course.INVITING, Course.RUNNING, Course.ENDED)


def measured() -> QuerySet[Member]:
    """Those who said yes and can still be reached, also those who stopped."""
    rows = Member.objects.filter(
        is_measured=True, seat__in=IN_THE_COURSE, group__state__in=GATHERED, seeker__erased_at=None
    )
    return rows.select_related("seeker__key", "key", "group").order_by("pk")


def open_to(rows: list[Member], today: date) -> list[tuple[Member, Asking]]:
    """Each with the wave that is open to them. One query, however many."""
    known = {UUID(row.pseudonym): row for row in rows if row.pseudonym}
    return [(known[subject], asking) for subject, asking in nameless(known, today).items()]


def standing_of(member: Member, today: date) -> dict:
    """What their own page says: whether they may be asked at all, what they said, and what is open now."""
    asking = next((one for _row, one in open_to([member], today)), None) if member.is_measured else None
    is_reachable = member.seat in IN_THE_COURSE and not member.seeker.erased_at
    is_too_late = member.is_measured is None and member.group.state == Course.ENDED
    may_ask = is_reachable and not is_too_late and (member.is_measured or asks_in_groups())
    return {"may_ask": may_ask, "asking": asking}
