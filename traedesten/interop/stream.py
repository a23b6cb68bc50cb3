"""JSON of any size, item by item: bounded memory, and whole-file faults told apart."""

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import ijson
from ijson.common import ObjectBuilder

from traedesten.interop.records import Refusal

LIST_KEYS = ("contents", "content", "services", "data", "items", "results", "organizations")
"""The keys under which pages keep their list."""

LARGEST_ITEM = 4_000_000
"""Bytes of text in one item; larger ones are skipped."""

DEEPEST = 40
_CONTROL = dict.fromkeys(range(32), " ")
_AHEAD = 1 << 16
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
        """The next bytes, without raw control characters (they would make a string invalid)."""
        if size == 0:
            return b""
        chunk, self._ahead = self._ahead or self._more(_AHEAD), ""
        return chunk.translate(_CONTROL).encode()

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
                wide = chunk.startswith((b"\xff\xfe", b"\xfe\xff"))
                name = "utf-16" if wide else "utf-8-sig"
                self._decoder = codecs.getincrementaldecoder(name)("replace" if wide else "traedesten.cp1252")
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
    """What a page says about itself, without its lists and objects; empty for anything but an object.

    Raises Refusal as `items` does.
    """
    text = Text(file, limit)
    if not text.peek().lstrip().startswith("{"):
        return {}
    depth, key, found = 0, "", {}
    with _told_apart():
        for kind, value in _events(text):
            depth += kind.startswith("start_") - kind.startswith("end_")
            if depth == 1 and kind == "map_key":
                key = value
            elif depth == 1 and kind in _SCALARS:
                found[key] = value
    return found


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
    listed = False
    for kind, key in events:
        if kind == "end_map":
            break
        event = next(events)
        if event[0] == "start_array" and key in LIST_KEYS and not _is_record(rest):
            listed = True
            yield from _list(events)
        else:
            rest[key] = _build(event, events)
    _drain(events)
    if not listed:
        if TOO_BIG in rest.values():
            yield TOO_BIG
        elif not _is_record(rest):
            raise Refusal("wrong_kind")
        else:
            yield rest


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
