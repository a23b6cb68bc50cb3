"""The coordinator knows better: somebody moved or locked, a group locked or turned down, and why."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.courses import CourseMoveNotAllowed
from traedesten.gathering.models import GroupProposal, ProposalChange, ProposedGroup, ProposedSeat
from traedesten.gathering.words import REASONS

Kind = ProposalChange.Kind
TAKEN_OUT = {"binding": {"code": "taken_out", "params": {}}}
SET_ASIDE = {"binding": {"code": "locked_out", "params": {}}}


@transaction.atomic
def move_seat(
    *,
    by: Actor,
    seat: ProposedSeat,
    to: ProposedGroup | None,
    now: datetime,
    is_locked: bool = True,
    reason: str = "",
) -> ProposedSeat:
    """Somebody into another group of the proposal, or to wait on (``to`` None), and whether the next plan keeps them
    there. What was found between them and the group is told, and does not hinder.

    ``CourseMoveNotAllowed`` while it is planned, and for a group of another programme or one that is made.
    """
    require(by, Deed.COMPOSE_GROUP, site_id=seat.site_id)
    proposal = _ready(seat.proposal)
    seat = _row(seat)
    group = to.locked() if to else None
    if group and (group.state != ProposedGroup.State.PROPOSED or group.proposal_id != proposal.pk):
        raise CourseMoveNotAllowed(group.state, "choose")
    if group and group.programme_id != seat.seeker.programme_id:
        raise CourseMoveNotAllowed(group.state, "choose")
    was = seat.group
    seat.group, seat.is_locked = group, is_locked
    if was != group:
        seat.why = {} if group else SET_ASIDE
        for one in filter(None, (was, group)):
            one.was_changed, one.is_locked = True, False
            one.save()
        kind = Kind.MOVED if group else Kind.SET_ASIDE
        ProposalChange.objects.create(proposal=proposal, kind=kind, reason=_known(reason), at=now)
    seat.save()
    proposal.keep()
    to_id = {"to": str(group.pk)} if group else {}
    record(by=by, verb="proposal.seat_moved", subject=seat, at=now, person=seat.seeker_id, locked=is_locked, **to_id)
    return seat


@transaction.atomic
def lock_group(*, by: Actor, group: ProposedGroup, is_locked: bool, now: datetime) -> ProposedGroup:
    """Let the next plan keep this group exactly as it is, or not any more."""
    require(by, Deed.COMPOSE_GROUP, site_id=group.site_id)
    proposal = _ready(group.proposal)
    group = _open(group)
    group.is_locked = is_locked
    group.save()
    proposal.keep()
    record(by=by, verb="proposal.group_locked", subject=group, at=now, locked=is_locked)
    return group


@transaction.atomic
def drop_group(*, by: Actor, group: ProposedGroup, now: datetime, reason: str = "") -> ProposedGroup:
    """No thank you: those in it wait on, and no plan of this proposal uses the place at that time again."""
    require(by, Deed.COMPOSE_GROUP, site_id=group.site_id)
    proposal = _ready(group.proposal)
    group = _open(group)
    group.state, group.is_locked = ProposedGroup.State.DROPPED, False
    group.save()
    group.seats.update(group=None, is_locked=False, why=TAKEN_OUT)
    ProposalChange.objects.create(proposal=proposal, kind=Kind.DROPPED, reason=_known(reason), at=now)
    proposal.keep()
    record(by=by, verb="proposal.group_dropped", subject=group, at=now)
    return group


def _known(reason: str) -> str:
    return reason if reason in REASONS else ""


def _ready(proposal: GroupProposal) -> GroupProposal:
    """The proposal, held until the transaction ends, when it can be argued with."""
    proposal = proposal.locked()
    if proposal.state != GroupProposal.State.READY:
        raise CourseMoveNotAllowed(proposal.state, "change")
    return proposal


def _open(group: ProposedGroup) -> ProposedGroup:
    group = group.locked()
    if group.state != ProposedGroup.State.PROPOSED:
        raise CourseMoveNotAllowed(group.state, "change")
    return group


def _row(seat: ProposedSeat) -> ProposedSeat:
    rows = ProposedSeat.objects.select_related("group", "seeker").select_for_update(of=("self",))
    return rows.get(pk=seat.pk)
