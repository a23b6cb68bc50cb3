"""Figures as plain values that JSON can hold, and why there is none."""

from collections.abc import Iterable
from enum import StrEnum
from math import isfinite
from typing import Any

from traedesten.evaluation.figures import Interval

DIGITS = 4


class Lacking(StrEnum):
    """Why a figure is not there."""

    NOBODY = "nobody"
    """Nobody has begun, or nobody was asked."""
    NOT_YET = "not_yet"
    """The later wave has come to nobody."""
    TOO_FEW = "too_few"
    """Fewer than five, or so many that fewer than five could be reckoned out."""
    ALL_THE_SAME = "all_the_same"
    """All said or moved the same: the figure would tell it of each."""
    NOBODY_LEFT = "nobody_left"
    """Nobody lacks an answer, so nothing is to be filled in."""
    ONE_GROUP = "one_group"
    """Fewer than two groups are large enough to be compared."""
    NO_YARDSTICK = "no_yardstick"
    """Nobody knows how far one person must move on this instrument before it is more than chance."""
    CANNOT = "cannot"
    """The method finds no answer in so little."""


def lacking(why: Lacking) -> dict[str, Any]:
    return {"lacking": str(why)}


def is_told(section: dict[str, Any]) -> bool:
    return "lacking" not in section


def number(value: float | None, digits: int = DIGITS) -> float | None:
    """Rounded, so that the last bits of a machine make no difference; None for what is no number."""
    if value is None or not isfinite(value):
        return None
    return round(float(value), digits) + 0.0  # never −0.0


def ends(interval: Interval | None, digits: int = DIGITS) -> dict[str, float] | None:
    """None unless the estimate and both ends are there."""
    if interval is None:
        return None
    found = {name: number(getattr(interval, name), digits) for name in ("estimate", "low", "high")}
    return found if None not in found.values() else None


def codes(cautions: Iterable) -> list[str]:
    """Each caution once, in the order they came."""
    return list(dict.fromkeys(str(caution) for caution in cautions))


def counted(table: dict[str, int | None]) -> list[dict[str, Any]]:
    """A told table as rows."""
    return [{"value": label, "persons": many} for label, many in table.items()]
