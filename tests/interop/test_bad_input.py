"""What feeds should not be but are: every fault has its word, and the records around it are read."""

import json
import time

import pytest

from tests.interop.feeds import codes, offer, read, refusal, service
from traedesten.interop.records import LONGEST_NAME, LONGEST_TEXT, OfferRecord, Reading

TWO = [service(), service(id="0d8c5a7e-2222-4a22-8a22-000000000003", name="Kor")]


def names(reads):
    return [read.record.name for read in reads if isinstance(read.record, OfferRecord)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("\ufeff", "empty"),
        ("<!DOCTYPE html><html><body>Log in</body></html>", "html"),
        ("\n<html>", "html"),
        ("Siden findes ikke", "not_json"),
        ("[1, 2", "truncated"),
        ('{"contents": [{"id": "a", "na', "truncated"),
        (json.dumps(TWO)[:-40], "truncated"),
        ("{'id': 1}", "not_json"),
        ('[{"id": 1,,}]', "not_json"),
        ('{"version": "3.0", "openapi_url": "x"}', "wrong_kind"),
        ('[{"id": "t", "name": "x", "taxonomy": "y"}]', "wrong_kind"),
        ("[" * 100_000, "truncated"),
    ],
)
def test_a_whole_file_is_refused_with_the_reason(content, reason):
    assert refusal(content) == reason


def test_records_before_the_cut_are_given_before_the_refusal():
    from io import BytesIO

    from traedesten.interop import hsds

    reads = hsds.read(BytesIO(json.dumps(TWO)[:-40].encode()))
    assert [next(reads).record.name for _ in range(2)] == ["Foreningen", "Strikkeklub"]


def test_a_gigantic_file_is_refused_before_it_is_read_whole():
    class Endless:
        given = 0

        def read(self, size):
            self.given += size
            return b" " * size if self.given > size else b"[" + b" " * (size - 1)

    from traedesten.interop import hsds
    from traedesten.interop.records import Refusal

    file = Endless()
    with pytest.raises(Refusal) as refused:
        list(hsds.read(file, Reading(limit=1_000_000)))
    assert (refused.value.reason, refused.value.params) == ("too_large", {"limit": 1_000_000})
    assert file.given < 2_000_000


def test_an_endless_value_is_refused():
    assert refusal('[{"name": "' + "x" * 9_000_000 + '"}]') == "too_large"


def test_a_record_that_is_too_large_is_skipped():
    large = service(id="large", attributes=[{"value": "x" * 100_000} for _ in range(50)])
    reads = read([large, *TWO])
    assert (names(reads), codes(reads)) == (["Strikkeklub", "Kor"], [("", "record_too_large")])


def test_a_record_nested_without_end_is_skipped():
    deep = '{"id": "d", "name": "d", "status": "active", "x": ' + "[" * 5000 + "]" * 5000 + "}"
    reads = read(f"[{deep}, {json.dumps(TWO[1])}]")
    assert names(reads) == ["d", "Kor"] or codes(reads)[0] == ("", "record_too_large")


@pytest.mark.parametrize("separator", ["\n", "\r\n"])
def test_a_broken_line_of_ndjson_costs_only_itself(separator):
    lines = [json.dumps(TWO[0]), '{"id": "broken', json.dumps(TWO[1])]
    reads = read(separator.join(lines))
    assert (names(reads), codes(reads)) == (["Strikkeklub", "Kor"], [("", "broken_line")])


def test_ndjson_that_is_cut_off_is_refused():
    assert refusal(json.dumps(TWO[0]) + "\n" + json.dumps(TWO[1])[:-20]) == "truncated"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_encoding_is_read(encoding):
    content = json.dumps(service(name="Blåbærsuppe på Ærø"), ensure_ascii=False).encode(encoding)
    assert names(read(content)) == ["Blåbærsuppe på Ærø"]


def test_raw_line_breaks_and_zeros_inside_texts_are_read():
    content = json.dumps(service(name="LINE")).replace("LINE", "Kor\nog\tsang\x00")
    assert names(read(content)) == ["Kor og sang"]


@pytest.mark.parametrize("blanks", [*range(0, 20), *range(65_300, 65_420)])
def test_numbers_that_are_none_are_read_wherever_a_block_ends(blanks):
    content = json.dumps(service(minimum_age=float("nan"), maximum_age=float("-inf"), fees="NaN, 5"))
    found = read("[" + " " * blanks + content + "]")[-1]
    assert (found.record.minimum_age, found.record.maximum_age, found.record.price_words) == (None, None, "NaN, 5")


def test_a_duplicate_keeps_the_first():
    reads = read([service(), service(name="Another"), TWO[1]])
    assert (names(reads), codes(reads)) == (["Strikkeklub", "Kor"], [("id", "duplicate_id")])


@pytest.mark.parametrize("organization", [None, {}, [], {"id": None, "name": " "}])
def test_a_missing_organisation_is_said(organization):
    found = offer(organization=organization)
    assert found.record.organisation_id == ""
    assert [code for _, code in codes(found)] == ["missing_organisation"]


def test_an_organisation_that_is_nowhere_is_said():
    found = offer(organization=None, organization_id="elsewhere")
    assert (found.record.organisation_id, codes(found)) == (
        "elsewhere",
        [("organization_id", "unknown_organisation")],
    )


def test_cyclic_organisations_are_cut():
    reads = read(
        [
            {"id": "a", "name": "A", "parent_organization_id": "b"},
            {"id": "b", "name": "B", "parent_organization_id": "a"},
            {"id": "c", "name": "C", "parent_organization_id": "c"},
        ]
    )
    assert [read.record.parent_id for read in reads] == ["b", "", ""]
    assert codes(reads) == [("parent_organization_id", "cyclic")] * 2


def test_a_record_without_a_name_is_said_and_left_out():
    reads = read([service(name=None), TWO[1]])
    assert (names(reads), codes(reads)) == (["Kor"], [("name", "missing_name")])


def test_an_identity_is_made_when_there_is_none_and_stays_the_same():
    first, second = offer(id=None), offer(id="")
    assert codes(first) == [("id", "missing_id")]
    assert first.record.source_id == second.record.source_id


def test_nulls_everywhere_are_nothing():
    fields = (
        "description url email fees minimum_age maximum_age assured_date last_modified schedules contacts phones "
        "languages cost_options attributes service_at_locations eligibility_description"
    )
    found = offer(**dict.fromkeys(fields.split()))
    assert (found, codes(found)) == (offer(), [])


@pytest.mark.parametrize("odd", [7, True, "text", [], {}, [None], [[1]], {"a": {"b": 1}}, [1, "x"], 1e300, -0.0])
def test_wrong_types_everywhere_never_stop_the_reading(odd):
    fields = [
        *("description", "url", "email", "status", "fees", "minimum_age", "maximum_age", "assured_date"),
        *("last_modified", "schedules", "contacts", "phones", "languages", "cost_options", "attributes"),
        *("service_at_locations", "organization_id", "alternate_name", "eligibility_description"),
    ]
    assert offer(**dict.fromkeys(fields, odd)).record.name == "Strikkeklub"
    for field in ("id", "name", "organization"):
        read([service(**{field: odd}), TWO[1]])
    nested = {"location": odd, "schedules": [{"freq": odd, "byday": odd, "opens_at": odd, "interval": odd}]}
    place = {"location": {"id": odd, "name": odd, "latitude": odd, "longitude": odd, "addresses": [{"city": odd}]}}
    assert offer(service_at_locations=[nested, place, odd]).record.name == "Strikkeklub"


def test_things_that_are_no_objects_are_said():
    reads = read([None, 1, "x", [], *TWO])
    assert (names(reads), codes(reads)) == (["Strikkeklub", "Kor"], [("", "not_an_offer")] * 4)


@pytest.mark.parametrize("bad", ["2024-13-01", "31/02/2024", "i går", "0001-01-01", "9999-99-99"])
def test_a_wrong_date_is_left_out(bad):
    found = offer(assured_date=bad)
    assert (found.record.assured_on, codes(found)) == (None, [("assured_date", "bad_date")])
    assert found.warnings[0].params == {"value": bad}


@pytest.mark.parametrize("bad", ["25:00", "10:75", "morgen"])
def test_a_wrong_time_is_left_out_and_the_rule_kept(bad):
    found = offer(schedules=[{"freq": "WEEKLY", "byday": "MO", "opens_at": bad}])
    assert (found.record.schedules[0].weekdays, found.record.schedules[0].starts) == ((0,), None)
    assert codes(found) == [("opens_at", "bad_time")]


def test_gigantic_fields_are_cut_quickly():
    begun = time.process_time()
    found = offer(name="N" * 10_000, description="<p>" * 300_000, fees="&lt;" * 500_000, email="a" * 500_000)
    assert time.process_time() - begun < 2
    assert len(found.record.name) == LONGEST_NAME
    assert len(found.record.description) <= LONGEST_TEXT
    assert {("name", "cut"), ("description", "cut"), ("email", "bad_email")} <= set(codes(found))


def test_thousands_of_entries_are_limited():
    found = offer(languages=[{"code": "da"}] * 600)
    assert codes(found) == [("languages", "too_many")]


def test_scripts_are_taken_out_and_said():
    found = offer(
        name="Kor<script>alert(1)</script>",
        description="<p onclick=x>Hej</p><iframe src='//x'>y</iframe><b>du</b>",
        url="javascript:alert(1)",
    )
    assert (found.record.name, found.record.description, found.record.url) == ("Kor", "Hej\ndu", "")
    assert set(codes(found)) == {("name", "script_removed"), ("description", "script_removed"), ("url", "bad_url")}


def test_ages_and_statuses_and_coordinates_beyond_reason():
    place = {"id": "p", "name": "Hus", "latitude": 560.1, "longitude": 8.6}
    found = offer(
        minimum_age=90,
        maximum_age=18,
        status="Sovende",
        service_at_locations=[{"location": place}, {"location": None}],
    )
    assert (found.record.minimum_age, found.record.maximum_age, found.record.status) == (18, 90, "active")
    assert found.record.places[0].latitude is None
    assert set(codes(found)) == {
        ("maximum_age", "swapped_ages"),
        ("status", "unknown_status"),
        ("latitude", "bad_coordinate"),
        ("service_at_locations", "missing_location"),
    }


def test_warnings_never_carry_a_telephone_number_or_an_address():
    found = offer(email="Anna Hansen", phones=[{"number": "spørg Anna"}], url="Anna har den")
    assert [warning.params for warning in found.warnings] == [{}, {}, {}]
    assert found.record.phone == "spørg Anna"
