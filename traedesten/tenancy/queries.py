"""Sites, roles and links, as those who ask may see them."""

from uuid import UUID

from django.db.models import QuerySet

from traedesten.domain.access import Actor, Role
from traedesten.tenancy.models import Area, Link, Membership, Site, User


def site_with(slug: str) -> Site | None:
    return Site.objects.filter(slug=slug).first()


def site_now() -> Site:
    """The site the running code works at."""
    from traedesten.tenancy.scope import current_site_id

    return Site.objects.get(pk=current_site_id())


def actor_for(user, site: Site) -> Actor:
    """What the signed-in user is at this site; an actor without roles when nothing."""
    roles = Membership.objects.filter(user_id=user.pk, user__is_active=True).values_list("role", flat=True)
    return Actor(site_id=site.pk, roles=frozenset(Role(role) for role in roles), user_id=user.pk)


def my_memberships() -> QuerySet[Membership]:
    """All memberships of the user named by ``as_user``, at every site; PostgreSQL lets no others through."""
    return Membership._base_manager.select_related("site")


def areas() -> QuerySet[Area]:
    return Area.objects.order_by("name")


def coordinators() -> QuerySet[User]:
    return User.objects.filter(
        pk__in=Membership.objects.filter(role=Role.COORDINATOR).values("user_id"), is_active=True
    ).order_by("name")


def open_link(token: str, purpose: str, now) -> Link | None:
    """The link this token opens at this site, or None for every other reason alike."""
    link = Link.objects.filter(digest=Link.digest_of(token), purpose=purpose).first()
    return link if link and link.is_open(now) else None


def open_link_by_id(link_id: UUID, purpose: str, now) -> Link | None:
    link = Link.objects.filter(pk=link_id, purpose=purpose).first()
    return link if link and link.is_open(now) else None
