"""What a record would do to the offer it became before: new, changed, unchanged, or put right here and kept so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from traedesten.offers.models import Venue
from traedesten.sources.models import FollowedOffer, ImportedOffer
from traedesten.sources.values import details_of, digest, values_of

NEW, CHANGED, UNCHANGED, KEPT, SKIPPED = VERDICTS = ("new", "changed", "unchanged", "kept", "skipped")


@dataclass
class Verdict:
    """``changes`` and ``details`` are what to give the offer and its venue; ``kept`` the fields that somebody here
    put right and the source says otherwise; ``digests`` those of what counts as imported afterwards.
    """

    kind: str
    changes: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def changed(self) -> list[str]:
        """The names of the fields that change; the facts about a venue count as its place."""
        return sorted({*self.changes, *(["place"] if self.details else [])})


def verdict_on(
    site_id: int,
    values: Mapping[str, Any],
    details: Mapping[str, Any],
    imported: ImportedOffer | FollowedOffer | None,
) -> Verdict:
    """Compare a record with the offer as it is now. A new one still needs ``missing_details`` of its venue."""
    if imported is None:
        given = {name: digest(site_id, value) for name, value in values.items()}
        return Verdict(NEW, changes=dict(values), details=dict(details), digests=given | _marks(site_id, details))
    last, now = imported.digests, values_of(imported.offer)
    found = Verdict(UNCHANGED, digests=dict(last))
    for name, value in values.items():
        if value == now[name]:
            found.digests[name] = digest(site_id, value)
        elif last.get(name) in (None, digest(site_id, now[name])):
            found.changes[name] = value
            found.digests[name] = digest(site_id, value)
        elif value not in ("", None, [], {}, ["", ""]):
            found.kept.append(name)
    if "place" not in found.kept:
        known = {} if "place" in found.changes else details_of(imported.offer.venue)
        found.details = missing_details(site_id, details, known, last)
        found.digests |= _marks(site_id, found.details)
    found.kind = CHANGED if found.changed else KEPT if found.kept else UNCHANGED
    return found


def missing_details(
    site_id: int, details: Mapping[str, Any], known: Mapping[str, Any], last: Mapping[str, str]
) -> dict[str, Any]:
    """The facts that the venue lacks, or has from the same source in an older version."""
    return {
        name: value
        for name, value in details.items()
        if name not in known or (known[name] != value and last.get(f"venue.{name}") == digest(site_id, known[name]))
    }


def venue_at(place: list[str]) -> Venue | None:
    """The venue that already has this name and address."""
    return Venue.objects.filter(name=place[0], address=place[1]).first() if any(place) else None


def venues_at(places: Iterable[list[str]]) -> dict[tuple[str, str], Venue]:
    """The venues that already have one of these names and addresses."""
    wanted = {(name, address) for name, address in places if name or address}
    names, addresses = {name for name, _ in wanted}, {address for _, address in wanted}
    rows = Venue.objects.filter(name__in=names, address__in=addresses)
    return {(row.name, row.address): row for row in rows if (row.name, row.address) in wanted}


def _marks(site_id: int, details: Mapping[str, Any]) -> dict[str, str]:
    return {f"venue.{name}": digest(site_id, value) for name, value in details.items()}
