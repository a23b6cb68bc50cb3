"""When a group meets, and which of several notes about who came is true."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from traedesten.domain.courses import COURSE, SEAT, Course, Presence, Seat, in_need_of_a_call
from traedesten.domain.sessions import Neighbours, Note, Refused, is_in_gap, laid_out, overruled, refusal, truth

HERE = ZoneInfo("Europe/Copenhagen")
SEVEN = time(19)


def test_a_course_passes_over_the_holidays_and_keeps_its_number():
    days = laid_out(date(2026, 3, 26), SEVEN, 8, 1, HERE)  # Thursdays around Easter and Ascension
    assert len(days) == 8 and {day.weekday() for day in days} == {3}
    assert date(2026, 4, 2) not in days and date(2026, 5, 14) not in days
    assert days[0] == date(2026, 3, 26) and days[-1] == date(2026, 5, 28)


def test_a_course_across_both_changes_of_the_clock_stays_at_seven_on_the_wall():
    for first in (date(2026, 3, 17), date(2026, 10, 13)):
        days = laid_out(first, SEVEN, 4, 1, HERE)
        starts = [datetime.combine(day, SEVEN, tzinfo=HERE) for day in days]
        assert {start.time() for start in starts} == {SEVEN}
        assert len({start.utcoffset() for start in starts}) == 2


def test_every_other_week():
    assert laid_out(date(2026, 1, 6), SEVEN, 3, 2, HERE) == [date(2026, 1, 6), date(2026, 1, 20), date(2026, 2, 3)]


@pytest.mark.parametrize(
    ("on", "starts", "expected"),
    [
        (date(2026, 3, 29), time(2, 30), True),
        (date(2026, 3, 29), time(3), False),
        (date(2026, 10, 25), time(2, 30), False),
    ],
)
def test_only_the_hour_that_is_skipped_is_a_gap(on, starts, expected):
    assert is_in_gap(on, starts, HERE) is expected


OTHERS = Neighbours(before=(date(2026, 3, 10), date(2026, 3, 17)), after=(date(2026, 3, 31),))


@pytest.mark.parametrize(
    ("on", "starts", "expected"),
    [
        (date(2026, 3, 25), SEVEN, None),
        (date(2026, 3, 29), time(2, 30), Refused.GAP),
        (date(2026, 3, 1), SEVEN, Refused.PAST),
        (date(2026, 3, 31), SEVEN, Refused.SAME_DAY),
        (date(2026, 3, 9), SEVEN, Refused.BEFORE_FIRST),
        (date(2026, 3, 12), SEVEN, Refused.OUT_OF_ORDER),
        (date(2026, 4, 7), SEVEN, Refused.OUT_OF_ORDER),
    ],
)
def test_why_a_meeting_cannot_be_then(on, starts, expected):
    assert refusal(on, starts, today=date(2026, 3, 3), zone=HERE, others=OTHERS) == expected


def test_a_holiday_is_the_last_reason():
    good_friday = date(2026, 4, 3)
    assert refusal(good_friday, SEVEN, today=date(2026, 3, 3), zone=HERE, others=Neighbours()) == Refused.HOLIDAY
    assert refusal(good_friday, SEVEN, today=date(2026, 4, 4), zone=HERE, others=Neighbours()) == Refused.PAST


def note(presence, minute, key, user=1) -> Note:
    at = datetime(2026, 3, 3, 19, 0, tzinfo=UTC) + timedelta(minutes=minute)
    return Note(Presence(presence), at, UUID(int=key), user)


def test_notes_in_any_order_come_to_the_same():
    notes = [note("came", 1, 7, 1), note("away", 3, 2, 2), note("excused", 3, 5, 1), note("came", 2, 9, 2)]
    assert {truth(order) for order in permutations(notes)} == {notes[2]}
    assert {overruled(order) for order in permutations(notes)} == {notes[1]}
    assert truth([]) is None and overruled([]) is None


def test_saying_the_same_is_no_correction():
    assert overruled([note("came", 1, 1, 1), note("came", 2, 2, 2)]) is None
    assert overruled([note("away", 1, 1, 1), note("came", 2, 2, 1)]) is None


@pytest.mark.parametrize(
    ("presences", "expected"),
    [
        (["came", "away", "away"], True),
        (["away", None, "excused"], True),
        (["away", "coming", "away"], True),
        (["away", "came"], False),
        (["away"], False),
        ([], False),
    ],
)
def test_two_in_a_row_ask_for_a_call(presences, expected):
    assert in_need_of_a_call([presence and Presence(presence) for presence in presences]) is expected


def test_every_state_of_a_course_and_a_seat_has_its_row():
    assert set(COURSE) == set(Course) and set(SEAT) == set(Seat)
