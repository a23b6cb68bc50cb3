"""Offers as a CSV file that Excel opens as a Danish one, and that `read_table` reads again."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from traedesten.interop.records import OfferRecord, OrganisationRecord, PlaceRecord
from traedesten.interop.tables.columns import HEADINGS
from traedesten.interop.time_words import time_words

COLUMNS = (
    *("id", "name", "organisation", "description", "place", "address", "postcode", "city", "time", "price"),
    *("minimum_age", "maximum_age", "themes", "language", "eligibility", "access", "transport", "sign_up"),
    *("phone", "email", "url", "status", "assured", "latitude", "longitude"),
)
"""The fields written, in this order. Contact persons are not among them."""

_STATUS = {
    **{"active": "aktiv", "inactive": "inaktiv", "defunct": "nedlagt"},
    "temporarily closed": "midlertidigt lukket",
}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_PHONE = re.compile(r"\+[0-9 ]{6,20}")
_EVERY = 200


def csv_bytes(offers: Iterable[tuple[OfferRecord, OrganisationRecord | None]]) -> Iterator[bytes]:
    """The file in pieces: UTF-8 with a byte-order mark, ";" between the cells. An offer with several places has the
    first in its columns. Cells that a spreadsheet would take for a formula get an apostrophe before them.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    buffer.write("\ufeff")
    writer.writerow([_heading(name) for name in COLUMNS])
    for number, (offer, organisation) in enumerate(offers, 1):
        writer.writerow([harmless(cell) for cell in _cells(offer, organisation)])
        if number % _EVERY == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs. A telephone number with its plus is left as it is."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) and not _PHONE.fullmatch(cell) else cell


def _heading(name: str) -> str:
    return HEADINGS[name].partition("|")[0].capitalize()


def _cells(offer: OfferRecord, organisation: OrganisationRecord | None) -> list[str]:
    place = offer.places[0] if offer.places else PlaceRecord("")
    cells = {
        "id": offer.source_id,
        "name": offer.name,
        "organisation": organisation.name if organisation else "",
        "description": offer.description,
        "place": place.name,
        "address": ", ".join(place.address),
        "postcode": place.postcode,
        "city": place.city,
        "time": "; ".join(time_words(schedule) for schedule in offer.schedules),
        "price": offer.price_words or _price(offer),
        "minimum_age": _text(offer.minimum_age),
        "maximum_age": _text(offer.maximum_age),
        "themes": ", ".join(offer.themes),
        "language": ", ".join(offer.languages),
        "eligibility": offer.eligibility,
        "access": place.access_notes,
        "transport": place.transport,
        "sign_up": dict(offer.attributes).get("application_process", ""),
        "phone": offer.phone,
        "email": offer.email,
        "url": offer.url,
        "status": _STATUS[offer.status],
        "assured": offer.assured_on.isoformat() if offer.assured_on else "",
        "latitude": _text(place.latitude),
        "longitude": _text(place.longitude),
    }
    return [cells[name] for name in COLUMNS]


def _price(offer: OfferRecord) -> str:
    if offer.price is None:
        return ""
    return "Gratis" if not offer.price else f"{offer.price:f} {'kr.' if offer.currency == 'DKK' else offer.currency}"


def _text(value: float | None) -> str:
    return "" if value is None else str(value)


def _taken(buffer: io.StringIO) -> bytes:
    whole = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return whole
