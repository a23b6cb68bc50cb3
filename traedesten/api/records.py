"""Offers as the neutral records that every format is written from; the contact person only after a yes."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from traedesten.domain.schedules import ANCHOR, OneOff, Regular
from traedesten.domain.taxonomy import KEYS
from traedesten.domain.terms import HOLDS
from traedesten.interop.hsds import Publisher
from traedesten.interop.records import (
    MONTHLY,
    WEEKLY,
    ContactRecord,
    OfferRecord,
    OrganisationRecord,
    PlaceRecord,
    ScheduleRecord,
)
from traedesten.offers.models import Offer
from traedesten.tenancy.models import Site
from traedesten.ui.labels import theme_words, words
from traedesten.ui.schedules import regular_words

_FIELDS = ("kind", "size", "pace", "doing", "same_people", "greeted", "capacity", "sign_up", "gender")
FACTS = (*_FIELDS, *(f"holds.{what}" for what in HOLDS), "step_free", "hearing_loop")
"""What our offers say beyond HSDS: attributes under these keys, with our own codes as values."""


Pair = tuple[OfferRecord, OrganisationRecord | None]
"""An offer and whoever stands behind it, as the writers of ``interop`` take them."""


def publisher(site: Site, now: datetime) -> Publisher:
    """The site as one who publishes; offsets from UTC are those of today."""
    return Publisher(on=now.astimezone(ZoneInfo(site.timezone)).date(), zone=site.timezone, words=theme_names())


@cache
def theme_names() -> dict[str, tuple[str, str]]:
    """(Danish, English) for every theme."""
    found = []
    for language in ("da", "en"):
        with translation.override(language):
            found.append([str(theme_words(key)) for key in KEYS])
    return dict(zip(KEYS, zip(*found, strict=True), strict=True))


def pair(offer: Offer, site: Site) -> Pair:
    """The records of an offer that came with its organisation, venue, times and exceptions; words in the site's
    language.
    """
    with translation.override(site.language):
        organisation = _organisation(offer)
        return _offer(offer, site, organisation), organisation


def _offer(offer: Offer, site: Site, organisation: OrganisationRecord | None) -> OfferRecord:
    return OfferRecord(
        source_id=str(offer.pk),
        name=offer.name,
        description=offer.about,
        url=offer.url or settings.PUBLIC_URL + reverse("offers:find_offer", args=[site.slug, offer.pk]),
        status="active" if offer.is_open else "inactive",
        minimum_age=offer.minimum_age,
        maximum_age=offer.maximum_age,
        price_words=offer.price_words,
        price=None if offer.price is None else Decimal(offer.price),
        currency="" if offer.price is None else "DKK",
        languages=tuple(offer.languages),
        organisation_id=organisation.source_id if organisation else "",
        places=_places(offer),
        schedules=tuple(_schedules(offer)),
        contacts=_contacts(offer),
        themes=tuple(offer.interests),
        eligibility=offer.can_hold,
        assured_on=offer.confirmed_at and offer.confirmed_at.astimezone(ZoneInfo(site.timezone)).date(),
        modified_at=offer.changed_at,
        attributes=tuple(_attributes(offer)),
    )


def _organisation(offer: Offer) -> OrganisationRecord | None:
    row = offer.organisation
    if row is None:
        return None
    return OrganisationRecord(str(row.pk), row.name, row.about, row.url, row.email, row.phone)


def _contacts(offer: Offer) -> tuple[ContactRecord, ...]:
    if not offer.has_public_contact:
        return ()
    return (ContactRecord(name=offer.contact_name, email=offer.contact_email, phone=offer.contact_phone),)


def _places(offer: Offer) -> tuple[PlaceRecord, ...]:
    venue = offer.venue
    if venue is None:
        return ()
    latitude, longitude = venue.point or (None, None)
    access = (
        _("Man kan komme ind uden trapper") if venue.step_free else "",
        _("Der er teleslynge") if venue.hearing_loop else "",
    )
    record = PlaceRecord(
        source_id=str(venue.pk),
        name=venue.name,
        address=(venue.address,) if venue.address else (),
        postcode=venue.postcode or (venue.area.postcode if venue.area else ""),
        city=venue.area.name if venue.area else "",
        country="DK",
        latitude=latitude,
        longitude=longitude,
        access_notes=". ".join(filter(None, access)),
        transport=venue.transport,
    )
    return (record,)


def _schedules(offer: Offer) -> Iterator[ScheduleRecord]:
    changes = [row.one_off for row in offer.exceptions.all()]
    for row in offer.times.all():
        yield _regular(row.regular, changes)
    for change in changes:
        yield from _extra(change, [row.regular for row in offer.times.all()])


def _regular(regular: Regular, changes: list[OneOff]) -> ScheduleRecord:
    away = {change.on for change in changes if change.kind != "extra" and change.of_start in (None, regular.starts)}
    first = regular.valid_from or (ANCHOR if regular.interval > 1 else None)
    return ScheduleRecord(
        freq=WEEKLY if regular.freq == "weekly" else MONTHLY,
        interval=regular.interval,
        weekdays=(regular.weekday,),
        weeks=(regular.week_of_month,) if regular.week_of_month else (),
        starts=regular.starts,
        ends=regular.ends,
        valid_from=first,
        valid_to=regular.valid_until,
        cancelled=tuple(sorted(day for day in away if day.weekday() == regular.weekday)),
        words=regular_words(regular),
    )


def _extra(change: OneOff, regulars: list[Regular]) -> Iterator[ScheduleRecord]:
    """A single date: one that is extra, or where a regular time was moved to."""
    if change.kind == "extra":
        yield ScheduleRecord(on=change.on, starts=change.starts, ends=change.ends, words=change.words)
    elif change.kind == "moved":
        for regular in regulars:
            if regular.weekday == change.on.weekday() and change.of_start in (None, regular.starts):
                times = {"starts": change.starts or regular.starts, "ends": change.ends or regular.ends}
                yield ScheduleRecord(on=change.moved_to or change.on, words=change.words, **times)


def _attributes(offer: Offer) -> Iterator[tuple[str, str]]:
    if offer.sign_up:
        yield "application_process", str(words("sign_up", offer.sign_up))
    for name in _FIELDS:
        value = getattr(offer, name)
        if value not in (None, ""):
            yield name, {True: "yes", False: "no"}.get(value, str(value))
    for what, answer in offer.holds.items():
        yield f"holds.{what}", answer
    if offer.venue and offer.venue.step_free:
        yield "step_free", "yes"
    if offer.venue and offer.venue.hearing_loop:
        yield "hearing_loop", "yes"
