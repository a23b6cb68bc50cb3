"""From the bytes of a source to records: what kind it is, and which reader takes it."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

from traedesten.interop import hsds, oruk, stream, tables, tabular
from traedesten.interop.calendars import read_calendar
from traedesten.interop.records import Read, Reading, Refusal
from traedesten.sources.models import OfferSource

Kind = OfferSource.Kind

LARGEST = 50_000_000
"""Bytes of a source, all its pages together, also when unpacked."""

AHEAD = timedelta(days=180)
"""How far a calendar's irregular events are taken over."""

READING = Reading(limit=LARGEST)


def kind_of(content: bytes) -> str:
    """What kind of list this is. Raises Refusal: empty, html, not_json, truncated, too_large, wrong_kind."""
    beginning = stream.Text(BytesIO(content), LARGEST + 1).peek()[:1000].lstrip().lower()
    if content.startswith(b"PK"):
        return Kind.CSV if b"[content_types].xml" in content[:4000].lower() else _kind_of_package(content)
    if beginning.startswith("begin:vcalendar"):
        return Kind.ICAL
    if beginning.startswith(("{", "[")):
        first = next(stream.items(BytesIO(content), LARGEST), None)
        return Kind.ORUK if oruk.is_oruk(first) else Kind.HSDS
    return Kind.CSV


def _kind_of_package(content: bytes) -> str:
    """A workbook need not begin with its table of contents; its name stands in clear at the end all the same."""
    return Kind.CSV if b"[Content_Types].xml" in content[-66_000:] else Kind.TABULAR


def read(content: bytes, source: OfferSource, kind: str, on: date, zone: str) -> Iterator[Read]:
    """The records of one file or page. ``on`` is today, ``zone`` the site's. Raises Refusal."""
    if len(content) > LARGEST:
        raise Refusal("too_large", limit=LARGEST)
    if kind == Kind.CSV:
        columns = {int(column): field for column, field in source.columns.items() if field}
        return tables.read_table(content, columns or None, READING, on)
    if kind == Kind.ICAL:
        return read_calendar(content, on, on + AHEAD, zone)
    readers = {Kind.HSDS: hsds.read, Kind.ORUK: oruk.read, Kind.TABULAR: tabular.read}
    return readers[kind](BytesIO(content), READING)
