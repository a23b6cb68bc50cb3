"""Shapes of HSDS and ORUK, texts and values made regular, and bounded memory."""

import io
import json
import tracemalloc
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.interop.feeds import codes, offer, read, service
from traedesten.interop import clean, hsds, oruk
from traedesten.interop.records import ContactRecord, ForeignTerm, OfferRecord, Reading, ScheduleRecord


def feed_of(count: int) -> bytes:
    """A page of offers."""
    items = (service(id=f"s{number}", description="<p>Vi strikker.</p>") for number in range(count))
    return b'{"total_pages": 1, "contents": [' + b",".join(json.dumps(item).encode() for item in items) + b"]}"


def peak_of(count: int) -> int:
    """Bytes in use at the most while a feed of so many offers is read."""
    file = io.BytesIO(feed_of(count))
    tracemalloc.start()
    try:
        assert sum(isinstance(it.record, OfferRecord) for it in hsds.read(file)) == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_memory_grows_by_identities_alone():
    small, large = peak_of(500), peak_of(10_000)
    assert (large - small) / 9_500 < 300
    assert large < 6_000_000


@pytest.mark.parametrize("key", ["contents", "content", "services", "data"])
def test_pages_lists_lines_and_single_ones_are_read_alike(key):
    one, lines = service(), f"{json.dumps(service())}\n{json.dumps(service(id='b'))}\n"
    expected = read(one)
    assert (
        read([one])
        == read({key: [one], "total_pages": 1})
        == read({"page": 1, "x": {"y": []}, key: [one]})
        == expected
    )
    assert [it.record.source_id for it in read(lines)][1:] == [service()["id"], "b"]
    assert read(one | {"languages": []}) == expected


def test_an_organisation_with_its_offers_inside_is_read():
    reads = read(
        {
            "id": "o",
            "name": "Foreningen",
            "website": "x.dk",
            "services": [{"id": "s", "name": "Kor", "status": "active"}],
        }
    )
    assert [it.record.name for it in reads] == ["Foreningen", "Kor"]
    assert (reads[0].record.url, reads[1].record.organisation_id) == ("https://x.dk", "o")


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ({"freq": "weekly", "byday": "Monday, WE"}, [ScheduleRecord("WEEKLY", 1, (0, 2))]),
        ({"byday": ["MO", "TU"]}, [ScheduleRecord("WEEKLY", 1, (0, 1))]),
        ({"freq": "DAILY"}, [ScheduleRecord("WEEKLY", 1, (0, 1, 2, 3, 4, 5, 6))]),
        (
            {"freq": "WEEKLY", "dtstart": "2026-01-06"},
            [ScheduleRecord("WEEKLY", 1, (1,), valid_from=date(2026, 1, 6))],
        ),
        (
            {"freq": "MONTHLY", "byday": "1MO,3TH"},
            [ScheduleRecord("MONTHLY", 1, (0,), (1,)), ScheduleRecord("MONTHLY", 1, (3,), (3,))],
        ),
        ({"freq": "MONTHLY", "byday": "-1FR"}, [ScheduleRecord("MONTHLY", 1, (4,), (-1,))]),
        ({"freq": "MONTHLY", "bymonthday": "2,3"}, [ScheduleRecord("MONTHLY", month_days=(2, 3))]),
        (
            {"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-01-06", "count": 3},
            [ScheduleRecord("WEEKLY", 1, (1,), valid_from=date(2026, 1, 6), valid_to=date(2026, 1, 20))],
        ),
        (
            {"freq": "WEEKLY", "dtstart": "2026-01-06", "count": 1, "opens_at": "10:00"},
            [ScheduleRecord(on=date(2026, 1, 6), starts=time(10))],
        ),
        ({"valid_from": "2026-01-06", "valid_to": "2026-01-06"}, [ScheduleRecord(on=date(2026, 1, 6))]),
        ({"rrule": "RRULE:FREQ=WEEKLY;BYDAY=TU,TH"}, [ScheduleRecord("WEEKLY", 1, (1, 3))]),
        ({"rrule": "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2", "byday": "MO"}, [ScheduleRecord("WEEKLY", 2, (0,))]),
        ({"rrule": "hver tirsdag"}, []),
        ({"description": "Efter aftale"}, [ScheduleRecord(words="Efter aftale")]),
        ({"id": "x"}, []),
    ],
)
def test_schedules_become_rules(schedule, expected):
    assert list(offer(schedules=[schedule]).record.schedules) == expected


def test_a_rule_that_is_no_rule_is_said():
    odd = [{"freq": "YEARLY"}, {"freq": "WEEKLY"}, {"freq": "MONTHLY"}, {"freq": "WEEKLY", "byday": "XX"}]
    found = [code for _, code in codes(offer(schedules=odd))]
    assert found == ["unknown_frequency", "missing_weekday", "missing_month_day", "bad_weekday"]


def test_a_term_of_ours_is_a_theme_and_a_foreign_one_is_kept():
    term = {"id": "t9", "name": "Sport > Dancing", "taxonomy": "SNOMED"}
    own = hsds.term_json("food.coffee", hsds.Publisher(on=date(2026, 1, 1)))
    found = offer(attributes=[{"taxonomy_term": term}, {"taxonomy_term": own}]).record
    assert found.themes == ("movement.dance", "food.coffee")
    assert found.terms == (ForeignTerm("t9", "Sport > Dancing", "SNOMED"),)


def test_a_source_may_have_its_own_table_of_themes():
    table = Reading(themes={"t9": "faith", "noget andet": "digital"})
    terms = [{"taxonomy_term": {"id": "t9", "name": "x"}}, {"taxonomy_term": {"id": "t8", "name": "Noget  Andet"}}]
    assert read(service(attributes=terms), table)[-1].record.themes == ("digital", "faith")


def test_several_prices_become_words():
    options = [{"option": "Unge", "amount": 20, "currency": "DKK"}, {"option": "Andre", "amount": 50}]
    found = offer(cost_options=options)
    assert (found.record.price, found.record.price_words) == (None, "Unge 20 DKK\nAndre 50")
    assert codes(found) == [("cost_options", "several_prices")]


OLD = {
    "id": "s1",
    "name": "Kor",
    "organization": {"id": "o1", "name": "Foreningen", "url": "www.forening.dk"},
    "eligibilitys": [{"eligibility": "Alle voksne", "minimum_age": 18, "maximum_age": 0}],
    "service_taxonomys": [{"taxonomy": {"id": "t1", "name": "Choirs", "vocabulary": "esd"}}],
    "languages": [{"language": "Danish"}],
    "contacts": [{"name": "Anna", "phones": [{"number": "97420000"}]}],
    "cost_options": [{"amount": 35, "amount_description": "hver gang"}],
    "regular_schedules": [{"freq": "WEEKLY", "byday": "TU", "opens_at": "19:00:00", "closes_at": "21:00:00"}],
    "holiday_schedules": [
        {"closed": True, "start_date": "2026-12-22", "end_date": "2026-12-23"},
        {"closed": False, "open_at": "10:00", "closes_at": "12:00", "start_date": "2026-12-19"},
    ],
    "service_at_locations": [
        {
            "location": {
                "id": "l1",
                "name": "Huset",
                "physical_addresses": [{"address_1": "Nygade 1", "city": "Holstebro", "postal_code": "DK-7500"}],
                "accessibility_for_disabilities": [{"accessibility": "Ramp"}],
            },
            "regular_schedule": [{"freq": "MONTHLY", "byday": "1SA"}],
        }
    ],
    "pc_metadata": {"date_modified": "2026-01-02", "date_assured": "2026-01-03"},
}


def test_all_parts_of_an_older_feed_are_read():
    page = {"totalElements": 1, "totalPages": 1, "number": 1, "content": [OLD]}
    reads = list(oruk.read(io.BytesIO(json.dumps(page).encode())))
    found, closed = reads[1].record, (date(2026, 12, 22), date(2026, 12, 23))
    assert codes(reads) == [] and oruk.is_oruk(OLD) and not oruk.is_oruk(service())
    assert reads[0].record.url == "https://www.forening.dk"
    assert (found.minimum_age, found.maximum_age, found.eligibility) == (18, None, "Alle voksne")
    assert (found.themes, found.languages, found.price) == (("music.choir",), ("da",), 35)
    assert (found.contacts, found.phone) == ((ContactRecord("Anna", phone="+4597420000"),), "+4597420000")
    assert (found.assured_on, found.modified_at) == (date(2026, 1, 3), datetime(2026, 1, 2, tzinfo=UTC))
    assert (found.places[0].postcode, found.places[0].access_notes) == ("7500", "Ramp")
    assert found.schedules == (
        ScheduleRecord("WEEKLY", 1, (1,), starts=time(19), ends=time(21), cancelled=closed),
        ScheduleRecord(on=date(2026, 12, 19), starts=time(10), ends=time(12)),
        ScheduleRecord("MONTHLY", 1, (5,), (1,), cancelled=closed, place_id="l1"),
    )


@pytest.mark.parametrize("odd", [None, 7, "x", [], {}, [7], [None], {"a": 1}])
def test_odd_values_in_an_older_feed_never_stop_it(odd):
    names = OLD.keys() - {"id", "name"}
    assert [
        it.record.name for it in oruk.read(io.BytesIO(json.dumps([{**OLD, **dict.fromkeys(names, odd)}]).encode()))
    ]
    link = {"location": {"physical_addresses": odd, "accessibility_for_disabilities": odd}, "regular_schedule": odd}
    item = {**OLD, "service_at_locations": [link], "holiday_schedules": [{"closed": odd, "start_date": odd}]}
    assert list(oruk.read(io.BytesIO(json.dumps([item]).encode())))[-1].record.name == "Kor"


@pytest.mark.parametrize(
    ("page", "following"),
    [
        ({"total_pages": 3, "page_number": 1, "contents": [1]}, "https://x.dk/services?a=b&page=2"),
        ({"totalPages": 3, "number": 1, "content": []}, "https://x.dk/services?a=b&page=2"),
        ({"total_pages": 1, "page_number": 1}, None),
        ({"total_pages": 3, "last_page": True}, None),
        ({"total_pages": 3, "empty": True}, None),
        ({"next": "/services?cursor=7"}, "https://x.dk/services?cursor=7"),
        ({"next": "https://evil.example/services"}, None),
        ({"links": {"next": "/services?cursor=7", "self": "x"}, "data": []}, "https://x.dk/services?cursor=7"),
        ({"_links": {"next": {"href": "/services?cursor=7"}}}, "https://x.dk/services?cursor=7"),
        (
            {"meta": {"total_pages": 3, "current_page": 1}, "data": [{"total_pages": 9}]},
            "https://x.dk/services?a=b&page=2",
        ),
        (
            {"result": {"page": {"total_pages": 3, "page_number": 1, "contents": []}}},
            "https://x.dk/services?a=b&page=2",
        ),
        ({"contents": [{"total_pages": 3, "next": "/x"}], "other": {"total_pages": 3}}, None),
        ({"next": "https://x.dk/services?a=b"}, None),
        ([], None),
    ],
)
def test_the_next_page_is_found_on_the_same_host_only(page, following):
    assert hsds.next_page("https://x.dk/services?a=b", json.dumps(page).encode()) == following


def test_a_later_page_counts_on_from_its_address():
    page = json.dumps({"total_pages": 3, "page_number": 1}).encode()
    assert hsds.next_page("https://x.dk/?page=2", page) == "https://x.dk/?page=3"
    assert hsds.next_page("https://x.dk/?page=3", page) is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>Hej&nbsp;<b>du</b></p><p>Kom!</p>", "Hej du\n\nKom!"),
        ("<ul><li>En</li><li>To</li></ul>", "– En\n\n– To"),
        ("a < b & c > d", "a < b & c > d"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;ok", "ok"),
        ("&amp;lt;b&amp;gt;fed&amp;lt;/b&amp;gt;", "fed"),
        ("<scr<script>x</script>ipt>y", "xipt>y"),
        ("<style>p{}</style><!-- x -->tekst<!-- uden slut", "tekst"),
        ("Skriv til Anna <anna@x.dk>", "Skriv til Anna anna@x.dk"),
        ("\u202eevil\u202c\u0000\u200b\ufeff ok\u00ad", "evil ok"),
        ("linje\r\nto\rtre", "linje\nto\ntre"),
        ("<img src=x onerror=alert(1)", "img src=x onerror=alert(1)"),
    ],
)
def test_text_is_made_plain(text, plain):
    assert clean.plain_text(text) == plain


@given(st.text() | st.lists(st.sampled_from("<>&;/!-ab \n'\"&lt;&gt;&amp;<b><script></script>\u200b")).map("".join))
def test_plain_text_stays_as_it_is(text):
    once = clean.plain_text(text)
    assert clean.plain_text(once) == once
    assert "<script" not in once.lower()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("97 42 00 00", "+4597420000"),
            ("Tlf.: 97420000 (Anna)", "+4597420000"),
            ("0045 97-42-00-00", "+4597420000"),
        ),
        *(("+44 1724 296969", "+441724296969"), ('"97420000"', "+4597420000")),
    ],
)
def test_telephone_numbers_are_made_regular(text, number):
    assert clean.phone(text, "DK") == number


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.forening.dk", "https://www.forening.dk"),
        ("http:/forening.dk/å b", "http://forening.dk/%C3%A5%20b"),
        ("HTTPS://Ærø.dk", "https://xn--r-3fa9c.dk"),
        ("forening.dk:8080/x?a=1#b", "https://forening.dk:8080/x?a=1#b"),
    ],
)
def test_addresses_are_made_regular(text, address):
    assert clean.url(text) == address


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "ingen", "http://", "a b.dk", "x@y.dk", "//[", "ftp://x.dk"]
)
def test_what_is_no_address_is_unclear(text):
    with pytest.raises(clean.Unclear, match="bad_url"):
        clean.url(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [*(("1.250,50", "1250.50"), ("1,250.50", "1250.50"), ("12,50", "12.50"), ("kr. 50,-", "50"), ("1.000", "1000"))],
)
def test_numbers_are_read_as_danes_and_britons_write_them(text, number):
    assert str(clean.number(text)) == number
