"""A run as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from traedesten.sources import moving, queries, wording
from traedesten.sources.comparing import VERDICTS
from traedesten.sources.models import ImportChange, ImportRun, OfferSource
from traedesten.sources.touched import touched

MOST_GONE = 50
State = ImportRun.State
_SILENT = (State.READING, State.RUNNING, State.UNDOING)
_BADGES = {
    "new": "moss",
    "changed": "fjord",
    "kept": "lamp",
    "skipped": "lamp",
    "unchanged": "grey",
    "undone": "grey",
}


@dataclass(frozen=True)
class Undoing:
    """How it is with undoing one record: ``change_id`` when it can be, ``since`` what has been done to the offer
    since in words, so that it cannot; put back already (``is_back``), or taken away (``is_away``).
    """

    change_id: str = ""
    is_new: bool = False
    since: str = ""
    is_back: bool = False
    is_away: bool = False


NOTHING = Undoing()


@dataclass(frozen=True)
class Line:
    """One record in words."""

    name: str
    verdict: str
    badge: str
    notes: list[str]
    like: list[tuple[str, str]]
    offer_id: str
    foreign_id: str
    undoing: Undoing


def line(row: dict[str, Any], undoing: Undoing = NOTHING) -> Line:
    where = row["where"].removeprefix("row ")
    return Line(
        name=row["name"] or (wording.ROW % {"number": where} if where else row["id"]) or wording.NAMELESS,
        verdict=wording.VERDICTS[row["verdict"]],
        badge=_BADGES[row["verdict"]],
        notes=list(_notes(row)),
        like=[(pk, name) for pk, name in row["like"]],
        offer_id="" if undoing.is_away else row.get("offer", ""),
        foreign_id=row["id"],
        undoing=undoing,
    )


def _notes(row: dict[str, Any]) -> Iterable[str]:
    if row["changed"]:
        yield wording.CHANGES % {"fields": _fields(row["changed"])}
    if row["kept"]:
        yield wording.KEEPS % {"fields": _fields(row["kept"])}
    yield from dict.fromkeys(str(wording.warning(code, value)) for _field, code, value in row["warnings"])


def _fields(names: list[str]) -> str:
    return ", ".join(str(wording.FIELDS[name]) for name in names)


def undoings(run: ImportRun, rows: list[dict[str, Any]]) -> dict[str, Undoing]:
    """By the source's own id, for those of the run's records that became offers."""
    if run.state != State.DONE:
        return {}
    changes = {str(change.offer_id): change for change in queries.changes_of(run, [*_offers(rows)])}
    used = moving.in_use(change.offer_id for change in changes.values() if change.is_new)
    can, away = queries.can_undo_one(run), set(run.source.left_out)
    found = {}
    for row in rows:
        change = changes.get(row.get("offer", ""))
        if change:
            found[row["id"]] = _undoing(change, used, can)
        elif row["id"] in away:
            found[row["id"]] = Undoing(is_away=True)
    return found


def _offers(rows: list[dict[str, Any]]) -> Iterable[str]:
    return filter(None, (row.get("offer", "") for row in rows))


def _undoing(change: ImportChange, used: set[UUID], can: bool) -> Undoing:
    if change.undone_at:
        return Undoing(is_back=True)
    if not can or not change.is_last:
        return NOTHING
    if what := touched(change, used):
        return Undoing(since=wording.since(what))
    return Undoing(change_id=str(change.pk), is_new=change.is_new)


def counts(run: ImportRun) -> list[tuple[str, str, int]]:
    """(verdict in words, badge, how many), without those that are none; nothing of what was undone."""
    if run.state == State.UNDONE:
        return []
    names = (*VERDICTS, "undone")
    return [(wording.VERDICTS[name], _BADGES[name], run.counts[name]) for name in names if run.counts.get(name)]


def refusal(run: ImportRun) -> str:
    return wording.REFUSALS.get(run.refusal, wording.UNKNOWN) if run.refusal else ""


def told(source: OfferSource) -> OfferSource:
    """The source with its last run in words, for the list."""
    source.kind_words = wording.KINDS[source.kind]
    if source.last_run:
        put_in_words(source.last_run)
    return source


def put_in_words(run: ImportRun) -> None:
    """``words``, ``refusal_words`` and ``counted`` for a line about the run."""
    run.words, run.refusal_words, run.counted = wording.STATES[run.state], refusal(run), counts(run)


def page(run: ImportRun, number: int) -> dict[str, Any]:
    """Everything the page of a run needs; ``number`` is the part of the records to show, from 0."""
    parts = queries.batch_count(run)
    rows = queries.records(run, number) if run.state not in _SILENT else []
    undone = undoings(run, rows)
    gone = (
        list(queries.gone(run)[: MOST_GONE + 1])
        if run.state in (State.READY, State.DONE) and queries.is_last(run)
        else []
    )
    done = sum(run.counts.values()) if run.state == State.RUNNING and run.position else 0
    return {
        "run": run,
        "state": wording.STATES[run.state],
        "refusal": refusal(run),
        "counts": counts(run),
        "lines": [line(row, undone.get(row["id"], NOTHING)) for row in rows],
        "part": number + 1,
        "parts": parts,
        "before": number if 0 < number < parts else None,
        "after": number + 2 if number + 1 < parts else None,
        "gone": gone[:MOST_GONE],
        "more_gone": len(gone) > MOST_GONE,
        "done": done,
        "can_be_undone": queries.can_be_undone(run),
    }
