"""CPR numbers in free text: the disguises that are seen, and the look-alikes that are left alone."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traedesten.domain import cpr

FOUND = [
    "0102031234",
    "010203-1234",
    "010203 1234",
    "010203–1234",
    "010203\u20141234",
    "010203\u22121234",
    "010203\u20111234",
    "010203/1234",
    "010203_1234",
    "010203:1234",
    "01.02.03-1234",
    "01/02/03 1234",
    "25/09-47 9989",
    "01 02 03 - 1234",
    "01 02 03  -  1234",
    "01\u00a002\u200903\u202f1234",
    "25 09 47 99 89",
    "25-09-47-99-89",
    "250947 99 89",
    "0\u200b1\u200d02\ufeff03\u00ad1234",
    "０１０２０３－１２３４",
    "٠١٠٢٠٣-١٢٣٤",
    "290204-1234",
    "290200-1234",
    "610203-1234",
    "410203-1234",
    "910399-1234",
    "010203-\n1234",
    "01-01-1990-1234",
    "01/01/1990 1234",
    "1990-01-01-1234",
    "01.01.1990-1234",
    "01 01 1990 1234",
    "25.09.1947 - 9989",
    "1990-01-01 1234",
    "01011990-1234",
    "01011990 1234",
    "25091947-9989",
    "1.9.1947-9989",
    "1/9/1947 9989",
    "25/9-1947 9989",
]

LEFT_ALONE = [
    "",
    "31 62 61 02",
    "Tlf.: 31 62 61 02",
    "+45 31 62 61 02",
    "+4531626102",
    "0045 31626102",
    "40121860 51772009",
    "40 12 18 60 51 77 20 09",
    "30 12 18 60 / 51 77 20 09",
    "30121860/51772009",
    "3012 1860 5177 2009",
    "30121860 17-19",
    "+45 30 12 18 60 51 77 20 09",
    "+46 70 123 45 67",
    "+49 1512345678",
    "30 12 18 60 - 17",
    "25.09.1947",
    "25.09.1947 kl. 16.30",
    "25.09.1947 16.30",
    "25.09.1947 16",
    "25.09.26 16.30",
    "25/09-26 16:30",
    "01.02-03.04.26",
    "2026-11-22 16:30",
    "2026-11-22T16:30",
    "2012-11-22 16",
    "kl. 10.00-12.00",
    "man-fre 10-12 13-15 18-20",
    "10.12-11.30 14",
    "1.250.000,00 kr.",
    "7500 Holstebro",
    "CVR 20700211",
    "310203-12",
    "310203-12345",
    "10102031234",
    "320103-1234",
    "310403-1234",
    "011303-1234",
    "290203-1234",
    "sagsnr. 2012-123456",
    "O1O203-1234",
    "cpr OlO2O3-1234",
    "cpr-nummer kender jeg ikke, tlf. 30 12 18 60 51 77 20 09",
    "²010203-123",
    "født 25.09.1947, 40121860",
    "født 25.09.1947 tlf. 4012 1860",
    "25.09.1947 40121860",
    "25.09.1947 40 12 18 60",
    "25.09.1947 4012 1860",
    "25-09-1947 4012 18 60",
    "25.09.1947 / 40121860",
    "2026-11-22 - 2026-12-01",
    "22.11.2026 - 01.12.2026",
    "22-11-2026-01-12-2026",
    "22.11.2026-01.12.2026",
    "22.11.2026 16:30",
    "31.02.1990-1234",
    "01.13.1990-1234",
    "01.01.1790-1234",
    "01.01.1990-12345",
    "01.01.1990-123",
    "20111990 1234",
    "1 2 2000 1234",
    "født 1990, 7500 Holstebro",
]


@pytest.mark.parametrize("number", FOUND)
@pytest.mark.parametrize("frame", ["{}", "Hun hedder Ane, {}, og bor her.", "CPR:{}/mor", "({})", "x{}y"])
def test_a_number_is_found_in_every_disguise(number, frame):
    text = frame.format(number)
    start = text.index(number)
    assert cpr.find(text) == (cpr.Span(start, start + len(number)),)


@pytest.mark.parametrize(
    "text",
    [
        "CPR:2509479989/mor",
        "cpr 25 09 47 99 89",
        "cpr-nr. O1O203-1234",
        "Cpr nummer: 0l0203-1234",
        "personnummer 25.09.1947-9989",
        "cpr 2509 4799 89",
        "ＣＰＲ 25094799 89",
        "c.p.r. er 2 5 0 9 4 7 9 9 8 9",
    ],
)
def test_the_word_close_by_makes_more_disguises_count(text):
    assert len(cpr.find(text)) == 1


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_only_looks_like_a_number_is_left_alone(text):
    assert cpr.find(text) == ()


def test_each_of_two_numbers_is_found_with_a_phone_number_after():
    text = "010203-1234 250947-9989 40121860"
    assert cpr.find(text) == (cpr.Span(0, 11), cpr.Span(12, 23))


def test_a_number_with_its_whole_year_is_found_before_a_phone_number():
    assert cpr.find("25.09.1947-9989 4012 1860") == (cpr.Span(0, 15),)
    assert cpr.find("25.09.1947 9989 40 12 18 60") == (cpr.Span(0, 15),)


def test_removing_keeps_the_length_and_the_words_around():
    assert cpr.remove("Ane, cpr 01.02.03-1234, ring 40121860") == "Ane, cpr **.**.**-****, ring 40121860"


days = st.dates().map(lambda day: day.strftime("%d%m%y"))
separators = st.text(alphabet=" \u00a0\u2009.-\u2011\u2013\u2014\u2212/_:", max_size=3)
short = st.sampled_from(["", " ", ".", "-", "\u2013", "\u00a0"])
scripts = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"])


@st.composite
def disguised(draw):
    date, serial = draw(days), f"{draw(st.integers(0, 9999)):04d}"
    inner, outer = draw(short), draw(separators)
    number = f"{date[:2]}{inner}{date[2:4]}{inner}{date[4:]}{outer}{serial}"
    hidden = draw(st.sampled_from(["", "\u200b", "\u200d", "\ufeff"]))
    script = str.maketrans("0123456789", draw(scripts))
    return hidden.join(number).translate(script)


@settings(max_examples=80)
@given(disguised(), st.text(alphabet="abc ,æ\n", max_size=8), st.text(alphabet="abc ,æ\n", max_size=8))
def test_any_disguise_is_found_within_any_words(number, before, after):
    found = cpr.find(before + number + after)
    assert found == (cpr.Span(len(before), len(before) + len(number)),)


@settings(max_examples=100)
@given(st.one_of(st.text(), st.text(alphabet="0123456789 .-/+:lOcpr\n,\u200b")))
def test_nothing_is_left_to_find_after_removing(text):
    assert cpr.find(cpr.remove(text)) == ()


@pytest.mark.parametrize("piece", ["1 ", "01 02 03 ", "cpr 0", "+45 ", "O1", "- ", "010203-1234 ", "1" * 10])
def test_a_long_text_takes_no_more_than_linear_work(piece):
    small, large = (_calls((piece * size)[:size] + " cpr") for size in (2_000, 20_000))
    assert large < 12 * small


def _calls(text: str) -> int:
    """How many functions are called to look through a text; a clock would tell of the machine as well."""
    events = []
    sys.setprofile(lambda _frame, event, _what: events.append(event))
    try:
        cpr.find(text)
    finally:
        sys.setprofile(None)
    return sum(event in ("call", "c_call") for event in events)
