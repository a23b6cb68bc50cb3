"""The life in the waiting pool, and what may honestly be said of it."""

from datetime import date

import pytest

from traedesten.domain.groups import BANDS, POOL, PoolMove, PoolMoveNotAllowed, Waiting, after, band, whole_weeks
from traedesten.domain.journey import MoveNotAllowed


def test_every_place_in_the_pool_can_be_left_and_come_back_to():
    assert set(POOL) == set(Waiting)
    for state in (Waiting.NOT_NOW, Waiting.OTHER_HELP, Waiting.WITHDRAWN):
        assert after(state, PoolMove.COME_BACK) == Waiting.FOR_TALK
    reached = {after(state, move) for state in Waiting for move in POOL[state]}
    assert reached == set(Waiting)


@pytest.mark.parametrize("state", Waiting)
def test_what_is_not_in_the_table_is_refused_as_other_moves_are(state):
    for move in set(PoolMove) - set(POOL[state]):
        with pytest.raises(PoolMoveNotAllowed) as refused:
            after(state, move)
        assert isinstance(refused.value, MoveNotAllowed) and refused.value.state == state


@pytest.mark.parametrize(("waiting", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (39, 20), (400, 40)])
def test_how_many_wait_is_told_in_bands(waiting, told):
    assert band(waiting) == told
    assert told in (0, *BANDS)


def test_weeks_are_rounded_down_and_never_negative():
    since = date(2026, 3, 3)
    assert [whole_weeks(since, date(2026, 3, day)) for day in (1, 3, 9, 10, 31)] == [0, 0, 0, 1, 4]
