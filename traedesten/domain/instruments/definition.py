"""What an instrument is, as a table: its words, how it is scored, what its figures mean, and who may use it."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class Words:
    da: str
    en: str


class Grade(StrEnum):
    """How sure we are of a rule: read in its source, in a second-hand source, or background to be confirmed."""

    READ = "V"
    SECOND_HAND = "2"
    BACKGROUND = "B"


@dataclass(frozen=True)
class Source:
    text: str
    grade: Grade


class Use(StrEnum):
    """Which sites may have the instrument in their battery."""

    EVERY_SITE = "every_site"
    REGISTERED = "registered"
    RESEARCH = "research"


class Why(StrEnum):
    """Why an item has no answer. Declining is an answer to be respected; not having been asked is not."""

    DECLINED = "declined"
    SKIPPED = "skipped"
    NOT_ASKED = "not_asked"


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Option:
    value: int
    words: Words


@dataclass(frozen=True)
class Item:
    """One question. `words` is None where the text is not ours to print: the site brings it, by position."""

    key: str
    words: Words | None
    is_reversed: bool = False
    counts: frozenset[int] | None = None
    """The values that count as one point; None where the value itself is added."""


@dataclass(frozen=True)
class Subscale:
    key: str
    items: tuple[str, ...]
    low: float
    high: float
    cut: float | None = None
    """From this figure on the subscale is raised."""


@dataclass(frozen=True)
class Band:
    """Totals from `low` to `high`, both included. WHO-5 goes in fours, so its bands have gaps where no total lies."""

    key: str
    low: float
    high: float


class Method(StrEnum):
    """SUM adds values (and counted points); GOALS is the T score of goal attainment scaling."""

    SUM = "sum"
    GOALS = "goals"


@dataclass(frozen=True)
class Precision:
    """What is known of the instrument's reliability: Cronbach's alpha or test-retest, and SDs it was seen with."""

    reliability: float
    sds: tuple[float, ...]
    source: Source


@dataclass(frozen=True)
class Yardstick:
    """By how much one person's total must have moved (`person`), and a difference between groups that matters."""

    person: float | None
    group: float | None
    source: Source


@dataclass(frozen=True)
class Definition:
    """One version of one instrument. `key` names the instrument, `version` the wording: answers are kept with both.

    `low` and `high` bound the total. Up to `may_miss` items may lack an answer before the total does, and up to
    `subscale_may_miss` before a subscale does. `metric` turns a total into another scale, only for who asks.
    At or below `contact_at` a human being makes contact; it is no diagnosis, and volunteers do not see it.
    """

    key: str
    version: str
    name: Words
    stem: Words
    items: tuple[Item, ...]
    options: tuple[Option, ...]
    low: float
    high: float
    better: Better
    source: Source
    terms: Source
    use: Use = Use.EVERY_SITE
    is_on: bool = False
    method: Method = Method.SUM
    factor: int = 1
    may_miss: int = 0
    subscale_may_miss: int = 0
    subscales: tuple[Subscale, ...] = ()
    bands: tuple[Band, ...] = ()
    metric: tuple[tuple[int, float], ...] = field(default=(), repr=False)
    precision: Precision | None = None
    yardstick: Yardstick | None = None
    contact_at: float | None = None

    @property
    def is_goal(self) -> bool:
        """Told in the person's own words the first time, and asked about from then on."""
        return self.method is Method.GOALS

    @property
    def values(self) -> frozenset[int]:
        return frozenset(option.value for option in self.options)

    def item(self, key: str) -> Item:
        """Raises KeyError for an item that the instrument does not have."""
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(key)
