"""CSV and Excel lists as coordinators have them, row by row."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from traedesten.interop import ids
from traedesten.interop.hsds.building import Builder
from traedesten.interop.records import OfferRecord, Read, Reading, ScheduleRecord, Warning
from traedesten.interop.tables.columns import field_of, guess_columns
from traedesten.interop.tables.sheet import Sample, rows, sample_of
from traedesten.interop.time_words import parse_times

_FREE = re.compile(r"\b(gratis|free|ingen|0 ?kr)\b|^0([.,]0+)?$", re.IGNORECASE)
_AMOUNT = re.compile(r"(?<![\d.,])\d+(?:[.,]\d{1,2})?(?![\d.,]*\d)")
_AGES = re.compile(
    r"(?:(?P<a>\d{1,3})\s*(?:-|–|til|to)\s*(?P<b>\d{1,3}))|(?P<c>\d{1,3})\s*(?:\+|år og op|og op|år\+)"
    r"|(?:fra|over|from)\s*(?P<d>\d{1,3})|(?:under|til|op til|up to)\s*(?P<e>\d{1,3})",
    re.IGNORECASE,
)
_QUIET = ("missing_organisation", "missing_status")
"""What is no fault in a list of one's own."""

_YES_OR_NO = {"ja", "nej", "yes", "no", "x", "j", "n"}


def read_sample(content: bytes, reading: Reading | None = None) -> Sample:
    """The beginning of a table, for `guess_columns` and for a person. Raises Refusal: empty, html, too_large,
    truncated, wrong_kind, not_a_table.
    """
    return sample_of(content, (reading or Reading()).limit, field_of)


def read_table(
    content: bytes,
    columns: Mapping[int, str] | None = None,
    reading: Reading | None = None,
    on: date | None = None,
) -> Iterator[Read]:
    """The offers of a table, one for each row, and their organisations. `columns` is what `guess_columns` gave and a
    person put right; `on` is today. The warnings' `where` is "row 7", counted as a spreadsheet does. Raises Refusal
    as `read_sample`.
    """
    reading = reading or Reading()
    sample = read_sample(content, reading)
    columns = guess_columns(sample) if columns is None else columns
    builder = Builder(reading)
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows(content, reading.limit), 1):
        if row is None:
            yield Read(None, (Warning(f"row {number}", "", "unreadable_row"),))
        elif number > sample.heading_row and any(row):
            cells = {name: row[column] for column, name in columns.items() if column < len(row) and row[column]}
            if cells:
                yield from _row(builder, cells, number, seen, on)


def _row(builder: Builder, cells: dict[str, str], number: int, seen: Counter[str], on: date | None) -> Iterator[Read]:
    where = f"row {number}"
    extra: list[Warning] = []
    item = _as_object(cells, where, extra)
    if not cells.get("id"):
        key = ids.derived(
            "row", *(cells.get(name, "").lower() for name in ("name", "organisation", "place", "address"))
        )
        seen[key] += 1
        item["id"] = key if seen[key] == 1 else ids.derived(key, seen[key])
        if seen[key] > 1 and cells.get("name"):
            extra.append(Warning(where, "name", "same_name_and_place"))
    for read in builder.read(item, number):
        told = [replace(warning, where=where) for warning in read.warnings if warning.code not in _QUIET]
        if isinstance(read.record, OfferRecord):
            schedules = tuple(_schedules(cells, on, where, extra))
            yield Read(replace(read.record, schedules=schedules), (*told, *extra))
        else:
            yield Read(read.record, tuple(warning for warning in told if warning.code != "missing_id"))


def _as_object(cells: dict[str, str], where: str, extra: list[Warning]) -> dict[str, Any]:
    """The row in the shape of HSDS, all but its times."""
    youngest, oldest = _ages(cells, where, extra)
    organisation, contact = cells.get("organisation"), cells.get("contact")
    themes = re.split(r"[,;|\n]", cells.get("themes", ""))
    return {
        "id": cells.get("id", ""),
        "name": cells.get("name", ""),
        "description": cells.get("description", ""),
        "status": {"ja": "active", "nej": "inactive"}.get(cells.get("status", "").lower(), cells.get("status", "")),
        "url": cells.get("url", ""),
        "email": cells.get("email", ""),
        "phone": cells.get("phone", ""),
        "minimum_age": youngest,
        "maximum_age": oldest,
        "fees": cells.get("price", ""),
        "cost_options": [{"amount": amount} for amount in _amounts(cells.get("price", ""))],
        "eligibility_description": cells.get("eligibility", ""),
        "application_process": cells.get("sign_up", ""),
        "assured_date": cells.get("assured", ""),
        "languages": [{"name": name.strip()} for name in re.split(r"[,;/]| og ", cells.get("language", ""))],
        "organization": {"name": organisation} if organisation else None,
        "contacts": [{"name": contact}] if contact else [],
        "service_at_locations": [{"location": place} for place in [_place(cells)] if place],
        "attributes": [{"taxonomy_term": {"name": theme.strip()}} for theme in themes if theme.strip()],
    }


def _place(cells: dict[str, str]) -> dict[str, Any] | None:
    address = {
        "address_1": cells.get("address", ""),
        "postal_code": cells.get("postcode") or cells.get("postcode_city", ""),
        "city": cells.get("city", ""),
    }
    access = cells.get("access", "")
    if access.lower() in _YES_OR_NO:
        access = f"Tilgængeligt: {access.lower()}"
    place = {
        "name": cells.get("place", ""),
        "latitude": cells.get("latitude"),
        "longitude": cells.get("longitude"),
        "transportation": cells.get("transport", ""),
    }
    if not any(address.values()) and not any(place.values()) and not access:
        return None
    named = {**place, "name": place["name"] or address["address_1"]} if access or place["transportation"] else place
    return {**named, "addresses": [address], "accessibility": [{"description": access}] if access else []}


def _ages(cells: dict[str, str], where: str, extra: list[Warning]) -> tuple[str | None, str | None]:
    youngest, oldest = cells.get("minimum_age"), cells.get("maximum_age")
    words = cells.get("ages", "")
    match = _AGES.search(words) if words else None
    if match:
        return youngest or match["a"] or match["c"] or match["d"], oldest or match["b"] or match["e"]
    if re.search(r"\d", words):
        extra.append(Warning(where, "ages", "ages_not_read", {"value": words[:40]}))
    return youngest, oldest


def _amounts(words: str) -> list[str]:
    """The one amount of a price, "0" when it is free; none when there are several figures or none."""
    found = _AMOUNT.findall(words)
    if len(found) == 1:
        return found
    return ["0"] if not found and _FREE.search(words) else []


def _schedules(cells: dict[str, str], on: date | None, where: str, extra: list[Warning]) -> Iterator[ScheduleRecord]:
    """The times of a row; when nothing is understood, a schedule of words alone."""
    times = "-".join(cells[name] for name in ("starts", "ends") if name in cells)
    phrase = " ".join(
        filter(None, [cells.get("weekday"), f"kl. {times}" if "starts" in cells else "", cells.get("time")])
    )
    if not phrase:
        return
    field = next(name for name in ("time", "weekday", "starts") if name in cells)
    read = parse_times(phrase, on)
    if not read.schedules:
        extra.append(Warning(where, field, "times_not_read", {"value": phrase[:40]}))
        yield ScheduleRecord(words=phrase[:500])
    elif read.rest:
        extra.append(Warning(where, field, "times_partly_read", {"value": read.rest[:40]}))
    yield from (replace(schedule, words=phrase[:500]) for schedule in read.schedules)
