"""The neutral record of an offer: what all readers give and all writers take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

STATUSES = ("active", "inactive", "temporarily closed", "defunct")
WEEKLY, MONTHLY = "WEEKLY", "MONTHLY"

LONGEST_NAME = 200
LONGEST_TEXT = 20_000
"""Characters kept of a name or a short field, and of a description."""


@dataclass(frozen=True)
class Warning:
    """Something in one record that was put right, kept as it stood, or left out.

    `where` is the record's id, or "row 12"; `field` the name of the field in the source; `code` a stable word.
    `params` may hold up to 40 characters of the value: for the eyes of whoever imports, never for a log.
    """

    where: str
    field: str
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


class Refusal(ValueError):
    """A whole file that cannot be read on. `reason` is empty, html, not_json, not_a_zip, not_a_table,
    not_a_calendar, truncated, too_large or wrong_kind; those of an outline stand in ``outlines``.
    Records given before it was raised must not be kept alone.
    """

    def __init__(self, reason: str, **params: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


@dataclass(frozen=True)
class ContactRecord:
    """Somebody to ask. A name may be shown only with that person's consent."""

    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class OrganisationRecord:
    """Whoever stands behind offers."""

    source_id: str
    name: str
    description: str = ""
    url: str = ""
    email: str = ""
    phone: str = ""
    parent_id: str = ""


@dataclass(frozen=True)
class PlaceRecord:
    """Where an offer meets. `kind` is physical, postal or virtual; `address` has at most two lines;
    degrees are WGS 84.
    """

    source_id: str
    name: str = ""
    kind: str = "physical"
    address: tuple[str, ...] = ()
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    access_notes: str = ""
    transport: str = ""


@dataclass(frozen=True)
class ScheduleRecord:
    """One rule of wall-clock times, or one extra date.

    `freq` is WEEKLY, MONTHLY or "". WEEKLY has `weekdays` (0 is Monday), every `interval` weeks from the week of
    `valid_from`. MONTHLY has `weekdays` in the `weeks` of the month (1 to 5, -1 is the last), or `month_days`
    (1 to 31, -1 is the last). "" has only `on`, a single date; `on` is None when only `words` are known.
    `cancelled` are dates on which the rule does not hold. `words` is how the source says it.
    """

    freq: str = ""
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    starts: time | None = None
    ends: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    on: date | None = None
    cancelled: tuple[date, ...] = ()
    place_id: str = ""
    words: str = ""


@dataclass(frozen=True)
class ForeignTerm:
    """A term of somebody else's taxonomy, kept as it came."""

    source_id: str
    name: str
    vocabulary: str = ""
    uri: str = ""


@dataclass(frozen=True)
class OfferRecord:
    """One offer. `price` is 0 when it is free, None when nobody says; ages are in years, both inclusive.

    `languages` are ISO 639 codes, or names without one. `themes` are keys of `domain.taxonomy`; `terms` all
    foreign ones, also those that gave a theme. `attributes` are further (key, value) pairs.
    """

    source_id: str
    name: str
    description: str = ""
    status: str = "active"
    url: str = ""
    email: str = ""
    phone: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    price_words: str = ""
    price: Decimal | None = None
    currency: str = ""
    languages: tuple[str, ...] = ()
    organisation_id: str = ""
    places: tuple[PlaceRecord, ...] = ()
    schedules: tuple[ScheduleRecord, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    themes: tuple[str, ...] = ()
    terms: tuple[ForeignTerm, ...] = ()
    eligibility: str = ""
    assured_on: date | None = None
    modified_at: datetime | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class EventRecord:
    """One series, or one single event, of a calendar."""

    source_id: str
    name: str
    description: str = ""
    place: str = ""
    url: str = ""
    schedules: tuple[ScheduleRecord, ...] = ()


@dataclass(frozen=True)
class Read:
    """One record of the source and what must be said about it; no record when it could not be made into one."""

    record: OfferRecord | OrganisationRecord | EventRecord | None
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True)
class Reading:
    """How a source is read: where its telephone numbers are at home (ISO 3166), its currency (ISO 4217), bytes
    accepted, and which of its terms (id, or name in lower case) mean which of our themes.
    """

    region: str = "DK"
    currency: str = "DKK"
    limit: int = 300_000_000
    themes: Mapping[str, str] = field(default_factory=dict)
