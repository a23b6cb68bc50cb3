"""How the story is told: one clock for all lives, and one life at a time, by the project's own actions.

A life is a generator (``arcs``) that yields each time it waits for something. The clock lets whoever is next
go on, so that everything is done and written down in the order it happened, and stops at the present.
"""

import heapq
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from traedesten.consent import actions as consent
from traedesten.demo import words
from traedesten.demo.people import Person
from traedesten.domain.access import Actor, Role, system
from traedesten.domain.consent import Channel, Purpose
from traedesten.domain.schedules import next_occurrence
from traedesten.journeys import actions as journeys
from traedesten.journeys.models import Introduction, Journey, Visit
from traedesten.messages.actions import deliver
from traedesten.messages.queries import mailbox
from traedesten.offers.models import Offer
from traedesten.people.models import Volunteer
from traedesten.referrals import actions as referrals
from traedesten.referrals.models import Referral, ReferringUnit
from traedesten.tenancy.models import Area, Site

Waits = Iterator[None]


class Clock:
    """The present, and the moments before it, in the site's own time. Its choices follow the seed."""

    def __init__(self, site: Site, seed: int, present: datetime):
        self.zone = ZoneInfo(site.timezone)
        self.present = present.astimezone(self.zone)
        self.seed = seed

    def ago(self, days: int, at: str = "10:00", *, workday: bool = False) -> datetime:
        """A moment ``days`` before today (negative: to come); a workday is the same day or the last before it."""
        day = self.present.date() - timedelta(days=days)
        while workday and day.weekday() > 4:
            day -= timedelta(days=1)
        return datetime.combine(day, time.fromisoformat(at), tzinfo=self.zone)

    def chance(self, name: str) -> Random:
        return Random(f"{self.seed} {name}")


class Told:
    """What a site's lives share: its clock, coordinator, guides, offers and workplaces."""

    def __init__(self, site: Site, clock: Clock, coordinator_id: int):
        self.site, self.clock = site, clock
        self.coordinator = Actor(site_id=site.pk, roles=frozenset({Role.COORDINATOR}), user_id=coordinator_id)
        self.areas = {area.name: area for area in Area.objects.all()}
        self.guides: dict[str, Volunteer] = {}
        self.facilitators: dict[str, Volunteer] = {}
        self.offers: dict[str, Offer] = {}
        self.units: dict[str, tuple[ReferringUnit, str, str]] = {}

    def unit(self, part: str):
        """The workplace whose name holds ``part``, with its sender's name and address."""
        return next((found for name, found in self.units.items() if part in name), None)


class Life:
    """One person's story. ``now`` is the moment it has come to."""

    def __init__(self, told: Told, person: Person):
        self.told, self.person = told, person
        self.clock, self.chance = told.clock, told.clock.chance(person.name)
        self.now = self._began()
        self.guide: Volunteer | None = None
        self.journey: Journey | None = None
        self.referral: Referral | None = None

    def _began(self) -> datetime:
        clock, days = self.clock, self.person.began
        if days < 1:
            return clock.present - timedelta(minutes=self.chance.randint(25, 90))
        return clock.ago(
            days, f"{self.chance.randint(8, 15):02}:{self.chance.choice((5, 20, 35, 50)):02}", workday=days > 7
        )

    # waiting

    def after(self, days: float = 0, at: str = "") -> Waits:
        """Go on some days later; with a time of day, then, on a workday or the first one after."""
        self.now += timedelta(days=days)
        if at:
            self.now = max(
                self.now, datetime.combine(self.now.date(), time.fromisoformat(at), tzinfo=self.clock.zone)
            )
            while self.now.weekday() > 4:
                self.now += timedelta(days=1)
        yield

    def until(self, moment: datetime) -> Waits:
        self.now = max(self.now, moment.astimezone(self.clock.zone))
        yield

    def any(self, *choices):
        return self.chance.choice(choices)

    def key(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    # who acts

    @property
    def by_guide(self) -> Actor:
        return Actor(
            site_id=self.told.site.pk, roles=frozenset({Role.GUIDE}), user_id=self.guide and self.guide.user_id
        )

    def by_link(self, role: Role, subject_id: UUID) -> Actor:
        return Actor(site_id=self.told.site.pk, roles=frozenset({role}), subject_id=subject_id)

    @property
    def by_coordinator(self) -> Actor:
        return self.told.coordinator

    # what is done

    def send_card(self, **card) -> Referral:
        """The card as somebody at the workplace, a relative or the person fills it in."""
        person = self.person
        fields = {
            "first_name": person.name,
            "phone": "" if "email" in person.more else self.phone,
            "email": person.more.get("email", ""),
            "age": person.age or None,
            "area": self.told.areas[person.area],
            "wishes": self._wishes(),
            "note": person.note,
            "may_give_feedback": True,
            "whom_to_call": Referral.Call.PARTICIPANT,
            **self._sender(),
            **card,
        }
        self.referral = referrals.receive(
            by=Actor(site_id=self.told.site.pk, roles=frozenset({Role.REFERRER})),
            submission_key=self.key(),
            now=self.now,
            **fields,
        ).referral
        return self.referral

    @property
    def phone(self) -> str:
        chance = self.clock.chance(f"phone {self.told.site.slug} {self.person.name}")
        return f"+45{chance.choice((22, 26, 29, 31, 42, 51, 60))}{chance.randint(0, 999999):06}"

    def _wishes(self) -> list[str]:
        known = {"talk": "peers", "food": "food", "nature": "nature", "walking": "nature", "creative": "creative",
                 "music": "creative"}  # fmt: skip
        return sorted({known.get(code, "company") for code in self.person.interests}) or ["unknown"]

    def _sender(self) -> dict:
        person = self.person
        if person.relative:
            name, _relation, phone = person.relative
            called = {"whom_to_call": "relative", "first_name": name, "phone": phone, "participant_name": person.name}
            if not person.unit:
                return {"source": "relative", "referrer_name": name, "referrer_contact": phone, **called}
        else:
            called = {}
        unit = self.told.unit(person.unit)
        if unit is None:
            return {"source": "self", "referrer_name": person.name, "referrer_contact": "", **called}
        row, sender, contact = unit
        return {
            "source": row.kind,
            "unit": row,
            "referrer_name": sender,
            "referrer_contact": contact,
            **called,
        }

    def log(self, kind: str, note: str, *, next_step: str = "", days: int = 0, **rest) -> None:
        next_on = (self.now + timedelta(days=days)).date() if days else None
        journeys.log_contact(
            by=self.by_guide,
            journey=self.journey,
            kind=kind,
            held_at=self.now,
            client_key=self.key(),
            now=self.now,
            note=note,
            next_step=next_step,
            next_on=next_on,
            **rest,
        )

    def agree_to(
        self, purpose: Purpose, channel: Channel = Channel.MEETING, about_id: UUID | None = None, person=None
    ):
        consent.give_consent(
            by=self.by_guide if self.guide else self.by_coordinator,
            person_id=person or self.journey.participant_id,
            owners=(self.guide.user_id if self.guide else None,),
            purpose=purpose,
            channel=channel,
            about_id=about_id,
            now=self.now,
        )

    def lay(self, offer: str, *, why: str = "", hard: str = "", chosen: bool = True, relative=None) -> Introduction:
        return journeys.lay_stone(
            by=self.by_guide,
            journey=self.journey,
            offer=self.told.offers[offer],
            now=self.now,
            why=why or self.any(*words.WHY),
            could_be_hard=hard or self.any(*words.HARD),
            is_chosen=chosen,
            relative=relative,
        )

    def next_time(self, offer: Offer, days: int = 1) -> datetime:
        """When the offer is next open, at least ``days`` from now."""
        first = datetime.combine(self.now.date() + timedelta(days=days), time(), tzinfo=self.clock.zone)
        regulars = [row.regular for row in offer.times.all()]
        found = next_occurrence(regulars, (), first, zone=self.clock.zone)
        if found is None:
            raise LookupError("an offer that the story leads to never meets again")
        return found.starts_at

    def plan(self, stone: Introduction, starts_at: datetime, *, together: bool = True, **words_about) -> Visit:
        offer = self.told.offers[stone.offer.name]
        meet = {"meet_at": f"Foran døren, {offer.address.split(',')[0]}"} if together else {}
        return journeys.plan_visit(
            by=self.by_guide,
            introduction=stone,
            starts_at=starts_at,
            with_guide=together,
            now=self.now,
            **{**meet, **words_about},
        )

    def remind(self, visit: Visit) -> None:
        journeys.remind_visit(
            by=system(self.told.site.pk),
            visit=Visit.objects.select_related(
                "introduction__journey__participant__key", "introduction__relative__key", "key"
            ).get(pk=visit.pk),
            now=self.now,
        )

    def report(self, stone: Introduction, *, felt: int | None, note: str, together: bool = True, visit=None) -> None:
        journeys.report_visit(
            by=self.by_guide,
            introduction=stone,
            with_guide=together,
            felt=felt,
            words=note,
            visit=visit,
            held_at=self.now - timedelta(hours=2),
            now=self.now,
        )


def play(lives: list[tuple[Life, Waits]], present: datetime) -> None:
    """Let all lives go on, moment by moment, until the present. Messages leave when they are due."""
    queue = []
    for place, (life, arc) in enumerate(lives):
        if next(arc, "over") != "over":
            heapq.heappush(queue, (life.now, place, life, arc))
    while queue and queue[0][0] <= present:
        moment, place, life, arc = heapq.heappop(queue)
        goes_on = next(arc, "over") != "over"
        deliver_until(moment)
        if goes_on:
            heapq.heappush(queue, (max(life.now, moment), place, life, arc))


def deliver_until(moment: datetime) -> None:
    for message in mailbox().filter(state="queued", due_at__lte=moment):
        deliver(message=message, now=max(message.due_at, message.made_at))
