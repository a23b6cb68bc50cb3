"""Writing offers with all that belongs to them. What an action does with it, the action asks for and tells."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from traedesten.domain.names import normalise_name
from traedesten.domain.schedules import OneOff, Regular
from traedesten.domain.taxonomy import with_parents
from traedesten.offers.models import Directory, Offer, OfferException, OfferTime, Organisation, Venue
from traedesten.tenancy.models import Link
from traedesten.vault.models import DataKey

APART = ("times", "exceptions", "organisation", "venue", "contact_public")
"""What is given with an offer and is no field of it."""


def make(now: datetime, **offer) -> Offer:
    """A new offer on the list; the arguments are those of ``keeping.edit_offer``."""
    return make_all(now, [offer])[0]


def make_all(now: datetime, offers: list[dict[str, Any]]) -> list[Offer]:
    """Many new offers, each from the arguments of ``make``, in as many queries as one takes."""
    organisations = _organisations({given.get("organisation", "") for given in offers}, now)
    venues = _venues([given.get("venue") or {} for given in offers])
    rows, times, exceptions = [], [], []
    for given, key in zip(offers, DataKey.new_ones(len(offers)), strict=True):
        fields = {name: value for name, value in given.items() if name not in APART}
        row = Offer(key=key, made_at=now, changed_at=now, **fields)
        row.interests = list(with_parents(row.interests))
        row.organisation = organisations.get(given.get("organisation", ""))
        row.venue = venues.get(_place(given.get("venue") or {}))
        row.contact_public_since = now if given.get("contact_public") else None
        rows.append(row)
        times += [OfferTime(offer=row, **vars(time)) for time in given.get("times", ())]
        exceptions += [OfferException(offer=row, **vars(day)) for day in given.get("exceptions", ())]
    for model, made in ((Offer, rows), (OfferTime, times), (OfferException, exceptions)):
        model.objects.bulk_create(made)
    Directory.touch()
    return rows


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
    return _organisations({name}, now).get(name)


def _organisations(names: set[str], now: datetime) -> dict[str, Organisation]:
    """Those of these names, new where there were none; somebody else may make one at the same time."""
    wanted = sorted(names - {""})
    known = {row.name: row for row in Organisation.objects.filter(name__in=wanted)}
    if missing := [name for name in wanted if name not in known]:
        made = [Organisation(name=name, made_at=now) for name in missing]
        Organisation.objects.bulk_create(made, ignore_conflicts=True)
        known |= {row.name: row for row in Organisation.objects.filter(name__in=missing)}
    return known


def _venue(fields: Mapping) -> Venue | None:
    return _venues([fields]).get(_place(fields))


def _venues(wanted: list[Mapping]) -> dict[tuple[str, str], Venue]:
    """The venues of these names and addresses, held, with these facts about each; none where nothing is known."""
    wanted = [fields for fields in wanted if any(fields.values())]
    if not wanted:
        return {}
    known = _venues_at(wanted)
    missing = {_place(fields): fields for fields in wanted if _place(fields) not in known}
    if missing:
        made = [Venue(**fields) for _place_of, fields in sorted(missing.items(), key=lambda pair: pair[0])]
        Venue.objects.bulk_create(made, ignore_conflicts=True)
        known |= _venues_at(list(missing.values()))
    for fields in wanted:
        row = known[_place(fields)]
        if any(getattr(row, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(row, name, value)
            row.save()
    return known


def _venues_at(wanted: list[Mapping]) -> dict[tuple[str, str], Venue]:
    """Those that are there, held until the transaction ends."""
    places = {_place(fields) for fields in wanted}
    names, addresses = {name for name, _ in places}, {address for _, address in places}
    rows = Venue.objects.filter(name__in=names, address__in=addresses).order_by("pk").select_for_update(of=("self",))
    return {(row.name, row.address): row for row in rows if (row.name, row.address) in places}


def _place(fields: Mapping) -> tuple[str, str]:
    return fields.get("name", ""), fields.get("address", "")


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
