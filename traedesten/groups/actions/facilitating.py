"""Looking after facilitators: whom they like to work with, somebody to think with, and thanks."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.facilitators import FacilitatorMoveNotAllowed
from traedesten.groups.actions.facilitators import NotThatDay
from traedesten.groups.models import Facilitator, PairWish, Sparring, Thanks
from traedesten.groups.queries import facilitators as queries
from traedesten.messages.models import Message
from traedesten.tenancy.queries import site_now


def _today_owners(facilitator: Facilitator, now: datetime) -> tuple:
    return queries.able_owners([facilitator], timezone.localdate(now))


@transaction.atomic
def wish_pairs(
    *,
    by: Actor,
    facilitator: Facilitator,
    likes: Iterable[Facilitator],
    not_with: Iterable[Facilitator],
    now: datetime,
) -> int:
    """Whom they like to work with and with whom it must not be, instead of what they wished before. How many.

    Open to a facilitator whose papers are valid today. Somebody named as both counts as "not with".
    """
    require(by, Deed.WISH_PAIR, site_id=facilitator.site_id, owners=_today_owners(facilitator, now))
    row = facilitator.locked()
    apart = {one.pk for one in not_with} - {row.pk}
    chosen = {one.pk: PairWish.Wish.WITH for one in likes if one.pk != row.pk}
    chosen |= dict.fromkeys(apart, PairWish.Wish.NOT_WITH)
    row.wishes.all().delete()
    PairWish.objects.bulk_create(
        PairWish(facilitator=row, other_id=other, wish=wish) for other, wish in sorted(chosen.items())
    )
    record(by=by, verb="facilitator.wished", subject=row, at=now, person=row.pk, wishes=len(chosen))
    return len(chosen)


@transaction.atomic
def ask_sparring(*, by: Actor, facilitator: Facilitator, about: str, now: datetime) -> Sparring:
    """Ask for somebody to think with, about the group. Open to a facilitator whose papers are valid today."""
    require(by, Deed.ASK_SPARRING, site_id=facilitator.site_id, owners=_today_owners(facilitator, now))
    row = facilitator.locked()
    if not row.is_inside:
        raise FacilitatorMoveNotAllowed(row.standing, "spar")
    asked = Sparring.objects.create(key=row.key, facilitator=row, about=about, asked_at=now)
    record(by=by, verb="facilitator.sparring_asked", subject=asked, at=now, person=row.pk)
    return asked


@transaction.atomic
def answer_sparring(
    *,
    by: Actor,
    sparring: Sparring,
    now: datetime,
    answer: str = "",
    held_on: date | None = None,
    expected_version: int | None = None,
) -> Sparring:
    """Answer in a few words, or say on which day it was held, or both. The facilitator is told of the first answer.

    ``NotThatDay`` when the day lies ahead, ``Stale`` when somebody else has answered since.
    """
    require(by, Deed.KEEP_FACILITATOR, site_id=sparring.site_id)
    row = sparring.locked(expected_version)
    if held_on and held_on > timezone.localdate(now):
        raise NotThatDay("held_on")
    row.answer, row.held_on, row.answered_at = answer, held_on, now
    row.by_user_id, row.version = by.user_id, row.version + 1
    row.save()
    facilitator = row.facilitator
    path = reverse("groups:facilitator_sparring", args=[site_now().slug])
    key = f"facilitator_answered:{row.pk}"
    Message.post("facilitator_answered", facilitator.recipient, now=now, path=path, idempotency_key=key)
    record(
        by=by, verb="facilitator.sparring_answered", subject=row, at=now, person=facilitator.pk, held=bool(held_on)
    )
    return row


@transaction.atomic
def thank_facilitator(*, by: Actor, facilitator: Facilitator, words: str, now: datetime) -> Thanks:
    """Say thank you. The message carries a first name and a link; the words are read on their own page."""
    require(by, Deed.KEEP_FACILITATOR, site_id=facilitator.site_id)
    row = facilitator.locked()
    if not row.is_inside:
        raise FacilitatorMoveNotAllowed(row.standing, "thank")
    given = Thanks.objects.create(key=row.key, facilitator=row, words=words, by_user_id=by.user_id, made_at=now)
    key = f"facilitator_thanks:{given.pk}"
    Message.post("facilitator_thanks", row.recipient, now=now, path=queries.day_path(), idempotency_key=key)
    record(by=by, verb="facilitator.thanked", subject=given, at=now, person=row.pk)
    return given
