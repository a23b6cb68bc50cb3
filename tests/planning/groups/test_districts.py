"""Districts hold every spot and everybody once, and keep those together who can meet."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.groups.worlds import world
from traedesten.planning.groups.building import model_of
from traedesten.planning.groups.districts import districts


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_every_candidate_and_everybody_is_in_one_district(seed, most):
    model = model_of(world(seed, people=30, venues=4, facilitators=8))
    if not len(model.keys):
        return
    found = districts(model, most)
    assert sorted(np.concatenate([candidates for candidates, _people in found])) == list(range(len(model.keys)))
    assert (sum(people.astype(int) for _candidates, people in found) == 1).all()
    for spots in ({*model.spot[candidates].tolist()} for candidates, _people in found):
        assert sum(bool(spots & {*model.spot[other].tolist()}) for other, _people in found) == 1


def test_people_who_fit_one_district_are_not_divided():
    model = model_of(world(7, people=30, venues=3, facilitators=8))
    assert len(districts(model, 30)) == 1
