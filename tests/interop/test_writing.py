"""What is written is valid, and read again it is the same."""

import io
import json
import zipfile
from datetime import date, time
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.interop.feeds import shared
from tests.interop.invented import offers, organisations
from traedesten.domain.taxonomy import KEYS
from traedesten.interop import hsds, ids, tables, tabular
from traedesten.interop.records import OfferRecord, OrganisationRecord, PlaceRecord, ScheduleRecord

PUBLISHER = hsds.Publisher(on=date(2026, 7, 1), words={key: (f"da {key}", f"en {key}") for key in KEYS})
quick = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def pairs(draw):
    organisation = draw(st.none() | organisations)
    return draw(offers(organisation.source_id if organisation else "")), organisation


def validator(folder: str, name: str) -> jsonschema.Draft202012Validator:
    """A schema whose references lead to the files beside it."""
    registry = Registry(
        retrieve=lambda uri: Resource.from_contents(
            json.loads((shared(folder) / uri.rpartition("/")[2]).read_text()),
            default_specification=DRAFT202012,
        )
    )
    schema = {"$ref": f"https://schemas.invalid/{name}"}
    checker = jsonschema.FormatChecker()
    return jsonschema.Draft202012Validator(schema, registry=registry, format_checker=checker)


def records(reads):
    """(offer, organisation) of the reads of one offer, and its warnings."""
    offer = next(read.record for read in reads if isinstance(read.record, OfferRecord))
    organisation = next((read.record for read in reads if isinstance(read.record, OrganisationRecord)), None)
    return (offer, organisation), {warning.code for read in reads for warning in read.warnings}


@pytest.mark.parametrize("folder", ["schema-3.1", "uk-profile-schema"])
def test_what_is_written_is_valid(folder):
    service, tie = validator(folder, "service.json"), validator(folder, "service_at_location.json")
    compiled = None
    if folder == "uk-profile-schema":
        compiled = jsonschema.Draft202012Validator(json.loads((shared("uk-compiled") / "service.json").read_text()))

    @quick
    @given(pairs())
    def check(pair):
        offer, organisation = pair
        written = hsds.offer_json(offer, organisation, PUBLISHER)
        service.validate(written)
        service.validate(hsds.offer_json(offer, organisation, PUBLISHER, full=False))
        if compiled:
            compiled.validate(written)
        for place in offer.places:
            tie.validate(hsds.tie_json(offer, place, organisation, PUBLISHER))

    check()


def test_an_invalid_service_is_seen():
    with pytest.raises(jsonschema.ValidationError):
        validator("schema-3.1", "service.json").validate({"id": "x", "name": "y", "status": "asleep"})


@pytest.mark.parametrize("folder", ["schema-3.1", "uk-profile-schema"])
def test_the_taxonomy_is_valid_and_whole(folder):
    validator(folder, "taxonomy.json").validate(hsds.taxonomy_json())
    terms = list(hsds.taxonomy_terms(PUBLISHER))
    for term in terms:
        validator(folder, "taxonomy_term.json").validate(term)
    assert [term["code"] for term in terms] == list(KEYS)
    assert len({term["id"] for term in terms}) == len(KEYS)


def test_a_theme_is_named_and_hangs_below_its_parent_with_an_identity_that_never_changes():
    term = hsds.term_json("creative.knitting", PUBLISHER)
    assert (term["name"], term["description"]) == ("da creative.knitting", "en creative.knitting")
    assert term["parent_id"] == ids.term_id("creative")
    assert term["id"] == "f922821e-287c-5846-a7a0-e06288897e66"


def test_an_empty_page_and_a_last_page_are_valid_pages():
    assert hsds.page_json([], 1, 50, 0) == {
        "total_items": 0,
        "total_pages": 1,
        "page_number": 1,
        "size": 0,
        "first_page": True,
        "last_page": True,
        "empty": True,
        "contents": [],
    }
    page = hsds.page_json([{}], 3, 2, 5)
    assert (page["total_pages"], page["first_page"], page["last_page"], page["empty"]) == (3, False, True, False)


@quick
@given(pairs())
def test_json_read_again_is_the_same(pair):
    content = json.dumps(hsds.offer_json(*pair, PUBLISHER)).encode()
    again, warnings = records(list(hsds.read(io.BytesIO(content))))
    assert again == pair
    assert warnings <= {"missing_organisation"}


@quick
@given(pairs())
def test_a_data_package_read_again_is_the_same(pair):
    content = b"".join(tabular.tabular_zip([pair], PUBLISHER))
    again, warnings = records(list(tabular.read(io.BytesIO(content))))
    assert again == pair
    assert warnings <= {"missing_organisation"}


def test_ndjson_read_again_is_the_same():
    records_ = [OfferRecord(ids.derived(number), f"Kor {number}") for number in range(3)]
    lines = "".join(hsds.ndjson(hsds.offer_json(record, None, PUBLISHER) for record in records_))
    assert [read.record for read in hsds.read(io.BytesIO(lines.encode()))] == records_


def test_the_offset_is_that_of_the_zone_on_the_day():
    def offset(valid_from):
        times = (ScheduleRecord("WEEKLY", 1, (1,), starts=time(14), valid_from=valid_from),)
        written = hsds.offer_json(OfferRecord("x", "Kor", schedules=times), None, PUBLISHER)
        return written["schedules"][0]["timezone"]

    assert [offset(day) for day in (None, date(2026, 1, 6), date(2026, 6, 2))] == [2, 1, 2]


def test_an_extra_date_is_a_rule_with_one_time():
    times = (ScheduleRecord(on=date(2026, 3, 4), starts=time(19)),)
    written = hsds.offer_json(OfferRecord("x", "Kor", schedules=times), None, PUBLISHER)["schedules"][0]
    assert (written["freq"], written["count"], written["byday"], written["dtstart"]) == (
        "WEEKLY",
        1,
        "WE",
        "2026-03-04",
    )


def test_an_identity_that_is_no_uuid_becomes_the_same_one_each_time():
    first, second = (hsds.offer_json(OfferRecord("row-7", "Kor"), None, PUBLISHER)["id"] for _ in range(2))
    assert first == second == ids.as_uuid("row-7")


def test_the_data_package_declares_every_file_in_it():
    content = io.BytesIO(b"".join(tabular.tabular_zip([], PUBLISHER)))
    with zipfile.ZipFile(content) as package:
        declared = json.loads(package.read("datapackage.json"))
        assert package.testzip() is None
        assert {entry["path"] for entry in declared["resources"]} == set(package.namelist()) - {"datapackage.json"}
        for entry in declared["resources"]:
            heading = package.read(entry["path"]).decode().splitlines()[0]
            assert heading.split(",") == [field["name"] for field in entry["schema"]["fields"]]


PLAIN = OfferRecord(
    "0d8c5a7e-2222-4a22-8a22-000000000002",
    "Strik; kaffe",
    description='Vi "strikker"\nog snakker',
    status="temporarily closed",
    url="https://example.org/",
    email="a@example.org",
    phone="+4531626102",
    minimum_age=18,
    price_words="20,50 kr.",
    price=Decimal("20.50"),
    currency="DKK",
    languages=("da", "ar"),
    themes=("creative.knitting", "food.coffee"),
    eligibility="Alle",
    places=(PlaceRecord("", "Huset", address=("Nygade 1",), postcode="7500", city="Holstebro"),),
    schedules=(ScheduleRecord("WEEKLY", 2, (1, 3), starts=time(14), ends=time(16)),),
    assured_on=date(2026, 1, 2),
)


def test_a_csv_file_is_what_excel_wants_and_read_again_is_the_same():
    content = b"".join(tables.csv_bytes([(PLAIN, OrganisationRecord("o", "Foreningen"))]))
    assert content.startswith(b"\xef\xbb\xbfId;Navn;Organisation;")
    organisation, offer = (read.record for read in tables.read_table(content))
    assert organisation.name == "Foreningen"
    for name in OfferRecord.__dataclass_fields__:
        if name not in ("places", "schedules", "organisation_id", "terms"):
            assert getattr(offer, name) == getattr(PLAIN, name), name
    assert offer.places[0].address == ("Nygade 1",)
    assert (offer.schedules[0].interval, offer.schedules[0].weekdays) == (2, (1, 3))


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(evil):
    content = b"".join(tables.csv_bytes([(OfferRecord("a", evil, description=evil, phone="+4531626102"), None)]))
    rows = content.decode("utf-8-sig").replace('""', '"')
    assert f"'{evil}" in rows and f";{evil}" not in rows and ';"' + evil not in rows
    assert ";+4531626102;" in rows
    assert next(tables.read_table(content)).record.name == evil
