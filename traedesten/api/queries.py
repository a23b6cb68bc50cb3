"""What the API shows, of one site or of all that share; and the live offers that copies and exports are made from."""

from collections.abc import Iterable, Iterator
from math import cos, radians
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Avg, Count, Exists, FloatField, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from traedesten.api.models import LANGUAGE, PublishedOffer, PublishedOrganisation, PublishedPostcode, PublishedTime
from traedesten.domain.geo import EARTH_RADIUS_KM
from traedesten.offers.models import Offer
from traedesten.offers.queries import open_offers
from traedesten.tenancy.models import Area, Site
from traedesten.tenancy.queries import areas

KM_PER_DEGREE = EARTH_RADIUS_KM * radians(1)


def services(site: Site | None, asked: dict[str, Any]) -> QuerySet[PublishedOffer]:
    """The published offers that answer, in a lasting order; of all sites that share when ``site`` is None."""
    return _answering(_at(PublishedOffer.objects.all(), site), asked).order_by("pk")


def _answering(rows: QuerySet, asked: dict[str, Any]) -> QuerySet[PublishedOffer]:
    if "taxonomy_term_id" in asked:
        rows = rows.filter(terms__contains=[asked["taxonomy_term_id"]])
    if "taxonomy_id" in asked:
        rows = rows.filter(taxonomies__contains=[asked["taxonomy_id"]])
    plain = {
        "organization_id": "organisation_id",
        "modified_after": "changed_at__gte",
        "minimum_age": "minimum_age__gte",
        "maximum_age": "maximum_age__lte",
    }
    rows = rows.filter(**{plain[name]: value for name, value in asked.items() if name in plain})
    return _with_time(_with_words(rows, asked), asked)


def everywhere(sites: Iterable[Site], text: str, term: UUID | None) -> QuerySet[PublishedOffer]:
    """Published offers of these sites: the best first, or the newest without words."""
    asked = {"search": text} if text else {}
    rows = PublishedOffer.objects.filter(site_id__in=[site.pk for site in sites])
    rows = _answering(rows, asked | ({"taxonomy_term_id": term} if term else {}))
    if not text:
        return rows.order_by("-changed_at", "pk")
    query = SearchQuery(text, config=LANGUAGE, search_type="websearch")
    return rows.annotate(rank=SearchRank("stems", query)).order_by("-rank", "pk")


def with_site() -> QuerySet[PublishedOffer]:
    """Published offers, each with its site."""
    return PublishedOffer.objects.select_related("site").defer("words", "stems")


def sharing_sites() -> QuerySet[Site]:
    """Those whose open offers stand in the national list, by place."""
    return Site.objects.filter(shares_offers=True).order_by("place", "pk")


def ties(site: Site | None, asked: dict[str, Any]) -> QuerySet[PublishedOffer]:
    """Those of them that have a venue, near the place that was asked for."""
    rows = services(site, asked).filter(tie_id__isnull=False).order_by("tie_id")
    postcode = asked.get("postcode", "")
    if postcode and "proximity" in asked:
        return _near(rows, _middle_of(postcode), asked["proximity"])
    return rows.filter(postcode=postcode) if postcode else rows


def organisations(site: Site | None, asked: dict[str, Any]) -> QuerySet[PublishedOrganisation]:
    """Those with a published offer, and with one that has the terms that were asked for."""
    wanted = {name: value for name, value in asked.items() if name in ("taxonomy_term_id", "taxonomy_id")}
    theirs = services(site, wanted).filter(organisation_id=OuterRef("pk")).order_by()
    rows = _at(PublishedOrganisation.objects.all(), site).filter(Exists(theirs))
    if "modified_after" in asked:
        rows = rows.filter(changed_at__gte=asked["modified_after"])
    return _with_words(rows, asked).order_by("pk")


def services_of(site: Site | None, organisation_ids: list[UUID]) -> dict[UUID, list[dict]]:
    """The records of these organisations' services, by organisation."""
    found: dict[UUID, list[dict]] = {}
    rows = services(site, {}).filter(organisation_id__in=organisation_ids)
    for organisation_id, record in rows.values_list("organisation_id", "record"):
        found.setdefault(organisation_id, []).append(record)
    return found


def state(rows: QuerySet) -> tuple[int, Any]:
    """How many there are, and when the last of them was changed: together they change when anything does."""
    found = rows.order_by().aggregate(count=Count("pk"), last=Max("changed_at"))
    return found["count"], found["last"]


def live_offers(at_once: int) -> Iterator[list[Offer]]:
    """The site's own open offers with everything about them, in lists that fit into memory.

    Those that follow a neighbour's are left out: the neighbour publishes them.
    """
    found = live_offers_after(None, at_once, follows=None)
    while found:
        yield found
        found = live_offers_after(found[-1].pk, at_once, follows=None)


def live_offers_after(last: UUID | None, at_once: int, **wanted) -> list[Offer]:
    """The next of all that are open by id, followed ones too; from the first on when ``last`` is None."""
    rows = open_offers().filter(**wanted).order_by("pk")
    return list((rows.filter(pk__gt=last) if last else rows)[:at_once])


def live_areas() -> QuerySet[Area]:
    return areas()


def _at(rows: QuerySet, site: Site | None) -> QuerySet:
    return rows.filter(site=site) if site else rows.filter(site__shares_offers=True)


def _with_words(rows: QuerySet, asked: dict[str, Any]) -> QuerySet:
    if "search" not in asked:
        return rows
    query = SearchQuery(asked["search"], config=LANGUAGE, search_type="websearch")
    return rows.filter(stems=query)


def _with_time(rows: QuerySet, asked: dict[str, Any]) -> QuerySet:
    """Day, start and end hold for one and the same time."""
    names = {"day": "weekday", "start_time": "starts__gte", "end_time": "ends__lte"}
    wanted = {names[name]: value for name, value in asked.items() if name in names}
    return rows.filter(Exists(PublishedTime.objects.filter(offer=OuterRef("pk"), **wanted))) if wanted else rows


def _middle_of(postcode: str) -> tuple[float, float] | None:
    rows = PublishedPostcode.objects.filter(postcode=postcode)
    found = rows.aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
    return None if found["latitude"] is None else (found["latitude"], found["longitude"])


def _near(rows: QuerySet, middle: tuple[float, float] | None, metres: float) -> QuerySet:
    """Within the great circle (haversine), after a look at the latitude alone, which has an index."""
    if middle is None:
        return rows.none()
    km, (latitude, longitude) = metres / 1000, middle
    span = km / KM_PER_DEGREE + 1e-9
    half = Power(Sin((Radians("latitude") - radians(latitude)) / 2), 2) + Power(
        Sin((Radians("longitude") - radians(longitude)) / 2), 2
    ) * Cos(Radians("latitude")) * Value(cos(radians(latitude)), FloatField())
    away = 2 * EARTH_RADIUS_KM * ASin(Least(Sqrt(half), Value(1.0)))
    band = Q(latitude__gte=latitude - span, latitude__lte=latitude + span)
    return rows.filter(band).annotate(away=away).filter(away__lte=km)
