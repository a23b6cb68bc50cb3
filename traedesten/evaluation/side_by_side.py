"""People alike in one thing beside those who are not: shares with intervals, and no count that is too small."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from traedesten import evaluation
from traedesten.evaluation.disclosure import PARTNERS

SMALL = PARTNERS.k
"""A count below this is not shown, nor one from which it could be reckoned."""
BORDERS = ((0, 29), (30, 64), (65, 200))
"""Ages, the youngest first, both ends included."""


@dataclass(frozen=True)
class Group:
    """People alike in one thing, how many of them got it, and between which shares (0–100) that lies with 95 %.

    ``code`` is the group's own, and empty when it is not known; ``number`` None when the group, or the rest of it, is
    too small to show. ``is_less``: even the highest share lies below that of everybody.
    """

    code: str
    number: int | None
    share: int = 0
    least: int = 0
    most: int = 0
    is_less: bool = False


@dataclass(frozen=True)
class Comparison:
    """Everybody, and for each dimension its groups."""

    everybody: Group
    dimensions: list[tuple[str, list[Group]]]

    @property
    def is_anybody_less(self) -> bool:
        return any(group.is_less for _name, groups in self.dimensions for group in groups)

    @property
    def tells(self) -> bool:
        """Whether people alike in something can be seen beside others."""
        return any(
            sum(bool(group.code and group.number) for group in groups) > 1 for _name, groups in self.dimensions
        )


def compared(people: Sequence[tuple[Mapping[str, str], bool]], dimensions: Sequence[str]) -> Comparison:
    """``people``: each one's code by dimension, and whether they got it."""
    total, got = len(people), sum(has for _codes, has in people)
    found: dict[str, dict[str, list[bool]]] = {name: {} for name in dimensions}
    for codes, has in people:
        for name in dimensions:
            found[name].setdefault(codes.get(name, ""), []).append(has)
    overall = got / total if total else 0.0
    rows = [(name, groups_of(found[name], overall)) for name in dimensions]
    return Comparison(group_of("all", total, got), rows)


def groups_of(people: Mapping[str, Sequence[bool]], overall: float) -> list[Group]:
    """In one order; when a single one would be hidden the next smallest is too, so that none can be reckoned."""
    rows = [group_of(code, len(found), sum(found), overall=overall) for code, found in sorted(people.items())]
    hidden = [row for row in rows if row.number is None]
    shown = sorted((row for row in rows if row.number is not None), key=lambda row: (row.number or 0, row.code))
    if len(hidden) == 1 and shown:
        rows = [Group(row.code, None) if row == shown[0] else row for row in rows]
    return rows


def group_of(code: str, number: int, got: int, *, overall: float | None = None) -> Group:
    """Nobody is less than everybody (``overall``, 0–1) for being unknown: that says when it is asked, not of whom."""
    if not number or shown(got) is None or shown(number - got) is None:
        return Group(code, None)
    found = evaluation.wilson(got, number)
    is_less = bool(code) and overall is not None and found.high < overall
    return Group(code, number, round(100 * got / number), round(100 * found.low), round(100 * found.high), is_less)


def shown(count: int) -> int | None:
    return None if 0 < count < SMALL else count


def parts_of(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Counts whose sum is told as well.

    The smallest of those that could be shown is hidden too when a single one would be hidden, or when those hidden
    add up to what only ones, or only fours, come to.
    """
    rows = {code: shown(count) for code, count in counts.items()}
    small = [counts[code] for code, count in rows.items() if count is None]
    others = [code for code, count in rows.items() if count]
    are_told = len(small) == 1 or sum(small) in (len(small), len(small) * (SMALL - 1))
    if small and others and are_told:
        rows[min(others, key=lambda code: counts[code])] = None
    return rows


def band(age: int | None) -> str:
    """The code of an age, ``low-high``; empty when it is not known."""
    if age is None:
        return ""
    return next((f"{low}-{high}" for low, high in BORDERS if age <= high), f"{BORDERS[-1][0]}-{BORDERS[-1][1]}")


def speaks(languages: Sequence[str]) -> str:
    return "da" if "da" in languages else "other" if languages else ""


def comes_in(access_needs: Sequence[str]) -> str:
    return "step_free" if "step_free" in access_needs else "other_needs" if access_needs else "no_needs"
