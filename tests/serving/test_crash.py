"""A small version of ``bench/test_crash.py``: web and worker are killed while cards come in."""

import pytest

from bench import crash


@pytest.mark.slow
def test_what_was_acknowledged_is_there_and_every_message_arrives():
    outcome = crash.run(referrals=40, kills=2, seed=7)
    assert (len(outcome.acknowledged), outcome.lost, outcome.stored_twice, outcome.half_written) == (40, 0, 0, 0)
    assert outcome.events == len(outcome.messages) == len(outcome.stored)
    assert outcome.messages == set(outcome.delivered)
    assert outcome.unsent == 0
