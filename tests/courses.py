"""A group with its members and those who hold it, as it stands when it has started."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from tests import make
from traedesten.domain.access import Actor, Role
from traedesten.domain.courses import Course, Seat
from traedesten.groups import actions as groups
from traedesten.groups.models import GroupFacilitator, Member, Programme, Seeker, SelfHelpGroup
from traedesten.people.models import Volunteer
from traedesten.tenancy.models import Site
from traedesten.tenancy.scope import at_site

NAMES = ("Asta", "Bo", "Caja", "Dan", "Eva", "Finn")
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def a_group(
    programme: Programme, holders: list[Volunteer], *, now: datetime, first_on: date, **fields
) -> SelfHelpGroup:
    """A running group with its meetings laid out; seven in the evening at the library unless it is said."""
    with at_site(programme.site_id):
        lays_out = fields.pop("lays_out", True)
        known = {
            "name": "Tirsdagsholdet",
            "state": Course.RUNNING,
            "journal": programme.journal,
            "joining": programme.joining,
            "smallest": programme.smallest,
            "largest": programme.largest,
            "weekday": first_on.weekday(),
            "starts": time(19),
            "minutes": programme.minutes,
            "venue": "Biblioteket",
            "address": "Kirkestræde 11, Holstebro",
            **fields,
        }
        group = SelfHelpGroup.objects.create(
            programme=programme, first_on=first_on, state_since=now, made_at=now, **known
        )
        for holder in holders:
            GroupFacilitator.objects.create(group=group, volunteer=holder, from_on=first_on)
        if lays_out:
            group.lay_out(COPENHAGEN)
        return group


def a_member(group: SelfHelpGroup, name: str, *, now: datetime, seat: str = Seat.YES, **fields) -> Member:
    """Somebody who signed up, had the talk, and said yes to the group."""
    with at_site(group.site_id):
        number = sum(map(ord, name))
        told = {"first_name": name, "phone": f"+45402{number % 100000:05}", **fields}
        seeker = make.a_seeker(group.programme, now=now, **told)
        Seeker.objects.filter(pk=seeker.pk).update(state="ready")
        return Member.objects.create(group=group, seeker=seeker, key=seeker.key, seat=seat, seat_since=now)


def themselves(member: Member) -> Actor:
    return Actor(member.site_id, frozenset({Role.SEEKER}), subject_id=member.seeker_id)


def a_course(site: Site, *, now: datetime, first_on: date, names=NAMES, **fields):
    """(group, its members by name, the facilitator who holds it), with a programme of eight meetings."""
    programme = make.a_programme(site, fields.pop("slug", "ensomhed"), **fields.pop("programme", {}))
    holder = fields.pop("holder", None) or make.a_facilitator(site)
    group = a_group(programme, [holder], now=now, first_on=first_on, **fields)
    members = {name: a_member(group, name, now=now) for name in names}
    return group, members, holder


def held(group: SelfHelpGroup, by: Actor, number: int, presences: dict, *, now: datetime | None = None, key=None):
    """Note who came to a meeting, two hours after it began."""
    with at_site(group.site_id):
        session = group.sessions.get(number=number)
        at = now or session.starts_at(COPENHAGEN) + timedelta(hours=2)
        chosen = {member.pk: presence for member, presence in presences.items()}
        return groups.note_attendance(
            by=by, session=session, presences=chosen, client_key=key or uuid4(), now=at, noted_at=at
        )
