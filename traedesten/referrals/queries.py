"""The inbox and what belongs to it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from traedesten.domain.workdays import add_workdays, danish_holidays
from traedesten.people.models import Participant, Relative
from traedesten.people.queries import guides
from traedesten.referrals.models import CallAttempt, Referral, ReferringUnit
from traedesten.tenancy.models import Link
from traedesten.tenancy.queries import open_link, site_now


def referral_submitted(submission_key: UUID) -> Referral | None:
    return Referral.objects.filter(submission_key=submission_key).first()


def status_path(token: str) -> str:
    """The status page of a card, as a path."""
    return reverse("journeys:enter_referral_status", args=[site_now().slug, token])


def over_limit(sender_digest: bytes, unit: ReferringUnit | None, now: datetime) -> list[str]:
    """["over_limit"] when one sender, or one workplace, has sent more than the site expects in an hour."""
    limit, recent = (
        site_now().referrals_per_hour,
        Referral.objects.filter(received_at__gt=now - timedelta(hours=1)),
    )
    by_sender = bool(sender_digest) and not unit and recent.filter(sender_digest=sender_digest).count() >= limit
    by_unit = unit is not None and recent.filter(unit=unit).count() >= 3 * limit
    return ["over_limit"] if by_sender or by_unit else []


def names_of_guides(today: date) -> list[str]:
    """First names of up to two guides who are not away: one of them may be the one who calls."""
    away = Q(away_from__lte=today, away_until__gte=today)
    return [guide.first_name for guide in guides().exclude(away)[:2]]


def inbox() -> QuerySet[Referral]:
    """Open cards, the oldest first, with their calls."""
    calls = Prefetch("calls", CallAttempt.objects.order_by("at"))
    return (
        Referral.objects.filter(state__in=Referral.OPEN_STATES)
        .select_related("unit", "area", "key")
        .prefetch_related(calls)
        .order_by("received_at", "pk")
    )


def held() -> QuerySet[Referral]:
    return Referral.objects.filter(state=Referral.State.HELD).select_related("unit", "key").order_by("received_at")


def referrals() -> QuerySet[Referral]:
    return Referral.objects.select_related("unit", "area", "key").prefetch_related("calls")


def units() -> QuerySet[ReferringUnit]:
    """Workplaces, those that still refer first, with how many cards each has sent and when the last one came."""
    sent = ~Q(referrals__state=Referral.State.DISCARDED)
    return ReferringUnit.objects.annotate(
        sent=Count("referrals", filter=sent), last_sent_at=Max("referrals__received_at", filter=sent)
    ).order_by("-is_active", "name")


def unit_behind(token: str, now: datetime) -> ReferringUnit | None:
    """The workplace whose link this is; None for unknown, renewed and closed alike."""
    link = open_link(token, Link.Purpose.REFERRING_UNIT, now)
    return ReferringUnit.objects.filter(pk=link.subject_id, is_active=True).first() if link else None


def call_by(received_at: datetime) -> date:
    """The day by which the site has promised to call, counted in workdays from the day the card came."""
    on = timezone.localdate(received_at)
    holidays = danish_holidays(on.year) | danish_holidays(on.year + 1)
    return add_workdays(on, site_now().first_call_workdays, holidays)


def likely_known(referrals: list[Referral]) -> dict[UUID, list[Participant]]:
    """Participants who may be the same person, by phone or by name and area, through the blind index.

    Three queries, however many cards there are.
    """
    phones = {bytes(r.phone_index) for r in referrals if r.phone_index}
    names = {r.pk: Participant.index_of_name(r.site_id, r.person_name, r.area_id) for r in referrals}
    by_phone: dict[bytes, list[Participant]] = {}
    for person in Participant.objects.filter(phone_index__in=phones):
        by_phone.setdefault(bytes(person.phone_index), []).append(person)
    for relative in Relative.objects.filter(phone_index__in=phones).select_related("participant__key", "key"):
        by_phone.setdefault(bytes(relative.phone_index), []).append(relative.participant)
    by_name: dict[bytes, list[Participant]] = {}
    for person in Participant.objects.filter(name_index__in=set(names.values()) - {b""}):
        by_name.setdefault(bytes(person.name_index), []).append(person)
    found = {}
    for referral in referrals:
        people = [*by_phone.get(bytes(referral.phone_index), ()), *by_name.get(names[referral.pk], ())]
        found[referral.pk] = list({person.pk: person for person in people}.values())
    return found
