"""Charts as numbers for SVG templates: shares and counts in, points in the drawing's own units out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from traedesten.evaluation.figures import Interval

WIDTH = 360
"""Units; letters of 13 in a drawing of this width can be read on a phone."""
LEFT, RIGHT, TOP, BOTTOM = 38, 346, 14, 170
STONE = 100
LEAST_STONE = 26


@dataclass(frozen=True)
class StoneDrawn:
    """One stone of the funnel; its area follows the count. ``count`` None is hidden and drawn as an outline."""

    level: str
    count: int | None
    width: int

    @property
    def height(self) -> int:
        return round(self.width * 0.7)


def stones(levels: Sequence[str], counts: Sequence[int | None]) -> list[StoneDrawn]:
    most = max((count for count in counts if count is not None), default=0)
    return [
        StoneDrawn(level, count, max(round(STONE * sqrt((count or 0) / most)), LEAST_STONE) if most else LEAST_STONE)
        for level, count in zip(levels, counts, strict=True)
    ]


@dataclass(frozen=True)
class Tick:
    at: int
    label: str
    many: int = 0


@dataclass(frozen=True)
class CurveDrawn:
    """``line`` and ``left`` are paths of steps, ``band`` the 95 % interval around the line."""

    line: str
    band: str
    left: str
    days: tuple[Tick, ...]
    shares: tuple[Tick, ...]


def curve(told: dict) -> CurveDrawn | None:
    """From ``counting.curve``; None when nobody is in it."""
    if not told["n"]:
        return None
    last = told["at_risk"][-1][0]
    return CurveDrawn(
        line=_path(_stair(told["steps"], 1, last)),
        band=_band(told["steps"], last),
        left=_path(_stair(told["left_steps"], 1, last)) if told["left_steps"] else "",
        days=tuple(Tick(_x(day, last), str(day), many) for day, many in told["at_risk"]),
        shares=tuple(Tick(_y(share / 100), f"{share} %") for share in (0, 25, 50, 75, 100)),
    )


def _x(day: float, last: int) -> int:
    return round(LEFT + (RIGHT - LEFT) * min(day, last) / last)


def _y(share: float) -> int:
    return round(BOTTOM - (BOTTOM - TOP) * share)


def _stair(steps: Sequence[Sequence[float]], column: int, last: int) -> list[tuple[int, int]]:
    """Right, then up: the share holds until the next thing happens."""
    points, share = [(_x(0, last), _y(0))], 0.0
    for step in steps:
        if step[0] > last:
            break
        points += [(_x(step[0], last), _y(share)), (_x(step[0], last), _y(step[column]))]
        share = step[column]
    return [*points, (_x(last, last), _y(share))]


def _path(points: Sequence[tuple[int, int]]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in points)


def _band(steps: Sequence[Sequence[float]], last: int) -> str:
    if not steps:
        return ""
    return _path([*_stair(steps, 2, last), *reversed(_stair(steps, 3, last))]) + " Z"


@dataclass(frozen=True)
class Bar:
    """``y`` of its top edge; ``width`` and ``part`` (a darker inner bar) in units."""

    label: str
    many: int | None
    inner: int | None
    y: int
    width: int
    part: int


ROW = 46


def bars(rows: Sequence[tuple[str, int | None, int | None]]) -> list[Bar]:
    """(label, how many, of these so many or None); the longest is as wide as the drawing allows."""
    most = max((many or 0 for _label, many, _inner in rows), default=0) or 1
    room = WIDTH - 8
    return [
        Bar(label, many, inner, at * ROW, round(room * (many or 0) / most), round(room * (inner or 0) / most))
        for at, (label, many, inner) in enumerate(rows)
    ]


def height(rows: Sequence) -> int:
    return ROW * len(rows)


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    value: float
    month: str
    many: int


@dataclass(frozen=True)
class TrendDrawn:
    line: str
    points: tuple[Point, ...]


def trend(rows: Sequence[Sequence], least: int = 5) -> TrendDrawn | None:
    """From ``counting.trend``; months with fewer than ``least`` are left out. None with fewer than two."""
    rows = [row for row in rows if row[2] >= least]
    if len(rows) < 2:
        return None
    most = max(*(days for _month, days, _many in rows), 1)
    step = (RIGHT - LEFT) / (len(rows) - 1)
    points = tuple(
        Point(round(LEFT + at * step), _y(days / most * 0.85), days, month, many)
        for at, (month, days, many) in enumerate(rows)
    )
    line = _path([(point.x, point.y) for point in points])
    return TrendDrawn(line, points)


@dataclass(frozen=True)
class Columns:
    """A small funnel of five columns for one place: (x, y, height, count) each; a count that is None is hidden."""

    name: str
    first: int | None
    last: int | None
    columns: tuple[tuple[int, int, int, int | None], ...]


def columns(name: str, counts: Sequence[int | None], most: int) -> Columns:
    """Same scale in all that are drawn beside each other: ``most`` is the tallest of all."""
    drawn = []
    for at, count in enumerate(counts):
        height = round(72 * (count or 0) / most) if most else 0
        drawn.append((at * 26 + 2, 76 - height, height, count))
    return Columns(name, counts[0], counts[-1], tuple(drawn))


@dataclass(frozen=True)
class Moved:
    """A row of before and after: two dots on a track from the lowest to the highest total; units."""

    label: str
    before: float
    after: float
    y: int
    start: int
    end: int


def moved(rows: Sequence[tuple[str, float, float]], low: float, high: float) -> list[Moved]:
    """(label, before, after) on one scale, so that all rows of an instrument can be compared."""
    room = WIDTH - 8 - 2 * DOT
    spots = [[round(DOT + room * (value - low) / (high - low)) for value in row[1:]] for row in rows]
    return [Moved(*row, at * ROW, *spot) for at, (row, spot) in enumerate(zip(rows, spots, strict=True))]


DOT = 8
"""Half the width of a dot."""


@dataclass(frozen=True)
class Reach:
    """A difference and how sure it is, on a line with nought in the middle: from ``start`` to ``end``; units."""

    label: str
    words: str
    is_less: bool
    y: int
    start: int
    at: int
    end: int


MIDDLE = (WIDTH - 8) // 2


def reaches(rows: Sequence[tuple[str, str, Interval]]) -> list[Reach]:
    """(label, the difference in words, the difference) on one scale, as wide as the widest of them."""
    widest = max((abs(end) for *_words, found in rows for end in (found.low, found.high)), default=0) or 1
    room = MIDDLE - DOT
    return [
        Reach(
            label,
            words,
            found.high < 0,
            at * ROW,
            *(round(MIDDLE + room * spot / widest) for spot in (found.low, found.estimate, found.high)),
        )
        for at, (label, words, found) in enumerate(rows)
    ]
