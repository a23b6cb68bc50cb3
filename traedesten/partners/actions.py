"""Making something new together, opening it, and telling those who wait for it through their guide."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.initiatives import InitiativeMove
from traedesten.domain.schedules import Regular
from traedesten.journeys import letters
from traedesten.offers.actions import writing
from traedesten.partners import queries
from traedesten.partners.models import Awaiting, Initiative, InitiativeStep, Partner, new_token
from traedesten.tenancy.models import User
from traedesten.tenancy.queries import site_now


@transaction.atomic
def start_initiative(*, by: Actor, owner: User, now: datetime, **fields) -> Initiative:
    """Begin with an idea. ``fields`` are those of ``Initiative`` that people write."""
    require(by, Deed.KEEP_INITIATIVE, site_id=by.site_id)
    row = Initiative.objects.create(owner=owner, made_at=now, changed_at=now, **fields)
    record(by=by, verb="initiative.started", subject=row, at=now, theme=row.theme)
    return row


@transaction.atomic
def edit_initiative(
    *, by: Actor, initiative: Initiative, now: datetime, expected_version: int | None = None, **fields
) -> Initiative:
    """Put it right. ``Stale`` when somebody else changed it after ``expected_version``."""
    require(by, Deed.KEEP_INITIATIVE, site_id=initiative.site_id)
    row = initiative.locked(expected_version)
    changed = row.rewrite(fields)
    row.keep(now)
    record(by=by, verb="initiative.edited", subject=row, at=now, fields=changed)
    return row


@transaction.atomic
def move_initiative(*, by: Actor, initiative: Initiative, move: InitiativeMove, now: datetime) -> Initiative:
    """Prepare it, drop it, or pick it up again. Opening is ``open_initiative``."""
    require(by, Deed.KEEP_INITIATIVE, site_id=initiative.site_id)
    row = initiative.locked()
    row.move(move)
    row.keep(now)
    record(by=by, verb="initiative.moved", subject=row, at=now, move=move)
    return row


@transaction.atomic
def add_partner(*, by: Actor, initiative: Initiative, name: str, now: datetime, brings: str = "") -> Partner:
    """The same name twice is one partner; what it brings is what was said last."""
    require(by, Deed.KEEP_INITIATIVE, site_id=initiative.site_id)
    row, _made = Partner.objects.update_or_create(
        initiative=initiative,
        name=name,
        defaults={"brings": brings},
        create_defaults={"brings": brings, "made_at": now},
    )
    record(by=by, verb="initiative.partner_added", subject=initiative, at=now)
    return row


@transaction.atomic
def remove_partner(*, by: Actor, partner: Partner, now: datetime) -> None:
    require(by, Deed.KEEP_INITIATIVE, site_id=partner.site_id)
    partner.delete()
    record(by=by, verb="initiative.partner_removed", subject=partner.initiative, at=now)


@transaction.atomic
def add_step(*, by: Actor, initiative: Initiative, what: str, now: datetime, due_on=None) -> InitiativeStep:
    """One thing more to be done."""
    require(by, Deed.KEEP_INITIATIVE, site_id=initiative.site_id)
    row = InitiativeStep.objects.create(initiative=initiative, what=what, due_on=due_on, made_at=now)
    record(by=by, verb="initiative.step_added", subject=initiative, at=now)
    return row


@transaction.atomic
def mark_step(*, by: Actor, step: InitiativeStep, is_done: bool, now: datetime) -> InitiativeStep:
    """Done, or not done after all."""
    require(by, Deed.KEEP_INITIATIVE, site_id=step.site_id)
    step.done_at = (step.done_at or now) if is_done else None
    step.save()
    record(by=by, verb="initiative.step_marked", subject=step.initiative, at=now, done=is_done)
    return step


@transaction.atomic
def renew_follow_link(*, by: Actor, initiative: Initiative, now: datetime) -> Initiative:
    """From now on only a new link follows it."""
    require(by, Deed.KEEP_INITIATIVE, site_id=initiative.site_id)
    row = initiative.locked()
    row.follow_token = new_token()
    row.keep(now)
    record(by=by, verb="initiative.link_renewed", subject=row, at=now)
    return row


@transaction.atomic
def open_initiative(
    *, by: Actor, initiative: Initiative, regular: Regular, kind: str, size: str, now: datetime, **contact
) -> Initiative:
    """It becomes an offer on the list, and the guides of those who wait for it are told, once. Twice is once."""
    require(by, Deed.KEEP_INITIATIVE, site_id=initiative.site_id)
    row = initiative.locked()
    if row.offer_id:
        return row
    waiting = queries.waiting_for(row, now)
    row.move(InitiativeMove.OPEN)
    row.offer = writing.make(
        now,
        name=row.name,
        kind=kind,
        size=size,
        about=row.about,
        interests=[row.theme],
        times=[regular],
        venue={"name": row.place, "area": row.area},
        **contact,
    )
    row.opened_at = now
    row.keep(now)
    told = _tell(row, waiting, now)
    record(by=by, verb="initiative.opened", subject=row, at=now, offer=row.offer_id, told=told)
    return row


def _tell(initiative: Initiative, waiting, now: datetime) -> int:
    """How many guides were told. A guide gets one message, however many they walk with; it names nobody."""
    with_guide = [journey for journey in waiting if journey.guide_id]
    Awaiting.objects.bulk_create(
        Awaiting(initiative=initiative, journey=journey, told_at=now) for journey in with_guide
    )
    path = reverse("partners:opened", args=[site_now().slug, initiative.pk])
    guides = {journey.guide_id: journey.guide for journey in with_guide}
    for guide in guides.values():
        key = f"guide_new_offer:{initiative.pk}:{guide.pk}"
        letters.to_guide("guide_new_offer", guide, now=now, key=key, path=path)
    return len(guides)
