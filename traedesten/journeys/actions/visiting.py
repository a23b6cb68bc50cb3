"""Going there: together, and then alone."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, Role, require
from traedesten.domain.journey import Move, MoveNotAllowed, Stage, Step
from traedesten.journeys import letters
from traedesten.journeys.models import Introduction, Journey, Visit


@transaction.atomic
def plan_visit(
    *,
    by: Actor,
    introduction: Introduction,
    starts_at: datetime,
    now: datetime,
    with_guide: bool = True,
    meet_at: str = "",
    remember: str = "",
    expected_version: int | None = None,
) -> Visit:
    """Agree on a visit. It is the journey's next step until it has been. The same time twice is one visit.

    Other words about that visit take the place of those that stand when ``expected_version`` is the journey's
    own; else ``Stale``.
    """
    journey = introduction.journey.locked()
    require(by, Deed.PLAN_VISIT, site_id=journey.site_id, owners=journey.owners)
    journey.require_open(Step.AGREE_VISIT)
    introduction = journey.introductions.select_for_update(of=("self",)).get(pk=introduction.pk)
    visit = introduction.visits.filter(state=Visit.State.PLANNED, starts_at=starts_at).first()
    if visit and (visit.with_guide, visit.meet_at, visit.remember) == (with_guide, meet_at, remember):
        return visit
    if visit:
        journey.require_seen(expected_version)
    introduction.take(Step.AGREE_VISIT, now)
    introduction.save()
    visit = visit or Visit(introduction=introduction, key=introduction.key, starts_at=starts_at)
    visit.with_guide, visit.meet_at, visit.remember = with_guide, meet_at, remember
    visit.save()
    if introduction.relative_id is None:
        journey.next_step, journey.next_on = "", None
    journey.keep()
    record(by=by, verb="journey.visit_planned", at=now, **_about(journey, introduction, visit))
    return visit


def _about(journey: Journey, introduction: Introduction, visit: Visit) -> dict:
    person = introduction.relative_id or journey.participant_id
    return {"subject": journey, "person": person, "visit": visit.pk}


@transaction.atomic
def cancel_visit(*, by: Actor, visit: Visit, now: datetime) -> Visit:
    """Call a visit off. Both the guide and the person are told, but for who did it; twice changes nothing."""
    journey = visit.introduction.journey.locked()
    require(by, Deed.CANCEL_VISIT, site_id=journey.site_id, owners=journey.owners)
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if visit.state == Visit.State.CANCELLED:
        return visit
    if visit.state != Visit.State.PLANNED:
        raise MoveNotAllowed(visit.state, "cancel")
    visit.state, visit.cancelled_by = Visit.State.CANCELLED, by.role
    visit.save()
    if journey.guide and journey.guide.user_id != by.user_id:
        letters.to_guide("guide_visit_cancelled", journey.guide, now=now, key=f"cancelled:{visit.pk}:guide")
    if not by.has(Role.PARTICIPANT):
        relative = visit.introduction.relative
        name = "relative_page" if relative else "person_page"
        letters.to_person(name, relative or journey.participant, now=now, key=f"cancelled:{visit.pk}")
    record(
        by=by,
        verb="journey.visit_cancelled",
        subject=journey,
        at=now,
        person=visit.introduction.relative_id or journey.participant_id,
        visit=visit.pk,
    )
    return visit


@transaction.atomic
def report_visit(
    *,
    by: Actor,
    introduction: Introduction,
    with_guide: bool,
    felt: int | None,
    now: datetime,
    held_at: datetime | None = None,
    visit: Visit | None = None,
    words: str = "",
    expected_version: int | None = None,
) -> Visit:
    """How it went. ``visit`` is the planned one; without it the visit was not planned here.

    ``felt`` is the face scale, 1 (hard) to 5 (good), or None when nobody asked. Told once more in the same
    words nothing happens; other words take the place of those that stand when ``expected_version`` is the
    journey's own, else ``Stale``.
    """
    journey = introduction.journey.locked()
    require(by, Deed.REPORT_VISIT, site_id=journey.site_id, owners=journey.owners)
    journey.require_open("report_visit")
    introduction = journey.introductions.select_for_update(of=("self",)).get(pk=introduction.pk)
    visit = _visit_to_report(introduction, visit, held_at or now)
    if visit.state == Visit.State.DONE:
        if (visit.with_guide, visit.felt, visit.words) == (with_guide, felt, words):
            return visit
        journey.require_seen(expected_version)
    visit.state, visit.with_guide, visit.felt = Visit.State.DONE, with_guide, felt
    visit.starts_at = min(held_at or visit.starts_at, now)
    visit.words, visit.reported_at = words, now
    visit.save()
    introduction.take(Step.GO_TOGETHER if with_guide else Step.GO_ALONE, now)
    introduction.save()
    _after_visit(journey, visit, now)
    about = _about(journey, introduction, visit)
    record(by=by, verb="journey.visit_reported", at=now, together=with_guide, **about)
    return visit


def _visit_to_report(introduction: Introduction, visit: Visit | None, held_at: datetime) -> Visit:
    if visit is None:
        return introduction.visits.create(key=introduction.key, starts_at=held_at)
    visit = introduction.visits.select_for_update(of=("self",)).get(pk=visit.pk)
    if visit.state == Visit.State.CANCELLED:
        raise MoveNotAllowed(visit.state, "report")
    return visit


def _after_visit(journey: Journey, visit: Visit, now: datetime) -> None:
    if visit.introduction.relative_id is None:
        journey.heard_from(visit.starts_at if visit.starts_at <= now else now)
        if journey.stage == Stage.FOLLOWING and visit.with_guide:
            journey.move(Move.SET_BACK)
        letters.to_referrer(journey, "attending", now=now)
    journey.keep()


@transaction.atomic
def remind_visit(*, by: Actor, visit: Visit, now: datetime) -> None:
    """The day before, once for each time that was agreed; never to somebody on pause."""
    require(by, Deed.KEEP_HOUSE, site_id=visit.site_id)
    visit.reminded_at = now
    visit.save(update_fields=["reminded_at"])
    journey = visit.introduction.journey
    person = visit.introduction.relative or journey.participant
    letters.to_person(
        "visit_reminder",
        person,
        now=now,
        key=f"reminder:{visit.pk}:{visit.starts_at:%Y%m%d%H%M}",
        is_automatic=True,
    )
    record(by=by, verb="journey.visit_reminded", subject=journey, at=now, person=person.pk, visit=visit.pk)
