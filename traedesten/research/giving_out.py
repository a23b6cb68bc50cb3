"""Which columns of which persons may be given out. Knows no Django; every list passes ``evaluation.disclosure``.

All exports of a site go to one circle. Two lists can be laid over each other by the answers in them, for the same
answers are nearly always the same person's. So it is not enough that no count can be reckoned out: whoever has two
lists knows of each person what both say. ``_laid_over`` looks at them together, and hides a column group again
where only few would share what the two tell.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import prod
from uuid import UUID

import pandas as pd

from traedesten.evaluation.disclosure import ALL as WHOLE
from traedesten.evaluation.disclosure import (
    PARTNERS,
    Cell,
    Cut,
    Dimension,
    Population,
    Release,
    TooFew,
    Why,
    protect,
    protect_list,
)
from traedesten.evaluation.disclosure.tables import atoms
from traedesten.research.wanted import COLUMNS, OF_GROUPS_ALONE, OF_JOURNEYS_ALONE, Someone, Wanted

DIMENSIONS = ("joined", "course", *COLUMNS)
MOST_PARTS = 800
"""More parts than this take minutes: then fewer columns, or the ones that were given out before, must do."""

MOST_CLASSES = 20_000


class TooManyParts(TooFew):
    """Together with what was given out before, this tells too many small groups apart."""


Shown = dict[UUID, dict[str, str]]
"""Person → the columns that may be told of them; none where they are hidden."""


def protected(people: Sequence[Someone], wanted: Wanted, earlier: Sequence[Release]) -> tuple[Shown, Release]:
    """What may be told of each person in a list of one course, and what goes into the log with it.

    ``people``: everybody who can be in an export of the site, wanted or not. Where no column could be shown of
    anybody, the list is one without columns. Raises TooFew.
    """
    everybody = population(people, earlier)
    inside = [one for one in people if wanted.counts(one)]
    if len(inside) < PARTNERS.k:
        raise TooFew("fewer persons than may be told of")
    release = _by_columns(inside, everybody, wanted, earlier) if wanted.columns else None
    release = _laid_over(people, release, earlier) if release else None
    if release is None or len(release.shown) < 2:
        release = _laid_over(people, _bare(everybody, wanted, earlier), earlier)
    told = {one.subject: _place(release, _key(one)) for one in inside}
    shown = {
        subject: dict(zip(release.cut.by, place, strict=True)) if isinstance(place, tuple) else {}
        for subject, place in told.items()
    }
    return shown, release


def _by_columns(
    inside: Sequence[Someone], everybody: Population, wanted: Wanted, earlier: Sequence[Release]
) -> Release | None:
    """None where it would take too long to find out what may be shown."""
    cut = Cut(wanted.columns, _where(everybody, wanted), has_margins=False)
    try:
        _bounded(everybody, cut, earlier)
    except TooManyParts:
        return None
    rows = [[getattr(one, name) for name in wanted.columns] for one in inside]
    frame = pd.DataFrame(rows, columns=list(wanted.columns))
    return protect_list(frame, everybody, cut, PARTNERS, earlier)[1]


def _bare(everybody: Population, wanted: Wanted, earlier: Sequence[Release]) -> Release:
    """Only that so many are in it."""
    cut = Cut((), _where(everybody, wanted), has_margins=False)
    _bounded(everybody, cut, earlier)
    release = protect(everybody, cut, PARTNERS, earlier)
    if release.figure() is None:
        raise TooFew("fewer persons than may be told of")
    return release


def population(people: Iterable[Someone], earlier: Sequence[Release] = ()) -> Population:
    """Everybody by all that an export may tell; values that earlier lists knew stay known."""
    counts = Counter(_key(one) for one in people)
    dimensions = []
    for at, name in enumerate(DIMENSIONS):
        known = {value for release in earlier for cell in release.cells for value in cell.box[at]}
        dimensions.append(Dimension(name, tuple(sorted(known | {key[at] for key in counts}))))
    return Population(tuple(dimensions), counts, tuple(_impossible(dimensions)))


def _impossible(dimensions: Iterable[Dimension]) -> Iterable[Mapping[str, frozenset[str]]]:
    """What is never told of one of the two kinds of course."""
    values = {dimension.name: frozenset(dimension.values) for dimension in dimensions}
    for course, names in (("groups", OF_JOURNEYS_ALONE), ("journeys", OF_GROUPS_ALONE)):
        for name in names:
            if course in values["course"] and values[name] - {""}:
                yield {"course": frozenset({course}), name: values[name] - {""}}


def _key(one: Someone) -> tuple[str, ...]:
    return tuple(str(getattr(one, name)) for name in DIMENSIONS)


def _where(everybody: Population, wanted: Wanted) -> Mapping[str, frozenset[str]]:
    values = dict(zip(DIMENSIONS, (dimension.values for dimension in everybody.dimensions), strict=True))
    quarters = [
        quarter
        for quarter in values["began"]
        if (not wanted.began_from or quarter >= wanted.began_from)
        and (not wanted.began_until or quarter <= wanted.began_until)
    ]
    where = {
        "joined": frozenset(values["joined"]),
        "course": frozenset({wanted.course}) & frozenset(values["course"]),
        "began": frozenset(quarters),
    }
    if wanted.programme:
        where["programme"] = frozenset({wanted.programme}) & frozenset(values["programme"])
    return where


def _bounded(everybody: Population, cut: Cut, earlier: Sequence[Release]) -> None:
    """Raise TooManyParts when the question is larger than a page can wait for."""
    boxes = [box for _labels, box in cut.cells(everybody)]
    boxes += [cell.box for release in earlier for cell in release.cells]
    different = set(boxes)
    classes = prod(
        len({tuple(value in box[at] for box in different) for value in dimension.values})
        for at, dimension in enumerate(everybody.dimensions)
    )
    if classes > MOST_CLASSES or len(atoms(everybody, different)) > MOST_PARTS:
        raise TooManyParts("too many parts")


Place = tuple[str, ...] | str
"""Where somebody stands in a list: the labels that are told of them, "blank", or "out"."""
BLANK, OUT = "blank", "out"


def _place(release: Release, key: tuple[str, ...]) -> Place:
    whole = next(cell for cell in release.cells if all(label == WHOLE for label in cell.labels))
    if not _lies_in(key, whole):
        return OUT
    found = next((cell for cell in release.shown if cell is not whole and _lies_in(key, cell)), None)
    return found.labels if found else BLANK


def _lies_in(key: tuple[str, ...], cell: Cell) -> bool:
    return all(value in values for value, values in zip(key, cell.box, strict=True))


def _laid_over(people: Sequence[Someone], release: Release, earlier: Sequence[Release]) -> Release:
    """The new list with those columns hidden that would tell too much beside an earlier one. Raises TooFew."""
    keys = Counter(_key(one) for one in people)
    before = {key: tuple(_place(each, key) for each in earlier) for key in keys}
    together: Counter = Counter()
    for key, many in keys.items():
        together[before[key], _place(release, key)] += many
    bare = {place for (_known, place), many in together.items() if isinstance(place, tuple) and many < PARTNERS.k}
    _filter_tells_of_nobody(together)
    cells = tuple(
        replace(cell, figure=None, why=Why.GIVES_AWAY) if cell.labels in bare and cell.figure is not None else cell
        for cell in release.cells
    )
    return replace(release, cells=cells)


def _filter_tells_of_nobody(together: Counter) -> None:
    """Who is in the new list and who is not may be seen of everybody in an earlier one: each side must be many."""
    sides: dict[tuple, list[int]] = {}
    for (known, place), many in together.items():
        if any(isinstance(each, tuple) for each in known):
            sides.setdefault(known, [0, 0])[place == OUT] += many
    for inside, outside in sides.values():
        if 0 < min(inside, outside) < PARTNERS.k:
            raise TooFew("beside an earlier list")
