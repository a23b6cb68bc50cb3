"""The outline of a municipality: every shape that GeoJSON has, thinned, and clear noes."""

import json
from math import cos, pi, sin

import pytest

from traedesten.interop.outlines import is_inside, read_outline
from traedesten.interop.records import Refusal

SQUARE = [[8.0, 56.0], [9.0, 56.0], [9.0, 56.5], [8.0, 56.5], [8.0, 56.0]]
HOLE = [[8.4, 56.2], [8.6, 56.2], [8.6, 56.3], [8.4, 56.3], [8.4, 56.2]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
FEATURE = {"type": "Feature", "properties": {"navn": "Æblerød"}, "geometry": POLYGON}


def read(found):
    return read_outline(json.dumps(found).encode())


@pytest.mark.parametrize(
    "found",
    [
        POLYGON,
        {"type": "MultiPolygon", "coordinates": [POLYGON["coordinates"]]},
        FEATURE,
        {"type": "FeatureCollection", "features": [FEATURE]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [8, 56]}, POLYGON]},
    ],
)
def test_every_shape_becomes_the_same_outline(found):
    assert read(found) == {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE]]}


def test_a_point_in_a_hole_is_outside():
    outline = read(POLYGON)
    assert is_inside(outline, 56.1, 8.2)
    assert not is_inside(outline, 56.25, 8.5)
    assert not is_inside(outline, 57, 8.5)


def test_a_coast_with_many_points_keeps_its_shape_and_few_of_them():
    coast = [[9 + 0.3 * cos(2 * pi * n / 40_000), 56 + 0.2 * sin(2 * pi * n / 40_000)] for n in range(40_000)]
    (((ring,),)) = [read({"type": "Polygon", "coordinates": [[*coast, coast[0]]]})["coordinates"][0]]
    assert 40 < len(ring) < 2000
    assert is_inside({"coordinates": [[ring]]}, 56.19, 9)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>", "not_geojson"),
        (b"[]", "not_geojson"),
        (b"[" * 100_000, "not_geojson"),
        (b'{"type": "Polygon", "coordinates": [[["a", 1], 2]]}', "not_geojson"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 1], [1, 1], [1, 2], [2, 2]]]}', "not_geojson"),
        (b'{"type": "Point", "coordinates": [8, 56]}', "no_area"),
        (b'{"type": "FeatureCollection", "features": []}', "no_area"),
        (b'{"type": "Polygon", "coordinates": [[[8, 56], [8, 56], [8, 56], [8, 56]]]}', "no_area"),
        (b'{"type": "Polygon", "coordinates": [[[480000, 6230000], [490000, 6230000], [490000, 6240000]]]}',
         "other_coordinates"),
    ],
)  # fmt: skip
def test_what_is_no_outline_is_refused_with_the_reason(content, reason):
    with pytest.raises(Refusal) as refused:
        read_outline(content)
    assert refused.value.reason == reason


def test_feature_collections_within_each_other_come_to_an_end():
    found = POLYGON
    for _turn in range(50):
        found = {"type": "FeatureCollection", "features": [found]}
    with pytest.raises(Refusal):
        read(found)
