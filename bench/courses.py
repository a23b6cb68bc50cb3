"""Years of self-help groups at a site, every row made by the actions; run inside a ``House``."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.directory import SERVER, each
from tests import make
from tests.features.world_facilitators import an_able, as_facilitator
from traedesten.domain.access import Actor, Role, system
from traedesten.domain.courses import STOPS, Course, Onward, Seat, SessionState
from traedesten.domain.slots import slot_of
from traedesten.groups import actions
from traedesten.groups.models import Facilitator, Member, Programme, Seeker, SelfHelpGroup
from traedesten.tenancy.actions import add_coordinator, found_site
from traedesten.tenancy.models import Site, User
from traedesten.tenancy.scope import at_site

ZONE = ZoneInfo("Europe/Copenhagen")
NAMES = ("Gudrun", "Verner", "Kirsten", "Preben", "Edith", "Aksel", "Ruth", "Børge", "Mia", "Ester")
HOLDERS = 8
"""Facilitators at a site; two hold a group."""
COPIED = (
    *("vault.DataKey", "tenancy.Area", "groups.Programme", "people.Volunteer", "groups.Facilitator"),
    *("groups.Training", "groups.Declaration", "groups.Seeker", "groups.Talk", "groups.SelfHelpGroup"),
    *("groups.GroupFacilitator", "groups.GroupSession", "groups.Member", "groups.AttendanceMark"),
    *("groups.CaringContact", "post.Message", "audit.Event", "audit.Lookup"),
)
"""What a copied site has of groups, in the order in which one needs the other."""
STOPPED, AWAY, NOTED_AGAIN = 0.12, 0.15, 0.05
"""Of those who sit in a group, of those who could have come to a meeting, of the meetings."""


@dataclass(frozen=True)
class Place:
    """One site with its coordinator, its programme and those who hold groups."""

    site: Site
    coordinator: Actor
    programme: Programme
    holders: list[Facilitator]
    chance: random.Random


def live(slug: str, groups: int, people: int, years: int) -> None:
    """So many groups and participants a year at a site, the newest still under way."""
    today = timezone.localdate()
    place = _found(slug, today - timedelta(days=365 * years + 60))
    for year in range(years, 0, -1):
        _live_a_year(place, today - timedelta(days=365 * year), groups, people, today)


def sizes(groups: int, people: int) -> list[int]:
    """How many begin in each group: as even as can be."""
    return [people * (number + 1) // groups - people * number // groups for number in range(groups)]


def _found(slug: str, day: date) -> Place:
    now = datetime.combine(day, time(9), ZONE)
    email = f"hanne@{slug}.example.org"
    site = found_site(
        slug=slug, name="Fællesskabsguide", place=slug.title(), email=email, areas=[("Byen", "7500", 56.36, 8.62)]
    )
    add_coordinator(site=site, name="Hanne Vad", email=email, now=now, password=make.PASSWORD)
    user = User.objects.get(email=email)
    by = Actor(site.pk, frozenset({Role.COORDINATOR}), user_id=user.pk)
    with at_site(site), transaction.atomic():
        programme = make.a_programme(site, by=by)
        holders = [
            an_able(by, now, email=f"{number}@{slug}.example.org", word=NAMES[number], phone=f"+455177{number:04}")
            for number in range(HOLDERS)
        ]
    return Place(site, by, programme, holders, random.Random(slug))


def _live_a_year(place: Place, begins: date, groups: int, people: int, today: date) -> None:
    beginning = sizes(groups, people)
    for number, size in enumerate(beginning):
        first_on = begins + timedelta(days=365 * number // groups)
        with at_site(place.site), transaction.atomic():
            if number % max(1, groups // 2) == 0:
                _renew(place, first_on - timedelta(days=15))
            _Life(place, number, first_on, size, today).is_lived()


def _renew(place: Place, day: date) -> None:
    """Papers last for a year, and are renewed twice a year."""
    now = datetime.combine(day, time(9), ZONE)
    for row in place.holders:
        signed = {"signed_as": "Solveig", "signed_on": day, "now": now}
        actions.record_training(by=place.coordinator, facilitator=row, kind="basic", held_on=day, now=now)
        actions.sign_declaration(by=place.coordinator, facilitator=row, **signed)


class _Life:
    """One group from its sign-ups to the day its members are forgotten, or to today."""

    def __init__(self, place: Place, number: int, first_on: date, size: int, today: date):
        self.place, self.first_on, self.size, self.today = place, first_on, size, today
        self.by, self.chance = place.coordinator, place.chance
        pair = number % (HOLDERS // 2) * 2
        self.pair = place.holders[pair : pair + 2]
        self.holds = as_facilitator(self.pair[0])

    def is_lived(self) -> None:
        group = self._composed()
        if self.first_on > self.today:
            return
        group = actions.start_group(by=self.by, group=group, now=self._on(-1))
        for session in group.sessions.order_by("number"):
            if session.on >= self.today:
                return
            self._meets(group, session)
        self._ends(group, session.on)

    def _on(self, days: int, hour: int = 10) -> datetime:
        return datetime.combine(self.first_on + timedelta(days=days), time(hour), ZONE)

    def _composed(self) -> SelfHelpGroup:
        seekers = [self._ready() for _one in range(self.size)]
        group = actions.plan_group(
            by=self.by,
            programme=self.place.programme,
            name=f"Holdet {self.first_on:%d.%m.%y}",
            first_on=self.first_on,
            starts=time(19),
            facilitators=[row.volunteer for row in self.pair],
            venue="Biblioteket",
            now=self._on(-12),
        )
        for seeker in seekers:
            actions.give_seat(by=self.by, group=group, seeker=seeker, now=self._on(-12, 11))
        actions.invite_group(by=self.by, group=group, despite=True, now=self._on(-11))
        for member in self._of(group):
            by = self._themselves(member)
            actions.answer_invitation(by=by, member=member, answer="yes", now=self._on(-9))
        return group

    def _ready(self) -> Seeker:
        seeker = actions.sign_up(
            by=self.by,
            programme=self.place.programme,
            submission_key=UUID(int=self.chance.getrandbits(128), version=4),
            first_name=self.chance.choice(NAMES),
            phone=f"+4520{self.chance.randrange(10**6):06}",
            born_year=self.first_on.year - self.chance.randint(40, 70),
            now=self._on(-40),
        ).seeker
        talked = {"times": [slot_of(self.first_on.weekday(), time(19))], "languages": ["da"]}
        actions.hold_talk(by=self.by, seeker=seeker, outcome="found_ready", now=self._on(-30), **talked)
        return Seeker.objects.select_related("key").get(pk=seeker.pk)

    def _meets(self, group: SelfHelpGroup, session) -> None:
        ends = session.ends_at(ZONE)
        sits = self._of(group)
        if session.number == 3:
            for member in sits:
                if self.chance.random() < STOPPED:
                    by, reason = self._themselves(member), self.chance.choice(STOPS)
                    actions.stop(by=by, member=member, reason=reason, now=ends - timedelta(days=2))
            sits = self._of(group)
        for again in range(1 + (self.chance.random() < NOTED_AGAIN)):
            came = {row.pk: "away" if self.chance.random() < AWAY else "came" for row in sits}
            key = UUID(int=self.chance.getrandbits(128), version=4)
            at = ends + timedelta(minutes=again)
            actions.note_attendance(by=self.holds, session=session, presences=came, client_key=key, now=at)
        log = {"done": ["exercise"], "climate": "warm", "theme": "En næste sten"}
        actions.write_log(by=self.holds, session=session, now=ends + timedelta(minutes=9), **log)

    def _ends(self, group: SelfHelpGroup, on: date) -> None:
        now = datetime.combine(on, time(22), ZONE)
        for member in self._of(group):
            onward = self.chance.choice((Onward.TOGETHER, Onward.NOTHING))
            actions.choose_onward(by=self._themselves(member), member=member, onward=onward, now=now)
        group = actions.end_group(by=self.holds, group=group, now=now)
        if group.erase_on >= self.today:
            return
        later = datetime.combine(group.erase_on, time(4), ZONE) + timedelta(days=1)
        for member in group.members.filter(seeker__erased_at=None).select_related("seeker__key", "key"):
            actions.erase_member(by=system(self.place.site.pk), member=member, now=later)

    @staticmethod
    def _of(group: SelfHelpGroup) -> list[Member]:
        rows = group.members.exclude(seat=Seat.STOPPED).order_by("place")
        return list(rows.select_related("group__programme", "seeker__key", "key"))

    @staticmethod
    def _themselves(member: Member) -> Actor:
        return Actor(member.site_id, frozenset({Role.SEEKER}), subject_id=member.seeker_id)


def measured(slug: str, times: int) -> dict[str, tuple[int, list[float]]]:
    """(queries, milliseconds of each time) for the coordinator's and the facilitator's pages at one site."""
    site = Site.objects.get(slug=slug)
    with at_site(site), transaction.atomic():
        running = SelfHelpGroup.objects.filter(state=Course.RUNNING).order_by("first_on").first()
        session = running.sessions.filter(state=SessionState.PLANNED).order_by("on").first()
        holder = running.facilitators.select_related("volunteer__user").first().volunteer.user
    coordinator = User.objects.get(email=f"hanne@{slug}.example.org")
    here, held = f"/s/{slug}", f"/s/{slug}/moede"
    pages = {
        "overview, a year": (coordinator, f"{here}/grupper/overblik/"),
        "overview, everything": (coordinator, f"{here}/grupper/overblik/?periode=alle"),
        "the groups": (coordinator, f"{here}/grupper/hold/"),
        "the waiting": (coordinator, f"{here}/grupper/venter/"),
        "a facilitator's groups": (holder, f"{held}/"),
        "one group": (holder, f"{held}/gruppe/{running.pk}/"),
        "one meeting": (holder, f"{held}/{session.pk}/"),
    }
    return {name: timed(user, address, times) for name, (user, address) in pages.items()}


def timed(user: User, address: str, times: int) -> tuple[int, list[float]]:
    """Queries, and milliseconds of each time, of a page as this account sees it."""
    client = Client(SERVER_NAME=SERVER)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    drained_by(client, address)
    with CaptureQueriesContext(connection) as asked:
        drained_by(client, address)
    return len(asked), each(lambda _one: drained_by(client, address), range(times))


def drained_by(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
