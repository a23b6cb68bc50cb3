"""From persons and their answers to the three tables, and from these to files. Numbers are drawn anew each time."""

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from secrets import SystemRandom
from typing import TYPE_CHECKING, Any
from uuid import UUID

from traedesten.evaluation.disclosure import Release, TooFew, noted
from traedesten.evaluation.export import TABLES, About, Plan
from traedesten.research import giving_out
from traedesten.research.gathering import Rows, Someone
from traedesten.research.models import ExportRequest
from traedesten.research.wanted import wishes
from traedesten.tenancy.models import Site

if TYPE_CHECKING:
    import pandas as pd

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Archives have the same bytes for the same files, whenever they are packed."""


@dataclass(frozen=True)
class Drawn:
    """Who is in an export, what they are called in it, what is told of each, and what goes into the log."""

    people: tuple[Someone, ...]
    numbers: Mapping[UUID, str]
    shown: giving_out.Shown
    releases: tuple[Release, ...]

    @property
    def notes(self) -> list[dict[str, Any]]:
        return [noted(release) for release in self.releases]


def drawn(people: list[Someone], request: ExportRequest, plan: Plan, earlier: Iterable[Release]) -> Drawn:
    """Raises TooFew when there is no course of which enough may be told."""
    known, releases, shown = list(earlier), [], {}
    for wanted in wishes(request, plan):
        try:
            told, release = giving_out.protected(people, wanted, [*known, *releases])
        except TooFew:
            continue
        releases.append(release)
        shown |= told
    if not releases:
        raise TooFew("no course has enough persons")
    inside = [one for one in people if one.subject in shown]
    SystemRandom().shuffle(inside)
    width = max(len(str(len(inside))), 3)
    numbers = {one.subject: f"P{number:0{width}}" for number, one in enumerate(inside, start=1)}
    return Drawn(tuple(inside), numbers, shown, tuple(releases))


def tables(found: Drawn, told: Rows, items: Rows) -> dict[str, "pd.DataFrame"]:
    """In the order of the numbers, which says nothing."""
    persons = [_person(one, found) for one in found.people]
    rows = {"persons": persons, "answers": _called(told, found), "items": _called(items, found)}
    return {name: _frame(name, rows[name]) for name in TABLES}


def _person(one: Someone, found: Drawn) -> dict[str, Any]:
    waits = dict(zip(("contact_weeks", "contact_event"), one.contact, strict=True))
    waits |= zip(("community_weeks", "community_event"), one.community, strict=True)
    return {"person": found.numbers[one.subject], "course": str(one.course), **found.shown[one.subject], **waits}


def _called(rows: Rows, found: Drawn) -> Rows:
    named = [{**row, "person": found.numbers[row["subject"]]} for row in rows]
    return sorted(named, key=lambda row: row["person"])


def _frame(name: str, rows: Rows) -> "pd.DataFrame":
    import pandas as pd

    columns = [field.name for field in TABLES[name]]
    blank = {field.name: "" if field.kind == "string" else None for field in TABLES[name]}
    values = [[(blank | row)[column] for column in columns] for row in rows]
    return pd.DataFrame(values, columns=columns, dtype=object)


def files(found: Mapping[str, "pd.DataFrame"], plan: Plan, about: About, site: Site) -> dict[str, bytes]:
    """Name → bytes: the tables with their codebooks, the plan, what came out of it, and a report on paper."""
    from traedesten.evaluation.export import analyse, write
    from traedesten.research.report import report_pdf

    analysis = analyse(found, plan)
    return write(found, plan, analysis, about, {"report.pdf": report_pdf(analysis, about, site)})


def packed(named: Mapping[str, bytes]) -> bytes:
    """One archive of all of them."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as whole:
        for name in sorted(named):
            whole.writestr(zipfile.ZipInfo(name, LONG_AGO), named[name], zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def unpacked(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}
