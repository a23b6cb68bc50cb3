"""Ages in free text: those of the person are read, other numbers of years are left alone."""

import pytest

from traedesten.domain.ages import ages


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("hun er 16 år", (16,)),
        ("Hun er kun 16 år, og genert.", (16,)),
        ("Han er 17.", (17,)),
        ("jeg er 15 og bor hos min far", (15,)),
        ("En 16-årig pige fra Byen", (16,)),
        ("16 årig dreng", (16,)),
        ("den 16årige", (16,)),
        ("en genert pige på 15", (15,)),
        ("en ung på 16 år", (16,)),
        ("17 år gammel", (17,)),
        ("fylder 18 til sommer", (17,)),
        ("bliver 18 i maj", (17,)),
        ("Alder: 16", (16,)),
        ("she is 16 years old", (16,)),
        ("a 16-year-old girl", (16,)),
        ("I am 17.", (17,)),
        ("Hun er 16 ÅR", (16,)),
        ("Hun er 20 år", (20,)),
    ],
)
def test_an_age_is_read(text, read):
    assert ages(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "har boet alene i 16 år",
        "det er 10 år siden, hun mistede sin mand",
        "han er 12 år yngre end sin kone",
        "har været gift i 15 år",
        "ring kl. 16",
        "klokken er 16",
        "efter 15",
        "gruppe på 12",
        "en tur på 15 km",
        "et hold på 15",
        "har en søn på 15",
        "hun har en 10-årig datter",
        "mor til en dreng på 12",
        "has a son aged 12",
        "hun er 15 minutter om at gå derhen",
        "7500 Holstebro",
        "it was 10 years ago",
    ],
)
def test_other_numbers_of_years_are_left_alone(text):
    assert ages(text) == ()
