"""A proposal from the press of the button to the groups in it: at once when it is small, else by a job."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.gathering import queries
from traedesten.gathering.models import GroupProposal, ProposedGroup, ProposedSeat
from traedesten.gathering.problem import Refused, in_codes, problem_for
from traedesten.groups.models import Programme
from traedesten.jobs import queue
from traedesten.planning import groups as planning

State = GroupProposal.State
AT_ONCE, AGAIN_AT_ONCE = 50, 100
"""Up to so many people the page itself plans, the first time and again; more are left to a job."""


@transaction.atomic
def ask_for_groups(*, by: Actor, programmes: Collection[Programme], now: datetime) -> GroupProposal:
    """A proposal for everybody who is ready in these programmes. Standing ones for any of them are put away."""
    require(by, Deed.COMPOSE_GROUP, site_id=by.site_id)
    ids = sorted((row.pk for row in programmes), key=str)
    for earlier in queries.standing().select_for_update():
        if set(earlier.programmes) & set(ids):
            leave_proposal(by=by, proposal=earlier, now=now)
    row = GroupProposal.objects.create(programmes=ids, asked_at=now, by_user_id=by.user_id)
    _plan(row, now, AT_ONCE)
    record(by=by, verb="proposal.asked_for", subject=row, at=now, programmes=len(ids))
    return row


@transaction.atomic
def plan_again(
    *,
    by: Actor,
    proposal: GroupProposal,
    now: datetime,
    expected_version: int | None = None,
    thorough: bool = False,
) -> GroupProposal:
    """Plan around what is locked, moving as few of the others as can be; ``thorough`` leaves it to a job.

    Nothing while it is planned already. ``Stale`` when overtaken.
    """
    proposal = proposal.locked(expected_version)
    require(by, Deed.COMPOSE_GROUP, site_id=proposal.site_id)
    if proposal.state not in (State.READY, State.REFUSED):
        return proposal
    proposal.is_again, proposal.stop_asked, proposal.refused_for = True, False, ""
    _plan(proposal, now, 0 if thorough else AGAIN_AT_ONCE)
    record(by=by, verb="proposal.planned_again", subject=proposal, at=now)
    return proposal


def _plan(row: GroupProposal, now: datetime, at_once: int) -> None:
    waiting = queries.how_many(row.programmes)
    if waiting > at_once:
        row.state, row.phase, row.share = State.WAITING, "", 0
        row.keep()
        queue.later("gathering.plan", site_id=row.site_id, proposal_id=row.pk)
        return
    try:
        found = planning.plan(problem_for(row, now), effort=planning.QUICK)
    except (Refused, planning.ProblemRefused) as refused:
        _refuse(row, *in_codes(refused))
    else:
        _keep(row, found, now)


@transaction.atomic
def begin_planning(*, by: Actor, proposal: GroupProposal, now: datetime) -> GroupProposal:
    """The job takes it up; again, after the worker that had it is gone."""
    require(by, Deed.KEEP_HOUSE, site_id=proposal.site_id)
    proposal = proposal.locked()
    if proposal.is_at_work:
        proposal.state, proposal.phase, proposal.share = State.WORKING, "", 0
        proposal.keep()
        record(by=by, verb="proposal.begun", subject=proposal, at=now)
    return proposal


@transaction.atomic
def keep_groups(*, by: Actor, proposal: GroupProposal, found: planning.Proposal, now: datetime) -> GroupProposal:
    """What the planner found becomes what the proposal says, unless it was put away meanwhile."""
    require(by, Deed.KEEP_HOUSE, site_id=proposal.site_id)
    proposal = proposal.locked()
    if proposal.is_at_work:
        _keep(proposal, found, now)
        record(by=by, verb="proposal.ready", subject=proposal, at=now, groups=len(found.groups))
    return proposal


@transaction.atomic
def refuse_planning(*, by: Actor, proposal: GroupProposal, code: str, about: dict, now: datetime) -> GroupProposal:
    """Nothing could be planned; what the proposal said before, it says still."""
    require(by, Deed.KEEP_HOUSE, site_id=proposal.site_id)
    proposal = proposal.locked()
    if proposal.is_at_work:
        _refuse(proposal, code, about)
        record(by=by, verb="proposal.refused", subject=proposal, at=now, why=code)
    return proposal


def _refuse(row: GroupProposal, code: str, about: dict) -> None:
    row.state = State.READY if row.ready_at else State.REFUSED
    row.refused_for, row.about = code, about
    row.keep()


@transaction.atomic
def stop_planning(*, by: Actor, proposal: GroupProposal, now: datetime) -> GroupProposal:
    """Enough: the job soon gives the best it has so far."""
    proposal = proposal.locked()
    require(by, Deed.COMPOSE_GROUP, site_id=proposal.site_id)
    if proposal.is_at_work and not proposal.stop_asked:
        proposal.stop_asked = True
        proposal.keep()
        record(by=by, verb="proposal.stop_asked", subject=proposal, at=now)
    return proposal


@transaction.atomic
def leave_proposal(*, by: Actor, proposal: GroupProposal, now: datetime) -> GroupProposal:
    """Put it away. Who was in it is forgotten; groups that were made of it live on."""
    proposal = proposal.locked()
    require(by, Deed.COMPOSE_GROUP, site_id=proposal.site_id)
    if proposal.state != State.LEFT:
        proposal.seats.all().delete()
        proposal.state = State.LEFT
        proposal.keep()
        record(by=by, verb="proposal.left", subject=proposal, at=now)
    return proposal


@transaction.atomic
def forget_gone(*, by: Actor, proposal: GroupProposal, now: datetime) -> int:
    """Seats of those who wait no longer are erased from the proposal. How many there were."""
    require(by, Deed.KEEP_HOUSE, site_id=proposal.site_id)
    erased, _kinds = queries.no_longer_waiting().filter(proposal=proposal).delete()
    record(by=by, verb="proposal.forgot", subject=proposal, at=now, seats=erased)
    return erased


# --- what the planner found, as rows -----------------------------------------------------------------------------


def _keep(row: GroupProposal, found: planning.Proposal, now: datetime) -> None:
    before = queries.contents_of(row)
    known = {seat.seeker_id: seat for seats in before.seats.values() for seat in seats}
    locked = {pk: seat.is_locked for pk, seat in known.items()}
    moved = {seat.seeker_id for group in before.open if group.was_changed for seat in before.seats[group.pk]}
    groups = _groups(row, found.gatherings, before, {pk for pk in moved if locked[pk]})
    row.seats.all().delete()
    row.groups.filter(state=ProposedGroup.State.PROPOSED).exclude(pk__in=[one.pk for one in groups]).delete()
    ProposedGroup.objects.bulk_create([one for one in groups if one._state.adding])
    seats = [
        ProposedSeat(proposal=row, seeker_id=UUID(member), group=group)
        for group, gathering in zip(groups, found.gatherings, strict=True)
        for member in gathering.group.members
    ]
    seats += [ProposedSeat(proposal=row, seeker_id=UUID(left.person), why=_why(left)) for left in found.left]
    for seat in seats:
        if seat.seeker_id in known:  # the same seat, so that a page opened before still finds it
            seat.pk, seat.is_locked = known[seat.seeker_id].pk, locked[seat.seeker_id]
    ProposedSeat.objects.bulk_create(seats)
    row.state, row.ready_at, row.phase, row.share = State.READY, now, "", 100
    row.value, row.bound, row.is_proven, row.was_stopped = found.value, found.bound, found.proven, found.stopped
    row.keep()


def _groups(
    row: GroupProposal, gatherings: Sequence[planning.Gathering], before: queries.Contents, moved: set[UUID]
) -> list[ProposedGroup]:
    """The rows of locked groups, and new ones for the others, in the order of the gatherings."""
    kept = {one.key: one for one in before.open if one.is_locked}
    return [
        kept[gathering.group.key] if gathering.kept else _new(row, gathering.group, moved) for gathering in gatherings
    ]


def _new(row: GroupProposal, group: planning.Group, moved: set[UUID]) -> ProposedGroup:
    low, high = group.key.band.partition("@")[0].split("-")
    one, other = sorted(map(UUID, group.facilitators))
    return ProposedGroup(
        proposal=row,
        programme_id=UUID(group.key.theme),
        place_id=UUID(group.key.venue),
        slot=group.key.time,
        low=int(low),
        high=int(high),
        one_id=one,
        other_id=other,
        was_changed=bool(moved & set(map(UUID, group.members))),
    )


def _why(left: planning.Left) -> dict:
    return {
        "binding": _coded(left.binding),
        "relaxation": _coded(left.relaxation) if left.relaxation else None,
    }


def _coded(reason: planning.Reason) -> dict:
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in reason.params.items()}
    return {"code": reason.code, "params": plain}
