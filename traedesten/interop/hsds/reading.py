"""HSDS 3.x as JSON: pages, lists, ndjson or a single service, streamed."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from traedesten.interop import stream
from traedesten.interop.hsds.building import Builder
from traedesten.interop.hsds.envelopes import opened
from traedesten.interop.hsds.older import where_older
from traedesten.interop.records import Read, Reading, Refusal

_NEXT = ("next", "next_page", "nextPage", "next_url")


def read(
    file: BinaryIO, reading: Reading | None = None, translate: Callable[[Any], Any] = where_older
) -> Iterator[Read]:
    """The records of a file, one after the other; each organisation before its first offer.

    `translate` makes an older standard's object into one of HSDS 3; without it those that show what they are.
    Memory does not grow with the file but for the identifiers. Raises Refusal (empty, html, not_json, truncated,
    too_large, wrong_kind) when it gets there.
    """
    reading = reading or Reading()
    builder = Builder(reading, translate)
    read_any = False
    for item in stream.items(file, reading.limit):
        if item is stream.TOO_BIG or item is stream.BROKEN:
            yield builder.skip("record_too_large" if item is stream.TOO_BIG else "broken_line")
            continue
        for found in builder.read(opened(item)):
            read_any = read_any or found.record is not None
            yield found
    if builder.strangers and not read_any:
        raise Refusal("wrong_kind")


def next_page(address: str, content: bytes) -> str | None:
    """The address of the page after this one; None after the last one, and for what is no page.

    Stays on the same host. Raises Refusal as `read` does. Ask before the records: a page that is cut off has none.
    """
    page = stream.scalars(BytesIO(content), max(len(content), 1))
    for name in _NEXT:
        if isinstance(page.get(name), str) and page[name]:
            following = urljoin(address, page[name])
            same = urlsplit(following)[:2] == urlsplit(address)[:2] and following != address
            return following if same else None
    if page.get("last_page") is True or page.get("last") is True or page.get("empty") is True:
        return None
    total = page.get("total_pages", page.get("totalPages"))
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    asked = query.get("page", "")
    number = (
        int(asked) if asked.isdecimal() and len(asked) < 10 else page.get("page_number", page.get("current_page", 1))
    )
    if not isinstance(total, int) or not isinstance(number, int) or number >= total:
        return None
    return urlunsplit(parts._replace(query=urlencode({**query, "page": number + 1})))
