"""JSON of any size, item by item: bounded memory, and whole-file faults told apart."""

import codecs
import json
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import ijson
from ijson.common import ObjectBuilder

from traedesten.interop.records import Refusal

LIST_KEYS = (
    *("contents", "content", "services", "data", "items", "results", "organizations", "organisations"),
    *("records", "entries", "offers", "activities", "features", "value"),
)
"""The keys under which pages keep their list."""

ENVELOPES = ("result", "results", "response", "data", "page", "payload", "body", "_embedded", "d")
"""The keys under which a page may lie inside something else."""

DEEPEST_ENVELOPE = 4
_ABOUT_PAGES = ("meta", "pagination", "paging", "links", "_links")

LARGEST_ITEM = 4_000_000
"""Bytes of text in one item; larger ones are skipped."""

DEEPEST = 40
_CONTROL = dict.fromkeys(range(32), " ")
_AHEAD = 1 << 16
_NO_NUMBER = re.compile(r"([:\[,]\s{0,9})(?:NaN|-?Infinity)(?=\s{0,9}[,\]}])")
_HALF_NUMBER = re.compile(r"[:\[,]\s{0,9}[-NaInfity]{0,9}\s{0,9}\Z")
_LONGEST_HALF = 40
_SCALARS = ("string", "number", "boolean", "null")
_DOCTYPE = re.compile(r"<(!doctype|html|head|body|\?xml)", re.IGNORECASE)


class TooBig:
    """Stands for an item that was skipped because of its size or depth."""


TOO_BIG = TooBig()
BROKEN = TooBig()
"""Stands for a line of ndjson that is not JSON."""


def _windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 are taken for cp1252, as old exports mean them."""
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("traedesten.cp1252", _windows)


def _encoding(beginning: bytes) -> str:
    """Two bytes for each letter are known by their mark, or by the zeros where the first letters are Latin."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    evens, odds = set(beginning[0:8:2]), set(beginning[1:8:2])
    if len(beginning) >= 8 and odds == {0} and 0 not in evens:
        return "utf-16-le"
    return "utf-16-be" if len(beginning) >= 8 and evens == {0} and 0 not in odds else "utf-8-sig"


class Text:
    """A binary file as clean UTF-8: no byte-order mark, no raw control characters; counts and limits bytes."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._limit = limit
        self._decoder: codecs.IncrementalDecoder | None = None
        self._ahead = ""
        self._total = 0
        self._since_event = 0

    def peek(self) -> str:
        """The beginning, some 64 kB of it, without taking it away."""
        while len(self._ahead) < _AHEAD and (chunk := self._more(_AHEAD)):
            self._ahead += chunk
        return self._ahead

    def read(self, size: int = _AHEAD) -> bytes:
        """The next bytes, without raw control characters and NaN, which would make all of it invalid."""
        if size == 0:
            return b""
        more = self._more(_AHEAD)
        chunk, self._ahead = self._ahead + more, ""
        half = _HALF_NUMBER.search(chunk, max(len(chunk) - _LONGEST_HALF, 0)) if more else None
        if half and half.start():
            chunk, self._ahead = chunk[: half.start()], chunk[half.start() :]
        return _NO_NUMBER.sub(r"\1null", chunk).translate(_CONTROL).encode()

    def lines(self) -> Iterator[str]:
        """Lines; one that is larger than LARGEST_ITEM comes as an empty text of its own, " "."""
        rest, skipping = "", False
        while chunk := self._ahead or self._more(_AHEAD):
            self._ahead, self._since_event = "", 0
            *whole, rest = (rest + chunk).split("\n")
            for line in whole:
                yield " " if skipping else line
                skipping = False
            if len(rest) > LARGEST_ITEM:
                rest, skipping = "", True
        if rest or skipping:
            yield " " if skipping else rest

    def saw_event(self) -> None:
        """The parser has got on: what was read so far did not belong to one endless value."""
        self._since_event = 0

    def _more(self, size: int) -> str:
        while True:
            chunk = self._file.read(size)
            self._total += len(chunk)
            self._since_event += len(chunk)
            if self._total > self._limit or self._since_event > 2 * LARGEST_ITEM:
                raise Refusal("too_large", limit=self._limit)
            if self._decoder is None:
                name = _encoding(chunk)
                faults = "traedesten.cp1252" if name == "utf-8-sig" else "replace"
                self._decoder = codecs.getincrementaldecoder(name)(faults)
            text = self._decoder.decode(chunk, final=not chunk)
            if text or not chunk:
                return text.replace("\x00", "")


def items(file: BinaryIO, limit: int) -> Iterator[Any]:
    """The objects of a page, a list, ndjson or a single object, one after the other; TOO_BIG or BROKEN for one
    that cannot be given. Raises Refusal: empty, html, not_json, truncated, too_large, wrong_kind.
    """
    text = Text(file, limit)
    beginning = text.peek().lstrip()
    if not beginning:
        raise Refusal("empty")
    if _DOCTYPE.match(beginning):
        raise Refusal("html")
    if beginning[0] not in "[{":
        raise Refusal("not_json")
    yield from (_line_items(text) if _is_ndjson(beginning) else _parsed_items(text))


def scalars(file: BinaryIO, limit: int) -> dict[str, Any]:
    """What a page says about itself, and what lies around it or speaks of pages; empty for anything but an object.
    An address in "next" may have "href" below it.

    Raises Refusal as `items` does.
    """
    text = Text(file, limit)
    if not text.peek().lstrip().startswith("{"):
        return {}
    key, found = "", {}
    within: list[str] = []
    with _told_apart():
        for kind, value in _events(text):
            if kind.startswith("start_"):
                within.append(key if kind == "start_map" else "[")
            elif kind.startswith("end_"):
                within.pop()
            elif kind == "map_key":
                key = value
            elif within[-1] == "next" and key == "href" and _is_about_pages(within[1:-1]):
                found.setdefault("next", value)
            elif _is_about_pages(within[1:]):
                found.setdefault(key, value)
    return found


def _is_about_pages(within: list[str]) -> bool:
    return len(within) <= DEEPEST_ENVELOPE and all(key in ENVELOPES or key in _ABOUT_PAGES for key in within)


def _is_ndjson(beginning: str) -> bool:
    first, _, rest = beginning.partition("\n")
    return first.startswith("{") and rest.lstrip().startswith("{") and first.rstrip().endswith("}")


def _line_items(text: Text) -> Iterator[Any]:
    last_broken = False
    for line in text.lines():
        if line == " ":
            yield TOO_BIG
            continue
        if not line.strip():
            continue
        if last_broken:
            yield BROKEN
        try:
            item, last_broken = json.loads(line, strict=False), False
        except (ValueError, RecursionError):
            last_broken = True
            continue
        yield item
    if last_broken:
        raise Refusal("truncated")


def _parsed_items(text: Text) -> Iterator[Any]:
    with _told_apart():
        yield from _walk(_events(text))


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except ijson.IncompleteJSONError as error:
        words = str(error).lower()
        raise Refusal("truncated" if "premature eof" in words or "incomplete" in words else "not_json") from None
    except ijson.JSONError:
        raise Refusal("not_json") from None


def _events(text: Text) -> Iterator[tuple[str, Any]]:
    for event in ijson.basic_parse(text, buf_size=_AHEAD):
        text.saw_event()
        yield event


def _walk(events: Iterator[tuple[str, Any]]) -> Iterator[Any]:
    kind, _ = next(events)
    if kind == "start_array":
        yield from _list(events)
        _drain(events)
        return
    rest: dict[str, Any] = {}
    listed = yield from _object(events, rest, 0)
    _drain(events)
    if not listed:
        if TOO_BIG in rest.values():
            yield TOO_BIG
        elif not _is_record(rest):
            raise Refusal("wrong_kind")
        else:
            yield rest


def _object(events: Iterator[tuple[str, Any]], rest: dict[str, Any], depth: int) -> Generator[Any, None, bool]:
    """The objects of the lists in a page, or in the page inside it; whether there were any. The rest is put aside."""
    listed = False
    for kind, key in events:
        if kind == "end_map":
            break
        event = next(events)
        may_hold = not _is_record(rest)
        if event[0] == "start_array" and key in LIST_KEYS and may_hold:
            listed = True
            yield from _list(events)
        elif event[0] == "start_map" and key in ENVELOPES and depth < DEEPEST_ENVELOPE and may_hold:
            inside: dict[str, Any] = {}
            has_list = yield from _object(events, inside, depth + 1)
            if not has_list and _is_record(inside):
                yield inside
            listed = listed or has_list or _is_record(inside)
        else:
            rest[key] = _build(event, events)
    return listed


def _is_record(fields: dict[str, Any]) -> bool:
    return "id" in fields or "name" in fields


def _drain(events: Iterator[tuple[str, Any]]) -> None:
    for _ in events:
        pass


def _list(events: Iterator[tuple[str, Any]]) -> Iterator[Any]:
    for event in events:
        if event[0] == "end_array":
            return
        yield _build(event, events)


def _build(event: tuple[str, Any], events: Iterator[tuple[str, Any]]) -> Any:
    """One value whose first event is given; TOO_BIG when it has too much text or depth."""
    if event[0] in _SCALARS:
        return event[1]
    builder: ObjectBuilder | None = ObjectBuilder()
    builder.event(*event)
    depth, size = 1, 0
    while depth:
        kind, value = next(events)
        depth += kind.startswith("start_") - kind.startswith("end_")
        size += len(value) + 8 if isinstance(value, str) else 8
        if size > LARGEST_ITEM or depth > DEEPEST:
            builder = None
        if builder is not None:
            builder.event(kind, value)
    return builder.value if builder is not None else TOO_BIG
