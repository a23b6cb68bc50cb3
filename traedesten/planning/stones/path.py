"""Offers ranked for one person and arranged as steps of a way."""

from collections.abc import Iterable
from dataclasses import replace

from traedesten.planning.finding import Facts
from traedesten.planning.stones.problem import OPEN, Path, Person, Problem, Step, Stone, step_now, step_of
from traedesten.planning.stones.weighing import (
    broken_rule,
    fallback,
    fresh,
    meant_for_others,
    speaks_against,
    speaks_for,
)

STEP_WEIGHT = 1.2
STEP_SHARES = {-2: 0.4, -1: 0.6, 0: 1.0, 1: 0.7, 2: 0.0}
"""What a step counts, by how far it lies above where the person is."""
KIND_SHARES = {"self_help_group": 0.9, "counselling": 0.4}
"""What a kind counts of STEP_WEIGHT; 1 for the others. Professional help is no stone to begin with."""
LAST_OF_ALL = frozenset({"professional"})
SAME_THEME, SAME_TOWN = 0.8, 0.4
"""What a later stone gains by going on from the one before."""
MOST_OTHERS, MOST_RELIEF = 2, 3
RELIEF = "relief"


def lay(problem: Problem) -> Path:
    """The way for one person. The order of the offers changes nothing; ties go by id.

    An offer that was left, refused or lies there already is never among the stones, nor one that breaks a hard
    rule; those stand in `left_out`. Raises ValueError if ids repeat.
    """
    facts = {row.id: row for row in problem.offers}
    if len(facts) != len(problem.offers):
        raise ValueError("ids must be unique")
    now = step_now(problem.person, facts)
    tried = {row.offer: row.state for row in problem.person.tried}
    asked = [row for row in facts.values() if _is_asked_for(problem, row)]
    broken = {row.id: broken_rule(problem, row, tried) for row in asked}
    stones = _ranked(_weighed(problem, row, now) for row in asked if not broken[row.id])
    return Path(
        now=now,
        stones=stones,
        steps=_steps(stones, facts, now, problem.person),
        relief=_relief(problem, tried),
        left_out={id: reason for id, reason in sorted(broken.items()) if reason},
    )


def weigh(problem: Problem, offer: str) -> Stone:
    """One offer of the problem, whether or not it would be proposed. A rule that it breaks is its caution.

    Raises KeyError for an offer that is not there.
    """
    facts = {row.id: row for row in problem.offers}
    stone = _weighed(problem, facts[offer], step_now(problem.person, facts))
    tried = {row.offer: row.state for row in problem.person.tried}
    broken = broken_rule(problem, facts[offer], tried)
    return stone if broken is None or broken.code == "on_the_path" else replace(stone, caution=broken)


def _is_asked_for(problem: Problem, facts: Facts) -> bool:
    kinds_fit = facts.kind in problem.kinds if problem.kinds else facts.kind != RELIEF
    return kinds_fit and (not problem.must_answer or facts.id in problem.words)


def _weighed(problem: Problem, facts: Facts, now: int) -> Stone:
    step = step_of(facts)
    above = step - now if step else 0
    for_it, against = list(speaks_for(problem, facts)), list(speaks_against(problem, facts))
    for_others = list(meant_for_others(problem, facts))
    base = STEP_WEIGHT * KIND_SHARES.get(facts.kind, 1.0) * STEP_SHARES[above]
    gained = (base + sum(weight for weight, _reason in for_it)) * fresh(problem, facts)
    score = gained - sum(weight for weight, _reason in (*against, *for_others))
    reasons = tuple(reason for _weight, reason in sorted(for_it, key=_heaviest))
    cautions = for_others or against
    caution = min(cautions, key=_heaviest)[1] if cautions else fallback(problem, facts)
    return Stone(facts.id, round(score - 100 * (facts.kind in LAST_OF_ALL), 6), step, reasons, caution)


def _heaviest(pair) -> tuple[float, str]:
    weight, reason = pair
    return -weight, reason.code


def _ranked(stones: Iterable[Stone]) -> tuple[Stone, ...]:
    return tuple(sorted(stones, key=lambda stone: (-stone.score, stone.offer)))


def _steps(stones: tuple[Stone, ...], facts: dict[str, Facts], now: int, person: Person) -> tuple[Step, ...]:
    """Now the best of those not above the person's step; then, each time, one that asks a little more.

    It ends at a lasting community: where no stone is one, and none is left to lay, the way is open.
    """
    here = [stone for stone in stones if 0 < stone.step <= now] or [stone for stone in stones if stone.step]
    if not here:
        return ()
    steps = [Step(here[0].step, here[0], tuple(here[1 : 1 + MOST_OTHERS]))]
    while facts[steps[-1].stone.offer].kind != "lasting" and steps[-1].step < OPEN:
        before = facts[steps[-1].stone.offer]
        onward = _onward(stones, facts, before, steps[-1].step)
        if not onward:
            break
        steps.append(Step(onward[0].step, onward[0], tuple(onward[1 : 1 + MOST_OTHERS])))
    return tuple(steps)


def _onward(stones: tuple[Stone, ...], facts: dict[str, Facts], before: Facts, above: int) -> list[Stone]:
    """Lasting communities one step on, and where there is none two; those first that go on from where one was."""

    def worth(stone: Stone) -> tuple[float, str]:
        row = facts[stone.offer]
        gains = SAME_THEME * bool(row.themes & before.themes)
        gains += SAME_TOWN * bool(row.area and row.area == before.area)
        return -(stone.score + gains), stone.offer

    lasting = [stone for stone in stones if stone.step > above and facts[stone.offer].kind == "lasting"]
    nearest = min((stone.step for stone in lasting), default=0)
    return sorted((stone for stone in lasting if stone.step == nearest), key=worth)


def _relief(problem: Problem, tried: dict[str, str]) -> tuple[Stone, ...]:
    """For a relative: by place, room and freshness only, since the wishes are not theirs."""
    person = Person(area=problem.person.area, point=problem.person.point, reach_km=problem.person.reach_km)
    theirs = Problem(person, problem.offers, problem.today, settled=problem.settled, every_days=problem.every_days)
    rows = [row for row in problem.offers if row.kind == RELIEF and not broken_rule(theirs, row, tried)]
    return _ranked(_weighed(theirs, row, 1) for row in rows)[:MOST_RELIEF]
