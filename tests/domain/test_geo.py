"""Distances on the map."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traedesten.domain.geo import EARTH_RADIUS_KM, haversine_km

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_a_degree_of_latitude_is_111_km():
    assert haversine_km((56, 8), (57, 8)) == pytest.approx(111.195, abs=0.001)


def test_holstebro_lies_some_30_km_from_goedstrup():
    assert haversine_km((56.3601, 8.6161), (56.1560, 8.9270)) == pytest.approx(29.7, abs=0.5)


@given(points, points)
def test_a_distance_is_the_same_both_ways_and_at_most_half_round_the_earth(a, b):
    assert 0 <= haversine_km(a, b) <= 3.1416 * EARTH_RADIUS_KM
    assert haversine_km(a, b) == pytest.approx(haversine_km(b, a))


def test_a_point_off_the_map_is_refused():
    with pytest.raises(ValueError, match="latitude"):
        haversine_km((91, 0), (0, 0))
