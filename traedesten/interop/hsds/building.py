"""HSDS objects, however they came, made into records; one builder knows what a source has already given."""

from collections.abc import Callable, Iterator
from typing import Any

from traedesten.interop import ids
from traedesten.interop.fields import Fields
from traedesten.interop.hsds.offer import read_offer
from traedesten.interop.records import OrganisationRecord, Read, Reading, Warning

_OFFER = {
    *("status", "service_at_locations", "organization", "organization_id", "schedules", "cost_options"),
    *("eligibility_description", "fees", "application_process", "minimum_age", "assured_date", "regular_schedules"),
    *("contacts", "phones", "service_areas", "languages", "attending_type", "deliverable_type"),
}
_ORGANISATION = {
    *("website", "tax_status", "tax_id", "legal_status", "year_incorporated", "parent_organization_id"),
    *("organization_identifiers", "locations", "programs", "services", "additional_websites"),
}
_OTHER = {
    *("taxonomy", "taxonomy_id", "taxonomy_detail", "term_uri", "parent_id", "term", "taxonomy_terms", "vocabulary"),
    *("version", "location_type", "addresses", "openapi_url", "profile"),
}


class Builder:
    """Gives the reads of one source. Keeps only identifiers, whatever its size."""

    def __init__(self, reading: Reading, translate: Callable[[Any], Any] = lambda item: item) -> None:
        self.reading = reading
        self._translate = translate
        self.made = 0
        self.strangers = 0
        self._position = 0
        self._offers: set[str] = set()
        self._parents: dict[str, str] = {}

    def read(self, item: Any, position: int = 0) -> Iterator[Read]:
        """The reads of one object of a list: its organisation, when it is new, then the offer. `position` is
        where it stands, when objects before it were not given here.
        """
        self._position = position or self._position + 1
        kind = kind_of(item)
        if kind == "service_at_location":
            offered = item["service"]
            item = {**offered, "service_at_locations": [{key: item[key] for key in item if key != "service"}]}
            kind = "service"
        if kind == "service":
            yield from self._offer(item)
        elif kind == "organization":
            yield from self._organisation_alone(item)
        else:
            self.strangers += 1
            yield Read(None, (Warning(f"row {self._position}", "", "not_an_offer"),))

    def skip(self, code: str) -> Read:
        """An object that could not be looked at."""
        self._position += 1
        return Read(None, (Warning(f"row {self._position}", "", code),))

    def knows(self, organisation_id: str) -> bool:
        return organisation_id in self._parents

    def _offer(self, item: dict[str, Any]) -> Iterator[Read]:
        warnings: list[Warning] = []
        fields = Fields(self._translate(item), "", warnings, self.reading)
        given, name = fields.text("id"), fields.text("name")
        fields.where = given or f"row {self._position}"
        warnings.clear()
        if not name and not fields.text("name", "alternate_name"):
            yield Read(None, (Warning(fields.where, "name", "missing_name"),))
            return
        organisation_id = yield from self._organisation_of(fields)
        offer = read_offer(fields, organisation_id)
        if offer.source_id in self._offers:
            yield Read(None, (Warning(fields.where, "id", "duplicate_id"),))
            return
        self._offers.add(offer.source_id)
        self.made += 1
        yield Read(offer, tuple(warnings))

    def _organisation_of(self, fields: Fields) -> Iterator[Read]:
        nested = fields.one("organization", "organisation", "provider")
        if nested is None:
            named = fields.text("organization_id")
            if not named or (named not in self._parents and ids.as_uuid(named) not in self._parents):
                fields.warn("organization_id", "unknown_organisation" if named else "missing_organisation")
            return named
        name, given = nested.text("name"), nested.text("id") or fields.text("organization_id")
        if not name:
            fields.warn("organization", "missing_organisation")
            return given if given in self._parents else ""
        source_id = given or ids.derived("organisation", name.lower())
        if source_id not in self._parents:
            yield self._organisation(nested.item, source_id)
        return source_id

    def _organisation_alone(self, item: dict[str, Any]) -> Iterator[Read]:
        fields = Fields(item, f"row {self._position}", [], self.reading)
        name = fields.text("name")
        source_id = fields.text("id") or ids.derived("organisation", name.lower())
        if not name:
            yield Read(None, (Warning(source_id, "name", "missing_name"),))
        elif source_id in self._parents:
            yield Read(None, (Warning(source_id, "id", "duplicate_id"),))
        else:
            yield self._organisation(item, source_id)
            for entry in Fields(item, source_id, [], self.reading).many("services"):
                yield from self._offer({**entry.item, "organization_id": source_id, "organization": None})

    def _organisation(self, item: dict[str, Any], source_id: str) -> Read:
        warnings: list[Warning] = []
        fields = Fields(item, source_id, warnings, self.reading)
        if not fields.text("id"):
            fields.warn("id", "missing_id")
        parent = fields.text("parent_organization_id")
        if parent and self._is_cyclic(source_id, parent):
            fields.warn("parent_organization_id", "cyclic")
            parent = ""
        self._parents[source_id] = parent
        phones = (entry.phone("number") for entry in fields.many("phones"))
        record = OrganisationRecord(
            source_id=source_id,
            name=fields.text("name"),
            description=fields.long("description"),
            url=fields.url("website", "url"),
            email=fields.email("email"),
            phone=next(filter(None, phones), ""),
            parent_id=parent,
        )
        return Read(record, tuple(warnings))

    def _is_cyclic(self, child: str, parent: str) -> bool:
        seen = {child}
        while parent:
            if parent in seen:
                return True
            seen.add(parent)
            parent = self._parents.get(parent, "")
        return False


def kind_of(item: Any) -> str:
    """service, service_at_location, organization, or "" for anything else."""
    if not isinstance(item, dict):
        return ""
    if isinstance(item.get("service"), dict) and ("id" in item or "name" not in item):
        return "service_at_location"
    keys = item.keys()
    if keys & _OFFER and not keys & {"tax_status", "parent_organization_id", "organization_identifiers"}:
        return "service"
    if keys & _ORGANISATION:
        return "organization"
    if keys & _OTHER or not isinstance(item.get("name", ""), str) or not keys & {"id", "name"}:
        return ""
    return "service"
