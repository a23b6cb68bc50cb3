"""The OpenAPI 3.1 document of the API, printed from the table of its parameters."""

from typing import Any

from traedesten.api import parameters
from traedesten.api.answers import LINES, PROBLEM

Schema = dict[str, Any]

_TEXT = {"type": "string"}
_ID = {"type": "string", "format": "uuid"}
_NUMBER = {"type": "number"}
_WHOLE = {"type": "integer"}
_TRUTH = {"type": "boolean"}
_DATE = {"type": "string", "format": "date"}
_MOMENT = {"type": "string", "format": "date-time"}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _many(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _object(required: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def _texts(names: str) -> dict[str, Schema]:
    return {name: _TEXT for name in names.split()}


_OFFER = {
    **_texts("name description url email application_process fees_description fees eligibility_description"),
    "id": _ID,
    "organization_id": _ID,
    "status": {"type": "string", "enum": ["active"]},
    "minimum_age": _WHOLE,
    "maximum_age": _WHOLE,
    "assured_date": _DATE,
    "last_modified": _MOMENT,
    "organization": _ref("Organization"),
}
_NESTED = {
    "schedules": _many("Schedule"),
    "languages": _many("Language"),
    "cost_options": _many("CostOption"),
    "contacts": _many("Contact"),
    "attributes": _many("Attribute"),
}
_ORGANIZATION = {**_texts("name description email website"), "id": _ID, "phones": _many("Phone")}
_TAXONOMY = {**_texts("name description"), "id": _ID}
_TIE = {"id": _ID, "service_id": _ID, "location_id": _ID, "location": _ref("Location")}
_PLACED = {**_OFFER, **_NESTED}

SCHEMAS: dict[str, Schema] = {
    "Details": _object("version profile openapi_url", **_texts("version profile openapi_url description publisher")),
    "Service": _object("id name status", **_PLACED, service_at_locations=_many("Tie")),
    "Tie": _object("id service_id location_id location", **_TIE),
    "ServiceAtLocation": _object(
        "id service_id location_id location service", **_TIE, service=_object("id name status", **_PLACED)
    ),
    "Organization": _object("id name description", **_ORGANIZATION),
    "OrganizationWithServices": _object("id name description", **_ORGANIZATION, services=_many("Service")),
    "Location": _object(
        "id location_type",
        **_texts("location_type name transportation"),
        id=_ID,
        latitude=_NUMBER,
        longitude=_NUMBER,
        addresses=_many("Address"),
        accessibility=_many("Accessibility"),
    ),
    "Address": _object(
        "id address_1 city state_province postal_code country address_type",
        **_texts("address_1 address_2 city state_province postal_code country address_type"),
        id=_ID,
        location_id=_ID,
    ),
    "Accessibility": _object("id", **_texts("description accessibility"), id=_ID, location_id=_ID),
    "Schedule": _object(
        "id",
        **_texts("byday bymonthday exdate description opens_at closes_at"),
        id=_ID,
        valid_from=_DATE,
        valid_to=_DATE,
        dtstart=_DATE,
        timezone=_NUMBER,
        freq={"type": "string", "enum": ["WEEKLY", "MONTHLY"]},
        interval=_WHOLE,
        count=_WHOLE,
    ),
    "Language": _object("id", **_texts("name code"), id=_ID, service_id=_ID),
    "CostOption": _object("id", id=_ID, service_id=_ID, amount=_NUMBER, currency=_TEXT),
    "Contact": _object("id", **_texts("name title email"), id=_ID, service_id=_ID, phones=_many("Phone")),
    "Phone": _object("id number", id=_ID, number=_TEXT),
    "Attribute": _object(
        "id",
        **_texts("link_entity link_type value"),
        id=_ID,
        link_id=_ID,
        taxonomy_term_id=_ID,
        taxonomy_term=_ref("TaxonomyTerm"),
    ),
    "Taxonomy": _object("id name description", **_TAXONOMY),
    "TaxonomyWithTerms": _object("id name description", **_TAXONOMY, taxonomy_terms=_many("TaxonomyTerm")),
    "TaxonomyTerm": _object(
        "id name description",
        **_texts("code name description taxonomy language term_uri"),
        id=_ID,
        parent_id=_ID,
        taxonomy_id=_ID,
    ),
    "Problem": _object(
        "type title status detail",
        **_texts("type title detail"),
        status=_WHOLE,
        errors={"type": "object", "additionalProperties": _TEXT},
    ),
}

LISTS = {
    "services": ("Service", "Service"),
    "service_at_locations": ("ServiceAtLocation", "ServiceAtLocation"),
    "organizations": ("OrganizationWithServices", "OrganizationWithServices"),
    "taxonomies": ("Taxonomy", "TaxonomyWithTerms"),
    "taxonomy_terms": ("TaxonomyTerm", "TaxonomyTerm"),
}
"""(an item of the list, one alone) for each."""


def document(server: str) -> dict[str, Any]:
    """The document of the API at the address ``server``."""
    paths = {"/": {"get": _get("details", "What is published here, and by whom.", {"200": _json(_ref("Details"))})}}
    for name, (item, alone) in LISTS.items():
        paths[f"/{name}"] = {"get": _list(name, item)}
        paths[f"/{name}/{{id}}"] = {"get": _alone(name, alone)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Trædesten: the directory of offers",
            "version": "3.1",
            "description": "Open offers as HSDS 3.1, valid for the profile HSDS-UK-3.0. Open to all, without a key. "
            "Filters hold together (AND); parameters that are not known are ignored.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }


def _list(name: str, item: str) -> Schema:
    lines = {LINES: {"schema": _TEXT}}
    page = _json(_page(item))
    page["content"] |= lines
    answers = {"200": page, "304": _same(), "422": _problem("A parameter that cannot be read.")}
    asked = [
        {"name": key, "in": "query", "description": found.does, "schema": dict(found.schema)}
        for key, found in ((key, parameters.PARAMETERS[key]) for key in parameters.OF[name])
    ]
    return {**_get(f"list_{name}", f"A page of {name}, or all of them as lines.", answers), "parameters": asked}


def _alone(name: str, alone: str) -> Schema:
    answers = {"200": _json(_ref(alone)), "304": _same(), "404": _problem("Not here, or no longer open.")}
    schema = dict(parameters.PARAMETERS["taxonomy_id"].schema)
    by_id = {"name": "id", "in": "path", "required": True, "schema": schema}
    return {**_get(f"get_{name}", f"One of the {name}, fully nested.", answers), "parameters": [by_id]}


def _page(item: str) -> Schema:
    return _object(
        "total_items total_pages page_number size first_page last_page empty contents",
        total_items=_WHOLE,
        total_pages=_WHOLE,
        page_number=_WHOLE,
        size=_WHOLE,
        first_page=_TRUTH,
        last_page=_TRUTH,
        empty=_TRUTH,
        contents=_many(item),
    )


def _get(name: str, does: str, answers: dict[str, Schema]) -> Schema:
    return {"operationId": name, "summary": does, "responses": answers}


def _json(schema: Schema) -> Schema:
    tag = {"ETag": {"schema": _TEXT, "description": "Send it back as If-None-Match."}}
    return {"description": "OK", "headers": tag, "content": {"application/json": {"schema": schema}}}


def _same() -> Schema:
    return {"description": "Nothing has changed since the ETag in If-None-Match."}


def _problem(does: str) -> Schema:
    return {"description": does, "content": {PROBLEM: {"schema": _ref("Problem")}}}
