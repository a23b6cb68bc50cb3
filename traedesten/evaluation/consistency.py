"""Cronbach's alpha."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from scipy import stats

from traedesten.evaluation.figures import (
    LEVEL,
    Caution,
    Interval,
    NotEnough,
    Sentence,
    listed,
    need,
    numbers,
    sentence,
    told,
)


@dataclass(frozen=True)
class Alpha:
    """`without`: alpha when the item is left out. `n` persons who answered every item, of `rows`."""

    n: int
    rows: int
    items: int
    alpha: Interval
    without: tuple[tuple[str, float], ...]
    item_total: tuple[tuple[str, float], ...]
    cautions: tuple[Caution, ...]
    sentences: tuple[Sentence, ...]
    technical: str


def alpha(
    frame: pd.DataFrame,
    items: str | Sequence[str] | None = None,
    *,
    reverse: str | Sequence[str] = (),
    low: float | None = None,
    high: float | None = None,
    level: float = LEVEL,
) -> Alpha:
    """Cronbach's alpha over complete rows, with Feldt's interval (Feldt, Woodruff & Salih 1987).

    frame: one row per person, one column per item; `items`: which (all unless given). `reverse`: items to turn
    round as low + high − answer, so `low` and `high` of the scale are then needed. `item_total`: correlation of
    each item with the sum of the others. Raises NotEnough.
    """
    items = list(frame.columns) if items is None else listed(items)
    complete = _turned(frame, items, listed(reverse), low, high).dropna()
    n, k = complete.shape
    if k < 2 or n < 3:
        raise NotEnough("alpha needs two items and three complete rows")
    value = _alpha(complete)
    df = (n - 1, (n - 1) * (k - 1))
    ends = [1 - (1 - value) * float(stats.f.ppf(q, *df)) for q in ((1 + level) / 2, (1 - level) / 2)]
    figure = Interval(value, ends[0], ends[1], level)
    totals = complete.sum(axis=1)
    below_zero = (Caution.NEGATIVE_ALPHA,) if value < 0 else ()
    return Alpha(
        n=n,
        rows=len(frame),
        items=k,
        alpha=figure,
        without=tuple((item, _alpha(complete.drop(columns=item))) for item in items) if k > 2 else (),
        item_total=tuple((item, float(complete[item].corr(totals - complete[item]))) for item in items),
        cautions=(*below_zero, *((Caution.LEFT_OUT,) if n < len(frame) else ())),
        sentences=(sentence("alpha.holds_together", alpha=value, low=ends[0], high=ends[1], n=n),),
        technical=f"Cronbach's alpha {told(figure, 3)} (Feldt), {k} items, n {n} of {len(frame)}",
    )


def _turned(frame: pd.DataFrame, items: list[str], reverse: list[str], low, high) -> pd.DataFrame:
    need(frame, items)
    answers = pd.DataFrame({item: numbers(frame, item) for item in items}, index=frame.index)
    if reverse:
        if low is None or high is None or not set(reverse) <= set(items):
            raise NotEnough("to turn items round, name them among the items and give low and high")
        answers[reverse] = low + high - answers[reverse]
    return answers


def _alpha(complete: pd.DataFrame) -> float:
    k = complete.shape[1]
    of_total = float(complete.sum(axis=1).var(ddof=1))
    if of_total == 0:
        raise NotEnough("the totals do not differ")
    return k / (k - 1) * (1 - float(complete.var(ddof=1).sum()) / of_total)
