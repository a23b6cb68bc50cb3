"""Editions: figures that may leave the house. Every count passes ``evaluation.disclosure``.

An edition is about everybody referred before the first of a month, so that a later one differs by whole months only.
All readers of a site are one circle: what one has been shown, all may have seen. So every table of an edition is
protected against all tables of it before, and of all editions before it.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from traedesten.evaluation.disclosure import ALL as WHOLE
from traedesten.evaluation.disclosure import (
    PARTNERS,
    Cut,
    Dimension,
    Population,
    Release,
    noted,
    protect,
    recalled,
)
from traedesten.insight import counting
from traedesten.insight.tracks import LEVELS, Track

ENOUGH_FOR_DAYS = 10
"""A middle number of days is given for so many persons or more."""
AT_LEAST = {level: f"{level}+" for level in LEVELS[1:-1]}
"""The subtotals of the funnel; the first is the whole, the last is a value of its own."""


def edition(tracks: Sequence[Track], until: date, earlier: Sequence[dict]) -> tuple[dict[str, Any], list[dict]]:
    """The figures of all tracks that came before ``until``, and the notes of what was given out with them.

    ``earlier``: the notes of all editions before, as they were kept. Raises KeyError for a note that is not whole.
    """
    inside = [track for track in tracks if track.came_on < until]
    before = [recalled(note) for note in earlier]
    press = _Press(population(inside, before), before)
    periods = counting.periods(inside)
    return {period: _period(press, inside, period) for period in periods}, [noted(each) for each in press.fresh]


class _Press:
    """Gives out one table after the other, each knowing all before it."""

    def __init__(self, people: Population, earlier: list[Release]):
        self.people, self.earlier, self.fresh = people, earlier, []

    def table(self, by: str, **where: frozenset[str]) -> dict[str, int | None]:
        """Label → figure, None where it is hidden."""
        if not all(where.values()):
            return {}
        release = protect(self.people, Cut((by,), where), PARTNERS, [*self.earlier, *self.fresh])
        self.fresh.append(release)
        return {cell.labels[0]: cell.figure for cell in release.cells}


def population(tracks: Sequence[Track], earlier: Sequence[Release] = ()) -> Population:
    """Everybody by month, way, area and how far they came; values that earlier tables knew stay known."""
    found = Counter((f"{t.came_on:%Y-%m}", t.way, t.area, LEVELS[t.reached]) for t in tracks)
    known = [set(values) for values in zip(*found, strict=True)] or [set(), set(), set(), set()]
    for at, values in enumerate(known):
        values |= {value for release in earlier for cell in release.cells for value in cell.box[at]}
    groups = {label: frozenset(LEVELS[LEVELS.index(level) :]) for level, label in AT_LEAST.items()}
    dimensions = [
        Dimension(name, tuple(sorted(values))) for name, values in zip(("month", "way", "area"), known, strict=False)
    ]
    return Population((*dimensions, Dimension("reached", LEVELS, groups)), found)


def _period(press: _Press, tracks: Sequence[Track], period: str) -> dict[str, Any]:
    months = press.people.dimensions[0].values
    when = {"month": frozenset(month for month in months if period in (counting.ALL, month[:4]))}
    home = frozenset({LEVELS[-1]})
    reached = press.table("reached", **when)
    there = counting.chosen(tracks, period, "")
    return {
        "funnel": [reached.get(label) for label in (WHOLE, *AT_LEAST.values(), LEVELS[-1])],
        "ways": _beside(press.table("way", **when), press.table("way", **when, reached=home)),
        "areas": _beside(press.table("area", **when), press.table("area", **when, reached=home)),
        "days": {
            "contact": _days(counting.curve(there, "contact", lambda track: track.contact_days)),
            "community": _days(counting.curve(there, "community", lambda track: track.community_days)),
        },
    }


def _beside(everybody: dict[str, int | None], settled: dict[str, int | None]) -> list[list]:
    """[key, referred, in a community], without the margin; the largest first, hidden ones last."""
    rows = [[key, many, settled.get(key)] for key, many in everybody.items() if key not in (WHOLE, "")]
    return sorted(rows, key=lambda row: (-(row[1] or 0), row[0]))


def _days(curve: dict[str, Any]) -> int | None:
    return curve["median"] if curve["events"] >= ENOUGH_FOR_DAYS else None
