"""A health house's roster as its page asks for it: how long, how good, and whether it is proven."""

import pytest

from bench.shift_house import facts
from bench.test_planners import peak_mb, timed
from traedesten.planning import roster as planner
from traedesten.support import roster

HOUSES = ((5, 4), (12, 4), (20, 4), (40, 4))
"""Guides and weeks: too few, barely enough, the usual, and plenty."""


@pytest.mark.bench
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("guides", "weeks"), HOUSES)
def test_a_house_of_guides(guides, weeks, seed):
    house = facts(guides=guides, weeks=weeks, seed=seed)
    question, building = timed(lambda: roster.question(house))
    answer, solving = timed(lambda: planner.plan(question, work=roster.WORK))
    assert not planner.breaches(question, answer.shifts)
    proposed, whole = timed(lambda: roster.propose(house))
    said = "proven" if answer.proven else f"bound {answer.bound}, at most {proposed.figures['more_at_most']} more"
    print(
        f"\n{guides} guides, {weeks} weeks, seed {seed}: penalty {answer.value} ({said}),"
        f" {proposed.figures['missing']} places empty of {sum(shift.needed for shift in house.shifts)};"
        f" built in {building:.2f} s, solved in {solving:.2f} s, all in {whole:.2f} s,"
        f" {peak_mb(lambda: roster.question(house)):.0f} MB to build"
    )
