"""Keeping the directory: organisations, venues, offers and their times."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, Role, require
from traedesten.domain.names import normalise_name
from traedesten.domain.schedules import OneOff, Regular
from traedesten.domain.taxonomy import with_parents
from traedesten.offers import letters
from traedesten.offers.models import (
    Directory,
    Offer,
    OfferClosed,
    OfferException,
    OfferSuggestion,
    OfferTime,
    Organisation,
    Venue,
)
from traedesten.tenancy.models import Link
from traedesten.vault.models import DataKey


@transaction.atomic
def add_offer(*, by: Actor, now: datetime, **offer) -> Offer:
    """Put an offer on the list. The arguments are those of ``edit_offer``."""
    require(by, Deed.KEEP_DIRECTORY, site_id=by.site_id)
    row = _made(now, **offer)
    record(by=by, verb="offer.added", subject=row, at=now)
    return row


@transaction.atomic
def edit_offer(
    *,
    by: Actor,
    offer: Offer,
    now: datetime,
    expected_version: int | None = None,
    confirms: bool = False,
    **changes,
) -> Offer:
    """Put an offer right; what is left out, or None, stands. ``is_open=False`` takes it off every list.

    ``times`` are ``Regular``, ``exceptions`` ``OneOff``, ``organisation`` is a name; ``venue`` the fields of
    ``Venue``, found again by name and address; ``contact_public`` whether the contact person has said yes to
    standing on open pages; the rest are fields of ``Offer``. With ``confirms`` it is also said to be right.

    ``Stale`` when somebody else changed it after ``expected_version``; ``OfferClosed`` when its owner comes
    after it was taken off the list.
    """
    require(by, Deed.EDIT_OFFER, site_id=offer.site_id, owners=(offer.pk,))
    offer = offer.locked(expected_version)
    _require_open_to(by, offer)
    if confirms:
        offer.be_confirmed(now)
    changed = _change(offer, now, **changes)
    record(by=by, verb="offer.edited", subject=offer, at=now, fields=changed, confirmed=confirms or None)
    return offer


@transaction.atomic
def stop_offer(*, by: Actor, offer: Offer, now: datetime) -> Offer:
    """Take an offer off every list. When its owner does, the coordinators are told."""
    require(by, Deed.EDIT_OFFER, site_id=offer.site_id, owners=(offer.pk,))
    offer = offer.locked()
    was_open, offer.is_open = offer.is_open, False
    offer.keep(now)
    if was_open and by.has(Role.OFFER_OWNER):
        letters.to_coordinators("offer_stopped", offer, now=now)
    record(by=by, verb="offer.stopped", subject=offer, at=now)
    return offer


@transaction.atomic
def take_suggestion(
    *,
    by: Actor,
    suggestion: OfferSuggestion,
    now: datetime,
    expected_version: int | None = None,
    **changes,
) -> Offer:
    """Let a suggestion, or the part of it in ``changes`` (as for ``edit_offer``), become what stands.

    A suggestion about no offer makes a new one. The owner is told when something changed. ``Stale`` when the
    suggestion was answered already, or the offer changed after ``expected_version``.
    """
    require(by, Deed.ANSWER_SUGGESTION, site_id=suggestion.site_id)
    suggestion = suggestion.locked()
    offer = suggestion.offer.locked(expected_version) if suggestion.offer else None
    changed = _change(offer, now, **changes) if offer else []
    offer = offer or _made(now, **changes)
    suggestion.answer(OfferSuggestion.State.TAKEN, now, offer)
    if changed and offer.is_open:
        letters.to_owner("offer_changed", offer, now=now, key=f"suggestion:{suggestion.pk}")
    record(by=by, verb="offer.suggestion_taken", subject=suggestion, at=now, fields=changed, offer=offer.pk)
    return offer


@transaction.atomic
def keep_organisation(*, by: Actor, organisation: Organisation, now: datetime, **fields) -> Organisation:
    """Put right what everybody may read about an organisation."""
    require(by, Deed.KEEP_DIRECTORY, site_id=organisation.site_id)
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    row.save()
    Directory.touch()
    record(by=by, verb="offer.organisation_edited", subject=row, at=now, fields=changed)
    return row


@transaction.atomic
def keep_outline(*, by: Actor, outline: dict, now: datetime) -> Directory:
    """Keep the outline of the municipality (a GeoJSON geometry of polygons in degrees), for the map."""
    require(by, Deed.KEEP_DIRECTORY, site_id=by.site_id)
    row, _made = Directory.objects.get_or_create()
    row.outline = outline
    row.save(update_fields=["outline"])
    record(by=by, verb="offer.outline_kept", subject=row, at=now)
    return row


def _made(
    now: datetime,
    *,
    times: Iterable[Regular] = (),
    exceptions: Iterable[OneOff] = (),
    organisation: str = "",
    venue: Mapping | None = None,
    contact_public: bool | None = None,
    **offer,
) -> Offer:
    row = Offer(key=DataKey.new(), made_at=now, **offer)
    row.interests = list(with_parents(row.interests))
    row.organisation, row.venue = _organisation(organisation, now), _venue(venue or {})
    if contact_public:
        row.contact_public_since = now
    row.version = 0
    row.keep(now)
    _keep_times(row, times, exceptions)
    return row


def _change(
    offer: Offer,
    now: datetime,
    *,
    times: Iterable[Regular] | None = None,
    exceptions: Iterable[OneOff] | None = None,
    organisation: str | None = None,
    venue: Mapping | None = None,
    contact_public: bool | None = None,
    **fields,
) -> list[str]:
    """Change a locked offer; the names of what is other than before."""
    before = (offer.contact_name, offer.contact_phone, offer.contact_email)
    changed = _take(offer, fields)
    if organisation is not None:
        changed += ["organisation"] if organisation != (offer.organisation.name if offer.organisation else "") else []
        offer.organisation = _organisation(organisation, now)
    if venue is not None:
        standing = {name: getattr(offer.venue, name, None) or None for name in venue}
        changed += ["venue"] if standing != {name: value or None for name, value in venue.items()} else []
        offer.venue = _venue(venue)
    _keep_contact(offer, before, contact_public, now)
    offer.keep(now)
    return changed + _keep_times(offer, times, exceptions)


def _keep_contact(offer: Offer, before: tuple, is_public: bool | None, now: datetime) -> None:
    """A yes to stand publicly is one person's own: somebody new has not given it, and has not been asked either.

    The links of the one before are closed when neither number nor address is theirs any more.
    """
    name, *ways = before
    if normalise_name(name, first_only=True) != normalise_name(offer.contact_name, first_only=True):
        was_public, offer.contact_public_since = offer.contact_public_since, None
        offer.asked_at, offer.asked_times, offer.unanswered_since = None, 0, None
        is_public = is_public and not was_public
    if is_public is not None:
        offer.contact_public_since = (offer.contact_public_since or now) if is_public else None
    ways = {way for way in ways if way}
    if ways and not ways & {offer.contact_phone, offer.contact_email}:
        Link.revoke_all(purpose=Link.Purpose.OFFER, subject_id=offer.pk, now=now)


def _require_open_to(by: Actor, offer: Offer) -> None:
    if by.has(Role.OFFER_OWNER) and not offer.is_open:
        raise OfferClosed


def _take(offer: Offer, fields: dict) -> list[str]:
    """Give the offer these values; the names of those that were other before."""
    if "interests" in fields:
        fields = {**fields, "interests": list(with_parents(fields["interests"]))}
    changed = [name for name, value in fields.items() if getattr(offer, name) != value]
    for name in changed:
        setattr(offer, name, fields[name])
    return changed


def _organisation(name: str, now: datetime) -> Organisation | None:
    if not name:
        return None
    row, _was_made = Organisation.objects.get_or_create(name=name, defaults={"made_at": now})
    return row


def _venue(fields: Mapping) -> Venue | None:
    """The venue of this name and address, with these facts about it; None when nothing is known."""
    if not any(fields.values()):
        return None
    key = {"name": fields.get("name", ""), "address": fields.get("address", "")}
    row, _was_made = Venue.objects.select_for_update(of=("self",)).get_or_create(**key, defaults=dict(fields))
    if any(getattr(row, name) != value for name, value in fields.items()):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    return row


def _keep_times(offer: Offer, times: Iterable[Regular] | None, exceptions: Iterable[OneOff] | None) -> list[str]:
    """Put these in the place of what stands; which of the two is other than before."""
    changed = []
    if times is not None:
        times = list(times)
        changed += ["times"] if sorted(map(repr, times)) != sorted(repr(r.regular) for r in offer.times.all()) else []
        offer.times.all().delete()
        OfferTime.objects.bulk_create(OfferTime(offer=offer, **vars(row)) for row in times)
    if exceptions is not None:
        exceptions = list(exceptions)
        standing = sorted(repr(row.one_off) for row in offer.exceptions.all())
        changed += ["exceptions"] if sorted(map(repr, exceptions)) != standing else []
        offer.exceptions.all().delete()
        OfferException.objects.bulk_create(OfferException(offer=offer, **vars(row)) for row in exceptions)
    return changed
