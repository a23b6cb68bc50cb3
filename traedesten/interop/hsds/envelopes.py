"""Objects that lie inside another: JSON:API, GeoJSON, and an offer inside the tie to its place."""

from typing import Any


def opened(item: Any) -> Any:
    """The object itself; what is in no envelope comes back as it is."""
    if not isinstance(item, dict):
        return item
    if item.get("type") == "Feature" and isinstance(item.get("properties"), dict):
        return _with_point({"id": item.get("id"), **item["properties"]}, item.get("geometry"))
    if isinstance(item.get("attributes"), dict) and "name" not in item:
        return {"id": item.get("id"), **item["attributes"]}
    return item


def _with_point(item: dict[str, Any], geometry: Any) -> dict[str, Any]:
    """The first place of the offer gets the point, when it has none of its own."""
    degrees = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    if not isinstance(degrees, list) or len(degrees) < 2:
        return item
    key = "service_at_locations" if item.get("service_at_locations") else "locations"
    places = item.get(key)
    first, *others = places if isinstance(places, list) and places else [{}]
    if not isinstance(first, dict):
        return item
    point = {"longitude": degrees[0], "latitude": degrees[1]}
    if isinstance(first.get("location"), dict):
        return {**item, key: [{**first, "location": {**point, **first["location"]}}, *others]}
    return {**item, key: [{**point, **first}, *others]}
