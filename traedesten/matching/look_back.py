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
SETTLED, MOVING, OTHER = "settled", "on_the_way", "other"
State = GuideRequest.State


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


@dataclass(frozen=True)
class Counted:
    """Nothing is hidden in it: for what hides small counts itself, never for a page.

    ``answers`` are by the state of the request, those ``SETTLED`` taken out of the accepted. ``people``: each one's
    code by dimension, and whether they were given a guide.
    """

    answers: Counter[str]
    stones: Counter[str]
    people: list[tuple[dict[str, str], bool]]


def look_back(now: datetime) -> LookBack:
    """The last year, in a number of queries that does not grow with the people."""
    found = counted(now - YEAR, now)
    return LookBack(_answers(found.answers), _stones(found.stones), compared(found.people, DIMENSIONS))


def counted(since: datetime, until: datetime) -> Counted:
    """What began after ``since`` and no later than ``until``, as it stands today."""
    people = [(_codes(row, until), bool(row.guided_since)) for row in _who_wanted_a_guide(since, until)]
    return Counted(_requests(since, until), introductions(since, until), people)


def _who_wanted_a_guide(since: datetime, until: datetime) -> Iterable[Journey]:
    """Everybody who was to have a guide, whether or not one was found."""
    rows = Journey.objects.filter(opened_at__gt=since, opened_at__lte=until)
    rows = rows.exclude(stage=Stage.ASSESSING, guided_since=None).exclude(stage=Stage.ENDED, guided_since=None)
    return rows.select_related("participant", "wishes")


def _codes(row: Journey, until: datetime) -> dict[str, str]:
    found = {"gender": row.participant.gender, "age": band(row.participant.age(timezone.localdate(until)))}
    wishes = getattr(row, "wishes", None)
    if wishes is None:
        return found
    size = "small_only" if wishes.group_size in SMALL_GROUPS else "any" if wishes.group_size else ""
    return found | {"language": speaks(wishes.languages), "access": comes_in(wishes.access_needs), "size": size}


def _requests(since: datetime, until: datetime) -> Counter[str]:
    settled = Introduction.objects.filter(journey=OuterRef("journey"), stone=Stone.SETTLED, relative=None)
    rows = GuideRequest.objects.filter(asked_at__gt=since, asked_at__lte=until)
    found = Counter[str]()
    for state, went_well in rows.annotate(went_well=Exists(settled)).values_list("state", "went_well"):
        found[SETTLED if went_well and state == State.ACCEPTED else state] += 1
    return found


def introductions(since: datetime, until: datetime) -> Counter[str]:
    """``OTHER``: left, and another one chosen; all on their way are one."""
    chosen = Q(stone__in=(*ON_THE_WAY, Stone.SETTLED))
    others = Introduction.objects.filter(chosen, journey=OuterRef("journey"), relative=None)
    rows = Introduction.objects.filter(made_at__gt=since, made_at__lte=until, relative=None)
    found = Counter[str]()
    for stone, has_another in rows.annotate(has_another=Exists(others)).values_list("stone", "has_another"):
        found[_became(stone, has_another)] += 1
    return found


def _became(stone: str, has_another: bool) -> str:
    if stone in ON_THE_WAY:
        return MOVING
    return OTHER if stone == Stone.LEFT and has_another else stone


def _answers(found: Counter[str]) -> Answers:
    went_well, rest = found[SETTLED], found[State.ACCEPTED]
    asked = {state: found[state] for state in (State.ASKED, State.DECLINED, State.WITHDRAWN)}
    asked[State.ACCEPTED] = went_well + rest
    parts = parts_of(asked)
    return Answers(
        asked=shown(sum(asked.values())),
        accepted=parts[State.ACCEPTED],
        declined=parts[State.DECLINED],
        withdrawn=parts[State.WITHDRAWN],
        open=parts[State.ASKED],
        passed_over=shown(found[State.PASSED_OVER]),
        settled=None if shown(rest) is None or parts[State.ACCEPTED] is None else shown(went_well),
    )


def _stones(found: Counter[str]) -> Stones:
    parts = parts_of(
        {
            "settled": found[Stone.SETTLED],
            "on_the_way": found[MOVING],
            "other": found[OTHER],
            "left": found[Stone.LEFT],
            "waiting": found[Stone.SUGGESTED],
        }
    )
    return Stones(suggested=shown(found.total()), **parts)
