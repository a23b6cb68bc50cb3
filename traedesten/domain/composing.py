"""What to see to when a group is put together by hand: who can come, who fits, and what stands in the way.

Pure: rows in, findings out. A group is begun when nothing HARD is found; what is SOFT is told, and may be overruled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from uuid import UUID

from traedesten.domain.journey import MoveNotAllowed
from traedesten.domain.slots import slot_of

SMALL_MOST = 6
"""The most people in what somebody who can only be in a small group calls small."""

NEAR_YEARS = 10
"""Within so many years others are of one's own age, for somebody who wishes that."""

VENUE_MUST_HAVE = {"step_free": "step_free", "hearing": "hearing_loop", "quiet": "quiet"}
"""What somebody needs, and what a venue has when it meets that. Other needs are met by people, not by the venue."""


class Severity(StrEnum):
    HARD = "hard"
    SOFT = "soft"


class Code(StrEnum):
    """What was found. HARD ones first, in the order they are told."""

    NOT_READY = "not_ready"
    ELSEWHERE = "elsewhere"
    NOT_WITH = "not_with"
    TIME = "time"
    ACCESS = "access"
    LANGUAGE = "language"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    PAIR = "pair"
    NOT_ABLE = "not_able"
    AGE_SPAN = "age_span"
    OWN_AGE = "own_age"
    SAME_GENDER = "same_gender"
    MIXED = "mixed"
    TRAVEL = "travel"
    SMALL = "small"
    ONE_AWAY = "one_away"


SOFT = {Code.AGE_SPAN, Code.OWN_AGE, Code.SAME_GENDER, Code.MIXED, Code.TRAVEL, Code.SMALL, Code.ONE_AWAY}


@dataclass(frozen=True)
class Finding:
    """``about`` are the people it is found with, empty for the group as a whole; ``number`` says how much.

    ``number``: years of AGE_SPAN, kilometres of TRAVEL, people missing or over of TOO_FEW and TOO_MANY and SMALL,
    facilitators missing of PAIR; None for the others.
    """

    code: Code
    about: frozenset[UUID] = frozenset()
    number: int | None = None

    @property
    def severity(self) -> Severity:
        return Severity.SOFT if self.code in SOFT else Severity.HARD

    @property
    def is_hard(self) -> bool:
        return self.severity == Severity.HARD


class NotYet(MoveNotAllowed):
    """The group cannot begin like this; ``findings`` say why. Soft ones only can be overruled."""

    def __init__(self, findings: Sequence[Finding]):
        super().__init__("composing", ",".join(sorted({finding.code for finding in findings})))
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Person:
    """Somebody in the pool. ``age`` in years, ``km`` from where they live to the venue; None: not known.

    ``is_elsewhere``: they have a seat in another group. Empty ``languages`` says nothing about what they speak.
    """

    id: UUID
    age: int | None = None
    gender: str = ""
    times: frozenset[str] = frozenset()
    reach_km: int | None = None
    km: float | None = None
    wishes_gender: str = ""
    wishes_age: str = ""
    small_only: bool = False
    languages: frozenset[str] = frozenset()
    access_needs: frozenset[str] = frozenset()
    not_with: frozenset[UUID] = frozenset()
    is_ready: bool = True
    is_elsewhere: bool = False


@dataclass(frozen=True)
class Facilitator:
    """One of the pair: whether they may hold a group, and whether they are away when it begins."""

    id: UUID
    able: bool
    is_away: bool = False


@dataclass(frozen=True)
class Frame:
    """What a group is, before anybody is in it. ``weekday`` 0 (Monday) to 6; ``age_span`` in years."""

    smallest: int
    largest: int
    age_span: int
    weekday: int
    starts: time
    venue_has: frozenset[str] = frozenset()
    language: str = "da"
    pair: tuple[Facilitator, ...] = field(default=())

    @property
    def slot(self) -> str:
        return slot_of(self.weekday, self.starts)


def check(frame: Frame, people: Sequence[Person]) -> list[Finding]:
    """All that is found when exactly these sit in the group, the hard before the soft."""
    found = [*_size(frame, people), *_pair(frame), *_ages(frame, people)]
    for person in people:
        found += _of_one(frame, person)
        found += _among(person, people)
    return in_order(found)


def before_joining(frame: Frame, people: Sequence[Person], person: Person) -> list[Finding]:
    """What would be found with ``person``, who is not in the group, should they join these people."""
    together = [*people, person]
    found = [*_of_one(frame, person), *_ages(frame, together)]
    for one in together:
        found += _among(one, together)
    return in_order(finding for finding in found if person.id in finding.about)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.is_hard]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Each once, hard ones first."""
    order = {code: place for place, code in enumerate(Code)}
    return sorted(dict.fromkeys(findings), key=lambda finding: (order[finding.code], sorted(map(str, finding.about))))


def _of_one(frame: Frame, person: Person) -> list[Finding]:
    """What is between a person and the group, whoever else is in it."""
    about = frozenset({person.id})
    lacks = {VENUE_MUST_HAVE.get(need) for need in person.access_needs} - {None} - frame.venue_has
    hindered = {
        Code.NOT_READY: not person.is_ready,
        Code.ELSEWHERE: person.is_elsewhere,
        Code.TIME: person.is_ready and frame.slot not in person.times,
        Code.ACCESS: bool(lacks),
        Code.LANGUAGE: bool(person.languages) and frame.language not in person.languages,
    }
    found = [Finding(code, about) for code, holds in hindered.items() if holds]
    if person.km is not None and person.reach_km is not None and person.km > person.reach_km:
        found.append(Finding(Code.TRAVEL, about, round(person.km)))
    return found


def _among(person: Person, people: Sequence[Person]) -> list[Finding]:
    """What is between a person and the others. "Not with" counts whoever of the two has said it."""
    about, others = frozenset({person.id}), [other for other in people if other.id != person.id]
    found = [
        Finding(Code.NOT_WITH, frozenset({person.id, other.id}))
        for other in others
        if other.id in person.not_with or person.id in other.not_with
    ]
    genders = {other.gender for other in others if other.gender}
    if person.wishes_gender == "same" and person.gender and genders - {person.gender}:
        found.append(Finding(Code.SAME_GENDER, about))
    if person.wishes_gender == "mixed" and len(others) > 1 and genders and genders == {person.gender}:
        found.append(Finding(Code.MIXED, about))
    known = [other.age for other in others if other.age is not None]
    if person.wishes_age == "near" and person.age is not None and known:
        near = [age for age in known if abs(age - person.age) <= NEAR_YEARS]
        if 2 * len(near) < len(known):
            found.append(Finding(Code.OWN_AGE, about))
    if person.small_only and len(people) > SMALL_MOST:
        found.append(Finding(Code.SMALL, about, len(people) - SMALL_MOST))
    return found


def _size(frame: Frame, people: Sequence[Person]) -> list[Finding]:
    if len(people) > frame.largest:
        return [Finding(Code.TOO_MANY, number=len(people) - frame.largest)]
    if len(people) < frame.smallest:
        return [Finding(Code.TOO_FEW, number=frame.smallest - len(people))]
    return []


def _ages(frame: Frame, people: Sequence[Person]) -> list[Finding]:
    """The span between the youngest and the oldest, told of those who are at the ends."""
    known = [person for person in people if person.age is not None]
    ages = [person.age for person in known]
    span = max(ages, default=0) - min(ages, default=0)
    if span <= frame.age_span:
        return []
    ends = frozenset(person.id for person in known if person.age in (min(ages), max(ages)))
    return [Finding(Code.AGE_SPAN, ends, span)]


def _pair(frame: Frame) -> list[Finding]:
    found = [Finding(Code.NOT_ABLE, frozenset({one.id})) for one in frame.pair if not one.able]
    if len(frame.pair) < 2:
        found.append(Finding(Code.PAIR, number=2 - len(frame.pair)))
    return found + [Finding(Code.ONE_AWAY, frozenset({one.id})) for one in frame.pair if one.is_away]
