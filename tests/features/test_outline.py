"""A coordinator loads the outline of the municipality, looks at it, keeps it, and takes it away."""

import html
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.features.test_offers import sign_in
from traedesten.offers import queries

PAGE = "/s/holstebro/tilbud/kort/"
AROUND = [[8.0, 56.0], [9.5, 56.0], [9.5, 57.0], [8.0, 57.0], [8.0, 56.0]]
FAR_AWAY = [[12.0, 55.0], [12.5, 55.0], [12.5, 55.5], [12.0, 55.0]]


@pytest.fixture
def page(client, here):
    return sign_in(client, make.a_coordinator(here))


def sent(page, ring):
    content = json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()
    return page.post(PAGE, {"file": SimpleUploadedFile("omrids.geojson", content)})


def test_a_file_is_looked_at_before_it_is_kept(page):
    shown = sent(page, AROUND).content.decode()
    assert "find__land" in shown and "Landsbyen" in shown
    assert queries.outline() == {}
    looked_at = html.unescape(re.search(r'name="looked_at" value="([^"]+)"', shown)[1])
    assert page.post(PAGE, {"looked_at": looked_at}).status_code == 302
    assert queries.outline()["coordinates"] == [[AROUND]]
    assert "find__land" in page.get(PAGE).content.decode()
    page.post(f"{PAGE}fjern/")
    assert queries.outline() == {}


def test_another_municipality_is_refused(page):
    answer = sent(page, FAR_AWAY)
    assert answer.status_code == 422
    assert "Ingen af jeres byer" in answer.content.decode()


@pytest.mark.parametrize("typed", [{}, {"looked_at": "{}"}, {"looked_at": "<b>"}])
def test_nothing_and_nonsense_are_refused(page, typed):
    assert page.post(PAGE, typed).status_code == 422


def test_a_guide_may_not(client, here):
    guide = sign_in(client, make.as_guide(make.a_guide(here)))
    assert guide.get(PAGE).status_code == 403
    assert guide.post(f"{PAGE}fjern/").status_code == 403
