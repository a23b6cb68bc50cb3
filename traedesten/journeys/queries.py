"""Journeys, as those who ask may see them. A guide sees their own open ones; a coordinator the whole site."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from traedesten.domain.access import Actor, Role
from traedesten.domain.journey import GUIDED_STAGES, Judgement, Reached, Stage, Stone
from traedesten.journeys.models import (
    Agreement,
    Assessment,
    Contact,
    FollowUp,
    Handover,
    Introduction,
    Journey,
    Visit,
    Wishes,
)
from traedesten.offers.models import Offer
from traedesten.people.models import Relative, Volunteer
from traedesten.people.queries import participants_named
from traedesten.tenancy.queries import site_now

STILL_READABLE_DAYS = 14
"""How long a guide may read, and reopen, a journey that has ended: long enough for a second thought."""

_SEATED = (Stone.CHOSEN, Stone.AGREED, Stone.TOGETHER, Stone.ALONE, Stone.SETTLED)


def journeys() -> QuerySet[Journey]:
    """Every journey of the site with its people and what its five milestones need, in one query."""
    stones = Introduction.objects.filter(journey=OuterRef("pk"), relative=None)
    visits = Visit.objects.filter(introduction__journey=OuterRef("pk"), introduction__relative=None)
    done = visits.filter(state=Visit.State.DONE)
    return (
        Journey.objects.select_related(
            "participant__key",
            "participant__area",
            "guide__key",
            "guide__area",
            "referral__key",
            "referral__unit",
            "key",
        )
        .annotate(
            has_agreement=Exists(Agreement.objects.filter(journey=OuterRef("pk"), replaced_at=None, answer="yes")),
            awaits_answer=Exists(Agreement.objects.filter(journey=OuterRef("pk"), replaced_at=None, answer="")),
            has_stone=Exists(stones.filter(stone__in=_SEATED)),
            has_gone_together=Exists(done.filter(with_guide=True)),
            has_gone_alone=Exists(done.filter(with_guide=False)),
            has_settled=Exists(stones.filter(stone=Stone.SETTLED)),
            has_arrived=Exists(stones.filter(offer__kind=Offer.Kind.LASTING, stone__in=(Stone.ALONE, Stone.SETTLED))),
        )
        .defer("guide__picture")
    )


def visible_journeys(actor: Actor) -> QuerySet[Journey]:
    """What the actor may open: the whole site, or the journeys they guide now."""
    if actor.has(Role.COORDINATOR):
        return journeys()
    if actor.has(Role.GUIDE):
        return caseload(actor)
    return journeys().none()


def open_stone(journey: Journey, offer: Offer, relative: Relative | None) -> Introduction | None:
    """The stone that lies there for this person, unless it was left."""
    return journey.introductions.filter(offer=offer, relative=relative).exclude(stone=Stone.LEFT).first()


def lately_ended(actor: Actor, now: datetime) -> QuerySet[Journey]:
    """What this user guided until it ended, for a fortnight after."""
    since = now - timedelta(days=STILL_READABLE_DAYS)
    return (
        journeys().filter(guide__user_id=actor.user_id, stage=Stage.ENDED, ended_at__gte=since).order_by("-ended_at")
    )


def readable_journeys(actor: Actor, now: datetime) -> QuerySet[Journey]:
    """What the actor may read: what they may open, and for a guide what ended lately."""
    if actor.has(Role.COORDINATOR) or not actor.has(Role.GUIDE):
        return visible_journeys(actor)
    since = now - timedelta(days=STILL_READABLE_DAYS)
    return journeys().filter(~Q(stage=Stage.ENDED) | Q(ended_at__gte=since), guide__user_id=actor.user_id)


def has_walked(actor: Actor, journey_id) -> bool:
    """Whether this user was the guide of the journey once: made its agreement, wrote on it, or ended it."""
    if not actor.has(Role.GUIDE):
        return False
    was_guide = Q(agreements__guide__user_id=actor.user_id) | Q(guide__user_id=actor.user_id)
    return Journey.objects.filter(was_guide | Q(contacts__by_user_id=actor.user_id), pk=journey_id).exists()


def journeys_named(first_name: str) -> QuerySet[Journey]:
    """Journeys of everybody with this first name, open and ended, the newest first."""
    return journeys().filter(participant__in=participants_named(first_name)).order_by("-opened_at", "pk")


def journeys_shown(actor: Actor, chosen: str, now: datetime, guide: Volunteer | None = None) -> QuerySet[Journey]:
    """The list page: a guide's own; for a coordinator one of five selections, the newest first.

    ``guide``: only those that this guide walks, or walked.
    """
    if not actor.has(Role.COORDINATOR):
        return lately_ended(actor, now) if chosen == "afsluttet" else caseload(actor)
    rows = {
        "alle": journeys(),
        "igang": journeys().filter(stage__in=GUIDED_STAGES),
        "stille": silent(now),
        "pause": journeys().filter(stage=Stage.PAUSED),
        "afsluttet": journeys().filter(stage=Stage.ENDED),
    }[chosen]
    return (rows.filter(guide=guide) if guide else rows).order_by("-opened_at", "pk")


def caseload(actor: Actor) -> QuerySet[Journey]:
    """The open journeys that this user guides, with the next planned visit of each."""
    mine = journeys().filter(guide__user_id=actor.user_id).exclude(stage=Stage.ENDED)
    planned = Visit.objects.filter(state=Visit.State.PLANNED).select_related("key").order_by("starts_at")
    stones = Introduction.objects.select_related(
        "offer__key", "offer__venue__area", "relative__key", "key"
    ).prefetch_related(Prefetch("visits", planned, to_attr="planned_visits"))
    due = FollowUp.objects.filter(state=FollowUp.State.PLANNED).select_related("key").order_by("due_on")
    return mine.prefetch_related(
        Prefetch("introductions", stones.order_by("position")),
        Prefetch("follow_ups", due, to_attr="planned_follow_ups"),
        Prefetch("participant__relatives", Relative.objects.order_by("made_at"), to_attr="known_relatives"),
    ).order_by("guided_since", "pk")


def reached(journey: Journey) -> Reached:
    """The five milestones of a journey that ``journeys()`` has fetched.

    The community is reached where the person has settled, or goes to a lasting one alone.
    """
    return Reached(
        contact=journey.guide_id is not None,
        talk=journey.first_contact_at is not None,
        stone=journey.has_stone,
        together=journey.has_gone_together or journey.has_gone_alone,
        community=journey.has_arrived or journey.has_settled,
    )


def waiting_for_guide() -> QuerySet[Journey]:
    """Those who wait for a guide, the longest waiting first, with their wishes."""
    return journeys().filter(stage=Stage.WAITING).select_related("wishes__key").order_by("waiting_since", "pk")


def being_assessed() -> QuerySet[Journey]:
    return journeys().filter(stage=Stage.ASSESSING).order_by("waiting_since", "opened_at", "pk")


def judgements() -> tuple[Prefetch, Prefetch]:
    """The judgements and handovers of a journey, the newest first, as ``judged`` and ``handed`` (lists)."""
    judged = Assessment.objects.select_related("key").order_by("-at", "-pk")
    handed = Handover.objects.order_by("-made_at", "-pk")
    return Prefetch("assessments", judged, to_attr="judged"), Prefetch("handovers", handed, to_attr="handed")


def with_judgements(rows: QuerySet[Journey]) -> QuerySet[Journey]:
    return rows.prefetch_related(*judgements())


def lacks_handover(journey: Journey) -> bool:
    """A professional was chosen, and nobody has been told since; for rows of ``with_judgements``."""
    judged = journey.judged[0] if journey.judged else None
    if judged is None or judged.judgement not in (Judgement.PROFESSIONAL, Judgement.BOTH):
        return False
    return not any(handover.made_at >= judged.at for handover in journey.handed)


def step_of_coordinator(journey: Journey) -> str:
    """What waits for a coordinator: assess, hand_over, find, or "" once somebody walks along."""
    if journey.stage == Stage.ASSESSING:
        return "hand_over" if lacks_handover(journey) else "assess"
    return "find" if journey.stage == Stage.WAITING else ""


def under_way() -> QuerySet[Journey]:
    return journeys().filter(stage__in=GUIDED_STAGES).order_by("guided_since", "pk")


def silent(now: datetime) -> QuerySet[Journey]:
    """Guided journeys without a contact for longer than the site allows. Pauses are not silence."""
    since = now - timedelta(days=site_now().silence_days)
    heard = Q(last_contact_at__gte=since) | Q(last_contact_at=None, guided_since__gte=since)
    return journeys().filter(stage__in=(Stage.MEETING, Stage.WALKING)).exclude(heard).order_by("last_contact_at")


def counts(now: datetime) -> dict[str, int]:
    """How many journeys are under way and how many of them are silent."""
    return {"under_way": under_way().count(), "silent": silent(now).count()}


def loads() -> dict:
    """Open guided journeys by volunteer id (paused ones keep their place)."""
    rows = Journey.objects.filter(guide__isnull=False).exclude(stage=Stage.ENDED).values("guide_id")
    return {row["guide_id"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def introductions_of(journey: Journey) -> QuerySet[Introduction]:
    """The path: every stone with its offer, its times and its visits."""
    return (
        journey.introductions.select_related("offer__key", "offer__venue__area", "relative__key", "key")
        .prefetch_related("offer__times", Prefetch("visits", Visit.objects.order_by("starts_at")))
        .order_by("relative", "position")
    )


def contacts_of(journey: Journey) -> QuerySet[Contact]:
    return journey.contacts.select_related("relative__key", "key").order_by("-held_at", "-pk")


def written_today(actor: Actor, now: datetime) -> QuerySet[Contact]:
    """What this user has written today on journeys they may still open: the day may take it back."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Contact.objects.filter(by_user_id=actor.user_id, written_at__gte=midnight)
    mine = mine.filter(journey__in=visible_journeys(actor).values("pk"))
    return mine.select_related("journey__participant__key", "relative__key").order_by("-written_at", "-pk")


def may_take_back(contact: Contact, user_id: int | None, now: datetime) -> bool:
    """Whoever wrote the note, on the day it was written."""
    if contact.written_at is None or user_id is None or contact.by_user_id != user_id:
        return False
    return timezone.localdate(contact.written_at) == timezone.localdate(now)


def heard_between(journey: Journey) -> tuple[datetime | None, datetime | None]:
    """When somebody first and last spoke with the person: in notes, at visits, at looks back."""
    spoken = journey.contacts.filter(relative=None).exclude(kind=Contact.Kind.NO_ANSWER)
    been = Visit.objects.filter(introduction__journey=journey, introduction__relative=None, state=Visit.State.DONE)
    asked = journey.follow_ups.filter(state=FollowUp.State.DONE).exclude(standing=FollowUp.Standing.UNKNOWN)
    moments = [
        *spoken.values_list("held_at", flat=True),
        *been.values_list("starts_at", flat=True),
        *(at for at in asked.values_list("done_at", flat=True) if at),
    ]
    return min(moments, default=None), max(moments, default=None)


def relatives_of(journey: Journey) -> QuerySet[Relative]:
    rows = Relative.objects.select_related("key").filter(participant_id=journey.participant_id)
    return rows.order_by("made_at", "pk")


def wishes_of(journey: Journey) -> Wishes | None:
    return Wishes.objects.select_related("key").filter(journey=journey).first()


def follow_ups_of(journey: Journey) -> QuerySet[FollowUp]:
    """Planned and answered ones; those dropped on the way are of no interest."""
    kept = journey.follow_ups.exclude(state=FollowUp.State.DROPPED)
    return kept.select_related("key", "journey").order_by("due_on", "pk")


def handovers_of(journey: Journey) -> QuerySet[Handover]:
    """What was told to the municipality, and what came back, the newest first."""
    return journey.handovers.select_related("key").order_by("-made_at", "-pk")


def answers_to_read() -> QuerySet[Handover]:
    """The bridge builder's answers that no coordinator has seen yet, also on journeys that have ended."""
    rows = Handover.objects.exclude(answer=Handover.Answer.NONE).filter(answer_seen_at=None)
    return rows.select_related("journey__participant__key", "journey__key", "key").order_by("answered_at", "pk")


def visits_of(journey: Journey) -> QuerySet[Visit]:
    return Visit.objects.filter(introduction__journey=journey).select_related(
        "introduction__journey", "introduction__relative__key", "introduction__key", "key"
    )


def tried_stones(journey: Journey) -> QuerySet[Introduction]:
    """Every stone of the journey in the order they were laid, with ``has_gone`` and ``best_felt`` of its visits."""
    done = Q(visits__state=Visit.State.DONE)
    rows = journey.introductions.select_related("key").order_by("made_at", "position")
    return rows.annotate(has_gone=Count("visits", filter=done), best_felt=Max("visits__felt", filter=done))


def settled_counts() -> dict[str, tuple[int, int]]:
    """Offer → (people who settled there, people who left after going there), at the whole site."""
    stones = Introduction.objects.filter(stone__in=(Stone.SETTLED, Stone.LEFT), relative=None)
    went = Q(stone=Stone.LEFT) & ~Q(overwhelmed=[])
    counts = stones.values_list("offer_id").annotate(
        settled=Count("pk", filter=Q(stone=Stone.SETTLED)), left=Count("pk", filter=went)
    )
    return {str(offer_id): (settled, left) for offer_id, settled, left in counts}


def agreement_of(journey: Journey) -> Agreement | None:
    """The agreement that stands, answered or not."""
    return journey.agreements.filter(replaced_at=None).select_related("guide__key", "key").first()


def visits_together(journey: Journey) -> int:
    """Visits made with the guide since this agreement's journey began."""
    return Visit.objects.filter(
        introduction__journey=journey, introduction__relative=None, state=Visit.State.DONE, with_guide=True
    ).count()


def visits_with_guide_ahead(journey: Journey, now: datetime) -> list[Visit]:
    """Visits agreed on that count on a guide, the earliest first."""
    ahead = visits_of(journey).filter(state=Visit.State.PLANNED, with_guide=True, starts_at__gt=now)
    return list(ahead.select_related("introduction__offer__key").order_by("starts_at", "pk"))


def visits_without_company(now: datetime) -> QuerySet[Visit]:
    """Visits to come that were to be together, on open journeys that have no guide, whoever goes along now."""
    ahead = Visit.objects.filter(state=Visit.State.PLANNED, with_guide=True, starts_at__gt=now - timedelta(hours=3))
    rows = ahead.filter(introduction__journey__guide=None).exclude(introduction__journey__stage=Stage.ENDED)
    return rows.select_related(
        "introduction__journey__participant__key", "introduction__relative__key", "introduction__offer", "key"
    ).order_by("starts_at", "pk")


def coming_visits(journey: Journey, now: datetime) -> QuerySet[Visit]:
    """The person's own planned visits, the next one first; one that began three hours ago is still on."""
    planned = Visit.objects.filter(
        introduction__journey=journey,
        introduction__relative=None,
        state=Visit.State.PLANNED,
        starts_at__gte=now - timedelta(hours=3),
    )
    planned = planned.select_related("introduction__offer__key", "introduction__offer__venue__area")
    return planned.select_related("introduction__journey", "key").order_by("starts_at")


def next_visit(journey: Journey, now: datetime) -> Visit | None:
    return coming_visits(journey, now).first()


def called_off_visit(journey: Journey, now: datetime) -> Visit | None:
    """The next visit that the person called off themselves and may still come to."""
    rows = Visit.objects.filter(
        introduction__journey=journey,
        introduction__relative=None,
        state=Visit.State.CANCELLED,
        cancelled_by=Role.PARTICIPANT,
        starts_at__gt=now,
    ).exclude(introduction__stone=Stone.LEFT)
    rows = rows.select_related("introduction__offer__key", "introduction__offer__venue__area", "key")
    return rows.order_by("starts_at").first()


def visits_to_remind(now: datetime) -> QuerySet[Visit]:
    """Planned visits of tomorrow, in the site's own days."""
    return Visit.objects.filter(
        state=Visit.State.PLANNED, starts_at__gt=now, starts_at__lte=now + timedelta(hours=36)
    ).select_related(
        "introduction__journey__participant__key",
        "introduction__journey__guide",
        "introduction__relative__key",
        "key",
    )


def journey_of_person(person_id) -> Journey | None:
    """The journey that a participant's own page shows: the open one, else the one that ended last."""
    rows = journeys().filter(participant_id=person_id)
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-opened_at").first()


def relative_with(person_id) -> Relative | None:
    return Relative.objects.select_related("participant__key", "key").filter(pk=person_id).first()
