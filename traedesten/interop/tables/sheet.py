"""The rows of a CSV or Excel file, all as text, and its beginning for a person to look at."""

import re
import struct
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from traedesten.interop import csvrows
from traedesten.interop.records import Refusal

MOST_COLUMNS = 200
MOST_ROWS = 200_000
SAMPLE = 50
"""Rows of a sample."""

_HEADING_WITHIN = 15
_LARGEST_STRINGS = 60_000_000
_MOST_ENTRIES = 500
_BATCH = 500
_NO_TABLE = (
    *(InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError),
    *(RuntimeError, NotImplementedError, OSError, struct.error),
)
"""What a workbook whose bytes were changed, or that is locked, makes of openpyxl."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sample:
    """The beginning of a table: in which row (from 1) the headings stand, 0 when there are none and the columns are
    called A, B, C; the headings; the first rows below them, all of one width.
    """

    heading_row: int
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, number: int) -> list[str]:
        """The filled cells of a column."""
        return [row[number] for row in self.rows if row[number]]


def sample_of(content: bytes, limit: int, is_heading: Any) -> Sample:
    """The beginning of a CSV or .xlsx file; `is_heading` knows a known heading. Raises Refusal as `rows` does."""
    beginning = list(islice(rows(content, limit), SAMPLE + _HEADING_WITHIN))
    filled = [row or [] for row in beginning]
    if not any(map(any, filled)):
        raise Refusal("empty")
    number = _heading_row(filled, is_heading)
    width = max(map(len, filled))
    headings = [cell.strip() for cell in filled[number - 1]] if number else []
    names = [*headings, *("" for _ in range(width - len(headings)))]
    below = [row for row in filled[number:] if any(row)][:SAMPLE]
    return Sample(
        heading_row=number,
        headings=tuple(name or letters(column) for column, name in enumerate(names)),
        rows=tuple((*row, *("" for _ in range(width - len(row)))) for row in below),
    )


def rows(content: bytes, limit: int) -> Iterator[list[str] | None]:
    """All rows, None for one that cannot be read. Raises Refusal: empty, html, too_large, wrong_kind (old Excel,
    OpenDocument), truncated, not_a_table.
    """
    if len(content) > limit:
        raise Refusal("too_large", limit=limit)
    if content.startswith(_OLD_EXCEL):
        raise Refusal("wrong_kind")
    found = _excel_rows(content, limit) if content.startswith(b"PK") else csvrows.rows(BytesIO(content), limit)
    for number, row in enumerate(found):
        if number >= MOST_ROWS:
            raise Refusal("too_large", limit=MOST_ROWS)
        yield row if row is None else _trimmed([_tidy(cell) for cell in row[:MOST_COLUMNS]])


def _trimmed(row: list[str]) -> list[str]:
    """Without the empty cells at its end."""
    while row and not row[-1]:
        row.pop()
    return row


def _heading_row(rows: list[list[str]], is_heading: Any) -> int:
    """The row (from 1) with most known headings, at least two, or one of at most three filled cells; 0 for none."""
    scores = [(sum(map(bool, map(is_heading, row))), -place) for place, row in enumerate(rows[:_HEADING_WITHIN])]
    known, place = max(scores, default=(0, 0))
    filled = sum(map(bool, rows[-place]))
    if known >= 2 or (known == 1 and filled <= 3):
        return 1 - place
    first = next(place for place, row in enumerate(rows) if any(row))
    words = [cell for cell in rows[first] if cell]
    has_names = len(words) > 1 and all(len(cell) < 40 and not re.search(r"[\d@]", cell) for cell in words)
    below = rows[first + 1 : first + 6]
    return first + 1 if has_names and any(re.search(r"[\d@]", cell) for row in below for cell in row) else 0


def letters(column: int) -> str:
    """Column 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _tidy(cell: str) -> str:
    """Without the apostrophe that keeps a cell from being taken for a formula."""
    cell = cell.strip()
    return cell[1:] if re.match(r"'[=+@\t\r-]", cell) else cell


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, EOFError, zipfile.zlib.error):
        raise Refusal("truncated") from None
    except DefusedXmlException:
        raise Refusal("wrong_kind") from None
    except _NO_TABLE as error:
        if isinstance(error, Refusal):
            raise
        raise Refusal("not_a_table") from None


def _excel_rows(content: bytes, limit: int) -> Iterator[list[str]]:
    with _told_apart():
        _check_package(content, limit)
        with _quiet():
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
            if sheet is None:
                raise Refusal("empty")
            sheet.reset_dimensions()
            yield from _in_batches(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))
        finally:
            book.close()


def _in_batches(cells: Iterator[tuple[Any, ...]]) -> Iterator[list[str]]:
    while True:
        with _quiet():
            batch = [[_as_text(value) for value in row] for row in islice(cells, _BATCH)]
        yield from batch
        if len(batch) < _BATCH:
            return


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what openpyxl says of the looks of a sheet that it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def _check_package(content: bytes, limit: int) -> None:
    """Sizes before anything is unpacked (zipfile never gives more than is declared), and no XML entities."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        entries = package.infolist()
        names = {entry.filename for entry in entries}
        if "mimetype" in names or "[Content_Types].xml" not in names:
            raise Refusal("wrong_kind")
        total = sum(entry.file_size for entry in entries)
        strings = sum(entry.file_size for entry in entries if "sharedStrings" in entry.filename)
        if total > limit or strings > _LARGEST_STRINGS or len(entries) > _MOST_ENTRIES:
            raise Refusal("too_large", limit=limit)
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")) and b"<!" in package.open(entry).read(4096):
                raise Refusal("wrong_kind")


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
