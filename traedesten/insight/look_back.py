"""What an edition tells of proposals: whether they are followed, how it went, and who is placed.

A look back is about the year before it is made, and then it stands for a year: the next begins where it ended, so no
proposal is in two and there is nothing to subtract. A moving year would not do. Next to the one before it, it would
tell in five tables at once, by gender, age, language, access and size, who came in, fell out or was placed between.
What could tell nothing is made anew with the next edition.

Within a look back each table passes ``evaluation.disclosure``. How many were placed and how many not is decided
first; without it nothing is told of who they are, and the tables by dimension take it as known. So those tables have
nothing in common but counts that are shown: another world for one of them agrees with the others as they are, and
all are safe. That something is not known of a few can be seen by laying two tables together; never what they are.

Nought is shown. It says what was done at the site and not how anybody is, and to hide it would hide the worst there
is to find: that of a whole group nobody was placed.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from traedesten.evaluation.disclosure import (
    ALL,
    PARTNERS,
    Cell,
    Cut,
    Dimension,
    Population,
    Release,
    Rule,
    Why,
    protect,
)
from traedesten.evaluation.side_by_side import shown
from traedesten.gathering import look_back as groups
from traedesten.gathering.look_back import Became, Gone, How, most_often_first
from traedesten.matching import look_back as guides
from traedesten.matching.look_back import MOVING, OTHER, SETTLED

YEAR = timedelta(days=365)
RULE = Rule(PARTNERS.k, hides_zeros=False)
YES, NO, UNKNOWN = "yes", "no", ""
DIMENSIONS = guides.DIMENSIONS
ANSWERS = (SETTLED, "accepted", "declined", "withdrawn")
STONES = (SETTLED, MOVING, OTHER, "left", "suggested")
DECIDED = tuple(str(code) for code in Became if code != Became.OPEN)

People = Sequence[tuple[Mapping[str, str], bool]]
Counts = dict[str, int | None]
"""Label → figure, None where it is hidden."""
Placed = dict[str, dict[str, list[int | None]]]
"""Dimension → code → [placed, of so many], None where it is hidden; everybody under ``ALL`` and no code."""
Part = dict[str, Any]


def prepared(now: datetime, standing: Mapping[str, Part]) -> dict[str, Part]:
    """The three parts as they stand, or made anew. ``standing``: those of the edition before."""
    return {name: _prepared(reckon, standing.get(name), now) for name, reckon in RECKONED.items()}


def _prepared(reckon: Callable[[datetime, datetime], Part], before: Part | None, now: datetime) -> Part:
    since = now - YEAR
    if before and before["is_told"]:
        ended = datetime.fromisoformat(before["until"])
        if timezone.localdate(now) < timezone.localdate(ended + YEAR):
            return before
        since = max(since, ended)
    told = reckon(since, now)
    return {"since": since.isoformat(), "until": now.isoformat(), "is_told": _tells(told)} | told


def _tells(told: Any) -> bool:
    """Whether there is a number in it above nought."""
    if isinstance(told, dict):
        return any(map(_tells, told.values()))
    return any(map(_tells, told)) if isinstance(told, list) else isinstance(told, int) and told > 0


def _guides(since: datetime, until: datetime) -> Part:
    """Those who have not answered yet are in none of the counts."""
    found = guides.counted(since, until)
    became = row({name: found.answers[name] for name in ANSWERS}, {"followed": frozenset({SETTLED, "accepted"})})
    passed_over = row({"passed_over": found.answers["passed_over"]})["passed_over"]
    return {"became": became | {"passed_over": passed_over}, "placed": placed(found.people)}


def _stones(since: datetime, until: datetime) -> Part:
    found = guides.introductions(since, until)
    return {"became": row({name: found[name] for name in STONES})}


def _groups(since: datetime, until: datetime) -> Part:
    """Those that lie on the table are in none of the counts."""
    found = groups.counted(since, until)
    counts = {name: found.became[Became(name)] for name in DECIDED}
    became = row(counts, {"followed": frozenset({"made", "made_changed"})})
    return {
        "became": became,
        "moved": row({"moved": found.why_moved.total()})["moved"],
        "why_moved": _reasons(found.why_moved) if found.why_moved.total() >= RULE.k else [],
        "why_dropped": _reasons(found.why_dropped) if became["dropped"] else [],
        "went": went(found.gone),
        "placed": placed(found.people),
    }


RECKONED = {"guides": _guides, "stones": _stones, "groups": _groups}


def row(
    counts: Mapping[str, int], together: Mapping[str, frozenset[str]] | None = None, *, is_sum_known: bool = False
) -> Counts:
    """One row of counts with their sum under ``ALL``, and the subtotals ``together``, as far as they may be told."""
    dimension = Dimension("part", tuple(counts), together or {})
    people = Population((dimension,), {(code,): many for code, many in counts.items()})
    known = Release(Cut(()), RULE, (Cell((), people.box({}), sum(counts.values()), Why.SHOWN),))
    release = protect(people, Cut(("part",)), RULE, [known] if is_sum_known else [])
    return {cell.labels[0]: cell.figure for cell in release.cells}


def _reasons(why: Counter[str]) -> list[list]:
    """[reason, how often], most often first. The sum stands elsewhere, or could: it is taken as known."""
    told = row(why, is_sum_known=True) if why else {}
    return [[code, many] for code, many in most_often_first(told) if code != ALL]


def placed(people: People) -> Placed:
    """Nothing where it may not be told how many were placed, and how many were not."""
    overall = row({YES: sum(got for _codes, got in people), NO: sum(not got for _codes, got in people)})
    if None in overall.values():
        return {ALL: {"": [None, None]}} | {name: {} for name in DIMENSIONS}
    return {ALL: {"": [overall[YES], overall[ALL]]}} | {name: _by(name, people) for name in DIMENSIONS}


def _by(name: str, people: People) -> dict[str, list[int | None]]:
    """One table: how many were placed of those with each code that is known. How many of everybody is known."""
    counts = Counter((codes.get(name, UNKNOWN), YES if got else NO) for codes, got in people)
    known = sorted({code for code, _answer in counts} - {UNKNOWN})
    dimensions = Dimension(name, (*known, UNKNOWN)), Dimension("got", (YES, NO))
    population = Population(dimensions, counts, unknown=({name: frozenset({UNKNOWN})},))
    cells = [Cell(labels, box, population.count(box), Why.SHOWN) for labels, box in Cut(("got",)).cells(population)]
    everybody = Release(Cut(("got",)), RULE, tuple(cells))
    release = protect(population, Cut((name, "got")), RULE, [everybody])
    return {code: [release.figure(code, YES), release.figure(code, ALL)] for code in known}


def went(gone: Mapping[How, Gone]) -> dict[str, Counts]:
    """How the groups went that have ended, by how they were put together.

    ``came`` of ``marks``, ``stayed`` and ``onward`` of ``began``. Nothing is told where it may not be told how many
    began.
    """
    return {how.value: _went(one) for how, one in gone.items()}


def _went(one: Gone) -> Counts:
    began = shown(len(one.seats))
    told = {"groups": shown(one.groups), "began": began}
    if not began:
        return told | dict.fromkeys(("stayed", "onward", "came", "marks"), began)
    marks = row({YES: one.marks[True], NO: one.marks[False]})
    told |= {"stayed": _of(one.stayed, began), "onward": _of(one.onward, began)}
    return told | {"came": marks[YES], "marks": marks[ALL]}


def _of(many: int, began: int) -> int | None:
    return row({YES: many, NO: began - many}, is_sum_known=True)[YES]
