"""What a neighbour is told of an offer: its values, and the facts about its place with the town by name."""

from typing import Any

from traedesten.offers.models import Offer
from traedesten.sources.models import SharedOffer
from traedesten.sources.values import as_arguments, as_venue, details_of, values_of

CONTACT = ("contact_name", "contact_phone", "contact_email")
CLOSED = {"is_open": False}


def told_of(offer: Offer) -> tuple[dict[str, Any], dict[str, Any]]:
    """(values, details) of an offer that came with its venue, organisation, times and exceptions."""
    values, details = values_of(offer), details_of(offer.venue)
    if not offer.has_public_contact:
        values |= dict.fromkeys(CONTACT, "")
    details.pop("area", None)
    if offer.area:
        details["town"] = offer.area.name
        details |= dict(zip(("latitude", "longitude"), offer.point, strict=True))
    return values, details


def heard_of(shared: SharedOffer, areas: dict[str, str]) -> dict[str, Any]:
    """The facts about its place, with the area by the id it has here (``areas``: name or postcode → id)."""
    details = dict(shared.details)
    area = areas.get(details.pop("town", "").lower()) or areas.get(details.get("postcode", ""))
    return details | ({"area": area} if area else {})


def arguments(changes: dict[str, Any], place: list[str], details: dict[str, Any]) -> dict[str, Any]:
    """The changes as ``add_offer`` and ``edit_offer`` take them. Who stands openly there stands openly here."""
    given = as_arguments(changes)
    if any(changes.get(name) for name in CONTACT):
        given["contact_public"] = True
    if "place" in changes or details:
        given["venue"] = as_venue(place, details)
    return given
