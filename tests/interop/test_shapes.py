"""Whatever happens to a feed on its way, it is read or refused, and never breaks the reader."""

import io
import json
import random
from datetime import date

import pytest
from openpyxl import Workbook

from tests.interop.shapes import SHAPES
from traedesten.interop import hsds, oruk, tables, tabular
from traedesten.interop.records import Reading, Refusal


def a_workbook() -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in (["Navn", "Sted", "Tid"], *([f"Kor {number}", "Salen", "Tirsdag kl. 14-16"] for number in range(9))):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def mangled(content: bytes, draw: random.Random) -> bytes:
    """With a few bytes changed, gone, or put in."""
    found = bytearray(content)
    for _ in range(draw.randint(1, 5)):
        place = draw.randrange(len(found))
        how = draw.random()
        if how < 0.5:
            found[place] = draw.randrange(256)
        elif how < 0.75:
            del found[place : place + draw.randint(1, 9)]
        else:
            found[place:place] = draw.randbytes(draw.randint(1, 4))
    return bytes(found)


def read(name: str, content: bytes) -> list:
    if name in ("a_table_in_utf_16", "a_workbook"):
        return list(tables.read_table(content, None, Reading(), date(2026, 1, 1)))
    if name == "tabular_with_semicolons":
        return list(tabular.read(io.BytesIO(content)))
    return [*hsds.read(io.BytesIO(content)), *oruk.read(io.BytesIO(content))]


@pytest.mark.parametrize("name", [*SHAPES, "a_workbook"])
def test_a_mangled_feed_is_read_or_refused(name):
    draw, content = random.Random(name), a_workbook() if name == "a_workbook" else SHAPES[name]()
    outcomes = set()
    for _ in range(120):
        try:
            read(name, mangled(content, draw))
            outcomes.add("read")
        except Refusal as refusal:
            outcomes.add(refusal.reason)
    assert outcomes > {"read"} or name == "a_table_in_utf_16"


WORDS = (
    *("data", "result", "results", "page", "contents", "services", "service", "attributes", "properties", "geometry"),
    *(
        "type",
        "name",
        "id",
        "organization",
        "schedules",
        "rrule",
        "regular_schedule",
        "locations",
        "location",
        "links",
    ),
    *("_links", "next", "href", "meta", "total_pages", "features", "coordinates", "taxonomy", "address"),
)
VALUES = (None, 1, -1, "x", "Feature", "Point", "RRULE:FREQ=WEEKLY", "FREQ=;=;BYDAY=TU", "MO", True, 1e300)


def anything(draw: random.Random, depth: int = 0):
    """Objects in lists in objects, named as feeds name theirs."""
    if depth > 5 or draw.random() < 0.3:
        return draw.choice(VALUES)
    if draw.random() < 0.35:
        return [anything(draw, depth + 1) for _ in range(draw.randint(0, 3))]
    return {draw.choice(WORDS): anything(draw, depth + 1) for _ in range(draw.randint(0, 6))}


@pytest.mark.parametrize("seed", range(4))
def test_any_object_with_the_names_of_a_feed_is_read_or_refused(seed):
    draw = random.Random(seed)
    for _ in range(400):
        content = json.dumps(anything(draw)).encode()
        for take in (hsds.read, oruk.read):
            try:
                list(take(io.BytesIO(content)))
                hsds.next_page("https://x.example/services", content)
            except Refusal:
                pass
