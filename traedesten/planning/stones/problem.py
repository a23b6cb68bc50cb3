"""What is asked, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from traedesten.planning.finding import Facts, Reason, courage

GENTLE, ORDINARY, OPEN = 1, 2, 3
"""The steps of the way: where one can practise; a community with some shelter; one that asks most."""
FELT_WELL = 4
"""On the face scale 1–5, from here on."""
NERVOUS = frozenset({"new_people", "no_greeting", "talking", "crowd"})
TIRED = frozenset({"tired", "pace"})
TIRED_NEEDS = frozenset({"breaks", "short"})
BESIDE = frozenset({"relief", "counselling", "professional"})
"""Kinds that help along, but are no community to arrive at."""


@dataclass(frozen=True)
class AlreadyTried:
    """A stone laid before. `state`: refused (said no, never went), left (went, did not fit), open or settled.

    `overwhelmed` are the codes of `terms.OVERWHELMS` that became too much there; `felt` the best visit, 1–5.
    """

    offer: str
    state: str
    overwhelmed: frozenset[str] = frozenset()
    felt: int | None = None


@dataclass(frozen=True)
class Person:
    """What has been told. Empty sets, strings and None mean: not known, or it does not matter.

    `interests` are keys of `domain.taxonomy`, `times` of `domain.slots`; `group_size` one of `terms.GROUP_SIZES`;
    `point` (latitude, longitude) in degrees; `age` in years, as it will be when the year is out: the birthday may be
    ahead. `told_of` are the situations of `planning.situations` that the person's own words tell of.
    """

    interests: frozenset[str] = frozenset()
    group_size: str = ""
    times: frozenset[str] = frozenset()
    overwhelms: frozenset[str] = frozenset()
    access_needs: frozenset[str] = frozenset()
    area: str = ""
    point: tuple[float, float] | None = None
    reach_km: float | None = None
    age: int | None = None
    gender: str = ""
    told_of: frozenset[str] = frozenset()
    tried: tuple[AlreadyTried, ...] = ()

    @cached_property
    def is_nervous(self) -> bool:
        return bool(self.overwhelms & NERVOUS) or self.group_size in ("one", "few")

    @cached_property
    def is_tired(self) -> bool:
        return bool(self.overwhelms & TIRED or self.access_needs & TIRED_NEEDS)

    @cached_property
    def burnt_by(self) -> frozenset[str]:
        """What became too much at a stone that was left."""
        return frozenset(code for stone in self.tried if stone.state == "left" for code in stone.overwhelmed)


@dataclass(frozen=True)
class Problem:
    """`words`: offer → how well its words answer the wish, above 0 up to 1. `must_answer`: only those are proposed.

    `settled`: offer → (people who settled there, people who left), for the guides' experience of a place.
    Empty `kinds`: every kind but relief. `every_days` is how long a confirmation is fresh.
    """

    person: Person
    offers: tuple[Facts, ...]
    today: date
    words: Mapping[str, float] = field(default_factory=dict, hash=False)
    must_answer: bool = False
    settled: Mapping[str, tuple[int, int]] = field(default_factory=dict, hash=False)
    kinds: frozenset[str] = frozenset()
    every_days: int = 120


@dataclass(frozen=True)
class Stone:
    """One offer that could be laid. `score` orders and is never shown; `reasons` the strongest first.

    `caution` is the one thing most worth saying before going, and always there; `step` 1–3, 0 for help beside.
    """

    offer: str
    score: float
    step: int
    reasons: tuple[Reason, ...]
    caution: Reason


@dataclass(frozen=True)
class Step:
    """One step of the way: the stone that fits best, and others for when it does not."""

    step: int
    stone: Stone
    others: tuple[Stone, ...] = ()


@dataclass(frozen=True)
class Path:
    """`stones` all that can be laid, best first. `steps` from where the person is now to a lasting community.

    `relief` for a relative beside. `left_out`: offer → the rule that it breaks.
    """

    now: int
    stones: tuple[Stone, ...]
    steps: tuple[Step, ...]
    relief: tuple[Stone, ...]
    left_out: Mapping[str, Reason] = field(hash=False)


def step_of(facts: Facts) -> int:
    """How much an offer asks of the one who comes, 1–3; 0 for help that is no community."""
    if facts.kind in BESIDE:
        return 0
    is_gentle = courage(facts) in ("says_yes", "gentle")
    if facts.kind != "lasting":
        return ORDINARY if facts.size == "large" and not is_gentle else GENTLE
    return ORDINARY if is_gentle or facts.size in ("one", "few") else OPEN


def step_now(person: Person, offers: Mapping[str, Facts]) -> int:
    """Where the person is: one step on from where they felt well, one back from where it became too much."""
    now = GENTLE if person.is_nervous or person.is_tired else ORDINARY
    for stone in person.tried:
        if stone.offer not in offers:
            continue
        step = step_of(offers[stone.offer])
        went_well = stone.state == "settled" or (stone.state == "open" and (stone.felt or 0) >= FELT_WELL)
        if step and went_well:
            now = max(now, min(OPEN, step + 1))
    failed = [
        step_of(offers[stone.offer])
        for stone in person.tried
        if stone.state == "left" and stone.overwhelmed and stone.offer in offers
    ]
    return max(GENTLE, min([now, *(step - 1 for step in failed if step)]))
