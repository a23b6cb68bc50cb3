"""Identities that stay the same from one run to the next."""

import re
from uuid import UUID, uuid5

NAMESPACE = UUID("5a8d2c1e-7f0b-5c39-9d64-2b1f6f0e8a77")
"""The root of all derived identifiers; never changed."""

TAXONOMY = uuid5(NAMESPACE, "taxonomy/themes")
FACTS = uuid5(NAMESPACE, "taxonomy/facts")

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def derived(*parts: object) -> str:
    """A UUID (version 5, RFC 9562) made from the parts, always the same for the same ones."""
    return str(uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts)))


def as_uuid(source_id: str, kind: str = "") -> str:
    """The identifier itself in lower case when it has the form of a UUID, else one derived from it."""
    return source_id.lower() if _UUID.fullmatch(source_id) else derived("id", kind, source_id)


def term_id(key: str) -> str:
    """The identifier of one of our themes as an HSDS taxonomy term."""
    return derived("theme", key)


def fact_id(key: str) -> str:
    """The identifier of an attribute's key as an HSDS taxonomy term."""
    return derived("fact", key)
