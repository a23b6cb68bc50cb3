"""Danish workdays: which days offices are open, and deadlines counted in them."""

from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_AFTER_EASTER = (-3, -2, 0, 1, 39, 49, 50)
_PRAYER_DAY_LAST_YEAR = 2023


def easter_sunday(year: int) -> date:
    """Western Easter, Gregorian calendar, 1583 and later. Source: Anonymous Gregorian algorithm
    (Nature, 20 April 1876; Meeus, "Astronomical Algorithms", chapter 8). Raises ValueError before 1583.
    """
    if year < 1583:
        raise ValueError("the Gregorian calendar begins in 1583")
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def danish_holidays(year: int, closed: bool = True) -> frozenset[date]:
    """Public holidays; with `closed` also the days offices keep shut: 5 June, 24 and 31 December.

    General Prayer Day (store bededag) ended with 2023 (act no. 214 of 6 March 2023).
    """
    easter = easter_sunday(year)
    moving = _AFTER_EASTER + ((26,) if year <= _PRAYER_DAY_LAST_YEAR else ())
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    shut = {date(year, 6, 5), date(year, 12, 24), date(year, 12, 31)} if closed else set()
    return frozenset({easter + timedelta(days=days) for days in moving} | fixed | shut)


def is_workday(day: date, holidays: frozenset[date]) -> bool:
    """Monday to Friday and not among `holidays`."""
    return day.weekday() < 5 and day not in holidays


def add_workdays(day: date, n: int, holidays: frozenset[date]) -> date:
    """The n-th workday after `day` (before it for negative n); with n = 0 `day` or else the next workday.

    `holidays` must hold every year that the count passes through.
    """
    step = -_ONE_DAY if n < 0 else _ONE_DAY
    if n == 0:
        while not is_workday(day, holidays):
            day += step
    for _ in range(abs(n)):
        day += step
        while not is_workday(day, holidays):
            day += step
    return day
