"""The roster: proposed by the planner, changed by hand, accepted, published. A proposal decides nothing by itself."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import MoveNotAllowed
from traedesten.people.models import Volunteer
from traedesten.support import letters, queries
from traedesten.support.models import Duty, RosterProposal, Shift, ShiftPlan
from traedesten.support.roster import changes, digest

STATE = Duty.State


class RuleBroken(Exception):
    """The guide cannot have the shift; ``codes`` say why (``Facts.against``, or shift_closed)."""

    def __init__(self, codes: tuple[str, ...]):
        super().__init__(", ".join(codes))
        self.codes = codes


class ProposalOvertaken(Exception):
    """What the proposal was worked out from has changed: ``changes`` as ``roster.changes``. Nothing was accepted."""

    def __init__(self, changes: dict[str, list[str]]):
        super().__init__(f"changed since: {', '.join(changes)}")
        self.changes = changes


@transaction.atomic
def save_proposal(
    *,
    by: Actor,
    plan: ShiftPlan,
    period: tuple[date, date],
    duties: Iterable[tuple[UUID, UUID]],
    facts: dict,
    figures: dict,
    now: datetime,
) -> RosterProposal:
    """Keep what the planner proposed, (guide, shift) each, instead of what it proposed before; locked ones stay."""
    require(by, Deed.KEEP_SHIFTS, site_id=plan.site_id)
    plan = plan.locked()
    for before in plan.proposals.filter(state=RosterProposal.State.OPEN):
        _decide(before, RosterProposal.State.LEFT, now)
    _take_proposed(plan, only_unlocked=True)
    row = plan.proposals.create(first_on=period[0], last_on=period[1], facts=facts, figures=figures, made_at=now)
    made = {"state": STATE.PROPOSED, "made_at": now, "state_since": now}
    Duty.objects.bulk_create(Duty(guide_id=guide, shift_id=shift, **made) for guide, shift in duties)
    record(by=by, verb="shifts.roster_proposed", subject=row, at=now, missing=figures.get("missing", 0))
    return row


def _take_proposed(plan: ShiftPlan, *, only_unlocked: bool) -> int:
    rows = Duty.objects.filter(shift__plan=plan, state=STATE.PROPOSED)
    return (rows.filter(is_locked=False) if only_unlocked else rows).delete()[0]


def _decide(proposal: RosterProposal, state: str, now: datetime) -> None:
    proposal.state, proposal.decided_at = state, now
    proposal.save()


@transaction.atomic
def accept_proposal(*, by: Actor, proposal: RosterProposal, now: datetime, seen: str = "") -> int:
    """Make the proposed duties the roster, unpublished. How many a rule that holds now left out.

    ``ProposalOvertaken`` when something it was made from has changed, unless ``seen`` is the digest of how it is now.
    """
    require(by, Deed.KEEP_SHIFTS, site_id=proposal.site_id)
    proposal = proposal.locked()
    facts = queries.facts(queries.plan(), proposal.first_on, proposal.last_on)
    changed = changes(proposal.facts, facts.kept())
    if changed and seen != digest(facts.kept()):
        raise ProposalOvertaken(changed)
    dropped = agreed = 0
    shifts = {shift.pk: shift for shift in facts.within()}
    for duty in Duty.objects.select_for_update().filter(shift__plan=proposal.plan, state=STATE.PROPOSED):
        guide, shift = facts.guides.get(duty.guide_id), shifts.get(duty.shift_id)
        if guide is None or shift is None or facts.against(guide, shift, besides=[duty.pk]):
            duty.become(STATE.TAKEN_OFF, now)
            dropped += 1
        else:
            duty.become(STATE.AGREED, now)
            agreed += 1
    _decide(proposal, RosterProposal.State.ACCEPTED, now)
    record(by=by, verb="shifts.roster_accepted", subject=proposal, at=now, agreed=agreed, dropped=dropped)
    return dropped


@transaction.atomic
def leave_proposal(*, by: Actor, proposal: RosterProposal, now: datetime) -> RosterProposal:
    """Not this one: what it proposed is gone, and the roster is as it was."""
    require(by, Deed.KEEP_SHIFTS, site_id=proposal.site_id)
    proposal = proposal.locked()
    _take_proposed(proposal.plan, only_unlocked=False)
    _decide(proposal, RosterProposal.State.LEFT, now)
    record(by=by, verb="shifts.roster_left", subject=proposal, at=now)
    return proposal


@transaction.atomic
def publish_roster(*, by: Actor, plan: ShiftPlan, now: datetime) -> int:
    """Let everybody see what has been agreed, and tell the guides. How many duties it was; again is none."""
    require(by, Deed.KEEP_SHIFTS, site_id=plan.site_id)
    plan = plan.locked()
    rows = list(queries.standing().filter(shift__plan=plan, state=STATE.AGREED).select_related("shift", "guide__key"))
    for duty in rows:
        duty.become(STATE.PUBLISHED, now)
    guides = {duty.guide_id: duty.guide for duty in rows}
    letters.to_guides("shift_published", guides.values(), now=now, key=f"{plan.pk}:{now:%Y%m%d%H%M%S}")
    record(by=by, verb="shifts.roster_published", subject=plan, at=now, duties=len(rows), guides=len(guides))
    return len(rows)


@transaction.atomic
def put_on(*, by: Actor, shift: Shift, guide: Volunteer, now: datetime) -> Duty:
    """Put a guide on a shift by hand, locked. Twice is once. ``RuleBroken`` when a rule or a wish is against it.

    While a proposal is open it becomes part of it; else it waits to be published.
    """
    require(by, Deed.KEEP_SHIFTS, site_id=shift.site_id)
    shift = shift.locked()
    known = shift.duties.filter(guide=guide, state__in=Duty.STANDING).first()
    if known:
        return known
    plan = queries.plan()
    facts = queries.facts(plan, shift.on, shift.on)
    if shift.closed_at or guide.pk not in facts.guides:
        raise RuleBroken(("shift_closed" if shift.closed_at else "departed",))
    against = facts.against(facts.guides[guide.pk], shift)
    if against:
        raise RuleBroken(against)
    proposal = queries.open_proposal(plan)
    is_part = bool(proposal and proposal.first_on <= shift.on <= proposal.last_on)
    state = STATE.PROPOSED if is_part else STATE.AGREED
    duty = Duty.objects.create(shift=shift, guide=guide, state=state, is_locked=True, made_at=now, state_since=now)
    record(by=by, verb="shifts.guide_put_on", subject=duty, at=now, person=guide.pk)
    return duty


@transaction.atomic
def take_off(*, by: Actor, duty: Duty, now: datetime) -> Duty:
    """Take a guide off a shift. Somebody who has seen the shift on their own page is told."""
    require(by, Deed.KEEP_SHIFTS, site_id=duty.site_id)
    duty = duty.locked()
    was_published = duty.state == STATE.PUBLISHED
    duty.become(STATE.TAKEN_OFF, now)
    if was_published:
        letters.to_guides("shift_changed", [duty.guide], now=now, key=f"off:{duty.pk}")
    record(by=by, verb="shifts.guide_taken_off", subject=duty, at=now, person=duty.guide_id)
    return duty


@transaction.atomic
def lock_duty(*, by: Actor, duty: Duty, now: datetime, is_locked: bool = True) -> Duty:
    """The next proposal leaves it as it is, or may change it. What is agreed is never changed by a proposal."""
    require(by, Deed.KEEP_SHIFTS, site_id=duty.site_id)
    duty = duty.locked()
    if duty.state != STATE.PROPOSED:
        raise MoveNotAllowed(duty.state, "lock")
    duty.is_locked = is_locked
    duty.save()
    record(by=by, verb="shifts.duty_locked" if is_locked else "shifts.duty_unlocked", subject=duty, at=now)
    return duty
