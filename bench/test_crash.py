"""500 referrals while web and worker are killed: nothing acknowledged is lost, nothing is sent as two."""

import pytest

from bench import crash


@pytest.mark.bench
def test_nothing_is_lost_when_processes_are_killed():
    outcome = crash.run(referrals=500, kills=8)
    again = sum(outcome.delivered.values()) - len(outcome.delivered)
    print(
        f"\ncrash: {len(outcome.acknowledged)} acknowledged, {outcome.lost} lost, "
        f"{outcome.stored_twice} stored twice, "
        f"{outcome.kills} kill -9, {len(outcome.messages)} messages, {len(outcome.delivered)} delivered, "
        f"{again} sent again under the same key"
    )
    assert outcome.lost == outcome.stored_twice == outcome.half_written == outcome.unsent == 0
    assert outcome.messages == set(outcome.delivered)
    assert outcome.events == len(outcome.messages) == len(outcome.stored)
