"""HSDS for everybody to read: the open offers of one site, or of all that share."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from traedesten.api import answers, objects, openapi, parameters, queries, taxonomies
from traedesten.api.paging import ids_between
from traedesten.interop.hsds import page_json
from traedesten.tenancy.models import Site

AT_ONCE = 100
VERSION = "HSDS-UK-3.0"
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"


def details(request, site=None):
    """Who publishes what here, and where it is described."""
    here = _here(request)
    content = {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": _address("openapi", here),
        "description": "Communities, groups and help against loneliness, as HSDS 3.1 and the profile HSDS-UK-3.0.",
        "publisher": f"{here.name}, {here.place}" if here else "Trædesten",
    }
    return answers.whole(request, content)


def document(request, site=None):
    """The OpenAPI document."""
    return answers.whole(request, openapi.document(_address("details", _here(request)).rstrip("/")))


def offers(request, site=None):
    return _list(request, "services", queries.services, objects.services)


def offer(request, offer_id, site=None):
    found = queries.services(_here(request), {}).filter(pk=offer_id)
    return _one(request, found, objects.services)


def ties(request, site=None):
    return _list(request, "service_at_locations", queries.ties, objects.ties)


def tie(request, tie_id, site=None):
    return _one(request, queries.ties(_here(request), {}).filter(tie_id=tie_id), objects.ties)


def organisations(request, site=None):
    return _list(request, "organizations", queries.organisations, objects.organisations)


def organisation(request, organisation_id, site=None):
    found = queries.organisations(_here(request), {}).filter(pk=organisation_id)
    return _one(request, found, objects.organisations)


def all_taxonomies(request, site=None):
    return _list(request, "taxonomies", _chosen(taxonomies.taxonomies()), objects.as_they_are)


def taxonomy(request, taxonomy, site=None):
    found = taxonomies.with_id(taxonomies.taxonomies(), taxonomy)
    return answers.whole(request, taxonomies.whole(found)) if found else nothing(request)


def taxonomy_terms(request, site=None):
    return _list(request, "taxonomy_terms", _chosen(taxonomies.terms()), objects.as_they_are)


def taxonomy_term(request, term, site=None):
    found = taxonomies.with_id(taxonomies.terms(), term)
    return answers.whole(request, found) if found else nothing(request)


def nothing(request, rest="", site=None):
    """Any other address, and any id that is not here."""
    return answers.problem(404, "There is nothing at this address, or it is no longer open.")


def _here(request) -> Site | None:
    return getattr(request, "site", None)


def _address(name: str, here: Site | None) -> str:
    return settings.PUBLIC_URL + reverse(f"api:{name}", args=[here.slug] if here else [])


def _chosen(items: list):
    return lambda here, asked: taxonomies.chosen(items, asked)


def _list(request, name: str, find, write):
    """A page, or all as lines. ``find`` gives rows for a site and what is asked, ``write`` makes them objects."""
    try:
        asked = parameters.read(request.GET, parameters.OF[name])
    except parameters.Unclear as unclear:
        return answers.problem(422, "Some parameters cannot be read.", unclear.problems)
    here = _here(request)
    rows = find(here, asked)
    if asked.get("format") == "ndjson":
        return answers.lines(request, _lines(rows, write, here, asked), _version(rows))
    number = asked.get("page", 1)
    size = asked.get("per_page", asked.get("perPage", parameters.PER_PAGE))
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    start = (number - 1) * size
    contents = write(_page(rows, start, start + size, total), here, asked) if start < total else []
    return answers.whole(request, page_json(contents, number, size, total))


def _one(request, rows: QuerySet, write):
    found = list(rows.values_list("pk", "record")[:1])
    return answers.whole(request, write(found, _here(request), {"full": True})[0]) if found else nothing(request)


def _page(rows, start: int, end: int, total: int) -> list:
    """(id, record) of rows; objects as they are."""
    if not isinstance(rows, QuerySet):
        return rows[start:end]
    if not start:
        return list(rows.values_list("pk", "record")[:end])
    ids = ids_between(rows, start, end, total)
    found = dict(rows.model.objects.filter(pk__in=ids).values_list("pk", "record"))
    return [(pk, found[pk]) for pk in ids if pk in found]


def _lines(rows, write, here: Site | None, asked: dict[str, Any]) -> Iterator[str]:
    """The database keeps the place in the list, and hands out a few hundred at a time."""
    if not isinstance(rows, QuerySet):
        yield from _written(write(rows, here, asked))
        return
    with transaction.atomic():
        waiting = []
        for row in rows.values_list("pk", "record").iterator(chunk_size=AT_ONCE):
            waiting.append(row)
            if len(waiting) == AT_ONCE:
                yield from _written(write(waiting, here, asked))
                waiting = []
        yield from _written(write(waiting, here, asked))


def _written(items: Iterable) -> Iterator[str]:
    text = "".join(f"{answers.dumps(item)}\n" for item in items)
    if text:
        yield text


def _version(rows) -> str:
    return str(queries.state(rows)) if isinstance(rows, QuerySet) else str(len(rows))
