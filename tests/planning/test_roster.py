"""Shifts in the health house."""

from dataclasses import replace
from datetime import time
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.planning.assignment import ListTooLong, LocksContradict
from traedesten.planning.guides import Reason
from traedesten.planning.roster import Cover, Question, Shift, Wish, Worker, breaches, can_swap, penalties, plan

DAY, EVENING = Shift("day", 240, time(10)), Shift("eve", 180, time(17))
ANE, BO = Worker("ane"), Worker("bo")


def codes(reasons):
    return [reason.code for reason in reasons]


@st.composite
def questions(draw, days=3):
    shifts = (DAY, EVENING)[: draw(st.integers(1, 2))]
    names = [shift.id for shift in shifts]
    some_days = st.frozensets(st.integers(0, days - 1), max_size=1)
    workers = tuple(
        Worker(
            name,
            away=draw(some_days),
            most_of={"day": draw(st.integers(0, 3))} if draw(st.booleans()) else {},
            most_a_week=draw(st.sampled_from([None, 1, 2])),
            least_minutes=draw(st.sampled_from([0, 0, 200])),
            most_minutes=draw(st.sampled_from([None, 500])),
            most_in_row=draw(st.sampled_from([None, 1, 2])),
            least_in_row=draw(st.integers(1, 2)),
            least_days_off=draw(st.integers(1, 2)),
            most_weekends=draw(st.sampled_from([None, 0])),
        )
        for name in ("ane", "bo")
    )
    covers = tuple(
        Cover(day, name, least, least + draw(st.integers(0, 1)), draw(st.sampled_from([None, 7])), 2)
        for day, name in product(range(days), names)
        if (least := draw(st.integers(0, 1))) or draw(st.booleans())
    )
    wishes = tuple(
        Wish(draw(st.sampled_from(["ane", "bo"])), draw(st.integers(0, days - 1)), name, draw(st.booleans()), 3)
        for name in draw(st.lists(st.sampled_from(["", *names]), max_size=3))
    )
    rest, weekday = draw(st.sampled_from([0, 900, 2000])), draw(st.integers(0, 6))
    return Question(workers, shifts, days, covers, wishes, frozenset(), rest, draw(st.integers(0, 2)), weekday)


def every_roster(question):
    cells = list(product(question.workers, range(question.days)))
    for way in product([None, *(shift.id for shift in question.shifts)], repeat=len(cells)):
        yield {(who.id, day, shift) for (who, day), shift in zip(cells, way, strict=True) if shift}


def penalty(question, rows):
    return sum(reason.params["penalty"] for reason in penalties(question, rows))


@settings(max_examples=30, deadline=None)
@given(questions())
def test_no_roster_is_better_and_none_breaks_a_rule(question):
    allowed = [rows for rows in every_roster(question) if not breaches(question, rows)]
    roster = plan(question)
    if not allowed:
        assert (roster.shifts, roster.impossible) == (None, True)
        return
    assert not breaches(question, roster.shifts)
    assert roster.value == roster.bound == min(penalty(question, rows) for rows in allowed)
    assert roster.value == penalty(question, roster.shifts)


@settings(max_examples=30, deadline=None)
@given(questions(), st.data())
def test_locks_are_kept_order_changes_nothing_and_less_strict_is_never_worse(question, data):
    roster = plan(question)
    mixed = replace(question, workers=question.workers[::-1], shifts=question.shifts[::-1])
    assert plan(mixed).value == roster.value
    assert plan(question).shifts == roster.shifts
    if roster.shifts:
        lock = data.draw(st.sampled_from(sorted(roster.shifts)))
        locked = plan(replace(question, locked=frozenset({lock})))
        assert lock in locked.shifts
        assert locked.value == roster.value
    if roster.shifts is not None:
        free = tuple(replace(worker, most_in_row=None, most_a_week=None) for worker in question.workers)
        assert plan(replace(question, workers=free)).value <= roster.value


def test_a_wish_is_kept_where_it_can_be():
    covers = tuple(Cover(day, "day") for day in range(2))
    wishes = (Wish("ane", 0, "day", weight=5), Wish("ane", 1, off=True, weight=5))
    roster = plan(Question((ANE, BO), (DAY,), 2, covers, wishes))
    assert {("ane", 0, "day"), ("bo", 1, "day")} <= roster.shifts
    assert (roster.value, roster.proven) == (0, True)


def test_shifts_fall_evenly():
    covers = tuple(Cover(day, "day", 1, 1) for day in range(4))
    roster = plan(Question((ANE, BO), (DAY,), 4, covers, fairness=1))
    assert roster.counts == {"ane": 2, "bo": 2}


def test_rest_keeps_the_morning_after_an_evening_free():
    covers = (Cover(0, "eve"), Cover(1, "day"))
    roster = plan(Question((ANE,), (DAY, EVENING), 2, covers, rest_minutes=15 * 60))
    assert (roster.value, roster.reasons[0]) == (100, Reason("under_cover", {"count": 1, "penalty": 100}))


@pytest.mark.parametrize(("hours", "nearest"), [(11, 1), (20, 1), (21, 2), (44, 2), (45, 3)])
def test_rest_of_more_than_a_day_reaches_past_tomorrow(hours, nearest):
    covers = tuple(Cover(day, "day") for day in range(4))
    question = Question((ANE,), (DAY,), 4, covers, rest_minutes=60 * hours)
    days = sorted(day for _, day, _ in plan(question).shifts)
    assert len(days) == len(range(0, 4, nearest))
    assert min(later - earlier for earlier, later in pairwise(days)) == nearest
    too_near = {("ane", 0, "day"), ("ane", nearest - 1, "day")}
    assert codes(breaches(question, too_near)) == (["rest"] if nearest > 1 else [])


def test_what_cannot_be_covered_though_it_must_be_is_impossible():
    roster = plan(Question((replace(ANE, away=frozenset({0})),), (DAY,), 1, (Cover(0, "day", under=None),)))
    assert (roster.shifts, roster.value, roster.impossible, roster.proven) == (None, None, True, False)


def test_a_swap_is_checked_for_both():
    question = Question((ANE, replace(BO, most_a_week=1)), (DAY, EVENING), 3, ())
    rows = {("ane", 0, "day"), ("bo", 0, "eve"), ("ane", 1, "day")}
    assert can_swap(question, rows, ("ane", 0, "day"), "bo", back="eve") == ()
    assert codes(can_swap(question, rows, ("ane", 1, "day"), "bo")) == ["too_many_a_week"]
    assert codes(can_swap(question, rows, ("ane", 0, "day"), "bo")) == ["two_shifts", "too_many_a_week"]
    with pytest.raises(ValueError, match="do not have"):
        can_swap(question, rows, ("bo", 2, "day"), "ane")


def test_a_swap_is_not_blamed_for_what_was_broken_before():
    question = Question((replace(ANE, most_a_week=1), BO), (DAY,), 4, ())
    rows = {("ane", day, "day") for day in range(3)}
    assert can_swap(question, rows, ("ane", 0, "day"), "bo") == ()


@pytest.mark.parametrize(
    ("worker", "locked", "code"),
    [
        (replace(ANE, away=frozenset({0})), {("ane", 0, "day")}, "away"),
        (replace(ANE, shifts=frozenset({"eve"})), {("ane", 0, "day")}, "not_their_shift"),
        (ANE, {("ane", 0, "day"), ("ane", 0, "eve")}, "two_shifts"),
        (replace(ANE, most_in_row=1), {("ane", 0, "day"), ("ane", 1, "day")}, "too_many_in_row"),
    ],
)
def test_contradictory_locks_are_refused_in_words(worker, locked, code):
    with pytest.raises(LocksContradict, match=code):
        plan(Question((worker,), (DAY, EVENING), 2, (), locked=frozenset(locked)))


def test_nobody_and_no_days_are_empty_rosters():
    assert plan(Question((), (DAY,), 1, (Cover(0, "day"),))).value == 100
    assert plan(Question((ANE,), (DAY,), 0, ())).shifts == frozenset()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"workers": (ANE, ANE)}, "unique"),
        ({"days": -1}, "below 0"),
        ({"covers": (Cover(0, "day", -1),)}, "below 0"),
        ({"covers": (Cover(0, "day", 2, 1),)}, "below the least"),
        ({"covers": (Cover(9, "day"),)}, "cover: day 9 is outside"),
        ({"covers": (Cover(0, "night"),)}, "no shift night"),
        ({"wishes": (Wish("eva", 0, "day"),)}, "nobody is called eva"),
        ({"wishes": (Wish("ane", 5),)}, "outside the roster"),
        ({"locked": frozenset({("eva", 0, "day")})}, "nobody is called eva"),
        ({"locked": frozenset({("ane", 2, "day")})}, "lock: day 2 is outside"),
        ({"workers": (replace(ANE, shifts=frozenset({"dya"})),)}, "worker ane, shifts: there is no shift dya"),
        ({"workers": (replace(ANE, most_of={"dya": 1}),)}, "worker ane, most_of: there is no shift dya"),
        ({"workers": (replace(ANE, most_of={"day": 0.5}),)}, "worker ane: most_of day must be a whole number"),
        ({"workers": (replace(ANE, away=frozenset({2})),)}, "worker ane, away: day 2 is outside"),
        ({"workers": (replace(ANE, cannot=frozenset({(-1, "day")})),)}, "worker ane, cannot: day -1 is outside"),
        ({"workers": (replace(ANE, cannot=frozenset({(0, "dya")})),)}, "worker ane, cannot: there is no shift dya"),
        ({"workers": (replace(ANE, most_in_row=-1),)}, "worker ane: most_in_row cannot be below 0"),
        ({"shifts": (replace(DAY, not_next=frozenset({"eve"})),)}, "shift day, not_next: there is no shift eve"),
        ({"shifts": (replace(DAY, start=7),)}, "shift day: start must be a time, not 7"),
        ({"covers": (Cover(0, "day", under=-5),)}, "cover of day on day 0: under cannot be below 0"),
        ({"covers": (Cover(0, "day", over=1.5),)}, "cover of day on day 0: over must be a whole number, not 1.5"),
        ({"wishes": (Wish("ane", 0, weight=1.5),)}, "wish of ane: weight must be a whole number, not 1.5"),
        ({"wishes": (Wish("ane", 0, weight=-1),)}, "wish of ane: weight cannot be below 0"),
        ({"rest_minutes": -1}, "roster: rest_minutes cannot be below 0"),
        ({"fairness": None}, "roster: fairness must be a whole number, not None"),
        ({"shifts": (replace(DAY, minutes=-1),)}, "shift day: minutes cannot be below 0"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change, words):
    with pytest.raises(ValueError, match=words):
        replace(Question((ANE, BO), (DAY,), 2, ()), **change)


def test_a_roster_without_end_is_refused():
    with pytest.raises(ListTooLong, match="too many"):
        Question((ANE, BO), (DAY,), 1_000_000, ())
