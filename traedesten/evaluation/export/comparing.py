"""What works for whom: whether those who differ in one column of persons have changed differently."""

from typing import Any

import pandas as pd

from traedesten.evaluation import Caution, subgroups
from traedesten.evaluation.disclosure import ALL, PARTNERS
from traedesten.evaluation.export import frames as tables
from traedesten.evaluation.export.before_after import ALONE, Asked, tried
from traedesten.evaluation.export.counting import OTHERS, YES, K, pooled
from traedesten.evaluation.export.plain import Lacking, codes, ends, lacking, number

LATER = ("first_stone", "times_together")
"""What was not settled when somebody began."""


def compared(people: Asked, by: str, is_declared: bool) -> dict[str, Any]:
    """The change in each group of `by` and how it differs from the first group's, as plain values.

    Groups too small to be told of are put together as OTHERS; whoever has no value is left out of the model.
    """
    told = {"outcome": people.outcome.key, "by": by, "is_declared": is_declared}
    if people.people.empty:
        return told | lacking(Lacking.NOBODY)
    if people.wide.empty:
        return told | lacking(Lacking.NOT_YET)
    if not people.counts["both"]:
        return told | lacking(Lacking.TOO_FEW)
    teller = people.teller(by)
    both = teller.table(by, {"before": YES, "after": YES}, PARTNERS)
    due = teller.table(by, {"due": YES}, PARTNERS)
    wide = people.wide.assign(group=pooled(people.wide[by], both))
    wide["group"] = wide["group"].mask(_is_small(wide))
    return told | tried(_parts, people, by, wide, both, due, is_declared)


def _is_small(wide: pd.DataFrame) -> pd.Series:
    """Whoever is in a group of which fewer than five have answered both times."""
    has_both = wide[["before", "after"]].notna().all(axis=1)
    return wide["group"].map(wide[has_both].groupby("group").size()).fillna(0) < K


def _parts(people: Asked, by: str, wide: pd.DataFrame, both: dict, due: dict, is_declared: bool) -> dict[str, Any]:
    if wide.group.nunique() < 2:
        return lacking(Lacking.ONE_GROUP)
    pairs = wide.dropna(subset=["before", "after", "group"])
    moves = (pairs.after - pairs.before).groupby(pairs.group)
    if (moves.nunique() < 2).any():
        return lacking(Lacking.ALL_THE_SAME)
    outcome = people.outcome
    order = {value: f"{at:03}" for at, value in enumerate([*both, OTHERS])}
    coded = wide.assign(group=wide.group.map(order))
    found = subgroups(
        tables.long(coded, outcome, ["group"]),
        by=["group"],
        declared=["group"] if is_declared else [],
        columns=ALONE,
        times=[tables.FIRST, outcome.wave],
    )[0]
    named = {code: value for value, code in order.items()}
    parts = [_part(part, named[part.value], people.counts["both"], both, due) for part in found.parts]
    if any(part["change"] is None for part in parts):
        return lacking(Lacking.CANNOT)
    return {
        "parts": parts,
        "p": number(found.p),
        "way": _way(parts),
        "cautions": codes(
            [
                Caution.NO_CONTROL,
                *(() if is_declared else (Caution.EXPLORATORY,)),
                *((Caution.CHOSEN_LATER,) if by in LATER else ()),
                *(caution for caution in found.cautions if caution is Caution.NOT_CONVERGED),
            ]
        ),
    }


def _part(part, value: str, whole: int, both: dict, due: dict) -> dict[str, Any]:
    many = both.get(value)
    if value == OTHERS:
        many = whole - sum(count for label, count in both.items() if label != ALL and count is not None)
    return {
        "value": value,
        "both": many,
        "due": due.get(value),
        "change": ends(part.change.interval),
        "difference": ends(part.difference.interval) if part.difference else None,
        "cautions": codes(caution for caution in part.cautions if caution is Caution.SMALL_GROUP),
    }


def _way(parts: list[dict[str, Any]]) -> str:
    """Whether any group's change differs from the first's by more than chance would let it."""
    gaps = [part["difference"] for part in parts if part["difference"]]
    return "differs" if any(gap["low"] > 0 or gap["high"] < 0 for gap in gaps) else "not_seen"
