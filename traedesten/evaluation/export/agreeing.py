"""What one part of an analysis may not tell, no other part tells either.

Where nearly everybody answered both times, how many there were is not told beside how many did: the difference
would be under five. Then it must not stand elsewhere, nor be a sum of what does.
"""

from typing import Any

from traedesten.evaluation.export.counting import STEP
from traedesten.evaluation.export.waiting import only_shares

Rows = list[dict[str, Any]]


def agree(people: Rows, outcomes: Rows, comparisons: Rows, waits: Rows, scales: Rows, goals: Rows) -> None:
    """Hide, in place, what another part has hidden."""
    counted = [row for row in outcomes if "counts" in row]
    _waves(counted, comparisons, goals)
    for part in people:
        of_course = [row for row in counted if row["course"] == part["course"]]
        if "by" in part and any(row["counts"]["began"] is None for row in of_course):
            for row in of_course:
                row["counts"]["began"] = None
            _only_shares(part)
            waits[:] = [
                only_shares(row) if row["course"] == part["course"] and "counts" in row else row for row in waits
            ]
            for scale in scales:
                scale.pop("asked", None)


def _waves(counted: Rows, comparisons: Rows, goals: Rows) -> None:
    """All instruments of a wave went to the same people, and a goal may have gone to all of them."""
    for wave in {(row["course"], row["wave"]) for row in counted}:
        rows = [row for row in counted if (row["course"], row["wave"]) == wave]
        if all(row["counts"]["due"] is not None for row in rows):
            continue
        for goal in goals:
            if (goal["course"], goal["wave"]) == wave:
                goal["counts"]["asked"] = None
        for row in rows:
            if row["counts"]["due"] is not None:
                _no_due(row, [other for other in comparisons if other["outcome"] == row["outcome"]])


def _no_due(row: dict[str, Any], comparisons: Rows) -> None:
    row["counts"]["due"] = None
    row["status"] = []
    groups = row.get("dropout", {}).get("groups", [])
    for part in (*groups, *(part for other in comparisons for part in other.get("parts", []))):
        part["due"] = None
    for group in groups:
        group["share"] = None


def _only_shares(part: dict[str, Any]) -> None:
    """About how large a part has each value: from rounded shares nobody can tell how many there are."""
    for column in part["by"]:
        for row in column["rows"]:
            many = row["persons"]
            row["share"] = None if many is None else round(round(many / part["persons"] / STEP) * STEP, 2)
            row["persons"] = None
    part["persons"] = None
