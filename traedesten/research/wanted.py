"""Whom a list is about, and by which columns it tells of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from traedesten.domain.asking import Course
from traedesten.evaluation.export import Plan
from traedesten.research.models import ExportRequest

COLUMNS = ("began", "age_band", "gender", "programme", "first_stone", "times_together", "came_by")
"""Those by which somebody might be known."""
OF_GROUPS_ALONE = ("programme",)
OF_JOURNEYS_ALONE = ("age_band", "gender", "first_stone", "times_together", "came_by")
TOLD = {Course.JOURNEYS: ("began", *OF_JOURNEYS_ALONE), Course.GROUPS: ("began", *OF_GROUPS_ALONE)}


class Someone(Protocol):
    subject: UUID
    joined: str
    course: str
    began: str
    programme: str


@dataclass(frozen=True)
class Wanted:
    """A list of one course. "" is no limit."""

    course: str
    columns: tuple[str, ...]
    began_from: str = ""
    began_until: str = ""
    programme: str = ""

    def counts(self, one: Someone) -> bool:
        return (
            one.course == self.course
            and (not self.began_from or one.began >= self.began_from)
            and (not self.began_until or one.began <= self.began_until)
            and (not self.programme or one.programme == self.programme)
        )


def wishes(request: ExportRequest, plan: Plan) -> list[Wanted]:
    """One list for each kind of course, with the columns that the plan compares by, and no others."""
    courses = [Course(request.course)] if request.course else list(Course)
    if request.programme_id:
        courses = [course for course in courses if course == Course.GROUPS]
    asked = [factor.by for factor in plan.factors] + (["began"] if request.tells_began else [])
    return [
        Wanted(
            course=str(course),
            columns=tuple(name for name in COLUMNS if name in asked and name in TOLD[course]),
            began_from=request.began_from,
            began_until=request.began_until,
            programme=request.programme.slug if request.programme_id else "",
        )
        for course in courses
    ]


def how_many(people: Iterable[Someone], wanted: Iterable[Wanted]) -> dict[str, int]:
    """Course → how many would be in its list."""
    people = list(people)
    return {wish.course: sum(map(wish.counts, people)) for wish in wanted}
