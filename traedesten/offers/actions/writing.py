"""Writing offers with all that belongs to them. What an action does with it, the action asks for and tells."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from traedesten.domain.names import normalise_name
from traedesten.domain.schedules import OneOff, Regular
from traedesten.domain.taxonomy import with_parents
from traedesten.offers.models import Offer, OfferException, OfferTime, Organisation, Venue
from traedesten.tenancy.models import Link
from traedesten.vault.models import DataKey


def make(
    now: datetime,
    *,
    times: Iterable[Regular] = (),
    exceptions: Iterable[OneOff] = (),
    organisation: str = "",
    venue: Mapping | None = None,
    contact_public: bool | None = None,
    **offer,
) -> Offer:
    """A new offer on the list; the arguments are those of ``keeping.edit_offer``."""
    row = Offer(key=DataKey.new(), made_at=now, **offer)
    row.interests = list(with_parents(row.interests))
    row.organisation, row.venue = _organisation(organisation, now), _venue(venue or {})
    if contact_public:
        row.contact_public_since = now
    row.version = 0
    row.keep(now)
    _keep_times(row, times, exceptions)
    return row


def change(
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
