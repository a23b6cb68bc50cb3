"""Lists of persons: a row each, with columns by which somebody might be known."""

from collections.abc import Sequence

import pandas as pd

from traedesten.evaluation.disclosure.protection import protect
from traedesten.evaluation.disclosure.tables import ALL, Cut, Population, Release, Rule, Unknown

BLANK = ""


class TooFew(ValueError):
    """Fewer than k persons: there is no list to give out."""


def protect_list(
    frame: pd.DataFrame, population: Population, cut: Cut, rule: Rule, earlier: Sequence[Release] = ()
) -> tuple[pd.DataFrame, Release]:
    """The frame with the columns of `cut.by` blanked for everybody who could be known by them, and what it tells.

    frame: one row per person, exactly the persons that `cut` counts, with a column for each dimension of `by`. A
    list tells as much as the table of its columns, so that table is what is protected, and goes into the log of
    earlier releases like any other. `rule.base` must be 1: rows can be counted. Other columns are left as they are
    and must tell of nobody. Raises TooFew, and Unknown when the frame holds others than those the cut counts.
    """
    if rule.base != 1:
        raise Unknown("rows cannot be rounded")
    listed = Cut(cut.by, cut.where, has_margins=False)
    table = protect(population, listed, rule, earlier)
    _same_persons(frame, population, listed)
    if table.figure(*(ALL for _ in cut.by)) is None:
        raise TooFew("fewer persons than may be told of")
    shown = {cell.labels for cell in table.shown}
    rows = list(frame[list(cut.by)].itertuples(index=False, name=None))
    is_blank = pd.Series([row not in shown for row in rows], index=frame.index)
    return frame.assign(**{name: frame[name].mask(is_blank, BLANK) for name in cut.by}), table


def _same_persons(frame: pd.DataFrame, population: Population, cut: Cut) -> None:
    counts = frame.groupby(list(cut.by)).size().to_dict() if cut.by else {(): len(frame)}
    counts = {key if isinstance(key, tuple) else (key,): count for key, count in counts.items()}
    finest = {labels: population.count(box) for labels, box in cut.cells(population) if ALL not in labels}
    if counts != {labels: count for labels, count in finest.items() if count}:
        raise Unknown("the rows are not the persons that the table counts")
