"""The way in for facilitators, and out again: interest, talk, access, papers, and being forgotten."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain import facilitators as rules
from traedesten.domain.access import Actor, Deed, Reach, Role, reach, require
from traedesten.domain.facilitators import FacilitatorMove, FacilitatorMoveNotAllowed, Standing
from traedesten.groups.models import Declaration, Facilitator, FacilitatorTerms, Training
from traedesten.groups.queries import facilitators as queries
from traedesten.messages.models import Message, Recipient
from traedesten.people import actions as people
from traedesten.people.queries import volunteer_with_email
from traedesten.tenancy.queries import coordinators, site_now
from traedesten.vault.models import DataKey

KIND_WORDS = {FacilitatorMove.PUT_OFF, FacilitatorMove.DECLINE}


class NoEmail(Exception):
    """Access needs an e-mail, and there is none."""


class AlreadyFacilitator(Exception):
    """The e-mail is that of somebody who is a facilitator here already."""


class NotThatDay(ValueError):
    """The day is one that cannot be: ``field`` says which."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


class Interested(NamedTuple):
    """Who it is, and whether we knew them before."""

    facilitator: Facilitator
    was_there: bool


@transaction.atomic
def show_interest(
    *,
    by: Actor,
    submission_key: UUID,
    now: datetime,
    sender_digest: bytes = b"",
    suspicions: Iterable[str] = (),
    **answers,
) -> Interested:
    """Somebody would like to hold a group. The same person again is one; who had said "not now" is taken up again.

    A suspicious or over-limit one is held for a look. Raises ``CprFound``.
    """
    require(by, Deed.SHOW_INTEREST, site_id=by.site_id)
    FacilitatorTerms.locked()  # one at a time, so that a double click finds the first
    held = [*suspicions, *queries.over_limit(sender_digest, now)]
    who = {name: answers.get(name, "") for name in queries.KNOWN_AS}
    known = queries.interested(submission_key) or queries.same_person(by.site_id, **who)
    if known and not held and FacilitatorMove.COME_BACK in known.moves:
        known.ask_again_on = None
        known.move(FacilitatorMove.COME_BACK, now)
    row = known or Facilitator.objects.create(
        key=DataKey.new(),
        standing_since=now,
        made_at=now,
        submission_key=submission_key,
        sender_digest=sender_digest,
        held_for=held,
        **answers,
    )
    if not held and not row.held_for:
        _thank_for_interest(row, now)
    verb = "facilitator.interested_again" if known else "facilitator.interested"
    record(by=by, verb=verb, subject=row, at=now, person=row.pk, held=bool(held))
    return Interested(row, bool(known))


def _thank_for_interest(row: Facilitator, now: datetime) -> None:
    path = reverse("groups:become_facilitator_thanks", args=[site_now().slug])
    key = f"facilitator_interest:{row.pk}:{timezone.localdate(now)}"
    Message.post("facilitator_interest", row.recipient, now=now, path=path, idempotency_key=key)


@transaction.atomic
def release_interest(*, by: Actor, facilitator: Facilitator, now: datetime) -> Facilitator:
    """What was held was real: it counts from the day it came, and they are thanked."""
    require(by, Deed.KEEP_FACILITATOR, site_id=facilitator.site_id)
    row = _held(facilitator)
    row.held_for = []
    row.keep()
    _thank_for_interest(row, now)
    record(by=by, verb="facilitator.released", subject=row, at=now, person=row.pk)
    return row


@transaction.atomic
def discard_interest(*, by: Actor, facilitator: Facilitator, now: datetime) -> Facilitator:
    """What was held was not real: what stood in it is erased at once."""
    require(by, Deed.KEEP_FACILITATOR, site_id=facilitator.site_id)
    row = _held(facilitator)
    row.standing = Standing.NO_THANKS
    row.forget(now)
    record(by=by, verb="facilitator.discarded", subject=row, at=now, person=row.pk)
    return row


def _held(facilitator: Facilitator) -> Facilitator:
    row = facilitator.locked()
    if not row.held_for or row.erased_at:
        raise FacilitatorMoveNotAllowed(row.standing, "review")
    return row


@transaction.atomic
def move_facilitator(
    *,
    by: Actor,
    facilitator: Facilitator,
    move: str,
    now: datetime,
    ask_again_on: date | None = None,
    expected_version: int | None = None,
) -> Facilitator:
    """On to the next step, or kindly out; ``ask_again_on`` goes with "not now".

    Accepting opens the access, or invites to open one; going out closes it from the next request on.

    Raises ``NoEmail``, ``AlreadyFacilitator``, ``Stale``, and ``FacilitatorMoveNotAllowed``, also for the moves that
    papers make by themselves.
    """
    require(by, Deed.KEEP_FACILITATOR, site_id=facilitator.site_id)
    row, chosen = facilitator.locked(expected_version), FacilitatorMove(move)
    if chosen in rules.BY_PAPERS:
        raise FacilitatorMoveNotAllowed(row.standing, chosen)
    was_inside = row.is_inside
    row.ask_again_on = ask_again_on if chosen == FacilitatorMove.PUT_OFF else None
    row.move(chosen, now)
    if chosen == FacilitatorMove.ACCEPT:
        _let_in(by, row, now)
        _step_on(row, now)
    elif was_inside:
        people.take_role(by=by, volunteer=row.volunteer, role=Role.FACILITATOR, now=now)
    if chosen in KIND_WORDS and not was_inside:
        key = f"facilitator_another_time:{row.pk}:{timezone.localdate(now)}"
        path = reverse("groups:become_facilitator", args=[site_now().slug])
        Message.post("facilitator_another_time", row.recipient, now=now, path=path, idempotency_key=key)
    record(by=by, verb="facilitator.moved", subject=row, at=now, person=row.pk, move=str(chosen))
    return row


def _let_in(by: Actor, row: Facilitator, now: datetime) -> None:
    """An account of one's own: the one that is there already, or an invitation to open one."""
    if not row.email:
        raise NoEmail
    volunteer = row.volunteer or volunteer_with_email(row.email)
    if volunteer and Facilitator.objects.filter(volunteer=volunteer).exclude(pk=row.pk).exists():
        raise AlreadyFacilitator
    if volunteer is None:
        row.volunteer = people.invite_volunteer(
            by=by,
            email=row.email,
            now=now,
            invited_as=[Role.FACILITATOR.value],
            first_name=row.first_name,
            last_name=row.last_name,
            phone=row.phone,
            language=row.language,
            area=row.area,
            capacity=0,
        )
    else:
        row.volunteer = people.give_role(by=by, volunteer=volunteer, role=Role.FACILITATOR, now=now)
        if not volunteer.user_id:
            people.invite_again(by=by, volunteer=row.volunteer, now=now)
    row.keep()


def _step_on(row: Facilitator, now: datetime) -> None:
    """As far as the papers that are valid today carry."""
    papers, good = row.papers(timezone.localdate(now)), {rules.Validity.VALID, rules.Validity.SOON}
    if row.standing == Standing.TRAINING and papers[rules.Paper.TRAINING] in good:
        row.move(FacilitatorMove.TRAINED, now)
    if row.standing == Standing.DECLARATION and papers[rules.Paper.DECLARATION] in good:
        row.move(FacilitatorMove.DECLARED, now)


@transaction.atomic
def edit_facilitator(
    *, by: Actor, facilitator: Facilitator, now: datetime, expected_version: int | None = None, **fields
) -> Facilitator:
    """Put right what is known about them. Raises ``CprFound`` and ``Stale``."""
    require(by, Deed.KEEP_FACILITATOR, site_id=facilitator.site_id)
    row = facilitator.locked(expected_version)
    changed = _write(row, fields)
    record(by=by, verb="facilitator.changed", subject=row, at=now, person=row.pk, fields=changed)
    return row


@transaction.atomic
def keep_availability(
    *, by: Actor, facilitator: Facilitator, now: datetime, expected_version: int | None = None, **fields
) -> Facilitator:
    """When they can (``times``), where (``places``, ids of areas), and how many groups at once. ``Stale``."""
    require(by, Deed.KEEP_AVAILABILITY, site_id=facilitator.site_id, owners=facilitator.owners)
    row = facilitator.locked(expected_version)
    changed = _write(row, fields)
    record(by=by, verb="facilitator.availability", subject=row, at=now, person=row.pk, fields=changed)
    return row


def _write(row: Facilitator, fields: dict) -> list[str]:
    """Put in what is new, and say the names of it."""
    if row.erased_at:
        raise FacilitatorMoveNotAllowed(row.standing, "edit")
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    row.keep()
    return changed


@transaction.atomic
def record_training(
    *,
    by: Actor,
    facilitator: Facilitator,
    kind: str,
    held_on: date,
    now: datetime,
    valid_until: date | None = None,
) -> Training:
    """They have learned something. What makes them trained is valid as long as the site says, or ``valid_until``.

    The same kind on the same day is one record. ``NotThatDay`` when it lies ahead, or ends before it was held.
    """
    require(by, Deed.KEEP_FACILITATOR, site_id=facilitator.site_id)
    row, today = _known(facilitator), timezone.localdate(now)
    if held_on > today:
        raise NotThatDay("held_on")
    trains = kind in rules.TRAINS
    until = (valid_until or rules.months_later(held_on, queries.terms().training_months)) if trains else None
    if until and until < held_on:
        raise NotThatDay("valid_until")
    learned, _made = Training.objects.update_or_create(
        facilitator=row,
        kind=kind,
        held_on=held_on,
        defaults={"valid_until": until, "by_user_id": by.user_id, "made_at": now},
    )
    _step_on(row, now)
    record(by=by, verb="facilitator.trained", subject=learned, at=now, person=row.pk, kind=str(kind))
    return learned


@transaction.atomic
def sign_declaration(
    *, by: Actor, facilitator: Facilitator, signed_as: str, now: datetime, signed_on: date | None = None
) -> Declaration:
    """Confidentiality is promised: by the facilitator today, or on paper on a day that the coordinator says.

    ``NotThatDay`` when that lies ahead. ``FacilitatorMoveNotAllowed`` before they are accepted.
    """
    require(by, Deed.SIGN_DECLARATION, site_id=facilitator.site_id, owners=facilitator.owners)
    row, today = _known(facilitator), timezone.localdate(now)
    if not row.is_inside:
        raise FacilitatorMoveNotAllowed(row.standing, "sign")
    on_paper = reach(by, Deed.SIGN_DECLARATION) == Reach.SITE and by.user_id not in row.owners
    day = (signed_on or today) if on_paper else today
    if day > today:
        raise NotThatDay("signed_on")
    signed = Declaration.objects.create(
        key=row.key,
        facilitator=row,
        signed_as=signed_as,
        signed_on=day,
        valid_until=rules.months_later(day, queries.terms().declaration_months),
        on_paper=on_paper,
        by_user_id=by.user_id,
        made_at=now,
    )
    _step_on(row, now)
    record(by=by, verb="facilitator.declared", subject=signed, at=now, person=row.pk, on_paper=on_paper)
    return signed


def _known(facilitator: Facilitator) -> Facilitator:
    row = facilitator.locked()
    if row.erased_at or row.held_for:
        raise FacilitatorMoveNotAllowed(row.standing, "record")
    return row


@transaction.atomic
def keep_facilitator_terms(
    *, by: Actor, now: datetime, expected_version: int | None = None, **fields
) -> FacilitatorTerms:
    """How long training and declarations are valid from now on, and how long we know who is gone. ``Stale``."""
    require(by, Deed.KEEP_FACILITATOR, site_id=by.site_id)
    row = FacilitatorTerms.locked(expected_version)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    row.version += 1
    row.save()
    record(by=by, verb="facilitator.terms", subject=row, at=now, fields=changed)
    return row


@transaction.atomic
def warn_of_expiry(*, by: Actor, facilitator: Facilitator, paper: str, until: date, now: datetime) -> bool:
    """Tell them and the coordinators, once, that something runs out. Whether it was told now."""
    require(by, Deed.KEEP_HOUSE, site_id=facilitator.site_id)
    key = f"facilitator_expiring:{facilitator.pk}:{paper}:{until}"
    path = reverse("groups:facilitator", args=[site_now().slug, facilitator.pk])
    told = Message.post(
        "facilitator_renew", facilitator.recipient, now=now, path=queries.day_path(), idempotency_key=f"{key}:own"
    )
    for user in coordinators():
        to = Recipient(facilitator.key, user.first_name, "", user.email, user.language)
        sent = Message.post("facilitator_expiring", to, now=now, path=path, idempotency_key=f"{key}:{user.pk}")
        told = told or sent
    if told:
        record(by=by, verb="facilitator.warned", subject=facilitator, at=now, person=facilitator.pk, paper=str(paper))
    return bool(told)


@transaction.atomic
def forget_facilitator(*, by: Actor, facilitator: Facilitator, now: datetime) -> Facilitator:
    """Somebody who is not with us, and was not long enough ago: the row says only that one came."""
    require(by, Deed.KEEP_HOUSE, site_id=facilitator.site_id)
    row = facilitator.locked()
    if row.erased_at or row.standing not in rules.OUTSIDE:
        raise FacilitatorMoveNotAllowed(row.standing, "forget")
    row.forget(now)
    record(by=by, verb="facilitator.forgotten", subject=row, at=now, person=row.pk)
    return row
