"""Keeping the directory: organisations, venues, offers and their times."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.schedules import OneOff, Regular
from traedesten.domain.taxonomy import with_parents
from traedesten.offers.models import Directory, Offer, OfferException, OfferTime, Organisation, Venue
from traedesten.vault.models import DataKey


@transaction.atomic
def add_offer(
    *,
    by: Actor,
    now: datetime,
    times: Iterable[Regular] = (),
    exceptions: Iterable[OneOff] = (),
    organisation: str = "",
    venue: Mapping | None = None,
    **offer,
) -> Offer:
    """Put an offer on the list.

    ``organisation`` is a name; ``venue`` the fields of ``Venue``, found again by name and address.
    """
    require(by, Deed.EDIT_OFFER, site_id=by.site_id)
    row = Offer(key=DataKey.new(), made_at=now, **offer)
    row.interests = list(with_parents(row.interests))
    row.organisation, row.venue = _organisation(organisation, now), _venue(venue or {})
    row.version = 0
    row.keep(now)
    _keep_times(row, times, exceptions)
    record(by=by, verb="offer.added", subject=row, at=now)
    return row


@transaction.atomic
def edit_offer(
    *,
    by: Actor,
    offer: Offer,
    now: datetime,
    times: Iterable[Regular] | None = None,
    exceptions: Iterable[OneOff] | None = None,
    organisation: str | None = None,
    venue: Mapping | None = None,
    expected_version: int | None = None,
    **fields,
) -> Offer:
    """Put an offer right; None leaves what stands. ``is_open=False`` takes it off every list.

    ``Stale`` when somebody else changed it after ``expected_version``.
    """
    require(by, Deed.EDIT_OFFER, site_id=offer.site_id, owners=(offer.pk,))
    offer = offer.locked(expected_version)
    changed = _take(offer, fields)
    if organisation is not None:
        offer.organisation = _organisation(organisation, now)
    if venue is not None:
        offer.venue = _venue(venue)
    offer.keep(now)
    _keep_times(offer, times, exceptions)
    record(by=by, verb="offer.edited", subject=offer, at=now, fields=changed)
    return offer


@transaction.atomic
def keep_organisation(*, by: Actor, organisation: Organisation, now: datetime, **fields) -> Organisation:
    """Put right what everybody may read about an organisation."""
    require(by, Deed.EDIT_OFFER, site_id=organisation.site_id)
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
    require(by, Deed.EDIT_OFFER, site_id=by.site_id)
    row, _made = Directory.objects.get_or_create()
    row.outline = outline
    row.save(update_fields=["outline"])
    record(by=by, verb="offer.outline_kept", subject=row, at=now)
    return row


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
    row, _made = Organisation.objects.get_or_create(name=name, defaults={"made_at": now})
    return row


def _venue(fields: Mapping) -> Venue | None:
    """The venue of this name and address, with these facts about it; None when nothing is known."""
    if not any(fields.values()):
        return None
    key = {"name": fields.get("name", ""), "address": fields.get("address", "")}
    row, _made = Venue.objects.select_for_update(of=("self",)).get_or_create(**key, defaults=dict(fields))
    if any(getattr(row, name) != value for name, value in fields.items()):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    return row


def _keep_times(offer: Offer, times: Iterable[Regular] | None, exceptions: Iterable[OneOff] | None) -> None:
    if times is not None:
        offer.times.all().delete()
        OfferTime.objects.bulk_create(OfferTime(offer=offer, **vars(row)) for row in times)
    if exceptions is not None:
        offer.exceptions.all().delete()
        OfferException.objects.bulk_create(OfferException(offer=offer, **vars(row)) for row in exceptions)
