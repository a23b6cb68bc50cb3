"""Offers as tabular HSDS: one zip with a data package, written as it is sent."""

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from uuid import UUID

from traedesten.interop.hsds.writing import Publisher, offer_json, organization_json, taxonomy_json, taxonomy_terms
from traedesten.interop.records import OfferRecord, OrganisationRecord

_CHUNK = 1 << 16
_SPOOLED = 1 << 20

COLUMNS = {
    "organizations": "id name description email website parent_organization_id",
    "services": "id organization_id name alternate_name description url email status interpretation_services "
    "application_process fees_description wait_time fees accreditations eligibility_description minimum_age "
    "maximum_age assured_date licenses alert last_modified deliverable_type attending_type attending_access",
    "locations": "id location_type name transportation latitude longitude",
    "addresses": "id location_id address_1 address_2 city state_province postal_code country address_type",
    "accessibility": "id location_id description",
    "service_at_locations": "id service_id location_id",
    "schedules": "id service_id service_at_location_id valid_from valid_to dtstart timezone count freq interval "
    "byday bymonthday exdate description opens_at closes_at",
    "phones": "id service_id organization_id contact_id number",
    "contacts": "id service_id name title email",
    "cost_options": "id service_id currency amount",
    "languages": "id service_id name code",
    "attributes": "id link_id link_entity link_type taxonomy_term_id value",
    "taxonomies": "id name description",
    "taxonomy_terms": "id code name description parent_id taxonomy taxonomy_id language term_uri",
}
"""The tables, named as their files, in the order of the package; "exdate" alone is not in HSDS."""

_SHARED = {"organizations", "locations", "addresses", "accessibility", "taxonomies", "taxonomy_terms"}
_NUMBERS = {"minimum_age", "maximum_age", "latitude", "longitude", "timezone", "count", "interval", "amount"}


def tabular_zip(
    offers: Iterable[tuple[OfferRecord, OrganisationRecord | None]], publisher: Publisher
) -> Iterator[bytes]:
    """The bytes of the zip. The offers are gone through once; the tables wait on the disk, not in memory."""
    tables = {name: _Table(columns.split(), name in _SHARED) for name, columns in COLUMNS.items()}
    try:
        tables["taxonomies"].add(taxonomy_json())
        for term in taxonomy_terms(publisher):
            tables["taxonomy_terms"].add(term)
        for offer, organisation in offers:
            _add(tables, offer, organisation, publisher)
        yield from _zipped(tables)
    finally:
        for table in tables.values():
            table.close()


def datapackage() -> dict[str, Any]:
    """datapackage.json: the tables and their columns, as the Data Package standard describes them."""
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "primaryKey": "id",
                "fields": [
                    {"name": column, "type": "number" if column in _NUMBERS else "string"}
                    for column in columns.split()
                ],
            },
        }
        for name, columns in COLUMNS.items()
    ]
    return {"name": "human_services_data", "profile": "tabular-data-package", "resources": resources}


class _Table:
    """A CSV file that waits. Where offers share rows, each identifier is written once."""

    def __init__(self, columns: list[str], is_shared: bool) -> None:
        self._columns = columns
        self._is_shared = is_shared
        self._seen: set[bytes] = set()
        self._file = tempfile.SpooledTemporaryFile(_SPOOLED, mode="w+", encoding="utf-8", newline="")  # noqa: SIM115
        self._writer = csv.writer(self._file)
        self._writer.writerow(columns)

    def add(self, item: dict[str, Any], **keys: str) -> bool:
        """Whether it is new here."""
        if self._is_shared:
            identifier = UUID(item["id"]).bytes
            if identifier in self._seen:
                return False
            self._seen.add(identifier)
        row = {**item, **keys}
        self._writer.writerow([row.get(column, "") for column in self._columns])
        return True

    def chunks(self) -> Iterator[str]:
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield chunk

    def close(self) -> None:
        self._file.close()


def _add(
    tables: dict[str, _Table], offer: OfferRecord, organisation: OrganisationRecord | None, publisher: Publisher
) -> None:
    written = offer_json(offer, organisation, publisher)
    tables["services"].add(written)
    if organisation:
        whole = organization_json(organisation)
        if tables["organizations"].add(whole):
            _add_all(tables, "phones", whole, organization_id=whole["id"])
    keys = {"service_id": written["id"]}
    for name in ("phones", "schedules", "cost_options", "languages"):
        _add_all(tables, name, written, **keys)
    for contact in written.get("contacts", ()):
        tables["contacts"].add(contact, **keys)
        _add_all(tables, "phones", contact, contact_id=contact["id"])
    for attribute in written.get("attributes", ()):
        tables["attributes"].add(attribute)
        tables["taxonomy_terms"].add(attribute["taxonomy_term"])
    for link in written.get("service_at_locations", ()):
        tables["service_at_locations"].add(link)
        _add_all(tables, "schedules", link, **keys, service_at_location_id=link["id"])
        tables["locations"].add(link["location"])
        for name in ("addresses", "accessibility"):
            _add_all(tables, name, link["location"])


def _add_all(tables: dict[str, _Table], name: str, holder: dict[str, Any], **keys: str) -> None:
    for item in holder.get(name, ()):
        tables[name].add(item, **keys)


class _Sink(io.RawIOBase):
    """Takes what the zip writes until it is fetched."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        whole, self._parts = b"".join(self._parts), []
        return whole


def _zipped(tables: dict[str, _Table]) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("datapackage.json", json.dumps(datapackage(), indent=1))
        for name, table in tables.items():
            with package.open(f"{name}.csv", "w", force_zip64=True) as file:
                yield from _copied(table, file, sink)
    yield sink.taken()


def _copied(table: _Table, file: BinaryIO, sink: _Sink) -> Iterator[bytes]:
    for chunk in table.chunks():
        file.write(chunk.encode())
        if taken := sink.taken():
            yield taken
