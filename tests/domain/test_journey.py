"""The tables of the journey and its stones, row by row and as properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.journey import (
    MILESTONES,
    MOVES,
    STEPS,
    Move,
    MoveNotAllowed,
    Reached,
    Stage,
    Step,
    Stone,
    Support,
    after,
    follow_up_dates,
    main_support_reason,
    milestones,
    step,
)

stages, moves = st.sampled_from(list(Stage)), st.sampled_from(list(Move))


@pytest.mark.parametrize(
    ("stage", "move", "target"),
    [
        ("assessing", "assess_for_guide", "waiting"),
        ("waiting", "assign_guide", "meeting"),
        ("waiting", "reassess", "assessing"),
        ("meeting", "agree", "walking"),
        ("meeting", "release_guide", "waiting"),
        ("walking", "step_back", "following"),
        ("walking", "set_back", "walking"),
        ("following", "set_back", "walking"),
        ("following", "release_guide", "waiting"),
        ("paused", "end", "ended"),
        ("ended", "reopen", "assessing"),
    ],
)
def test_a_move_leads_where_the_table_says(stage, move, target):
    assert after(Stage(stage), Move(move)) == target


@pytest.mark.parametrize("stage", [stage for stage in Stage if Move.PAUSE in MOVES[stage]])
def test_a_pause_returns_to_where_it_began(stage):
    assert after(after(stage, Move.PAUSE), Move.RESUME, stage) == stage


def test_a_pause_without_a_memory_cannot_be_resumed():
    with pytest.raises(MoveNotAllowed):
        after(Stage.PAUSED, Move.RESUME)


def test_nothing_but_reopening_starts_from_the_end():
    assert set(MOVES[Stage.ENDED]) == {Move.REOPEN}


@given(stages, moves, stages)
def test_a_move_gives_a_stage_or_is_refused(stage, move, before):
    if move in MOVES[stage]:
        assert after(stage, move, before) in Stage
    else:
        with pytest.raises(MoveNotAllowed):
            after(stage, move, before)


@given(st.lists(moves, max_size=30))
def test_every_open_journey_can_be_ended(walk):
    stage, before = Stage.ASSESSING, None
    for move in walk:
        if move in MOVES[stage]:
            stage, before = after(stage, move, before), stage if move == Move.PAUSE else None
    assert stage == Stage.ENDED or after(stage, Move.END) == Stage.ENDED


@pytest.mark.parametrize(
    ("stone", "taken", "target"),
    [
        ("suggested", "choose", "chosen"),
        ("suggested", "agree_visit", "agreed"),
        ("chosen", "go_alone", "alone"),
        ("agreed", "go_together", "together"),
        ("together", "agree_visit", "together"),
        ("together", "settle", "settled"),
        ("alone", "go_together", "alone"),
        ("settled", "leave", "left"),
        ("left", "choose", "chosen"),
    ],
)
def test_a_step_leads_where_the_table_says(stone, taken, target):
    assert step(Stone(stone), Step(taken)) == target


def test_nobody_settles_where_they_have_not_been():
    for stone in (Stone.SUGGESTED, Stone.CHOSEN, Stone.AGREED, Stone.LEFT):
        with pytest.raises(MoveNotAllowed):
            step(stone, Step.SETTLE)


@given(st.lists(st.sampled_from(list(Step)), max_size=30))
def test_a_stone_is_never_stuck(walk):
    stone = Stone.SUGGESTED
    for taken in walk:
        if taken in STEPS[stone]:
            stone = step(stone, taken)
        assert STEPS[stone]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_follow_ups_fall_at_two_weeks_and_three_and_six_months_after_any_day(day):
    assert follow_up_dates(day) == {
        "two_weeks": day + timedelta(14),
        "three_months": day + timedelta(91),
        "six_months": day + timedelta(182),
    }


def test_follow_ups_after_the_leap_day():
    assert follow_up_dates(date(2028, 2, 29))["two_weeks"] == date(2028, 3, 14)


def support(**known) -> Support:
    quiet = {
        "visits_together": 0,
        "planned_visits": 5,
        "went_alone": False,
        "weeks_with_guide": 1,
        "planned_weeks": 16,
        "has_stone": False,
    }
    return Support(**{**quiet, **known})


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({}, ""),
        ({"visits_together": 4}, ""),
        ({"visits_together": 5}, "all_visits_used"),
        ({"visits_together": 9, "went_alone": True}, ""),
        ({"visits_together": 3, "planned_visits": 0}, ""),
        ({"weeks_with_guide": 16, "has_stone": True}, ""),
        ({"weeks_with_guide": 17, "has_stone": True}, "past_the_end"),
        ({"weeks_with_guide": 7}, ""),
        ({"weeks_with_guide": 8}, "no_stone_yet"),
        ({"weeks_with_guide": 8, "has_stone": True}, ""),
        ({"weeks_with_guide": 30, "planned_weeks": 0, "has_stone": True}, ""),
    ],
)
def test_the_guide_as_main_support(known, reason):
    assert main_support_reason(support(**known)) == reason


@pytest.mark.parametrize(
    ("flags", "states"),
    [
        ("00000", "now ahead ahead ahead ahead"),
        ("10000", "now ahead ahead ahead ahead"),
        ("11000", "reached now ahead ahead ahead"),
        ("00100", "reached reached now ahead ahead"),
        ("11110", "reached reached reached now ahead"),
        ("11111", "reached reached reached reached now"),
    ],
)
def test_the_five_stones(flags, states):
    reached = Reached(*(flag == "1" for flag in flags))
    assert milestones(reached) == tuple(zip(MILESTONES, states.split(), strict=True))


@given(st.tuples(*[st.booleans()] * 5))
def test_exactly_one_stone_is_now(flags):
    assert [state for _name, state in milestones(Reached(*flags))].count("now") == 1
