"""Weekly time slots."""

from datetime import time

import pytest

from traedesten.domain.slots import SLOTS, BadSlot, Overlap, fits, overlaps, parse_slots, slot_of


def test_the_week_has_twenty_one_slots():
    assert (len(set(SLOTS)), SLOTS[0], SLOTS[-1]) == (21, "mon-am", "sun-eve")


@pytest.mark.parametrize(
    ("weekday", "at", "slot"),
    [(0, time(0), "mon-am"), (0, time(11, 59), "mon-am"), (2, time(12), "wed-pm"), (6, time(17), "sun-eve")],
)
def test_a_time_lies_in_its_slot(weekday, at, slot):
    assert slot_of(weekday, at) == slot


def test_keys_are_read_and_sorted_by_the_week():
    assert parse_slots("sun-eve, MON-pm;mon-am mon-am") == ("mon-am", "mon-pm", "sun-eve")


def test_an_unknown_key_is_refused():
    with pytest.raises(BadSlot):
        parse_slots("mon-night")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (time(10), time(12), (Overlap("tue-am", 120),)),
        (time(11), time(13), (Overlap("tue-am", 60), Overlap("tue-pm", 60))),
        (time(16), time(0), (Overlap("tue-pm", 60), Overlap("tue-eve", 420))),
    ],
)
def test_a_weekly_time_touches_its_slots(start, end, expected):
    assert overlaps(1, start, end) == expected


@pytest.mark.parametrize(
    ("weekday", "start", "end"), [(1, time(12), time(12)), (1, time(13), time(12)), (7, time(1), time(2))]
)
def test_an_impossible_weekly_time_is_refused(weekday, start, end):
    with pytest.raises(ValueError, match="week"):
        overlaps(weekday, start, end)


def test_someone_must_be_free_for_the_whole_time():
    assert [fits(free, 1, time(11), time(13)) for free in ({"tue-am"}, {"tue-am", "tue-pm"})] == [False, True]
