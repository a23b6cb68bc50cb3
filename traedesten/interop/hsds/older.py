"""Objects of the older standards (ORUK 1.0, HSDS 1 and 2) in the shape of HSDS 3."""

from datetime import timedelta
from typing import Any

from traedesten.interop import clean

MARKS = {
    *("regular_schedules", "regular_schedule", "holiday_schedules", "holiday_schedule", "service_taxonomys"),
    *("eligibilitys", "pc_metadata", "pc_targetAudience", "deliverable_type", "attending_access"),
}
"""Fields that HSDS 3 does not have."""

LONGEST_HOLIDAY = 62
"""Days of one closure that are taken over."""


def is_older(item: Any) -> bool:
    """Whether an object of a list, or the place that an offer has, shows fields of an older standard."""
    if not isinstance(item, dict):
        return False
    links = item.get("service_at_locations")
    return any(holder.keys() & MARKS for holder in (item, *_entries(links if isinstance(links, list) else None)))


def where_older(item: Any) -> Any:
    """The object in the shape of HSDS 3, when it is of an older standard."""
    return as_hsds(item) if is_older(item) else item


def as_hsds(item: Any) -> Any:
    """A service of an older standard in the shape of HSDS 3; what is none comes back as it is."""
    if not isinstance(item, dict):
        return item
    known = _mapping(item.get("pc_metadata"))
    closed, extra = _holidays(item)
    access = item.get("pc_attendingAccess_additionalInfo")
    return {
        **item,
        "status": item.get("status") or "active",
        "schedules": [*_schedules(item, closed), *extra],
        "service_at_locations": [_link(link, closed) for link in _entries(item.get("service_at_locations"))],
        "attributes": [*_entries(item.get("attributes")), *_terms(item)],
        "languages": [
            {**entry, "name": entry.get("language") or entry.get("name")} for entry in _entries(item.get("languages"))
        ],
        "assured_date": item.get("assured_date") or known.get("date_assured"),
        "last_modified": item.get("last_modified") or known.get("date_modified"),
        "application_process": item.get("application_process") or access,
        **_eligibility(item),
    }


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _entries(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, dict)]


def _schedules(holder: dict[str, Any], closed: str) -> list[dict[str, Any]]:
    found = [
        *_entries(holder.get("schedules")),
        *_entries(holder.get("regular_schedules")),
        *_entries(holder.get("regular_schedule")),
    ]
    return [{**entry, "exdate": closed} if closed else entry for entry in found]


def _link(link: dict[str, Any], closed: str) -> dict[str, Any]:
    location = _mapping(link.get("location"))
    access = _entries(location.get("accessibility_for_disabilities"))
    shaped = {
        **location,
        "addresses": location.get("addresses") or location.get("physical_addresses"),
        "accessibility": [*_entries(location.get("accessibility")), *access],
    }
    return {**link, "location": shaped, "schedules": _schedules(link, closed)}


def _holidays(item: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """(closed dates, days with other hours), day by day for the first LONGEST_HOLIDAY days of each."""
    closed, extra = [], []
    for entry in [*_entries(item.get("holiday_schedules")), *_entries(item.get("holiday_schedule"))]:
        dates = _days(entry)
        if str(entry.get("closed")).lower() in ("true", "1", "yes"):
            closed += dates
        else:
            extra += [{**entry, "valid_from": day, "valid_to": day} for day in dates]
    return ",".join(closed), extra


def _days(entry: dict[str, Any]) -> list[str]:
    try:
        first = clean.day(str(entry.get("start_date")))
        last = clean.day(str(entry.get("end_date") or first))
    except clean.Unclear:
        return []
    count = min(max((last - first).days, 0) + 1, LONGEST_HOLIDAY)
    return [(first + timedelta(days=number)).isoformat() for number in range(count)]


def _eligibility(item: dict[str, Any]) -> dict[str, Any]:
    entries = _entries(item.get("eligibilitys"))
    words = [str(entry["eligibility"]) for entry in entries if entry.get("eligibility")]
    words += [
        str(entry["audienceType"]).strip() for entry in _entries(item.get("pc_targetAudience")) if _audience(entry)
    ]
    found = {
        "eligibility_description": item.get("eligibility_description") or "\n".join(words),
        "minimum_age": item.get("minimum_age"),
        "maximum_age": item.get("maximum_age"),
    }
    for name in ("minimum_age", "maximum_age"):
        if found[name] is None:
            found[name] = next((entry[name] for entry in entries if entry.get(name) is not None), None)
    return found


def _audience(entry: dict[str, Any]) -> bool:
    return isinstance(entry.get("audienceType"), str) and bool(entry["audienceType"].strip())


def _terms(item: dict[str, Any]) -> list[dict[str, Any]]:
    terms = [_mapping(entry.get("taxonomy")) for entry in _entries(item.get("service_taxonomys"))]
    terms += [
        {"id": entry.get("id"), "name": entry["audienceType"], "vocabulary": "pc_targetAudience"}
        for entry in _entries(item.get("pc_targetAudience"))
        if _audience(entry)
    ]
    kind = item.get("deliverable_type")
    if isinstance(kind, str) and kind.strip():
        terms.append({"name": kind, "vocabulary": "deliverable_type"})
    return [{"taxonomy_term": {**term, "taxonomy": term.get("vocabulary")}} for term in terms if term]
