"""What a roster breaks and costs, counted without the solver; and whether two may swap."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from traedesten.planning.guides import Reason
from traedesten.planning.roster.question import Question, Shift, Wish, Worker

Row = tuple[str, int, str]
"""Worker, day, shift."""


def breaches(question: Question, roster: Iterable[Row], *, whole: bool = True) -> tuple[Reason, ...]:
    """The hard rules the roster breaks; the params name worker and day.

    With `whole` False, only what more shifts could not mend: the question for some shifts that are locked.
    """
    found: list[Reason] = []
    rows = sorted(set(roster))
    for worker in question.workers:
        own = [(day, shift) for who, day, shift in rows if who == worker.id]
        found += _cannot(worker, own)
        found += _too_near(question, worker, own)
        found += _too_much(question, worker, own)
        if whole:
            found += _too_little(question, worker, own)
    if whole:
        found += _cover(question, rows)
    return tuple(found)


def penalties(question: Question, shifts: Iterable[tuple[str, int, str]]) -> tuple[Reason, ...]:
    """What the roster's penalty is made of, counted without the solver."""
    taken = set(shifts)
    there: dict[tuple[int, str], int] = {}
    for _, day, shift in taken:
        there[day, shift] = there.get((day, shift), 0) + 1
    under = over = broken = 0
    counts = {"under_cover": 0, "over_cover": 0, "wish_broken": 0}
    for cover in question.covers:
        short = max(0, cover.least - there.get((cover.day, cover.shift), 0))
        extra = max(0, there.get((cover.day, cover.shift), 0) - cover.most) if cover.most is not None else 0
        under, over = under + short * (cover.under or 0), over + extra * (cover.over or 0)
        counts["under_cover"] += short
        counts["over_cover"] += extra
    for wish in question.wishes:
        has = any((wish.worker, wish.day, shift.id) in taken for shift in question.shifts if _meant(wish, shift))
        if has == wish.off:
            broken, counts["wish_broken"] = broken + wish.weight, counts["wish_broken"] + 1
    loads = [sum(row[0] == worker.id for row in taken) for worker in question.workers]
    spread = max(loads, default=0) - min(loads, default=0)
    sums = {"under_cover": under, "over_cover": over, "wish_broken": broken, "unfair": spread * question.fairness}
    return tuple(
        Reason(code, {"count": counts.get(code, spread), "penalty": penalty}) for code, penalty in sums.items()
    )


def can_swap(
    question: Question, roster: Iterable[tuple[str, int, str]], give: tuple[str, int, str], to: str, back: str = ""
) -> tuple[Reason, ...]:
    """The rules broken if `give` (worker, day, shift) goes to the worker `to`; none when it may be done.

    With `back` (a shift), the giver gets that shift of `to` on the same day in return.
    Raises ValueError when somebody does not have the shift they give.
    """
    worker, day, shift = give
    rows = set(roster)
    returned = (to, day, back)
    if give not in rows or (back and returned not in rows):
        raise ValueError("nobody can give away a shift they do not have")
    before = {(reason.code, str(reason.params)) for reason in breaches(question, rows)}
    after = rows - {give} | {(to, day, shift)}
    if back:
        after = after - {returned} | {(worker, day, back)}
    return tuple(b for b in breaches(question, after) if (b.code, str(b.params)) not in before)


def _meant(wish: Wish, shift: Shift) -> bool:
    return wish.shift in ("", shift.id)


def _cannot(worker: Worker, own: list[tuple[int, str]]) -> Iterator[Reason]:
    for day, shift in own:
        params = {"worker": worker.id, "day": day, "shift": shift}
        if day in worker.away or (day, shift) in worker.cannot:
            yield Reason("away", params)
        if worker.shifts is not None and shift not in worker.shifts:
            yield Reason("not_their_shift", params)


def _too_near(question: Question, worker: Worker, own: list[tuple[int, str]]) -> Iterator[Reason]:
    barred = question.not_after()
    for day, shift in own:
        for other_day, other in own:
            if day == other_day and shift < other:
                yield Reason("two_shifts", {"worker": worker.id, "day": day})
            if (other_day - day, shift, other) in barred:
                yield Reason("rest", {"worker": worker.id, "day": other_day})


def _too_much(question: Question, worker: Worker, own: list[tuple[int, str]]) -> Iterator[Reason]:
    minutes = {shift.id: shift.minutes for shift in question.shifts}
    who = {"worker": worker.id}
    for shift, most in worker.most_of.items():
        if sum(name == shift for _, name in own) > most:
            yield Reason("too_many_of", who | {"shift": shift, "most": most})
    if worker.most_a_week is not None:
        for week, days in groupby(own, key=lambda row: question.week(row[0])):
            if len(list(days)) > worker.most_a_week:
                yield Reason("too_many_a_week", who | {"week": week, "most": worker.most_a_week})
    if worker.most_minutes is not None and sum(minutes[shift] for _, shift in own) > worker.most_minutes:
        yield Reason("too_many_minutes", who | {"most": worker.most_minutes})
    for start, length in _runs({day for day, _ in own}, question.days):
        if worker.most_in_row is not None and length > worker.most_in_row:
            yield Reason("too_many_in_row", who | {"day": start, "most": worker.most_in_row})
    weekends = {question.week(day) for day, _ in own if question.weekday(day) >= 5}
    if worker.most_weekends is not None and len(weekends) > worker.most_weekends:
        yield Reason("too_many_weekends", who | {"most": worker.most_weekends})


def _too_little(question: Question, worker: Worker, own: list[tuple[int, str]]) -> Iterator[Reason]:
    minutes = {shift.id: shift.minutes for shift in question.shifts}
    days, who = {day for day, _ in own}, {"worker": worker.id}
    if sum(minutes[shift] for _, shift in own) < worker.least_minutes:
        yield Reason("too_few_minutes", who | {"least": worker.least_minutes})
    for code, on, least in (
        ("too_few_in_row", days, worker.least_in_row),
        ("too_few_days_off", set(range(question.days)) - days, worker.least_days_off),
    ):
        for start, length in _runs(on, question.days):
            if length < least and start > 0 and start + length < question.days:
                yield Reason(code, who | {"day": start, "least": least})


def _cover(question: Question, rows: list[Row]) -> Iterator[Reason]:
    for cover in question.covers:
        there = sum(row[1:] == (cover.day, cover.shift) for row in rows)
        where = {"day": cover.day, "shift": cover.shift}
        if cover.under is None and there < cover.least:
            yield Reason("too_few_there", where | {"least": cover.least})
        if cover.over is None and cover.most is not None and there > cover.most:
            yield Reason("too_many_there", where | {"most": cover.most})


def _runs(days: set[int], end: int) -> Iterator[tuple[int, int]]:
    """Start and length of each run of days."""
    for on, run in groupby(range(end), key=days.__contains__):
        if on:
            first, *more = run
            yield first, 1 + len(more)
