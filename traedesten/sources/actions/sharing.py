"""Sharing offers with neighbouring sites, and keeping the copies that they read."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.offers import queries as offers
from traedesten.offers.models import Offer
from traedesten.sources import queries
from traedesten.sources.models import Neighbourhood, SharedOffer
from traedesten.sources.sharing import told_of
from traedesten.tenancy.models import Site
from traedesten.tenancy.queries import site_now


class NotOurs(Exception):
    """The offer follows a neighbour's: only the neighbour shares it."""


@transaction.atomic
def share_offer(
    *, by: Actor, offer: Offer, now: datetime, neighbours: Iterable[Site] = (), with_all: bool = False
) -> int:
    """Share an offer with these neighbours and nobody else, or with every site; with how many it is shared now.

    ``NotOurs`` when the offer follows a neighbour's.
    """
    require(by, Deed.KEEP_DIRECTORY, site_id=offer.site_id)
    offer = offer.locked()
    if offer.follows_id:
        raise NotOurs
    wanted = {None} if with_all else {site.pk for site in neighbours} - {offer.site_id}
    mine = queries.shared_by_us().filter(offer_id=offer.pk)
    there = dict(mine.values_list("neighbour_id", "pk"))
    mine.filter(pk__in=[pk for neighbour, pk in there.items() if neighbour not in wanted]).delete()
    values, details = told_of(offers.offers().get(pk=offer.pk))
    SharedOffer.objects.bulk_create(
        SharedOffer(
            site_id=offer.site_id,
            neighbour_id=neighbour,
            offer_id=offer.pk,
            values=values,
            details=details,
            confirmed_at=offer.confirmed_at,
            changed_at=now,
        )
        for neighbour in wanted - set(there)
    )
    record(by=by, verb="offer.shared", subject=offer, at=now, sites=len(wanted), everybody=with_all)
    return len(wanted)


@transaction.atomic
def tell_neighbours(*, by: Actor, now: datetime) -> int:
    """Bring the copies that neighbours read up to date with the directory; how many were changed."""
    require(by, Deed.KEEP_DIRECTORY, site_id=by.site_id)
    held, version = Neighbourhood.held(), offers.directory_version()
    changed = 0
    if held.told_version != version:
        changed = _tell(list(queries.shared_by_us().select_for_update()), now)
        held.told_version = version
        held.save()
    record(by=by, verb="offer.neighbours_told", subject=held, at=now, changed=changed)
    return changed


@transaction.atomic
def keep_sharing(*, by: Actor, shares: bool, now: datetime) -> Site:
    """Whether the site's open offers stand in the national list, and in the API that lists all sites."""
    require(by, Deed.KEEP_DIRECTORY, site_id=by.site_id)
    site = site_now()
    site.shares_offers = shares
    site.save(update_fields=["shares_offers"])
    record(by=by, verb="offer.national_kept", subject=site, at=now, shares=shares)
    return site


def _tell(copies: list[SharedOffer], now: datetime) -> int:
    rows = {row.pk: row for row in offers.offers().filter(pk__in={copy.offer_id for copy in copies})}
    changed = []
    for copy in copies:
        if copy.offer_id not in rows:
            continue
        offer = rows[copy.offer_id]
        values, details = told_of(offer)
        if (copy.values, copy.details, copy.confirmed_at) != (values, details, offer.confirmed_at):
            copy.values, copy.details, copy.confirmed_at = values, details, offer.confirmed_at
            copy.changed_at = now
            changed.append(copy)
    SharedOffer.objects.bulk_update(changed, ["values", "details", "confirmed_at", "changed_at"])
    return len(changed)
