"""A record of another system as the values of an offer, with a warning for what has no place in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP
from typing import Any

from traedesten.domain import cpr
from traedesten.domain.taxonomy import with_parents
from traedesten.domain.terms import LANGUAGES
from traedesten.interop.records import EventRecord, OfferRecord, PlaceRecord, Warning
from traedesten.sources.times import Times, times_of

LONGEST = {
    "name": 100, "about": 1000, "can_hold": 1000, "url": 300, "price_words": 120, "organisation": 120,
    "contact_name": 80, "contact_phone": 20, "contact_email": 254,
}  # fmt: skip
"""Characters of a field; as much as the form for an offer takes."""

MOST_KRONER = 100_000
_STEP_FREE = ("tilgængeligt: ja", "tilgængeligt: x", "step-free", "step free", "wheelchair access", "niveaufri")


@dataclass
class Incoming:
    """One record in our shape: ``values`` by the names in ``values.FIELDS``, ``details`` of its venue."""

    foreign_id: str
    values: dict[str, Any]
    details: dict[str, Any] = field(default_factory=dict)
    assured_on: str = ""
    warnings: list[Warning] = field(default_factory=list)

    def warn(self, name: str, code: str, **params: str | int) -> None:
        self.warnings.append(Warning(self.foreign_id, name, code, params))


def incoming(
    record: OfferRecord | EventRecord, organisations: Mapping[str, str], areas: Mapping[str, str]
) -> Incoming:
    """The record as values. ``organisations`` is source id → name, ``areas`` name in lower case, or postcode → id."""
    found = Incoming(record.source_id, {})
    if isinstance(record, EventRecord):
        _take_event(found, record)
    else:
        _take_offer(found, record, organisations, areas)
    for name, limit in LONGEST.items():
        if name in found.values:
            found.values[name] = _fit(found, name, found.values[name], limit)
    found.values["place"] = [
        _fit(found, "place", text, limit) for text, limit in zip(found.values["place"], (100, 200), strict=True)
    ]
    return found


def _take_event(found: Incoming, record: EventRecord) -> None:
    times = times_of(record.schedules)
    found.values |= {
        "name": record.name,
        "about": "\n\n".join(filter(None, [record.description, *times.words])),
        "url": record.url,
        "place": [record.place, ""],
    }
    _take_times(found, times)


def _take_offer(
    found: Incoming, record: OfferRecord, organisations: Mapping[str, str], areas: Mapping[str, str]
) -> None:
    times = times_of(record.schedules)
    place = next((place for place in record.places if place.kind == "physical"), None)
    notes = place.access_notes if place and not _is_step_free(place) else ""
    contact = record.contacts[0] if record.contacts else None
    phone = (contact.phone if contact else "") or record.phone
    found.values |= {
        "name": record.name,
        "about": "\n\n".join(filter(None, [record.description, *times.words, notes])),
        "can_hold": record.eligibility,
        "url": record.url,
        "is_open": record.status == "active",
        "interests": sorted(with_parents(record.themes)),
        "minimum_age": record.minimum_age,
        "maximum_age": record.maximum_age,
        "languages": sorted({code for code in record.languages if code in LANGUAGES}),
        "organisation": organisations.get(record.organisation_id, ""),
        "contact_name": contact.name if contact else "",
        "contact_phone": phone if phone.startswith("+") else "",
        "contact_email": (contact.email if contact else "") or record.email,
        **_price(record),
    }
    if sum(place.kind == "physical" for place in record.places) > 1:
        found.warn("service_at_locations", "several_places", count=len(record.places))
    _take_place(found, place, areas)
    _take_times(found, times)
    found.assured_on = record.assured_on.isoformat() if record.assured_on else ""


def _price(record: OfferRecord) -> dict[str, Any]:
    price = record.price
    is_ours = record.currency in ("", "DKK") or not price
    amount = int(price.to_integral_value(ROUND_HALF_UP)) if price is not None and is_ours else None
    words = record.price_words or (f"{price} {record.currency}".strip() if price and amount is None else "")
    return {
        "price": amount if amount is not None and 0 <= amount <= MOST_KRONER else None,
        "price_words": " ".join(words.split()),
    }


def _take_place(found: Incoming, place: PlaceRecord | None, areas: Mapping[str, str]) -> None:
    if place is None:
        found.values["place"] = ["", ""]
        return
    town = " ".join(filter(None, [place.postcode, place.city]))
    address = ", ".join(dict.fromkeys(filter(None, [*place.address, town])))
    found.values["place"] = [place.name, address]
    area = areas.get(place.city.lower()) or areas.get(place.postcode)
    has_point = place.latitude is not None and place.longitude is not None
    known = {
        "postcode": place.postcode[:10],
        "area": area,
        "latitude": place.latitude if has_point else None,
        "longitude": place.longitude if has_point else None,
        "step_free": _is_step_free(place),
        "transport": place.transport[:200],
    }
    if place.name or address:
        found.details = {name: value for name, value in known.items() if value not in ("", None, False)}


def _is_step_free(place: PlaceRecord) -> bool:
    return any(words in place.access_notes.lower() for words in _STEP_FREE)


def _take_times(found: Incoming, times: Times) -> None:
    found.values |= {"times": times.regular, "exceptions": times.exceptions}
    for code in times.codes:
        found.warn("schedules", code)


def _fit(found: Incoming, name: str, text: str, limit: int) -> str:
    """Without civil registration numbers, and no longer than there is room for."""
    spans = cpr.find(text) if any(sign.isdigit() for sign in text) and name not in _NUMBERS else ()
    for span in reversed(spans):
        text = text[: span.start] + cpr.MASK * (span.end - span.start) + text[span.end :]
    if spans:
        found.warn(name, "cpr_removed")
    if len(text) <= limit:
        return text
    found.warn(name, "shortened", limit=limit)
    return "" if name in _WHOLE else text[: limit - 1].rstrip() + "…"


_NUMBERS = {"contact_phone", "url"}
_WHOLE = {"url", "contact_phone", "contact_email"}
"""What is of no use when it is cut."""
