"""The way in for facilitators, and the days on which things run out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.facilitators import (
    BY_PAPERS,
    FACILITATOR,
    INSIDE,
    OUTSIDE,
    FacilitatorMove,
    FacilitatorMoveNotAllowed,
    Standing,
    Validity,
    after,
    months_later,
    validity,
)

TODAY = date(2026, 3, 3)


def test_everybody_can_get_everywhere_and_nobody_is_stuck():
    assert set(FACILITATOR) == set(Standing)
    reached, ahead = set(), [Standing.INTEREST]
    while ahead:
        standing = ahead.pop()
        if standing not in reached:
            reached.add(standing)
            ahead += FACILITATOR[standing].values()
    assert reached == set(Standing)
    assert all(FACILITATOR[standing] for standing in Standing)


def test_nobody_gets_inside_without_being_accepted():
    ways = {(start, move) for start, moves in FACILITATOR.items() for move, end in moves.items() if end in INSIDE}
    assert {(start, move) for start, move in ways if start not in INSIDE} == {(Standing.TALK, FacilitatorMove.ACCEPT)}
    assert {move for start, move in ways if start in INSIDE} == set(BY_PAPERS)
    assert not set(INSIDE) & set(OUTSIDE)


def test_a_move_from_elsewhere_is_refused():
    with pytest.raises(FacilitatorMoveNotAllowed):
        after(Standing.INTEREST, FacilitatorMove.ACCEPT)


@pytest.mark.parametrize(
    ("until", "found"),
    [
        (None, Validity.MISSING),
        (date(2026, 3, 2), Validity.EXPIRED),
        (date(2026, 3, 3), Validity.SOON),
        (date(2026, 5, 3), Validity.SOON),
        (date(2026, 5, 4), Validity.VALID),
    ],
)
def test_valid_on_its_last_day_and_not_on_the_next(until, found):
    assert validity(until, TODAY) == found


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 10, 15), 3, date(2027, 1, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day, months, found):
    assert months_later(day, months) == found


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_months_later_never_goes_back_and_keeps_the_day_where_it_can(day, months):
    later = months_later(day, months)
    assert later >= day and (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or later.day >= 28
