"""Published records as the API's lists and single answers show them: minimal, as a summary, or fully nested."""

from typing import Any
from uuid import UUID

from traedesten.api import queries
from traedesten.tenancy.models import Site

Object = dict[str, Any]
Row = tuple[UUID, Object]

MINIMAL = ("id", "name", "status", "last_modified")
NESTED = {
    *("phones", "schedules", "service_at_locations", "languages", "cost_options", "contacts", "attributes"),
}


def services(rows: list[Row], here: Site | None, asked: dict[str, Any]) -> list[Object]:
    if asked.get("minimal"):
        return [_only(record, MINIMAL) for _pk, record in rows]
    return [record if asked.get("full") else _summary(record) for _pk, record in rows]


def ties(rows: list[Row], here: Site | None, asked: dict[str, Any]) -> list[Object]:
    """The offer at its venue; the offer fully nested, or as a summary."""
    found = []
    for _pk, record in rows:
        (tie,) = record["service_at_locations"]
        nested = {name: value for name, value in record.items() if name != "service_at_locations"}
        found.append({**tie, "service": nested if asked.get("full") else _summary(record)})
    return found


def organisations(rows: list[Row], here: Site | None, asked: dict[str, Any]) -> list[Object]:
    """Fully nested they have their services, which do not repeat whose they are."""
    if not asked.get("full"):
        return [record for _pk, record in rows]
    theirs = queries.services_of(here, [pk for pk, _record in rows])
    return [
        {**record, "services": [_without(offer, {"organization"}) for offer in theirs.get(pk, ())]}
        for pk, record in rows
    ]


def as_they_are(rows: list[Object], here: Site | None, asked: dict[str, Any]) -> list[Object]:
    return rows


def _summary(record: Object) -> Object:
    return _without(record, NESTED)


def _without(record: Object, names: set[str]) -> Object:
    return {name: value for name, value in record.items() if name not in names}


def _only(record: Object, names: tuple[str, ...]) -> Object:
    return {name: record[name] for name in names if name in record}
