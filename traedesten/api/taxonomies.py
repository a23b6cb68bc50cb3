"""The two taxonomies that our offers are described by: what they are about, and facts about them."""

from datetime import date
from typing import Any
from uuid import UUID

from traedesten.api.records import FACTS, theme_names
from traedesten.domain.taxonomy import KEYS
from traedesten.interop import ids
from traedesten.interop.hsds import Publisher, taxonomy_json, term_json
from traedesten.interop.hsds.writing import FACTS_NAME

Object = dict[str, Any]


def taxonomies() -> list[Object]:
    facts = {
        "id": str(ids.FACTS),
        "name": FACTS_NAME,
        "description": "Facts that HSDS has no field for: an attribute's term says which, its value what.",
    }
    return [taxonomy_json(), facts]


def terms() -> list[Object]:
    """All terms, each parent before its children."""
    names = Publisher(on=date.min, words=theme_names())
    return [*(term_json(key, names) for key in KEYS), *(_fact(key) for key in FACTS)]


def whole(taxonomy: Object) -> Object:
    """A taxonomy with its terms."""
    own = [term for term in terms() if term["taxonomy_id"] == taxonomy["id"]]
    return {**taxonomy, "taxonomy_terms": own}


def chosen(objects: list[Object], asked: dict[str, Any]) -> list[Object]:
    """Those that have every word of the search in name or description, and the ids that were asked for."""
    words = asked.get("search", "").casefold().split()
    keys = {name: str(asked[name]) for name in ("taxonomy_id", "parent_id") if name in asked}
    return [
        item
        for item in objects
        if all(word in f"{item['name']} {item['description']}".casefold() for word in words)
        and all(item.get(name) == value for name, value in keys.items())
    ]


def with_id(objects: list[Object], wanted: UUID) -> Object | None:
    return next((item for item in objects if item["id"] == str(wanted)), None)


def _fact(key: str) -> Object:
    return {
        "id": ids.fact_id(key),
        "code": key,
        "name": key,
        "description": key,
        "taxonomy": FACTS_NAME,
        "taxonomy_id": str(ids.FACTS),
    }
