"""The places of the network that share their editions: each on its own, and what they have together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traedesten.domain.instruments.definition import Better
from traedesten.insight import drawings
from traedesten.insight.counting import ALL
from traedesten.insight.measured import Measured, Moved, measured, thin_words, way
from traedesten.insight.models import SharedEdition
from traedesten.insight.reached import Hoped, Reached, hoped
from traedesten.insight.tracks import LEVELS

Counts = list[int | None]
"""One for each stone, None where it is hidden."""
NOBODY: dict[str, Any] = {"funnel": [], "days": {}, "changes": [], "goals": []}


@dataclass(frozen=True)
class Place:
    """One site's edition in one period."""

    shared: SharedEdition
    period: str
    is_own: bool = False

    @property
    def name(self) -> str:
        return self.shared.site.place

    @property
    def figures(self) -> dict[str, Any]:
        return self.shared.figures.get(self.period, NOBODY)

    @property
    def is_in(self) -> bool:
        """Whether its edition has this period at all."""
        return self.period in self.shared.figures

    @property
    def funnel(self) -> Counts:
        return self.figures["funnel"]

    @property
    def days(self) -> dict[str, int | None]:
        return self.figures["days"]

    @cached_property
    def drawn(self) -> drawings.Columns:
        """To its own height: the way can be compared, whatever the size of the town."""
        return drawings.columns(self.name, self.funnel, max((many or 0 for many in self.funnel), default=0))

    @cached_property
    def measured(self) -> list[Measured]:
        return measured(self.figures.get("changes", []))

    @cached_property
    def hoped(self) -> list[Hoped]:
        return hoped(self.figures.get("goals", []))


@dataclass(frozen=True)
class Compared:
    """One instrument on one kind of course, wherever it is asked: (place, what it tells)."""

    parts: tuple[tuple[Place, Measured], ...]

    @property
    def asked(self) -> Measured:
        """Any of them: they are the same questions."""
        return self.parts[0][1]

    @property
    def rows(self) -> list[tuple[Place, Moved]]:
        return [(place, wave) for place, told in self.parts for wave in told.waves]

    @property
    def told(self) -> list[tuple[Place, Moved]]:
        return [(place, wave) for place, wave in self.rows if wave.is_told]

    @property
    def sentence(self) -> str:
        """At how many places the last wave moved the good way, as far as the interval lets one say."""
        last = [told.told[-1] for _place, told in self.parts if told.told]
        good = "lower" if self.asked.definition.better == Better.LOWER else "higher"
        ways = [way(wave.row["change"]) for wave in last]
        better, unclear = ways.count(good), ways.count("unclear")
        words = ngettext(
            "Sidst der blev spurgt, gik det bedre hos %(better)d af %(of)d sted.",
            "Sidst der blev spurgt, gik det bedre hos %(better)d af %(of)d steder.",
            len(last),
        ) % {"better": better, "of": len(last)}
        if unclear:
            words += " " + _("Hos %(n)d kan vi ikke se, om det har flyttet sig.") % {"n": unclear}
        if better + unclear < len(last):
            words += " " + _("Hos %(n)d gik det den anden vej.") % {"n": len(last) - better - unclear}
        return words

    @property
    def thin_words(self) -> str:
        """The warning, where fewer than 70 % answered both times, with the places it is about."""
        thin = [place.name for place, told in self.parts if told.is_thin]
        return f"{', '.join(thin)}: {thin_words()}" if thin else ""

    @cached_property
    def drawn(self) -> list[drawings.Moved]:
        rows = [(f"{place.name}, {wave.when}", *wave.means) for place, wave in self.told]
        return drawings.moved(rows, self.asked.definition.low, self.asked.definition.high)

    @property
    def height(self) -> int:
        return drawings.height(self.drawn)


@dataclass(frozen=True)
class Network:
    """All places that share, by name, in one period."""

    places: tuple[Place, ...]
    periods: tuple[str, ...]
    period: str

    @property
    def counted(self) -> list[Place]:
        return [place for place in self.places if place.is_in]

    @cached_property
    def together(self) -> Counts:
        return together([place.funnel for place in self.counted])

    @property
    def is_alone(self) -> bool:
        return len(self.places) == 1

    @property
    def is_first(self) -> bool:
        """Whether nobody but the reader's own place is there."""
        return self.is_alone and self.places[0].is_own

    @property
    def has_hidden(self) -> bool:
        return None in self.together

    @property
    def stones_drawn(self) -> list[drawings.StoneDrawn]:
        return drawings.stones(LEVELS, self.together)

    @property
    def headline(self) -> str:
        """What they find together, as far as it may be told."""
        found = {"many": self.together[0], "home": self.together[-1], "places": len(self.counted)}
        if self.is_first:
            return _("I er de første, der deler")
        if self.is_alone or found["many"] is None:
            return (
                ngettext(
                    "%(places)d sted deler, hvordan det går",
                    "%(places)d steder deler, hvordan det går",
                    found["places"],
                )
                % found
            )
        if found["home"] is None:
            return _("%(many)d er blevet henvist, alle steder lagt sammen") % found
        return _("%(home)d af %(many)d henviste er kommet med i et fællesskab, alle steder lagt sammen") % found

    @property
    def days_words(self) -> str:
        """From the quickest to the slowest place to speak with people, as far as it is shown."""
        shown = [place.days["contact"] for place in self.counted if place.days["contact"] is not None]
        if not shown:
            return _("For få er nået så langt til, at vi kan vise det midterste tal.")
        ends = {"low": min(shown), "high": max(shown)}
        words = ngettext(
            "Det midterste tal til den første samtale er %(low)d dag.",
            "Det midterste tal til den første samtale er %(low)d dage.",
            ends["low"],
        )
        if ends["low"] < ends["high"]:
            words = _("Det midterste tal til den første samtale er fra %(low)d til %(high)d dage.")
        rest = " " + _("Hos resten er for få nået så langt.") if len(shown) < len(self.counted) else ""
        return words % ends + rest

    @cached_property
    def days_drawn(self) -> list[drawings.Bar]:
        return drawings.bars([(place.name, place.days["contact"], None) for place in self.counted])

    @property
    def days_height(self) -> int:
        return drawings.height(self.days_drawn)

    @cached_property
    def compared(self) -> list[Compared]:
        """Before and after, of all years: what is asked on journeys first."""
        found: dict[str, list[tuple[Place, Measured]]] = {}
        for place in self.counted:
            for told in place.measured:
                found.setdefault(told.key, []).append((place, told))
        every = (Compared(tuple(parts)) for parts in found.values())
        told = [compared for compared in every if compared.told]
        return sorted(told, key=lambda compared: (compared.asked.course != "journeys", compared.asked.key))

    @cached_property
    def hoped(self) -> list[tuple[str, list[tuple[Place, Reached]]]]:
        """How far people have come with what they hoped for, by kind of course, where it is told somewhere."""
        found: dict[str, list[tuple[Place, Reached]]] = {}
        for place in self.counted:
            for told in place.hoped:
                found.setdefault(told.course_words, []).extend((place, wave) for wave in told.waves)
        return [(course, rows) for course, rows in found.items() if any(wave.is_told for _place, wave in rows)]

    @cached_property
    def hoped_drawn(self) -> list[drawings.Bar]:
        rows = [(place, wave) for _course, rows in self.hoped for place, wave in rows if wave.is_told]
        return drawings.bars(
            [(f"{place.name}, {wave.when}", wave.row["answered"], wave.row["reached"]) for place, wave in rows]
        )

    @property
    def hoped_height(self) -> int:
        return drawings.height(self.hoped_drawn)


def together(rows: Sequence[Counts]) -> Counts:
    """What the places have together, stone by stone.

    A sum is told only where every place shows its part: beside the others it would tell the one that is hidden.
    """
    if not rows:
        return [None] * len(LEVELS)
    return [None if None in parts else sum(parts) for parts in zip(*rows, strict=True)]


def network(editions: Iterable[SharedEdition], period: str, own: int) -> Network | None:
    """In this period, or of all years when no place has it; None when nobody has given anything out. One query.

    ``own``: the id of the reader's site.
    """
    shared = list(editions)
    if not shared:
        return None
    years = tuple(sorted({year for row in shared for year in row.figures if year != ALL}, reverse=True))
    chosen = period if period in years else ALL
    return Network(tuple(Place(row, chosen, row.site_id == own) for row in shared), years, chosen)
