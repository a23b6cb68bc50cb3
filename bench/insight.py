"""A site with years of people referred, and what its figures cost; run inside a ``House``."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from bench.courses import timed
from bench.directory import peak_mb, took
from tests import make
from traedesten.domain.access import Actor, Role, system
from traedesten.domain.journey import Outcome, Stage, Stone
from traedesten.insight import actions
from traedesten.journeys.models import FollowUp, Introduction, Journey
from traedesten.people.models import Participant, Volunteer
from traedesten.referrals.models import Referral, Source
from traedesten.tenancy.models import Area, Membership, Site
from traedesten.tenancy.scope import at_site
from traedesten.vault.models import DataKey

COPIED = (
    *("vault.DataKey", "tenancy.Area", "people.Volunteer", "offers.Organisation", "offers.Venue", "offers.Offer"),
    *("referrals.Referral", "people.Participant", "journeys.Journey", "journeys.Introduction", "journeys.FollowUp"),
    *("insight.Snapshot", "insight.Edition"),
)
"""What a copied site has of its people, in the order in which one needs the other."""
AT_ONCE, AREAS, GUIDES = 1_000, 4, 20
DECLINED, WAITING, STONE, SETTLED = 0.08, 0.12, 0.7, 0.6
"""Of all cards; of the rest; of those with a guide; of those with a stone."""


def live(slug: str, people: int, years: int) -> None:
    """So many people, spread over the years. Written in bulk: reading is what is measured."""
    first = timezone.now() - timedelta(days=365 * years)
    with transaction.atomic():
        site = make.a_site(slug)
        with at_site(site):
            place = _Place(Random(slug), site, make.a_coordinator(site))
            for begins in range(0, people, AT_ONCE):
                some = range(begins, min(people, begins + AT_ONCE))
                place.receive([first + timedelta(days=number * 365 * years / people) for number in some])


class _Place:
    """A site with its towns, offers and guides; cards come in, and what came of them."""

    def __init__(self, draw: Random, site: Site, by: Actor):
        self.draw, self.now = draw, timezone.now()
        self.areas = [Area.objects.create(name=f"By {n}", latitude=56 + n / 9, longitude=9) for n in range(AREAS)]
        self.offers = [make.an_offer(site, name=f"Sted {n}", by=by) for n in range(12)]
        self.guides = [
            Volunteer.objects.create(key=key, first_name="Guide", made_at=self.now, area=self.areas[n % AREAS])
            for n, key in enumerate(DataKey.new_ones(GUIDES))
        ]

    def receive(self, moments: list[datetime]) -> None:
        keys = DataKey.new_ones(len(moments))
        self.people, self.cards, self.journeys, self.stones, self.looks = [], [], [], [], []
        for key, came in zip(keys, moments, strict=True):
            self._card(key, came)
        for rows in (self.people, self.cards, self.journeys, self.stones, self.looks):
            if rows:
                type(rows[0]).objects.bulk_create(rows)

    def _card(self, key: DataKey, came: datetime) -> None:
        card = Referral(
            key=key,
            source=self.draw.choice(Source.values),
            whom_to_call=Referral.Call.PARTICIPANT,
            state=Referral.State.ACCEPTED,
            area=self.draw.choice(self.areas),
            submission_key=uuid4(),
            received_at=came,
        )
        self.cards.append(card)
        if self.draw.random() < DECLINED:
            card.state, card.closed_at = Referral.State.DECLINED, came + timedelta(days=3)
            return
        person = Participant(key=key, first_name="Prøve", made_at=came, area=card.area)
        journey = Journey(key=key, participant=person, referral=card, opened_at=came, stage=Stage.WAITING)
        self.people.append(person)
        self.journeys.append(journey)
        if self.draw.random() < WAITING and came > self.now - timedelta(days=60):
            return
        spoken = came + timedelta(days=self.draw.randrange(1, 20))
        journey.guide, journey.guided_since = self.draw.choice(self.guides), spoken
        journey.first_contact_at = journey.last_contact_at = spoken
        self._walk(journey, spoken + timedelta(days=self.draw.randrange(10, 150)))

    def _walk(self, journey: Journey, over: datetime) -> None:
        has_stone, settles = self.draw.random() < STONE, self.draw.random() < SETTLED
        if over > self.now:
            journey.stage = Stage.WALKING
        else:
            journey.stage, journey.ended_at = Stage.ENDED, over
            journey.outcome = Outcome.COMMUNITY if has_stone and settles else Outcome.STOPPED
        if not has_stone:
            return
        stone = Stone.CHOSEN if over > self.now else Stone.SETTLED if settles else Stone.LEFT
        made = {"key": journey.key, "journey": journey, "offer": self.draw.choice(self.offers), "stone": stone}
        self.stones.append(Introduction(**made, made_at=journey.guided_since, changed_at=min(over, self.now)))
        if stone == Stone.SETTLED:
            self._looks_back(journey, over)

    def _looks_back(self, journey: Journey, over: datetime) -> None:
        for name, days in (("three_months", 91), ("six_months", 182)):
            due = over + timedelta(days=days)
            is_done = due < self.now
            state = FollowUp.State.DONE if is_done else FollowUp.State.PLANNED
            standing = self.draw.choice(FollowUp.Standing.values) if is_done else ""
            known = {"key": journey.key, "journey": journey, "name": name, "standing": standing}
            self.looks.append(FollowUp(**known, due_on=due.date(), state=state, done_at=due if is_done else None))


def counted(slug: str) -> dict[str, tuple[float, float]]:
    """(seconds, MB more in memory at the most) of preparing the figures of one site, and of an edition of them."""
    site = Site.objects.get(slug=slug)
    by = system(site.pk)
    with at_site(site), transaction.atomic():
        return {
            "prepared": _weighed(lambda: actions.refresh(by=by, now=timezone.now())),
            "given out": _weighed(lambda: actions.publish(by=by, now=timezone.now())),
        }


def _weighed(call: Callable[[], object]) -> tuple[float, float]:
    before = peak_mb()
    return took(call) / 1000, peak_mb() - before


def pages(slug: str, times: int) -> dict[str, tuple[int, list[float]]]:
    """(queries, milliseconds of each time) of the coordinator's pages of figures."""
    here = f"/s/{slug}/indsigt/"
    with at_site(Site.objects.get(slug=slug)), transaction.atomic():
        coordinator = Membership.objects.select_related("user").get(role=Role.COORDINATOR).user
        area = Area.objects.order_by("name").first()
    asked = {
        "all": here,
        "one year": f"{here}?periode={timezone.localdate().year - 1}",
        "one town": f"{here}?del=area:{area.pk}",
    }
    return {name: timed(coordinator, address, times) for name, address in asked.items()}
