"""Whether a group gets something as often as the others of the same place, over several places at once.

Laid together, two fair places can look unfair: where most are women nearly everybody gets it, where most are men few
do, and men seem to get less. So each place is compared with itself, and the differences are weighed together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from traedesten.evaluation.figures import LEVEL, Interval


@dataclass(frozen=True)
class Stratum:
    """One place: of ``number`` in the group ``got`` it, and of ``other_number`` others ``other_got``."""

    got: int
    number: int
    other_got: int
    other_number: int

    @property
    def weight(self) -> float:
        """Nought where there is nobody on one side: such a place compares nothing."""
        both = self.number + self.other_number
        return self.number * self.other_number / both if both else 0.0


def common_difference(strata: Iterable[Stratum], level: float = LEVEL) -> Interval | None:
    """Share (0–1) of the group minus share of the others, by Mantel and Haenszel; None when nothing can be compared.

    In the interval are the differences from which the one found lies no further than chance takes it: the ends solve
    (found - end)² = z² (end P + Q) / W², with Sato's variance (Biometrics 1989;45:1323) taken at the end and not at
    what was found (Klingenberg, Statistics in Medicine 2014;33:2968). So it holds for a few large places and for many
    small ones, and also where nobody of the group has got it and all others have. None also where all have got it, or
    nobody.
    """
    places = [one for one in strata if one.weight]
    total = sum(one.weight for one in places)
    got = sum(one.got + one.other_got for one in places)
    if got in (0, sum(one.number + one.other_number for one in places)):
        return None
    found = sum(map(_gap, places)) / total
    z2 = NormalDist().inv_cdf((1 + level) / 2) ** 2
    middle = found + z2 * sum(map(_slope, places)) / (2 * total**2)
    reach = sqrt(max(middle**2 - found**2 + z2 * sum(map(_scatter, places)) / total**2, 0.0))
    return Interval(found, max(middle - reach, -1.0), min(middle + reach, 1.0), level)


def _gap(one: Stratum) -> float:
    """The difference of a place times its weight. P and Q are the sums of the two below."""
    return (one.got * one.other_number - one.other_got * one.number) / (one.number + one.other_number)


def _slope(one: Stratum) -> float:
    n, m = one.number, one.other_number
    return (n**2 * one.other_got - m**2 * one.got + n * m * (m - n) / 2) / (n + m) ** 2


def _scatter(one: Stratum) -> float:
    n, m = one.number, one.other_number
    return (one.got * (m - one.other_got) + one.other_got * (n - one.got)) / (2 * (n + m))
