"""Times from calendar feeds."""

import time as clock
from datetime import date, time

import pytest

from traedesten.interop.calendars import LARGEST, MOST_SINGLE, read_calendar
from traedesten.interop.records import MONTHLY, WEEKLY, EventRecord, Refusal, ScheduleRecord

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 1)


def calendar(*events: str) -> bytes:
    """A feed of events, each a text of lines parted by "|"."""
    inside = "".join(f"BEGIN:VEVENT|{event}|END:VEVENT|" for event in events)
    return f"BEGIN:VCALENDAR|VERSION:2.0|PRODID:-//x//EN|{inside}END:VCALENDAR|".replace("|", "\r\n").encode()


def times(*events: str) -> list[ScheduleRecord]:
    """The schedules of every event."""
    reads = read_calendar(calendar(*events), FIRST, LAST)
    return [schedule for read in reads if read.record for schedule in read.record.schedules]


def warned(event: str) -> list[tuple[str, str]]:
    reads = read_calendar(calendar(event), FIRST, LAST)
    return [(warning.field, warning.code) for read in reads for warning in read.warnings]


def event(rule: str, starts: str = "20260106T140000", more: str = "") -> str:
    return f"UID:1|SUMMARY:Strik|DTSTART;TZID=Europe/Copenhagen:{starts}|RRULE:{rule}{more}"


def weekly(*days: int, **fields) -> ScheduleRecord:
    return ScheduleRecord(WEEKLY, weekdays=days, starts=time(14), valid_from=date(2026, 1, 6), **fields)


def monthly(**fields) -> ScheduleRecord:
    return ScheduleRecord(MONTHLY, starts=time(14), valid_from=date(2026, 1, 6), **fields)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY", weekly(1)),
        ("FREQ=WEEKLY;BYDAY=TU,TH", weekly(1, 3)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", weekly(1, interval=2)),
        ("FREQ=WEEKLY;UNTIL=20260301T000000Z", weekly(1, valid_to=date(2026, 3, 1))),
        ("FREQ=WEEKLY;COUNT=3", weekly(1, valid_to=date(2026, 1, 20))),
        ("FREQ=DAILY", weekly(0, 1, 2, 3, 4, 5, 6)),
        ("FREQ=MONTHLY", monthly(month_days=(6,))),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", monthly(month_days=(-1,))),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", monthly(weekdays=(1,), weeks=(1, 3))),
        ("FREQ=MONTHLY;BYDAY=-1FR", monthly(weekdays=(4,), weeks=(-1,))),
    ],
)
def test_weekly_and_monthly_rules_stay_rules_even_without_an_end(rule, expected):
    assert times(event(rule)) == [expected]


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        ("FREQ=DAILY;INTERVAL=20", ["01-06", "01-26", "02-15"]),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", ["01-30", "02-27"]),
        ("FREQ=MONTHLY;BYDAY=1TU,3WE", ["01-06", "01-21", "02-03", "02-18"]),
        ("FREQ=YEARLY", ["01-06"]),
        ("FREQ=DAILY;INTERVAL=2;COUNT=2", ["01-06", "01-08"]),
        ("FREQ=DAILY;BYMONTH=1;BYMONTHDAY=9,-1", ["01-09", "01-31"]),
        ("FREQ=WEEKLY;BYMONTH=2;INTERVAL=2", ["02-03", "02-17"]),
    ],
)
def test_other_rules_become_the_dates_of_the_window(rule, dates):
    found = times(event(rule))
    assert [f"{schedule.on:%m-%d}" for schedule in found] == dates
    assert {schedule.starts for schedule in found} == {time(14)}


def test_left_out_dates_are_cancelled_and_moved_ones_given_beside():
    more = "|EXDATE;TZID=Europe/Copenhagen:20260113T140000|RDATE;TZID=Europe/Copenhagen:20260206T140000"
    moved = (
        "UID:1|RECURRENCE-ID;TZID=Europe/Copenhagen:20260120T140000|DTSTART;TZID=Europe/Copenhagen:20260121T150000"
    )
    assert times(event("FREQ=WEEKLY", more=more), moved) == [
        weekly(1, cancelled=(date(2026, 1, 13), date(2026, 1, 20))),
        ScheduleRecord(on=date(2026, 2, 6), starts=time(14)),
        ScheduleRecord(on=date(2026, 1, 21), starts=time(15)),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART:20260110T130000Z|DTEND:20260110T150000Z", (time(14), time(16))),
        ("DTSTART:20260110T140000|DURATION:PT90M", (time(14), time(15, 30))),
        ("DTSTART;TZID=Romance Standard Time:20260110T140000", (time(14), None)),
        ("DTSTART;VALUE=DATE:20260110|DTEND;VALUE=DATE:20260111", (None, None)),
        ("DTSTART:20260110T220000|DTEND:20260111T020000", (time(22), None)),
    ],
)
def test_a_single_event_has_its_wall_clock_times(lines, expected):
    found = times(f"UID:1|SUMMARY:x|{lines}")
    assert [(schedule.on, schedule.starts, schedule.ends) for schedule in found] == [(date(2026, 1, 10), *expected)]


def test_what_is_over_far_away_or_cancelled_is_left_out():
    old, far = "UID:1|DTSTART:20250101T100000", "UID:2|DTSTART:20300101T100000"
    off = "UID:3|STATUS:CANCELLED|DTSTART:20260110T100000"
    assert times(old, far, off, event("FREQ=WEEKLY;UNTIL=20251231T000000Z", "20250101T100000")) == []


def test_texts_are_made_plain():
    lines = "UID:1|SUMMARY:Kor<script>x</script>|DESCRIPTION:<p>Hej</p>|LOCATION:Nygade 1\\, Holstebro"
    read = next(read_calendar(calendar(f"{lines}|URL:javascript:x|DTSTART:20260110T100000"), FIRST, LAST))
    single = (ScheduleRecord(on=date(2026, 1, 10), starts=time(10)),)
    assert read.record == EventRecord("1", "Kor", "Hej", "Nygade 1, Holstebro", "", single)


def test_an_event_without_an_identity_gets_one_that_stays():
    first, second = (
        next(read_calendar(calendar("SUMMARY:x|DTSTART:20260110T100000"), FIRST, LAST)) for _ in range(2)
    )
    assert first == second and first.record.source_id


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("UID:1|DTSTART:2026", ("DTSTART", "bad_date")),
        ("UID:1|SUMMARY:x", ("DTSTART", "bad_date")),
        (event("FREQ=SECONDLY"), ("RRULE", "unknown_frequency")),
        (event("FREQ=HVER UGE"), ("RRULE", "unknown_frequency")),
        (event("FREQ=DAILY;INTERVAL=2", "00010101T100000"), ("DTSTART", "bad_date")),
    ],
)
def test_a_broken_event_is_said(lines, fault):
    assert warned(lines) == [fault]


def test_a_rule_of_countless_dates_is_limited():
    reads = list(read_calendar(calendar(event("FREQ=DAILY;INTERVAL=2")), FIRST, date(2100, 1, 1)))
    assert len(reads[0].record.schedules) == MOST_SINGLE
    assert [warning.code for warning in reads[0].warnings] == ["too_many"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYDAY=MO;BYSETPOS=300",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=MONTHLY;INTERVAL=0;BYMONTH=1",
        "FREQ=WEEKLY;BYMONTH=13",
        "FREQ=DAILY;COUNT=99999999;INTERVAL=2",
        "FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=60;COUNT=1000",
    ],
)
def test_a_rule_that_never_happens_takes_no_time(rule):
    begun = clock.process_time()
    times(event(rule, "19710101T100000"))
    assert clock.process_time() - begun < 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<html></html>", "html"),
        (b"hello", "not_a_calendar"),
        (calendar("UID:1")[:-20], "truncated"),
        (b"BEGIN:VCALENDAR" + b" " * LARGEST, "calendar_too_large"),
    ],
)
def test_a_feed_that_is_none_is_refused(content, reason):
    with pytest.raises(Refusal, match=reason):
        list(read_calendar(content, FIRST, LAST))


@pytest.mark.parametrize("seed", range(40))
def test_a_mangled_feed_never_breaks_the_reader(seed):
    import random

    chance = random.Random(seed)
    whole = calendar(event("FREQ=WEEKLY;BYDAY=TU", more="|EXDATE:20260113T140000"), "UID:2|DTSTART:20260110T100000")
    content = bytearray(whole)
    for _ in range(4):
        content[chance.randrange(len(content))] = chance.randrange(32, 127)
    try:
        list(read_calendar(bytes(content), FIRST, LAST))
    except Refusal as refusal:
        assert refusal.reason in ("not_a_calendar", "truncated")
