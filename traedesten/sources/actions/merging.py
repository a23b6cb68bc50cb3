"""Laying two offers together, undoing it, and remembering that two are not the same."""

import json
from datetime import datetime

from django.db import IntegrityError, models, transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import Stale
from traedesten.offers.actions import writing
from traedesten.offers.models import Offer
from traedesten.offers.queries import offers
from traedesten.sources.models import FollowedOffer, NotSame, OfferMerge
from traedesten.sources.moving import ids_pointing, pointers
from traedesten.sources.values import as_arguments, as_venue, digest, values_of
from traedesten.tenancy.models import Link

LINKS = "tenancy.Link"


@transaction.atomic
def merge_offers(
    *,
    by: Actor,
    winner: Offer,
    loser: Offer,
    now: datetime,
    expected_versions: tuple[int, int] | None = None,
    **changes,
) -> OfferMerge:
    """Lay ``loser`` into ``winner``, which gets ``changes`` (as for ``edit_offer``). All that points at the loser
    follows, except a stone on a path that already has the winner.

    The loser goes off the list and keeps its own values, so that it can be undone. ``Stale`` when either changed
    after ``expected_versions`` (winner's, loser's), was laid together already, or they are one and the same.
    """
    require(by, Deed.KEEP_DIRECTORY, site_id=winner.site_id)
    winner, loser = _both(winner, loser)
    if expected_versions not in (None, (winner.version, loser.version)):
        raise Stale
    before, was_open = values_of(winner), loser.is_open
    loser.is_open, loser.merged_into = False, winner
    loser.keep(now)
    if changes:
        writing.change(winner, now, **changes)
    moved = {label: _move(model, name, loser, winner) for label, model, name in pointers()}
    moved[LINKS] = _move_links(winner, loser, now)
    FollowedOffer.objects.filter(offer=loser, stopped_at=None).update(stopped_at=now)
    merge = OfferMerge.objects.create(
        key=winner.key,
        winner=winner,
        loser=loser,
        before=json.dumps(before),
        given={name: digest(winner.site_id, value) for name, value in values_of(_fresh(winner)).items()},
        moved={label: [str(pk) for pk in ids] for label, ids in moved.items() if ids},
        loser_was_open=was_open,
        made_at=now,
    )
    record(by=by, verb="offer.merged", subject=winner, at=now, loser=loser.pk, moved=sum(map(len, moved.values())))
    return merge


@transaction.atomic
def undo_merge(*, by: Actor, merge: OfferMerge, now: datetime) -> OfferMerge:
    """Take two offers apart again: what moved goes back where it still is, and the winner gets back the values that
    nobody has changed since. ``Stale`` when it was undone already, or the winner was itself laid into another.
    """
    require(by, Deed.KEEP_DIRECTORY, site_id=merge.site_id)
    merge = merge.locked()
    winner, loser = merge.winner.locked(), merge.loser.locked()
    if merge.undone_at or loser.merged_into_id != winner.pk or winner.merged_into_id:
        raise Stale
    loser.is_open, loser.merged_into = merge.loser_was_open, None
    loser.keep(now)
    _restore(merge, _fresh(winner), now)
    for label, model, name in pointers():
        there = model.objects.filter(pk__in=merge.moved.get(label, ()), **{f"{name}_id": winner.pk})
        there.update(**{f"{name}_id": loser.pk})
    Link.objects.filter(pk__in=merge.moved.get(LINKS, ())).update(subject_id=loser.pk)
    FollowedOffer.objects.filter(offer=loser, stopped_at=merge.made_at).update(stopped_at=None)
    merge.undone_at = now
    merge.save()
    record(by=by, verb="offer.merge_undone", subject=winner, at=now, loser=loser.pk)
    return merge


@transaction.atomic
def tell_apart(*, by: Actor, one: Offer, other: Offer, now: datetime) -> NotSame:
    """Remember that two offers are not the same: they are not proposed again."""
    require(by, Deed.KEEP_DIRECTORY, site_id=one.site_id)
    first, second = sorted((one, other), key=lambda offer: offer.pk)
    row, _was_made = NotSame.objects.get_or_create(first=first, second=second, defaults={"made_at": now})
    record(by=by, verb="offer.told_apart", subject=one, at=now, other=other.pk)
    return row


def _both(winner: Offer, loser: Offer) -> tuple[Offer, Offer]:
    """Both locked, always in the same order, so that two who merge do not wait for each other."""
    if winner.pk == loser.pk:
        raise Stale
    rows = {offer.pk: offer.locked() for offer in sorted((winner, loser), key=lambda offer: offer.pk)}
    if any(row.merged_into_id for row in rows.values()):
        raise Stale
    return rows[winner.pk], rows[loser.pk]


def _fresh(offer: Offer) -> Offer:
    return offers().get(pk=offer.pk)


def _move(model: type[models.Model], name: str, loser: Offer, winner: Offer) -> list:
    """The ids of the rows that moved, one by one: a row that the winner has already stays where it is."""
    moved = []
    for pk in ids_pointing(model, name, loser):
        try:
            with transaction.atomic():
                model.objects.filter(pk=pk).update(**{f"{name}_id": winner.pk})
        except IntegrityError:
            continue
        moved.append(pk)
    return moved


def _move_links(winner: Offer, loser: Offer, now: datetime) -> list:
    """The loser's owner keeps their links when they answer for the winner too; else the links are closed."""
    theirs = {loser.contact_phone, loser.contact_email} - {""}
    if not theirs & {winner.contact_phone, winner.contact_email}:
        Link.revoke_all(purpose=Link.Purpose.OFFER, subject_id=loser.pk, now=now)
        return []
    rows = Link.objects.filter(purpose=Link.Purpose.OFFER, subject_id=loser.pk, revoked_at=None)
    ids = list(rows.values_list("pk", flat=True))
    Link.objects.filter(pk__in=ids).update(subject_id=winner.pk)
    return ids


def _restore(merge: OfferMerge, winner: Offer, now: datetime) -> None:
    before, standing = json.loads(merge.before), values_of(winner)
    restored = {
        name: value
        for name, value in before.items()
        if value != standing[name] and merge.given.get(name) == digest(merge.site_id, standing[name])
    }
    if restored:
        venue = as_venue(restored["place"], {}) if "place" in restored else None
        writing.change(winner.locked(), now, venue=venue, **as_arguments(restored))
