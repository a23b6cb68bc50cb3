"""Whether proposals are followed, how it went, and whether anybody is placed less: counts only, and no small ones."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from traedesten import evaluation
from traedesten.domain.journey import Stage, Stone
from traedesten.journeys.models import Introduction, Journey
from traedesten.matching.missing import SMALL
from traedesten.matching.models import GuideRequest

YEAR = timedelta(days=365)
BORDERS = ((0, 29), (30, 64), (65, 200))
SMALL_GROUPS = ("one", "few")


@dataclass(frozen=True)
class Answers:
    """What became of the guides who were proposed; a count is None when it is too small to show."""

    asked: int | None
    accepted: int | None
    declined: int | None
    withdrawn: int | None
    passed_over: int | None
    settled: int | None


@dataclass(frozen=True)
class Group:
    """People alike in one thing, how many have a guide, and between which shares (0–100) that lies with 95 %.

    ``code`` is the group's own; ``number`` None when the group, or the rest of it, is too small to show.
    ``is_less``: even the highest share lies below that of everybody.
    """

    code: str
    number: int | None
    share: int = 0
    least: int = 0
    most: int = 0
    is_less: bool = False


@dataclass(frozen=True)
class LookBack:
    answers: Answers
    everybody: Group
    dimensions: list[tuple[str, list[Group]]]

    @property
    def is_anybody_less(self) -> bool:
        return any(group.is_less for _name, groups in self.dimensions for group in groups)


def look_back(now: datetime) -> LookBack:
    """The last year, in a number of queries that does not grow with the people."""
    people = list(_who_wanted_a_guide(now))
    total, placed = len(people), sum(bool(row.guided_since) for row in people)
    everybody = _group("all", total, placed, share=None)
    overall = placed / total if total else 0.0
    names = ("gender", "age", "language", "size")
    dimensions = [(name, _groups(_by(name, people, now), overall)) for name in names]
    return LookBack(_answers(now), everybody, dimensions)


def _who_wanted_a_guide(now: datetime) -> Iterable[Journey]:
    """Everybody of the last year who was to have a guide, whether or not one was found."""
    rows = Journey.objects.filter(opened_at__gte=now - YEAR, opened_at__lte=now)
    rows = rows.exclude(stage=Stage.ASSESSING, guided_since=None).exclude(stage=Stage.ENDED, guided_since=None)
    return rows.select_related("participant", "wishes")


def _by(name: str, people: list[Journey], now: datetime) -> dict[str, list[bool]]:
    """Group → for each of its people whether they have, or had, a guide."""
    found: dict[str, list[bool]] = {}
    for row in people:
        found.setdefault(_code(name, row, now), []).append(bool(row.guided_since))
    return found


def _code(name: str, row: Journey, now: datetime) -> str:
    wishes = getattr(row, "wishes", None)
    if name == "gender":
        return row.participant.gender
    if name == "age":
        age = row.participant.age(timezone.localdate(now))
        return "" if age is None else next(f"{low}-{high}" for low, high in BORDERS if low <= age <= high)
    if wishes is None:
        return ""
    if name == "language":
        return "da" if "da" in wishes.languages else "other" if wishes.languages else ""
    return "small_only" if wishes.group_size in SMALL_GROUPS else "any" if wishes.group_size else ""


def _groups(people: dict[str, list[bool]], overall: float) -> list[Group]:
    """In one order; when a single one would be hidden the next smallest is too, so that none can be reckoned."""
    rows = [_group(code, len(found), sum(found), share=overall) for code, found in sorted(people.items())]
    hidden = [row for row in rows if row.number is None]
    shown = sorted((row for row in rows if row.number is not None), key=lambda row: (row.number, row.code))
    if len(hidden) == 1 and shown:
        rows = [Group(row.code, None) if row == shown[0] else row for row in rows]
    return rows


def _group(code: str, number: int, placed: int, *, share: float | None) -> Group:
    if any(0 < count < SMALL for count in (placed, number - placed)) or not number:
        return Group(code, None)
    found = evaluation.wilson(placed, number)
    least, most = round(100 * found.low), round(100 * found.high)
    is_less = share is not None and found.high < share
    return Group(code, number, round(100 * placed / number), least, most, is_less)


def _answers(now: datetime) -> Answers:
    states = GuideRequest.State
    rows = GuideRequest.objects.filter(asked_at__gte=now - YEAR)
    counts = Counter(rows.values_list("state", flat=True))
    settled = Introduction.objects.filter(journey=OuterRef("journey"), stone=Stone.SETTLED, relative=None)
    went_well = rows.filter(Exists(settled), state=states.ACCEPTED).count()
    return Answers(
        asked=_shown(sum(counts.values()) - counts[states.PASSED_OVER]),
        accepted=_shown(counts[states.ACCEPTED]),
        declined=_shown(counts[states.DECLINED]),
        withdrawn=_shown(counts[states.WITHDRAWN]),
        passed_over=_shown(counts[states.PASSED_OVER]),
        settled=_shown(went_well),
    )


def _shown(count: int) -> int | None:
    return None if 0 < count < SMALL else count
