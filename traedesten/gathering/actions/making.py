"""A proposed group becomes a group: planned, filled and, when wished, invited, by the actions of groups."""

from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.courses import CourseMoveNotAllowed
from traedesten.gathering import queries
from traedesten.gathering.models import GroupProposal, ProposalChange, ProposedGroup
from traedesten.gathering.table import Card, card_of
from traedesten.groups import actions as groups
from traedesten.groups.models import SelfHelpGroup

Kind = ProposalChange.Kind


class Overtaken(Exception):
    """The group is not what the page showed any more; nothing was made. ``card`` is what it is now."""

    def __init__(self, card: Card):
        super().__init__(f"{card.gone} gone, {len(card.faults)} faults")
        self.card = card


@transaction.atomic
def make_group(
    *,
    by: Actor,
    group: ProposedGroup,
    shown: Collection[UUID],
    name: str,
    first_on: date,
    starts: time,
    now: datetime,
    invites: bool = False,
    despite: bool = False,
) -> SelfHelpGroup:
    """The group with its place, pair and those who sit in it; invited at once when ``invites``.

    ``shown`` are the people that the page showed. Raises ``Overtaken`` when others sit in it now, or its place or
    pair has gone, ``NotYet`` as inviting does, ``CprFound``, and ``CourseMoveNotAllowed`` when it is made already.
    """
    require(by, Deed.COMPOSE_GROUP, site_id=group.site_id)
    proposal = group.proposal.locked()
    group = group.locked()
    if group.state != ProposedGroup.State.PROPOSED or proposal.state != GroupProposal.State.READY:
        raise CourseMoveNotAllowed(group.state, "choose")
    card = card_of(queries.pool_of(proposal.programmes, now), group, group.seats.all())
    if card.faults or {row.seeker.pk for row in card.sits} != set(shown):
        raise Overtaken(card)
    made = _made(by, card, {"name": name, "first_on": first_on, "starts": starts}, now)
    if invites:
        made = groups.invite_group(by=by, group=made, now=now, despite=despite)
    group.state, group.group, group.is_locked = ProposedGroup.State.MADE, made, False
    group.save()
    group.seats.all().delete()
    kind = Kind.MADE_CHANGED if group.was_changed else Kind.MADE
    ProposalChange.objects.create(proposal=proposal, kind=kind, at=now)
    proposal.keep()
    record(by=by, verb="proposal.group_made", subject=group, at=now, group=str(made.pk), seats=len(card.sits))
    return made


def _made(by: Actor, card: Card, told: dict, now: datetime) -> SelfHelpGroup:
    place, pair = card.group.place, (card.group.one, card.group.other)
    where = {
        "area": place.area,
        "venue": place.name,
        "address": place.address,
        "find_us": place.find_us,
        "venue_has": place.venue_has,
    }
    made = groups.plan_group(by=by, programme=card.group.programme, now=now, facilitators=pair, **told, **where)
    for row in card.sits:
        groups.give_seat(by=by, group=made, seeker=row.seeker, now=now)
    return made
