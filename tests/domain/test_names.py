"""Names, telephone numbers and free text."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.names import BadPhone, clean_text, fold, normalise_name, normalise_phone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Søren Ågård", "SOEREN AAGAARD"),
        ("Åse", "A\u030ase"),
        ("Jørgen", "Jörgen"),
        ("Lærke", "Laerke"),
        ("Anne-Marie  Holm", "anne marie holm"),
        ("O’Brien", "OBrien"),
        ("José", "Jose"),
        ("Łukasz", "lukasz"),
        (" Kim\u200b ", "Kim"),
    ],
)
def test_spellings_of_a_name_are_one(one, other):
    assert normalise_name(one) == normalise_name(other)


def test_the_first_given_name_alone():
    assert normalise_name("Anne-Marie Holm", first_only=True) == "anne"


@given(st.text())
def test_normalising_a_name_twice_changes_nothing(text):
    assert normalise_name(normalise_name(text)) == normalise_name(text)


@given(st.text())
def test_folding_keeps_a_place_for_every_character(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.places)


@pytest.mark.parametrize(
    "text",
    [
        "31626102",
        "31 62 61 02",
        "+45 31626102",
        "0045 3162-6102",
        "4531626102",
        "31.62.61.02",
        "３１６２６１０２",
        "\u202a31626102\u202c",
    ],
)
def test_a_danish_number_however_written_is_one(text):
    assert normalise_phone(text) == "+4531626102"


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("+46 (0)70 123 45 67", "+46701234567"),
        ("0049 151 23456789", "+4915123456789"),
        ("+299 32 12 34", "+299321234"),
    ],
)
def test_a_foreign_number_keeps_its_country(text, e164):
    assert normalise_phone(text) == e164


@pytest.mark.parametrize(
    ("text", "reason", "digits"),
    [
        ("", "too_short", 0),
        ("3162610", "too_short", 7),
        ("316261021", "too_long", 9),
        ("40121860 51772009", "too_long", 16),
        ("+45 3162610", "too_short", 9),
        ("31626102 mor", "not_digits", 8),
        ("31+626102", "not_digits", 8),
        ("11626102", "unknown", 8),
        ("+0123456789", "unknown", 10),
        ("+1234567890123456", "too_long", 16),
    ],
)
def test_what_is_no_number_is_refused_with_a_reason(text, reason, digits):
    with pytest.raises(BadPhone) as refused:
        normalise_phone(text)
    assert (refused.value.reason, refused.value.digits) == (reason, digits)


def test_elsewhere_a_country_code_is_needed():
    with pytest.raises(BadPhone, match="unknown"):
        normalise_phone("31626102", region="SE")


@given(st.integers(20_000_000, 99_999_999))
def test_danish_numbers_agree_with_phonenumbers(number):
    parsed = phonenumbers.parse(str(number), "DK")
    assert normalise_phone(str(number)) == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  hej \x00der\x07 ", "hej der"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n \n\t\n\nb", "a\n\n\nb"),
        ("a\n\n\nb\tc", "a\n\n\nb\tc"),
        ("A\u030ase", "Åse"),
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_free_text_is_made_fit_to_store(text, clean):
    assert clean_text(text) == clean


@given(st.one_of(st.text(), st.text(alphabet="a \n\t\r\x00\u202e\u0301\x1c")))
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
