"""What may be asked of the API: one table that the views read and the OpenAPI document prints."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime

from traedesten.interop.schedules import DAYS

PER_PAGE, MOST_PER_PAGE, LAST_PAGE = 50, 1000, 1_000_000
LONGEST = 200
_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
FARTHEST = 20_100_000
"""Metres half around the earth, and a little more."""
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(:[0-5][0-9])?")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


class Unclear(ValueError):
    """Values that cannot be read: what is wrong, by the name of the parameter."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = dict(problems)


@dataclass(frozen=True)
class Parameter:
    """How a query parameter is read, its JSON schema, and what it does."""

    read: Callable[[str], Any]
    schema: Mapping[str, Any]
    does: str


def read(query: Mapping[str, str], names: tuple[str, ...]) -> dict[str, Any]:
    """The values of those that are asked, by name; empty text counts as not asked. Raises Unclear."""
    values, problems = {}, {}
    for name in names:
        if name not in query:
            continue
        try:
            found = PARAMETERS[name].read(query[name])
            if found != "":
                values[name] = found
        except ValueError as problem:
            problems[name] = str(problem)
    if problems:
        raise Unclear(problems)
    return values


def _between(least: int, most: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(text)

    return whole


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text) or not 0 <= float(text) <= FARTHEST:
        raise ValueError(f"must be a number from 0 to {FARTHEST}")
    return float(text)


def _words(text: str) -> str:
    if "\x00" in text or len(text) > LONGEST:
        raise ValueError(f"must be at most {LONGEST} characters of text")
    return text


def _uuid(text: str) -> UUID:
    if not _UUID.fullmatch(text):
        raise ValueError("must be a UUID")
    return UUID(text)


def _truth(text: str) -> bool:
    if text.lower() not in _TRUTH:
        raise ValueError("must be true or false")
    return _TRUTH[text.lower()]


def _moment(text: str) -> datetime:
    """A plus sign that was not encoded has become a space; a moment without an offset is in UTC."""
    text = re.sub(r" (\d\d:?\d\d)$", r"+\1", text)
    try:
        day = parse_date(text)
        found = datetime(day.year, day.month, day.day) if day else parse_datetime(text)
        if found:
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("must be a date-time such as 2026-03-01T12:00:00Z (RFC 3339), or a date")


def _clock(text: str) -> time:
    if not _CLOCK.fullmatch(text):
        raise ValueError("must be a time of day such as 14:00")
    return time.fromisoformat(text)


def _day(text: str) -> int:
    if text.upper() not in DAYS:
        raise ValueError(f"must be one of {', '.join(DAYS)}")
    return DAYS.index(text.upper())


def _one_of(*choices: str) -> Callable[[str], str]:
    def choice(text: str) -> str:
        if text not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text

    return choice


_AGE = {"type": "integer", "minimum": 0, "maximum": 999}
_ID = {"type": "string", "format": "uuid", "pattern": f"^{_UUID.pattern}$"}
_TIME = {"type": "string", "pattern": f"^{_CLOCK.pattern}$", "examples": ["14:00"]}
_TEXT = {"type": "string", "maxLength": LONGEST, "pattern": "^[^\\u0000]*$"}
_PER_PAGE = {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE}
_BOOLEAN = {"type": "boolean", "default": False}

PARAMETERS: dict[str, Parameter] = {
    "search": Parameter(_words, _TEXT, "Words, with Danish stemming: name, description, themes, place."),
    "page": Parameter(
        _between(1, LAST_PAGE),
        {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
        "Which page; a page after the last one is empty.",
    ),
    "per_page": Parameter(_between(1, MOST_PER_PAGE), _PER_PAGE, "How many on a page."),
    "perPage": Parameter(_between(1, MOST_PER_PAGE), _PER_PAGE, "The same as per_page, which goes before it."),
    "format": Parameter(
        _one_of("json", "ndjson"),
        {"type": "string", "enum": ["json", "ndjson"], "default": "json"},
        "ndjson streams all of them without pages, one on each line.",
    ),
    "taxonomy_term_id": Parameter(_uuid, _ID, "Only services with this term, or with one below it."),
    "taxonomy_id": Parameter(_uuid, _ID, "Only what has a term of this taxonomy."),
    "organization_id": Parameter(_uuid, _ID, "Only services of this organization."),
    "parent_id": Parameter(_uuid, _ID, "Only terms directly below this one."),
    "modified_after": Parameter(
        _moment,
        {"type": "string", "format": "date-time"},
        "Only what was changed at this moment or later. A date is accepted too; without an offset it is UTC.",
    ),
    "minimal": Parameter(_truth, _BOOLEAN, "Only what is required, and last_modified. Goes before full."),
    "full": Parameter(_truth, _BOOLEAN, "Fully nested."),
    "minimum_age": Parameter(_between(0, 999), _AGE, "Only services with a minimum age of at least this."),
    "maximum_age": Parameter(_between(0, 999), _AGE, "Only services with a maximum age of at most this."),
    "start_time": Parameter(
        _clock, _TIME, "Only services with a regular time that starts then or later; the same that day means."
    ),
    "end_time": Parameter(_clock, _TIME, "Only services with a regular time that ends then or earlier."),
    "day": Parameter(
        _day, {"type": "string", "enum": [*DAYS]}, "Only services with a regular time on this day of the week."
    ),
    "postcode": Parameter(
        _words, {**_TEXT, "examples": ["7500"]}, "Only what is at this postcode; with proximity what is near it."
    ),
    "proximity": Parameter(
        _number,
        {"type": "number", "minimum": 0, "maximum": FARTHEST},
        "Metres from the middle of the postcode; nothing is near an unknown one. Alone it does nothing.",
    ),
}

_PAGES = ("search", "page", "per_page", "perPage", "format")
_OF_SERVICES = (
    *("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full"),
    *("minimum_age", "maximum_age", "start_time", "end_time", "day"),
)
OF: dict[str, tuple[str, ...]] = {
    "services": (*_PAGES, *_OF_SERVICES, "minimal"),
    "service_at_locations": (*_PAGES, *_OF_SERVICES, "postcode", "proximity"),
    "organizations": (*_PAGES, "taxonomy_term_id", "taxonomy_id", "modified_after", "full"),
    "taxonomies": _PAGES,
    "taxonomy_terms": (*_PAGES, "taxonomy_id", "parent_id"),
}
"""The parameters of each list; others are ignored."""
