"""The talk before a group, and what comes out of it."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.groups import PoolMove
from traedesten.groups.actions.inviting import free_seats
from traedesten.groups.models import NotWith, Seeker, Talk
from traedesten.referrals.actions import receive
from traedesten.referrals.models import Referral, Source


@transaction.atomic
def hold_talk(
    *,
    by: Actor,
    seeker: Seeker,
    outcome: str,
    now: datetime,
    expected_version: int | None = None,
    ask_again_on: date | None = None,
    may_refer: bool = False,
    not_with: Iterable[Seeker] = (),
    **answers,
) -> Talk:
    """Keep what came out of a talk, the first or a later one.

    ``outcome`` is ``found_ready``, ``put_off`` (ask again on a day, or not at all) or ``show_on``; with
    ``may_refer``, their own yes, somebody shown on gets a referral on the main road. ``not_with`` replaces
    those they cannot sit with. Raises ``NotKept``, ``CprFound``, ``PoolMoveNotAllowed`` and ``Stale``.
    """
    require(by, Deed.HOLD_TALK, site_id=seeker.site_id)
    seeker = seeker.locked(expected_version)
    seeker.programme.refuse_what_is_not_kept(answers)
    move = PoolMove(outcome)
    seeker.ask_again_on = ask_again_on if move == PoolMove.PUT_OFF else None
    seeker.move(move, now)
    if move != PoolMove.FOUND_READY:
        free_seats(by=by, seeker=seeker, now=now)
    talk = Talk.objects.filter(seeker=seeker).first() or Talk(seeker=seeker, key=seeker.key, held_at=now)
    for name, value in answers.items():
        setattr(talk, name, value)
    talk.by_user_id = by.user_id
    talk.save()
    _keep_apart(seeker, not_with)
    if move == PoolMove.SHOW_ON and may_refer:
        seeker.referral = _referred(by, seeker, now)
        seeker.save()
    record(by=by, verb="talk.held", subject=talk, at=now, person=seeker.pk, outcome=str(move))
    return talk


def _keep_apart(seeker: Seeker, others: Iterable[Seeker]) -> None:
    chosen = {other.pk for other in others} - {seeker.pk}
    seeker.not_with.exclude(other_id__in=chosen).delete()
    known = set(seeker.not_with.values_list("other_id", flat=True))
    NotWith.objects.bulk_create(NotWith(seeker=seeker, other_id=other) for other in sorted(chosen - known))


def _referred(by: Actor, seeker: Seeker, now: datetime) -> Referral:
    """A card of their own in the inbox: the same judgement as for everybody takes over from there."""
    receipt = receive(
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
    )
    return receipt.referral
