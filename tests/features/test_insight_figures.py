"""Figures counted by hand, and what may leave the house of them. No database."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from traedesten.domain.indicators import BY_KEY, INDICATORS
from traedesten.evaluation.disclosure import PARTNERS, Cut, Dimension, Population, Release, leaks, protect, recalled
from traedesten.insight import counting, drawings, giving_out
from traedesten.insight.measured import decimal, interval
from traedesten.insight.tracks import LEVELS, Step, Track

MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 2)


def a_track(reached: int = 0, came_on: date = MARCH, way: str = "gp", area: str = "byen", days: int = 100, **more):
    return Track(came_on=came_on, way=way, area=area, reached=reached, days=days, **more)


FIVE = [
    a_track(4, contact_days=2, community_days=30, steps=(Step("practice", "cafe", True, True),)),
    a_track(4, contact_days=4, community_days=60, steps=(Step("practice", "cafe", True, True),)),
    a_track(3, contact_days=4, left_days=40, steps=(Step("lasting", "kor", True, False),)),
    a_track(1, contact_days=10, silent_days=20),
    a_track(0, days=5, waited_days=5),
]


def test_the_funnel_counts_everybody_at_the_furthest_stone_and_all_before():
    assert counting.funnel(FIVE) == [5, 4, 3, 3, 2]


def test_days_to_contact_with_one_still_waiting():
    """Five at risk; two days: 1/5. Four days: two of four, 1 - 4/5 x 2/4 = 3/5. The fifth is out at day five."""
    told = counting.curve(FIVE, "contact", lambda track: track.contact_days)
    assert [(day, share) for day, share, *_ in told["steps"]] == [(2, 0.2), (4, 0.6), (10, 1.0)]
    assert (told["n"], told["events"], told["left"], told["median"]) == (5, 4, 0, 4)
    assert told["at_risk"] == [[0, 5], [7, 1], [14, 0], [21, 0], [28, 0]]


def test_days_to_community_where_leaving_stands_in_its_way():
    """After day five four are at risk: 30 days 1/4; one leaves at 40; 60 days 1/4 + 2/4 x 1/2 = 1/2."""
    told = counting.curve(FIVE, "community", lambda track: track.community_days)
    assert [(day, share) for day, share, *_ in told["steps"]] == [(30, 0.25), (60, 0.5)]
    assert [(day, share) for day, share, *_ in told["left_steps"]] == [(40, 0.25)]
    assert (told["events"], told["left"], told["median"]) == (2, 1, 60)


def test_everybody_has_left_and_nobody_has_come_home():
    told = counting.curve([a_track(left_days=3)], "community", lambda track: track.community_days)
    assert (told["steps"], told["events"], told["left"], told["median"]) == ([], 0, 1, None)
    assert told["left_steps"][0][:2] == [3, 1.0]


def test_nobody_at_all_gives_no_curve():
    told = counting.curve([], "contact", lambda track: track.contact_days)
    assert told["n"] == 0 and drawings.curve(told) is None


def test_what_the_stones_lead_to_and_where_people_landed():
    assert counting.stones(FIVE) == [["practice", 2, 2, 2], ["lasting", 1, 1, 0]]
    assert counting.went_to(FIVE) == [["cafe", 2]]


def test_waiting_silence_and_what_was_answered_later():
    assert counting.waiting(FIVE) == {"bands": [1, 0, 0, 0], "longest": 5}
    assert counting.silence(FIVE, 14) == {"n": 1, "of": 1, "days": 14}
    asked = a_track(follow_ups=(("three_months", True, "community"), ("six_months", False, "")))
    silent = a_track(follow_ups=(("three_months", True, "unknown"),))
    alone = a_track(follow_ups=(("three_months", True, "alone"),))
    assert counting.looked_back([asked, silent, alone], "three_months") == [3, 2, 1]
    assert counting.looked_back([asked], "six_months") == [0, 0, 0]


def test_periods_and_parts_are_those_that_somebody_came_in():
    tracks = [*FIVE, a_track(came_on=date(2025, 12, 1), way="self", area="")]
    assert counting.periods(tracks) == ["all", "2026", "2025"]
    assert counting.parts(tracks) == ["", "area:byen", "way:gp", "way:self"]
    assert len(counting.chosen(tracks, "2026", "")) == 5
    assert len(counting.chosen(tracks, "all", "way:self")) == 1


def test_every_figure_is_defined_once_in_both_languages():
    assert len(BY_KEY) == len(INDICATORS)
    for indicator in INDICATORS:
        for words in (indicator.name, indicator.definition, indicator.denominator, indicator.unit):
            assert words.da and words.en and words.da != words.en
        assert indicator.source


# --- what may leave the house --------------------------------------------------------------------------------------

MANY = [
    *[a_track(4, way="gp", area="byen") for _ in range(12)],
    *[a_track(3, way="gp", area="landsbyen") for _ in range(7)],
    *[a_track(1, way="self", area="byen") for _ in range(3)],
    *[a_track(0, way="health", area="landsbyen") for _ in range(8)],
]
LATER = [*MANY, *[a_track(2, came_on=APRIL, way="self", area="byen") for _ in range(2)]]


def figures_in(edition: dict) -> list[int]:
    found = []
    for period in edition.values():
        found += period["funnel"]
        found += [many for kind in ("way", "area") for _key, *counts in period[kind] for many in counts]
    return [many for many in found if many is not None]


def everybody(tracks: list[Track]) -> Population:
    """All that any table may tell, in one population."""
    found = Counter((f"{t.came_on:%Y-%m}", t.way, t.area, LEVELS[t.reached]) for t in tracks)
    names = ("month", "way", "area", "reached")
    values = [
        LEVELS if name == "reached" else tuple(sorted({key[at] for key in found})) for at, name in enumerate(names)
    ]
    return Population(tuple(map(Dimension, names, values)), found)


def together(people: Population, *editions: dict) -> list[Release]:
    """What a reader of all tables of all editions has, as tables of the one population."""
    whole, found = people.box({}), []
    for kind, note in ((kind, note) for notes in editions for kind, given in notes.items() for note in given):
        release = recalled(note)
        boxes = [dict(zip(giving_out.LOGS[kind], cell.box, strict=True)) for cell in release.cells]
        cells = [
            replace(cell, box=tuple(box.get(name, all_of) for name, all_of in zip(people.places, whole, strict=True)))
            for cell, box in zip(release.cells, boxes, strict=True)
        ]
        found.append(replace(release, cells=tuple(cells)))
    return found


def test_no_small_count_leaves_the_house_and_something_does():
    edition, notes = giving_out.edition(MANY, date(2026, 4, 1), {})
    shown = figures_in(edition)
    assert 30 in shown and 12 in shown
    assert min(shown) >= 5
    people = everybody(MANY)
    assert leaks(people, together(people, notes), 5) == ()


def test_two_editions_cannot_be_subtracted():
    """April brings two persons more: the second edition must not show a total that gives them away."""
    first, notes = giving_out.edition(MANY, date(2026, 4, 1), {})
    second, more = giving_out.edition(LATER, date(2026, 5, 1), notes)
    assert first["all"]["funnel"][0] == 30
    assert second["all"]["funnel"][0] is None
    people = everybody(LATER)
    assert leaks(people, together(people, notes, more), 5) == ()
    both = (["2026-03"], ["2026-03", "2026-04"])
    careless = [protect(people, Cut((), {"month": frozenset(months)}), PARTNERS) for months in both]
    assert leaks(people, careless, 5) != ()  # the control: without the log it would have been told


def test_a_small_year_keeps_the_tables_by_place_of_the_other_years():
    """Two came the year before: this year and all years together would give them away."""
    tracks = [*MANY, *[a_track(4, came_on=date(2025, 5, 1)) for _ in range(2)]]
    edition, notes = giving_out.edition(tracks, date(2026, 4, 1), {})
    assert edition["2025"]["funnel"][0] is None and edition["2025"]["way"] == []
    assert edition["2026"]["way"] == []
    people = everybody(tracks)
    assert leaks(people, together(people, notes), 5) == ()


def test_those_who_came_in_this_month_are_not_in_the_edition():
    edition, _notes = giving_out.edition(LATER, date(2026, 4, 1), {})
    assert edition["all"]["funnel"][0] == 30


def test_an_edition_of_nobody():
    edition, _notes = giving_out.edition([], date(2026, 4, 1), {})
    assert edition["all"]["funnel"] == [None] * len(LEVELS) and not figures_in(edition)


def test_days_are_given_for_ten_or_more():
    ten = [a_track(1, contact_days=3) for _ in range(10)]
    edition, _notes = giving_out.edition(ten, date(2026, 4, 1), {})
    assert edition["all"]["days"] == {"contact": 3, "community": None}
    edition, _notes = giving_out.edition(ten[1:], date(2026, 4, 1), {})
    assert edition["all"]["days"]["contact"] is None


# --- numbers in words -----------------------------------------------------------------------------------------------


def test_a_decimal_is_rounded_and_not_cut():
    assert [decimal(value) for value in (0.16, 0.14, -1.98, 7)] == ["0,2", "0,1", "−2,0", "7,0"]
    assert (decimal(1.996, 2), decimal(-0.04), decimal(-0.004, 2)) == ("2,00", "0,0", "0,00")
    assert interval((-0.56, -1.17, 0.04), 1) == "−0,6 (−1,2 til 0,0)"


# --- drawings ------------------------------------------------------------------------------------------------------


def test_a_stone_covers_as_much_as_it_counts():
    hundred, quarter, hidden = drawings.stones(("referred", "contact", "stone"), (100, 25, None))
    assert (hundred.width, quarter.width) == (100, 50)
    assert hidden.count is None and hidden.width == drawings.LEAST_STONE


def test_the_curve_goes_right_and_then_up_and_stays_inside():
    drawn = drawings.curve(counting.curve(FIVE, "contact", lambda track: track.contact_days))
    points = [tuple(map(int, point.split())) for point in drawn.line[1:].split(" L")]
    assert points[0] == (drawings.LEFT, drawings.BOTTOM) and points[-1] == (drawings.RIGHT, drawings.TOP)
    assert all(after[0] == here[0] or after[1] == here[1] for here, after in pairwise(points))
    assert [tick.many for tick in drawn.days] == [5, 1, 0, 0, 0]


@pytest.mark.parametrize(("many", "is_drawn"), [(5, True), (4, False)])
def test_a_month_with_few_is_not_drawn(many, is_drawn):
    drawn = drawings.trend([["2026-01", 9, 6], ["2026-02", 6, many]])
    assert (drawn is not None) == is_drawn
