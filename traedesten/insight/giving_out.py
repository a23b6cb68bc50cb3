"""Editions: figures that may leave the house. Every count passes ``evaluation.disclosure``.

An edition is about everybody referred before the first of a month, so that a later one differs by whole months only.
All readers of a site are one circle: what one has been shown, all may have seen.

The funnel is decided first. A table by place is given only where the funnel shows everybody and those in a community,
in every year or in all of them together; it takes these as known. So the tables by way, the tables by area and the
funnels have nothing in common but counts that are shown. Whatever another world changes in one of them, it leaves
those alone, and the worlds can be laid together: each kind of table is guarded by its own log, and all are safe.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from traedesten.evaluation.disclosure import ALL as WHOLE
from traedesten.evaluation.disclosure import (
    PARTNERS,
    Cell,
    Cut,
    Dimension,
    Population,
    Release,
    Why,
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
HOME = frozenset({LEVELS[-1]})
LOGS = {"reached": ("month", "reached"), "way": ("month", "way", "reached"), "area": ("month", "area", "reached")}
"""Each kind of table, and the dimensions that it and its log are about."""

Notes = Mapping[str, Sequence[dict]]
Table = dict[str, int | None]
"""Label → figure, None where it is hidden."""


def edition(tracks: Sequence[Track], until: date, earlier: Notes) -> tuple[dict[str, Any], dict[str, list[dict]]]:
    """The figures of all tracks that came before ``until``, by period, and the notes of what was given out with them.

    ``earlier``: the notes of all editions before, by kind of table. Raises KeyError for a note that is not whole.
    """
    inside = [track for track in tracks if track.came_on < until]
    press = {kind: _Press(kind, inside, earlier.get(kind, ())) for kind in LOGS}
    periods = counting.periods(inside)
    funnels = {period: press["reached"].table(period) for period in periods}
    figures = {period: _overall(inside, period, funnel) for period, funnel in funnels.items()}
    for period in _by_place(funnels):
        for kind in ("way", "area"):
            press[kind].take_as_known(period, funnels[period])
            everybody, settled = press[kind].table(period), press[kind].table(period, HOME)
            figures[period][kind] = _beside(everybody, settled)
    return figures, {kind: [noted(release) for release in each.fresh] for kind, each in press.items()}


def population(kind: str, tracks: Sequence[Track], earlier: Sequence[Release] = ()) -> Population:
    """Everybody by the dimensions of this kind of table; values that earlier tables knew stay known."""
    names = LOGS[kind]
    found = Counter(tuple(_value(track, name) for name in names) for track in tracks)
    dimensions = []
    for at, name in enumerate(names):
        if name == "reached":
            groups = {label: frozenset(LEVELS[LEVELS.index(level) :]) for level, label in AT_LEAST.items()}
            dimensions.append(Dimension(name, LEVELS, groups if kind == "reached" else {}))
            continue
        values = {value for release in earlier for cell in release.cells for value in cell.box[at]}
        dimensions.append(Dimension(name, tuple(sorted(values | {key[at] for key in found}))))
    return Population(tuple(dimensions), found)


def _value(track: Track, name: str) -> str:
    if name == "month":
        return f"{track.came_on:%Y-%m}"
    return LEVELS[track.reached] if name == "reached" else getattr(track, name)


class _Press:
    """Gives out one table of its kind after the other, each knowing all before it."""

    def __init__(self, kind: str, tracks: Sequence[Track], earlier: Sequence[dict]):
        self.kind, self.fresh = kind, []
        self.earlier = [recalled(note) for note in earlier]
        self.people = population(kind, tracks, self.earlier)

    def table(self, period: str, reached: frozenset[str] | None = None) -> Table:
        where = self._where(period, reached)
        if not where["month"]:
            return {}
        release = protect(self.people, Cut((self.kind,), where), PARTNERS, [*self.earlier, *self.fresh])
        self.fresh.append(release)
        return {cell.labels[0]: cell.figure for cell in release.cells}

    def take_as_known(self, period: str, funnel: Table) -> None:
        """What the funnel has shown of everybody, and of those in a community."""
        for label, reached in ((WHOLE, None), (LEVELS[-1], HOME)):
            where = self._where(period, reached)
            cell = Cell((), self.people.box(where), funnel[label], Why.SHOWN)
            self.fresh.append(Release(Cut((), where), PARTNERS, (cell,)))

    def _where(self, period: str, reached: frozenset[str] | None) -> dict[str, frozenset[str]]:
        months = self.people.dimensions[0].values
        when = {"month": frozenset(month for month in months if period in (counting.ALL, month[:4]))}
        return when | ({"reached": reached} if reached else {})


def _by_place(funnels: Mapping[str, Table]) -> list[str]:
    """The periods whose tables by place may be given: all, or that of all years together, or none."""
    told = [period for period, funnel in funnels.items() if None not in (funnel.get(WHOLE), funnel.get(LEVELS[-1]))]
    if len(told) == len(funnels):
        return told
    return [period for period in told if period == counting.ALL]


def _overall(tracks: Sequence[Track], period: str, funnel: Table) -> dict[str, Any]:
    there = counting.chosen(tracks, period, "")
    return {
        "funnel": [funnel.get(label) for label in (WHOLE, *AT_LEAST.values(), LEVELS[-1])],
        "days": {
            "contact": _days(counting.curve(there, "contact", lambda track: track.contact_days)),
            "community": _days(counting.curve(there, "community", lambda track: track.community_days)),
        },
        "way": [],
        "area": [],
    }


def _beside(everybody: Table, settled: Table) -> list[list]:
    """[key, referred, in a community], without the margin; the largest first, hidden ones last."""
    rows = [[key, many, settled.get(key)] for key, many in everybody.items() if key not in (WHOLE, "")]
    return sorted(rows, key=lambda row: (-(row[1] or 0), row[0]))


def _days(curve: dict[str, Any]) -> int | None:
    return curve["median"] if curve["events"] >= ENOUGH_FOR_DAYS else None
