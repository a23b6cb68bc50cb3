"""A share and how sure it is."""

from scipy import stats

from traedesten.evaluation.figures import LEVEL, Interval


def wilson(count: int, n: int, level: float = LEVEL) -> Interval:
    """A share and its Wilson score interval; all NaN for none of none."""
    if n == 0:
        return Interval(float("nan"), float("nan"), float("nan"), level)
    found = stats.binomtest(count, n).proportion_ci(level, method="wilson")
    return Interval(count / n, float(found.low), float(found.high), level)
