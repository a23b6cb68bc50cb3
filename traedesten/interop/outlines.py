"""The outline of a municipality from a GeoJSON file, with no more points than a map on a page can show."""

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, isfinite, radians
from typing import Any

from traedesten.interop.records import Refusal

MOST_POINTS = 500_000
FINEST = 1500
"""Into how many parts the wider side of the outline is divided: what is finer than one of them is left out."""

Point = tuple[float, float]
"""(longitude, latitude), as GeoJSON has them."""
Ring = list[Point]


def read_outline(content: bytes) -> dict[str, Any]:
    """A MultiPolygon of WGS 84 degrees, simplified. Takes a geometry, a feature, or a collection of either.

    Refuses ``not_geojson``, ``no_area``, ``other_coordinates`` (metres, as from UTM zone 32, or latitude first far
    from home), and ``too_many_points``. Source: RFC 7946.
    """
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refusal("not_geojson") from None
    if not isinstance(found, dict) or "type" not in found:
        raise Refusal("not_geojson")
    try:
        polygons = [[_ring(ring) for ring in polygon] for polygon in _polygons(found, 0)]
    except Refusal:
        raise
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        raise Refusal("not_geojson") from None
    points = sum(len(ring) for polygon in polygons for ring in polygon)
    if points > MOST_POINTS:
        raise Refusal("too_many_points")
    if not points:
        raise Refusal("no_area")
    return {"type": "MultiPolygon", "coordinates": _simple(polygons)}


def is_inside(outline: dict[str, Any], latitude: float, longitude: float) -> bool:
    """Whether the point lies in the outline, by how often a line to the east of it crosses the rings."""
    crossed = sum(_crosses(ring, latitude, longitude) for polygon in outline["coordinates"] for ring in polygon)
    return crossed % 2 == 1


def _polygons(found: dict[str, Any], depth: int) -> Iterator[list]:
    kind = found["type"]
    if depth > 4:
        raise Refusal("not_geojson")
    if kind == "Polygon":
        yield found["coordinates"]
    elif kind == "MultiPolygon":
        yield from found["coordinates"]
    elif kind == "Feature" and found["geometry"]:
        yield from _polygons(found["geometry"], depth + 1)
    else:
        for part in (*found.get("features", ()), *found.get("geometries", ())):
            yield from _polygons(part, depth + 1)


def _ring(typed: Iterable) -> Ring:
    ring = [(float(longitude), float(latitude)) for longitude, latitude, *_height in typed]
    if not all(isfinite(number) for point in ring for number in point):
        raise Refusal("not_geojson")
    if any(abs(longitude) > 180 or abs(latitude) > 90 for longitude, latitude in ring):
        raise Refusal("other_coordinates")
    return ring


def _simple(polygons: list[list[Ring]]) -> list:
    """Without what is too small to see; the largest ring always stays."""
    points = [point for polygon in polygons for ring in polygon for point in ring]
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    squeeze = cos(radians((south + north) / 2))
    grain = max((east - west) * squeeze, north - south) / FINEST
    if grain <= 0:
        raise Refusal("no_area")
    found = []
    for polygon in polygons:
        rings = [thin for thin in (_thinned(ring, grain, squeeze) for ring in polygon) if len(thin) > 3]
        if rings:
            found.append([[[round(x, 5), round(y, 5)] for x, y in ring] for ring in rings])
    if not found:
        raise Refusal("no_area")
    return found


def _thinned(ring: Ring, grain: float, squeeze: float) -> Ring:
    """Ramer-Douglas-Peucker (Douglas and Peucker 1973), without recursion; the ring stays closed."""
    if len(ring) < 4:
        return []
    ring = ring if ring[0] == ring[-1] else [*ring, ring[0]]
    far = max(range(len(ring)), key=lambda n: _apart(ring[n], ring[0], squeeze))
    kept, open_parts = {0, far, len(ring) - 1}, [(0, far), (far, len(ring) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        if last - first < 2:
            continue
        farthest = max(range(first + 1, last), key=lambda n: _off(ring[n], ring[first], ring[last], squeeze))
        if _off(ring[farthest], ring[first], ring[last], squeeze) > grain:
            kept.add(farthest)
            open_parts += [(first, farthest), (farthest, last)]
    return [ring[number] for number in sorted(kept)]


def _apart(a: Point, b: Point, squeeze: float) -> float:
    return (((a[0] - b[0]) * squeeze) ** 2 + (a[1] - b[1]) ** 2) ** 0.5


def _off(point: Point, start: Point, end: Point, squeeze: float) -> float:
    """How far a point is from the line between two others, in degrees of latitude."""
    dx, dy = (end[0] - start[0]) * squeeze, end[1] - start[1]
    x, y = (point[0] - start[0]) * squeeze, point[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    return abs(dx * y - dy * x) / length if length else (x * x + y * y) ** 0.5


def _crosses(ring: list, latitude: float, longitude: float) -> int:
    found = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > latitude) != (y2 > latitude):
            found += longitude < x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
    return found
