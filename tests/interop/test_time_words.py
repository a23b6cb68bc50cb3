"""Times as people write them."""

import time as clock
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.interop.records import MONTHLY, WEEKLY, ScheduleRecord
from traedesten.interop.time_words import DAY_NAMES, TimesRead, parse_times, time_words

TODAY = date(2026, 3, 1)


def told(phrase: str, on: date | None = TODAY) -> list[str]:
    """The rules in our own words; the whole phrase is understood."""
    read = parse_times(phrase, on)
    assert read.rest == "", phrase
    return [time_words(schedule) for schedule in read.schedules]


@pytest.mark.parametrize(
    ("phrase", "rules"),
    [
        ("tirsdag kl. 14-16", ["tirsdag kl. 14.00-16.00"]),
        ("Tirsdage kl 14.00 – 16.00", ["tirsdag kl. 14.00-16.00"]),
        ("om tirsdagen fra kl. 14 til 16", ["tirsdag kl. 14.00-16.00"]),
        ("tirsdag mellem kl. 14 og 16", ["tirsdag kl. 14.00-16.00"]),
        ("Tirsdag: 14:00-16:00", ["tirsdag kl. 14.00-16.00"]),
        ("tirsdag 1400-1600", ["tirsdag kl. 14.00-16.00"]),
        ("kl. 14-16 hver tirsdag", ["tirsdag kl. 14.00-16.00"]),
        ("tir. 14-16", ["tirsdag kl. 14.00-16.00"]),
        ("tirsdag kl. 14 - ca. 16", ["tirsdag kl. 14.00-16.00"]),
        ("tirsdag kl. 14", ["tirsdag kl. 14.00"]),
        ("tirsdag", ["tirsdag"]),
        ("hver anden onsdag 19.00–21.00", ["hver anden onsdag kl. 19.00-21.00"]),
        ("hver 2. onsdag kl. 19-21", ["hver anden onsdag kl. 19.00-21.00"]),
        ("hver 14. dag om onsdagen kl 19-21", ["hver anden onsdag kl. 19.00-21.00"]),
        ("onsdag kl. 19-21 hver anden uge", ["hver anden onsdag kl. 19.00-21.00"]),
        ("hver 3. uge tirsdag kl 9", ["hver 3. tirsdag kl. 09.00"]),
        ("1. torsdag i måneden kl. 18", ["1. torsdag i måneden kl. 18.00"]),
        ("den første torsdag i hver måned kl. 18", ["1. torsdag i måneden kl. 18.00"]),
        ("hver 1. torsdag i måneden kl. 18", ["1. torsdag i måneden kl. 18.00"]),
        ("første torsdag kl. 18", ["1. torsdag i måneden kl. 18.00"]),
        ("hver 2. onsdag i måneden kl. 13-15", ["2. onsdag i måneden kl. 13.00-15.00"]),
        ("1. og 3. tirsdag i måneden kl. 19-21.30", ["1. og 3. tirsdag i måneden kl. 19.00-21.30"]),
        ("sidste søndag i måneden kl. 14:30", ["sidste søndag i måneden kl. 14.30"]),
        ("den 15. i måneden kl. 10", ["den 15. i måneden kl. 10.00"]),
        ("mandag og onsdag 10-12", ["mandag og onsdag kl. 10.00-12.00"]),
        ("man, ons og fre kl. 10-12", ["mandag og onsdag og fredag kl. 10.00-12.00"]),
        ("mandag-onsdag 9-15", ["mandag og tirsdag og onsdag kl. 09.00-15.00"]),
        ("mandag til onsdag 9-15", ["mandag og tirsdag og onsdag kl. 09.00-15.00"]),
        ("lør-man 9-15", ["mandag og lørdag og søndag kl. 09.00-15.00"]),
        ("weekender kl. 10-14", ["lørdag og søndag kl. 10.00-14.00"]),
        ("mandag-onsdag undtagen tirsdag kl. 9-15", ["mandag og onsdag kl. 09.00-15.00"]),
        ("tirsdag kl. 14-16 og torsdag kl. 10-12", ["tirsdag kl. 14.00-16.00", "torsdag kl. 10.00-12.00"]),
        ("tir 10-12/tor 14-16", ["tirsdag kl. 10.00-12.00", "torsdag kl. 14.00-16.00"]),
        ("mandag kl. 10-12 og 14-16", ["mandag kl. 10.00-12.00", "mandag kl. 14.00-16.00"]),
        ("kl. 14-16 tirsdag, onsdag kl. 10-12", ["tirsdag kl. 14.00-16.00", "onsdag kl. 10.00-12.00"]),
        ("mandag 10-12, tirsdag lukket, onsdag 13-15", ["mandag kl. 10.00-12.00", "onsdag kl. 13.00-15.00"]),
        ("mandag 10-12\nonsdag 13-15", ["mandag kl. 10.00-12.00", "onsdag kl. 13.00-15.00"]),
        ("12. marts 2026 kl. 14-16", ["12.03.2026 kl. 14.00-16.00"]),
        ("12.03.2026 kl. 14", ["12.03.2026 kl. 14.00"]),
        ("12/3-2026 kl. 18", ["12.03.2026 kl. 18.00"]),
        ("d. 12/3 kl. 19", ["12.03.2026 kl. 19.00"]),
        ("tirsdag d. 3. februar kl. 10", ["03.02.2027 kl. 10.00"]),
        ("Tuesdays 2pm-4pm", ["tirsdag kl. 14.00-16.00"]),
        ("every other Wednesday 7-9pm", ["hver anden onsdag kl. 19.00-21.00"]),
        ("first Thursday of the month at 6pm", ["1. torsdag i måneden kl. 18.00"]),
        ("10:00-12:00 Monday to Wednesday", ["mandag og tirsdag og onsdag kl. 10.00-12.00"]),
        ("on Mondays 11am to 1pm", ["mandag kl. 11.00-13.00"]),
    ],
)
def test_a_phrase_is_understood(phrase, rules):
    assert told(phrase) == rules


@pytest.mark.parametrize(
    ("phrase", "rules", "rest"),
    [
        ("efter aftale", [], "efter aftale"),
        ("", [], ""),
        ("50 kr. pr. gang", [], "50 kr. pr gang"),
        ("ring 97 42 00 00", [], "ring 97 42 00 00"),
        ("åben for to personer", [], "åben for to personer"),
        ("2. sal, onsdag kl. 14", ["onsdag kl. 14.00"], "2 sal"),
        ("kom når man har lyst, onsdag kl. 14", ["onsdag kl. 14.00"], "kom når man har lyst"),
        ("fri entré onsdag kl. 14", ["onsdag kl. 14.00"], "fri entré"),
        ("første gang gratis, onsdag kl. 14", ["onsdag kl. 14.00"], "første gang gratis"),
        ("fra 18 år, onsdag kl. 14", ["onsdag kl. 14.00"], "18 år"),
        ("uge 32-40 onsdag kl. 14", ["onsdag kl. 14.00"], "uge 32-40"),
        ("onsdag kl. 14 undtagen i juli", ["onsdag kl. 14.00"], "undtagen juli"),
        ("onsdag kl. 14 fra 1. september til 1. april", ["onsdag kl. 14.00"], "fra 1. september til 1. april"),
        ("fredag kl. 22-02", ["fredag kl. 22.00"], "kl. 22-02"),
        ("onsdag kl. 31", ["onsdag"], "31"),
        ("31.02.2026 kl. 10", [], "31.02.2026"),
    ],
)
def test_what_is_not_understood_is_left_as_words(phrase, rules, rest):
    read = parse_times(phrase, TODAY)
    assert ([time_words(schedule) for schedule in read.schedules], read.rest) == (rules, rest)


@pytest.mark.parametrize(
    ("phrase", "begins"), [("onsdag i lige uger", date(2026, 3, 2)), ("onsdag i ulige uger", date(2026, 2, 23))]
)
def test_even_and_odd_weeks_begin_with_the_next_such_week(phrase, begins):
    assert parse_times(phrase, TODAY).schedules == (ScheduleRecord(WEEKLY, 2, (2,), valid_from=begins),)


def test_without_a_today_even_weeks_and_dates_without_a_year_stay_words():
    assert parse_times("onsdag i lige uger").rest == "i lige uger"
    assert parse_times("d. 12/3 kl. 19") == TimesRead((), "12/3")


clocks = st.times().map(lambda at: time(at.hour, at.minute))


@st.composite
def rules(draw):
    starts, ends = sorted([draw(clocks), draw(clocks)])
    times = {"starts": starts, "ends": ends if ends > starts and draw(st.booleans()) else None}
    if draw(st.booleans()):
        times = {}
    weekdays = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))
    kind = draw(st.sampled_from(["weekly", "monthly", "days", "once"]))
    if kind == "weekly":
        return ScheduleRecord(WEEKLY, draw(st.integers(1, 5)), weekdays, **times)
    if kind == "days":
        return ScheduleRecord(MONTHLY, month_days=(draw(st.integers(1, 31)),), **times)
    if kind == "once":
        return ScheduleRecord(on=draw(st.dates(date(2000, 1, 1), date(2099, 12, 31))), **times)
    weeks = sorted(draw(st.sets(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1)), key=lambda week: (week < 0, week))
    return ScheduleRecord(MONTHLY, weekdays=weekdays, weeks=tuple(weeks), **times)


@settings(deadline=None, max_examples=150)
@given(rules())
def test_our_own_words_are_understood_again(rule):
    assert parse_times(time_words(rule)) == TimesRead((rule,), "")


JOINTS = (
    "kl.|14-16|10.30|hver|anden|1.|sidste|i måneden|og|-|,|undtagen|;|lukket|d. 5/6|lige uger|man|fra|til|uge 7|2pm"
)
parts = st.sampled_from([*DAY_NAMES, *JOINTS.split("|"), "12.12.2026", "år", "½", "\n"])


@settings(deadline=None, max_examples=150)
@given(st.lists(parts | st.text(max_size=4), max_size=15).map(" ".join))
def test_anything_may_be_typed(phrase):
    for rule in parse_times(phrase, TODAY).schedules:
        assert rule.on or rule.weekdays or rule.month_days
        assert rule.ends is None or rule.ends > rule.starts or rule.ends == time()
        assert all(0 <= day <= 6 for day in rule.weekdays)
        assert all(week in (1, 2, 3, 4, 5, -1) for week in rule.weeks)


@pytest.mark.parametrize("part", ["1", "mandag og ", "kl. ", "1. ", "fra ", "1-", "12/", "- ", "a"])
def test_a_long_phrase_takes_no_time(part):
    begun = clock.process_time()
    parse_times(part * 100_000, TODAY)
    assert clock.process_time() - begun < 0.5
