"""The OpenAPI document is valid and tells the truth: schemathesis asks all that it allows, and what it forbids."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from tests.api.conftest import many_offers, published, rich_offer
from traedesten.api import parameters, urls
from traedesten.wsgi import application

UNSUPPORTED = {"TRACE", "QUERY"}
schema = schemathesis.pytest.from_fixture("described")


@pytest.fixture
def described(site):
    """The document of one site's API, as its own server gives it, with offers behind it."""
    many_offers(site, 5)
    rich_offer(site)
    published(site)
    return schemathesis.openapi.from_wsgi(f"/{site.slug}/api/hsds/openapi.json", application)


@schema.parametrize()
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_the_document_says(case):
    case.call_and_validate()


def test_the_document_has_every_address_and_parameter(site, everybody):
    document = everybody.ask("/openapi.json").json()
    lists = {name for _address, _view, name in urls.ADDRESSES} & set(parameters.OF)
    alone = {f"/{name}/{{id}}" for name in lists}
    assert set(document["paths"]) == {"/", *(f"/{name}" for name in lists), *alone}
    for name in lists:
        told = [row["name"] for row in document["paths"][f"/{name}"]["get"]["parameters"]]
        assert told == list(parameters.OF[name])
    assert document["openapi"] == "3.1.0"
    assert document["servers"][0]["url"] + "/openapi.json" == everybody.json()["openapi_url"]


def test_a_wrong_document_is_seen(site, monkeypatch):
    """The same checks fail when the document promises something else."""
    from schemathesis.core.failures import FailureGroup

    document = json.loads(json.dumps(schemathesis_document(site)))
    document["components"]["schemas"]["Details"]["properties"]["version"] = {"type": "integer"}
    wrong = schemathesis.openapi.from_dict(document)
    wrong.app = application
    operation = wrong["/"]["GET"]
    with pytest.raises(FailureGroup):
        operation.Case().call_and_validate()


def schemathesis_document(site) -> dict:
    from traedesten.api import openapi

    return openapi.document(f"http://127.0.0.1:8000/{site.slug}/api/hsds")
