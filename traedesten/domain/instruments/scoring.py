"""One scorer for all instruments, and what two scores of one person can say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from traedesten.domain.instruments.definition import Better, Definition, Item, Method, Subscale, Why
from traedesten.domain.instruments.goals import RHO

Answer = int | Why


class NotAnAnswer(ValueError):
    """An item that the instrument does not have, or a value that is none of its options. Carries no value."""


@dataclass(frozen=True)
class Part:
    """A subscale's figure, or None with the items it lacks; `is_raised` is None where there is no cut or figure."""

    key: str
    total: float | None
    missing: tuple[str, ...]
    is_raised: bool | None


@dataclass(frozen=True)
class Score:
    """What the answers come to. `total` is None when more is missing than the instrument allows.

    `missing` holds each item without an answer and why, also when the total could be made without it.
    `metric` is the total on the instrument's second scale, where that was asked for.
    """

    instrument: str
    version: str
    total: float | None
    band: str | None
    subscales: tuple[Part, ...]
    missing: tuple[tuple[str, Why], ...]
    answered: int
    metric: float | None = None


def score(
    definition: Definition,
    answers: Mapping[str, Answer],
    *,
    weights: Mapping[str, float] | None = None,
    metric: bool = False,
) -> Score:
    """Score `answers`: item key → value, or why there is none; an absent item counts as not asked.

    `weights` (> 0, one unless said) are for goals only. Raises NotAnAnswer.
    """
    values = _values(definition, answers)
    missing = tuple((item.key, _why(answers.get(item.key))) for item in definition.items if item.key not in values)
    total = None
    if values and len(missing) <= definition.may_miss:
        total = _goals(values, weights or {}) if definition.method is Method.GOALS else _sum(definition, values)
    return Score(
        instrument=definition.key,
        version=definition.version,
        total=total,
        band=_band(definition, total),
        subscales=tuple(_part(definition, scale, values) for scale in definition.subscales),
        missing=missing,
        answered=len(values),
        metric=dict(definition.metric).get(int(total)) if metric and total is not None else None,
    )


def _values(definition: Definition, answers: Mapping[str, Answer]) -> dict[str, int]:
    known = {item.key for item in definition.items}
    if not known.issuperset(answers):
        raise NotAnAnswer(f"{definition.key} has no such item")
    values = {key: answer for key, answer in answers.items() if not isinstance(answer, Why)}
    if any(isinstance(value, bool) or value not in definition.values for value in values.values()):
        raise NotAnAnswer(f"{definition.key} has no such answer")
    return values


def _why(answer: Answer | None) -> Why:
    return answer if isinstance(answer, Why) else Why.NOT_ASKED


def points(definition: Definition, item: Item, value: int) -> int:
    """What one answer adds: itself, itself turned round, or one when it is among those that count."""
    if item.counts is not None:
        return int(value in item.counts)
    if item.is_reversed:
        return min(definition.values) + max(definition.values) - value
    return value


def _sum(definition: Definition, values: Mapping[str, int]) -> int:
    return definition.factor * sum(points(definition, definition.item(key), value) for key, value in values.items())


def _goals(values: Mapping[str, int], weights: Mapping[str, float]) -> float:
    """T = 50 + 10 Σwx / √((1−ρ)Σw² + ρ(Σw)²)."""
    w = {key: weights.get(key, 1.0) for key in values}
    if any(not weight > 0 for weight in w.values()):
        raise NotAnAnswer("a goal's weight must be above zero")
    squares, sum_of_weights = sum(weight**2 for weight in w.values()), sum(w.values())
    spread = sqrt((1 - RHO) * squares + RHO * sum_of_weights**2)
    return 50 + 10 * sum(w[key] * values[key] for key in values) / spread


def _band(definition: Definition, total: float | None) -> str | None:
    if total is None:
        return None
    return next((band.key for band in definition.bands if band.low <= total <= band.high), None)


def _part(definition: Definition, scale: Subscale, values: Mapping[str, int]) -> Part:
    missing = tuple(key for key in scale.items if key not in values)
    if len(missing) > definition.subscale_may_miss:
        return Part(scale.key, None, missing, None)
    total = _sum(definition, {key: values[key] for key in scale.items if key in values})
    return Part(scale.key, total, missing, None if scale.cut is None else total >= scale.cut)


def very_low(definition: Definition, result: Score) -> bool:
    """Whether a human being should make contact at once. A skipped total opens nothing: there is no figure."""
    at = definition.contact_at
    return at is not None and result.total is not None and result.total <= at


class Moved(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    NO_MORE_THAN_CHANCE = "no_more_than_chance"
    CANNOT_SAY = "cannot_say"


def moved(definition: Definition, before: Score, after: Score) -> Moved:
    """Whether one person's total has moved by more than the instrument's own uncertainty.

    Totals of two wordings are not compared, nor those of an instrument without a known reliable change.
    """
    yardstick = definition.yardstick
    same = before.instrument == after.instrument == definition.key and before.version == after.version
    if not same or before.total is None or after.total is None or yardstick is None or yardstick.person is None:
        return Moved.CANNOT_SAY
    difference = after.total - before.total
    if abs(difference) < yardstick.person:
        return Moved.NO_MORE_THAN_CHANCE
    return Moved.BETTER if (difference > 0) == (definition.better is Better.HIGHER) else Moved.WORSE
