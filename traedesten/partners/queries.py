"""Initiatives, and who waits for one."""

from datetime import datetime

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from traedesten.consent.queries import contact_stopped
from traedesten.domain.access import Actor
from traedesten.domain.initiatives import InitiativeState
from traedesten.journeys.models import Journey
from traedesten.journeys.queries import visible_journeys
from traedesten.matching.missing import who_waits_for
from traedesten.partners.models import Initiative, InitiativeStep
from traedesten.planning.missing import Offered

_ORDER = (InitiativeState.PREPARING, InitiativeState.IDEA, InitiativeState.OPENED, InitiativeState.DROPPED)


def initiatives() -> QuerySet[Initiative]:
    """All of the site, with their partners and steps."""
    steps = Prefetch("steps", InitiativeStep.objects.order_by(F("due_on").asc(nulls_last=True), "made_at", "pk"))
    rows = Initiative.objects.select_related("area", "owner", "offer").prefetch_related("partners", steps)
    counted = rows.annotate(
        step_count=Count("steps", distinct=True),
        done_count=Count("steps", filter=Q(steps__done_at__isnull=False), distinct=True),
    )
    return counted.order_by(F("opens_on").asc(nulls_last=True), "name", "pk")


def by_state() -> list[tuple[str, list[Initiative]]]:
    """Those being prepared first, then ideas, what has opened, and what was dropped."""
    rows = list(initiatives())
    groups = [(str(state), [row for row in rows if row.state == state]) for state in _ORDER]
    return [(state, found) for state, found in groups if found]


def followed(token: str) -> Initiative | None:
    """The one that this link follows, unless it was dropped."""
    return initiatives().filter(follow_token=token).exclude(state=InitiativeState.DROPPED).first()


def waiting_for(initiative: Initiative, now: datetime) -> list[Journey]:
    """Those under way with a wish that this would meet and nothing else does, unless they want no word from us."""
    offered = Offered(
        id=str(initiative.pk),
        interests=frozenset({initiative.theme}),
        slots=frozenset({initiative.slot} if initiative.slot else ()),
        point=initiative.area.point if initiative.area else None,
    )
    found = who_waits_for(offered, initiative.theme, timezone.localdate(now))
    silent = contact_stopped(journey.participant_id for journey in found)
    return [journey for journey in found if journey.participant_id not in silent]


def told_of(initiative: Initiative, actor: Actor) -> QuerySet[Journey]:
    """Of those who waited for it, the journeys that the actor guides now."""
    waited = initiative.awaiting.values("journey_id")
    return visible_journeys(actor).filter(pk__in=waited, guide__user_id=actor.user_id).order_by("opened_at", "pk")
