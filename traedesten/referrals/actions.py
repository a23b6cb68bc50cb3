"""Referral cards: received, looked through, called about, declined. Accepting one opens a journey (journeys)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction

from traedesten.audit.actions import record
from traedesten.domain import asks, cpr, crisis
from traedesten.domain.access import Actor, Deed, require
from traedesten.messages.models import Message
from traedesten.referrals import queries
from traedesten.referrals.models import CallAttempt, Referral, ReferringUnit
from traedesten.tenancy.models import Link
from traedesten.vault.models import DataKey

STATUS_LINK_LIFE = timedelta(days=400)


class Receipt(NamedTuple):
    """The referral and the token of a fresh link to its status page."""

    referral: Referral
    token: str


@transaction.atomic
def receive(
    *,
    by: Actor,
    submission_key: UUID,
    now: datetime,
    unit: ReferringUnit | None = None,
    sender_digest: bytes = b"",
    suspicions: Iterable[str] = (),
    **card,
) -> Receipt:
    """Take in a card. The same submission twice is one referral; a suspicious or over-limit one is held."""
    require(by, Deed.SEND_REFERRAL, site_id=by.site_id)
    if any(cpr.find(value) for value in card.values() if isinstance(value, str)):
        raise cpr.CprFound
    known = queries.referral_submitted(submission_key)
    if known:
        return Receipt(known, _status_link(known, now))
    held = [*suspicions, *queries.over_limit(sender_digest, unit, now)]
    referral = Referral(
        unit=unit, submission_key=submission_key, sender_digest=sender_digest, received_at=now, **card
    )
    try:
        with transaction.atomic():
            _keep(referral, held)
    except IntegrityError:  # the other half of a double click was quicker
        known = queries.referral_submitted(submission_key)
        return Receipt(known, _status_link(known, now))
    token = _status_link(referral, now)
    if not held:
        _post_receipt(referral, token, now)
    record(by=by, verb="referral.received", subject=referral, at=now, source=referral.source, held=bool(held))
    return Receipt(referral, token)


def _keep(referral: Referral, held: list[str]) -> None:
    referral.key = DataKey.new()
    referral.state = Referral.State.HELD if held else Referral.State.NEW
    referral.warnings = [*(f"held.{code}" for code in held), *_warnings(referral)]
    referral.save(force_insert=True)


def _warnings(referral: Referral) -> list[str]:
    words = " ".join((referral.note, referral.best_time))
    codes = [f"asks.{reason.code}" for reason in asks.beyond_volunteer(words)]
    return [*codes, "crisis"] if crisis.signals(words) else codes


def _status_link(referral: Referral, now: datetime) -> str:
    return Link.issue(
        purpose=Link.Purpose.REFERRAL_STATUS,
        subject_id=referral.pk,
        now=now,
        expires_at=now + STATUS_LINK_LIFE,
    )


def _post_receipt(referral: Referral, token: str, now: datetime) -> None:
    _post(referral, "referral_receipt", token, now)


def _post(referral: Referral, name: str, token: str, now: datetime, nth: int = 1) -> None:
    Message.post(
        name,
        referral.referrer,
        now=now,
        path=queries.status_path(token),
        idempotency_key=f"{name}:{referral.pk}:{nth}",
    )


@transaction.atomic
def release_referral(*, by: Actor, referral: Referral, now: datetime) -> Referral:
    """A held card was real: let it into the inbox and thank the referrer."""
    require(by, Deed.RELEASE_REFERRAL, site_id=referral.site_id)
    referral = referral.locked()
    referral.change(Referral.State.NEW, allowed_from=(Referral.State.HELD,))
    referral.save()
    _post_receipt(referral, _status_link(referral, now), now)
    record(by=by, verb="referral.released", subject=referral, at=now)
    return referral


@transaction.atomic
def discard_referral(*, by: Actor, referral: Referral, now: datetime) -> Referral:
    """A held card was not real."""
    require(by, Deed.RELEASE_REFERRAL, site_id=referral.site_id)
    referral = referral.locked()
    referral.change(Referral.State.DISCARDED, allowed_from=(Referral.State.HELD,))
    referral.closed_at = now
    referral.save()
    record(by=by, verb="referral.discarded", subject=referral, at=now)
    return referral


@transaction.atomic
def record_call(
    *,
    by: Actor,
    referral: Referral,
    answered: bool,
    now: datetime,
    try_again_on: date | None = None,
    note: str = "",
) -> CallAttempt:
    """Write down a call. Without an answer the card waits for its next try among those being clarified."""
    require(by, Deed.CALL_REFERRAL, site_id=referral.site_id)
    referral = referral.locked()
    referral.change(Referral.State.CLARIFYING, allowed_from=Referral.OPEN_STATES)
    referral.save()
    call = referral.calls.create(
        key=referral.key,
        by_user_id=by.user_id,
        at=now,
        answered=answered,
        try_again_on=try_again_on,
        note=note,
    )
    record(by=by, verb="referral.called", subject=referral, at=now, answered=answered)
    return call


@transaction.atomic
def move_referral(*, by: Actor, referral: Referral, to: str, now: datetime) -> Referral:
    """Move a card between new and being clarified."""
    require(by, Deed.MOVE_REFERRAL, site_id=referral.site_id)
    referral = referral.locked()
    if to not in Referral.OPEN_STATES:
        referral.change(to, allowed_from=())
    referral.change(to, allowed_from=Referral.OPEN_STATES)
    referral.save()
    record(by=by, verb="referral.moved", subject=referral, at=now, to=to)
    return referral


@transaction.atomic
def ask_more(*, by: Actor, referral: Referral, question: str, now: datetime) -> Referral:
    """Ask the referrer something before going on; the question stands on the status page."""
    require(by, Deed.MOVE_REFERRAL, site_id=referral.site_id)
    referral = referral.locked()
    referral.change(Referral.State.CLARIFYING, allowed_from=Referral.OPEN_STATES)
    referral.question, referral.asked_more_at = question, now
    referral.questions += 1
    referral.save()
    _post(referral, "referral_ask_more", _status_link(referral, now), now, referral.questions)
    record(by=by, verb="referral.asked_more", subject=referral, at=now)
    return referral


@transaction.atomic
def decline_referral(
    *, by: Actor, referral: Referral, reason: str, may_tell_reason: bool, now: datetime, note: str = ""
) -> Referral:
    """Say no, with a reason that the referrer may or may not be told."""
    require(by, Deed.DECLINE_REFERRAL, site_id=referral.site_id)
    referral = referral.locked()
    referral.change(Referral.State.DECLINED, allowed_from=Referral.OPEN_STATES)
    referral.decline_reason, referral.decline_note = reason, note
    referral.may_tell_reason, referral.closed_at = may_tell_reason, now
    referral.save()
    _post(referral, "referral_declined", _status_link(referral, now), now)
    record(by=by, verb="referral.declined", subject=referral, at=now, reason=reason)
    return referral


@transaction.atomic
def add_unit(*, by: Actor, name: str, kind: str, now: datetime) -> ReferringUnit:
    """Give a workplace a link of its own."""
    require(by, Deed.MANAGE_UNITS, site_id=by.site_id)
    unit = ReferringUnit(key=DataKey.new(), name=name, kind=kind, made_at=now)
    unit.token = Link.issue(purpose=Link.Purpose.REFERRING_UNIT, subject_id=unit.pk, now=now)
    unit.save(force_insert=True)
    record(by=by, verb="referral.unit_added", subject=unit, at=now)
    return unit


@transaction.atomic
def renew_unit_link(*, by: Actor, unit: ReferringUnit, now: datetime) -> ReferringUnit:
    """Close the workplace's link, and the QR codes with it, and make a new one."""
    require(by, Deed.MANAGE_UNITS, site_id=unit.site_id)
    Link.revoke_all(purpose=Link.Purpose.REFERRING_UNIT, subject_id=unit.pk, now=now)
    unit.token = Link.issue(purpose=Link.Purpose.REFERRING_UNIT, subject_id=unit.pk, now=now)
    unit.is_active = True
    unit.save()
    record(by=by, verb="referral.unit_link_renewed", subject=unit, at=now)
    return unit


@transaction.atomic
def close_unit(*, by: Actor, unit: ReferringUnit, now: datetime) -> ReferringUnit:
    """The workplace no longer refers: its link stops working at once."""
    require(by, Deed.MANAGE_UNITS, site_id=unit.site_id)
    Link.revoke_all(purpose=Link.Purpose.REFERRING_UNIT, subject_id=unit.pk, now=now)
    unit.token, unit.is_active = "", False
    unit.save()
    record(by=by, verb="referral.unit_closed", subject=unit, at=now)
    return unit
