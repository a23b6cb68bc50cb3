"""Human Services Data Specification 3.1 and its UK profile: reading and writing."""

from traedesten.interop.hsds.reading import next_page, read
from traedesten.interop.hsds.writing import (
    Publisher,
    ndjson,
    offer_json,
    organization_json,
    page_json,
    taxonomy_json,
    taxonomy_terms,
    term_json,
    tie_json,
)

__all__ = [
    "Publisher",
    "ndjson",
    "next_page",
    "offer_json",
    "organization_json",
    "page_json",
    "read",
    "taxonomy_json",
    "taxonomy_terms",
    "term_json",
    "tie_json",
]
