"""What a question must be before a roster is sought: every number a count, every name and day one there is."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from datetime import time
from numbers import Integral
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from traedesten.planning.roster.question import Question, Worker


def check(question: "Question") -> None:
    """Raises ValueError for what does not exist, repeats, is below 0 or no whole number; the words name it."""
    workers, shifts = [row.id for row in question.workers], [row.id for row in question.shifts]
    if len(set(workers)) < len(workers) or len(set(shifts)) < len(shifts):
        raise ValueError("ids must be unique")
    for what, row in _rows(question):
        _check_counts(what, row)
    if any(row.most is not None and row.most < row.least for row in question.covers):
        raise ValueError("the most at a shift cannot be below the least")
    for shift in question.shifts:
        if not isinstance(shift.start, time):
            raise ValueError(f"shift {shift.id}: start must be a time, not {shift.start!r}")
    _check_names(question, set(workers), set(shifts))


def _rows(question: "Question") -> Iterator[tuple[str, object]]:
    """Everything with numbers in it, and what to call it."""
    yield "roster", question
    yield from ((f"worker {row.id}", row) for row in question.workers)
    yield from ((f"shift {row.id}", row) for row in question.shifts)
    yield from ((f"cover of {row.shift} on day {row.day}", row) for row in question.covers)
    yield from ((f"wish of {row.worker}", row) for row in question.wishes)


def _check_counts(what: str, row: object) -> None:
    """Fields that are whole numbers by their type, and those that may be None as well."""
    counts = {one.name: getattr(row, one.name) for one in fields(row) if one.type in (int, int | None)}
    may_lack = {one.name for one in fields(row) if one.type == int | None}
    amounts = getattr(row, "most_of", {})
    for name, number in (counts | {f"most_of {shift}": most for shift, most in amounts.items()}).items():
        if number is None and name in may_lack:
            continue
        if not isinstance(number, Integral):
            raise ValueError(f"{what}: {name} must be a whole number, not {number!r}")
        if number < 0:
            raise ValueError(f"{what}: {name} cannot be below 0")


def _check_names(question: "Question", workers: Collection[str], shifts: Collection[str]) -> None:
    for who in [row.worker for row in question.wishes] + [row[0] for row in question.locked]:
        if who not in workers:
            raise ValueError(f"nobody is called {who}")
    named = [("cover", row.day, row.shift) for row in question.covers]
    named += [("wish", row.day, row.shift) for row in question.wishes if row.shift]
    named += [("lock", day, shift) for _, day, shift in question.locked]
    named += [(f"worker {row.id}, cannot", *pair) for row in question.workers for pair in row.cannot]
    days = [("wish", row.day) for row in question.wishes]
    days += [(f"worker {row.id}, away", day) for row in question.workers for day in row.away]
    for what, day in [row[:2] for row in named] + days:
        if day not in range(question.days):
            raise ValueError(f"{what}: day {day} is outside the roster")
    known = [(what, shift) for what, _, shift in named]
    known += [(f"shift {row.id}, not_next", other) for row in question.shifts for other in row.not_next]
    known += [pair for row in question.workers for pair in _shifts_of(row)]
    for what, shift in known:
        if shift not in shifts:
            raise ValueError(f"{what}: there is no shift {shift}")


def _shifts_of(worker: "Worker") -> Iterable[tuple[str, str]]:
    yield from ((f"worker {worker.id}, shifts", shift) for shift in worker.shifts or ())
    yield from ((f"worker {worker.id}, most_of", shift) for shift in worker.most_of)
