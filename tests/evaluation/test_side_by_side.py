"""Groups of people beside each other: what is shown of them, and what cannot be reckoned."""

from traedesten.evaluation.side_by_side import Group, band, comes_in, compared, group_of, groups_of, parts_of, speaks


def test_a_count_below_five_is_hidden_on_either_side():
    assert group_of("x", 20, 4, overall=0.5).number is None
    assert group_of("x", 20, 16, overall=0.5).number is None
    assert group_of("x", 0, 0, overall=0.5).number is None
    assert group_of("x", 20, 10, overall=0.5) == Group("x", 20, 50, 30, 70)


def test_a_group_is_less_only_when_the_whole_interval_lies_below():
    assert group_of("x", 100, 20, overall=0.5).is_less
    assert not group_of("x", 12, 5, overall=0.5).is_less


def test_those_of_whom_nothing_is_known_are_not_called_less():
    assert not group_of("", 100, 20, overall=0.5).is_less


def test_a_comparison_tells_something_where_two_groups_can_be_seen():
    alike = [({"gender": "woman"}, at < 10) for at in range(20)]
    unknown = [({}, at < 10) for at in range(20)]
    others = [({"gender": "man"}, at < 10) for at in range(20)]
    assert not compared(alike + unknown, ["gender"]).tells
    assert not compared(alike + others[:4], ["gender"]).tells
    assert compared(alike + others, ["gender"]).tells


def test_one_hidden_group_takes_the_next_smallest_with_it():
    people = {"a": [True] * 30, "b": [True] * 3, "c": [True] * 10}
    assert [(row.code, row.number) for row in groups_of(people, 1.0)] == [("a", 30), ("b", None), ("c", None)]


def test_one_hidden_part_takes_the_smallest_of_the_others_with_it():
    assert parts_of({"a": 30, "b": 3, "c": 10, "d": 0}) == {"a": 30, "b": None, "c": None, "d": 0}
    assert parts_of({"a": 30, "b": 10, "c": 0}) == {"a": 30, "b": 10, "c": 0}
    assert parts_of({"": 7, "a": 3, "b": 9}) == {"": None, "a": None, "b": 9}
    assert parts_of({"a": 3, "b": 0}) == {"a": None, "b": 0}
    assert parts_of({}) == {}


def test_hidden_parts_that_can_only_be_ones_or_fours_take_another_with_them():
    assert parts_of({"a": 1, "b": 1, "c": 10, "d": 20}) == {"a": None, "b": None, "c": None, "d": 20}
    assert parts_of({"a": 4, "b": 4, "c": 10}) == {"a": None, "b": None, "c": None}
    assert parts_of({"a": 1, "b": 2, "c": 10}) == {"a": None, "b": None, "c": 10}


def test_everybody_and_each_dimension_are_compared():
    people = [({"gender": "man"}, False)] * 20 + [({"gender": "woman"}, True)] * 20 + [({}, True)] * 5
    found = compared(people, ["gender"])
    assert (found.everybody.number, found.everybody.share) == (45, 56)
    assert [(row.code, row.number, row.share, row.is_less) for row in found.dimensions[0][1]] == [
        ("", 5, 100, False),
        ("man", 20, 0, True),
        ("woman", 20, 100, False),
    ]
    assert found.is_anybody_less and not compared([], ["gender"]).is_anybody_less


def test_codes():
    assert [band(age) for age in (None, -1, 29, 30, 64, 65, 300)] == [
        "",
        "0-29",
        "0-29",
        "30-64",
        "30-64",
        "65-200",
        "65-200",
    ]
    assert [speaks(said) for said in ([], ["da", "so"], ["so"])] == ["", "da", "other"]
    assert [comes_in(needs) for needs in ([], ["quiet", "step_free"], ["quiet"])] == [
        "no_needs",
        "step_free",
        "other_needs",
    ]
