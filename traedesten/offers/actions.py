"""Keeping the list of offers."""

from collections.abc import Iterable
from datetime import datetime, time

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.offers.models import Offer, OfferTime
from traedesten.vault.models import DataKey

WeeklyTime = tuple[int, time, time]
"""Weekday (Monday is 0), start, end."""


@transaction.atomic
def add_offer(*, by: Actor, times: Iterable[WeeklyTime], now: datetime, **offer) -> Offer:
    """Put an offer on the list."""
    require(by, Deed.EDIT_OFFER, site_id=by.site_id)
    row = Offer.objects.create(key=DataKey.new(), made_at=now, **offer)
    _keep_times(row, times)
    record(by=by, verb="offer.added", subject=row, at=now)
    return row


@transaction.atomic
def edit_offer(*, by: Actor, offer: Offer, times: Iterable[WeeklyTime], now: datetime, **fields) -> Offer:
    """Put an offer right; ``is_open=False`` takes it off the list that guides choose from."""
    require(by, Deed.EDIT_OFFER, site_id=offer.site_id)
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    changed = [name for name, value in fields.items() if getattr(offer, name) != value]
    for name in changed:
        setattr(offer, name, fields[name])
    offer.save()
    _keep_times(offer, times)
    record(by=by, verb="offer.edited", subject=offer, at=now, fields=changed)
    return offer


def _keep_times(offer: Offer, times: Iterable[WeeklyTime]) -> None:
    offer.times.all().delete()
    OfferTime.objects.bulk_create(
        OfferTime(offer=offer, weekday=weekday, starts=starts, ends=ends) for weekday, starts, ends in times
    )
