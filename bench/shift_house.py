"""A made-up health house as the pages keep it: openings, guides and their wishes, without a database."""

from datetime import date, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from traedesten.people.models import Volunteer
from traedesten.support.models import Opening, Shift, ShiftPlan, ShiftTerms, ShiftWish
from traedesten.support.roster import Facts

HOURS = ((time(9), time(12, 30)), (time(13), time(16, 30)), (time(17), time(20)))
MONDAY = date(2026, 3, 2)


def facts(*, guides: int, weeks: int, seed: int = 1) -> Facts:
    """Weekday mornings and afternoons and two evenings, two or three guides on each; a third of answers is no."""
    rng = np.random.default_rng(seed)
    plan = ShiftPlan(id=_id(0), site_id=1, name="Huset", first_on=MONDAY, rest_hours=11)
    openings = tuple(
        Opening(id=_id(100 + 10 * day + at), site_id=1, plan=plan, weekday=day, starts=starts, ends=ends, needed=2)
        for day in range(5)
        for at, (starts, ends) in enumerate(HOURS)
        if at < 2 or day in (1, 3)
    )
    shifts = tuple(
        Shift(
            id=_id(10_000 + 100 * week + number),
            site_id=1,
            plan=plan,
            on=MONDAY + timedelta(days=7 * week + opening.weekday),
            starts=opening.starts,
            ends=opening.ends,
            needed=opening.needed,
            fewest=1,
        )
        for week in range(weeks)
        for number, opening in enumerate(openings)
    )
    people = {_id(1_000 + n): Volunteer(id=_id(1_000 + n), site_id=1) for n in range(guides)}
    return Facts(
        plan=plan,
        zone=ZoneInfo("Europe/Copenhagen"),
        first=MONDAY,
        last=MONDAY + timedelta(days=7 * weeks - 1),
        shifts=shifts,
        openings=openings,
        guides=people,
        terms={pk: ShiftTerms(site_id=1, guide_id=pk, most_a_week=int(rng.integers(1, 4))) for pk in people},
        wishes={pk: _wishes(pk, openings, weeks, rng) for pk in people},
        duties=(),
    )


def _wishes(pk: UUID, openings, weeks: int, rng) -> list[ShiftWish]:
    answers = rng.choice(("can", "gladly", "cannot"), len(openings), p=(0.4, 0.25, 0.35))
    weekly = [
        ShiftWish(site_id=1, guide_id=pk, opening_id=opening.pk, answer=str(answer))
        for opening, answer in zip(openings, answers, strict=True)
    ]
    away = rng.choice(7 * weeks, int(rng.integers(0, 5)), replace=False)
    days = [MONDAY + timedelta(days=int(day)) for day in away]
    return weekly + [ShiftWish(site_id=1, guide_id=pk, on=day, answer="cannot") for day in days]


def _id(number: int) -> UUID:
    return UUID(int=number)
