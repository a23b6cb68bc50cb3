"""The same two offers as other systems would hand them over: each in a shape of its own."""

import io
import json
import zipfile
from typing import Any

TIMES = {"opens_at": "14:00", "closes_at": "16:00"}
PLACE = {"name": "Biblioteket", "latitude": "56.3601", "longitude": "8,6163"}
ADDRESS = {"address_1": "Kirkestræde 11", "city": "Holstebro", "postal_code": "7500"}


def _bytes(found: Any, encoding: str = "utf-8") -> bytes:
    return json.dumps(found, ensure_ascii=False).encode(encoding)


def _zip(**tables: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, table in tables.items():
            package.writestr(f"{name}.csv", table)
    return content.getvalue()


def _knitting(**fields: Any) -> dict[str, Any]:
    return {"id": "s1", "name": "Strikkecafé", "description": "<p>Vi strikker.</p>", "status": "active", **fields}


def _choir(**fields: Any) -> dict[str, Any]:
    return {"id": "s2", "name": "Kor uden noder", "status": "active", **fields}


def hsds_1_1_with_weekdays() -> bytes:
    """Organisations on top, hours by weekday, addresses below their own old names."""
    location = {
        **{"id": "l1", "physical_addresses": [ADDRESS], **PLACE},
        "accessibility_for_disabilities": [{"accessibility": "Step-free access"}],
    }
    hours = [{"weekday": "Tuesday", **TIMES}]
    knitting = _knitting(fees="Free", locations=[location], regular_schedule=hours, taxonomy=[{"name": "Knitting"}])
    return _bytes([{"id": "o1", "name": "Husflid", "services": [knitting, _choir()]}])


def hsds_2_0_page() -> bytes:
    """A page whose list is called items, with numbers as texts and what is missing as null."""
    link = {"id": "x", "location": {"id": "l1", **PLACE, "physical_addresses": ADDRESS}, "phones": None}
    hours = [{"freq": "WEEKLY", "byday": "TU", "interval": "1", "dtstart": None, **TIMES}]
    knitting = _knitting(
        minimum_age="18",
        maximum_age="99.0",
        organization_id="o1",
        service_at_locations=[link],
        regular_schedules=hours,
    )
    return _bytes({"version": "2.0", "total_items": "2", "items": [knitting, _choir(organization_id="o1")]})


def hsds_3_0_within_two_envelopes() -> bytes:
    """The page lies inside something else, as gateways like to have it."""
    hours = [{"freq": "WEEKLY", "byday": "TU", "timezone": 1, **TIMES}]
    knitting = _knitting(organization={"id": "o1", "name": "Husflid"}, schedules=hours)
    page = {"total_items": 2, "total_pages": 1, "contents": [knitting, _choir(organization={"name": "Sangerne"})]}
    return _bytes({"success": True, "meta": {"took": 7}, "result": {"page": page}})


def hsds_3_1_with_rules() -> bytes:
    """An array at the top in UTF-16, and hours as iCalendar rules, two levels down."""
    rule = {"rrule": "RRULE:FREQ=WEEKLY;BYDAY=TU;INTERVAL=1", **TIMES, "dtstart": "2026-01-06"}
    location = {"id": "l1", "location_type": "physical", **PLACE, "addresses": [ADDRESS], "schedules": [rule]}
    monthly = {"schedules": {"rrule": "FREQ=MONTHLY;BYDAY=1TH;UNTIL=20301231T000000Z", **TIMES}}
    knitting = _knitting(organization={"id": "o1", "name": "Husflid"}, service_at_locations=[{"location": location}])
    return _bytes([knitting, _choir(service_at_locations=[{"location": {"name": "Salen"}, **monthly}])], "utf-16")


def hsds_3_1_by_place() -> bytes:
    """Offers inside their places, without any identity, with a byte-order mark."""
    hours = [{"freq": "WEEKLY", "byday": "TU", **TIMES}]
    knitting = _knitting(organization={"name": "Husflid"}, schedules=hours)
    place = {"service": knitting, "location": {**PLACE, "addresses": [ADDRESS]}}
    for thing in (knitting, choir := _choir()):
        thing.pop("id")
    return _bytes({"results": [place, {"service": choir}]}, "utf-8-sig")


def oruk_1_0_mixed() -> bytes:
    """Only the second offer has anything by which the older standard is known."""
    location = {"id": "l1", **PLACE, "physical_addresses": [ADDRESS]}
    hours = [{"id": "h", "byday": "TU", "freq": "WEEKLY", **TIMES}]
    knitting = _knitting(
        organization={"id": "o1", "name": "Husflid"},
        service_at_locations=[{"id": "x", "location": location, "regular_schedule": hours}],
        eligibilitys=[{"eligibility": "Alle voksne", "minimum_age": "18.0"}],
        service_taxonomys=[{"taxonomy": {"name": "Knitting"}}],
        cost_options=[{"amount": "0.00", "option": "Gratis"}],
    )
    return _bytes({"totalElements": 2, "totalPages": 1, "number": 1, "content": [_choir(), knitting]})


def json_api() -> bytes:
    """Each thing's fields lie in its attributes."""
    hours = [{"freq": "WEEKLY", "byday": "TU", **TIMES}]
    fields = [_knitting(schedules=hours, organization={"name": "Husflid"}), _choir()]
    found = [{"type": "service", "id": item.pop("id"), "attributes": item} for item in fields]
    return _bytes({"data": found, "links": {"self": "https://x.example/services"}})


def geojson() -> bytes:
    """Points on a map, with the offer as what is known about each."""
    hours = [{"freq": "WEEKLY", "byday": "TU", **TIMES}]
    point = {"type": "Point", "coordinates": [8.6163, 56.3601]}
    fields = [_knitting(schedules=hours, organization={"name": "Husflid"}, locations=[PLACE]), _choir()]
    found = [{"type": "Feature", "geometry": point, "properties": item} for item in fields]
    return _bytes({"type": "FeatureCollection", "features": found})


def lines_without_identities() -> bytes:
    """One offer on each line, names in cp1252, and a line that is broken."""
    hours = [{"freq": "WEEKLY", "byday": ["TU"], **TIMES}]
    knitting, choir = _knitting(schedules=hours, organization={"name": "Husflid"}), _choir()
    return b"\r\n".join([_bytes(knitting, "cp1252"), b'{"id": "broken', _bytes(choir | {"id": None})])


def tabular_with_semicolons() -> bytes:
    """Tables as a spreadsheet saves them here, with the names of the older standard."""
    return _zip(
        organizations="\ufeffid;name;description\r\no1;Husflid;\r\n",
        services="\ufeffid;organization_id;name;description;status\r\n"
        "s1;o1;Strikkecafé;<p>Vi strikker.</p>;active\r\ns2;;Kor uden noder;;active\r\n",
        locations="id;name;latitude;longitude\r\nl1;Biblioteket;56,3601;8,6163\r\n",
        physical_addresses="id;location_id;address_1;city;postal_code\r\na1;l1;Kirkestræde 11;Holstebro;7500\r\n",
        services_at_location="id;service_id;location_id\r\nx1;s1;l1\r\n",
        regular_schedules="id;service_id;weekday;opens_at;closes_at\r\nh1;s1;Tuesday;14:00;16:00\r\n",
        service_taxonomies="id;service_id;taxonomy_id\r\nt1;s1;k1\r\n",
        taxonomies="id;name\r\nk1;Knitting\r\n",
    )


def a_table_in_utf_16() -> bytes:
    """What Excel calls Unicode text: tabs, and two bytes for each letter."""
    lines = [
        "Navn\tForening\tSted\tAdresse\tTid\tPris",
        "Strikkecafé\tHusflid\tBiblioteket\tKirkestræde 11, 7500 Holstebro\tTirsdag kl. 14-16\tGratis",
        "Kor uden noder\t\t\t\tnår vi har lyst\t",
    ]
    return "\r\n".join(lines).encode("utf-16")


SHAPES = {
    made.__name__: made
    for made in (
        *(hsds_1_1_with_weekdays, hsds_2_0_page, hsds_3_0_within_two_envelopes, hsds_3_1_with_rules),
        *(hsds_3_1_by_place, oruk_1_0_mixed, json_api, geojson, lines_without_identities),
        *(tabular_with_semicolons, a_table_in_utf_16),
    )
}
