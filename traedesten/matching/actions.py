"""Asking a guide, and the guide's answer. A proposal never decides anything by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from traedesten.audit.actions import record
from traedesten.domain.access import Actor, Deed, require
from traedesten.domain.journey import Move, MoveNotAllowed, Stage
from traedesten.journeys import letters
from traedesten.journeys.models import Journey
from traedesten.matching import queries
from traedesten.matching.models import GuideRequest
from traedesten.people.models import Volunteer
from traedesten.tenancy.queries import site_now


class ListOvertaken(Exception):
    """Something has changed since the list was shown: ``journeys`` are those it touches. Nobody was asked."""

    def __init__(self, journeys: frozenset[UUID]):
        super().__init__(f"{len(journeys)} on the list have changed")
        self.journeys = journeys


@dataclass(frozen=True)
class Asking:
    """One guide to ask for one journey, with what the proposal said."""

    journey: Journey
    volunteer: Volunteer
    score: int | None = None
    reasons: list[str] = field(default_factory=list, hash=False)


@transaction.atomic
def ask_guide(
    *,
    by: Actor,
    journey: Journey,
    volunteer: Volunteer,
    now: datetime,
    score: int | None = None,
    reasons: list[str] | None = None,
) -> GuideRequest:
    """Ask one guide. Asking the same one twice is one question; an open question to another is taken back."""
    require(by, Deed.ASK_GUIDE, site_id=journey.site_id)
    journey = journey.locked()
    if journey.stage != Stage.WAITING:
        raise MoveNotAllowed(journey.stage, Move.ASSIGN_GUIDE)
    asked = journey.guide_requests.select_for_update(of=("self",)).filter(state=GuideRequest.State.ASKED)
    open_one = asked.first()
    if open_one and open_one.volunteer_id == volunteer.pk and queries.is_open(open_one):
        return open_one
    if open_one:
        open_one.state, open_one.answered_at = GuideRequest.State.WITHDRAWN, now
        open_one.save()
    request = journey.guide_requests.create(
        key=journey.key, volunteer=volunteer, score=score, reasons=reasons or [], asked_at=now
    )
    path = reverse("matching:answer_request", args=[site_now().slug, request.pk])
    letters.to_guide("guide_asked", volunteer, now=now, key=f"asked:{request.pk}", path=path)
    record(by=by, verb="matching.guide_asked", at=now, **_about(request))
    return request


@transaction.atomic
def ask_guides(*, by: Actor, asked: Iterable[Asking], now: datetime) -> list[GuideRequest]:
    """Ask several guides at once: all, or nobody.

    ``ListOvertaken`` when meanwhile somebody no longer waits, is asked about already, or a guide has no place left.
    """
    require(by, Deed.ASK_GUIDE, site_id=by.site_id)
    asked = sorted(asked, key=lambda asking: asking.journey.pk)
    gone = queries.no_longer_possible([(asking.journey.locked(), asking.volunteer) for asking in asked], now)
    if gone:
        raise ListOvertaken(gone)
    requests = [
        ask_guide(by=by, journey=one.journey, volunteer=one.volunteer, score=one.score, reasons=one.reasons, now=now)
        for one in asked
    ]
    record(by=by, verb="matching.list_asked", subject=site_now(), at=now, asked=len(requests))
    return requests


@transaction.atomic
def accept_request(*, by: Actor, request: GuideRequest, now: datetime) -> Journey:
    """The guide says yes, and the journey is theirs."""
    require(by, Deed.ANSWER_GUIDE_REQUEST, site_id=request.site_id, owners=(request.volunteer.user_id,))
    journey = request.journey.locked()
    request = _still_open(request)
    request.state, request.answered_at = GuideRequest.State.ACCEPTED, now
    request.save()
    journey.give_to(request.volunteer, now)
    letters.to_guide("guide_assigned", request.volunteer, now=now, key=f"accepted:{request.pk}")
    record(by=by, verb="matching.request_accepted", at=now, **_about(request))
    return journey


@transaction.atomic
def decline_request(*, by: Actor, request: GuideRequest, now: datetime, note: str = "") -> GuideRequest:
    """Not this time. The pair is not proposed again for this journey."""
    require(by, Deed.ANSWER_GUIDE_REQUEST, site_id=request.site_id, owners=(request.volunteer.user_id,))
    request = _still_open(request)
    request.state, request.answered_at, request.note = GuideRequest.State.DECLINED, now, note
    request.save()
    record(by=by, verb="matching.request_declined", at=now, **_about(request))
    return request


@transaction.atomic
def withdraw_request(*, by: Actor, request: GuideRequest, now: datetime) -> GuideRequest:
    """The coordinator takes the question back, or thinks again about a guide passed over."""
    require(by, Deed.ASK_GUIDE, site_id=request.site_id)
    request = _held(request, GuideRequest.State.ASKED, GuideRequest.State.PASSED_OVER)
    request.state, request.answered_at = GuideRequest.State.WITHDRAWN, now
    request.save()
    record(by=by, verb="matching.request_withdrawn", at=now, **_about(request))
    return request


@transaction.atomic
def pass_over(*, by: Actor, journey: Journey, volunteer: Volunteer, now: datetime) -> GuideRequest:
    """The coordinator knows better: not this guide for this journey."""
    require(by, Deed.PASS_OVER_GUIDE, site_id=journey.site_id)
    journey = journey.locked()
    request, _made = journey.guide_requests.get_or_create(
        volunteer=volunteer,
        state=GuideRequest.State.PASSED_OVER,
        defaults={"key": journey.key, "asked_at": now, "answered_at": now},
    )
    record(by=by, verb="matching.guide_passed_over", at=now, **_about(request))
    return request


def _still_open(request: GuideRequest) -> GuideRequest:
    return _held(request, GuideRequest.State.ASKED)


def _held(request: GuideRequest, *states: str) -> GuideRequest:
    """The row as it is now, held until the transaction ends, in one of these states."""
    rows = GuideRequest.objects.select_for_update(of=("self",)).select_related("volunteer__key", "journey", "key")
    request = rows.get(pk=request.pk)
    if request.state not in states:
        raise MoveNotAllowed(request.state, "answer")
    return request


def _about(request: GuideRequest) -> dict:
    return {
        "subject": request,
        "person": request.journey.participant_id,
        "journey": request.journey_id,
        "guide": request.volunteer_id,
    }
