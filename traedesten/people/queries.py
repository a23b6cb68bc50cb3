"""Volunteers, as the site sees them."""

from uuid import UUID

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from traedesten.domain.access import Role
from traedesten.domain.journey import Stage
from traedesten.domain.names import normalise_name
from traedesten.people.models import Participant, Volunteer
from traedesten.tenancy.models import Membership, User
from traedesten.tenancy.queries import areas
from traedesten.tenancy.scope import current_site_id


def volunteers() -> QuerySet[Volunteer]:
    """Everybody written down as a volunteer. The picture itself is left where it is until it is asked for."""
    has_picture = ExpressionWrapper(~Q(picture=b""), output_field=BooleanField())
    rows = Volunteer.objects.select_related("area", "user", "key").defer("picture").annotate(has_picture=has_picture)
    return rows.order_by("made_at", "pk")


def guides() -> QuerySet[Volunteer]:
    """Volunteers who have accepted the invitation, can still sign in and have not said goodbye."""
    return volunteers().filter(_is_member(), user__is_active=True)


def volunteer_of(user_id: int | None) -> Volunteer | None:
    return volunteers().filter(user_id=user_id).first() if user_id else None


def volunteers_with_load() -> QuerySet[Volunteer]:
    """Guides, each with ``open_journeys`` (paused ones keep their place), ``open_questions`` and ``is_member``."""
    open_journeys = Count("journeys", filter=~Q(journeys__stage=Stage.ENDED), distinct=True)
    asked = Q(
        guide_requests__state="asked",
        guide_requests__journey__stage=Stage.WAITING,
        guide_requests__asked_at__gte=F("guide_requests__journey__waiting_since"),
    )
    open_questions = Count("guide_requests", filter=asked, distinct=True)
    here = volunteers().filter(invited_as__contains=[Role.GUIDE.value])
    return here.annotate(open_journeys=open_journeys, open_questions=open_questions, is_member=_is_member())


def guides_with_load() -> QuerySet[Volunteer]:
    return volunteers_with_load().filter(is_member=True, user__is_active=True)


def free_places(capacity: int, journeys: int, questions: int) -> int:
    """How many more a guide can take: a question not yet answered keeps its place."""
    return max(capacity - journeys - questions, 0)


def participants_named(first_name: str) -> list[UUID]:
    """Ids of those with exactly this first name, whatever its capitals: by the blind index, area for area.

    Those without an area have no index to be found by, so their names are opened and compared.
    """
    wanted, site_id = normalise_name(first_name), current_site_id()
    if not wanted:
        return []
    indexes = [Participant.index_of_name(site_id, wanted, pk) for pk in areas().values_list("pk", flat=True)]
    found = list(Participant.objects.filter(name_index__in=indexes).values_list("pk", flat=True))
    bare = Participant.objects.filter(name_index=b"").select_related("key")
    return found + [row.pk for row in bare if normalise_name(row.first_name) == wanted]


def open_journeys_of(volunteer: Volunteer) -> QuerySet:
    """What the volunteer guides now, with whom."""
    rows = volunteer.journeys.exclude(stage=Stage.ENDED).select_related("participant__key", "key")
    return rows.order_by("guided_since", "pk")


def account_with(email: str) -> User | None:
    """The account that already uses this address, at this site or any other."""
    return User.objects.filter(email__iexact=email).first() if email else None


def volunteer_with_email(email: str) -> Volunteer | None:
    """Addresses are sealed, so they are compared one by one; a site has tens of volunteers."""
    wanted = email.strip().lower()
    return next((row for row in volunteers() if row.email.lower() == wanted), None)


def _is_member() -> Exists:
    return Exists(Membership.objects.filter(user_id=OuterRef("user_id"), role=Role.GUIDE))
