"""The plain entry: grouping instances as numbers, and the self-help problem as dictionaries."""

from dataclasses import asdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from tests.planning.groups.worlds import world
from traedesten.planning.groups import BadInput, TooLarge, plan
from traedesten.planning.groups.plain import group

CELL = st.integers(-5, 20)


@st.composite
def instances(draw):
    people, groups = draw(st.integers(2, 5)), draw(st.integers(1, 3))
    values = draw(st.lists(st.lists(CELL, min_size=groups, max_size=groups), min_size=people, max_size=people))
    sizes = [(draw(st.integers(0, 2)), draw(st.integers(2, 4))) for _ in range(groups)]
    if draw(st.booleans()):
        values, sizes = [row[:1] * groups for row in values], sizes[:1] * groups
    kinds = draw(st.lists(st.sampled_from("ab"), min_size=people, max_size=people))
    diverse = [[0] * people for _ in range(people)]
    for i in range(people):
        for j in range(i):
            diverse[i][j] = diverse[j][i] = draw(CELL)
    return {"values": values, "sizes": sizes, "kinds": kinds, "pairs": diverse, "alone": draw(st.integers(1, 2))}


@settings(max_examples=50, deadline=None)
@given(instances(), st.booleans())
def test_it_finds_what_trying_everything_finds(instance, optional):
    found = group(**instance, optional=optional, apart=[(0, 1)])
    best = tried(instance, optional)
    if best is None:
        assert found == {"status": "infeasible"}
    else:
        assert (found["status"], found["value"], found["bound"]) == ("optimal", best, best)
        at = {i: g for g, members in enumerate(found["groups"]) for i in members}
        assert worth(instance, [at[i] for i in range(len(at))], optional) == best


def tried(instance, optional):
    everyone = product(range(len(instance["sizes"])), repeat=len(instance["values"]))
    found = [worth(instance, division, optional) for division in everyone]
    return max((value for value in found if value is not None), default=None)


def worth(instance, division, optional):
    """The value of a division, None when it breaks a rule."""
    total = sum(instance["values"][i][g] for i, g in enumerate(division))
    for g, (least, most) in enumerate(instance["sizes"]):
        members = [i for i, at in enumerate(division) if at == g]
        if not (optional and not members) and not least <= len(members) <= most:
            return None
        kinds = [instance["kinds"][i] for i in members]
        if {0, 1} <= set(members) or any(0 < kinds.count(kind) < instance["alone"] for kind in "ab"):
            return None
        total += sum(instance["pairs"][i][j] for i in members for j in members if i < j)
    return total


def test_people_may_be_left_out_and_belong_together():
    found = group([[5, None], [4, 1], [-3, -2]], [(1, 2), (0, 1)], everyone=False, together=[(0, 1)])
    assert found["groups"] == [[0, 1], []] and found["left"] == [2] and found["value"] == 9


def diverse(people, seed):
    half = np.triu(np.random.default_rng(seed).integers(0, 51, (people, people)), 1)
    return half + half.T


def test_the_bound_of_pairs_is_never_worse_than_what_anybody_can_reckon():
    pairs = diverse(14, 1)
    found = group(pairs=pairs.tolist(), sizes=[(3, 4)] * 4, work=0.01)
    assert found.get("value", 0) <= found["bound"] <= np.sort(pairs)[:, -3:].sum() / 2 < pairs.sum() / 2


def test_the_most_diverse_groups_are_proven():
    found = group(pairs=diverse(9, 1), sizes=3)
    assert found["status"] == "optimal" and found["value"] == found["bound"]
    assert [members[0] for members in found["groups"]] == sorted(min(members) for members in found["groups"])


def test_values_pairs_and_sizes_come_in_many_forms():
    pairs = [[0, 2, 0, 0], [2, 0, 0, 0], [0, 0, 0, 1.5], [0, 0, 1.5, 0]]
    two = group(None, [(2, 2), (2, 2)], pairs=pairs)
    assert (two["groups"], two["value"]) == ([[0, 1], [2, 3]], 3.5)
    zeros = DataFrame(np.zeros((4, 2)))
    for sizes in ([2, 2], [np.int64(2), (2, 2)], 2):
        assert group(None, sizes, pairs=DataFrame(pairs)) == two
        assert group(zeros, sizes, pairs=np.array(pairs)) == two
    assert group(pairs=[], sizes=3)["groups"] == []
    assert str(group([[-0.0]], 1)["value"]) == str(group([[0]], 1)["bound"]) == "0.0"


def test_every_group_has_so_many_of_a_type():
    found = group([[9, 1], [9, 1], [9, 1], [9, 1]], [(2, 2), (2, 2)], kinds="aabb", balance={"a": (1, 1)})
    assert all(sum(i < 2 for i in members) == 1 for members in found["groups"])


def test_the_whole_problem_as_dictionaries_gives_the_same_plan():
    problem = world(5, people=12)
    given = asdict(problem)
    for name in ("people", "facilitators", "venues"):
        given[name] = [
            {key: sorted(value) if isinstance(value, frozenset) else value for key, value in row.items()}
            for row in given[name]
        ]
    given["apart"] = sorted(map(list, given["apart"]))
    assert group(problem=given) == asdict(plan(problem))


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, BadInput),
        ({"values": [[1]], "sizes": []}, BadInput),
        ({"values": [[1]], "sizes": [(2, 1)]}, BadInput),
        ({"values": [[1]], "sizes": [(1, 1)], "kinds": "ab"}, BadInput),
        ({"values": [[1]], "sizes": [(1, 1)], "apart": [(0, 7)]}, BadInput),
        ({"values": [[float("nan")]], "sizes": [(1, 1)]}, BadInput),
        ({"values": [[0.12345]], "sizes": [(1, 1)]}, BadInput),
        ({"values": [[1], [2]], "sizes": [(1, 2)], "pairs": [[0, 1], [2, 0]]}, BadInput),
        ({"values": [[1] * 600] * 600, "sizes": [(0, 9)] * 600}, TooLarge),
        ({"values": [[1], [2]], "sizes": [(1, 2)], "pairs": [[0, 1], [1]]}, BadInput),
        ({"values": [[1], [2]], "sizes": [(1, 2)], "pairs": [[0, "x"], ["x", 0]]}, BadInput),
        ({"values": [1, 2], "sizes": [(1, 2)]}, BadInput),
        ({"values": [[1e10]], "sizes": [(1, 1)]}, BadInput),
        ({"values": [[1]], "sizes": [(1, 1, 1)]}, BadInput),
        ({"values": [[1]], "sizes": [1.5]}, BadInput),
        ({"values": [[1]], "sizes": [-1]}, BadInput),
        ({"pairs": [[0] * 3] * 3, "sizes": 2}, BadInput),
        ({"pairs": [[1] * 200] * 200, "sizes": [1] * 200}, TooLarge),
        ({"problem": {"people": []}}, BadInput),
        ({"problem": {"people": [{"name": "x"}]}}, BadInput),
    ],
)
def test_what_does_not_fit_together_is_refused(arguments, error):
    with pytest.raises(error):
        group(**arguments)
