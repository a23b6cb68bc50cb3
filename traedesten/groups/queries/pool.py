"""The waiting pool: who waits, how long it usually takes, and who may be the same person."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse

from traedesten.audit.queries import events_of
from traedesten.domain.courses import BOUND, IN_THE_COURSE, Course, Seat
from traedesten.domain.groups import ENOUGH_TO_SAY, STILL_WAITING, Waiting, band
from traedesten.domain.names import normalise_name
from traedesten.groups.models import Member, Programme, Seeker, Talk
from traedesten.tenancy.queries import site_now
from traedesten.vault.crypto import blind_index

WEEK = timedelta(weeks=1)
LEFT = (Waiting.WITHDRAWN, Waiting.OTHER_HELP)


@dataclass(frozen=True)
class Wait:
    """What can honestly be said: median weeks over the last year, None when it was too few: ``weeks`` to the talk,
    ``until_group`` to the first meeting, of those who came into a group.

    ``band`` is the lower end of how many wait (5, 10, 20, 40), 0 when they are fewer than five.
    """

    weeks: int | None = None
    until_group: int | None = None
    band: int = 0


def stood_before(seeker: Seeker) -> str:
    """Where somebody who withdrew stood until then, as the event tells; "" for an old one that does not."""
    event = events_of(seeker.pk).filter(verb="seeker.withdrew").first()
    return event.ids.get("stood", "") if event else ""


def programmes_open() -> QuerySet[Programme]:
    return Programme.objects.filter(is_open=True).order_by("name")


def programmes() -> QuerySet[Programme]:
    return Programme.objects.order_by("-is_open", "name")


def seekers() -> QuerySet[Seeker]:
    """Everybody about whom something is still known."""
    return Seeker.objects.filter(erased_at=None).select_related("programme", "area", "key")


def _sits_in_a_group() -> Exists:
    """Those whose group has begun wait no longer, though their place in the pool is kept."""
    seats = Member.objects.filter(seeker=OuterRef("pk"), seat=Seat.YES, group__state=Course.RUNNING)
    return Exists(seats)


def waiting_pool(*, programme: str = "", state: str = "", area: str = "") -> QuerySet[Seeker]:
    """Those in the pool, the longest waiting first; without a state, those who wait and those to be asked again."""
    rows = seekers().filter(~_sits_in_a_group(), held_for=[])
    rows = rows.filter(state=state) if state else rows.exclude(state__in=LEFT)
    rows = rows.filter(programme__slug=programme) if programme else rows
    rows = rows.filter(area=area) if area else rows
    later = When(state=Waiting.NOT_NOW, then=Value(1))
    return rows.order_by(Case(later, default=Value(0), output_field=IntegerField()), "waiting_since", "pk")


def counts() -> dict[str, int]:
    """How many stand in each state of the pool."""
    rows = (
        Seeker.objects.filter(~_sits_in_a_group(), erased_at=None, held_for=[])
        .values_list("state")
        .annotate(Count("pk"))
    )
    return dict(rows.order_by())


def held() -> QuerySet[Seeker]:
    """Sign-ups that somebody should look at before they count."""
    return seekers().exclude(held_for=[]).order_by("waiting_since")


def late(now: datetime) -> int:
    """How many have waited longer than their programme says that anybody should."""
    rows = Seeker.objects.filter(~_sits_in_a_group(), erased_at=None, held_for=[], state__in=STILL_WAITING)
    limit = now - F("programme__late_after_days") * timedelta(days=1)
    return rows.filter(waiting_since__lte=limit).count()


def signed_up(submission_key: UUID) -> Seeker | None:
    return seekers().filter(submission_key=submission_key).first()


def same_person(programme: Programme, *, first_name: str, phone: str, email: str) -> Seeker | None:
    """The one in the programme's pool with this name and telephone, or e-mail when no telephone is given.

    Somebody who has left, or was shown on, is not in the pool: they may sign up again.
    """
    rows = seekers().filter(programme=programme).exclude(state__in=LEFT)
    rows = rows.filter(phone_index=blind_index(programme.site_id, "phone", phone) if phone else b"")
    for seeker in rows.order_by("waiting_since"):
        is_email = phone or (email and seeker.email.casefold() == email.casefold())
        if is_email and normalise_name(seeker.first_name) == normalise_name(first_name):
            return seeker
    return None


def likely_same(rows: list[Seeker]) -> dict[UUID, list[Seeker]]:
    """Others with the same telephone, in any programme. One query."""
    indexes = {bytes(row.phone_index) for row in rows if row.phone_index}
    by_phone: dict[bytes, list[Seeker]] = defaultdict(list)
    if indexes:
        for other in seekers().filter(phone_index__in=indexes).order_by("waiting_since"):
            by_phone[bytes(other.phone_index)].append(other)
    return {row.pk: [one for one in by_phone.get(bytes(row.phone_index), ()) if one.pk != row.pk] for row in rows}


def over_limit(sender_digest: bytes, now: datetime) -> list[str]:
    """["over_limit"] when one sender has written more people up than the site expects in an hour."""
    if not sender_digest:
        return []
    recent = Seeker.objects.filter(sender_digest=sender_digest, made_at__gt=now - timedelta(hours=1))
    return ["over_limit"] if recent.count() >= site_now().referrals_per_hour else []


def waits(now: datetime) -> defaultdict[UUID, Wait]:
    """What can honestly be said about waiting, by programme. Three queries."""
    waited, until_group = defaultdict(list), defaultdict(list)
    talks = Talk.objects.filter(held_at__gt=now - timedelta(days=365))
    for programme, since, held_at in talks.values_list("seeker__programme", "seeker__waiting_since", "held_at"):
        waited[programme].append((held_at - since) / WEEK)
    began = Member.objects.filter(seat__in=IN_THE_COURSE, group__state__in=(Course.RUNNING, Course.ENDED))
    began = began.filter(group__first_on__gt=now.date() - timedelta(days=365))
    days = began.values_list("seeker__programme", "seeker__waiting_since", "group__first_on")
    for programme, since, first_on in days:
        if since.date() <= first_on:  # who joins an open group later did not wait for it to begin
            until_group[programme].append((first_on - since.date()) / WEEK)
    rows = Seeker.objects.filter(~_sits_in_a_group(), state__in=STILL_WAITING, held_for=[], erased_at=None)
    waiting = Counter(rows.values_list("programme", flat=True))
    found = defaultdict(Wait)
    for programme in {*waited, *until_group, *waiting}:
        found[programme] = Wait(_usual(waited[programme]), _usual(until_group[programme]), band(waiting[programme]))
    return found


def _usual(weeks: list[float]) -> int | None:
    return round(median(weeks)) if len(weeks) >= ENOUGH_TO_SAY else None


def with_more_than_a_first_name(programme: Programme) -> QuerySet[Seeker]:
    return seekers().filter(programme=programme).filter(~Q(last_name=b"") | ~Q(participant=None))


def to_erase(now: datetime) -> QuerySet[Seeker]:
    """Those who left the pool, or were told "not now" without a day, longer ago than their programme keeps them."""
    left = Q(state__in=LEFT) | Q(state=Waiting.NOT_NOW, ask_again_on=None)
    limit = now - F("programme__erase_after_days") * timedelta(days=1)
    return seekers().filter(left, state_since__lte=limit).exclude(pk__in=kept_for_now(now)).order_by("state_since")


def kept_for_now(now: datetime) -> QuerySet:
    """Those with a seat in a group, and those who are still to be asked how it went, or were in the last two days."""
    asked = Q(asked_again_at=None) | Q(asked_again_at__gt=now - timedelta(days=2))
    return Member.objects.filter(Q(seat__in=BOUND) | Q(asked, may_be_asked=True)).values("seeker_id")


def others(seeker: Seeker) -> QuerySet[Seeker]:
    """Whom somebody may ask not to sit with: all the rest of the pool, whatever the programme."""
    return seekers().filter(held_for=[]).exclude(pk=seeker.pk).exclude(state__in=LEFT).order_by("waiting_since")


def place_path(token: str) -> str:
    """The person's own page, as a path."""
    return reverse("groups:enter_place", args=[site_now().slug, token])


def day_after_erasing(seeker: Seeker) -> date:
    """The day on which what is known about somebody who left is erased, when nothing else happens."""
    return (seeker.state_since + timedelta(days=seeker.programme.erase_after_days)).date()
