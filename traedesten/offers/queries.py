"""Offers, the open ones first."""

from django.db.models import Prefetch, QuerySet

from traedesten.offers.models import Offer, OfferTime


def offers() -> QuerySet[Offer]:
    times = Prefetch("times", OfferTime.objects.order_by("weekday", "starts"))
    return Offer.objects.select_related("area", "key").prefetch_related(times).order_by("-is_open", "name")


def open_offers() -> QuerySet[Offer]:
    return offers().filter(is_open=True)
