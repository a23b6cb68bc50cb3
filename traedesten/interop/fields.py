"""One object of a source, read field by field: what is odd becomes a warning, never an error."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from traedesten.interop import clean
from traedesten.interop.clean import Unclear
from traedesten.interop.records import LONGEST_NAME, LONGEST_TEXT, Reading, Warning

T = TypeVar("T")

MOST_ITEMS = 500
"""Entries of a list that are read."""

_SCRIPT = re.compile(r"<(script|iframe|object|embed)\b|javascript:", re.IGNORECASE)
_NOTHING = {"", "null", "none", "n/a", "nan", "undefined", "-"}


class Fields:
    """A mapping of anything, with the warnings of the record it belongs to."""

    def __init__(self, item: Mapping[str, Any], where: str, warnings: list[Warning], reading: Reading) -> None:
        self.item = item
        self.where = where
        self.warnings = warnings
        self.reading = reading

    def warn(self, field: str, code: str, **params: str | int) -> None:
        warning = Warning(self.where, field, code, params)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def text(self, *names: str, limit: int = LONGEST_NAME) -> str:
        """One line from the first of the names that has anything; cut at `limit` characters."""
        return self._cut(names, limit, lines=False)

    def long(self, *names: str, limit: int = LONGEST_TEXT) -> str:
        """Text of several lines from the first of the names that has anything."""
        return self._cut(names, limit, lines=True)

    def email(self, *names: str) -> str:
        return self._parsed(names, clean.email, "")

    def url(self, *names: str) -> str:
        return self._parsed(names, clean.url, "")

    def phone(self, *names: str) -> str:
        """In E.164; as it stands, with a warning, when it is no telephone number."""
        text = self.text(*names)
        return self._parsed(names, lambda raw: clean.phone(raw, self.reading.region), text)

    def number(self, *names: str) -> Decimal | None:
        return self._parsed(names, clean.number, None, show=True)

    def whole(self, *names: str, least: int, most: int) -> int | None:
        """A whole number between two bounds; anything else is left out with a warning."""
        found = self.number(*names)
        if found is None or not found.is_finite():
            return None
        if not least <= found <= most:
            self.warn(names[0], "out_of_range", least=least, most=most)
            return None
        return int(found)

    def day(self, *names: str) -> date | None:
        return self._parsed(names, clean.day, None, show=True)

    def moment(self, *names: str) -> datetime | None:
        return self._parsed(names, clean.moment, None, show=True)

    def clock(self, *names: str) -> time | None:
        return self._parsed(names, clean.clock, None, show=True)

    def degrees(self, name: str, most: int) -> float | None:
        """Latitude or longitude, between -most and most."""
        value = self.item.get(name)
        if isinstance(value, str) and "," in value and "." not in value:
            value = value.replace(",", ".")
        if value is None or isinstance(value, bool) or value == "":
            return None
        try:
            found = float(value)
        except (TypeError, ValueError, OverflowError):
            found = float("inf")
        if not -most <= found <= most:
            self.warn(name, "bad_coordinate")
            return None
        return found

    def one(self, *names: str) -> "Fields | None":
        """A nested object of the first of the names that has any, the first one when there is a list."""
        return next(self.many(*names), None)

    def many(self, *names: str) -> Iterator["Fields"]:
        """Nested objects of the first of the names that has any; others among them give a warning."""
        for name in names:
            value = self.item.get(name)
            if value is None or value == "" or value == [] or value == {}:
                continue
            entries = value if isinstance(value, list) else [value]
            if len(entries) > MOST_ITEMS:
                self.warn(name, "too_many", count=len(entries), limit=MOST_ITEMS)
            for entry in entries[:MOST_ITEMS]:
                if isinstance(entry, Mapping):
                    yield self.inside(entry)
                elif entry is not None:
                    self.warn(name, "wrong_type", type=_kind(entry))
            return

    def inside(self, item: Mapping[str, Any]) -> "Fields":
        """Another mapping whose warnings belong to the same record."""
        return Fields(item, self.where, self.warnings, self.reading)

    def raw(self, *names: str) -> tuple[str, str]:
        """(name, text) of the first of the names that has anything, else (the first name, "")."""
        for name in names:
            value = self.item.get(name)
            if value is None or isinstance(value, bool):
                continue
            if isinstance(value, list) and value and all(isinstance(part, str | int) for part in value):
                value = ", ".join(str(part) for part in value[:MOST_ITEMS])
            if not isinstance(value, str | int | float | Decimal):
                if value:
                    self.warn(name, "wrong_type", type=_kind(value))
                continue
            text = _number_as_text(value)
            if text.strip().lower() not in _NOTHING:
                return name, text
        return names[0], ""

    def _cut(self, names: tuple[str, ...], limit: int, lines: bool) -> str:
        name, raw = self.raw(*names)
        if not raw:
            return ""
        text = clean.plain_text(raw, lines)
        if _SCRIPT.search(raw[: clean.LONGEST_RAW]):
            self.warn(name, "script_removed")
        if len(text) > limit or len(raw) > clean.LONGEST_RAW:
            self.warn(name, "cut", length=len(raw), limit=limit)
            text = text[:limit].rstrip()
        return text

    def _parsed(self, names: tuple[str, ...], parse: Callable[[str], T], otherwise: T, show: bool = False) -> T:
        name, raw = self.raw(*names)
        text = clean.plain_text(raw, lines=False) if raw else ""
        if not text:
            return otherwise
        try:
            return parse(text)
        except Unclear as unclear:
            self.warn(name, unclear.code, **({"value": text[:40]} if show else {}))
            return otherwise


def _number_as_text(value: str | int | float | Decimal) -> str:
    if isinstance(value, str):
        return value
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return f"{exact:f}" if exact.is_finite() and exact.adjusted() < 50 else "not a number"


def _kind(value: object) -> str:
    return {dict: "object", list: "list", str: "text", bool: "yes_or_no"}.get(type(value), "number")
