"""Following neighbours' offers: each becomes an offer here, and what is put right here stays."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import Stale
from traedesten.offers import letters
from traedesten.offers.actions import writing
from traedesten.sources import queries
from traedesten.sources.comparing import missing_details, venue_at, verdict_on
from traedesten.sources.models import FollowedOffer, Neighbourhood, SharedOffer
from traedesten.sources.sharing import CLOSED, arguments, heard_of
from traedesten.sources.values import details_of


@transaction.atomic
def follow_neighbours(*, by: Actor, now: datetime) -> int:
    """Take in what neighbours share with this site by name, and bring what is followed up to date; how many changed.

    Nothing when nothing that we may see is other than last time. Coordinators are told of what is new.
    """
    require(by, Deed.KEEP_DIRECTORY, site_id=by.site_id)
    held, heard = Neighbourhood.held(), queries.state_of_shared()
    new: list[FollowedOffer] = []
    changed = 0
    if held.heard != heard:
        new, changed = _follow_all(by, now)
        held.heard = heard
        held.save()
    if new:
        letters.of_neighbours(new[0].offer, now=now)
    record(by=by, verb="offer.neighbours_followed", subject=held, at=now, taken=len(new), changed=changed)
    return len(new) + changed


@transaction.atomic
def follow_offer(*, by: Actor, shared: SharedOffer, now: datetime) -> FollowedOffer:
    """Take a neighbour's offer in, or follow it again. ``Stale`` when it is not shared any more."""
    require(by, Deed.KEEP_DIRECTORY, site_id=by.site_id)
    Neighbourhood.held()
    fresh = queries.shared_with_us().filter(pk=shared.pk).first()
    if fresh is None:
        raise Stale
    known = queries.followed().filter(foreign_id=fresh.offer_id).first()
    areas = queries.ids_of_areas()
    if known is None:
        known = _take_in(by.site_id, fresh, areas, now)
    else:
        known.stopped_at = None
        writing.change(known.offer.locked(), now, follows_id=fresh.site_id)
        known = queries.followed().get(pk=known.pk)
        _renew(known, fresh, areas, now)
    record(by=by, verb="offer.followed", subject=known.offer, at=now, neighbour=fresh.site_id)
    return known


@transaction.atomic
def stop_following(*, by: Actor, followed: FollowedOffer, keeps: bool, now: datetime) -> FollowedOffer:
    """Follow a neighbour's offer no more. It becomes the site's own when it ``keeps`` it, and goes off the list
    otherwise; it is not taken in again by itself.
    """
    require(by, Deed.KEEP_DIRECTORY, site_id=followed.site_id)
    row = FollowedOffer.objects.select_for_update(of=("self",)).get(pk=followed.pk)
    row.stopped_at = row.stopped_at or now
    row.save()
    closes = {} if keeps else {"is_open": False}
    writing.change(row.offer.locked(), now, follows_id=None, **closes)
    record(by=by, verb="offer.unfollowed", subject=row.offer, at=now, keeps=keeps)
    return row


def _follow_all(by: Actor, now: datetime) -> tuple[list[FollowedOffer], int]:
    """(those that are new, how many others changed)"""
    known = {row.foreign_id: row for row in queries.followed()}
    areas = queries.ids_of_areas()
    shared = {row.offer_id: row for row in queries.shared_with_us().order_by("neighbour_id")}
    changed = 0
    for row in known.values():
        if row.stopped_at is None:
            changed += _renew(row, shared.get(row.foreign_id), areas, now)
    by_name = queries.shared_with_us().filter(neighbour_id=by.site_id, values__is_open=True)
    fresh = by_name.exclude(offer_id__in=known).order_by("changed_at", "pk")
    return [_take_in(by.site_id, row, areas, now) for row in fresh], changed


def _take_in(site_id: int, shared: SharedOffer, areas: dict[str, str], now: datetime) -> FollowedOffer:
    verdict = verdict_on(site_id, shared.values, heard_of(shared, areas), None)
    place = shared.values["place"]
    details = missing_details(site_id, verdict.details, details_of(venue_at(place)), {})
    given = arguments(verdict.changes, place, details)
    offer = writing.make(now, follows_id=shared.site_id, confirmed_at=shared.confirmed_at, **given)
    return FollowedOffer.objects.create(
        neighbour_id=shared.site_id, foreign_id=shared.offer_id, offer=offer, digests=verdict.digests, made_at=now
    )


def _renew(row: FollowedOffer, shared: SharedOffer | None, areas: dict[str, str], now: datetime) -> bool:
    """Whether the offer here changed. One that is not shared any more is closed here too, and else left as it is."""
    values = shared.values if shared else CLOSED
    verdict = verdict_on(row.site_id, values, heard_of(shared, areas) if shared else {}, row)
    details, place = verdict.details, verdict.changes.get("place") or values.get("place", ["", ""])
    if "place" in verdict.changes:
        details = missing_details(row.site_id, details, details_of(venue_at(place)), {})
    given = arguments(verdict.changes, place, details)
    if shared and shared.confirmed_at != row.offer.confirmed_at:
        given["confirmed_at"] = shared.confirmed_at
    if given:
        writing.change(row.offer.locked(), now, **given)
    row.digests, row.kept = verdict.digests, verdict.kept
    row.save()
    return bool(given)
