"""What an edition tells of proposals: whether they are followed, how it went, and who is placed.

A look back is about the year before it is made, and then it stands for a year: the next begins where it ended, so no
proposal is in two and there is nothing to subtract. A moving year would not do. Next to the one before it, it would
tell in five tables at once, by gender, age, language, access and size, who came in, fell out or was placed between.
What could tell nothing is made anew with the next edition.

Within a look back each table passes ``evaluation.disclosure``. How many were placed and how many not is decided
first; without it nothing is told of who they are, and the tables by dimension take it as known. So those tables have
nothing in common but counts that are shown: another world for one of them agrees with the others as they are, and
all are safe.

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
from traedesten.gathering import look_back as groups
from traedesten.gathering.look_back import Became, Gone, How, most_often_first
from traedesten.matching import look_back as guides
from traedesten.matching.look_back import MOVING, OTHER, SETTLED

YEAR = timedelta(days=365)
RULE = Rule(PARTNERS.k, hides_zeros=False)
YES, NO = "yes", "no"
DIMENSIONS = guides.DIMENSIONS
ANSWERS = (SETTLED, "accepted", "declined", "withdrawn")
STONES = (SETTLED, MOVING, OTHER, "left", "suggested")
DECIDED = tuple(str(code) for code in Became if code != Became.OPEN)

People = Sequence[tuple[Mapping[str, str], bool]]
Counts = dict[str, int | None]
"""Label → figure, None where it is hidden."""
Placed = dict[str, dict[str, list[int | None]]]
"""Dimension → code → [placed, of so many]; of everybody under ``ALL``. Empty when nothing is told."""
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
        return {}
    return {ALL: {"": [overall[YES], overall[ALL]]}} | {name: _by(name, people, overall) for name in DIMENSIONS}


def _by(name: str, people: People, overall: Counts) -> dict[str, list[int | None]]:
    """One table: how many were placed of those with each code."""
    counts = Counter((codes.get(name, ""), YES if got else NO) for codes, got in people)
    return _pairs(name, counts, {(): overall})


def _pairs(name: str, counts: Mapping[tuple[str, str], int], known: Mapping[tuple[str, ...], Counts]) -> dict:
    """Code → [yes, all of them], where readers know the margins: those of everybody ``()``, or of some codes."""
    codes = tuple(sorted({code for code, _answer in counts}))
    people = Population((Dimension(name, codes), Dimension("got", (YES, NO))), counts)
    shown = Release(Cut((name, "got")), RULE, tuple(_known(people, name, known)))
    release = protect(people, Cut((name, "got")), RULE, [shown]) if codes else None
    return {code: [release.figure(code, YES), release.figure(code, ALL)] for code in codes}


def _known(people: Population, name: str, known: Mapping[tuple[str, ...], Counts]):
    for codes, margins in known.items():
        for label, figure in margins.items():
            where = {name: frozenset(codes)} if codes else {}
            where |= {} if label == ALL else {"got": frozenset({label})}
            yield Cell((), people.box(where), figure, Why.SHOWN)


def went(gone: Mapping[How, Gone]) -> dict[str, Counts]:
    """How the groups went that have ended, by how they were put together.

    ``came`` of ``marks``, ``stayed`` and ``onward`` of ``began``. Nothing is told where it may not be told how many
    began.
    """
    began = row({how: len(one.seats) for how, one in gone.items()})
    number = row({how: one.groups for how, one in gone.items()})
    there = {how: one for how, one in gone.items() if began[how]}
    stayed, onward = _of(there, lambda one: one.stayed), _of(there, lambda one: one.onward)
    marks = {how: row({YES: one.marks[True], NO: one.marks[False]}) for how, one in there.items()}
    told = {}
    for how in gone:
        none = began[how]  # nought or hidden, where none of the others is told
        came = marks.get(how, {YES: none, ALL: none})
        told[how.value] = {
            "groups": number[how],
            "began": began[how],
            "stayed": stayed.get(how, none),
            "onward": onward.get(how, none),
            "came": came[YES],
            "marks": came[ALL],
        }
    return told


def _of(there: Mapping[How, Gone], many: Callable[[Gone], int]) -> Counts:
    """How many did of those who began in each way, where readers know how many these are."""
    counts = {}
    for how, one in there.items():
        counts[how, YES], counts[how, NO] = many(one), len(one.seats) - many(one)
    known = {(how,): {ALL: len(one.seats)} for how, one in there.items()}
    return {how: yes for how, (yes, _all) in _pairs("how", counts, known).items()}
