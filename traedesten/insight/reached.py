"""How far people have come with what they hoped for, in words and drawings, for pages and paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from traedesten.evaluation.figures import ENOUGH
from traedesten.insight import drawings
from traedesten.insight.measured import Wave
from traedesten.ui.labels import words


class Reached(Wave):
    """``row`` is what ``goals.prepared`` kept."""

    @property
    def is_told(self) -> bool:
        return self.row["reached"] is not None

    @property
    def is_thin(self) -> bool:
        """Whether few of those who were asked answered, as far as both may be told."""
        answered, asked = self.row["answered"], self.row["asked"]
        return bool(answered and asked) and answered < ENOUGH * asked

    @property
    def sentence(self) -> str:
        """How many of those who answered came so far; "" where not even that is told."""
        if self.row["answered"] is None:
            return ""
        if not self.is_told:
            return _(
                "%(when)s: %(answered)d svarede. Hvor mange der er nået så langt, som de håbede, viser vi ikke: der "
                "er for få på den ene side."
            ) % {**self.row, "when": self.when}
        return _(
            "%(when)s: %(reached)d af de %(answered)d, der svarede, er nået så langt, som de håbede, eller længere "
            "(%(share)s)."
        ) % {**self.row, "when": self.when, "share": self.share}

    @property
    def asked(self) -> str:
        """How many answered, of how many who were asked: the second may be hidden."""
        if self.row["asked"] is None:
            return ""
        return _("%(answered)d af de %(asked)d, der blev spurgt, svarede.") % self.row

    @property
    def share(self) -> str:
        """ "70 %, usikkerhed 48 til 85 %"."""
        share, low, high = self.row["share"]
        return _("%(share)d %%, usikkerhed %(low)d til %(high)d %%") % {"share": share, "low": low, "high": high}


@dataclass(frozen=True)
class Hoped:
    """All later waves of one kind of course."""

    course: str
    waves: tuple[Reached, ...]

    @property
    def key(self) -> str:
        return f"hoped-{self.course}"

    @property
    def course_words(self) -> str:
        return str(words("course", self.course))

    @property
    def told(self) -> list[Reached]:
        return [wave for wave in self.waves if wave.is_told]

    @property
    def said(self) -> list[Reached]:
        """The waves of which there is something to say."""
        return [wave for wave in self.waves if wave.sentence]

    @property
    def thin_words(self) -> str:
        return thin_words() if any(wave.is_thin for wave in self.told) else ""

    @cached_property
    def drawn(self) -> list[drawings.Bar]:
        return drawings.bars([(wave.when, wave.row["answered"], wave.row["reached"]) for wave in self.told])

    @property
    def height(self) -> int:
        return drawings.height(self.drawn)


def hoped(rows: Iterable[dict[str, Any]]) -> list[Hoped]:
    """Rows of ``goals.prepared``, laid together by course."""
    groups = groupby(rows, key=lambda row: row["course"])
    return [Hoped(course, tuple(map(Reached, waves))) for course, waves in groups]


def thin_words() -> str:
    return _("Under 70 % svarede. Dem, vi ikke hørte fra, kan være nået kortere, så læs tallene med forbehold.")
