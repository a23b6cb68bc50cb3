"""The health house's shifts, as they may be seen. What a page needs is fetched in a fixed number of questions."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from traedesten.people.models import Volunteer
from traedesten.people.queries import guides
from traedesten.support.models import Duty, Opening, RosterProposal, Shift, ShiftPlan, ShiftTerms, ShiftWish, Swap
from traedesten.support.roster import WEEK, Facts
from traedesten.tenancy.models import Link

WEEKS = 4
AHEAD = timedelta(weeks=WEEKS + 1)
"""How far ahead shifts are written down."""


def plan() -> ShiftPlan | None:
    return ShiftPlan.objects.select_related("site").first()


def openings(plan: ShiftPlan) -> QuerySet[Opening]:
    return plan.openings.order_by("weekday", "starts")


def period(today: date) -> tuple[date, date]:
    """What is planned at a time: from tomorrow to the last Sunday within four weeks."""
    first = today + timedelta(days=1)
    return first, first - timedelta(days=first.weekday()) + timedelta(weeks=WEEKS) - timedelta(days=1)


def shifts(plan: ShiftPlan, first: date, last: date) -> QuerySet[Shift]:
    return plan.shifts.filter(on__range=(first, last)).order_by("on", "starts")


def standing() -> QuerySet[Duty]:
    """Duties that stand, of guides who are still at the site."""
    rows = Duty.objects.filter(state__in=Duty.STANDING, guide__in=guides().values("pk"))
    rows = rows.select_related("shift").annotate(is_offered=_is_offered())
    return rows.order_by("shift__on", "shift__starts", "made_at", "pk")


def facts(plan: ShiftPlan, first: date, last: date) -> Facts:
    """Everything that a roster for these days is made of, in six questions however many there are."""
    here = {guide.pk: guide for guide in guides()}
    wishes = defaultdict(list)
    for wish in ShiftWish.objects.filter(guide__in=here):
        wishes[wish.guide_id].append(wish)
    around = (first - 2 * WEEK, last + WEEK)
    return Facts(
        plan=plan,
        zone=ZoneInfo(plan.site.timezone),
        first=first,
        last=last,
        shifts=tuple(shifts(plan, first, last)),
        openings=tuple(openings(plan)),
        guides=here,
        terms={terms.guide_id: terms for terms in ShiftTerms.objects.filter(guide__in=here)},
        wishes=dict(wishes),
        duties=tuple(standing().filter(shift__on__range=around)),
    )


def open_proposal(plan: ShiftPlan) -> RosterProposal | None:
    return plan.proposals.filter(state=RosterProposal.State.OPEN).first()


def departed(today: date) -> QuerySet[Duty]:
    """Duties ahead of guides who have left the site, or cannot sign in any more."""
    rows = Duty.objects.filter(state__in=Duty.STANDING, shift__on__gte=today).exclude(guide__in=guides().values("pk"))
    return rows.select_related("shift", "guide__key").order_by("shift__on", "shift__starts")


def terms_of(guide: Volunteer) -> ShiftTerms | None:
    return ShiftTerms.objects.filter(guide=guide).first()


def wishes_of(guide: Volunteer) -> QuerySet[ShiftWish]:
    return ShiftWish.objects.filter(guide=guide)


def own_duties(guide: Volunteer, today: date) -> QuerySet[Duty]:
    """The guide's published duties from today, each with the id of its open offer, if any (``offered``)."""
    rows = guide.duties.filter(state=Duty.State.PUBLISHED, shift__on__gte=today).select_related("shift")
    return rows.annotate(is_offered=_is_offered()).order_by("shift__on", "shift__starts")


def _is_offered() -> Exists:
    """Whether the guide would like somebody else to take the duty."""
    return Exists(Swap.objects.filter(duty=OuterRef("pk"), state=Swap.State.OFFERED))


def offers() -> QuerySet[Swap]:
    rows = Swap.objects.filter(state=Swap.State.OFFERED, duty__state=Duty.State.PUBLISHED)
    return rows.select_related("duty__shift", "duty__guide__key").order_by("duty__shift__on", "offered_at")


def published_until(plan: ShiftPlan) -> date | None:
    """The last day with a published duty: from there on the roster is not out yet."""
    rows = Duty.objects.filter(shift__plan=plan, state=Duty.State.PUBLISHED)
    return rows.order_by("-shift__on").values_list("shift__on", flat=True).first()


def free_places(plan: ShiftPlan, today: date) -> QuerySet[Shift]:
    """Shifts that the published roster reaches and that lack a guide, with how many have one (``there``)."""
    until = published_until(plan) or today
    there = Count("duties", filter=Q(duties__state__in=Duty.STANDING, duties__guide__in=guides().values("pk")))
    rows = shifts(plan, today, until).filter(closed_at=None).annotate(there=there)
    return rows.filter(there__lt=F("needed"))


def published(plan: ShiftPlan, first: date, last: date, *, pictures: bool = False) -> list[Duty]:
    """Published duties of guides who are here, each with ``shown``; with ``pictures`` those are fetched along."""
    here = {guide.pk: guide for guide in (guides().defer(None) if pictures else guides())}
    terms = {row.guide_id: row.shown for row in ShiftTerms.objects.filter(guide__in=here)}
    rows = list(standing().filter(shift__plan=plan, state=Duty.State.PUBLISHED, shift__on__range=(first, last)))
    for row in rows:
        row.guide = here[row.guide_id]
        row.shown = terms.get(row.guide_id, ShiftTerms.Shown.NAME)
    return rows


def picture_shown(volunteer_id: UUID, today: date) -> bytes | None:
    """The picture of a guide who has said yes to it and has a shift within four weeks; None for everybody else."""
    soon = (today - WEEK, today + AHEAD)
    rows = guides().filter(
        pk=volunteer_id,
        shift_terms__shown=ShiftTerms.Shown.PICTURE,
        duties__state=Duty.State.PUBLISHED,
        duties__shift__on__range=soon,
    )
    row = rows.first()
    return row.picture_jpeg if row and row.picture else None


def calendar_link(guide: Volunteer, now: datetime) -> Link | None:
    """The open link to the guide's calendar, if there is one."""
    rows = Link.objects.filter(purpose=Link.Purpose.SHIFT_CALENDAR, subject_id=guide.pk, revoked_at=None)
    return rows.order_by("-made_at").first()


def guide_of(link: Link) -> Volunteer | None:
    return guides().filter(pk=link.subject_id).first()


def names_of(changes: dict[str, list[str]]) -> dict[str, str]:
    """id → first name for the guides among changes, also those who have left the site."""
    ids = [pk for code, found in changes.items() if code.startswith("guide") for pk in found]
    return {str(row.pk): row.first_name for row in Volunteer.objects.filter(pk__in=ids).select_related("key")}
