"""Offers, the open ones first."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from traedesten.domain.slots import DAYS
from traedesten.offers.models import Directory, Offer, OfferException, OfferTime
from traedesten.ui.labels import words

KINDS = tuple(Offer.Kind.values)


def offers() -> QuerySet[Offer]:
    times = Prefetch("times", OfferTime.objects.order_by("weekday", "starts"))
    exceptions = Prefetch("exceptions", OfferException.objects.order_by("on", "starts"))
    rows = Offer.objects.select_related("organisation", "venue__area", "key").prefetch_related(times, exceptions)
    return rows.order_by("-is_open", "name")


def open_offers() -> QuerySet[Offer]:
    return offers().filter(is_open=True)


def offers_of_kind(kind: str) -> QuerySet[Offer]:
    """Those of one kind; all of them when the kind is not one of ours."""
    return offers().filter(kind=kind) if kind in KINDS else offers()


def weekly_times(offer: Offer) -> list[tuple]:
    """(day in words, start, end), in the order of the week."""
    return [(words("slot_day", DAYS[time.weekday]), time.starts, time.ends) for time in offer.times.all()]


def by_kind(rows) -> list[tuple[str, list[Offer]]]:
    """(kind, its offers), in an order that begins where most people begin: a place to practise."""
    order = (
        Offer.Kind.PRACTICE,
        Offer.Kind.SELF_HELP_GROUP,
        Offer.Kind.LASTING,
        Offer.Kind.RELIEF,
        Offer.Kind.COUNSELLING,
        Offer.Kind.PROFESSIONAL,
    )
    rows = list(rows)
    groups = [(str(kind), [row for row in rows if row.kind == kind]) for kind in order]
    return [(kind, group) for kind, group in groups if group]


def directory_version() -> int:
    """Rises with each change of an offer at the site."""
    return Directory.objects.values_list("version", flat=True).first() or 0


def outline() -> dict:
    """The municipality as a GeoJSON geometry; empty where none was loaded."""
    return Directory.objects.values_list("outline", flat=True).first() or {}


def open_offers_by_id(ids: Iterable) -> dict[str, Offer]:
    """Those of the open offers, by id as text, with everything a page shows of them."""
    rows = open_offers().filter(pk__in=list(ids))
    return {str(row.pk): row for row in rows}
