"""From prepared figures to what a page shows: names on ids, and drawings beside numbers."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from traedesten.insight import drawings
from traedesten.insight.measured import Measured, measured
from traedesten.insight.models import Edition, Snapshot
from traedesten.insight.queries import Names
from traedesten.insight.reached import Hoped, hoped
from traedesten.insight.tracks import LEVELS
from traedesten.matching.missing import SMALL
from traedesten.offers.maps import Drawing, draw
from traedesten.offers.queries import outline
from traedesten.tenancy.queries import areas
from traedesten.ui.labels import words

MOST_ROWS = 8
MOST_MULTIPLES = 6


@dataclass(frozen=True)
class Wished:
    """A cell of what is missing: ``state`` is missing, few, thin, covered or none."""

    state: str
    unmet: int
    offers: int


@dataclass(frozen=True)
class Figures:
    """A snapshot, ready to be shown."""

    snapshot: Snapshot
    names: Names

    def __getattr__(self, name: str) -> Any:
        """The counts as they are kept, by name."""
        try:
            return self.snapshot.figures[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def referred(self) -> int:
        return self.funnel[0]

    @property
    def home(self) -> int:
        return self.funnel[-1]

    @property
    def under_way(self) -> int:
        return self.referred - self.home - self.left

    @property
    def stones_drawn(self) -> list[drawings.StoneDrawn]:
        return drawings.stones(LEVELS, self.funnel)

    @cached_property
    def contact_drawn(self):
        return drawings.curve(self.curves["contact"])

    @cached_property
    def community_drawn(self):
        return drawings.curve(self.curves["community"])

    @cached_property
    def trend_drawn(self):
        return drawings.trend(self.trend)

    @cached_property
    def ways_drawn(self) -> list[drawings.Bar]:
        return drawings.bars([(self.names.way(key), many[0], many[-1]) for key, many in self.ways[:MOST_ROWS]])

    @cached_property
    def homes_drawn(self) -> list[drawings.Bar]:
        offers = self.names.offers
        return drawings.bars([(offers[key], many, None) for key, many in self.went_to[:MOST_ROWS] if key in offers])

    @property
    def homes_named(self) -> list[tuple[str, int]]:
        offers = self.names.offers
        return [(offers[key], many) for key, many in self.went_to if key in offers]

    @property
    def ways_named(self) -> list[tuple[str, list[int]]]:
        return [(self.names.way(key), counts) for key, counts in self.ways]

    @property
    def areas_named(self) -> list[tuple[str, list[int]]]:
        return [(self.names.areas[key], counts) for key, counts in self.areas if key in self.names.areas]

    @property
    def ways_height(self) -> int:
        return drawings.height(self.ways_drawn)

    @property
    def homes_height(self) -> int:
        return drawings.height(self.homes_drawn)

    @property
    def kinds_height(self) -> int:
        return drawings.height(self.kinds_drawn)

    @property
    def homes(self) -> int:
        return len(self.went_to)

    @cached_property
    def kinds_drawn(self) -> list[drawings.Bar]:
        return drawings.bars([(kind, chosen, own) for kind, chosen, _visited, own in self.kinds])

    @property
    def kinds(self) -> list[tuple[str, int, int, int]]:
        return [(str(words("offer_kind", kind)), *counts) for kind, *counts in self.stones]

    @property
    def waits(self) -> int:
        return sum(self.waiting["bands"])

    @cached_property
    def multiples(self) -> list[drawings.Columns]:
        """The same small funnel for each area, so that they can be laid beside each other."""
        rows = self.areas_named
        most = max((counts[0] for _name, counts in rows), default=0)
        return [drawings.columns(name, counts, most) for name, counts in rows[:MOST_MULTIPLES]]

    @cached_property
    def lattice(self) -> list[tuple[str, list[Wished]]]:
        rows = self.snapshot.figures.get("missing", {}).get("rows", [])
        return [(interest, [wished(*cell) for cell in cells]) for interest, cells in rows]

    @cached_property
    def unmet_map(self) -> tuple[Drawing, dict[str, int]] | None:
        """The map with its towns, and how many wishes none of their places can meet, small counts left out."""
        lacking = self.snapshot.figures.get("missing")
        if not lacking or not lacking["rows"]:
            return None
        drawing = draw(outline(), [(area.name, area.point) for area in areas()], [])
        sums = [sum(cells[at][0] for _interest, cells in lacking["rows"]) for at in range(len(lacking["towns"]))]
        many = {town: number for town, number in zip(lacking["towns"], sums, strict=True) if number >= SMALL}
        return (drawing, many) if drawing else None

    @property
    def towns_drawn(self) -> list[tuple[Any, int | None]]:
        """(mark, wishes or None) for each town on the map."""
        drawing, many = self.unmet_map
        return [(town, many.get(town.words)) for town in drawing.towns]


def wished(unmet: int, offers: int) -> Wished:
    if unmet:
        state = "missing" if unmet >= SMALL else "few"
    else:
        state = "none" if not offers else "thin" if offers == 1 else "covered"
    return Wished(state, unmet, offers)


@dataclass(frozen=True)
class Given:
    """One period of an edition, ready to be shown: a figure that is None is hidden."""

    edition: Edition
    period: str
    names: Names

    @property
    def figures(self) -> dict[str, Any]:
        return self.edition.figures[self.period]

    @property
    def periods(self) -> list[str]:
        return [period for period in self.edition.figures if period != "all"]

    @property
    def referred(self) -> int | None:
        return self.figures["funnel"][0]

    @property
    def home(self) -> int | None:
        return self.figures["funnel"][-1]

    @property
    def days(self) -> dict[str, int | None]:
        return self.figures["days"]

    @property
    def stones_drawn(self) -> list[drawings.StoneDrawn]:
        return drawings.stones(LEVELS, self.figures["funnel"])

    @cached_property
    def ways_drawn(self) -> list[drawings.Bar]:
        return drawings.bars([(self.names.way(key), many, home) for key, many, home in self.figures["way"]])

    @cached_property
    def areas_drawn(self) -> list[drawings.Bar]:
        known = self.names.areas
        return drawings.bars([(known[key], many, home) for key, many, home in self.figures["area"] if key in known])

    @property
    def ways_height(self) -> int:
        return drawings.height(self.ways_drawn)

    @property
    def areas_height(self) -> int:
        return drawings.height(self.areas_drawn)

    @cached_property
    def measured(self) -> list[Measured]:
        """Before and after, for the edition as a whole."""
        return measured(self.figures.get("changes", []))

    @cached_property
    def hoped(self) -> list[Hoped]:
        """How far they have come with what they hoped for, for the edition as a whole."""
        return hoped(self.figures.get("goals", []))

    def of_unit(self, unit_id: str) -> tuple[int | None, int | None]:
        """(referred, in a community) for one workplace, None where hidden or nothing came from there."""
        return next(((many, home) for key, many, home in self.figures["way"] if key == unit_id), (None, None))


def given(edition: Edition | None, period: str, names: Names) -> Given | None:
    """The edition in this period; at all times when it has no such period."""
    if edition is None:
        return None
    return Given(edition, period if period in edition.figures else "all", names)
