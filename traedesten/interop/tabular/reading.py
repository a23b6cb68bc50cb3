"""Tabular HSDS: CSV files that point at each other, put together service by service."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from traedesten.interop.csvrows import rows
from traedesten.interop.hsds.building import Builder
from traedesten.interop.records import Read, Reading, Refusal
from traedesten.interop.tabular.archive import Archive, opened

KEYS = {
    "organization": ("id",),
    "location": ("id",),
    "taxonomy_term": ("id",),
    "address": ("location_id",),
    "accessibility": ("location_id",),
    "service_at_location": ("service_id",),
    "schedule": ("service_id", "service_at_location_id", "location_id"),
    "phone": ("service_id", "organization_id", "contact_id", "service_at_location_id"),
    "contact": ("service_id", "service_at_location_id"),
    "cost_option": ("service_id",),
    "language": ("service_id",),
    "attribute": ("link_id",),
    "service_taxonomy": ("service_id",),
    "taxonomy": ("id",),
}
"""The tables that are joined, and the columns they are looked up by. The most that one holder gets is MOST_ROWS."""

MOST_ROWS = 500

_MAKE = "CREATE TABLE part (name TEXT, key TEXT, body TEXT)"
_INDEX = "CREATE INDEX part_by_key ON part (name, key)"
_FIND = "SELECT body FROM part WHERE name = ? AND key = ? ORDER BY rowid LIMIT ?"
_ALL = "SELECT body FROM part WHERE name = 'organization.id' ORDER BY rowid"


def read(source: BinaryIO | Path, reading: Reading | None = None) -> Iterator[Read]:
    """The records of a zip (seekable) or folder: the organisations first, then the offers.

    The tables lie in a temporary database on the disk meanwhile. Raises Refusal: empty, html, not_a_zip,
    truncated, too_large, wrong_kind.
    """
    reading = reading or Reading()
    builder = Builder(reading)
    with opened(source, reading.limit) as archive, closing(sqlite3.connect("")) as store:
        _load(archive, store, reading)
        for (body,) in store.execute(_ALL):
            parts = {"phones": _parts(store, "phone.organization_id", json.loads(body).get("id", ""))}
            yield from builder.read({"tax_status": "", **json.loads(body), **parts})
        for row in _objects(archive, "service", reading):
            if row is None:
                yield builder.skip("unreadable_row")
            else:
                yield from builder.read(_joined(store, row))


def _load(archive: Archive, store: sqlite3.Connection, reading: Reading) -> None:
    store.execute(_MAKE)
    for table, columns in KEYS.items():
        for item in _objects(archive, table, reading):
            if item is not None:
                body = json.dumps(item)
                entries = [(f"{table}.{name}", item[name], body) for name in columns if item.get(name)]
                store.executemany("INSERT INTO part VALUES (?, ?, ?)", entries)
    store.execute(_INDEX)


def _objects(archive: Archive, table: str, reading: Reading) -> Iterator[dict[str, str] | None]:
    """The rows of a table by column, without what is empty; None for one that cannot be read."""
    if table not in archive.paths:
        return
    with archive.open(table) as file:
        heading: list[str] | None = None
        try:
            for row in rows(file, reading.limit):
                if heading is None:
                    heading = [name.strip().lower() for name in row or ()]
                elif row is None:
                    yield None
                elif any(row):
                    yield {name: value for name, value in zip(heading, row, strict=False) if value}
        except Refusal as refusal:
            if refusal.reason != "empty":
                raise


def _joined(store: sqlite3.Connection, row: dict[str, str]) -> dict[str, Any]:
    offer_id = row.get("id", "")
    contacts = _parts(store, "contact.service_id", offer_id)
    links = _parts(store, "service_at_location.service_id", offer_id)
    return {
        "status": "",
        **row,
        "phones": _parts(store, "phone.service_id", offer_id),
        "schedules": _parts(store, "schedule.service_id", offer_id, without="service_at_location_id"),
        "contacts": [_contact(store, contact) for contact in contacts],
        "cost_options": _parts(store, "cost_option.service_id", offer_id),
        "languages": _parts(store, "language.service_id", offer_id),
        "attributes": [*_attributes(store, offer_id)],
        "service_at_locations": [_link(store, link) for link in links],
    }


def _link(store: sqlite3.Connection, link: dict[str, Any]) -> dict[str, Any]:
    place_id = link.get("location_id", "")
    found = next(iter(_parts(store, "location.id", place_id)), None)
    location = found and {
        **found,
        "addresses": _parts(store, "address.location_id", place_id),
        "accessibility": _parts(store, "accessibility.location_id", place_id),
        "schedules": _parts(store, "schedule.location_id", place_id),
    }
    return {
        **link,
        "location": location,
        "phones": _parts(store, "phone.service_at_location_id", link.get("id", "")),
        "schedules": _parts(store, "schedule.service_at_location_id", link.get("id", "")),
        "contacts": [
            _contact(store, it) for it in _parts(store, "contact.service_at_location_id", link.get("id", ""))
        ],
    }


def _contact(store: sqlite3.Connection, contact: dict[str, Any]) -> dict[str, Any]:
    return {**contact, "phones": _parts(store, "phone.contact_id", contact.get("id", ""))}


def _attributes(store: sqlite3.Connection, offer_id: str) -> Iterator[dict[str, Any]]:
    """Those of today, and the terms that the older tables tie to an offer."""
    for entry in _parts(store, "attribute.link_id", offer_id):
        yield _attribute(store, entry)
    for tie in _parts(store, "service_taxonomy.service_id", offer_id):
        for term in _parts(store, "taxonomy.id", tie.get("taxonomy_id", ""))[:1]:
            yield {"taxonomy_term": {"taxonomy": term.get("vocabulary"), **term}}


def _attribute(store: sqlite3.Connection, attribute: dict[str, Any]) -> dict[str, Any]:
    term = next(iter(_parts(store, "taxonomy_term.id", attribute.get("taxonomy_term_id", ""))), None)
    return {**attribute, "taxonomy_term": term} if term else attribute


def _parts(store: sqlite3.Connection, name: str, key: str, without: str = "") -> list[dict[str, Any]]:
    if not key:
        return []
    found = [json.loads(body) for (body,) in store.execute(_FIND, (name, key, MOST_ROWS))]
    return [item for item in found if not without or not item.get(without)]
