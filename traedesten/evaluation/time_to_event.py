"""How long until something happens: Kaplan–Meier, and Aalen–Johansen where other things may happen first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy import stats

from traedesten.evaluation.figures import LEVEL, Caution, Interval, NotEnough, Sentence, need, numbers, sentence, told

Band = Literal["log-log", "log", "plain"]
HALF, SAME = 0.5, 1e-12


@dataclass(frozen=True)
class Step:
    """From `time` on (own unit of the frame) the curve has this height; counts are of persons at that time."""

    time: float
    at_risk: int
    events: int
    curve: Interval
    error: float


@dataclass(frozen=True)
class Curve:
    """`steps` where something happened. `name` is the group's, empty for all.

    `event` 0: the share to whom nothing has happened yet, from 1 down. Else the share to whom this kind of event
    has happened, where the other kinds stand in its way, from 0 up.
    """

    name: str
    n: int
    events: int
    steps: tuple[Step, ...]
    event: int = 0

    def at(self, time: float) -> Interval:
        """The height of the curve at a time, and its interval."""
        before = [step for step in self.steps if step.time <= time]
        start = 0.0 if self.event else 1.0
        return before[-1].curve if before else Interval(start, start, start)


@dataclass(frozen=True)
class Group:
    """`curve`: share to whom no event has happened. `median` time, ends NaN where not reached.

    `at_risk`: (time, persons still waiting just before it). `incidences`: by kind of event, those of the other
    groups too, empty with one kind.
    """

    name: str
    n: int
    events: int
    censored: int
    curve: Curve
    median: Interval
    at_risk: tuple[tuple[float, int], ...]
    incidences: tuple[Curve, ...]


@dataclass(frozen=True)
class Survival:
    """`rows` in the frame, `n` of them used."""

    rows: int
    n: int
    groups: tuple[Group, ...]
    cautions: tuple[Caution, ...]
    sentences: tuple[Sentence, ...]
    technical: str


def survival(
    frame: pd.DataFrame,
    *,
    duration: str = "days",
    event: str = "event",
    by: str | None = None,
    at: Sequence[float] = (),
    band: Band = "log-log",
    level: float = LEVEL,
) -> Survival:
    """Curves of the time to an event, over all or for each value of `by`.

    frame: one row per person; `duration` ≥ 0 in any unit; `event` 0 (not yet, when last heard of), 1, or further
    whole numbers for competing events (such as withdrawal). With competing events `curve` is of any event, and
    `incidences` are Aalen–Johansen's. `at`: the times for numbers at risk (five even ones unless given).
    Greenwood's variance; intervals on the log(−log) scale, the "log" scale or "plain"; the median after Brookmeyer &
    Crowley 1982, in the middle where the curve runs along one half. Rows lacking a value are left out. Raises
    NotEnough.
    """
    if band not in get_args(Band):
        raise NotEnough(f"the band is one of {', '.join(get_args(Band))}")
    used = _used(frame, duration, event, by)
    found = sorted(set(used[event][used[event] > 0].astype(int)))
    parts = [("", used)] if by is None else [(str(name), part) for name, part in used.groupby(by, observed=True)]
    marks = tuple(at) or tuple(np.linspace(0, float(used[duration].max()), 5).tolist())
    groups = tuple(
        _group(name, part[duration], part[event].astype(int), found, marks, band, level) for name, part in parts
    )
    return Survival(
        rows=len(frame),
        n=len(used),
        groups=groups,
        cautions=(Caution.LEFT_OUT,) if len(used) < len(frame) else (),
        sentences=tuple(_sentence(group) for group in groups),
        technical="; ".join(
            f"{group.name or 'all'}: n {group.n}, events {group.events}, median {told(group.median, 1)}"
            for group in groups
        )
        + f" (Kaplan–Meier, Greenwood, {band})",
    )


def _used(frame: pd.DataFrame, duration: str, event: str, by: str | None) -> pd.DataFrame:
    columns = [duration, event, *([by] if by else [])]
    need(frame, columns)
    frame = frame.assign(**{duration: numbers(frame, duration), event: numbers(frame, event)})
    used = frame.dropna(subset=columns)
    if used.empty or (used[duration] < 0).any() or (used[event] < 0).any() or (used[event] % 1 > 0).any():
        raise NotEnough("durations must be zero or more, events 0, 1, 2 …, and somebody must be there")
    return used


def _group(
    name: str, days: pd.Series, kinds: pd.Series, found: Sequence[int], marks, band: Band, level: float
) -> Group:
    counts = _counts(days, kinds, found)
    curve = _kaplan_meier(name, counts, len(days), band, level)
    has_rivals = bool(found) and found != [1]
    return Group(
        name=name,
        n=len(days),
        events=curve.events,
        censored=int((kinds == 0).sum()),
        curve=curve,
        median=_median(curve, level),
        at_risk=tuple((float(mark), int((days >= mark).sum())) for mark in marks),
        incidences=tuple(
            _incidence(name, counts, len(days), int(kind), events, level)
            for kind, events in zip(found, counts.events, strict=True)
            if has_rivals
        ),
    )


@dataclass(frozen=True)
class Counts:
    """At each time at which anything happened (t,): persons at risk, and events by kind (kinds, t)."""

    times: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray

    @property
    def all_events(self) -> np.ndarray:
        return self.events.sum(axis=0)

    @property
    def survival(self) -> np.ndarray:
        return np.cumprod(1 - self.all_events / self.at_risk)

    @property
    def hazard_variance(self) -> np.ndarray:
        """Greenwood's terms d / (n (n − d)); 0 where nobody is left, as the curve has no error there."""
        left = self.at_risk - self.all_events
        return np.divide(self.all_events, self.at_risk * left, out=np.zeros(len(left)), where=left > 0)


def _counts(days: pd.Series, kinds: pd.Series, found: Sequence[int]) -> Counts:
    times = np.unique(days[kinds > 0].to_numpy(float))
    ordered = np.sort(days.to_numpy(float))
    at_risk = len(ordered) - np.searchsorted(ordered, times)
    by_kind = [days[kinds == kind].value_counts().reindex(times).fillna(0).to_numpy(float) for kind in found]
    return Counts(times, at_risk.astype(float), np.array(by_kind).reshape(len(found), len(times)))


def _kaplan_meier(name: str, counts: Counts, n: int, band: Band, level: float) -> Curve:
    heights = counts.survival
    errors = heights * np.sqrt(np.cumsum(counts.hazard_variance))
    intervals = _intervals(heights, errors, band, level)
    return _curve(name, n, 0, counts, counts.all_events, intervals, errors)


def _curve(name, n: int, event: int, counts: Counts, events: np.ndarray, intervals, errors: np.ndarray) -> Curve:
    steps = tuple(
        Step(float(time), int(risk), int(many), interval, float(error))
        for time, risk, many, interval, error in zip(
            counts.times, counts.at_risk, events, intervals, errors, strict=True
        )
        if many
    )
    return Curve(name, n, int(events.sum()), steps, event)


def _intervals(heights: np.ndarray, errors: np.ndarray, band: Band, level: float) -> list[Interval]:
    return [
        _interval(float(height), float(error), band, level) for height, error in zip(heights, errors, strict=True)
    ]


def _interval(height: float, error: float, band: Band, level: float) -> Interval:
    """On the log scales the interval never leaves 0–1; at the very ends there is none but the point."""
    z = float(stats.norm.ppf((1 + level) / 2))
    if not 0 < height < 1 or not np.isfinite(error):
        return Interval(height, height, height, level)
    if band == "plain":
        return Interval(height, max(0.0, height - z * error), min(1.0, height + z * error), level)
    if band == "log":
        reach = np.exp(z * error / height)
        return Interval(height, float(height / reach), float(min(1.0, height * reach)), level)
    reach = z * error / (height * abs(np.log(height)))
    return Interval(height, float(height ** np.exp(reach)), float(height ** np.exp(-reach)), level)


def _median(curve: Curve, level: float) -> Interval:
    """When the curve, its lower and its upper end come to one half; the ends only as far as there is an error."""
    sure = [step for step in curve.steps if step.curve.estimate > 0]
    return Interval(
        _halved([(step.time, step.curve.estimate) for step in curve.steps]),
        _halved([(step.time, step.curve.low) for step in sure]),
        _halved([(step.time, step.curve.high) for step in sure]),
        level,
    )


def _halved(falls: Sequence[tuple[float, float]]) -> float:
    """The first time at one half or below; the middle where it is one half for a while and falls later on."""
    below = [(time, height) for time, height in falls if height <= HALF + SAME]
    if not below:
        return float("nan")
    first, height = below[0]
    later = [time for time, lower in below if lower < height - SAME]
    return (first + later[0]) / 2 if height > HALF - SAME and later else first


def _incidence(name: str, counts: Counts, n: int, event: int, events: np.ndarray, level: float) -> Curve:
    """Aalen–Johansen, variance by the delta method (Marubini & Valsecchi 1995, ch. 10.2).

    The band is on the log(−log) scale of the share to whom it has not happened.
    """
    risk, before = counts.at_risk, np.append(1.0, counts.survival[:-1])
    heights = np.cumsum(before * events / risk)
    terms = counts.hazard_variance
    spread = heights**2 * np.cumsum(terms) - 2 * heights * np.cumsum(heights * terms) + np.cumsum(heights**2 * terms)
    own = np.cumsum(before**2 * events * (risk - events) / risk**3)
    shared = before * events / risk**2
    both = heights * np.cumsum(shared) - np.cumsum(heights * shared)
    errors = np.sqrt(np.maximum(spread + own - 2 * both, 0))
    turned = _intervals(1 - heights, errors, "log-log", level)
    intervals = [
        Interval(float(height), 1 - end.high, 1 - end.low, level) for height, end in zip(heights, turned, strict=True)
    ]
    return _curve(name, n, event, counts, events, intervals, errors)


def _sentence(group: Group) -> Sentence:
    if np.isnan(group.median.estimate):
        return sentence("survival.fewer_than_half", n=group.n, events=group.events)
    return sentence("survival.half_within", time=group.median.estimate, n=group.n, events=group.events)
