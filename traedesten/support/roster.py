"""From the tables to the planner's question and back: who may have which shift, what is proposed, what has changed.

Works on rows that have been fetched; asks the database nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import ceil
from uuid import UUID
from zoneinfo import ZoneInfo

from traedesten.people.models import Volunteer
from traedesten.planning import roster as planner
from traedesten.support.models import Duty, Opening, Shift, ShiftPlan, ShiftTerms, ShiftWish

WORK = 4.0
"""Deterministic seconds for one proposal."""
FAIRNESS = 2
"""What a shift more for the one with most than for the one with fewest weighs against a wish kept, which is 1."""
WEEK = timedelta(days=7)
ALWAYS = ("away", "two_shifts", "rest")
"""What nobody can put aside. Coordinators keep to the wishes as well; guides may go beyond their own."""


@dataclass(frozen=True)
class Facts:
    """All that a roster from ``first`` to ``last`` is made of. ``duties`` stand, and reach a week further both ways.

    ``guides`` are those who are still at the site; ``terms`` and ``wishes`` by guide.
    """

    plan: ShiftPlan
    zone: ZoneInfo
    first: date
    last: date
    shifts: tuple[Shift, ...]
    openings: tuple[Opening, ...]
    guides: dict[UUID, Volunteer]
    terms: dict[UUID, ShiftTerms]
    wishes: dict[UUID, list[ShiftWish]]
    duties: tuple[Duty, ...]

    def within(self) -> list[Shift]:
        """The shifts to fill."""
        return [shift for shift in self.shifts if self.first <= shift.on <= self.last and not shift.closed_at]

    def on_shift(self, shift: Shift) -> list[Duty]:
        return [duty for duty in self.duties if duty.shift_id == shift.pk]

    def answer(self, guide_id: UUID, shift: Shift) -> str:
        """What the guide has said of this shift: can, gladly, cannot, or "" when they have not been heard."""
        days = {wish.on: wish.answer for wish in self.wishes.get(guide_id, ()) if wish.on}
        if shift.on in days:
            return days[shift.on]
        opening = next((row for row in self.openings if _is_of(row, shift)), None)
        weekly = {wish.opening_id: wish.answer for wish in self.wishes.get(guide_id, ()) if wish.opening_id}
        return weekly.get(opening.pk, "") if opening else ""

    def against(self, guide: Volunteer, shift: Shift, *, besides: Iterable[UUID] = ()) -> tuple[str, ...]:
        """Why the guide cannot have the shift: codes. ``besides`` are duties to leave out of account."""
        own = [row for row in self.duties if row.guide_id == guide.pk and row.pk not in set(besides)]
        week = shift.on.isocalendar()[:2]
        taken = sum(row.shift.on.isocalendar()[:2] == week for row in own)
        terms = self.terms.get(guide.pk)
        found = {
            "away": guide.is_away_on(shift.on),
            "two_shifts": any(row.shift.on == shift.on for row in own),
            "rest": any(row.shift.on != shift.on and self._is_too_near(row.shift, shift) for row in own),
            "cannot": self.answer(guide.pk, shift) == ShiftWish.Answer.CANNOT,
            "enough_that_week": bool(terms and taken >= terms.most_a_week),
        }
        return tuple(code for code, is_so in found.items() if is_so)

    def _is_too_near(self, one: Shift, other: Shift) -> bool:
        early, late = sorted((one, other), key=lambda shift: (shift.on, shift.starts))
        between = late.starts_at(self.zone).astimezone(UTC) - early.ends_at(self.zone).astimezone(UTC)
        return between < timedelta(hours=self.plan.rest_hours)

    def kept(self) -> dict:
        """What a proposal is worked out from, to compare with later: shifts, what guides can, what is settled."""
        return {
            "rest": self.plan.rest_hours,
            "shifts": {str(row.pk): f"{row.on} {row.kind} {row.needed} {row.fewest}" for row in self.within()},
            "guides": {str(pk): self._said(pk) for pk in sorted(self.terms)},
            "duties": sorted(f"{row.shift_id} {row.guide_id}" for row in self.duties if row.state in _SETTLED),
        }

    def _said(self, guide_id: UUID) -> dict:
        """By shift what the guide has said of it; "" is the most they will take in a week."""
        guide, most = self.guides[guide_id], str(self.terms[guide_id].most_a_week)
        rows = (row for row in self.within() if not guide.is_away_on(row.on))
        return {"": most} | {str(row.pk): self.answer(guide_id, row) for row in rows}


_SETTLED = (Duty.State.AGREED, Duty.State.PUBLISHED)


def digest(facts) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def changes(before: dict, now: dict) -> dict[str, list[str]]:
    """What is different between two ``kept``: code → ids, in the order they are told."""
    shifts, guides = (before["shifts"], now["shifts"]), (before["guides"], now["guides"])
    both = shifts[0].keys() & shifts[1].keys() | {""}
    said = [{pk: {one: row[one] for one in row.keys() & both} for pk, row in side.items()} for side in guides]
    found = {
        "shift_gone": sorted(shifts[0].keys() - shifts[1].keys()),
        "shift_new": sorted(shifts[1].keys() - shifts[0].keys()),
        "shift_changed": sorted(pk for pk in shifts[0].keys() & shifts[1].keys() if shifts[0][pk] != shifts[1][pk]),
        "guide_gone": sorted(guides[0].keys() - guides[1].keys()),
        "guide_new": sorted(guides[1].keys() - guides[0].keys()),
        "guide_changed": sorted(pk for pk in said[0].keys() & said[1].keys() if said[0][pk] != said[1][pk]),
        "roster_changed": sorted(set(before["duties"]) ^ set(now["duties"])),
        "rest_changed": [str(now["rest"])] if before["rest"] != now["rest"] else [],
    }
    return {code: ids for code, ids in found.items() if ids}


# --- the planner's question ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Proposed:
    """(guide, shift) for each new duty, and what the planner says about its worth (``RosterProposal.figures``)."""

    duties: tuple[tuple[UUID, UUID], ...]
    figures: dict


def question(facts: Facts) -> planner.Question:
    """Days are numbered from the Monday of the week before the first, so that weeks and rest hold at the border.

    Guides are called by their place in the order in which they came, so that equals are chosen the same way again.
    What is settled or locked is locked; other proposed duties are as if they were not there. A guide who has
    said less since keeps what is settled.
    """
    start = _start(facts)
    days = (facts.last - start).days + WEEK.days + 1
    stays = [row for row in facts.duties if _stays(row) and 0 <= (row.shift.on - start).days < days]
    names = _names(facts)
    locked = frozenset((names[row.guide_id], (row.shift.on - start).days, row.shift.kind) for row in stays)
    shifts = {shift.kind: shift for shift in (*facts.within(), *(row.shift for row in stays))}
    wishes = tuple(_wishes(facts, start))
    weight = len(wishes) + FAIRNESS * days + 1
    return planner.Question(
        workers=tuple(_worker(facts, pk, start, days, locked, sorted(shifts)) for pk in _planned(facts, stays)),
        shifts=tuple(planner.Shift(kind, shift.minutes, shift.starts) for kind, shift in sorted(shifts.items())),
        days=days,
        covers=tuple(_covers(facts, start, weight)),
        wishes=wishes,
        locked=locked,
        rest_minutes=60 * (facts.plan.rest_hours + _loses_an_hour(start, days, facts.zone)),
        fairness=FAIRNESS,
    )


def propose(facts: Facts, *, work: float = WORK) -> Proposed:
    """The best roster found. Raises LocksContradict when what is settled or locked breaks a rule by itself."""
    asked, start = question(facts), _start(facts)
    answer = planner.plan(asked, work=work)
    by_day = {(shift.on, shift.kind): shift for shift in facts.within()}
    new = sorted((answer.shifts or frozenset()) - asked.locked)
    guides = {name: pk for pk, name in _names(facts).items()}
    duties = [(guides[who], by_day[start + timedelta(days=day), kind].pk) for who, day, kind in new]
    return Proposed(tuple(duties), _figures(facts, asked, answer, duties))


def _names(facts: Facts) -> dict[UUID, str]:
    return {pk: f"{number:04}" for number, pk in enumerate(facts.guides)}


def _start(facts: Facts) -> date:
    return facts.first - timedelta(days=facts.first.weekday()) - WEEK


def _stays(duty: Duty) -> bool:
    return duty.is_locked or duty.state in _SETTLED


def _planned(facts: Facts, stays: list[Duty]) -> list[UUID]:
    """Guides who take shifts, and those who have one already."""
    willing = {pk for pk, terms in facts.terms.items() if terms.most_a_week}
    return [pk for pk in facts.guides if pk in willing | {row.guide_id for row in stays}]


def _worker(facts, guide_id, start, days, locked, kinds) -> planner.Worker:
    guide, terms, name = facts.guides[guide_id], facts.terms.get(guide_id), _names(facts)[guide_id]
    may = {
        ((shift.on - start).days, shift.kind)
        for shift in facts.within()
        if facts.answer(guide_id, shift) in (ShiftWish.Answer.CAN, ShiftWish.Answer.GLADLY)
        and not guide.is_away_on(shift.on)
        and terms
        and terms.most_a_week
    }
    own = {(day, kind) for who, day, kind in locked if who == name}
    cannot = frozenset((day, kind) for day in range(days) for kind in kinds if (day, kind) not in may | own)
    weeks = [sum(day // 7 == week for day, _kind in own) for week in range(days // 7 + 1)]
    most = max(terms.most_a_week if terms else 0, *weeks)
    return planner.Worker(name, cannot=cannot, most_a_week=most)


def _covers(facts: Facts, start: date, weight: int) -> Iterator[planner.Cover]:
    """One place more covered outweighs all wishes and all fairness; the fewest that the house can do with, twice."""
    for shift in facts.within():
        day = (shift.on - start).days
        yield planner.Cover(day, shift.kind, shift.needed, shift.needed, under=weight, over=weight)
        if shift.fewest:
            yield planner.Cover(day, shift.kind, shift.fewest, None, under=2 * weight, over=None)


def _wishes(facts: Facts, start: date) -> Iterator[planner.Wish]:
    names = {pk: name for pk, name in _names(facts).items() if pk in facts.terms and facts.terms[pk].most_a_week}
    for shift in facts.within():
        for pk, name in names.items():
            is_glad = facts.answer(pk, shift) == ShiftWish.Answer.GLADLY
            if is_glad and not facts.guides[pk].is_away_on(shift.on):
                yield planner.Wish(name, (shift.on - start).days, shift.kind)


def _loses_an_hour(start: date, days: int, zone: ZoneInfo) -> int:
    """1 when the clock is put forward on the way: that night is an hour shorter than the wall says."""
    offsets = [datetime(day.year, day.month, day.day, 12, tzinfo=zone).utcoffset() for day in _days(start, days)]
    return int(any(later > earlier for earlier, later in pairwise(offsets)))


def _days(start: date, number: int) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range(number))


def _figures(facts: Facts, asked: planner.Question, answer: planner.Roster, new) -> dict:
    there = {shift.pk: sum(_stays(duty) for duty in facts.on_shift(shift)) for shift in facts.within()}
    for _guide, shift in new:
        there[shift] += 1
    glad = {(str(guide), shift) for guide, shift in new}
    gladly = [(pk, shift.pk) for shift in facts.within() for pk in facts.terms if _is_glad(facts, pk, shift)]
    weight = max((cover.under or 0 for cover in asked.covers if cover.most is not None), default=1)
    gap = (answer.value or 0) - answer.bound
    return {
        "shifts": len(there),
        "new": len(new),
        "missing": sum(max(0, shift.needed - there[shift.pk]) for shift in facts.within()),
        "below": sum(there[shift.pk] < shift.fewest for shift in facts.within()),
        "gladly": sum((str(pk), shift) in glad for pk, shift in gladly),
        "is_proven": answer.proven,
        "more_at_most": ceil(gap / weight) if answer.value is not None else sum(s.needed for s in facts.within()),
    }


def _is_glad(facts: Facts, guide_id: UUID, shift: Shift) -> bool:
    return facts.answer(guide_id, shift) == ShiftWish.Answer.GLADLY


def _is_of(opening: Opening, shift: Shift) -> bool:
    return opening.weekday == shift.on.weekday() and opening.starts == shift.starts
