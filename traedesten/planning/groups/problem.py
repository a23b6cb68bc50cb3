"""The problem in: who waits, who can lead, where and when, and what the coordinator has locked.

Times are any strings that both sides use (`domain.slots` in the product); a group meets at one of them
every week. Points are (latitude, longitude) in degrees, or (x, y) in km when `Settings.flat`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

WOMAN, MAN = "woman", "man"


class Key(NamedTuple):
    """What makes a group the same group from one proposal to the next."""

    venue: str
    time: str
    theme: str
    band: str


@dataclass(frozen=True)
class Person:
    """Someone waiting for a group.

    `gender` is "woman", "man" or "" (unknown or neither: counted in no gender rule); `themes` gives each theme
    the person could be in a fit of 0–1 (0: not at all); `times` are free every week; `needs` must all be in a
    venue's `access`. Unknown are None: an age fits every band, a place or reach every venue.
    """

    id: str
    weeks: float = 0.0
    gender: str = ""
    age: float | None = None
    themes: Mapping[str, float] = field(default_factory=dict, hash=False)
    times: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None
    reach_km: float | None = None
    small_only: bool = False
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facilitator:
    """`capacity` groups at most, never two at the same time; unknown place or reach fits every venue.

    `venues` are the only ones they come to, by id; None for all within reach.
    """

    id: str
    times: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None
    reach_km: float | None = None
    capacity: int = 1
    venues: frozenset[str] | None = None


@dataclass(frozen=True)
class Venue:
    """`times` when it is open for one group; `seats` counts facilitators too, None for enough."""

    id: str
    times: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None
    seats: int | None = None
    access: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Band:
    """Ages `low` to `high`, both included; `fit` 0–1 says how much a band of this width is worth.

    Groups of `theme` only, when it is given.
    """

    id: str
    low: float
    high: float
    fit: float = 1.0
    theme: str | None = None


@dataclass(frozen=True)
class Weights:
    """What one place is worth, before the person's priority: 1 + min(weeks, weeks_cap) / weeks_cap."""

    place: float = 1000
    theme: float = 150
    band: float = 100
    near: float = 50
    weeks_cap: float = 26


@dataclass(frozen=True)
class Limits:
    """More than this is refused as a mistake; raise it on purpose for larger lists."""

    people: int = 5_000
    facilitators: int = 5_000
    venues: int = 1_000
    times: int = 200
    candidates: int = 100_000


@dataclass(frozen=True)
class Settings:
    """Sizes count members only; `sizes` gives (least, most) of the themes that have their own. `alone` is the least
    number of women in a group with women; men alike.

    Those who have waited more than `longest_wait` weeks come first, whatever the rest would be worth; None for no
    such limit. `charge` is taken for everyone who is not in the group of the earlier proposal (same units as values).
    """

    least: int = 5
    most: int = 9
    small_most: int = 6
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict, hash=False)
    alone: int = 2
    facilitators: int = 2
    longest_wait: float | None = None
    charge: float = 0.0
    flat: bool = False
    weights: Weights = Weights()
    limits: Limits = Limits()

    def size(self, theme: str, seats: int | None = None) -> tuple[int, int, int]:
        """(least, most, most with somebody small-only) members of a group; the most is below the least where there
        are too few seats.
        """
        least, most = self.sizes.get(theme, (self.least, self.most))
        if seats is not None:
            most = min(most, seats - self.facilitators)
        return least, most, min(most, self.small_most)


@dataclass(frozen=True)
class Group:
    """One group of a plan; members and facilitators by id."""

    key: Key
    members: tuple[str, ...]
    facilitators: tuple[str, ...]


@dataclass(frozen=True)
class Locks:
    """What the coordinator has decided.

    `inside` puts a person into a group even against a rule about time, place, theme or age; `outside` keeps a
    person from every group at that venue and time; `kept` groups stay exactly as they are, and are not judged;
    `left_out` people get no place.
    """

    inside: frozenset[tuple[str, Key]] = frozenset()
    outside: frozenset[tuple[str, Key]] = frozenset()
    kept: tuple[Group, ...] = ()
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Problem:
    """`apart` are pairs of people never in one group; `likes` pairs of facilitators who work well together.

    The order of people, facilitators and venues changes nothing.
    """

    people: tuple[Person, ...]
    facilitators: tuple[Facilitator, ...]
    venues: tuple[Venue, ...]
    themes: tuple[str, ...]
    bands: tuple[Band, ...]
    apart: frozenset[tuple[str, str]] = frozenset()
    likes: frozenset[tuple[str, str]] = frozenset()
    settings: Settings = Settings()
    locks: Locks = Locks()
    earlier: tuple[Group, ...] = ()
