"""What may be read about programmes: a site's own, and those of the network."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify

from traedesten.domain.editions import PLAN, SHARED
from traedesten.groups.models import Programme, PublishedProgramme

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def programmes() -> QuerySet[Programme]:
    """The site's own, those that are open first. ``meetings`` have materials; ``news``: a newer edition is out."""
    newer = PublishedProgramme.objects.filter(programme=OuterRef("follows"), edition__gt=OuterRef("followed_edition"))
    rows = Programme.objects.annotate(meetings=Count("plans"), news=Exists(newer))
    return rows.order_by("-is_open", "name", "pk")


def public_path(programme: Programme) -> str:
    """Where everybody reads about it."""
    return reverse("groups:programme_page", args=[programme.site.slug, programme.slug])


def free_slug(name: str) -> str:
    """A programme's name as part of an address, told from those that the site has."""
    stem = slugify(name.translate(LETTERS))[:50] or "gruppe"
    taken = set(Programme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    free = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(slug for slug in free if slug not in taken)


def content_of(programme: Programme) -> dict:
    """What is published of a programme, as plain values. One query."""
    plans = programme.plans.order_by("number").values(*PLAN)
    return {name: getattr(programme, name) for name in SHARED} | {"plans": list(plans)}


# --- the network -------------------------------------------------------------------------------------------------


def network_programmes() -> QuerySet[PublishedProgramme]:
    """The newest edition of every programme in the network, the newest first."""
    return published_programmes().filter(~Exists(_newer())).order_by("-published_at", "pk")


def _newer() -> QuerySet[PublishedProgramme]:
    return PublishedProgramme.objects.filter(programme=OuterRef("programme"), edition__gt=OuterRef("edition"))


def published_programmes() -> QuerySet[PublishedProgramme]:
    """Every edition there is."""
    return PublishedProgramme.objects.select_related("site")


def newest_edition(programme: UUID) -> PublishedProgramme | None:
    return published_programmes().filter(programme=programme).order_by("-edition").first()


def followed(programme: Programme) -> tuple[PublishedProgramme | None, PublishedProgramme | None]:
    """(The edition that the site has seen, the newest) of what it follows, or None. One query."""
    if programme.follows is None:
        return None, None
    either = Q(edition=programme.followed_edition) | ~Exists(_newer())
    rows = list(published_programmes().filter(either, programme=programme.follows).order_by("edition"))
    seen = next((row for row in rows if row.edition == programme.followed_edition), None)
    return seen, rows[-1] if rows else None


def core_dropped(programme: Programme, core: Iterable[str]) -> list[str]:
    """The core elements that the programme shares with the edition it follows, and ``core`` leaves out."""
    seen = followed(programme)[0]
    shared = seen.content["core"] if seen else []
    return [code for code in shared if code in programme.core and code not in core]
