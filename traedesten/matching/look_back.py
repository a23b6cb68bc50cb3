"""Whether proposals are followed, how it went, and whether anybody is placed less: counts only, and no small ones."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from traedesten.domain.journey import Stage, Stone
from traedesten.evaluation.side_by_side import Comparison, band, comes_in, compared, parts_of, shown, speaks
from traedesten.journeys.models import Introduction, Journey
from traedesten.matching.models import GuideRequest

YEAR = timedelta(days=365)
DIMENSIONS = ("gender", "age", "language", "access", "size")
SMALL_GROUPS = ("one", "few")
ON_THE_WAY = (Stone.CHOSEN, Stone.AGREED, Stone.TOGETHER, Stone.ALONE)


@dataclass(frozen=True)
class Answers:
    """What became of the guides who were proposed; a count is None when it, or one it would tell, is too small.

    ``asked`` are all but those passed over, ``open`` those who have not answered.
    """

    asked: int | None
    accepted: int | None
    declined: int | None
    withdrawn: int | None
    open: int | None
    passed_over: int | None
    settled: int | None


@dataclass(frozen=True)
class Stones:
    """What became of the stones that were suggested to people, not to their relatives; None as for ``Answers``.

    ``other``: left, and the person has chosen another one. ``left``: left, and they have not.
    """

    suggested: int | None
    settled: int | None
    on_the_way: int | None
    other: int | None
    left: int | None
    waiting: int | None


@dataclass(frozen=True)
class LookBack:
    answers: Answers
    stones: Stones
    placed: Comparison


def look_back(now: datetime) -> LookBack:
    """The last year, in a number of queries that does not grow with the people."""
    people = [(_codes(row, now), bool(row.guided_since)) for row in _who_wanted_a_guide(now)]
    return LookBack(_answers(now), _stones(now), compared(people, DIMENSIONS))


def _who_wanted_a_guide(now: datetime) -> Iterable[Journey]:
    """Everybody of the last year who was to have a guide, whether or not one was found."""
    rows = Journey.objects.filter(opened_at__gte=now - YEAR, opened_at__lte=now)
    rows = rows.exclude(stage=Stage.ASSESSING, guided_since=None).exclude(stage=Stage.ENDED, guided_since=None)
    return rows.select_related("participant", "wishes")


def _codes(row: Journey, now: datetime) -> dict[str, str]:
    found = {"gender": row.participant.gender, "age": band(row.participant.age(timezone.localdate(now)))}
    wishes = getattr(row, "wishes", None)
    if wishes is None:
        return found
    size = "small_only" if wishes.group_size in SMALL_GROUPS else "any" if wishes.group_size else ""
    return found | {"language": speaks(wishes.languages), "access": comes_in(wishes.access_needs), "size": size}


def _answers(now: datetime) -> Answers:
    states = GuideRequest.State
    rows = GuideRequest.objects.filter(asked_at__gte=now - YEAR)
    counts = Counter(rows.values_list("state", flat=True))
    passed_over = counts.pop(states.PASSED_OVER, 0)
    parts = parts_of({state: counts[state] for state in states if state != states.PASSED_OVER})
    settled = Introduction.objects.filter(journey=OuterRef("journey"), stone=Stone.SETTLED, relative=None)
    went_well = rows.filter(Exists(settled), state=states.ACCEPTED).count()
    rest = counts[states.ACCEPTED] - went_well
    return Answers(
        asked=shown(counts.total()),
        accepted=parts[states.ACCEPTED],
        declined=parts[states.DECLINED],
        withdrawn=parts[states.WITHDRAWN],
        open=parts[states.ASKED],
        passed_over=shown(passed_over),
        settled=None if shown(rest) is None or parts[states.ACCEPTED] is None else shown(went_well),
    )


def _stones(now: datetime) -> Stones:
    chosen = Q(stone__in=(*ON_THE_WAY, Stone.SETTLED))
    others = Introduction.objects.filter(chosen, journey=OuterRef("journey"), relative=None)
    rows = Introduction.objects.filter(made_at__gte=now - YEAR, relative=None)
    counts = Counter(rows.annotate(has_another=Exists(others)).values_list("stone", "has_another"))
    at = Counter[str]()
    for (stone, has_another), count in counts.items():
        at["other" if stone == Stone.LEFT and has_another else stone] += count
    parts = parts_of(
        {
            "settled": at[Stone.SETTLED],
            "on_the_way": sum(at[stone] for stone in ON_THE_WAY),
            "other": at["other"],
            "left": at[Stone.LEFT],
            "waiting": at[Stone.SUGGESTED],
        }
    )
    return Stones(suggested=shown(at.total()), **parts)
