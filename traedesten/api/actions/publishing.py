"""Keeping the published copy of a site's open offers, and handing the directory out."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from traedesten.api import copies, queries
from traedesten.api.models import (
    Publication,
    PublishedOffer,
    PublishedOrganisation,
    PublishedPostcode,
    PublishedTime,
)
from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.offers.models import Directory, Offer
from traedesten.offers.queries import directory_version
from traedesten.tenancy.queries import site_now
from traedesten.tenancy.scope import require_at

AT_ONCE = 500
_OWN = ("site", "record", "words", "changed_at")
_OF_OFFERS = (
    *("organisation", "tie_id", "terms", "taxonomies", "minimum_age", "maximum_age"),
    *("postcode", "latitude", "longitude"),
)


@transaction.atomic
def publish(*, by: Actor, now: datetime, is_whole: bool = False) -> int:
    """Bring the copy up to date with the site's open offers; how many were changed.

    Does nothing when the directory's version is the published one, unless ``is_whole``. An offer that somebody
    else is changing this moment is left as it is: the version will have risen when they are done.
    """
    require(by, Deed.KEEP_HOUSE, site_id=by.site_id)
    require_at(by.site_id)
    held, version = Publication.held(by.site_id), directory_version()
    if held.version == version and not is_whole:
        return 0
    site, changed = site_now(), 0
    maker = copies.Maker(site, now)
    for offers in queries.live_offers(AT_ONCE):
        changed += _renew([maker.copy(offer) for offer in offers], {offer.pk: offer for offer in offers})
    changed += _take_away()
    _keep_postcodes(maker.postcodes(queries.live_areas()))
    held.version, held.published_at = version, now
    held.save()
    record(by=by, verb="offer.published", subject=held, at=now, changed=changed)
    return changed


@transaction.atomic
def export_offers(*, by: Actor, shape: str, now: datetime) -> None:
    """Write down that somebody takes the directory home in one of ``exports.SHAPES``."""
    require(by, Deed.KEEP_DIRECTORY, site_id=by.site_id)
    directory, _made = Directory.objects.get_or_create()
    record(by=by, verb="offer.exported", subject=directory, at=now, format=shape)


def _renew(made: list[copies.Copy], offers: dict[UUID, Offer]) -> int:
    """Write those of the copies that are other than what is published, and hold nobody up who edits meanwhile."""
    _renew_organisations({copy.organisation.pk: copy.organisation for copy in made if copy.organisation})
    there = dict(PublishedOffer.objects.filter(pk__in=offers).values_list("pk", "record"))
    other = [copy for copy in made if not copies.is_same(copy.offer.record, there.get(copy.offer.pk))]
    free = _as_read([offers[copy.offer.pk] for copy in other])
    rows = [copy for copy in other if copy.offer.pk in free]
    _upsert(PublishedOffer, [copy.offer for copy in rows], (*_OWN, *_OF_OFFERS))
    PublishedTime.objects.filter(offer__in=[copy.offer.pk for copy in rows]).delete()
    PublishedTime.objects.bulk_create([time for copy in rows for time in copy.times])
    return len(rows)


def _renew_organisations(rows: dict[UUID, PublishedOrganisation]) -> None:
    there = dict(PublishedOrganisation.objects.filter(pk__in=rows).values_list("pk", "record"))
    other = [row for row in rows.values() if not copies.is_same(row.record, there.get(row.pk))]
    _upsert(PublishedOrganisation, other, _OWN)


def _as_read(offers: list[Offer]) -> set[UUID]:
    """Those that nobody has changed since they were read, or is changing; held until we are done."""
    read = {offer.pk: (offer.version, offer.changed_at) for offer in offers}
    rows = Offer.objects.filter(pk__in=read, is_open=True)
    free = rows.select_for_update(of=("self",), skip_locked=True, no_key=True)
    return {row.pk for row in free if (row.version, row.changed_at) == read[row.pk]}


def _upsert(model, rows: Iterable, fields: tuple[str, ...]) -> None:
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def _take_away() -> int:
    """Copies of offers that are not open: the database takes them away itself, so there should be none."""
    site_id = site_now().pk
    open_ids = Offer.objects.filter(is_open=True, follows=None).values("pk")
    closed = PublishedOffer.objects.filter(site_id=site_id).exclude(pk__in=open_ids)
    ids = list(closed.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    PublishedTime.objects.filter(offer__in=ids).delete()
    PublishedOffer.objects.filter(pk__in=ids).delete()
    PublishedOrganisation.objects.filter(site_id=site_id, offers=None).delete()
    return len(ids)


def _keep_postcodes(points: dict[str, tuple[float, float]]) -> None:
    site_id = site_now().pk
    mine = PublishedPostcode.objects.filter(site_id=site_id)
    if {row.postcode: (row.latitude, row.longitude) for row in mine} != points:
        mine.delete()
        PublishedPostcode.objects.bulk_create(
            PublishedPostcode(site_id=site_id, postcode=postcode, latitude=latitude, longitude=longitude)
            for postcode, (latitude, longitude) in points.items()
        )
