"""The look backs of the places that share: each on its own, and together where all show their part."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import cached_property

from traedesten.gathering.look_back import How, Went
from traedesten.insight import drawings
from traedesten.insight.counting import ALL as ALL_YEARS
from traedesten.insight.look_back_placed import Placed, TellsPlaced, share
from traedesten.insight.models import SharedEdition
from traedesten.insight.side_by_side import Counts, together

ALL = "*"
"""All that was decided on."""
CODES = {
    "guides": (ALL, "followed", "settled", "declined", "withdrawn", "passed_over"),
    "groups": (ALL, "followed", "made", "made_changed", "dropped", "put_away"),
    "stones": (ALL, "settled", "on_the_way", "other", "left", "suggested"),
}
"""What is told of each kind of proposal, in the order of the page."""
FOLLOWED = {"guides": "followed", "groups": "followed", "stones": "settled"}
GONE = ("groups", "began", "marks", "came", "stayed", "onward")


@dataclass(frozen=True)
class Place:
    """One site, and what its newest edition tells of proposals."""

    shared: SharedEdition
    is_own: bool = False

    @property
    def name(self) -> str:
        return self.shared.site.place

    @property
    def told(self) -> dict[str, Any] | None:
        """None when its edition is from before there was a look back in it."""
        return self.shared.figures[ALL_YEARS].get("look_back")

    def part(self, kind: str) -> dict[str, Any] | None:
        found = (self.told or {}).get(kind)
        return found if found and found["is_told"] else None


@dataclass(frozen=True)
class LeftOut:
    """A place that is not in a table. ``why``: old, none or few."""

    place: Place
    why: str


def _left_out(places: Iterable[Place], of: Callable[[dict[str, Any]], Any]) -> list[LeftOut]:
    """``of``: what the places would have told in it."""
    return [LeftOut(place, _why(place.told, of)) for place in places]


def _why(told: dict[str, Any] | None, of: Callable[[dict[str, Any]], Any]) -> str:
    if told is None:
        return "old"
    return "few" if _hides(of(told)) else "none"


def _hides(told: Any) -> bool:
    if isinstance(told, dict):
        return any(map(_hides, told.values()))
    return any(map(_hides, told)) if isinstance(told, list) else told is None


@dataclass(frozen=True)
class Line:
    """One place in a table. ``counts``: None where it is hidden."""

    place: Place
    part: dict[str, Any]
    counts: Counts

    @property
    def since(self) -> datetime:
        return datetime.fromisoformat(self.part["since"])

    @property
    def until(self) -> datetime:
        return datetime.fromisoformat(self.part["until"])


@dataclass(frozen=True)
class Became:
    """What became of one kind of proposals."""

    kind: str
    lines: tuple[Line, ...]
    left_out: list[LeftOut]

    @cached_property
    def together(self) -> Counts:
        return together([line.counts for line in self.lines])

    def one(self, code: str) -> int | None:
        """What all places have of it, None where one of them hides it or there is none."""
        return self.together[CODES[self.kind].index(code)] if self.lines else None

    @property
    def all_of(self) -> int | None:
        return self.one(ALL)

    @property
    def followed(self) -> int | None:
        return self.one(FOLLOWED[self.kind])

    @property
    def has_hidden(self) -> bool:
        return bool(self.lines) and None in self.together

    @cached_property
    def drawn(self) -> list[drawings.Bar]:
        """Of all that was decided on, what was followed, at the places that show both."""
        at = CODES[self.kind].index(FOLLOWED[self.kind])
        rows = [(line.place.name, line.counts[0], line.counts[at]) for line in self.lines]
        return drawings.bars([row for row in rows if None not in row])

    @property
    def height(self) -> int:
        return drawings.height(self.drawn)


def _went(how: How, counts: Counts) -> Went:
    groups, began, marks, came, stayed, onward = counts
    shares = (share("attended", came, marks), share("stayed", stayed, began), share("onward", onward, began))
    return Went(how, groups, began, *shares)


def _all_went(rows: Iterable[Counts]) -> list[Went]:
    """Without the ways in which no group was put together."""
    return [_went(how, counts) for how, counts in zip(How, rows, strict=True) if any(many != 0 for many in counts)]


def _counts_of(went: dict[str, dict[str, int | None]]) -> list[Counts]:
    return [[went[how][name] for name in GONE] for how in How]


Reason = tuple[str, int | None, int | None]
"""A reason, and how often a group was turned down for it, and somebody moved."""


def _reasons(part: dict[str, Any], code: str) -> Counts:
    """How often a group was turned down for this reason, and somebody moved."""
    sums = part["became"]["dropped"], part["moved"]
    told = dict(part["why_dropped"]), dict(part["why_moved"])
    return [None if whole is None else why.get(code, 0) for whole, why in zip(sums, told, strict=True)]


@dataclass(frozen=True)
class Network:
    """All places that share, by name."""

    places: tuple[Place, ...]

    @property
    def is_first(self) -> bool:
        """Whether nobody but the reader's own place is there."""
        return len(self.places) == 1 and self.places[0].is_own

    @property
    def has_any(self) -> bool:
        return any(place.part(kind) for place in self.places for kind in CODES)

    @cached_property
    def became(self) -> list[Became]:
        return [self._became(kind) for kind in CODES]

    def _became(self, kind: str) -> Became:
        told = ((place, place.part(kind)) for place in self.places)
        lines = [Line(place, part, [part["became"][code] for code in CODES[kind]]) for place, part in told if part]
        lines = [line for line in lines if any(many != 0 for many in line.counts)]
        there = [line.place for line in lines]
        silent = [place for place in self.places if place not in there]
        return Became(kind, tuple(lines), _left_out(silent, lambda told: told[kind]["became"]))

    @cached_property
    def placed(self) -> list[Placed]:
        return [self._placed(kind) for kind in ("guides", "groups")]

    def _placed(self, kind: str) -> Placed:
        parts = [(place, place.part(kind)) for place in self.places]
        lines = [TellsPlaced(place, part["placed"]) for place, part in parts if part]
        lines = [line for line in lines if line.everybody[1]]
        there = [line.place for line in lines]
        silent = [place for place in self.places if place not in there]
        return Placed(kind, tuple(lines), _left_out(silent, lambda told: told[kind]["placed"]))

    @property
    def _groups(self) -> Sequence[Line]:
        return next(one.lines for one in self.became if one.kind == "groups")

    @cached_property
    def went(self) -> list[tuple[Place | None, list[Went]]]:
        """For each place that has groups that ended, and for all of them (None)."""
        told = [(line.place, _counts_of(line.part["went"])) for line in self._groups]
        told = [(place, rows) for place, rows in told if _all_went(rows)]
        found: list[tuple[Place | None, list[Went]]] = [(place, _all_went(rows)) for place, rows in told]
        if len(told) > 1:
            sums = [together([rows[at] for _place, rows in told]) for at in range(len(How))]
            found.append((None, _all_went(sums)))
        return found

    @cached_property
    def reasons(self) -> list[tuple[Place | None, list[Reason]]]:
        """The reasons that were given at each place, and at all of them (None), most often first."""
        found: list[tuple[Place | None, list[Reason]]] = []
        codes: dict[str, None] = {}
        for line in self._groups:
            own = dict.fromkeys(code for name in ("why_dropped", "why_moved") for code, _many in line.part[name])
            codes |= own
            if own:
                found.append((line.place, _most_first((code, *_reasons(line.part, code)) for code in own)))
        if len(found) > 1:
            sums = ((code, *together([_reasons(line.part, code) for line in self._groups])) for code in codes)
            found.append((None, _most_first(sums)))
        return found


def _most_first(rows: Iterable[Reason]) -> list[Reason]:
    return sorted(rows, key=lambda row: (-(row[1] or 0) - (row[2] or 0), row[0]))


def network(editions: Iterable[SharedEdition], own: int) -> Network | None:
    """None when nobody has given anything out. One query. ``own``: the id of the reader's site."""
    rows = list(editions)
    return Network(tuple(Place(row, row.site_id == own) for row in rows)) if rows else None
