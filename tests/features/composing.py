"""A group on the coordinator's table, with people in the pool who could sit in it."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.test import Client
from django.utils import timezone

from tests import make
from traedesten.domain.access import Actor, Role
from traedesten.domain.sessions import is_holiday
from traedesten.groups import actions
from traedesten.groups.models import Member, Programme, Seeker, SelfHelpGroup
from traedesten.tenancy.models import Link, User
from traedesten.tenancy.queries import areas
from traedesten.tenancy.scope import at_site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MONDAY = timezone.now().replace(microsecond=0)
"""The moment of the test: links are open by the clock that the pages go by."""


def a_tuesday(weeks: int = 4) -> date:
    """The first after so many weeks in whose week neither it nor the Thursday is a day off."""
    day = (MONDAY + timedelta(weeks=weeks)).date()
    day += timedelta(days=(1 - day.weekday()) % 7)
    while is_holiday(day) or is_holiday(day + timedelta(days=2)):
        day += timedelta(weeks=1)
    return day


@dataclass
class Table:
    """``seekers`` by first name. What is done is done by the coordinator, now."""

    by: Actor
    client: Client
    programme: Programme
    pair: list
    group: SelfHelpGroup | None = None
    seekers: dict[str, Seeker] = field(default_factory=dict)

    def comes(self, name: str, *, ready: bool = True, talk: dict | None = None, **told) -> Seeker:
        number = 10_000 + len(self.seekers)
        known = {"first_name": name, "phone": f"+45401{number}", "born_year": MONDAY.year - 60, **told}
        before = MONDAY - timedelta(weeks=3)
        row = make.a_seeker(self.programme, now=before, area=areas().first(), **known)
        if ready:
            held = {"times": ["tue-eve"], "languages": ["da"], **(talk or {})}
            actions.hold_talk(by=self.by, seeker=row, outcome="found_ready", now=before, **held)
        self.seekers[name] = Seeker.objects.get(pk=row.pk)
        return self.seekers[name]

    def plan(self, **fields) -> SelfHelpGroup:
        known = {
            "name": "Tirsdagsgruppen",
            "first_on": a_tuesday(),
            "starts": time(19),
            "smallest": 3,
            "largest": 5,
            "area": areas().first(),
            "venue": "Biblioteket",
            "address": "Kirkestræde 11",
            "facilitators": self.pair,
            **fields,
        }
        return actions.plan_group(by=self.by, programme=self.programme, now=MONDAY, **known)

    def choose(self, name: str, **more) -> Member:
        return actions.give_seat(by=self.by, group=self.group, seeker=self.seekers[name], now=MONDAY, **more)

    def change(self, **fields) -> SelfHelpGroup:
        return actions.change_group(by=self.by, group=self.group, now=MONDAY, **fields)

    def invite(self, **more) -> SelfHelpGroup:
        return actions.invite_group(by=self.by, group=self.group, now=MONDAY, **more)

    def seat(self, name: str) -> Member:
        rows = Member.objects.select_related("group", "seeker__key", "key")
        return rows.get(group=self.group, seeker=self.seekers[name])

    def seats(self) -> dict[str, str]:
        rows = Member.objects.filter(group=self.group).select_related("seeker__key")
        return {row.seeker.first_name: str(row.seat) for row in rows}

    def fresh(self) -> SelfHelpGroup:
        return SelfHelpGroup.objects.get(pk=self.group.pk)


def a_table(site, by: Actor, people=(), **fields) -> Table:
    client = Client()
    client.force_login(User.objects.get(pk=by.user_id), backend=BACKEND)
    programme = make.a_programme(site, by=by)
    pair = [make.a_facilitator(site, name) for name in ("Birthe Kjær", "Knud Holm")]
    table = Table(by, client, programme, pair)
    with at_site(site):
        table.group = table.plan(**fields)
        for name in people:
            table.comes(name)
    return table


def themselves(seat: Member) -> Actor:
    return Actor(seat.site_id, frozenset({Role.SEEKER}), subject_id=seat.seeker_id)


def by_link(table: Table, name: str) -> Client:
    """The browser of somebody who opened the link in their message."""
    token = Link.issue(purpose=Link.Purpose.SEEKER, subject_id=table.seekers[name].pk, now=timezone.now())
    client = Client()
    assert client.get(f"/holstebro/venter/{token}/").status_code == 302
    return client
