"""Regular times, their changes, and the moments they come to."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.schedules import (
    ANCHOR,
    LAST,
    MOST_DAYS,
    BadSchedule,
    Description,
    OneOff,
    Regular,
    TooMuch,
    days,
    described,
    first_day,
    hsds,
    next_occurrence,
    occurrences,
    rrule,
)
from traedesten.domain.workdays import danish_holidays

DK = ZoneInfo("Europe/Copenhagen")
TUESDAY = Regular("weekly", 1, time(14), time(16))
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)

a_day = st.dates(date(2023, 1, 1), date(2028, 12, 31))
short = st.integers(0, 500).map(lambda n: timedelta(days=n))


@st.composite
def regulars(draw):
    freq = draw(st.sampled_from(["weekly", "monthly"]))
    starts = draw(st.integers(0, 22 * 60))
    ends = draw(st.integers(starts + 1, 24 * 60 - 1))
    valid_from = draw(st.none() | a_day)
    return Regular(
        freq,
        draw(st.integers(0, 6)),
        time(starts // 60, starts % 60),
        time(ends // 60, ends % 60),
        draw(st.integers(1, 6)),
        draw(st.sampled_from([1, 2, 3, 4, LAST])) if freq == "monthly" else None,
        valid_from,
        draw(st.none() | short.map(lambda more: (valid_from or date(2024, 2, 29)) + more)),
    )


def falls_on(regular: Regular, day: date) -> bool:
    """By looking at the calendar's pages, one day at a time."""
    if day.weekday() != regular.weekday:
        return False
    if (regular.valid_from and day < regular.valid_from) or (regular.valid_until and day > regular.valid_until):
        return False
    since = regular.valid_from or ANCHOR
    if regular.freq == "weekly":
        monday, from_monday = (date.fromisocalendar(*one.isocalendar()[:2], 1) for one in (day, since))
        return (monday - from_monday).days // 7 % regular.interval == 0
    if ((day.year - since.year) * 12 + day.month - since.month) % regular.interval:
        return False
    column = [week[regular.weekday] for week in calendar.monthcalendar(day.year, day.month) if week[regular.weekday]]
    return day.day == column[regular.week_of_month - (1 if regular.week_of_month > 0 else 0)]


@given(regulars(), a_day, short)
def test_the_days_are_those_a_calendar_shows(regular, since, more):
    every = [since + timedelta(days=n) for n in range(more.days + 1)]
    assert list(days(regular, since, since + more)) == [day for day in every if falls_on(regular, day)]


@given(regulars())
def test_another_reader_of_rules_finds_the_same_days(regular):
    start = first_day(regular)
    if start is None:
        return
    rule = rrulestr(rrule(regular), dtstart=datetime.combine(start, regular.starts))
    until = start + timedelta(days=800)
    theirs = rule.between(datetime.combine(start, time.min), datetime.combine(until, time.max), inc=True)
    assert [one.date() for one in theirs] == list(days(regular, start, until))


@given(st.lists(regulars(), max_size=4), st.sets(a_day, max_size=5), a_day, short, st.randoms(use_true_random=False))
def test_occurrences_are_in_order_once_each_and_never_on_a_closed_or_cancelled_day(some, closed, since, more, chance):
    all_days = [one.starts_at.date() for one in occurrences(some, (), since, since + more, zone=DK)]
    closed |= set(chance.sample(all_days, min(2, len(all_days))))
    cancelled = {day for day in all_days if chance.random() < 0.2}
    off = [OneOff("cancelled", day) for day in cancelled]
    found = occurrences(some, off, since, since + more, closed_on=closed, zone=DK)
    moments = [(one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC)) for one in found]
    assert moments == sorted(set(moments))
    assert all(start < end for start, end in moments)
    assert [one for one in found if one.starts_at.date() in closed | cancelled] == []
    assert all(since <= one.starts_at.date() <= since + more for one in found)
    assert all(one.regular in some and falls_on(one.regular, one.starts_at.date()) for one in found)
    assert {one.starts_at.date() for one in found} == set(all_days) - closed - cancelled


@given(regulars(), a_day, st.times())
def test_the_next_one_is_the_first_from_now_on(regular, day, at):
    now = datetime.combine(day, at, tzinfo=DK)
    coming = occurrences([regular], (), day, day + timedelta(days=MOST_DAYS), zone=DK)
    first = next((one for one in coming if one.starts_at.astimezone(UTC) >= now.astimezone(UTC)), None)
    assert next_occurrence([regular], (), now, zone=DK) == first


def test_one_that_has_begun_is_not_the_next():
    now = datetime(2026, 11, 24, 14, 1, tzinfo=DK)
    assert next_occurrence([TUESDAY], (), now, zone=DK).starts_at == datetime(2026, 12, 1, 14, tzinfo=DK)
    assert next_occurrence([], (), now, zone=DK) is None


@pytest.mark.parametrize(
    ("day", "starts", "ends", "utc"),
    [
        (SPRING, time(1, 30), time(4), ("00:30", "02:00")),
        (SPRING, time(2, 30), time(5), ("01:30", "03:00")),
        (SPRING, time(2, 15), time(2, 45), ("01:15", "01:45")),
        (SPRING, time(2, 30), time(3, 10), ("01:30", "02:10")),
        (AUTUMN, time(2, 30), time(4), ("00:30", "03:00")),
        (AUTUMN, time(2, 10), time(2, 50), ("00:10", "00:50")),
        (AUTUMN, time(22), time(0), ("21:00", "23:00")),
    ],
)
def test_the_nights_when_the_clock_is_changed(day, starts, ends, utc):
    (one,) = occurrences([Regular("weekly", 6, starts, ends)], (), day, day, zone=DK)
    assert (f"{one.starts_at.astimezone(UTC):%H:%M}", f"{one.ends_at.astimezone(UTC):%H:%M}") == utc


def test_a_start_that_does_not_exist_is_shown_as_the_clock_shows_it():
    (one,) = occurrences([Regular("weekly", 6, time(2, 30), time(5))], (), SPRING, SPRING, zone=DK)
    assert (one.starts_at.isoformat(), one.ends_at.isoformat()) == (
        "2026-03-29T03:30:00+02:00",
        "2026-03-29T05:00:00+02:00",
    )


def test_wall_time_stays_when_summer_time_ends():
    found = occurrences([TUESDAY], (), date(2026, 10, 20), date(2026, 10, 27), zone=DK)
    assert [one.starts_at.isoformat() for one in found] == ["2026-10-20T14:00:00+02:00", "2026-10-27T14:00:00+01:00"]


def test_the_last_weekday_of_a_leap_february():
    last = Regular("monthly", 3, time(10), time(12), week_of_month=LAST)
    assert list(days(last, date(2024, 2, 1), date(2024, 2, 29))) == [date(2024, 2, 29)]
    assert list(days(last, date(2023, 2, 1), date(2023, 2, 28))) == [date(2023, 2, 23)]
    yearly = Regular("monthly", 3, time(10), time(12), 12, LAST, valid_from=date(2024, 2, 29))
    assert list(days(yearly, date(2024, 1, 1), date(2026, 12, 31))) == [
        date(2024, 2, 29),
        date(2025, 2, 27),
        date(2026, 2, 26),
    ]


def test_a_fortnight_counts_from_the_week_of_the_first_day():
    """Its Wednesday is over by that Friday, so the first comes two weeks later."""
    other = Regular("weekly", 2, time(10), time(11), 2, valid_from=date(2026, 1, 2))
    assert list(days(other, date(2026, 1, 1), date(2026, 1, 31))) == [date(2026, 1, 14), date(2026, 1, 28)]


def test_a_fortnight_goes_on_through_a_year_of_53_weeks():
    other = Regular("weekly", 0, time(10), time(11), 2, valid_from=date(2026, 12, 14))
    assert list(days(other, date(2026, 12, 1), date(2027, 1, 12))) == [
        date(2026, 12, 14),
        date(2026, 12, 28),
        date(2027, 1, 11),
    ]


def test_nothing_is_held_on_public_holidays():
    thursday = Regular("weekly", 3, time(10), time(12))
    found = occurrences([thursday], (), date(2026, 5, 1), date(2026, 5, 31), closed_on=danish_holidays(2026), zone=DK)
    assert [one.starts_at.day for one in found] == [7, 21, 28]


def _told(one_offs, regular=(TUESDAY,), closed=(), since=date(2026, 12, 1), until=date(2026, 12, 15)):
    found = occurrences(regular, one_offs, since, until, closed_on=closed, zone=DK)
    return [(f"{one.starts_at:%d %H}-{one.ends_at:%H}", one.change, one.note) for one in found]


def test_a_time_is_moved_to_another_day_and_hour():
    moved = OneOff("moved", date(2026, 12, 8), time(18), time(20), date(2026, 12, 9), words="Hos Jytte")
    assert _told([moved]) == [("01 14-16", "", ""), ("09 18-20", "moved", "Hos Jytte"), ("15 14-16", "", "")]


def test_a_time_is_moved_within_its_day_or_keeps_its_hours():
    assert _told([OneOff("moved", date(2026, 12, 8), time(10), time(12))])[1] == ("08 10-12", "moved", "")
    assert _told([OneOff("moved", date(2026, 12, 8), moved_to=date(2026, 12, 7))])[1] == ("07 14-16", "moved", "")


def test_a_time_is_moved_into_the_period_and_out_of_it():
    moved_in = OneOff("moved", date(2026, 11, 24), moved_to=date(2026, 12, 2))
    moved_out = OneOff("moved", date(2026, 12, 15), moved_to=date(2026, 12, 16))
    assert [one[0] for one in _told([moved_in, moved_out])] == ["01 14-16", "02 14-16", "08 14-16"]


def test_a_move_away_from_a_closed_day_counts_and_one_of_nothing_does_not():
    closed = [date(2026, 12, 8)]
    away = OneOff("moved", date(2026, 12, 8), moved_to=date(2026, 12, 10))
    nothing = OneOff("moved", date(2026, 12, 9), moved_to=date(2026, 12, 11))
    assert [one[0] for one in _told([away, nothing], closed=closed)] == ["01 14-16", "10 14-16", "15 14-16"]


def test_an_extra_time_is_held_on_a_closed_day_too():
    extra = OneOff("extra", date(2026, 12, 13), time(15), time(17), words="Lucia")
    assert _told([extra], regular=(), closed=[date(2026, 12, 13)]) == [("13 15-17", "extra", "Lucia")]


def test_an_extra_time_that_is_there_already_is_not_there_twice():
    extra = OneOff("extra", date(2026, 12, 8), time(14), time(16), words="Juleafslutning")
    assert _told([extra])[1:2] == [("08 14-16", "extra", "Juleafslutning")]
    assert len(_told([extra])) == 3


def test_what_is_cancelled_falls_away_whatever_put_it_there():
    changes = [
        OneOff("moved", date(2026, 12, 8), moved_to=date(2026, 12, 9)),
        OneOff("extra", date(2026, 12, 9), time(10), time(11)),
        OneOff("cancelled", date(2026, 12, 9)),
    ]
    assert [one[0] for one in _told(changes)] == ["01 14-16", "15 14-16"]


def test_one_of_two_on_a_day_is_cancelled_by_its_start():
    morning = Regular("weekly", 1, time(9), time(11))
    cancelled = OneOff("cancelled", date(2026, 12, 8), of_start=time(9))
    assert [one[0] for one in _told([cancelled], regular=(TUESDAY, morning))] == [
        *("01 09-11", "01 14-16", "08 14-16", "15 09-11", "15 14-16"),
    ]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"freq": "daily"}, "freq"),
        ({"weekday": 7}, "weekday"),
        ({"weekday": -1}, "weekday"),
        ({"interval": 0}, "interval"),
        ({"week_of_month": 1}, "monthly"),
        ({"freq": "monthly"}, "monthly"),
        ({"freq": "monthly", "week_of_month": 5}, "monthly"),
        ({"ends": time(14)}, "end after"),
        ({"ends": time(1)}, "end after"),
        ({"starts": time(14, tzinfo=UTC)}, "time zone"),
        ({"valid_from": date(2026, 2, 1), "valid_until": date(2026, 1, 31)}, "valid_until"),
    ],
)
def test_an_impossible_regular_time_is_refused(wrong, message):
    with pytest.raises(BadSchedule, match=message):
        Regular(**{"freq": "weekly", "weekday": 1, "starts": time(14), "ends": time(16), **wrong})


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "postponed"},
        {"kind": "extra"},
        {"kind": "moved"},
        {"kind": "moved", "starts": time(10)},
        {"kind": "moved", "starts": time(10), "ends": time(9)},
        {"kind": "cancelled", "starts": time(10), "ends": time(11)},
        {"kind": "cancelled", "moved_to": date(2026, 12, 9)},
    ],
)
def test_an_impossible_change_is_refused(wrong):
    with pytest.raises(BadSchedule):
        OneOff(on=date(2026, 12, 8), **wrong)


def test_too_long_a_period_is_refused():
    since = date(2026, 1, 1)
    assert occurrences([TUESDAY], (), since, since + timedelta(days=MOST_DAYS), zone=DK)
    with pytest.raises(TooMuch, match="days"):
        occurrences([TUESDAY], (), since, since + timedelta(days=MOST_DAYS + 1), zone=DK)


def test_too_many_occurrences_are_refused():
    crowd = [Regular("weekly", n % 7, time(n // 7), time(23)) for n in range(20)]
    with pytest.raises(TooMuch, match="occurrences"):
        occurrences(crowd, (), date(2026, 1, 1), date(2030, 12, 31), zone=DK)


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(2026, 1, 2), date(2026, 1, 1)), (date.min, date(1901, 1, 1)), (date(2199, 1, 1), date.max)],
)
def test_an_impossible_period_is_refused(since, until):
    with pytest.raises(BadSchedule, match="period"):
        occurrences([TUESDAY], (), since, until, zone=DK)


@pytest.mark.parametrize(
    ("freq", "interval", "code"),
    [
        ("weekly", 1, "every_week"),
        ("weekly", 2, "every_other_week"),
        ("weekly", 3, "every_n_weeks"),
        ("monthly", 1, "every_month"),
        ("monthly", 2, "every_other_month"),
        ("monthly", 4, "every_n_months"),
    ],
)
def test_how_often_is_a_code(freq, interval, code):
    week = 1 if freq == "monthly" else None
    params = {"weekday": 3, "starts": time(9), "ends": time(10), "interval": interval, "week_of_month": week}
    told = described(Regular(freq, 3, time(9), time(10), interval, week))
    assert (told, told.params) == (Description(code, params), params)


def test_a_rule_in_icalendar_form():
    last = Regular("monthly", 3, time(9), time(10), 2, LAST, valid_until=date(2026, 7, 1))
    assert rrule(TUESDAY) == "FREQ=WEEKLY;BYDAY=TU;WKST=MO"
    assert rrule(last) == "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1TH;WKST=MO;UNTIL=20260701T235959"
    assert rrule(last, DK).endswith("UNTIL=20260701T215959Z")


def test_fields_of_an_hsds_schedule():
    regular = Regular("weekly", 1, time(14), time(16, 30), 2, None, date(2026, 1, 1), date(2026, 6, 30))
    assert hsds(regular) == {
        "freq": "WEEKLY",
        "interval": 2,
        "byday": "TU",
        "wkst": "MO",
        "dtstart": "2026-01-13",
        "valid_from": "2026-01-01",
        "valid_to": "2026-06-30",
        "until": "2026-06-30",
        "opens_at": "14:00",
        "closes_at": "16:30",
    }
    assert hsds(regular, since=date(2026, 1, 14))["dtstart"] == "2026-01-27"
    assert "dtstart" not in hsds(regular, since=date(2026, 7, 1))
