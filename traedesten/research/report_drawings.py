"""The drawings of an evaluator's report, in the units of ``insight.drawings``."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.template.loader import render_to_string

from traedesten.insight import drawings

FIRST, LAST, ROW, FOOT = 150, 350, 22, 20
"""Left of FIRST stand the names."""


@dataclass(frozen=True)
class Spot:
    label: str
    low: int
    estimate: int
    high: int
    y: int

    @property
    def words_at(self) -> int:
        return self.y + 4


@dataclass(frozen=True)
class Spots:
    """Estimates under each other with their intervals, and where nought is."""

    rows: tuple[Spot, ...]
    zero: int

    @property
    def foot(self) -> int:
        return ROW * len(self.rows) + 4

    @property
    def height(self) -> int:
        return self.foot + FOOT

    @property
    def zero_words_at(self) -> int:
        return self.foot + 12


def spots(rows: Sequence[tuple[str, tuple[float, float, float]]]) -> Spots:
    """(label, (estimate, low, high)) on one scale that has nought in it."""
    ends = [0.0, *(end for _label, figure in rows for end in figure)]
    low, room = min(ends), (max(ends) - min(ends)) or 1.0

    def at(value: float) -> int:
        return round(FIRST + (LAST - FIRST) * (value - low) / room)

    drawn = tuple(
        Spot(shortened(label), at(figure[1]), at(figure[0]), at(figure[2]), ROW * row + 14)
        for row, (label, figure) in enumerate(rows)
    )
    return Spots(drawn, at(0.0))


def shortened(label: str, most: int = 26) -> str:
    """So that a name does not run into the drawing; the table has it whole."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def change(before: float, after: float, low: float, high: float, legend: str, colours: dict[str, str]) -> str:
    [row] = drawings.moved([("", before, after)], low, high)
    given = {"row": row, "low": f"{low:g}", "high": f"{high:g}", "legend": legend, "colours": colours}
    return render_to_string("research/report_change.svg", given)


def parts(rows: Sequence[tuple[str, tuple[float, float, float]]], colours: dict[str, str]) -> str:
    return render_to_string("research/report_parts.svg", {"drawn": spots(rows), "colours": colours})


def curve(
    steps: Sequence[dict],
    left: Sequence[dict],
    at_risk: Sequence[dict],
    unmarked: Sequence[int],
    hidden: str,
    axis: str,
    colours: dict[str, str],
) -> str:
    """Weeks to the right; under each mark how many were still waiting."""
    rows = [[[step[name] for name in ("weeks", "share", "low", "high")] for step in curve] for curve in (steps, left)]
    marks = [[ceil(mark["weeks"]), hidden if mark["persons"] is None else mark["persons"]] for mark in at_risk]
    marks = marks or [[week, hidden] for week in unmarked]
    drawn = drawings.curve({"n": 1, "steps": rows[0], "left_steps": rows[1], "at_risk": marks})
    return render_to_string("research/report_curve.svg", {"drawn": drawn, "axis": axis, "colours": colours})
