"""Groups as the coordinator sees them: where each stands, who sits in it, who could, and what to see to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from traedesten.domain import composing
from traedesten.domain.courses import ALIVE, BOUND, REMIND_BEFORE_DAYS, TAKEN, WERE_ASKED, Course, Seat
from traedesten.domain.geo import haversine_km
from traedesten.domain.groups import Joining, Waiting
from traedesten.groups.models import GroupFacilitator, Member, NotWith, Programme, Seeker, SelfHelpGroup, Talk
from traedesten.groups.queries import facilitators
from traedesten.people.models import Volunteer
from traedesten.people.queries import volunteers
from traedesten.tenancy.models import Area
from traedesten.tenancy.queries import site_now

TOLD_FOR = timedelta(days=30)
"""How long somebody's own page says that a group came to nothing, or that the seat went on to another."""


def able(today: date) -> QuerySet[Volunteer]:
    """Volunteers who may hold a group today, as facilitators with valid papers."""
    return volunteers().filter(pk__in=facilitators.able(site_now(), today).values("volunteer"))


def groups() -> QuerySet[SelfHelpGroup]:
    """All groups, the soonest first, with how many seats are taken, said yes, and ask; and who holds them."""
    seats = {
        "taken": Count("members", filter=Q(members__seat__in=TAKEN)),
        "yes": Count("members", filter=Q(members__seat=Seat.YES)),
        "asks": Count("members", filter=Q(members__seat=Seat.ASKS)),
        "waits": Count("members", filter=Q(members__seat=Seat.NEXT)),
        "finished": Count("members", filter=Q(members__seat=Seat.FINISHED)),
    }
    held = GroupFacilitator.objects.filter(until_on=None).select_related("volunteer__key").order_by("pk")
    rows = SelfHelpGroup.objects.select_related("programme", "area").annotate(**seats)
    return rows.prefetch_related(Prefetch("facilitators", held, to_attr="pair")).order_by("first_on", "name")


def by_state() -> dict[Course, list[SelfHelpGroup]]:
    """Every group that is alive or over, by where it stands; the newest of those that are over first."""
    found: dict[Course, list[SelfHelpGroup]] = {state: [] for state in (*ALIVE, Course.ENDED, Course.CALLED_OFF)}
    for row in groups():
        found[Course(row.state)].append(row)
    for state in (Course.ENDED, Course.CALLED_OFF):
        found[state].reverse()
    return found


def pair_of(group: SelfHelpGroup) -> list[GroupFacilitator]:
    """Those who hold the group now. One query."""
    return list(group.facilitators.filter(until_on=None).select_related("volunteer__key").order_by("pk"))


def taken(group: SelfHelpGroup) -> int:
    return group.members.filter(seat__in=TAKEN).count()


def seats_of(group: SelfHelpGroup) -> list[Member]:
    """Everybody who has, or had, a seat or a place on the list, in the order they were put there. One query."""
    rows = group.members.select_related("seeker__area", "seeker__key", "seeker__programme", "key")
    return sorted(rows, key=lambda row: (row.place, row.seat_since, str(row.pk)))


def in_another_group(seeker_id: UUID, group: SelfHelpGroup) -> bool:
    return Member.objects.filter(seeker=seeker_id, seat__in=BOUND).exclude(group=group).exists()


def ready_for(*programmes: Programme) -> QuerySet[Seeker]:
    """Those in the pool who are ready and have no seat anywhere, the longest waiting first."""
    seated = Member.objects.filter(seeker=OuterRef("pk"), seat__in=BOUND)
    rows = Seeker.objects.filter(programme__in=programmes, state=Waiting.READY, held_for=[], erased_at=None)
    return rows.filter(~Exists(seated)).select_related("area", "key").order_by("waiting_since", "pk")


# --- what to see to ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Composition:
    """A group on the table: its frame, everybody's seat, those who could come, and them all as plain people."""

    group: SelfHelpGroup
    frame: composing.Frame
    seats: list[Member]
    pair: list[GroupFacilitator]
    pool: list[Seeker] = field(default_factory=list)
    people: dict[UUID, composing.Person] = field(default_factory=dict)

    @property
    def chosen(self) -> list[Member]:
        return [row for row in self.seats if row.seat in TAKEN]

    @property
    def next(self) -> list[Member]:
        return [row for row in self.seats if row.seat == Seat.NEXT]

    @property
    def those_in(self) -> list[composing.Person]:
        return [self.people[row.seeker_id] for row in self.chosen]

    @property
    def findings(self) -> list[composing.Finding]:
        return composing.check(self.frame, self.those_in)

    def before(self, seeker_id: UUID) -> list[composing.Finding]:
        """What would be found should they join those who are in."""
        return composing.before_joining(self.frame, self.those_in, self.people[seeker_id])


def composition(group: SelfHelpGroup, now: datetime, *, with_pool: bool = False) -> Composition:
    """The group with everything that the checks need. Five queries, six with the pool."""
    seats, pair = seats_of(group), pair_of(group)
    pool = list(ready_for(group.programme)) if with_pool else []
    seekers = [*(row.seeker for row in seats if row.seat in BOUND), *pool]
    today = timezone.localdate(now)
    frame = frame_of(group, pair, set(able(today).values_list("pk", flat=True)))
    return Composition(group, frame, seats, pair, pool, as_people(group, seekers, today))


def frame_of(group: SelfHelpGroup, pair: list[GroupFacilitator], may_hold: set[UUID]) -> composing.Frame:
    return composing.Frame(
        smallest=group.smallest,
        largest=group.largest,
        age_span=group.programme.age_span,
        weekday=group.weekday,
        starts=group.starts,
        venue_has=frozenset(group.venue_has),
        language=site_now().language[:2],
        pair=tuple(_facilitator(row, group.first_on, may_hold) for row in pair),
    )


def _facilitator(row: GroupFacilitator, on: date, may_hold: set[UUID]) -> composing.Facilitator:
    one = row.volunteer
    return composing.Facilitator(one.pk, one.pk in may_hold, one.is_away_on(on))


def as_people(group: SelfHelpGroup, seekers: Iterable[Seeker], today: date) -> dict[UUID, composing.Person]:
    """What the talks say about these, as plain values by their ids. Two queries."""
    seekers = list(seekers)
    ids = [row.pk for row in seekers]
    talks = {talk.seeker_id: talk for talk in Talk.objects.filter(seeker__in=ids).defer("note")}
    apart = defaultdict(set)
    for one, other in NotWith.objects.filter(seeker__in=ids).values_list("seeker_id", "other_id"):
        apart[one].add(other)
    return {row.pk: as_person(group.area, row, talks.get(row.pk), apart[row.pk], today) for row in seekers}


def as_person(there: Area | None, row: Seeker, talk: Talk | None, apart: set[UUID], today: date) -> composing.Person:
    """Somebody as a plain value, with how far it is from their home to ``there``."""
    told = (
        {
            "times": frozenset(talk.times),
            "reach_km": talk.reach_km,
            "wishes_gender": talk.wishes_gender,
            "wishes_age": talk.wishes_age,
            "small_only": talk.small_only,
            "languages": frozenset(talk.languages),
            "access_needs": frozenset(talk.access_needs),
        }
        if talk
        else {}
    )
    return composing.Person(
        id=row.pk,
        age=row.age(today),
        gender=row.gender,
        km=_km(row.area, there),
        not_with=frozenset(apart),
        is_ready=row.state == Waiting.READY and not row.held_for and row.erased_at is None and talk is not None,
        **told,
    )


def _km(home: Area | None, there: Area | None) -> float | None:
    return haversine_km(home.point, there.point) if home and there else None


# --- answers -----------------------------------------------------------------------------------------------------


def invitation_of(seeker_id: UUID) -> Member | None:
    """The seat that somebody is asked about, or has said yes to; None when there is none."""
    rows = Member.objects.filter(seeker=seeker_id, seat__in=WERE_ASKED)
    rows = rows.filter(group__state__in=(Course.INVITING, Course.RUNNING))
    return rows.select_related("group__programme", "group__area", "seeker__key", "key").first()


def lately_lost(seeker_id: UUID, now: datetime) -> Member | None:
    """The seat that somebody lost or declined in the last month, for their own page to say so kindly."""
    rows = Member.objects.filter(seeker=seeker_id, seat__in=(Seat.LET_GO, Seat.NO), asked_at__isnull=False)
    return rows.filter(seat_since__gt=now - TOLD_FOR).select_related("group").order_by("-seat_since").first()


def unanswered(now: datetime) -> QuerySet[Member]:
    """Invitations that stand in a group that is inviting, the first to run out first."""
    rows = Member.objects.filter(seat=Seat.INVITED, group__state__in=(Course.INVITING, Course.RUNNING))
    return rows.select_related("group__programme", "seeker__key", "key").order_by("answer_by", "pk")


def to_remind(now: datetime) -> QuerySet[Member]:
    soon = timezone.localdate(now) + timedelta(days=REMIND_BEFORE_DAYS)
    return unanswered(now).filter(reminded_at=None, answer_by__lte=soon, answer_by__gte=timezone.localdate(now))


def run_out(now: datetime) -> QuerySet[Member]:
    """Whose day to answer has gone by."""
    return unanswered(now).filter(answer_by__lt=timezone.localdate(now))


def questions() -> QuerySet[Member]:
    """Those who asked something before they answer, the first first."""
    rows = Member.objects.filter(seat=Seat.ASKS, group__state__in=ALIVE)
    return rows.select_related("group", "seeker__key", "key").order_by("seat_since")


# --- for everybody -----------------------------------------------------------------------------------------------


def public_groups() -> QuerySet[SelfHelpGroup]:
    """Those that still look for people: inviting, or running and open to new ones."""
    running = Q(state=Course.RUNNING, joining=Joining.OPEN)
    rows = SelfHelpGroup.objects.filter(Q(state=Course.INVITING) | running, programme__is_open=True)
    seats = Count("members", filter=Q(members__seat__in=TAKEN))
    return rows.select_related("programme", "area", "site").annotate(taken=seats).order_by("first_on", "name")


def public_path(group: SelfHelpGroup) -> str:
    """Where everybody reads about it."""
    return reverse("groups:group_page", args=[site_now().slug, group.pk])
