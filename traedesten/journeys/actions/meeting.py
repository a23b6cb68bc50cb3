"""What is written down when people meet: contacts, wishes and needs, who they are, who is close to them."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.consent.models import Consent
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import MoveNotAllowed, Stale
from traedesten.journeys import letters, queries
from traedesten.journeys.models import Contact, Journey, Wishes
from traedesten.people.models import Participant, Relative
from traedesten.tenancy.models import Link
from traedesten.vault.models import DataKey


@transaction.atomic
def log_contact(
    *,
    by: Actor,
    journey: Journey,
    kind: str,
    held_at: datetime,
    client_key: UUID,
    now: datetime,
    note: str = "",
    next_step: str | None = None,
    next_on: date | None = None,
    relative: Relative | None = None,
) -> Contact:
    """Write down a contact and the next step. The same ``client_key`` twice is one contact.

    ``next_step`` None keeps the one that stands, "" takes it away.
    """
    journey = journey.locked()
    require(by, Deed.LOG_CONTACT, site_id=journey.site_id, owners=journey.owners)
    known = journey.contacts.filter(client_key=client_key).first()
    if known:
        return known
    words = {"kind": kind, "held_at": held_at, "note": note, "relative": relative}
    key = relative.key if relative else journey.key
    before = _standing(journey, relative)
    contact = journey.contacts.create(
        key=key, by_user_id=by.user_id, client_key=client_key, written_at=now, **before, **words
    )
    if kind != Contact.Kind.NO_ANSWER and relative:
        relative.wants_call_since = None
        relative.save(update_fields=["wants_call_since"])
    elif kind != Contact.Kind.NO_ANSWER:
        journey.heard_from(held_at)
        letters.to_referrer(journey, "in_contact", now=now)
    if next_step is not None or next_on:
        journey.next_step, journey.next_on = next_step or "", next_on
    journey.keep()
    person = relative.pk if relative else journey.participant_id
    record(by=by, verb="journey.contact_logged", subject=journey, at=now, person=person, contact=contact.pk)
    return contact


def _standing(journey: Journey, relative: Relative | None) -> dict:
    """What the note is about to overwrite, so that it can be taken back."""
    return {
        "before_step": journey.next_step,
        "before_on": journey.next_on,
        "answered_call_since": (relative or journey).wants_call_since,
    }


@transaction.atomic
def take_back_contact(*, by: Actor, contact: Contact, now: datetime) -> None:
    """The author regrets a note on the day it was written: the row and its words are gone, and what it changed.

    A message that it sent to the referrer is not called back.
    """
    journey = contact.journey.locked()
    require(by, Deed.LOG_CONTACT, site_id=journey.site_id, owners=journey.owners)
    contact = journey.contacts.select_for_update(of=("self",)).filter(pk=contact.pk).first()
    if contact is None:
        return
    if not queries.may_take_back(contact, by.user_id, now):
        raise MoveNotAllowed(contact.kind, "take_back")
    person, contact_id = contact.relative_id or journey.participant_id, contact.pk
    _undo(journey, contact)
    contact.delete()
    journey.first_contact_at, journey.last_contact_at = queries.heard_between(journey)
    journey.keep()
    record(by=by, verb="journey.contact_taken_back", subject=journey, at=now, person=person, contact=contact_id)


def _undo(journey: Journey, contact: Contact) -> None:
    """The step that stood before comes back, unless a later note has written another."""
    if not journey.contacts.filter(written_at__gt=contact.written_at).exists():
        journey.next_step, journey.next_on = contact.before_step, contact.before_on
    if contact.kind == Contact.Kind.NO_ANSWER or not contact.answered_call_since:
        return
    if contact.relative:
        contact.relative.wants_call_since = contact.relative.wants_call_since or contact.answered_call_since
        contact.relative.save()
    else:
        journey.wants_call_since = journey.wants_call_since or contact.answered_call_since


@transaction.atomic
def write_wishes(*, by: Actor, journey: Journey, now: datetime, expected_version: int = 0, **wishes) -> Wishes:
    """Keep what the person wishes and needs. ``expected_version`` is 0 for the first time."""
    journey = journey.locked()
    require(by, Deed.WRITE_WISHES, site_id=journey.site_id, owners=journey.owners)
    row = Wishes.objects.filter(journey=journey).first() or Wishes(journey=journey, key=journey.key, version=0)
    if row.version != expected_version:
        raise Stale
    changed = row.rewrite(wishes)
    row.version, row.changed_at = row.version + 1, now
    row.save()
    record(
        by=by,
        verb="journey.wishes_written",
        subject=journey,
        at=now,
        person=journey.participant_id,
        fields=changed,
    )
    return row


@transaction.atomic
def edit_participant(
    *, by: Actor, journey: Journey, now: datetime, expected_version: int | None = None, **person
) -> Participant:
    """Put right what we know about the participant. Links sent to another number or address stop working."""
    journey = journey.locked(expected_version)
    require(by, Deed.EDIT_PERSON, site_id=journey.site_id, owners=journey.owners)
    participant = journey.participant
    reached_at = (participant.phone, participant.email)
    changed = participant.rewrite(person)
    participant.save()
    _close_links_sent_to(reached_at, participant, now)
    journey.keep()
    record(
        by=by,
        verb="people.participant_edited",
        subject=journey,
        at=now,
        person=participant.pk,
        fields=changed,
    )
    return participant


@transaction.atomic
def add_relative(*, by: Actor, journey: Journey, now: datetime, **relative) -> Relative:
    """Somebody close, in their own right. What they may see is the participant's to decide, by consent.

    With a number or an address comes their own yes to being called, which the guide has asked for.
    """
    require(by, Deed.EDIT_RELATIVE, site_id=journey.site_id, owners=journey.owners)
    person = Relative.objects.create(
        key=DataKey.new(), participant_id=journey.participant_id, made_at=now, **relative
    )
    if person.phone or person.email:
        yes = {"purpose": Purpose.CONTACT, "channel": Channel.MEETING}
        Consent.note(by=by, person_id=person.pk, now=now, **yes)
    record(
        by=by,
        verb="people.relative_added",
        subject=journey,
        at=now,
        person=person.pk,
        participant=journey.participant_id,
    )
    return person


@transaction.atomic
def edit_relative(
    *,
    by: Actor,
    journey: Journey,
    relative: Relative,
    now: datetime,
    expected_version: int | None = None,
    **fields,
) -> Relative:
    """What the relative carries, wishes and how they are reached. Links sent elsewhere stop working.

    ``Stale`` when ``expected_version`` is given and somebody else has edited since.
    """
    require(by, Deed.EDIT_RELATIVE, site_id=journey.site_id, owners=journey.owners)
    relative = journey.participant.relatives.select_for_update(of=("self",)).get(pk=relative.pk)
    if expected_version not in (None, relative.version):
        raise Stale
    reached_at = (relative.phone, relative.email)
    changed = relative.rewrite(fields)
    relative.version += 1
    relative.save()
    _close_links_sent_to(reached_at, relative, now)
    record(by=by, verb="people.relative_edited", subject=journey, at=now, person=relative.pk, fields=changed)
    return relative


def _close_links_sent_to(reached_at: tuple[str, str], person: Participant | Relative, now: datetime) -> None:
    """A number or an address that was wrong, or is no longer theirs, must not open their page."""
    if any(old and old != new for old, new in zip(reached_at, (person.phone, person.email), strict=True)):
        Link.revoke_all(purpose=Link.Purpose.PERSON, subject_id=person.pk, now=now)
