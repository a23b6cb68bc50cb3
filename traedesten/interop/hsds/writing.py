"""Records as HSDS 3.1 JSON that is valid for the HSDS-UK-3.0 profile too."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from traedesten.domain.taxonomy import KEYS
from traedesten.interop import ids
from traedesten.interop.hsds.offer import WORD_FIELDS
from traedesten.interop.languages import language_name
from traedesten.interop.records import (
    MONTHLY,
    ContactRecord,
    OfferRecord,
    OrganisationRecord,
    PlaceRecord,
    ScheduleRecord,
)
from traedesten.interop.schedules import DAYS

TAXONOMY_NAME = "Trædesten"
FACTS_NAME = "Trædesten facts"

Object = dict[str, Any]


@dataclass(frozen=True)
class Publisher:
    """Who publishes: the zone of its wall-clock times, the day for which the offset from UTC is given (HSDS knows
    offsets, not zones), its country, and the names of our themes by key as (Danish, English).
    """

    on: date
    zone: str = "Europe/Copenhagen"
    country: str = "DK"
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def offer_json(
    offer: OfferRecord, organisation: OrganisationRecord | None, publisher: Publisher, full: bool = True
) -> Object:
    """An offer as an HSDS service; without its nested lists unless `full`. Contact persons in the record are
    written: leave out those without consent before.
    """
    offer_id = ids.as_uuid(offer.source_id)
    own = {name: value for name, value in offer.attributes if name in WORD_FIELDS}
    found = {
        "id": offer_id,
        "organization_id": ids.as_uuid(organisation.source_id) if organisation else None,
        "name": offer.name,
        "description": offer.description,
        "url": offer.url,
        "email": offer.email,
        "status": offer.status,
        **own,
        "fees_description": offer.price_words,
        "fees": offer.price_words,
        "eligibility_description": offer.eligibility,
        "minimum_age": offer.minimum_age,
        "maximum_age": offer.maximum_age,
        "assured_date": offer.assured_on.isoformat() if offer.assured_on else None,
        "last_modified": _instant(offer.modified_at),
        "organization": organization_json(organisation) if organisation else None,
    }
    return _filled({**found, **(_nested(offer, offer_id, publisher) if full else {})}, keep=("id", "name", "status"))


def tie_json(
    offer: OfferRecord, place: PlaceRecord, organisation: OrganisationRecord | None, publisher: Publisher
) -> Object:
    """The tie between an offer and one of its places, as the list of service_at_locations has it."""
    offer_id = ids.as_uuid(offer.source_id)
    found = _link(offer, place, offer_id, publisher)
    return {**found, "service": offer_json(offer, organisation, publisher, full=False)}


def organization_json(organisation: OrganisationRecord) -> Object:
    """An organisation as HSDS has it, without its offers."""
    source_id = ids.as_uuid(organisation.source_id)
    phone = _phone(organisation.phone, source_id)
    found = {
        "id": source_id,
        "name": organisation.name,
        "description": organisation.description,
        "email": organisation.email,
        "website": organisation.url,
        "parent_organization_id": ids.as_uuid(organisation.parent_id) if organisation.parent_id else None,
        "phones": [phone] if phone else None,
    }
    return _filled(found, keep=("id", "name", "description"))


def taxonomy_json() -> Object:
    """Our taxonomy of themes."""
    return {
        "id": str(ids.TAXONOMY),
        "name": TAXONOMY_NAME,
        "description": "What communities are about, in two levels.",
    }


def taxonomy_terms(publisher: Publisher) -> Iterator[Object]:
    """Every theme as a taxonomy term, each parent before its children."""
    return (term_json(key, publisher) for key in KEYS)


def term_json(key: str, publisher: Publisher) -> Object:
    """One theme: its name in Danish, the English one as its description."""
    danish, english = publisher.words.get(key, (key, key))
    parent = key.partition(".")[0]
    found = {
        "id": ids.term_id(key),
        "code": key,
        "name": danish,
        "description": english,
        "parent_id": ids.term_id(parent) if parent != key else None,
        "taxonomy": TAXONOMY_NAME,
        "taxonomy_id": str(ids.TAXONOMY),
        "language": "da",
    }
    return _filled(found, keep=("id", "name", "description"))


def page_json(contents: list[Object], number: int, per_page: int, total: int) -> Object:
    """A page, numbered from 1, of a list of `total` items; an empty list has one page."""
    pages = max(1, -(-total // per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


def ndjson(objects: Iterable[Object]) -> Iterator[str]:
    """One line for each object."""
    return (json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in objects)


def _nested(offer: OfferRecord, offer_id: str, publisher: Publisher) -> Object:
    phone = _phone(offer.phone, offer_id)
    price = None
    if offer.price is not None:
        price = {
            "id": ids.derived(offer_id, "cost_option"),
            "service_id": offer_id,
            "amount": _number(offer.price),
            "currency": offer.currency,
        }
    return {
        "phones": [phone] if phone else None,
        "schedules": _schedules(offer, "", offer_id, publisher),
        "service_at_locations": [_link(offer, place, offer_id, publisher) for place in offer.places],
        "languages": [_language(code, offer_id) for code in offer.languages],
        "cost_options": [_filled(price)] if price else None,
        "contacts": [_contact(contact, offer_id) for contact in offer.contacts],
        "attributes": list(_attributes(offer, offer_id, publisher)),
    }


def _link(offer: OfferRecord, place: PlaceRecord, offer_id: str, publisher: Publisher) -> Object:
    place_id = ids.as_uuid(place.source_id)
    found = {
        "id": ids.derived(offer_id, "at", place_id),
        "service_id": offer_id,
        "location_id": place_id,
        "location": _location(place, place_id, publisher),
        "schedules": _schedules(offer, place.source_id, offer_id, publisher),
    }
    return _filled(found)


def _location(place: PlaceRecord, place_id: str, publisher: Publisher) -> Object:
    notes = None
    if place.access_notes:
        said = {"description": place.access_notes, "accessibility": place.access_notes}
        notes = [{"id": ids.derived(place_id, "accessibility"), "location_id": place_id, **said}]
    found = {
        "id": place_id,
        "location_type": place.kind,
        "name": place.name,
        "transportation": place.transport,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "addresses": _addresses(place, place_id, publisher),
        "accessibility": notes,
    }
    return _filled(found)


def _addresses(place: PlaceRecord, place_id: str, publisher: Publisher) -> list[Object]:
    """The address with all that the standard requires, empty where nobody knows; none when nothing is known."""
    if not (place.address or place.postcode or place.city or place.region or place.country):
        return []
    first, second = (*place.address, "", "")[:2]
    found = {
        "id": ids.derived(place_id, "address"),
        "location_id": place_id,
        "address_1": first,
        "address_2": second,
        "city": place.city,
        "state_province": place.region,
        "postal_code": place.postcode,
        "country": place.country or publisher.country,
        "address_type": place.kind,
    }
    return [_filled(found, keep=("address_1", "city", "state_province", "postal_code"))]


def _schedules(offer: OfferRecord, place_id: str, offer_id: str, publisher: Publisher) -> list[Object]:
    here = [schedule for schedule in offer.schedules if schedule.place_id == place_id]
    return [
        _schedule(schedule, ids.derived(offer_id, "schedule", place_id, number), publisher)
        for number, schedule in enumerate(here)
    ]


def _schedule(schedule: ScheduleRecord, schedule_id: str, publisher: Publisher) -> Object:
    first = schedule.on or schedule.valid_from
    once = {"freq": "WEEKLY", "interval": 1, "byday": DAYS[schedule.on.weekday()], "count": 1} if schedule.on else {}
    found = {
        "id": schedule_id,
        "valid_from": _date(first),
        "valid_to": _date(schedule.on or schedule.valid_to),
        "dtstart": _date(first),
        "timezone": _offset(publisher, first or publisher.on) if schedule.starts else None,
        "freq": schedule.freq,
        "interval": schedule.interval if schedule.freq else None,
        "byday": _byday(schedule),
        "bymonthday": ",".join(str(day) for day in schedule.month_days),
        "exdate": ",".join(day.isoformat() for day in schedule.cancelled),
        "description": schedule.words,
        "opens_at": _clock(schedule.starts),
        "closes_at": _clock(schedule.ends),
        **once,
    }
    return _filled(found)


def _byday(schedule: ScheduleRecord) -> str:
    if schedule.freq == MONTHLY:
        return ",".join(f"{week}{DAYS[day]}" for day in schedule.weekdays for week in schedule.weeks)
    return ",".join(DAYS[day] for day in schedule.weekdays)


def _offset(publisher: Publisher, on: date) -> float:
    offset = datetime.combine(on, time(12), ZoneInfo(publisher.zone)).utcoffset()
    return _number(offset.total_seconds() / 3600)


def _language(code: str, offer_id: str) -> Object:
    name = language_name(code)
    known = {"code": code} if name != code else {}
    return {"id": ids.derived(offer_id, "language", code), "service_id": offer_id, "name": name, **known}


def _contact(contact: ContactRecord, offer_id: str) -> Object:
    contact_id = ids.derived(offer_id, "contact", contact.name, contact.title, contact.email, contact.phone)
    phone = _phone(contact.phone, contact_id)
    found = {"id": contact_id, "service_id": offer_id, "name": contact.name, "title": contact.title}
    return _filled({**found, "email": contact.email, "phones": [phone] if phone else None})


def _attributes(offer: OfferRecord, offer_id: str, publisher: Publisher) -> Iterator[Object]:
    for key in offer.themes:
        yield _attribute(offer_id, term_json(key, publisher))
    for term in offer.terms:
        own = {"name": term.name, "description": term.name, "taxonomy": term.vocabulary, "term_uri": term.uri}
        term_id = ids.as_uuid(term.source_id or ids.derived("term", term.vocabulary, term.name), "term")
        yield _attribute(offer_id, _filled({"id": term_id, **own}))
    for name, value in offer.attributes:
        if name not in WORD_FIELDS:
            term = {"id": ids.fact_id(name), "name": name, "description": name, "taxonomy": FACTS_NAME}
            yield {**_attribute(offer_id, {**term, "taxonomy_id": str(ids.FACTS)}, value), "value": value}


def _attribute(offer_id: str, term: Object, *more: str) -> Object:
    return {
        "id": ids.derived(offer_id, "attribute", term["id"], *more),
        "link_id": offer_id,
        "link_entity": "service",
        "link_type": "service",
        "taxonomy_term_id": term["id"],
        "taxonomy_term": term,
    }


def _phone(number: str, holder: str) -> Object | None:
    return {"id": ids.derived(holder, "phone"), "number": number} if number else None


def _filled(found: Object, keep: tuple[str, ...] = ()) -> Object:
    """Without what is empty, but for the names to keep."""
    return {name: value for name, value in found.items() if name in keep or value not in (None, "", [])}


def _number(value: Any) -> int | float:
    return int(value) if value == int(value) else float(value)


def _date(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _clock(at: time | None) -> str | None:
    return at.isoformat("minutes") if at else None


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None
