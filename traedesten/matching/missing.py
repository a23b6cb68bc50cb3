"""What is missing at the site, as a page shows it: counts only, and small ones as "under 5"."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.domain.journey import Stage, Stone
from traedesten.domain.slots import overlaps
from traedesten.domain.taxonomy import first_level
from traedesten.domain.terms import INTERESTS
from traedesten.evaluation.disclosure import PARTNERS
from traedesten.journeys.models import Introduction, Journey
from traedesten.offers.models import Offer
from traedesten.offers.queries import open_offers
from traedesten.planning import missing as planning
from traedesten.tenancy.models import Area
from traedesten.tenancy.queries import areas
from traedesten.ui.labels import slot_words

SMALL = PARTNERS.k
"""A count below this is not shown."""
UNDER_WAY = (Stage.WAITING, Stage.MEETING, Stage.WALKING, Stage.PAUSED)


@dataclass(frozen=True)
class Cell:
    """People with an unmet wish and open offers about the same, in one town."""

    unmet: int
    offers: int


@dataclass(frozen=True)
class Row:
    interest: str
    cells: list[Cell]


@dataclass(frozen=True)
class Missing:
    """The plan, the towns in it, and the grid of what is wished for and what there is."""

    plan: planning.Missing
    towns: dict[str, Area]
    columns: list[str]
    rows: list[Row]
    most: int

    @property
    def new(self) -> list[tuple[planning.New, Area, str]]:
        """(the new place, its town, when in words)."""
        return [(new, self.towns[new.place], slot_words(new.slot)) for new in self.plan.new]


def missing(today: date, most: int) -> Missing:
    """In a number of queries that does not grow with the people or the offers."""
    towns = {str(area.pk): area for area in areas()}
    offers = [(offer, _offered(offer)) for offer in open_offers()]
    plan = planning.missing(
        [_wish(journey, today) for journey in _who_looks()],
        [offered for _offer, offered in offers],
        [planning.Place(key, area.point) for key, area in towns.items()],
        most,
    )
    keys = [key for key in (*towns, "") if any(place == key for _interest, place in plan.grid)]
    names = [towns[key].name if key else _("Vi ved ikke hvor") for key in keys]
    return Missing(plan, towns, names, list(_rows(plan, keys, offers)), most)


def who_waits_for(offered: planning.Offered, interest: str, today: date) -> list[Journey]:
    """Those who wish for it, find it nowhere on the list, and could come to this new place; the longest first."""
    known = [_offered(offer) for offer in open_offers()]
    found = []
    for journey in _who_looks().select_related("participant__key", "participant__area", "wishes", "guide__key"):
        wish = _wish(journey, today)
        if interest in planning.unmet(wish, known) and planning.meets(offered, wish, interest):
            found.append(journey)
    return sorted(found, key=lambda journey: (journey.opened_at, journey.pk))


def _who_looks() -> QuerySet[Journey]:
    """Everybody under way who has told of their wishes and has not settled anywhere."""
    settled = Introduction.objects.filter(stone=Stone.SETTLED, relative=None).values("journey_id")
    left = Prefetch("introductions", Introduction.objects.filter(stone=Stone.LEFT, relative=None), to_attr="left")
    rows = Journey.objects.filter(stage__in=UNDER_WAY).exclude(pk__in=settled).exclude(wishes__interests=[])
    return rows.filter(wishes__isnull=False).select_related("participant__area", "wishes").prefetch_related(left)


def _wish(journey: Journey, today: date) -> planning.Wish:
    person, wishes = journey.participant, journey.wishes
    return planning.Wish(
        person=str(journey.pk),
        interests=frozenset(first_level(key) for key in wishes.interests),
        times=frozenset(wishes.times),
        point=person.area.point if person.area else None,
        reach_km=wishes.reach_km,
        age=person.age(today),
        waited_days=max((today - timezone.localdate(journey.opened_at)).days, 0),
        failed=frozenset(str(stone.offer_id) for stone in journey.left),
    )


def _offered(offer: Offer) -> planning.Offered:
    regulars = [time.regular for time in offer.times.all()]
    return planning.Offered(
        id=str(offer.pk),
        interests=frozenset(first_level(key) for key in offer.interests),
        slots=frozenset(overlap.slot for row in regulars for overlap in overlaps(row.weekday, row.starts, row.ends)),
        point=offer.point,
        capacity=offer.capacity,
        minimum_age=offer.minimum_age,
        maximum_age=offer.maximum_age,
    )


def _rows(plan: planning.Missing, keys: list[str], offers: list[tuple[Offer, planning.Offered]]) -> Iterable[Row]:
    """A row for each interest that somebody misses; ``keys`` are the ids of the towns, "" for nobody knows where."""
    there = Counter(
        (interest, str(offer.area.pk) if offer.area else "")
        for offer, offered in offers
        for interest in offered.interests
    )
    for interest in INTERESTS:
        cells = [Cell(plan.grid.get((interest, key), 0), there[interest, key]) for key in keys]
        if any(cell.unmet for cell in cells):
            yield Row(interest, cells)
