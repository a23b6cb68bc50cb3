"""Into the waiting pool and out of it again: signing up, holding, withdrawing, coming back."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.groups import Came, PoolMove, PoolMoveNotAllowed, Waiting
from traedesten.domain.journey import MoveNotAllowed
from traedesten.groups.actions.inviting import free_seats
from traedesten.groups.models import Programme, Seeker, Talk
from traedesten.groups.queries import pool
from traedesten.messages.models import Message
from traedesten.people.models import Participant
from traedesten.tenancy.models import Link
from traedesten.vault.models import DataKey


class ProgrammeClosed(MoveNotAllowed):
    """Nobody is taken into this programme at the moment."""


class SignedUp(NamedTuple):
    """Who waits, and whether they did before."""

    seeker: Seeker
    was_there: bool


@transaction.atomic
def sign_up(
    *,
    by: Actor,
    programme: Programme,
    submission_key: UUID,
    now: datetime,
    came: str = Came.SIGN_UP,
    participant: Participant | None = None,
    sender_digest: bytes = b"",
    suspicions: Iterable[str] = (),
    **answers,
) -> SignedUp:
    """Take somebody into the pool. The same person in the same programme is one, whose place is untouched.

    Somebody who was told "not now" and writes again is taken up again, with the days they have waited.
    ``participant`` is tied to them only where the programme keeps a journal. A suspicious or over-limit
    sign-up is held. Raises ``ProgrammeClosed``, ``NotKept`` and ``CprFound``.
    """
    require(by, Deed.SIGN_UP_FOR_GROUP, site_id=by.site_id)
    programme = programme.locked()  # one at a time, so that a double click finds the first
    programme.refuse_what_is_not_kept(answers)
    if not programme.is_open:
        raise ProgrammeClosed("closed", "sign_up")
    held = [*suspicions, *pool.over_limit(sender_digest, now)]
    known = pool.signed_up(submission_key) or pool.same_person(programme, **_who(answers))
    if known:
        seeker = known if held else _taken_up_again(known, now)
    else:
        tied = {"participant": participant if programme.keeps_journal else None, "came": came}
        sent = {"submission_key": submission_key, "sender_digest": sender_digest, "held_for": held}
        seeker = _taken_in(programme, now, **tied, **sent, **answers)
    if not held and not seeker.held_for:
        _post_receipt(seeker, now)
    verb = "seeker.signed_up_again" if known else "seeker.signed_up"
    record(by=by, verb=verb, subject=seeker, at=now, person=seeker.pk, came=str(came), held=bool(held))
    return SignedUp(seeker, bool(known))


def _taken_in(programme: Programme, now: datetime, **fields) -> Seeker:
    seeker = Seeker(key=DataKey.new(), programme=programme, waiting_since=now, state_since=now, made_at=now, **fields)
    seeker.save(force_insert=True)
    return seeker


def _taken_up_again(seeker: Seeker, now: datetime) -> Seeker:
    """Who was told "not now" and writes again waits again; nobody else is touched."""
    if PoolMove.COME_BACK in seeker.moves:
        seeker.ask_again_on = None
        seeker.move(PoolMove.COME_BACK, now)
    return seeker


def _who(answers: dict) -> dict:
    return {name: answers.get(name, "") for name in ("first_name", "phone", "email")}


def _post_receipt(seeker: Seeker, now: datetime) -> None:
    """The link goes to the person alone, at most once a day, whoever it was that wrote."""
    key = f"group_sign_up:{seeker.pk}:{timezone.localdate(now)}"
    if Message.objects.filter(idempotency_key=key).exists() or not (seeker.phone or seeker.email):
        return
    token = Link.issue(purpose=Link.Purpose.SEEKER, subject_id=seeker.pk, now=now)
    Message.post("group_sign_up", seeker.recipient, now=now, path=pool.place_path(token), idempotency_key=key)


@transaction.atomic
def release_sign_up(*, by: Actor, seeker: Seeker, now: datetime) -> Seeker:
    """A held sign-up was real: let it into the pool, with the day it came, and send the receipt."""
    require(by, Deed.RELEASE_SIGN_UP, site_id=seeker.site_id)
    seeker = _held(seeker)
    seeker.held_for, seeker.version = [], seeker.version + 1
    seeker.save()
    _post_receipt(seeker, now)
    record(by=by, verb="seeker.released", subject=seeker, at=now, person=seeker.pk)
    return seeker


@transaction.atomic
def discard_sign_up(*, by: Actor, seeker: Seeker, now: datetime) -> Seeker:
    """A held sign-up was not real: what stood in it is erased at once."""
    require(by, Deed.RELEASE_SIGN_UP, site_id=seeker.site_id)
    seeker = _held(seeker)
    seeker.forget(now)
    record(by=by, verb="seeker.discarded", subject=seeker, at=now, person=seeker.pk)
    return seeker


def _held(seeker: Seeker) -> Seeker:
    seeker = seeker.locked()
    if not seeker.held_for or seeker.erased_at:
        raise PoolMoveNotAllowed(seeker.state, "review")
    return seeker


@transaction.atomic
def edit_seeker(*, by: Actor, seeker: Seeker, now: datetime, expected_version: int | None = None, **fields) -> Seeker:
    """Put right what is known about somebody who waits. Raises ``NotKept``, ``CprFound`` and ``Stale``."""
    require(by, Deed.EDIT_SEEKER, site_id=seeker.site_id)
    seeker = seeker.locked(expected_version)
    if seeker.erased_at:
        raise PoolMoveNotAllowed(seeker.state, "edit")
    seeker.programme.refuse_what_is_not_kept(fields)
    changed = seeker.rewrite(fields)
    seeker.version += 1
    seeker.save()
    record(by=by, verb="seeker.changed", subject=seeker, at=now, person=seeker.pk, fields=changed)
    return seeker


@transaction.atomic
def withdraw_sign_up(*, by: Actor, seeker: Seeker, now: datetime) -> Seeker:
    """They do not want a group any more. It can be undone until what is known about them is erased."""
    require(by, Deed.WITHDRAW_SIGN_UP, site_id=seeker.site_id, owners=(seeker.pk,))
    free_seats(by=by, seeker=seeker, now=now)
    seeker = seeker.locked()
    stood = seeker.state
    seeker.move(PoolMove.WITHDRAW, now)
    record(by=by, verb="seeker.withdrew", subject=seeker, at=now, person=seeker.pk, stood=str(stood))
    return seeker


@transaction.atomic
def come_back(*, by: Actor, seeker: Seeker, now: datetime) -> Seeker:
    """They wait again, and have waited since they first signed up; a withdrawal taken back was none."""
    require(by, Deed.WITHDRAW_SIGN_UP, site_id=seeker.site_id, owners=(seeker.pk,))
    seeker = seeker.locked()
    seeker.move(PoolMove.COME_BACK, now, stood=pool.stood_before(seeker))
    if seeker.state != Waiting.NOT_NOW:
        seeker.ask_again_on = None
        seeker.save(update_fields=["ask_again_on"])
    record(by=by, verb="seeker.came_back", subject=seeker, at=now, person=seeker.pk)
    return seeker


@transaction.atomic
def forget_notes(*, by: Actor, programme: Programme, now: datetime) -> int:
    """The programme keeps a journal no longer: last names, notes and ties to journeys go. How many had any."""
    require(by, Deed.KEEP_PROGRAMME, site_id=programme.site_id)
    wiped = 0
    for talk in Talk.objects.filter(seeker__programme=programme).exclude(note=b"").select_for_update(of=("self",)):
        talk.note = ""
        talk.save()
        wiped += 1
    for seeker in pool.with_more_than_a_first_name(programme).select_for_update(of=("self",)):
        seeker.last_name, seeker.participant = "", None
        seeker.save()
        wiped += 1
    record(by=by, verb="programme.notes_forgotten", subject=programme, at=now, rows=wiped)
    return wiped
