"""How long it takes to the first conversation and to a community, told so that no step is one person."""

from typing import Any

import numpy as np
import pandas as pd

from traedesten.evaluation import survival
from traedesten.evaluation.disclosure import PARTNERS
from traedesten.evaluation.export.before_after import tried
from traedesten.evaluation.export.counting import STEP, K, Teller
from traedesten.evaluation.export.plain import Lacking, lacking, number
from traedesten.evaluation.export.tables import HAPPENED, LEFT, MARKS, OPEN
from traedesten.evaluation.time_to_event import Curve

HALF = 0.5


def waited(people: pd.DataFrame, course: str, name: str) -> dict[str, Any]:
    """The share to whom it has happened week by week, where leaving stands in its way, as plain values.

    Shares of a whole give its counts away: where a count may not be told, none is, and the shares are rounded.
    """
    told = {"course": course, "wait": name}
    known = people.dropna(subset=[f"{name}_weeks", f"{name}_event"])
    if known.empty:
        return told | lacking(Lacking.NOBODY)
    weeks, event = known[f"{name}_weeks"].astype(float), known[f"{name}_event"].astype(int)
    counts, at_risk = _counts(weeks, event, MARKS[name])
    told |= {"counts": counts, "at_risk": at_risk}
    if (event == HAPPENED).sum() < K:
        return only_shares(told) | lacking(Lacking.TOO_FEW)
    row = told | tried(_curves, pd.DataFrame({"weeks": weeks, "event": event}), MARKS[name])
    return only_shares(row) if None in counts.values() else row


def only_shares(row: dict[str, Any]) -> dict[str, Any]:
    """Without any count, and with shares from which none can be reckoned."""
    row = row | {"counts": dict.fromkeys(row["counts"]), "at_risk": []}
    for name in ("steps", "left_steps"):
        if name in row:
            row[name] = [
                step | {end: number(round(step[end] / STEP) * STEP, 2) for end in ("share", "low", "high")}
                for step in row[name]
            ]
    return row


def _counts(weeks: pd.Series, event: pd.Series, marks: tuple[int, ...]) -> tuple[dict, list[dict]]:
    """How many there are, what became of them, and how many still wait just before each mark."""
    spans = [int(np.searchsorted(marks, week, side="right")) for week in weeks]
    teller = Teller({"span": spans, "event": event})
    codes = {"happened": HAPPENED, "left": LEFT, "open": OPEN}
    counts = {"persons": teller.count()} | {name: teller.count({"event": str(code)}) for name, code in codes.items()}
    later = [frozenset(str(span) for span in range(at, len(marks) + 1)) for at in range(1, len(marks) + 1)]
    return counts, [
        {"weeks": number(mark), "persons": teller.count({"span": spans})}
        for mark, spans in zip(marks, later, strict=True)
    ]


def _curves(frame: pd.DataFrame, marks: tuple[int, ...]) -> dict[str, Any]:
    found = survival(frame, duration="weeks", event="event", at=marks).groups[0]
    curves = {curve.event: curve for curve in found.incidences}
    if not curves:  # of one kind alone there is only the curve of those who wait
        curves = {int(frame.event.max()): found.curve}
    happened = curves[HAPPENED]
    steps = _steps(happened, marks[-1])
    middle = next((step["weeks"] for step in steps if step["share"] >= HALF), None)
    return {
        "steps": steps,
        "left_steps": _steps(curves[LEFT], marks[-1]) if LEFT in curves else [],
        "median": middle,
        "has_median": middle is not None or _share(happened, marks[-1])[0] < HALF,
    }


def _steps(curve: Curve, last: int) -> list[dict[str, float]]:
    """The curve where five or more have been added since it was last told, while five or more were still there."""
    told, since = [], 0
    for step in curve.steps:
        if step.time > last or step.at_risk < K:
            break
        since += step.events
        if since >= PARTNERS.k:
            estimate, low, high = _share(curve, step.time)
            told.append(
                {"weeks": number(step.time), "share": number(estimate), "low": number(low), "high": number(high)}
            )
            since = 0
    return told


def _share(curve: Curve, time: float) -> tuple[float, float, float]:
    """To how many it has happened: a curve of those who wait is turned over."""
    height = curve.at(time)
    if curve.event:
        return height.estimate, height.low, height.high
    return 1 - height.estimate, 1 - height.high, 1 - height.low
