"""Telling others, and only with consent: the offer's contact person, and the municipality."""

from datetime import datetime

from django.db import transaction

from traedesten.audit.actions import record
from traedesten.consent.models import Consent
from traedesten.consent.queries import require_consent
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.journey import Move, Outcome
from traedesten.journeys import letters
from traedesten.journeys.models import Handover, Introduction, Journey
from traedesten.messages.models import Recipient
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import site_now


@transaction.atomic
def tell_offer(
    *, by: Actor, introduction: Introduction, now: datetime, channel: Channel | None = None
) -> Introduction:
    """Tell the offer's contact person that somebody new is coming. Needs the person's yes to this very offer.

    A yes given just now, through ``channel``, is noted first.
    """
    journey = introduction.journey.locked()
    require(by, Deed.TELL_OFFER, site_id=journey.site_id, owners=journey.owners)
    introduction = (
        journey.introductions.select_for_update(of=("self",))
        .select_related("offer__key", "offer__venue__area", "key")
        .get(pk=introduction.pk)
    )
    person_id = introduction.relative_id or journey.participant_id
    yes = {"person_id": person_id, "purpose": Purpose.SHARE_WITH_OFFER, "about_id": introduction.offer_id}
    if channel:
        Consent.note(by=by, channel=channel, now=now, **yes)
    require_consent(person_id, Purpose.SHARE_WITH_OFFER, now, about_id=introduction.offer_id)
    introduction.told_offer_at = introduction.changed_at = now
    introduction.save()
    offer = introduction.offer
    letters.by_link(
        "someone_new",
        Recipient(offer.key, offer.contact_name, offer.contact_phone, offer.contact_email),
        purpose=Link.Purpose.INTRODUCTION,
        subject_id=introduction.pk,
        view="journeys:enter_introduction",
        now=now,
    )
    record(
        by=by,
        verb="journey.offer_told",
        subject=journey,
        at=now,
        person=person_id,
        introduction=introduction.pk,
    )
    return introduction


@transaction.atomic
def answer_offer(*, by: Actor, introduction: Introduction, now: datetime) -> Introduction:
    """The contact person has read it and will be at the door."""
    require(by, Deed.ANSWER_OFFER, site_id=introduction.site_id, owners=(introduction.pk,))
    introduction.offer_answered_at = introduction.offer_answered_at or now
    introduction.save(update_fields=["offer_answered_at"])
    record(
        by=by,
        verb="journey.offer_answered",
        subject=introduction.journey,
        at=now,
        person=introduction.relative_id or introduction.journey.participant_id,
        introduction=introduction.pk,
    )
    return introduction


@transaction.atomic
def hand_over(
    *,
    by: Actor,
    journey: Journey,
    summary: str,
    channel: Channel,
    guide_goes_on: bool,
    now: datetime,
    expected_version: int | None = None,
) -> Handover:
    """A warm handover to the municipality: what the person agreed to share, and nothing else.

    The person's yes, given through ``channel``, is noted here. With ``guide_goes_on`` the journey continues
    beside the professional help; otherwise it ends.
    """
    require(by, Deed.HAND_OVER, site_id=journey.site_id)
    journey, site = journey.locked(expected_version), site_now()
    journey.require_open(Move.HAND_OVER)
    Consent.note(by=by, person_id=journey.participant_id, purpose=Purpose.HANDOVER, channel=channel, now=now)
    handover = journey.handovers.create(
        key=journey.key, summary=summary, to_name=site.bridge_builder_name, made_at=now
    )
    letters.by_link(
        "handover",
        Recipient(journey.key, site.bridge_builder_name, "", site.bridge_builder_email),
        purpose=Link.Purpose.HANDOVER,
        subject_id=handover.pk,
        view="journeys:enter_handover",
        now=now,
    )
    if guide_goes_on:
        journey.keep()
    else:
        journey.close(Move.HAND_OVER, Outcome.HANDED_OVER, now)
        letters.to_referrer(journey, "ended", now=now)
    ids = {"person": journey.participant_id, "handover": handover.pk, "goes_on": guide_goes_on}
    record(by=by, verb="journey.handed_over", subject=journey, at=now, **ids)
    return handover


@transaction.atomic
def answer_handover(*, by: Actor, handover: Handover, answer: str, now: datetime, note: str = "") -> Handover:
    """The bridge builder has taken over, or wants to talk first."""
    require(by, Deed.ANSWER_HANDOVER, site_id=handover.site_id, owners=(handover.pk,))
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    handover.answer, handover.answer_note, handover.answered_at = answer, note, now
    handover.answer_seen_at = None
    handover.save()
    letters.to_coordinators("handover_answered", handover.journey, now=now, key=f"answered:{handover.pk}")
    record(
        by=by,
        verb="journey.handover_answered",
        subject=handover.journey,
        at=now,
        person=handover.journey.participant_id,
        handover=handover.pk,
        answer=str(answer),
    )
    return handover


@transaction.atomic
def see_answer(*, by: Actor, handover: Handover, now: datetime) -> Handover:
    """The coordinator has read the bridge builder's answer, or spoken with them; twice changes nothing."""
    require(by, Deed.HAND_OVER, site_id=handover.site_id)
    handover = Handover.objects.select_for_update(of=("self",)).select_related("journey").get(pk=handover.pk)
    if not handover.answer or handover.answer_seen_at:
        return handover
    handover.answer_seen_at = now
    handover.save()
    record(
        by=by,
        verb="journey.handover_answer_seen",
        subject=handover.journey,
        at=now,
        person=handover.journey.participant_id,
        handover=handover.pk,
    )
    return handover
