"""Who was placed and who was not, over all places of the network that tell how many: is any group placed less?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from traedesten.evaluation.figures import Interval
from traedesten.evaluation.side_by_side import Group, group_of
from traedesten.evaluation.stratified import Stratum, common_difference
from traedesten.matching.look_back import DIMENSIONS

ALL = "*"
Told = Mapping[str, Mapping[str, Sequence[int | None]]]
"""``look_back.Placed``: dimension → code → [placed, of so many], None where it is hidden."""


@dataclass(frozen=True)
class TellsPlaced:
    """A place that tells how many of everybody were placed."""

    place: Any
    told: Told

    @property
    def everybody(self) -> Sequence[int | None]:
        return self.told[ALL][""]

    @property
    def hides(self) -> bool:
        """Whether there is a group of whom nothing is told."""
        return any(None in self.told[name][code] for name in DIMENSIONS for code in self.told[name])

    @property
    def groups(self) -> list[tuple[str, list[Group]]]:
        """The place on its own."""
        rows = [(name, self.told[name]) for name in DIMENSIONS]
        return [(name, [share(code, *codes[code]) for code in sorted(codes)]) for name, codes in rows if codes]


@dataclass(frozen=True)
class Beside:
    """People alike in one thing, at the ``places`` that tell of them, and how they fare beside the others there.

    ``difference`` is of shares (0–1); None when there is nobody to compare them with.
    """

    code: str
    places: int
    number: int
    got: int
    difference: Interval | None

    @property
    def share(self) -> int:
        return round(100 * self.got / self.number)

    @property
    def words(self) -> str:
        """ "−12 (−20 til −4)", in percentage points; empty without a difference."""
        return points(self.difference) if self.difference else ""

    @property
    def is_less(self) -> bool:
        """Even the highest difference is below nought."""
        return self.difference is not None and self.difference.high < 0


@dataclass(frozen=True)
class Placed:
    """``kind``: placed with a guide, or in a group."""

    kind: str
    lines: tuple[TellsPlaced, ...]
    left_out: list

    @cached_property
    def everybody(self) -> Group:
        pairs = [line.everybody for line in self.lines]
        return group_of("all", sum(number for _got, number in pairs), sum(got for got, _number in pairs))

    @cached_property
    def dimensions(self) -> list[tuple[str, list[Beside]]]:
        found = [(name, self._groups(name)) for name in DIMENSIONS]
        return [(name, groups) for name, groups in found if groups]

    def _groups(self, name: str) -> list[Beside]:
        codes = {code for line in self.lines for code in line.told[name]}
        found = [self._beside(name, code) for code in sorted(codes)]
        return [one for one in found if one.number]

    def _beside(self, name: str, code: str) -> Beside:
        pairs = [line.told[name][code] for line in self.lines if code in line.told[name]]
        pairs = [pair for pair in pairs if None not in pair and pair[1]]
        got, number = sum(got for got, _number in pairs), sum(number for _got, number in pairs)
        strata = [found for line in self.lines if (found := stratum(line.told[name], code))]
        return Beside(code, len(pairs), number, got, common_difference(strata))

    @cached_property
    def compared(self) -> list[tuple[str, Beside]]:
        """(dimension, group), all that can be."""
        return [(name, one) for name, groups in self.dimensions for one in groups if one.difference]

    @property
    def less(self) -> list[tuple[str, Beside]]:
        return [(name, one) for name, one in self.compared if one.is_less]

    @property
    def hides(self) -> list[TellsPlaced]:
        """Places that hide some of their groups, and are not in all of the comparison."""
        return [line for line in self.lines if line.hides]


def stratum(codes: Mapping[str, Sequence[int | None]], code: str) -> Stratum | None:
    """A group of one place beside the others that are told there; None where it is hidden itself."""
    told = {name: pair for name, pair in codes.items() if None not in pair}
    if code not in told:
        return None
    others = [pair for name, pair in told.items() if name != code]
    return Stratum(*told[code], sum(got for got, _number in others), sum(number for _got, number in others))


def share(code: str, got: int | None, number: int | None) -> Group:
    return Group(code, None) if got is None or number is None else group_of(code, number, got)


def points(difference: Interval) -> str:
    """ "−12 (−20 til −4)", in percentage points."""
    estimate, low, high = (_signed(end) for end in (difference.estimate, difference.low, difference.high))
    return f"{estimate} ({_('%(low)s til %(high)s') % {'low': low, 'high': high}})"


def _signed(share: float) -> str:
    return f"{round(100 * share):+d}".replace("-", "−").replace("+0", "0")
