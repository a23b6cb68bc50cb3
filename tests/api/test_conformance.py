"""Every answer is valid for HSDS 3.1 and for the UK profile, as the profile's own checks ask: first, middle, last."""

import json
from functools import cache
from io import BytesIO

import jsonschema
import pytest

from tests import make
from tests.api.conftest import many_offers, published, rich_offer
from tests.interop.feeds import shared
from tests.interop.test_writing import validator
from traedesten.interop import hsds

LISTS = ("services", "service_at_locations", "taxonomies", "taxonomy_terms", "organizations")
ALONE = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "organizations": "organization",
}
PAGE = ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents")


@pytest.fixture
def full(site):
    many_offers(site, 7)
    rich_offer(site, contact_public_since=make.NOW)
    assert published(site) == 8


@cache
def compiled(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((shared("uk-compiled") / f"{name}.json").read_text())
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def checks_of(profile: str) -> list[dict]:
    groups = json.loads((shared("test-profiles") / f"{profile}.json").read_text())["testGroups"]
    return [test for group in groups for test in group["tests"]]


def test_the_checks_of_the_uk_profile_pass(full, everybody):
    saved: dict[str, list[str]] = {}
    for check in checks_of("HSDS-UK-3.0"):
        path, schema = check["endpoint"], compiled(check["schema"].partition("/")[2].removesuffix(".json"))
        if "useIdFrom" in check:
            for identifier in saved[path.strip("/")]:
                schema.validate(everybody.json(f"{path}{identifier}"))
        elif check.get("pagination"):
            saved[path.strip("/")] = [item["id"] for page in pages(everybody, path, schema) for item in page]
        else:
            schema.validate(everybody.json(path))
    assert {name: bool(found) for name, found in saved.items()} == dict.fromkeys(LISTS[:4], True)


def pages(reader, path: str, schema) -> list[list[dict]]:
    """The first, a middle and the last page, three on each, as the validator reads them."""
    total = reader.json(path, perPage=3)["total_pages"]
    found = []
    for number in sorted({1, (total + 1) // 2, total}):
        page = reader.json(path, page=number, perPage=3)
        schema.validate(page)
        assert tuple(page) == PAGE
        assert (page["page_number"], page["size"], page["empty"]) == (number, len(page["contents"]), False)
        assert (page["first_page"], page["last_page"]) == (number == 1, number == total)
        found.append(page["contents"])
    return found


@pytest.mark.parametrize("folder", ["schema-3.1", "uk-profile-schema"])
@pytest.mark.parametrize("name", LISTS)
def test_every_object_is_valid(folder, name, full, everybody):
    schema = validator(folder, f"{ALONE[name]}.json")
    for query in ({}, {"full": "true"}, *([{"minimal": "true"}] if name == "services" else [])):
        listed = everybody.json(f"/{name}", per_page=200, **query)["contents"]
        assert listed == everybody.lines(f"/{name}", **query)
        for item in listed:
            schema.validate(item)
    for item in listed:
        schema.validate(everybody.json(f"/{name}/{item['id']}"))


def test_an_empty_directory_is_valid_too(site, everybody):
    for name in LISTS[:2]:
        page = everybody.json(f"/{name}")
        assert page == {**page, "total_items": 0, "total_pages": 1, "empty": True, "contents": []}
        compiled(f"{ALONE[name]}_list").validate(page)


def test_what_is_published_can_be_read_by_our_own_reader(full, everybody):
    content = everybody.ask("/services", {"full": "true"}).content
    reads = list(hsds.read(BytesIO(content)))
    assert {warning.code for read in reads for warning in read.warnings} == set()
    assert len(reads) == 8 + 4
