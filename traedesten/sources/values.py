"""The values of an offer that a source may give, as plain JSON: read from an offer, and as the actions take them.

A value of ``DETAILS`` is a fact about the venue, which other offers may share: it fills what is empty, and replaces
only what the same source gave before.
"""

import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from traedesten.domain.schedules import OneOff, Regular
from traedesten.offers.models import ONE_OFF_FIELDS, REGULAR_FIELDS, Offer, Venue
from traedesten.vault.crypto import blind_index

PLAIN = (
    *("name", "about", "can_hold", "url", "is_open", "price", "price_words", "minimum_age", "maximum_age"),
    *("contact_name", "contact_phone", "contact_email"),
)
LISTS = ("interests", "languages")
DETAILS = ("postcode", "area", "latitude", "longitude", "step_free", "transport")
FIELDS = (*PLAIN, *LISTS, "organisation", "place", "times", "exceptions")
"""Those that somebody here may put right; their names are also those of the words in ``wording``."""

OURS = (
    *("kind", "holds", "size", "pace", "doing", "same_people", "greeted", "capacity", "sign_up", "gender"),
    "closed_on_holidays",
)
"""What no other system's format has: a neighbour gives these too."""

_DAYS = {"valid_from", "valid_until", "on", "moved_to"}
_CLOCKS = {"starts", "ends", "of_start"}


def values_of(offer: Offer) -> dict[str, Any]:
    """What the offer says now, by field; ``place`` is [name, address]."""
    venue = offer.venue
    return {
        **{name: getattr(offer, name) for name in (*PLAIN, *OURS)},
        **{name: sorted(getattr(offer, name)) for name in LISTS},
        "organisation": offer.organisation.name if offer.organisation else "",
        "place": [venue.name, venue.address] if venue else ["", ""],
        "times": rows_of(offer.times.all(), REGULAR_FIELDS),
        "exceptions": rows_of(offer.exceptions.all(), ONE_OFF_FIELDS),
    }


def details_of(venue: Venue | None) -> dict[str, Any]:
    """The facts about a venue that are known, by name; ``area`` is its id as text."""
    if venue is None:
        return {}
    found = {name: getattr(venue, name) for name in DETAILS if name != "area"}
    found["area"] = str(venue.area_id) if venue.area_id else ""
    return {name: value for name, value in found.items() if value not in ("", None, False)}


def rows_of(rows, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Times or exceptions as JSON, without what is empty, always in the same order."""
    found = [
        {name: _plain(getattr(row, name)) for name in names if getattr(row, name) not in (None, "")} for row in rows
    ]
    return sorted(found, key=lambda row: json.dumps(row, sort_keys=True))


def as_arguments(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as ``add_offer`` and ``edit_offer`` take them, but for ``place``."""
    found = dict(values)
    found.pop("place", None)
    for name, kind in (("times", Regular), ("exceptions", OneOff)):
        if name in found:
            found[name] = [kind(**{key: _rich(key, value) for key, value in row.items()}) for row in found[name]]
    return found


def as_venue(place: list[str], details: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a venue, its area by id; empty when nothing is known."""
    found = {name: value for name, value in details.items() if name != "area"}
    if details.get("area"):
        found["area_id"] = details["area"]
    return {"name": place[0], "address": place[1], **found} if any(place) else {}


def digest(site_id: int, value: Any) -> str:
    """Equal for equal values at one site, and telling nothing else: contact persons are among them."""
    return blind_index(site_id, "sources.value", json.dumps(value, sort_keys=True, ensure_ascii=False)).hex()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def _rich(name: str, value: Any) -> Any:
    if name in _DAYS:
        return date.fromisoformat(value)
    return time.fromisoformat(value) if name in _CLOCKS else value
