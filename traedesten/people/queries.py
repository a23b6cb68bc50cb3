"""Volunteers, as the site sees them."""

from django.db.models import QuerySet

from traedesten.people.models import Volunteer


def volunteers() -> QuerySet[Volunteer]:
    return Volunteer.objects.select_related("area", "user", "key").order_by("made_at", "pk")


def guides() -> QuerySet[Volunteer]:
    """Volunteers who have accepted the invitation and can still sign in."""
    return volunteers().filter(user__is_active=True)


def volunteer_of(user_id: int | None) -> Volunteer | None:
    return volunteers().filter(user_id=user_id).first() if user_id else None
