"""What the columns of a coordinator's list mean: by their headings, Danish and English, and by what is in them."""

import re
from collections.abc import Callable

from traedesten.interop import clean
from traedesten.interop.tables.sheet import Sample, letters
from traedesten.interop.time_words import parse_times

HEADINGS = {
    "id": "id|nr|nummer|løbenummer|uuid|identifier|tilbuds id|tilbudsid",
    "name": "navn|tilbud|navn på tilbud|tilbuddets navn|aktivitet|titel|overskrift|gruppe|hold"
    "|name|title|activity|service",
    "organisation": "organisation|forening|foreningens navn|arrangør|udbyder|afdeling"
    "|organization|provider|organiser",
    "description": "beskrivelse|om|tekst|om tilbuddet|indhold|kort beskrivelse|description|about|details|summary",
    "place": "sted|mødested|lokale|lokation|hvor|lokalitet|place|venue|location|where",
    "address": "adresse|vej|gade|gadenavn|vejnavn|address|street|address 1",
    "postcode": "postnr|postnummer|post nr|postcode|postal code|zip|zip code",
    "city": "by|bynavn|postdistrikt|city|town",
    "postcode_city": "postnr og by|postnr by|postnummer og by|post nr og by",
    "latitude": "breddegrad|latitude|lat",
    "longitude": "længdegrad|longitude|lng|lon|long",
    "contact": "kontaktperson|kontakt|kontaktpersonens navn|tovholder|ansvarlig|contact|contact person|contact name",
    "phone": "telefon|tlf|telefonnummer|mobil|tlfnr|tlf nr|telefonnr|mobilnummer|phone|telephone|tel|mobile",
    "email": "e mail|email|mail|mailadresse|e post|epost|email address|kontaktmail",
    "url": "hjemmeside|web|link|www|webside|website|websted|url|homepage|web address",
    "time": "hvornår|tid|tidspunkt|mødetid|mødetidspunkt|tider|dag og tid|dag og tidspunkt|åbningstid|åbningstider"
    "|when|times|schedule|day and time|opening hours",
    "weekday": "dag|ugedag|dage|ugedage|mødedag|day|weekday|days",
    "starts": "start|starttid|fra kl|fra|begynder|starttidspunkt|kl|klokkeslæt|starts|start time|from|opens at",
    "ends": "slut|sluttid|til kl|til|slutter|sluttidspunkt|ends|end time|to|closes at",
    "price": "pris|kontingent|betaling|deltagerpris|egenbetaling|udgift|price|cost|fee|fees",
    "ages": "alder|aldersgruppe|aldersgrænse|age|ages|age group",
    "minimum_age": "minimumsalder|fra alder|alder fra|mindstealder|minimum age|min age",
    "maximum_age": "maksimumsalder|til alder|alder til|maximum age|max age",
    "language": "sprog|language|languages",
    "themes": "emne|emner|kategori|kategorier|interesse|interesser|tema|temaer"
    "|category|categories|topic|interests|themes",
    "eligibility": "målgruppe|hvem|for hvem|deltagere|hvem kan deltage|målgruppen|target group|audience|eligibility",
    "access": "tilgængelighed|adgangsforhold|handicapvenlig|handicapadgang|kørestol|accessibility|access|step free",
    "transport": "transport|kørsel|bus|offentlig transport|parkering",
    "status": "status|aktiv|tilstand|state",
    "assured": "opdateret|sidst opdateret|bekræftet|senest opdateret|dato"
    "|updated|last updated|assured date|confirmed",
    "sign_up": "tilmelding|sign up|signup|registration|booking",
}
"""Field → headings that mean it; the first is the one that is written."""

_BY_HEADING = {heading: name for name, headings in HEADINGS.items() for heading in headings.split("|")}
_MOSTLY = 0.6
_LONG = 60


def field_of(heading: str) -> str:
    """The field that a heading means, "" when it is none: whole, then without brackets, then by its longest part."""
    for text in (_plain(heading), _plain(re.sub(r"\(.*?\)", "", heading))):
        if text in _BY_HEADING:
            return _BY_HEADING[text]
    words = f" {_plain(heading)} "
    inside = [known for known in _BY_HEADING if len(known) > 3 and f" {known} " in words]
    return _BY_HEADING[max(inside, key=len)] if inside else ""


def guess_columns(sample: Sample) -> dict[int, str]:
    """Column (from 0) → field, for a person to look over; a field is given once, unknown columns are left out."""
    found: dict[int, str] = {}
    for column, heading in enumerate(sample.headings):
        name = "" if heading == letters(column) else field_of(heading)
        if name and name not in found.values():
            found[column] = name
    for column in range(len(sample.headings)):
        name = "" if column in found else _by_content(sample.column(column))
        if name and name not in found.values():
            found[column] = name
    if "name" not in found.values():
        _name_by_content(sample, found)
    return dict(sorted(found.items()))


def _by_content(cells: list[str]) -> str:
    """The first kind that most of the filled cells are of."""
    for name, is_kind in _KINDS.items():
        if cells and sum(is_kind(cell) for cell in cells) >= _MOSTLY * len(cells):
            return name
    return ""


def _name_by_content(sample: Sample, found: dict[int, str]) -> None:
    """The first free column of short texts that are nearly all different."""
    for column in range(len(sample.headings)):
        cells = sample.column(column)
        if column not in found and cells and len(set(cells)) > 0.7 * len(cells) and all(map(_is_short, cells)):
            found[column] = "name"
            return


def _is_short(cell: str) -> bool:
    return len(cell) <= 2 * _LONG and bool(re.search(r"[^\W\d]{2}", cell))


def _is_time(cell: str) -> bool:
    read = parse_times(cell)
    return bool(read.schedules) and len(read.rest) < len(cell) / 2


def _parses(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def is_kind(cell: str) -> bool:
        try:
            parse(cell)
        except clean.Unclear:
            return False
        return True

    return is_kind


_KINDS: dict[str, Callable[[str], bool]] = {
    "email": lambda cell: "@" in cell and _parses(clean.email)(cell),
    "url": lambda cell: bool(re.match(r"(https?://|www\.)", cell, re.IGNORECASE)) and _parses(clean.url)(cell),
    "postcode": lambda cell: bool(re.fullmatch(r"(DK-?)?[0-9]{4}", cell)),
    "postcode_city": lambda cell: bool(re.fullmatch(r"(DK-?)?[0-9]{4},? [^\W\d].{1,40}", cell)),
    "phone": lambda cell: len(cell) < _LONG and _parses(lambda text: clean.phone(text, "DK"))(cell),
    "weekday": lambda cell: len(cell) < 30 and not re.search(r"\d", cell) and _is_time(cell),
    "time": lambda cell: bool(re.search(r"\d", cell)) and _is_time(cell),
    "address": lambda cell: bool(re.match(r"[^\W\d][^\d,]{3,40} \d{1,3} ?[A-Z]?\b", cell)) and len(cell) < 2 * _LONG,
    "price": lambda cell: bool(re.search(r"^gratis|\bkr\b", cell, re.IGNORECASE)) and len(cell) < _LONG,
    "description": lambda cell: len(cell) > 2 * _LONG,
}


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", heading.lower().replace("_", " ")).split())
