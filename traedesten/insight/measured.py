"""Before and after in words and drawings, for pages and paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from traedesten.domain.instruments import Definition, definition_of
from traedesten.domain.instruments.definition import Better
from traedesten.insight import drawings
from traedesten.ui.labels import words

Ends = Sequence[float]
"""(estimate, low, high)."""
SMALL_EFFECT, LARGE_EFFECT = 0.5, 0.8


@dataclass(frozen=True)
class Wave:
    """One later wave of one kind of course, as an edition tells it."""

    row: dict[str, Any]

    @property
    def when(self) -> str:
        return when(self.row)

    @property
    def until(self) -> date:
        return date.fromisoformat(self.row["until"])


class Moved(Wave):
    """``row`` is what ``before_after.prepared`` kept; without ``change`` it is hidden."""

    @property
    def is_told(self) -> bool:
        return self.row["both"] is not None

    @property
    def is_thin(self) -> bool:
        return "low_coverage" in self.row["cautions"]

    @property
    def sentence(self) -> str:
        """Which way it went: only said when the interval leaves out zero."""
        ends = self.row["change"]
        if way(ends) == "unclear":
            said = {"when": self.when, "span": span(ends)}
            return _("%(when)s: vi kan ikke se, om det har flyttet sig (%(span)s point).") % said
        said = {"when": self.when, "points": decimal(abs(ends[0])), "span": span(_sizes(ends))}
        if way(ends) == "higher":
            return _("%(when)s: %(points)s point højere (%(span)s).") % said
        return _("%(when)s: %(points)s point lavere (%(span)s).") % said

    @property
    def answered(self) -> str:
        """How many, of how many: the second may be hidden."""
        if self.row["enrolled"] is None:
            return _("%(both)d svarede begge gange.") % self.row
        return _("%(both)d af %(enrolled)d svarede begge gange.") % self.row

    @property
    def means(self) -> tuple[float, float]:
        """Before and after."""
        return self.row["before"], self.row["after"]

    @property
    def change(self) -> str:
        return interval(self.row["change"], 1)

    @property
    def completers(self) -> str:
        return interval(self.row["completers"], 1) if self.row["completers"] else ""

    @property
    def effect(self) -> str:
        return interval(self.row["effect"], 2) if self.row["effect"] else ""

    @property
    def size(self) -> str:
        """Cohen's words, only for an interval that leaves out zero."""
        effect = self.row["effect"]
        if not effect or way(effect) == "unclear":
            return ""
        size = abs(effect[0])
        return _("lille") if size < SMALL_EFFECT else _("mellem") if size < LARGE_EFFECT else _("stor")


@dataclass(frozen=True)
class Measured:
    """One instrument on one kind of course, at every later wave."""

    course: str
    definition: Definition
    waves: tuple[Moved, ...]

    @property
    def key(self) -> str:
        return f"{self.course}-{self.definition.key}-{self.definition.version}"

    @property
    def course_words(self) -> str:
        return str(words("course", self.course))

    @property
    def told(self) -> list[Moved]:
        return [wave for wave in self.waves if wave.is_told]

    @property
    def is_thin(self) -> bool:
        return any(wave.is_thin for wave in self.told)

    @property
    def thin_words(self) -> str:
        return thin_words() if self.is_thin else ""

    @property
    def scale(self) -> str:
        """From where to where, and which way is good."""
        ends = {"low": f"{self.definition.low:g}", "high": f"{self.definition.high:g}"}
        if self.definition.better == Better.LOWER:
            return _("Fra %(low)s til %(high)s. Lavere er bedre.") % ends
        return _("Fra %(low)s til %(high)s. Højere er bedre.") % ends

    @cached_property
    def drawn(self) -> list[drawings.Moved]:
        rows = [(wave.when, wave.row["before"], wave.row["after"]) for wave in self.told]
        return drawings.moved(rows, self.definition.low, self.definition.high)

    @property
    def height(self) -> int:
        return drawings.height(self.drawn)


def measured(rows: Iterable[dict[str, Any]]) -> list[Measured]:
    """Rows of ``before_after.prepared``, laid together by course and instrument."""
    groups = groupby(rows, key=lambda row: (row["course"], row["instrument"]))
    return [
        Measured(course, definition_of(*instrument.split(":")), tuple(map(Moved, waves)))
        for (course, instrument), waves in groups
    ]


def when(row: dict[str, Any]) -> str:
    """The wave that a row is about."""
    return str(words("wave" if row["course"] == "journeys" else "group_wave", row["wave"]))


def thin_words() -> str:
    """The warning beside figures that fewer than 70 % stand behind."""
    return _(
        "Under 70 % svarede begge gange. Dem, vi ikke hørte fra, kan have det anderledes, så læs tallene med "
        "forbehold."
    )


def way(ends: Ends) -> str:
    """ "higher", "lower", or "unclear" when zero is within the interval."""
    return "higher" if ends[1] > 0 else "lower" if ends[2] < 0 else "unclear"


def decimal(value: float, digits: int = 1) -> str:
    """Rounded, in the language of the page, with a true minus. Django's own cuts what is behind the last digit."""
    return number_format(round(value, digits) or 0.0, digits).replace("-", "−")


def _sizes(ends: Ends) -> Ends:
    """Without the sign, the smaller end first."""
    return (abs(ends[0]), *sorted((abs(ends[1]), abs(ends[2]))))


def span(ends: Ends) -> str:
    return _("usikkerhed %(low)s til %(high)s") % {"low": decimal(ends[1]), "high": decimal(ends[2])}


def interval(ends: Ends, digits: int) -> str:
    """ "−0,9 (−1,4 til −0,4)", with a sign in front of a rise."""
    low, high = decimal(ends[1], digits), decimal(ends[2], digits)
    sign = "+" if ends[0] > 0 else ""
    return f"{sign}{decimal(ends[0], digits)} ({_('%(low)s til %(high)s') % {'low': low, 'high': high}})"
