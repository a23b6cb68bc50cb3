"""Making the published copy of an offer: its HSDS record, and what the API filters by."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import fmean
from typing import Any

from traedesten.api import records
from traedesten.api.models import PublishedOffer, PublishedOrganisation, PublishedTime
from traedesten.interop.hsds import offer_json, organization_json
from traedesten.interop.records import OfferRecord, OrganisationRecord
from traedesten.offers.models import Offer
from traedesten.tenancy.models import Area, Site

MODIFIED = "last_modified"


@dataclass(frozen=True)
class Copy:
    """The rows that stand for one offer, not saved."""

    offer: PublishedOffer
    organisation: PublishedOrganisation | None
    times: list[PublishedTime]


@dataclass
class Maker:
    """Makes the copies of one site's offers, and remembers where its postcodes lie."""

    site: Site
    now: datetime
    points: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.publisher = records.publisher(self.site, self.now)

    def copy(self, offer: Offer) -> Copy:
        """Its changes count from now: a venue or an organisation may have changed, and not the offer."""
        record, organisation = records.pair(offer, self.site)
        written = offer_json(record, organisation, self.publisher)
        written[MODIFIED] = instant(self.now)
        behind = self._organisation(organisation) if organisation else None
        row = PublishedOffer(
            id=offer.pk,
            site=self.site,
            record=written,
            words=_words(record, organisation),
            changed_at=self.now,
            organisation=behind,
            minimum_age=record.minimum_age,
            maximum_age=record.maximum_age,
            **_terms(written),
            **self._place(record, written),
        )
        return Copy(row, behind, [self._time(offer, row.regular) for row in offer.times.all()])

    def postcodes(self, areas: Iterable[Area]) -> dict[str, tuple[float, float]]:
        """The middle of each postcode: of its towns, or where there are none of its venues."""
        towns = defaultdict(list)
        for area in areas:
            if area.postcode:
                towns[area.postcode].append(area.point)
        return {postcode: _middle(points) for postcode, points in sorted({**self.points, **towns}.items())}

    def _organisation(self, organisation: OrganisationRecord) -> PublishedOrganisation:
        return PublishedOrganisation(
            id=organisation.source_id,
            site=self.site,
            record=organization_json(organisation),
            words=f"{organisation.name} {organisation.description}",
            changed_at=self.now,
        )

    def _place(self, record: OfferRecord, written: dict[str, Any]) -> dict[str, Any]:
        if not record.places:
            return {}
        place, (tie,) = record.places[0], written["service_at_locations"]
        if place.postcode and place.latitude is not None:
            self.points[place.postcode].append((place.latitude, place.longitude))
        found = {"postcode": place.postcode, "latitude": place.latitude, "longitude": place.longitude}
        return {"tie_id": tie["id"], **found}

    def _time(self, offer: Offer, regular) -> PublishedTime:
        return PublishedTime(
            offer_id=offer.pk, site=self.site, weekday=regular.weekday, starts=regular.starts, ends=regular.ends
        )


def is_same(made: dict[str, Any], there: dict[str, Any] | None) -> bool:
    """Whether what was made says the same as what is there, whenever each was made."""
    return there is not None and {**made, MODIFIED: None} == {**there, MODIFIED: None}


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _terms(written: dict[str, Any]) -> dict[str, list[str]]:
    terms = [attribute["taxonomy_term"] for attribute in written.get("attributes", ())]
    return {
        "terms": sorted({term["id"] for term in terms}),
        "taxonomies": sorted({term["taxonomy_id"] for term in terms if "taxonomy_id" in term}),
    }


def _words(record: OfferRecord, organisation: OrganisationRecord | None) -> str:
    place = record.places[0] if record.places else None
    themes = (records.theme_names()[key][0] for key in record.themes)
    where = (place.name, *place.address, place.city) if place else ()
    behind = (organisation.name,) if organisation else ()
    return " ".join(filter(None, (record.name, record.description, record.eligibility, *themes, *where, *behind)))


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    return fmean(point[0] for point in points), fmean(point[1] for point in points)
