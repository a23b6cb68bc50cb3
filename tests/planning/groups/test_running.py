"""A long run tells where it is, stops when asked, and goes on from what it had."""

from tests.planning.groups.verifier import verify
from tests.planning.groups.worlds import world
from traedesten.planning.groups import Effort, plan

PROBLEM = world(11, people=24, venues=3, facilitators=8)
LONG = Effort(exact_people=0, price_steps=20, dive_people=100, least_repairs=2, repairs=0)


def test_progress_is_told_in_phases():
    seen = []
    plan(PROBLEM, effort=LONG, on_progress=seen.append)
    assert list(dict.fromkeys(step.phase for step in seen)) == ["prices", "dive", "repair"]
    assert all(0 <= step.share <= 1 for step in seen)
    values = [step.value for step in seen if step.value is not None]
    assert values == sorted(values)


def test_stopped_at_once_there_is_still_a_plan():
    proposal = plan(PROBLEM, effort=LONG, should_stop=lambda: True)
    assert proposal.stopped and verify(PROBLEM, proposal) > 0


def test_a_run_goes_on_from_where_another_was_stopped():
    first = plan(PROBLEM, effort=LONG, should_stop=lambda: True)
    again = plan(PROBLEM, effort=LONG, start=first.groups)
    verify(PROBLEM, again)
    assert again.value >= first.value
