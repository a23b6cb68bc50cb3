"""A map drawn on the server: the outline of the municipality, its towns, and numbered places."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

WIDTH = 640
EDGE = 24
"""Units of the drawing: its width, and the room around the outline."""

Point = tuple[float, float]
"""(latitude, longitude) in degrees."""


@dataclass(frozen=True)
class Mark:
    """Something on the map. ``x`` and ``y`` are in the drawing's units; ``label`` is what is written on the spot,
    ``offers`` the ids of those that stand there.
    """

    x: int
    y: int
    words: str
    label: str = ""
    offers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    path: str
    towns: tuple[Mark, ...]
    places: tuple[Mark, ...]


def draw(
    outline: dict, towns: Iterable[tuple[str, Point]], places: Iterable[tuple[str, str, str, Point]]
) -> Drawing | None:
    """The map, or None where no outline was loaded.

    ``outline`` is a GeoJSON Polygon or MultiPolygon; ``places`` are (offer id, label, words, point). Places at
    the same spot become one mark, with the first label and a plus. Equirectangular around the middle of the
    outline: right enough for one municipality.
    """
    rings = _rings(outline)
    if not rings:
        return None
    project, height = _projection([point for ring in rings for point in ring])
    path = " ".join(_path(ring, project) for ring in rings)
    spots: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
    for *place, point in places:
        spots.setdefault(project(point), []).append(tuple(place))
    marks = (
        _mark(spot, there)
        for spot, there in sorted(spots.items())
        if 0 <= spot[0] <= WIDTH and 0 <= spot[1] <= height
    )
    return Drawing(WIDTH, height, path, tuple(Mark(*project(at), name) for name, at in towns), tuple(marks))


def _mark(spot: tuple[int, int], there: list[tuple[str, str, str]]) -> Mark:
    ids, labels, names = zip(*there, strict=True)
    return Mark(*spot, ", ".join(names), labels[0] + ("+" if len(there) > 1 else ""), ids)


def _rings(outline: dict) -> list[list[Point]]:
    """The outer and inner rings, as (latitude, longitude): GeoJSON has them the other way round."""
    coordinates = outline.get("coordinates") or []
    polygons = coordinates if outline.get("type") == "MultiPolygon" else [coordinates]
    return [[(lat, lon) for lon, lat, *_height in ring] for polygon in polygons for ring in polygon if len(ring) > 2]


def _projection(points: list[Point]):
    south, north = min(lat for lat, _ in points), max(lat for lat, _ in points)
    west, east = min(lon for _, lon in points), max(lon for _, lon in points)
    squeeze = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * EDGE) / max((east - west) * squeeze, 1e-9)

    def project(point: Point) -> tuple[int, int]:
        lat, lon = point
        return round(EDGE + (lon - west) * squeeze * scale), round(EDGE + (north - lat) * scale)

    return project, round((north - south) * scale + 2 * EDGE)


def _path(ring: list[Point], project) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in map(project, ring)) + " Z"
