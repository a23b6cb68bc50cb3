"""Feeds from the open net: fetched with care, read tolerantly, and refused whole when they cannot be read on."""

import json
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import httpx
import pytest
from openpyxl import Workbook

from tests.features.test_sources import a_source, boss, clock, counts, read, take  # noqa: F401
from tests.interop.feeds import shared
from traedesten.interop.records import Refusal
from traedesten.offers.models import Offer
from traedesten.sources import actions, fetching, queries, tasks, wording
from traedesten.sources.models import ImportBatch, ImportRun

PUBLIC = "93.184.216.34"
ADDRESS = "https://feed.example/services"


def a_feed(*services, **page) -> bytes:
    return json.dumps({"contents": list(services), **page}).encode()


def an_item(number, **fields) -> dict:
    item = {"id": f"s{number}", "name": f"Kor {number}", "status": "active", "description": "Vi synger."}
    return item | {"organization": {"id": "o1", "name": "Sangerne"}} | fields


@pytest.fixture
def net(monkeypatch):
    """The open net: what lies at which address, and which number a host has."""
    answers, numbers, asked = {}, {}, []

    def answer(request):
        address = f"{request.url.scheme}://{request.headers['host']}{request.url.raw_path.decode()}"
        asked.append((address, request.url.host, request.extensions["sni_hostname"]))
        found = answers.get(address, httpx.Response(404))
        return found() if callable(found) else found

    monkeypatch.setattr(fetching, "_numbers", lambda host, port: numbers.get(host, [PUBLIC]))
    real = fetching._client

    def client():
        made = real()
        made._transport = httpx.MockTransport(answer)
        return made

    monkeypatch.setattr(fetching, "_client", client)
    return type("Net", (), {"answers": answers, "numbers": numbers, "asked": asked})


def at(net, content: bytes, address=ADDRESS, **words):
    net.answers[address] = lambda: httpx.Response(200, content=content, **words)


def fetched(address=ADDRESS) -> list[bytes]:
    return [content for _kind, content in fetching.pages(address)]


def refused(address=ADDRESS) -> str:
    with pytest.raises(Refusal) as refusal:
        fetched(address)
    return refusal.value.reason


# --- fetching ------------------------------------------------------------------------------------------------------


def test_a_feed_is_asked_at_the_number_that_was_looked_at(net):
    at(net, a_feed(an_item(1)))
    assert len(fetched()) == 1
    assert net.asked == [(ADDRESS, PUBLIC, "feed.example")]


def test_its_pages_are_followed_to_the_last(net):
    at(net, a_feed(an_item(1), page_number=1, total_pages=2))
    at(net, a_feed(an_item(2), page_number=2, total_pages=2), ADDRESS + "?page=2")
    assert len(fetched()) == 2


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.0.0.8", "192.168.1.1", "172.16.0.1", "169.254.169.254", "192.0.2.1"),
        *("100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1"),
    ],
)
def test_a_closed_net_is_not_asked(net, number):
    net.numbers["feed.example"] = [PUBLIC, number]
    at(net, a_feed(an_item(1)))
    assert (refused(), net.asked) == ("private_address", [])


def test_a_redirect_into_a_closed_net_is_not_followed(net):
    net.numbers["inside.example"] = ["10.0.0.8"]
    net.answers[ADDRESS] = lambda: httpx.Response(302, headers={"location": "http://inside.example/secret"})
    assert (refused(), len(net.asked)) == ("private_address", 1)


def test_a_redirect_on_the_open_net_is_followed(net):
    net.answers[ADDRESS] = lambda: httpx.Response(301, headers={"location": "/v3/services"})
    at(net, a_feed(an_item(1)), "https://feed.example/v3/services")
    assert len(fetched()) == 1


def test_redirects_in_a_ring_come_to_an_end(net):
    net.answers[ADDRESS] = lambda: httpx.Response(302, headers={"location": ADDRESS})
    assert refused() == "no_answer"
    assert len(net.asked) == fetching.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://feed.example/", "https://", "http://a:b@feed.example/"]
)
def test_only_addresses_of_the_net_are_asked(net, address):
    assert (refused(address), net.asked) == ("bad_address", [])


def test_a_gigantic_feed_is_broken_off_while_it_streams(net, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 1_000_000)
    sent = Counter()

    def endless():
        while True:
            sent["parts"] += 1
            yield b" " * 65_536

    net.answers[ADDRESS] = lambda: httpx.Response(200, content=endless())
    assert refused() == "too_large"
    assert sent["parts"] < 20


def test_pages_together_have_a_limit(net, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 3_000)
    for page in range(1, 9):
        content = a_feed(an_item(page, description="x" * 900), page_number=page, total_pages=9)
        at(net, content, ADDRESS + (f"?page={page}" if page > 1 else ""))
    assert refused() == "too_large"


def test_pages_that_point_in_a_ring_are_refused(net):
    at(net, a_feed(an_item(1), next_page=ADDRESS + "?page=2"))
    at(net, a_feed(an_item(2), next_page=ADDRESS), ADDRESS + "?page=2")
    assert refused() == "cyclic"


def test_a_feed_that_is_gone_or_silent_is_told_apart(net):
    assert refused() == "not_found"
    net.answers[ADDRESS] = lambda: httpx.Response(503)
    assert refused() == "no_answer"

    def silent():
        raise httpx.ReadTimeout("late")

    net.answers[ADDRESS] = silent
    assert refused() == "no_answer"


# --- bad feeds -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "reason"),
    [(b"<!doctype html><title>Login</title>", "html"), (a_feed(an_item(2))[:-30], "truncated"), (b"", "empty")],
)
def test_a_feed_that_breaks_on_its_second_page_leaves_nothing(boss, net, second, reason):  # noqa: F811
    at(net, a_feed(an_item(1), next_page=ADDRESS + "?page=2"))
    at(net, second, ADDRESS + "?page=2")
    run = read(boss, a_source(boss, b"", url=ADDRESS))
    assert (run.state, run.refusal) == ("refused", reason)
    assert (run.counts, ImportBatch.objects.count(), Offer.objects.count()) == ({}, 0, 0)


@pytest.mark.parametrize(
    "reason", ["html", "truncated", "not_json", "too_large", "cyclic", "not_found", "wrong_kind"]
)
def test_a_feed_that_has_gone_bad_takes_nothing_away(boss, net, monkeypatch, reason):  # noqa: F811
    at(net, a_feed(an_item(1), an_item(2)))
    source = a_source(boss, b"", url=ADDRESS)
    take(boss, source)
    before = dict(Offer.objects.values_list("name", "version"))
    bad = {
        "html": b"<!doctype html><p>Vi er flyttet",
        "truncated": a_feed(an_item(1, name="Nyt navn"), an_item(3))[:-40],
        "not_json": b'{"contents": [{"id": 1,,}]}',
        "too_large": a_feed(an_item(1, name="Nyt navn"), an_item(3, description="x" * 5_000)),
        "cyclic": a_feed(an_item(1, name="Nyt navn"), next_page=ADDRESS + "?page=2"),
        "wrong_kind": b'{"version": "3.0", "openapi_url": "x"}',
    }
    if reason == "too_large":
        monkeypatch.setattr(fetching, "LARGEST", 4_000)
    if reason == "not_found":
        net.answers.clear()
    else:
        at(net, bad[reason])
    at(net, a_feed(an_item(2), next_page=ADDRESS), ADDRESS + "?page=2")
    run = read(boss, source)
    assert (run.state, run.refusal, run.batches.count()) == ("refused", reason, 0)
    assert dict(Offer.objects.values_list("name", "version")) == before
    assert wording.REFUSALS[run.refusal] in wording.REFUSALS.values()


def test_records_that_are_wrong_are_told_and_the_others_taken(boss, net):  # noqa: F811
    ring = {"id": "o2", "name": "Ringen", "parent_organization_id": "o2"}
    services = [
        an_item(1, description="<p>Kom <script>alert(1)</script>med</p>"),
        an_item(1, name="Igen"),
        an_item(2, organization={"id": "o9"}),
        an_item(3, assured_date="31. februar", schedules=[{"freq": "WEEKLY", "byday": "MO", "valid_from": "nej"}]),
        an_item(4, organization=ring),
        {"id": "s5", "description": "uden navn", "status": "active"},
        "slet ikke noget",
    ]
    at(net, a_feed(*services))
    run = take(boss, a_source(boss, b"", url=ADDRESS))
    assert counts(run) == {"new": 4, "skipped": 3}
    told = {code for row in queries.records(run, 0) for _field, code, _value in row["warnings"]}
    assert {"script_removed", "duplicate_id", "missing_organisation", "bad_date", "missing_name"} <= told
    assert {"not_an_offer", "times_left_out"} <= told and "cyclic" in run.warnings
    assert Offer.objects.get(name="Kor 1").about == "Kom med"


def test_the_same_identifier_on_two_pages_is_one_offer(boss, net):  # noqa: F811
    at(net, a_feed(an_item(1), next_page=ADDRESS + "?page=2"))
    at(net, a_feed(an_item(1, name="Andet navn"), an_item(2)), ADDRESS + "?page=2")
    run = take(boss, a_source(boss, b"", url=ADDRESS))
    assert counts(run) == {"new": 2, "skipped": 1}
    assert sorted(Offer.objects.values_list("name", flat=True)) == ["Kor 1", "Kor 2"]


def test_a_civil_registration_number_is_taken_out(boss):  # noqa: F811
    run = take(boss, a_source(boss, "Navn;Beskrivelse\nKor;Ring til 010203-1234\n"))
    assert Offer.objects.get().about == "Ring til ***********"
    assert run.warnings["cpr_removed"] == 1


def test_a_calendar_whose_rule_has_no_end_is_a_time_that_comes_again(boss, net):  # noqa: F811
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "SUMMARY:Fællessang"]
    lines += ["DTSTART:20260106T180000", "DTEND:20260106T200000", "RRULE:FREQ=WEEKLY", "LOCATION:Kirken"]
    at(net, "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]).encode())
    run = take(boss, a_source(boss, b"", url=ADDRESS))
    song = Offer.objects.get()
    assert (run.source.kind, song.name, song.place) == ("ical", "Fællessang", "Kirken")
    assert [(time.weekday, time.valid_until) for time in song.times.all()] == [(1, None)]


def test_a_rule_without_end_every_minute_is_left_out(boss, net):  # noqa: F811
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "SUMMARY:Hvert minut"]
    lines += ["DTSTART:20200106T180000", "DTEND:20200106T183000", "RRULE:FREQ=MINUTELY"]
    at(net, "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]).encode())
    run = take(boss, a_source(boss, b"", url=ADDRESS))
    assert (run.state, counts(run), Offer.objects.count()) == ("done", {"skipped": 1}, 0)


def test_a_workbook_is_a_table(boss):  # noqa: F811
    book, file = Workbook(), BytesIO()
    for row in (["Navn", "Sted"], ["Strikkecafé", "Biblioteket"]):
        book.active.append(row)
    book.save(file)
    run = take(boss, a_source(boss, file.getvalue()))
    assert (run.source.kind, Offer.objects.get().place) == ("csv", "Biblioteket")


def test_a_package_of_tables_is_tabular_hsds(boss):  # noqa: F811
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("organization.csv", "id,name\no1,Sangerne\n")
        package.writestr("service.csv", "id,organization_id,name,status\ns1,o1,Kor,active\n")
    run = take(boss, a_source(boss, file.getvalue()))
    assert (run.source.kind, Offer.objects.get().organisation.name) == ("tabular", "Sangerne")


# --- whole feeds, by night -----------------------------------------------------------------------------------------


def test_the_feed_of_north_lincolnshire_is_imported_wholly(boss):  # noqa: F811
    content = shared("feed-north-lincolnshire-2024-12.json").read_bytes()
    source = a_source(boss, content)
    run = take(boss, source)
    services = json.loads(content)
    services = services if isinstance(services, list) else services.get("content", services.get("contents"))
    assert run.source.kind == "oruk"
    assert sum(run.counts.values()) == len(services)
    assert run.counts["new"] == Offer.objects.count() > 700
    assert [code for code in run.warnings if code not in wording.WARNINGS] == []
    assert "<" not in "".join(Offer.objects.values_list("about", flat=True))
    again = take(boss, source)
    assert (counts(again).get("unchanged"), counts(again).get("changed")) == (run.counts["new"], None)


def test_addresses_are_read_again_by_night_and_taken_over(boss, net, here):  # noqa: F811
    at(net, a_feed(an_item(1)))
    source = a_source(boss, b"", url=ADDRESS)
    a_source(boss)
    tasks.read_again(now=clock())
    run = ImportRun.objects.get()
    tasks.read(site_id=here.pk, run_id=str(run.pk))
    tasks.take(site_id=here.pk, run_id=str(run.pk))
    assert Offer.objects.get().name == "Kor 1"
    (told,) = [row for row in queries.sources_with_last_run() if row == source]
    assert (told.last_run.state, told.last_run.counts["new"]) == ("done", 1)


def test_what_was_undone_does_not_come_back_by_night(boss, net):  # noqa: F811
    at(net, a_feed(an_item(1)))
    run = take(boss, a_source(boss, b"", url=ADDRESS))
    actions.undo_run(by=boss, run=run, now=clock())
    assert list(queries.sources_by_night()) == []
