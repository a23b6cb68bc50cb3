"""What a row of the demo's offers holds, and when it meets as seen from today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from traedesten.domain.schedules import OneOff, Regular, occurrences
from traedesten.domain.taxonomy import first_level

TOMORROW = "tomorrow"
ZONE = ZoneInfo("Europe/Copenhagen")
LOOK_AHEAD = timedelta(days=200)


@dataclass(frozen=True)
class Organisation:
    """An invented association or a workplace of the story."""

    name: str
    about: str


@dataclass(frozen=True)
class Venue:
    """Where it is. ``area`` is a name in ``places``; ``point`` is latitude and longitude in degrees.

    ``step_free`` and ``hearing_loop`` are None where nobody has said.
    """

    name: str
    address: str
    area: str
    point: tuple[float, float]
    transport: str = ""
    step_free: bool | None = True
    hearing_loop: bool | None = None

    @property
    def town(self) -> str:
        """ "Nygade 12, 7500 Holstebro" → "Holstebro"."""
        return self.address.rpartition(", ")[2].partition(" ")[2]


@dataclass(frozen=True)
class Time:
    """Each ``every`` weeks, or, with ``nth`` 1–4 or -1, months. ``day`` is a weekday (Monday is 0), or TOMORROW,
    which is the weekday after today.
    """

    day: int | str
    starts: str
    ends: str
    every: int = 1
    nth: int | None = None

    def weekday(self, today: date) -> int:
        return (today + timedelta(days=1)).weekday() if isinstance(self.day, str) else self.day


@dataclass(frozen=True)
class Change:
    """The ``coming`` time from today (1 is the next) is cancelled, or moved ``days`` on; an extra one is held in
    ``days`` days. New times are "" where they stay.
    """

    kind: str
    words: str
    coming: int = 1
    days: int = 0
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, kw_only=True)
class Community:
    """One offer. Codes are those of ``terms`` and ``taxonomy``; None and "" mean that nobody has said.

    ``price`` is in whole kroner a time; ``season`` has the first and last day it is held in a year, as "MM-DD";
    ``contact`` is first name, phone and e-mail; ``opened`` and ``confirmed`` are days ago, and an offer nobody has
    ever answered for has None.
    """

    name: str
    organisation: Organisation
    kind: str
    themes: tuple[str, ...]
    about: str
    can_hold: str = ""
    holds: Mapping[str, str] = field(default_factory=dict, hash=False)
    pace: str = ""
    doing: str = ""
    same_people: bool | None = None
    greeted: bool | None = None
    size: str = "small"
    capacity: str = "open"
    sign_up: str = "drop_in"
    price: int = 0
    price_words: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    gender: str = ""
    languages: tuple[str, ...] = ("da",)
    venue: Venue
    times: tuple[Time, ...] = ()
    season: tuple[str, str] | None = None
    changes: tuple[Change, ...] = ()
    contact: tuple[str, str, str]
    opened: int = 350
    confirmed: int | None = 30

    @property
    def interests(self) -> tuple[str, ...]:
        """The first levels of its themes, once each."""
        return tuple(dict.fromkeys(first_level(theme) for theme in self.themes))


def season_around(season: tuple[str, str], today: date) -> tuple[date, date]:
    """The first and last day of the season that is running, or else of the next one."""
    for year in (today.year - 1, today.year, today.year + 1):
        first = date.fromisoformat(f"{year}-{season[0]}")
        last = date.fromisoformat(f"{year + (season[1] < season[0])}-{season[1]}")
        if last >= today:
            return first, last
    raise ValueError("a season that never comes")


def regulars(offer: Community, today: date) -> tuple[Regular, ...]:
    """Its regular times. Intervals count from the start of the season, or from the day it was put on the list."""
    since, until = season_around(offer.season, today) if offer.season else (None, None)
    return tuple(
        Regular(
            "monthly" if at.nth else "weekly",
            at.weekday(today),
            time.fromisoformat(at.starts),
            time.fromisoformat(at.ends),
            at.every,
            at.nth,
            since or (today - timedelta(days=offer.opened) if at.every > 1 else None),
            until,
        )
        for at in offer.times
    )


def one_offs(offer: Community, today: date) -> tuple[OneOff, ...]:
    """Its changes, as days of the calendar; one that no coming time is there for falls away."""
    coming = occurrences(regulars(offer, today), (), today, today + LOOK_AHEAD, zone=ZONE)
    found = []
    for change in offer.changes:
        hours = [time.fromisoformat(at) if at else None for at in (change.starts, change.ends)]
        if change.kind == "extra":
            found.append(OneOff("extra", today + timedelta(days=change.days), *hours, words=change.words))
        elif change.coming <= len(coming):
            day = coming[change.coming - 1].starts_at.date()
            moved_to = day + timedelta(days=change.days) if change.days else None
            found.append(OneOff(change.kind, day, *hours, moved_to=moved_to, words=change.words))
    return tuple(found)
