"""Human Services Data Specification 3.1 and its UK profile: reading and writing."""

from traedesten.interop.hsds.reading import next_page, read
from traedesten.interop.hsds.writing import (
    Publisher,
    ndjson,
    organization_json,
    page_json,
    service_at_location_json,
    service_json,
    taxonomy_json,
    taxonomy_terms,
    term_json,
)

__all__ = [
    "Publisher",
    "ndjson",
    "next_page",
    "organization_json",
    "page_json",
    "read",
    "service_at_location_json",
    "service_json",
    "taxonomy_json",
    "taxonomy_terms",
    "term_json",
]
