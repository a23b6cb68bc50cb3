"""Figures that stand as they were given out until five more have answered. Knows no Django and no person.

So two editions laid side by side differ by five persons or more, or not at all. Who has come too late, or said no
since, changes nothing that stands.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from traedesten.evaluation.disclosure import PARTNERS, Release, noted, recalled

Notes = Mapping[str, Sequence[dict]]
Row = dict[str, Any]


class Occasion(Protocol):
    """One instrument at one wave of one subject; ``value`` None without a total in time."""

    subject: Any
    course: str
    wave: str
    instrument: str
    closed_on: date
    value: float | None


class Measure(Protocol):
    """One instrument on one kind of course at one wave.

    ``people``: subject → (month in which the wave closed, then every figure that it takes, None where there is none).
    ``kind``: the name of its log. ``counts``: what of its row is None when nothing is told.
    """

    people: Mapping[Any, tuple]
    counts: str

    @property
    def key(self) -> tuple[str, str, str]: ...
    @property
    def kind(self) -> str: ...


def laid_down(
    measures: Iterable[Measure],
    earlier: Notes,
    standing: Sequence[Row],
    row_of: Callable[[Any, Sequence[Release]], tuple[Row, Sequence[Release]]],
) -> tuple[list[Row], dict[str, list[dict]]]:
    """A row for each measure, new or as it stands, and the notes of what was given out with the new ones.

    ``earlier``: the notes of all editions before, by log. ``standing``: the rows of the edition before. ``row_of``:
    a measure and what was given out of it before → its row, and what is given out now. Raises KeyError for a note
    that is not whole.
    """
    stands = {(row["course"], row["instrument"], row["wave"]): row for row in standing}
    rows, notes = [], {}
    for measure in measures:
        before = stands.pop(measure.key, None)
        if before and _too_few_are_new(measure, before):
            rows.append(before)
            continue
        row, releases = row_of(measure, [recalled(note) for note in earlier.get(measure.kind, ())])
        if before and row[measure.counts] is None:
            rows.append(before)
            continue
        rows.append(row)
        notes[measure.kind] = [noted(release) for release in releases]
    rows += stands.values()
    return sorted(rows, key=lambda row: (row["course"] != "journeys", row["instrument"], row["wave"])), notes


def _too_few_are_new(measure: Measure, before: Row) -> bool:
    """Whether fewer have answered since a row was told than may be told of at all."""
    new = [person for person in measure.people.values() if person[0] >= before["until"][:7] and None not in person]
    return before[measure.counts] is not None and len(new) < PARTNERS.k
