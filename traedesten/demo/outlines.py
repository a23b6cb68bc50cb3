"""An invented outline around the towns of a demo site, so that its map has land to stand on."""

from collections.abc import Iterable
from math import cos, pi, radians, sin
from random import Random
from typing import Any

KM = 111.2
"""Kilometres to a degree of latitude."""
MARGIN = 3.5
CORNERS = 90


def outline(points: Iterable[tuple[float, float]], chance: Random) -> dict[str, Any]:
    """A GeoJSON polygon with every (latitude, longitude) well inside, and an edge as uneven as a parish boundary."""
    points = list(points)
    middle = [sum(point[axis] for point in points) / len(points) for axis in (0, 1)]
    squeeze = cos(radians(middle[0]))
    away = [((lat - middle[0]) * KM, (lon - middle[1]) * KM * squeeze) for lat, lon in points]
    waves = [(number, chance.uniform(0.1, 0.6), chance.uniform(0, 2 * pi)) for number in (3, 5, 8, 13, 21)]
    ring = []
    for corner in range(CORNERS):
        angle = 2 * pi * corner / CORNERS
        reach = max(north * cos(angle) + east * sin(angle) for north, east in away) + MARGIN
        reach += sum(size * sin(number * angle + turn) for number, size, turn in waves) + chance.uniform(-0.25, 0.25)
        north, east = reach * cos(angle), reach * sin(angle)
        ring.append([round(middle[1] + east / (KM * squeeze), 5), round(middle[0] + north / KM, 5)])
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
