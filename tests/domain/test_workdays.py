"""Danish workdays, against the holidays package."""

from datetime import date

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.workdays import add_workdays, danish_holidays, easter_sunday, is_workday

CLOSED = danish_holidays(2025) | danish_holidays(2026) | danish_holidays(2027)


@pytest.mark.parametrize("year", range(2020, 2036))
def test_public_holidays_are_those_of_the_holidays_package(year):
    assert danish_holidays(year, closed=False) == frozenset(holidays.country_holidays("DK", years=year))


def test_offices_are_also_shut_on_three_more_days():
    assert danish_holidays(2026) - danish_holidays(2026, closed=False) == {
        date(2026, 6, 5),
        date(2026, 12, 24),
        date(2026, 12, 31),
    }


@pytest.mark.parametrize(("year", "easter"), [(1818, (3, 22)), (2000, (4, 23)), (2038, (4, 25)), (2285, (3, 22))])
def test_easter_falls_where_the_tables_have_it(year, easter):
    assert easter_sunday(year) == date(year, *easter)


def test_general_prayer_day_ended_with_2023():
    assert (date(2023, 5, 5) in danish_holidays(2023), date(2024, 4, 26) in danish_holidays(2024)) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 22), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 12, 23), 1, date(2026, 12, 28)),
        (date(2026, 12, 28), -1, date(2026, 12, 23)),
        (date(2026, 4, 1), 3, date(2026, 4, 9)),
    ],
)
def test_deadlines_step_over_closed_days(day, n, expected):
    assert add_workdays(day, n, CLOSED) == expected


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(1, 40))
def test_as_many_workdays_lie_between(day, n):
    end = add_workdays(day, n, CLOSED)
    between = sum(is_workday(date.fromordinal(o), CLOSED) for o in range(day.toordinal() + 1, end.toordinal() + 1))
    assert (between, is_workday(end, CLOSED)) == (n, True)
