"""Rows of a CSV file as it comes: encoding, separator and line ends found out, broken rows passed over."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from traedesten.interop.records import Refusal
from traedesten.interop.stream import LARGEST_ITEM, Text

SEPARATORS = ";,\t|"

# The limit belongs to the whole process; the standard one (131,072) would end a row in the middle of a field.
csv.field_size_limit(LARGEST_ITEM)


def separator_of(beginning: str) -> str:
    """The separator that parts the first lines most evenly; ";" when there is none."""
    lines = [line for line in beginning.splitlines()[:30] if line.strip()]
    best, best_score = ";", 0.0
    for separator in SEPARATORS:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=separator)]
        often = max(set(counts), key=lambda count: (count > 0, counts.count(count), count), default=0)
        score = often and counts.count(often) / len(counts) * (1 + min(often, 20) / 20)
        if score > best_score:
            best, best_score = separator, score
    return best


def rows(file: BinaryIO, limit: int, separator: str = "") -> Iterator[list[str] | None]:
    """The rows of a file, None for one that cannot be read. Raises Refusal: empty, html, too_large."""
    text = Text(file, limit)
    beginning = text.peek()
    if not beginning.strip():
        raise Refusal("empty")
    if beginning.lstrip().lower().startswith(("<!doctype", "<html")):
        raise Refusal("html")
    lines = _lines(text, "\n" not in beginning and "\r" in beginning)
    found = csv.reader(lines, delimiter=separator or separator_of(beginning))
    while True:
        try:
            yield next(found)
        except csv.Error:
            yield None
        except StopIteration:
            return


def _lines(text: Text, is_old_mac: bool) -> Iterator[str]:
    for line in text.lines():
        if is_old_mac:
            yield from (part + "\n" for part in line.split("\r"))
        else:
            yield line.rstrip("\r") + "\n"
