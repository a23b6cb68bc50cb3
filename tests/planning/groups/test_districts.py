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
    assert sorted(np.concatenate([one.candidates for one in found])) == list(range(len(model.keys)))
    for marks in ([one.people for one in found], [one.leaders for one in found]):
        assert (np.sum(marks, axis=0) == 1).all()
    spots = [{*model.spot[one.candidates].tolist()} for one in found]
    assert sum(map(len, spots)) == len(set.union(*spots))


def test_people_who_fit_one_district_are_not_divided():
    model = model_of(world(7, people=30, venues=3, facilitators=8))
    assert len(districts(model, 30)) == 1
