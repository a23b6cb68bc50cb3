"""CSV and Excel lists as coordinators have them."""

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest

from tests.interop.feeds import codes
from traedesten.interop.records import OfferRecord, OrganisationRecord, Reading, Refusal, ScheduleRecord
from traedesten.interop.tables import guess_columns, read_sample, read_table

TODAY = date(2026, 3, 1)
LIST = """Oversigt over tilbud 2026;;;;;;;
;;;;;;;
Navn på tilbud;Forening;Adresse;Postnr. og by;Hvornår?;Tlf.;Mail;Pris
Strikkecafé;Røde Kors;Nygade 1;7500 Holstebro;tirsdag kl. 14-16;97 42 00 00;a@b.dk;gratis
Gåtur;Røde Kors;Storegade 2;7600 Struer;hver anden onsdag 19.00–21.00;+4531626102;;50 kr. pr. gang
"""


def excel(*rows: list) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def offers(content: bytes, **more) -> list[OfferRecord]:
    found = [read.record for read in read_table(content, on=TODAY, **more)]
    return [record for record in found if isinstance(record, OfferRecord)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_list_is_read_in_any_encoding_and_with_any_separator(encoding, separator):
    reads = list(read_table(LIST.replace(";", separator).encode(encoding), on=TODAY))
    organisation, knitting, walk = (read.record for read in reads)
    assert (organisation.name, codes(reads)) == ("Røde Kors", [])
    assert (knitting.name, knitting.phone, knitting.email, knitting.price) == (
        "Strikkecafé",
        "+4597420000",
        "a@b.dk",
        0,
    )
    assert (walk.price, walk.price_words, walk.organisation_id) == (50, "50 kr. pr. gang", organisation.source_id)
    place = knitting.places[0]
    assert (place.address, place.postcode, place.city) == (("Nygade 1",), "7500", "Holstebro")
    times = {"starts": time(19), "ends": time(21), "words": "hver anden onsdag 19.00–21.00"}
    assert walk.schedules == (ScheduleRecord("WEEKLY", 2, (2,), **times),)


def test_the_headings_are_found_below_a_title():
    sample = read_sample(LIST.encode())
    assert (sample.heading_row, sample.headings[0], sample.rows[0][0]) == (3, "Navn på tilbud", "Strikkecafé")
    assert list(guess_columns(sample).values()) == [
        *("name", "organisation", "address", "postcode_city", "time", "phone", "email", "price"),
    ]


def test_english_headings_are_known():
    sample = read_sample(
        b"Activity,Provider,Venue,Post code,Day,Start time,End time,Telephone\nChoir,X,Y,7500,Monday,10,12,1"
    )
    assert list(guess_columns(sample).values()) == [
        *("name", "organisation", "place", "postcode", "weekday", "starts", "ends", "phone"),
    ]


def test_columns_are_guessed_by_what_is_in_them():
    content = "\n".join(
        [
            "Strikkeklub,97420000,mandag 10-12,7500 Holstebro,Nygade 12,anna@example.org,www.strik.dk,gratis",
            "Kor,97421111,1. torsdag i måneden kl. 19,7600 Struer,Storegade 3,bo@example.org,https://kor.dk,50 kr.",
        ]
    )
    sample = read_sample(content.encode())
    assert (sample.heading_row, sample.headings[:2]) == (0, ("A", "B"))
    assert list(guess_columns(sample).values()) == [
        *("name", "phone", "time", "postcode_city", "address", "email", "url", "price"),
    ]


def test_a_person_can_put_the_guess_right():
    content = b"Titel;Sted\nStrik;Huset\n"
    assert offers(content, columns={1: "name"})[0].name == "Huset"
    assert offers(content, columns={}) == []


def test_an_excel_file_is_read_with_its_numbers_dates_and_times():
    content = excel(
        ["Tilbud 2026"],
        ["Aktivitet", "Dag", "Fra", "Til", "Telefon", "Postnummer", "By", "Opdateret", "Alder"],
        ["Skak", "mandag", time(10), time(12, 30), 97420000, 7500.0, "Holstebro", datetime(2026, 1, 2), "18-30 år"],
        [None] * 9,
    )
    offer = offers(content)[0]
    assert (offer.phone, offer.places[0].postcode, offer.assured_on) == ("+4597420000", "7500", date(2026, 1, 2))
    assert (offer.schedules[0].starts, offer.schedules[0].ends) == (time(10), time(12, 30))
    assert (offer.minimum_age, offer.maximum_age) == (18, 30)


@pytest.mark.parametrize(
    ("words", "ages"),
    [
        *(("18-30 år", (18, 30)), ("fra 60 år", (60, None)), ("60+", (60, None)), ("under 30", (None, 30))),
        *(("over 18", (18, None)), ("18 år og op", (18, None)), ("alle", (None, None))),
    ],
)
def test_ages_are_read(words, ages):
    offer = offers(f"Navn;Alder\nKor;{words}\n".encode())[0]
    assert (offer.minimum_age, offer.maximum_age) == ages


@pytest.mark.parametrize(
    ("words", "price"),
    [
        *(("gratis", Decimal(0)), ("0 kr.", Decimal(0)), ("50 kr.", Decimal(50)), ("12,50", Decimal("12.5"))),
        *(("25-50 kr", None), ("spørg", None)),
    ],
)
def test_prices_are_read_and_their_words_kept(words, price):
    offer = offers(f'Navn;Pris\nKor;"{words}"\n'.encode())[0]
    assert (offer.price, offer.price_words) == (price, words)


def test_every_row_says_what_was_odd_in_it():
    rows = ["Kor;efter aftale;anna;ring;i går", ";mandag;;;", "Sang;mandag, måske kl. 10;;;"]
    content = "\n".join(["Navn;Hvornår;Mail;Tlf;Opdateret", *rows])
    reads = list(read_table(content.encode(), on=TODAY))
    assert [(warning.where, warning.field, warning.code) for read in reads for warning in read.warnings] == [
        ("row 2", "email", "bad_email"),
        ("row 2", "phone", "bad_phone"),
        ("row 2", "assured_date", "bad_date"),
        ("row 2", "time", "times_not_read"),
        ("row 3", "name", "missing_name"),
        ("row 4", "time", "times_partly_read"),
    ]
    assert reads[0].record.schedules == (ScheduleRecord(words="efter aftale"),)


def test_rows_of_the_same_name_and_place_are_two_offers_and_the_second_is_said():
    content = b"Navn;Sted;Tid\nKor;Huset;mandag\nKor;Huset;tirsdag\n"
    first, second = list(read_table(content))
    assert first.record.source_id != second.record.source_id
    assert codes(second) == [("name", "same_name_and_place")]
    assert [read.record.source_id for read in read_table(content)] == [
        first.record.source_id,
        second.record.source_id,
    ]


def test_an_own_identity_is_kept_and_a_second_one_left_out():
    reads = list(read_table(b"Id;Navn\n7;Kor\n7;Sang\n"))
    assert (reads[0].record.source_id, reads[1].record, codes(reads)) == ("7", None, [("id", "duplicate_id")])


def test_quoted_cells_line_breaks_and_ragged_rows_are_read():
    content = (
        'Navn;Beskrivelse;Mail\n"Kor; og sang";"Første linje\nanden ""linje""";\nSang\nDans;x;a@b.dk;for meget;her\n'
    )
    found = offers(content.encode())
    assert [offer.name for offer in found] == ["Kor; og sang", "Sang", "Dans"]
    assert found[0].description == 'Første linje\nanden "linje"'


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_any_line_end_is_read(end):
    assert [offer.name for offer in offers(f"Navn;Sted{end}Kor;Huset{end}Sang;Huset{end}".encode())] == [
        "Kor",
        "Sang",
    ]


def test_a_gigantic_cell_costs_only_its_row():
    content = "Navn;Beskrivelse\nKor;x\nStor;" + "x" * 9_000_000 + "\nSang;y\n"
    reads = list(read_table(content.encode()))
    assert {read.record.name for read in reads if read.record} >= {"Kor", "Sang"}


def without(content: bytes, name: str, instead: bytes | None) -> bytes:
    """An Excel file with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        if instead is not None:
            new.writestr(name, instead)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
BOOK = excel(["Navn", "Sted"], ["Kor", "Huset"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b";;;\n;;\n", "empty"),
        (b"<!doctype html><table>", "html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old excel", "wrong_kind"),
        (BOOK[:-50], "truncated"),
        (b"PK\x03\x04 not really", "truncated"),
        (without(BOOK, "[Content_Types].xml", None), "wrong_kind"),
        (without(BOOK, SHEET, ENTITIES), "wrong_kind"),
        (without(BOOK, SHEET, b"<worksheet><sheetData><row>"), "not_a_table"),
        (without(BOOK, SHEET, b" " * 50_000_000), "too_large"),
        (b"Navn;Sted\n" * 5_000_000, "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_none_is_refused(content, reason):
    with pytest.raises(Refusal, match=reason):
        list(read_table(content, reading=Reading(limit=40_000_000)))


def test_organisations_come_once():
    content = "Navn;Forening\nKor;Røde Kors\nSang;røde kors\n".encode()
    assert sum(isinstance(read.record, OrganisationRecord) for read in read_table(content)) == 1
