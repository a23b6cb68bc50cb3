"""Coming after all: a visit that the person called off themselves is on again."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import MoveNotAllowed, Stone
from traedesten.journeys import letters
from traedesten.journeys.models import Visit


@transaction.atomic
def restore_visit(*, by: Actor, visit: Visit, now: datetime) -> Visit:
    """Undo one's own calling off, as long as the visit is still to come. The guide is told; twice changes nothing."""
    journey = visit.introduction.journey.locked()
    require(by, Deed.CANCEL_VISIT, site_id=journey.site_id, owners=journey.owners)
    journey.require_open("restore_visit")
    visit = Visit.objects.select_for_update(of=("self",)).select_related("introduction", "key").get(pk=visit.pk)
    if visit.state == Visit.State.PLANNED:
        return visit
    if not visit.may_be_restored(now) or visit.introduction.stone == Stone.LEFT:
        raise MoveNotAllowed(visit.state, "restore")
    same = visit.introduction.visits.filter(state=Visit.State.PLANNED, starts_at=visit.starts_at).first()
    if same:
        return same
    visit.state, visit.cancelled_by = Visit.State.PLANNED, ""
    visit.save()
    if journey.guide and journey.guide.user_id != by.user_id:
        letters.to_guide("guide_visit_restored", journey.guide, now=now, key=f"restored:{visit.pk}:{now:%Y%m%d%H%M}")
    record(
        by=by,
        verb="journey.visit_restored",
        subject=journey,
        at=now,
        person=visit.introduction.relative_id or journey.participant_id,
        visit=visit.pk,
    )
    return visit
