"""A map drawn on the server: the outline of the municipality, its towns, and numbered places."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, radians

WIDTH, EDGE = 640, 44
"""Units of the drawing: its width, and the room around the outline."""
RADIUS = 24
"""Units from the middle of a mark to its rim: a number in it can be read where the map is half as wide."""

Point = tuple[float, float]
"""(latitude, longitude) in degrees."""
Spot = tuple[int, int]
"""(x, y) in units of the drawing."""


@dataclass(frozen=True)
class Mark:
    """Something on the map. ``x`` and ``y`` are in the drawing's units; ``label`` is what is written on the spot,
    ``offers`` the ids of those that stand there, ``down`` how far down from it a town's name is written.
    """

    x: int
    y: int
    words: str
    label: str = ""
    offers: tuple[str, ...] = ()
    down: int = RADIUS + 24


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    path: str
    towns: tuple[Mark, ...]
    places: tuple[Mark, ...]
    radius: int = RADIUS


def draw(
    outline: dict, towns: Iterable[tuple[str, Point]], places: Iterable[tuple[str, str, str, Point]]
) -> Drawing | None:
    """The map, or None where no outline was loaded.

    ``outline`` is a GeoJSON Polygon or MultiPolygon; ``places`` are (offer id, label, words, point). Places whose
    marks would lie on each other become one, with the first label and a plus. Equirectangular around the middle of
    the outline: right enough for one municipality.
    """
    rings = _rings(outline)
    if not rings:
        return None
    project, height = _projection([point for ring in rings for point in ring])
    path = " ".join(_path(ring, project) for ring in rings)
    spots: dict[Spot, list[tuple[str, str, str]]] = {}
    for *place, point in places:
        spot = project(point)
        spots.setdefault(_close_to(spot, spots) or spot, []).append(tuple(place))
    marks = (
        _mark(spot, there)
        for spot, there in sorted(spots.items())
        if 0 <= spot[0] <= WIDTH and 0 <= spot[1] <= height
    )
    return Drawing(WIDTH, height, path, _towns([(name, project(at)) for name, at in towns]), tuple(marks))


def _towns(towns: list[tuple[str, Spot]]) -> tuple[Mark, ...]:
    """Each with its name below it, or above where another town lies close below."""

    def down(x: int, y: int) -> int:
        is_crowded = any(abs(x - across) < 150 and 0 < lower - y < 90 for _name, (across, lower) in towns)
        return -RADIUS - 8 if is_crowded else RADIUS + 24

    return tuple(Mark(*spot, name, down=down(*spot)) for name, spot in towns)


def _close_to(spot: Spot, others: Iterable[Spot]) -> Spot | None:
    return next((other for other in others if hypot(spot[0] - other[0], spot[1] - other[1]) < 2 * RADIUS), None)


def _mark(spot: Spot, there: list[tuple[str, str, str]]) -> Mark:
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
