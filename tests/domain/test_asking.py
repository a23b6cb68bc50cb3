"""Windows, reminders, and a code that shows when it was typed wrong."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.asking import (
    DEFAULT_PLANS,
    REMIND_AFTER,
    BadCode,
    Wave,
    code_of,
    is_to_be_reminded,
    number_in,
    window,
)
from traedesten.domain.instruments import definition_of

BEGAN = date(2026, 3, 3)
NUMBERS = st.integers(0, 999_999)


def test_the_waves_lie_at_the_first_talk_twelve_weeks_half_a_year_and_a_year():
    assert [(plan.wave, plan.weeks) for plan in DEFAULT_PLANS] == [
        (Wave.T0, 0), (Wave.T1, 12), (Wave.T2, 26), (Wave.T3, 52),
    ]  # fmt: skip


def test_the_default_battery_has_eight_items_and_three_at_the_end():
    def items(plan):
        return sum(len(definition_of(*code.split(":")).items) for code in plan.instruments)

    assert [items(plan) for plan in DEFAULT_PLANS] == [8, 8, 8, 3]


def test_a_window_lies_round_its_day():
    found = window(BEGAN, 12, 7, 21)
    assert (found.opens_on, found.due_on, found.closes_on) == (
        date(2026, 5, 19),
        date(2026, 5, 26),
        date(2026, 6, 16),
    )


def test_nobody_is_reminded_more_than_twice_nor_after_the_window():
    closes = BEGAN + timedelta(days=14)

    def due(days, reminders, closes_on=closes):
        today = BEGAN + timedelta(days=days)
        return is_to_be_reminded(asked_on=BEGAN, reminders=reminders, closes_on=closes_on, today=today)

    first, second = REMIND_AFTER
    assert not due(first - 1, 0) and due(first, 0)
    assert not due(second - 1, 1) and due(second, 1)
    assert not any(due(days, 2) for days in range(60))
    assert not due(15, 0)


def test_a_code_is_read_as_people_type_it():
    assert code_of(123456) == "12 34 56 76"
    assert {number_in(typed) for typed in ("12345676", "12 34 56 76", "123-456-76", " 12.34.56.76 ")} == {123456}


@given(NUMBERS)
def test_a_code_leads_back_to_its_number(number):
    assert number_in(code_of(number)) == number


@given(NUMBERS, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_seen(number, place, more):
    digits = code_of(number).replace(" ", "")
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    with pytest.raises(BadCode, match="check"):
        number_in(wrong)


@given(NUMBERS, st.integers(0, 6))
def test_two_digits_that_changed_places_are_seen(number, place):
    digits = code_of(number).replace(" ", "")
    one, other = digits[place : place + 2]
    if one != other:
        with pytest.raises(BadCode, match="check"):
            number_in(digits[:place] + other + one + digits[place + 2 :])


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "1234567a", "１２３４５６７６", "12 34 56 7"])
def test_what_is_no_code_is_said_to_be_of_the_wrong_length(typed):
    with pytest.raises(BadCode, match="length"):
        number_in(typed)
