"""What a volunteer should not give."""

import pytest

from traedesten.domain.asks import Ask, Reason, beyond_volunteer


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("har brug for samtaleterapi", Ask.TREATMENT),
        ("en psykolog at tale med", Ask.TREATMENT),
        ("behandling for angst", Ask.TREATMENT),
        ("hjælp til medicinhåndtering", Ask.MEDICINE),
        ("huske sine piller", Ask.MEDICINE),
        ("har gæld", Ask.MONEY),
        ("hjælp til at betale regninger", Ask.MONEY),
        ("styr på OEKONOMIEN", Ask.MONEY),
        ("rengøring i lejligheden", Ask.CLEANING_OR_CARE),
        ("gøre rent", Ask.CLEANING_OR_CARE),
        ("hjælp til at komme i bad", Ask.CLEANING_OR_CARE),
        ("skal køres til kontrol på sygehuset", Ask.HOSPITAL_TRANSPORT),
        ("kørsel til lægen", Ask.HOSPITAL_TRANSPORT),
        ("forstå breve fra kommunen", Ask.HOUSING_OR_AUTHORITY),
        ("hjælp til e-Boks", Ask.HOUSING_OR_AUTHORITY),
        ("finde en ny lejlighed", Ask.HOUSING_OR_AUTHORITY),
        ("søge ansøgning om førtidspension", Ask.HOUSING_OR_AUTHORITY),
        ("alkoholmisbrug", Ask.ADDICTION),
        ("stoppe med at drikke", Ask.ADDICTION),
        ("finde en advokat", Ask.LEGAL),
        ("forældremyndighed", Ask.LEGAL),
    ],
)
def test_an_ask_for_a_professional_is_seen(text, code):
    assert [reason.code for reason in beyond_volunteer(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vil gerne følges til café de første gange",
        "det gælder en ung kvinde",
        "medicinstuderende der savner venner",
        "kan lide svømmebad og fodbold",
        "følges med bussen til øvefællesskabet",
        "ved den første lejlighed",
        "søger et fællesskab med strik",
        "afsluttet genoptræning på hospitalet",
        "bor i egen bolig",
    ],
)
def test_what_a_volunteer_can_give_is_left_alone(text):
    assert beyond_volunteer(text) == ()


def test_each_kind_comes_once_with_its_places_in_order():
    text = "gæld, advokat og mere gæld"
    assert beyond_volunteer(text) == (
        Reason(Ask.MONEY, {"at": ((0, 4), (22, 26))}),
        Reason(Ask.LEGAL, {"at": ((6, 13),)}),
    )
