"""Feeds of every shape become the same offers, and what is odd in one record is said there."""

import pytest

from tests.features.test_sources import a_source, boss, counts, offer, read, rows, take  # noqa: F401
from tests.interop.shapes import SHAPES
from traedesten.offers.models import Offer
from traedesten.sources.reading import Kind

PLACED = {
    *("hsds_1_1_with_weekdays", "hsds_2_0_page", "hsds_3_1_with_rules", "hsds_3_1_by_place", "oruk_1_0_mixed"),
    *("geojson", "tabular_with_semicolons", "a_table_in_utf_16"),
}
THEMED = {"hsds_1_1_with_weekdays", "oruk_1_0_mixed", "tabular_with_semicolons"}
KINDS = {
    "tabular_with_semicolons": Kind.TABULAR,
    "a_table_in_utf_16": Kind.CSV,
    "hsds_1_1_with_weekdays": Kind.HSDS,
    "hsds_2_0_page": Kind.ORUK,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_offers_are_the_same_in_every_shape(boss, shape):  # noqa: F811
    run = take(boss, a_source(boss, SHAPES[shape](), kind=""))
    assert (run.state, run.counts.get("new"), Offer.objects.count()) == ("done", 2, 2)
    assert run.source.kind == KINDS.get(shape, run.source.kind)
    knitting, choir = offer("Strikkecafé"), offer("Kor uden noder")
    times = [(time.freq, time.weekday, time.starts.hour, time.ends.hour) for time in knitting.times.all()]
    assert times == [("weekly", 1, 14, 16)]
    if shape != "hsds_2_0_page":
        assert knitting.organisation.name == "Husflid"
    if shape in PLACED:
        assert knitting.place == "Biblioteket"
    if shape in PLACED - {"a_table_in_utf_16"}:
        assert knitting.point == (56.3601, 8.6163)
    if shape in THEMED:
        assert "creative.knitting" in knitting.interests
    assert "<" not in knitting.about and knitting.is_open and choir.is_open


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_again_changes_nothing(boss, shape):  # noqa: F811
    source = a_source(boss, SHAPES[shape](), kind="")
    take(boss, source)
    again = take(boss, source)
    assert (again.counts["unchanged"], again.counts.get("new", 0)) == (2, 0)


@pytest.mark.parametrize(
    ("shape", "name", "code"),
    [
        ("hsds_2_0_page", "Strikkecafé", "unknown_organisation"),
        ("hsds_3_1_by_place", "Kor uden noder", "missing_id"),
        ("lines_without_identities", "Kor uden noder", "missing_id"),
        ("lines_without_identities", "", "broken_line"),
        ("oruk_1_0_mixed", "Kor uden noder", "missing_organisation"),
        ("a_table_in_utf_16", "Kor uden noder", "times_not_read"),
    ],
)
def test_what_is_odd_is_said_of_the_record_it_is_odd_in(boss, shape, name, code):  # noqa: F811
    found = rows(read(boss, a_source(boss, SHAPES[shape](), kind="")))
    assert code in {told for _field, told, _value in found[name]["warnings"]}


def test_rules_of_a_calendar_in_a_feed_are_kept_with_their_end(boss):  # noqa: F811
    take(boss, a_source(boss, SHAPES["hsds_3_1_with_rules"](), kind=""))
    monthly = offer("Kor uden noder").times.get()
    assert (monthly.freq, monthly.week_of_month, monthly.weekday) == ("monthly", 1, 3)
    assert monthly.valid_until.isoformat() == "2030-12-31"
