"""Out of a group: stopping, where each goes from the last meeting, the end, and the question three months later."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, Role, require
from traedesten.domain.courses import IN_THE_COURSE, Course, CourseMove, Onward, Seat, SeatMove
from traedesten.domain.groups import PoolMove
from traedesten.domain.journey import MoveNotAllowed
from traedesten.groups import letters
from traedesten.groups.models import GroupFollowUp, Member, SelfHelpGroup
from traedesten.groups.queries import sessions as queries
from traedesten.groups.queries.facilitators import holders
from traedesten.journeys.actions import open_journey
from traedesten.offers.models import Offer
from traedesten.referrals.actions import receive
from traedesten.referrals.models import Referral, Source
from traedesten.tenancy.models import Link


class SomebodyUnanswered(MoveNotAllowed):
    """A group cannot end while somebody in it has not said where they go, unless it is said why."""


@transaction.atomic
def stop(*, by: Actor, member: Member, now: datetime, reason: str = "not_said", announced: bool = False) -> Member:
    """Somebody leaves the course. ``reason`` is one of ``courses.STOPS``; ``announced``: the group may be told."""
    member = member.locked()
    require(by, Deed.STOP_IN_GROUP, site_id=member.site_id, owners=(member.seeker_id, *holders(member.group, now)))
    member.stopped_for, member.was_announced = reason, announced
    member.move(SeatMove.STOP, now)
    _leave_the_pool(member, now)
    member.caring_contacts.filter(done_at=None).exclude(after_session=None).delete()
    if not by.user_id:
        letters.to_facilitators("facilitator_seat_left", member.group, now=now, key=f"stopped:{member.pk}")
    record(by=by, verb="member.stopped", subject=member, at=now, person=member.seeker_id, reason=reason)
    return member


def _leave_the_pool(member: Member, now: datetime) -> None:
    """They wait for no group any more; what is known about them goes the way of everybody who has left."""
    seeker = member.seeker.locked()
    if PoolMove.WITHDRAW in seeker.moves:
        seeker.move(PoolMove.WITHDRAW, now)


@transaction.atomic
def choose_onward(
    *,
    by: Actor,
    member: Member,
    onward: str,
    now: datetime,
    offer: Offer | None = None,
    with_guide: bool = False,
    tells_place: bool = False,
    may_be_asked: bool | None = None,
    expected_version: int | None = None,
) -> Member:
    """The next stone. ``with_guide``: somebody should go along to the offer. ``tells_place``: whoever answers for the
    offer is told that somebody new comes, and nothing about whom.

    A guide is asked for by a card of the member's own in the inbox, once; where a journal is kept, and it is the
    coordinator who writes, the journey is opened at once. ``may_be_asked`` is their yes to two questions three
    months later; None leaves it as it is. ``Stale`` when overtaken.
    """
    member = member.locked(expected_version)
    require(by, Deed.CHOOSE_ONWARD, site_id=member.site_id, owners=(member.seeker_id, *holders(member.group, now)))
    if member.seat not in IN_THE_COURSE or member.seeker.erased_at:
        raise MoveNotAllowed(member.seat, "choose_onward")
    member.onward, member.onward_done_at = Onward(onward), now
    member.onward_offer = offer if onward == Onward.OFFER else None
    member.shares_number = member.shares_number and onward == Onward.TOGETHER
    if may_be_asked is not None:
        member.may_be_asked = may_be_asked
    if tells_place and member.onward_offer and member.onward_offer.can_be_asked:
        letters.to_place(member, now=now)
    if onward == Onward.GUIDE or (onward == Onward.OFFER and with_guide):
        _ask_for_a_guide(by, member, now)
    member.version += 1
    member.save()
    record(by=by, verb="member.onward", subject=member, at=now, person=member.seeker_id, onward=str(member.onward))
    return member


def _ask_for_a_guide(by: Actor, member: Member, now: datetime) -> None:
    """A card in the inbox: the same judgement as for everybody takes over from there."""
    seeker = member.seeker.locked()
    if seeker.referral_id:
        return
    seeker.referral = receive(
        by=by,
        submission_key=uuid4(),
        now=now,
        source=Source.SELF,
        whom_to_call=Referral.Call.PARTICIPANT,
        first_name=seeker.first_name,
        phone=seeker.phone,
        email=seeker.email,
        best_time=seeker.best_time,
        area=seeker.area,
        age=seeker.age(timezone.localdate(now)),
        language=seeker.language,
    ).referral
    seeker.save()
    if member.group.keeps_journal and by.has(Role.COORDINATOR):
        member.onward_journey = open_journey(by=by, referral=seeker.referral, now=now)


@transaction.atomic
def end_group(
    *, by: Actor, group: SelfHelpGroup, now: datetime, without: str = "", expected_version: int | None = None
) -> SelfHelpGroup:
    """The last meeting has been. ``SomebodyUnanswered`` unless each has a next stone, or ``without`` says why not.

    ``without`` is one of ``sessions.UNANSWERED``. Where no journal is kept, the day of erasure is set here.
    """
    group = group.locked(expected_version)
    require(by, Deed.END_GROUP, site_id=group.site_id, owners=holders(group, now))
    if queries.unanswered(group).exists() and not without:
        raise SomebodyUnanswered(group.state, CourseMove.END)
    letters.to_members("group_ended", group, now=now, key=f"ended:{group.pk}")
    for member in group.members.filter(seat=Seat.YES).select_related("seeker", "key"):
        member.move(SeatMove.FINISH, now)
        _leave_the_pool(member, now)
    group.ended_on = timezone.localdate(now, queries.zone_here())
    group.ended_without = without
    if not group.keeps_journal:
        group.erase_on = group.ended_on + timedelta(days=group.programme.erase_after_days)
    group.move(CourseMove.END, now)
    record(by=by, verb="group.ended", subject=group, at=now, without=without or None)
    return group


@transaction.atomic
def ask_afterwards(*, by: Actor, member: Member, now: datetime) -> Member:
    """Three months later: a link with two questions, once. What is known about them is erased after that."""
    require(by, Deed.KEEP_HOUSE, site_id=member.site_id)
    member = member.locked()
    if member.asked_again_at is None:
        letters.afterwards(member, now=now)
        member.asked_again_at = now
        member.save()
    record(by=by, verb="member.asked_afterwards", subject=member, at=now, person=member.seeker_id)
    return member


@transaction.atomic
def answer_afterwards(
    *, by: Actor, group: SelfHelpGroup, now: datetime, link: Link | None = None, **answers
) -> GroupFollowUp | None:
    """Keep ``in_community`` and ``kept_contact`` for the group, from nobody in particular. None when used before."""
    require(by, Deed.ANSWER_AFTER_GROUP, site_id=group.site_id, owners=(group.pk,))
    if link is not None and not link.use_up(now):
        return None
    if group.state != Course.ENDED:
        raise MoveNotAllowed(group.state, "answer_afterwards")
    on = timezone.localdate(now, queries.zone_here())
    row = GroupFollowUp.objects.create(group=group, answered_on=on, **answers)
    record(by=by, verb="group.answered_afterwards", subject=group, at=now)
    return row
