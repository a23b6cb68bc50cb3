"""The OpenAPI document is valid and tells the truth: schemathesis asks all that it allows, and what it forbids."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup

from tests.api.conftest import many_offers, published, rich_offer
from traedesten.api import openapi, parameters, urls
from traedesten.wsgi import application

PATHS = ["/", *(f"/{name}{rest}" for name in parameters.OF for rest in ("", "/{id}"))]
ASKED = [(path, mode) for path in PATHS for mode in GenerationMode if path != "/" or mode.is_positive]
"""Where nothing can be asked, nothing can be asked wrongly."""
quick = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def in_process():
    """Requests in the test's own transaction: the connection is not theirs to close."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(site, in_process):
    """The document of one site's API, as its own server gives it, with offers behind it."""
    many_offers(site, 5)
    rich_offer(site)
    published(site)
    return schemathesis.openapi.from_wsgi(f"/{site.slug}/api/hsds/openapi.json", application)


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_every_answer_is_as_the_document_says(path, mode, described):
    @quick
    @given(described[path]["GET"].as_strategy(generation_mode=mode))
    def check(case):
        case.call_and_validate()

    check()


def test_the_document_has_every_address_and_parameter(site, everybody):
    document = everybody.ask("/openapi.json").json()
    lists = {name for _address, _view, name in urls.ADDRESSES} & set(parameters.OF)
    assert set(document["paths"]) == set(PATHS)
    for name in lists:
        told = [row["name"] for row in document["paths"][f"/{name}"]["get"]["parameters"]]
        assert told == list(parameters.OF[name])
    assert document["openapi"] == "3.1.0"
    assert document["servers"][0]["url"] + "/openapi.json" == everybody.json()["openapi_url"]


def test_a_document_that_promises_something_else_is_seen(site, in_process):
    document = openapi.document(f"http://127.0.0.1:8000/{site.slug}/api/hsds")
    details = document["components"]["schemas"]["Details"]
    wrong = {**details, "properties": {**details["properties"], "version": {"type": "integer"}}}
    document["components"] = {"schemas": {**document["components"]["schemas"], "Details": wrong}}
    told = schemathesis.openapi.from_dict(document)
    told.app = application
    with pytest.raises(FailureGroup):
        told["/"]["GET"].Case().call_and_validate()
