"""Founding a site and giving it its first coordinators. Done from the command line, before anybody can sign in.

This room lies below the audit, so nothing is recorded here; the rows themselves say since when.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from traedesten.domain.access import Role
from traedesten.tenancy.models import Area, Membership, Site, User
from traedesten.tenancy.scope import at_site

Place = tuple[str, str, float, float]
"""Name, postcode, latitude, longitude."""


@transaction.atomic
def found_site(*, slug: str, name: str, place: str, areas: Iterable[Place] = (), **fields) -> Site:
    """Make a site with the areas that people there know by name."""
    site = Site.objects.create(slug=slug, name=name, place=place, **fields)
    with at_site(site):
        Area.objects.bulk_create(
            Area(name=area, postcode=postcode, latitude=latitude, longitude=longitude)
            for area, postcode, latitude, longitude in areas
        )
    return site


@transaction.atomic
def add_coordinator(*, site: Site, name: str, email: str, now: datetime, password: str | None = None) -> User:
    """Give a site a coordinator. Without a password the account is opened by the mail for a forgotten one."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User(email=email.lower(), name=name, date_joined=now)
        user.set_password(password)
        user.save()
    with at_site(site):
        Membership.objects.get_or_create(
            user=user, role=Role.COORDINATOR, defaults={"since_on": timezone.localdate(now)}
        )
    return user
