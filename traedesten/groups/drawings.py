"""Charts as numbers for SVG templates: what was counted in, points in the drawing's own units out."""

from collections.abc import Sequence
from typing import NamedTuple

from traedesten.groups.queries.overview import Came

LEFT, RIGHT, TOP, BOTTOM = 40, 340, 24, 170
"""Of a drawing 360 wide; letters of 13 can be read on a phone."""


class Point(NamedTuple):
    x: int
    y: int
    number: int
    came: Came


class Curve(NamedTuple):
    """``line`` is a path through the points; ``shares`` are (y, words) of the lines behind it."""

    line: str
    points: list[Point]
    shares: list[tuple[int, str]]


def attendance_curve(meetings: Sequence[tuple[int, Came]]) -> Curve | None:
    """How many of a hundred came, meeting by meeting; None with fewer than two meetings."""
    if len(meetings) < 2:
        return None
    step = (RIGHT - LEFT) / (len(meetings) - 1)
    points = [
        Point(round(LEFT + at * step), _y(came.came / came.noted), number, came)
        for at, (number, came) in enumerate(meetings)
    ]
    line = "M" + " L".join(f"{point.x} {point.y}" for point in points)
    return Curve(line, points, [(_y(share / 100), f"{share} %") for share in (0, 50, 100)])


def _y(share: float) -> int:
    return round(BOTTOM - (BOTTOM - TOP) * share)
