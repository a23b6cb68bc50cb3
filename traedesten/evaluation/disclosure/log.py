"""Releases as plain values for a log in JSON, and back."""

from typing import Any

from traedesten.evaluation.disclosure.tables import Cell, Cut, Release, Rule, Why


def noted(release: Release) -> dict[str, Any]:
    """Only lists, dicts, strings, numbers, booleans and None; small counts are not in it."""
    return {
        "by": list(release.cut.by),
        "where": {name: sorted(values) for name, values in release.cut.where.items()},
        "has_margins": release.cut.has_margins,
        "rule": {"k": release.rule.k, "base": release.rule.base, "hides_zeros": release.rule.hides_zeros},
        "cells": [
            {
                "labels": list(cell.labels),
                "box": [sorted(values) for values in cell.box],
                "figure": cell.figure,
                "why": cell.why.value,
            }
            for cell in release.cells
        ],
    }


def recalled(note: dict[str, Any]) -> Release:
    """The release that was noted. Raises KeyError for a note that is not whole."""
    where = {name: frozenset(values) for name, values in note["where"].items()}
    cells = tuple(
        Cell(tuple(cell["labels"]), tuple(map(frozenset, cell["box"])), cell["figure"], Why(cell["why"]))
        for cell in note["cells"]
    )
    return Release(Cut(tuple(note["by"]), where, note["has_margins"]), Rule(**note["rule"]), cells)
