"""Finding offers by everything but words."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.schedules import Regular
from traedesten.planning.finding import Answer, Facts, Wanted, courage, freshness, match, rank

TODAY = date(2026, 3, 3)
HOLSTEBRO, VEMB = (56.36, 8.62), (56.345, 8.345)
TUESDAY = Regular("weekly", 1, time(14), time(16))
CAFE = Facts(
    "cafe",
    "practice",
    frozenset({"food", "food.coffee"}),
    (TUESDAY,),
    price=0,
    point=HOLSTEBRO,
    area="by",
    confirmed_on=TODAY,
    step_free=True,
)


def codes(facts: Facts, **wanted) -> list[str] | None:
    found = match(facts, Wanted(**wanted), TODAY)
    return None if found is None else [reason.code for reason in found.reasons]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, []),
        ({"kinds": frozenset({"practice"})}, []),
        ({"kinds": frozenset({"lasting"})}, None),
        ({"themes": frozenset({"food", "music"})}, ["themes"]),
        ({"themes": frozenset({"music"})}, None),
        ({"days": frozenset({1})}, ["time"]),
        ({"days": frozenset({2})}, None),
        ({"parts": frozenset({"pm"})}, ["time"]),
        ({"days": frozenset({1}), "parts": frozenset({"eve"})}, None),
        ({"area": "by"}, ["area"]),
        ({"area": "vemb"}, None),
        ({"point": VEMB, "within_km": 20}, ["near"]),
        ({"point": VEMB, "within_km": 10}, None),
        ({"free": True}, ["free"]),
        ({"step_free": True}, ["step_free"]),
        ({"nervous": True}, None),
        ({"young": True}, None),
    ],
)
def test_each_filter_lets_through_what_it_should(wanted, found):
    assert codes(CAFE, **wanted) == found


def test_a_day_and_a_part_must_hold_for_the_same_time():
    both = replace(CAFE, regulars=(TUESDAY, Regular("weekly", 3, time(19), time(21))))
    assert codes(both, days=frozenset({1}), parts=frozenset({"eve"})) is None


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"holds": {"anxiety": "yes"}, "size": "large"}, "says_yes"),
        ({"holds": {"anxiety": "no"}, "greeted": True}, ""),
        ({"greeted": True}, "gentle"),
        ({"greeted": True, "pace": "lively"}, ""),
        ({"greeted": True, "size": "large"}, ""),
        ({"holds": {"anxiety": "ask"}}, "ask_first"),
        ({"holds": {"anxiety": "ask"}, "greeted": True}, "gentle"),
        ({}, ""),
    ],
)
def test_whether_one_can_come_although_one_is_nervous(facts, found):
    assert courage(replace(CAFE, **facts)) == found


def test_the_young_find_what_is_theirs():
    assert codes(replace(CAFE, maximum_age=30), young=True) == ["young"]
    assert codes(replace(CAFE, themes=frozenset({"talk", "talk.young"})), young=True) == ["young"]
    assert codes(replace(CAFE, minimum_age=60, maximum_age=None), young=True) is None


def test_an_unknown_price_is_not_free():
    assert codes(replace(CAFE, price=None), free=True) is None


def test_an_offer_without_a_point_is_not_near_anything():
    assert codes(replace(CAFE, point=None), point=VEMB, within_km=20) is None


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_age_never_lifts(one, other):
    young, old = sorted((one, other))
    assert freshness(TODAY - timedelta(days=young), TODAY, 120) >= freshness(TODAY - timedelta(days=old), TODAY, 120)


def test_what_was_confirmed_lately_and_has_room_comes_first():
    stale = replace(CAFE, id="stale", confirmed_on=TODAY - timedelta(days=300))
    full, never = replace(CAFE, id="full", capacity="full"), replace(CAFE, id="never", confirmed_on=None)
    found = [match(facts, Wanted(), TODAY) for facts in (full, never, stale, CAFE)]
    assert [row.id for row in rank(row for row in found if row)] == ["cafe", "stale", "never", "full"]


def test_words_that_fit_outweigh_what_is_merely_near():
    near = match(CAFE, Wanted(point=HOLSTEBRO, within_km=20), TODAY)
    said = match(replace(CAFE, id="said", point=VEMB), Wanted(point=HOLSTEBRO, within_km=20), TODAY, text=1.0)
    assert [row.id for row in rank([near, said])] == ["said", "cafe"]


def test_ties_go_by_id():
    assert [row.id for row in rank([Answer("b", 1, ()), Answer("a", 1, ())])] == ["a", "b"]
