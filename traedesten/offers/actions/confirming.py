"""Keeping what is written true: asking the one who answers for an offer, and their yes."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.freshness import MOST_TIMES
from traedesten.offers import letters
from traedesten.offers.models import Offer, OfferClosed, OfferFollows
from traedesten.tenancy.models import Link


@transaction.atomic
def confirm_offer(*, by: Actor, offer: Offer, now: datetime) -> Offer:
    """It is right as it stands; nobody is asked for a while.

    ``OfferClosed`` when it is off the list, ``OfferFollows`` when a neighbour confirms it.
    """
    require(by, Deed.CONFIRM_OFFER, site_id=offer.site_id, owners=(offer.pk,))
    offer = offer.locked()
    if not offer.is_open:
        raise OfferClosed
    if offer.follows_id:
        raise OfferFollows
    offer.be_confirmed(now)
    offer.keep(now, is_rewritten=False)
    record(by=by, verb="offer.confirmed", subject=offer, at=now)
    return offer


@transaction.atomic
def ask_owner(*, by: Actor, offer: Offer, now: datetime) -> Offer:
    """Ask whether it is still right, with a fresh link; once an hour at most.

    Where there is nobody to ask, nobody answers. ``OfferClosed`` when it is off the list.
    """
    require(by, Deed.ASK_OWNER, site_id=offer.site_id)
    offer = offer.locked()
    if not offer.is_open:
        raise OfferClosed
    if not offer.can_be_asked:
        offer.unanswered_since = offer.unanswered_since or now
    key = f"offer_confirm:{offer.pk}:{offer.version}:{now:%Y%m%d%H}"
    if letters.to_owner("offer_confirm", offer, now=now, key=key):
        offer.asked_at, offer.asked_times = now, offer.asked_times + 1
        offer.unanswered_since = offer.unanswered_since if offer.asked_times > MOST_TIMES else None
    offer.save(update_fields=["asked_at", "asked_times", "unanswered_since"])
    record(by=by, verb="offer.owner_asked", subject=offer, at=now, times=offer.asked_times)
    return offer


@transaction.atomic
def give_up_asking(*, by: Actor, offer: Offer, now: datetime) -> Offer:
    """Nobody answers for the offer, or there is nobody to ask: the coordinator takes over."""
    require(by, Deed.ASK_OWNER, site_id=offer.site_id)
    offer = offer.locked()
    offer.unanswered_since = offer.unanswered_since or now
    offer.save(update_fields=["unanswered_since"])
    record(by=by, verb="offer.owner_silent", subject=offer, at=now, times=offer.asked_times)
    return offer


@transaction.atomic
def close_owner_links(*, by: Actor, offer: Offer, now: datetime) -> int:
    """Close every link that lets somebody edit this offer; how many there were."""
    require(by, Deed.ASK_OWNER, site_id=offer.site_id)
    closed = Link.revoke_all(purpose=Link.Purpose.OFFER, subject_id=offer.pk, now=now)
    record(by=by, verb="offer.owner_links_closed", subject=offer, at=now, closed=closed)
    return closed
