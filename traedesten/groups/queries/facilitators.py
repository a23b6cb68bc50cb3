"""Facilitators: who they are, who may have a group today, and what is about to run out."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from traedesten.domain.access import Role
from traedesten.domain.courses import Course
from traedesten.domain.facilitators import (
    INSIDE,
    OUTSIDE,
    VALID_MONTHS,
    WARN_MONTHS,
    Paper,
    Standing,
    Validity,
    months_later,
)
from traedesten.domain.names import normalise_name
from traedesten.groups.models import (
    Facilitator,
    FacilitatorTerms,
    GroupFacilitator,
    PairWish,
    SelfHelpGroup,
    Sparring,
)
from traedesten.tenancy.models import Membership, Site
from traedesten.tenancy.queries import site_now
from traedesten.tenancy.scope import require_at
from traedesten.vault.crypto import blind_index

KNOWN_AS = ("first_name", "phone", "email")


def facilitators() -> QuerySet[Facilitator]:
    """Everybody about whom something is still known, with the last days of training and declaration."""
    rows = Facilitator.objects.filter(erased_at=None).select_related("area", "key", "volunteer")
    until = {
        "last_trained": Max("trainings__valid_until"),
        "last_declared": Max("declarations__valid_until"),
    }
    return rows.annotate(**until).order_by("standing_since", "pk")


def with_papers(rows: QuerySet[Facilitator]) -> list[Facilitator]:
    """The rows, each knowing how long its training and declaration are valid. One query."""
    found = list(rows)
    for row in found:
        row.trained_until, row.declared_until = row.last_trained, row.last_declared
    return found


def able(site: Site, today: date) -> QuerySet[Facilitator]:
    """Those who may have a group at the site today: inside, trained, and with a valid declaration.

    Asked at each request, so that access closes on the day that something runs out.
    """
    require_at(site.pk)
    return _able(today)


def _able(today: date) -> QuerySet[Facilitator]:
    member = Membership.objects.filter(
        user_id=OuterRef("volunteer__user_id"), role=Role.FACILITATOR, user__is_active=True
    )
    rows = facilitators().filter(Exists(member), standing=Standing.PAIR, held_for=[])
    return rows.filter(last_trained__gte=today, last_declared__gte=today)


def able_owners(rows: list[Facilitator], today: date) -> tuple:
    """The users among these whose own it is today: none of somebody whose papers have run out. One query."""
    chosen = _able(today).filter(pk__in=[row.pk for row in rows])
    return tuple(chosen.values_list("volunteer__user_id", flat=True))


def holders(group: SelfHelpGroup, now: datetime) -> tuple:
    """The users who hold the group today: none of somebody whose papers have run out. One query."""
    held = group.facilitators.filter(until_on=None).values("volunteer")
    return tuple(
        _able(timezone.localdate(now)).filter(volunteer__in=held).values_list("volunteer__user_id", flat=True)
    )


def held_by(row: Facilitator) -> QuerySet[SelfHelpGroup]:
    """The groups that they hold and that are under way."""
    held = GroupFacilitator.objects.filter(volunteer=row.volunteer_id, until_on=None)
    rows = SelfHelpGroup.objects.filter(state=Course.RUNNING, pk__in=held.values("group"))
    return rows.select_related("programme").order_by("weekday", "name")


def facilitator_of(user_id: int | None) -> Facilitator | None:
    """The facilitator that a signed-in user is here, whether their papers are valid or not."""
    rows = facilitators().filter(volunteer__user_id=user_id, standing__in=INSIDE) if user_id else []
    return next(iter(with_papers(rows)), None) if user_id else None


def may_work(row: Facilitator, today: date) -> bool:
    return bool(able_owners([row], today))


def terms() -> FacilitatorTerms:
    """What the site has decided; what is usual where nothing has been."""
    return FacilitatorTerms.objects.first() or FacilitatorTerms(
        training_months=VALID_MONTHS, declaration_months=VALID_MONTHS, version=0
    )


# --- the list ----------------------------------------------------------------------------------------------------


def by_standing(standing: str = "") -> QuerySet[Facilitator]:
    """Those in one standing; without one, everybody who is on the way or inside."""
    rows = facilitators().filter(held_for=[])
    return rows.filter(standing=standing) if standing else rows.exclude(standing__in=OUTSIDE)


def counts() -> dict[str, int]:
    rows = Facilitator.objects.filter(erased_at=None, held_for=[]).values_list("standing").annotate(Count("pk"))
    return dict(rows.order_by())


def held() -> QuerySet[Facilitator]:
    return facilitators().exclude(held_for=[])


def to_renew(rows: list[Facilitator], today: date) -> list[tuple[Facilitator, Paper, date]]:
    """What has run out or will within two months, of those who are in a pair or may be, the first day first."""
    found = []
    for row in rows:
        if row.standing == Standing.PAIR:
            until = {Paper.TRAINING: row.trained_until, Paper.DECLARATION: row.declared_until}
            ends = {Validity.SOON, Validity.EXPIRED}
            found += [(row, paper, until[paper]) for paper, how in row.papers(today).items() if how in ends]
    return sorted(found, key=lambda one: (one[2], str(one[0].pk)))


def running_out(today: date) -> list[tuple[Facilitator, Paper, date]]:
    """The same for the whole site."""
    limit = months_later(today, WARN_MONTHS)
    soon = Q(last_trained__lte=limit) | Q(last_declared__lte=limit)
    return to_renew(with_papers(by_standing(Standing.PAIR).filter(soon)), today)


def open_sparrings() -> QuerySet[Sparring]:
    """Those who wait for somebody to think with, the longest first."""
    return Sparring.objects.filter(held_on=None).select_related("key", "facilitator__key").order_by("asked_at", "pk")


def sparrings_of(row: Facilitator) -> QuerySet[Sparring]:
    return row.sparrings.select_related("key").order_by("-asked_at")


# --- who is who --------------------------------------------------------------------------------------------------


def interested(submission_key: UUID) -> Facilitator | None:
    return facilitators().filter(submission_key=submission_key).first()


def same_person(site_id: int, *, first_name: str, phone: str, email: str) -> Facilitator | None:
    """The one with this name and telephone, or e-mail when no telephone is given."""
    rows = facilitators().filter(phone_index=blind_index(site_id, "phone", phone) if phone else b"")
    for row in rows:
        is_email = phone or (email and row.email.casefold() == email.casefold())
        if is_email and normalise_name(row.first_name) == normalise_name(first_name):
            return row
    return None


def over_limit(sender_digest: bytes, now: datetime) -> list[str]:
    """["over_limit"] when one sender has shown interest more often than the site expects in an hour."""
    if not sender_digest:
        return []
    recent = Facilitator.objects.filter(sender_digest=sender_digest, made_at__gt=now - timedelta(hours=1))
    return ["over_limit"] if recent.count() >= site_now().referrals_per_hour else []


def to_forget(now: datetime) -> QuerySet[Facilitator]:
    """Those who are not, or no longer, with us, longer ago than the site keeps them."""
    gone = Q(standing__in=(Standing.NO_THANKS, Standing.LEFT)) | Q(standing=Standing.NOT_NOW, ask_again_on=None)
    limit = now - timedelta(days=terms().forget_after_days)
    return facilitators().filter(gone, held_for=[], standing_since__lte=limit)


def forgotten_on(row: Facilitator) -> date:
    return timezone.localdate(row.standing_since + timedelta(days=terms().forget_after_days))


# --- pairs -------------------------------------------------------------------------------------------------------


def others(row: Facilitator) -> QuerySet[Facilitator]:
    """Whom somebody may wish to work with, or not to."""
    return facilitators().filter(standing=Standing.PAIR, held_for=[]).exclude(pk=row.pk)


def mutual(row: Facilitator) -> list[Facilitator]:
    """Those who wish to work with somebody who wishes to work with them."""
    theirs = PairWish.objects.filter(facilitator=OuterRef("pk"), other=row, wish=PairWish.Wish.WITH)
    mine = row.wishes.filter(wish=PairWish.Wish.WITH).values("other_id")
    return list(others(row).filter(Exists(theirs), pk__in=mine))


def wishes_of(rows: list[Facilitator]) -> dict[UUID, dict[str, list]]:
    """For the coordinator alone: by facilitator, whom they wish (``with``), who also wishes them (``mutual``),
    and with whom it must not be, whoever of the two has said so (``not_with``). One query."""
    everything = list(PairWish.objects.select_related("facilitator__key", "other__key").order_by("pk"))
    likes = {(wish.facilitator_id, wish.other_id) for wish in everything if wish.wish == PairWish.Wish.WITH}
    chosen = {row.pk for row in rows}
    found: dict = defaultdict(lambda: {"with": [], "mutual": [], "not_with": []})
    for wish in everything:
        pair = (wish.facilitator, wish.other)
        if wish.wish == PairWish.Wish.NOT_WITH:
            for one, other in (pair, pair[::-1]):
                if one.pk in chosen and other.pk not in {known.pk for known in found[one.pk]["not_with"]}:
                    found[one.pk]["not_with"].append(other)
        elif wish.facilitator_id in chosen:
            is_mutual = (wish.other_id, wish.facilitator_id) in likes
            found[wish.facilitator_id]["mutual" if is_mutual else "with"].append(wish.other)
    return found


def wishes_by_kind(row: Facilitator) -> dict[str, list[UUID]]:
    """What somebody has wished, for their own page."""
    found: dict[str, list[UUID]] = {wish: [] for wish in PairWish.Wish.values}
    for other, wish in row.wishes.values_list("other_id", "wish"):
        found[wish].append(other)
    return found


def day_path() -> str:
    """The facilitator's own page, as a path."""
    return reverse("groups:facilitator_day", args=[site_now().slug])
