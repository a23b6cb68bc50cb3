"""A request in words: its plan, how many it is about, and what is in the archive."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from django.utils.translation import gettext as _

from traedesten.domain.asking import Course
from traedesten.domain.exports import ExportState
from traedesten.evaluation.export import Outcome, Plan
from traedesten.evaluation.export.tables import field_of
from traedesten.research import queries
from traedesten.research.models import Export, ExportRequest
from traedesten.ui.labels import words
from traedesten.ui.spoken import said

FEW = 5
"""A count below this is not said."""


@dataclass(frozen=True)
class Planned:
    """The main outcome, the others, and what is compared."""

    main: str
    others: list[str]
    compared: list[str]


def planned(plan: Plan) -> Planned:
    first, *others = [_outcome(outcome) for outcome in plan.outcomes]
    return Planned(first, others, [said(field_of("persons", factor.by).title) for factor in plan.factors])


def _outcome(outcome: Outcome) -> str:
    wave = words("wave" if outcome.course == Course.JOURNEYS else "group_wave", outcome.wave)
    return f"{said(outcome.definition.name)}: {words('course', outcome.course)}. {wave}"


@dataclass(frozen=True)
class Counted:
    """How many would be in the list of one course; ``number`` None when too few to say."""

    course: str
    number: int | None

    @property
    def name(self) -> str:
        return str(words("course", self.course))


def counted(numbers: Mapping[str, int]) -> list[Counted]:
    return [Counted(course, number if number >= FEW else None) for course, number in numbers.items()]


def to_decide(rows: Iterable[ExportRequest], user_id: int | None, today: date) -> int:
    """How many wait for this person's yes or no."""
    waiting = [row for row in rows if row.state == ExportState.WAITING and not queries.is_over(row, today)]
    return sum(row.asked_by_id != user_id for row in waiting)


@dataclass(frozen=True)
class File:
    name: str
    size: int

    @property
    def about(self) -> str:
        known = {
            "persons.csv": _("Personerne: et nummer og det, der må siges om dem"),
            "answers.csv": _("Hvert spørgeskema, der er besvaret eller ikke"),
            "items.csv": _("Hvert spørgsmål for sig"),
            "datapackage.json": _("Hvad hver kolonne betyder (Table Schema)"),
            "redcap.csv": _("Det samme til REDCap"),
            "plan.json": _("Planen, som den blev gemt"),
            "analysis.json": _("Det, der kom ud af planen, til maskiner"),
            "report.pdf": _("Det, der kom ud af planen, til mennesker"),
            "repeat.txt": _("Kommandoen, der laver det igen"),
            "manifest.json": _("Fingeraftryk af alle filer"),
        }
        return known.get(self.name, "")

    @property
    def kilobytes(self) -> int:
        return max(round(self.size / 1024), 1)


def files_in(export: Export) -> list[File]:
    """What is in the archive, without anything of what stands in it."""
    with ZipFile(BytesIO(queries.archive_of(export))) as whole:
        return [File(part.filename, part.file_size) for part in whole.infolist()]
