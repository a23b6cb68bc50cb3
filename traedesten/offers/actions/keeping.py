"""Keeping the directory: organisations, venues, offers and their times."""

from datetime import datetime
from typing import Any

from django.db import transaction

from traedesten.audit.actions import record, record_each
from traedesten.domain.access import Actor, Deed, Role, require
from traedesten.offers import letters
from traedesten.offers.actions.writing import change, make, make_all
from traedesten.offers.models import (
    Directory,
    Offer,
    OfferClosed,
    OfferFollows,
    OfferSuggestion,
    Organisation,
)


@transaction.atomic
def add_offer(*, by: Actor, now: datetime, **offer) -> Offer:
    """Put an offer on the list. The arguments are those of ``edit_offer``."""
    require(by, Deed.KEEP_DIRECTORY, site_id=by.site_id)
    row = make(now, **offer)
    record(by=by, verb="offer.added", subject=row, at=now)
    return row


@transaction.atomic
def add_offers(*, by: Actor, now: datetime, offers: list[dict[str, Any]]) -> list[Offer]:
    """Put many on the list, each as for ``add_offer``: all of them or none, in as many queries as one takes."""
    require(by, Deed.KEEP_DIRECTORY, site_id=by.site_id)
    rows = make_all(now, offers)
    record_each(by=by, verb="offer.added", subjects=rows, at=now)
    return rows


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
    after it was taken off the list; ``OfferFollows`` when it would be confirmed, and a neighbour does that.
    """
    require(by, Deed.EDIT_OFFER, site_id=offer.site_id, owners=(offer.pk,))
    offer = offer.locked(expected_version)
    _require_open_to(by, offer)
    if confirms and offer.follows_id:
        raise OfferFollows
    if confirms:
        offer.be_confirmed(now)
    changed = change(offer, now, **changes)
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
    changed = change(offer, now, **changes) if offer else []
    offer = offer or make(now, **changes)
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
    row, _was_made = Directory.objects.get_or_create()
    row.outline = outline
    row.save(update_fields=["outline"])
    record(by=by, verb="offer.outline_kept", subject=row, at=now)
    return row


def _require_open_to(by: Actor, offer: Offer) -> None:
    if by.has(Role.OFFER_OWNER) and not offer.is_open:
        raise OfferClosed
