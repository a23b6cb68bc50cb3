"""What is missing: wishes that no place on the list can meet, and the few new places that would meet most of them.

Only counts come out. Exact by `planning.covering`; a person counts once, however many wishes are unmet.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from traedesten.domain.geo import haversine_km
from traedesten.domain.slots import SLOTS
from traedesten.planning import covering
from traedesten.planning.waiting import waited_share

USUAL_REACH_KM = 20.0
"""How far people come who have not said."""
LEAST, PLACES = 3, 8
"""A new place is opened for so many at the least, and has room for so many."""
WEIGHT = 100
"""What one person counts; up to twice as much for somebody who has waited long."""
SECONDS = 5.0
HAS_ROOM = frozenset({"open", "few"})


@dataclass(frozen=True)
class Wish:
    """One person's wishes. `interests` are keys of the taxonomy's first level, `times` keys of `domain.slots`.

    Empty sets and None: not known. `failed` are the ids of offers that did not do, and are not counted again.
    """

    person: str
    interests: frozenset[str]
    times: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None
    reach_km: float | None = None
    age: int | None = None
    waited_days: int = 0
    failed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Offered:
    """An open offer, as far as it decides whether a wish is met."""

    id: str
    interests: frozenset[str]
    slots: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None
    capacity: str = "open"
    minimum_age: int | None = None
    maximum_age: int | None = None


@dataclass(frozen=True)
class Place:
    """A town where something new could open; `point` is (latitude, longitude) in degrees."""

    id: str
    point: tuple[float, float]


@dataclass(frozen=True)
class New:
    """A place that could be opened, and how many people of the plan would come there."""

    interest: str
    place: str
    slot: str
    served: int


@dataclass(frozen=True)
class Missing:
    """`people` asked about and `unmet` those with a wish that nothing meets.

    `grid` counts, by (interest, place nearest to them), the people with that unmet wish. `new` are the places that
    serve most (those who have waited long count up to double), `served` all of them together; `proven`: no other
    choice serves more.
    """

    people: int
    unmet: int
    grid: Mapping[tuple[str, str], int] = field(hash=False)
    new: tuple[New, ...]
    served: int
    proven: bool


def missing(wishes: Iterable[Wish], offers: Iterable[Offered], places: Iterable[Place], most: int) -> Missing:
    """What is missing, and at most `most` new places. The order of the input changes nothing but ties.

    Raises ValueError when `most` is below 0, ids repeat, or there are too many people and places for one plan.
    """
    everybody, offers = tuple(wishes), tuple(offers)
    places = tuple(sorted(places, key=lambda place: place.id))
    without = {wish: open_wishes for wish in everybody if (open_wishes := unmet(wish, offers))}
    question = _question(without, places, most)
    found = covering.choose(question, seconds=SECONDS)
    served = Counter(int(at) for at in found.serving if at >= 0)
    chosen = [(question.candidates[at], served[at]) for at in found.chosen if served[at]]
    new = [New(row.kind, row.place, row.time, number) for row, number in chosen]
    return Missing(
        people=len(everybody),
        unmet=len(without),
        grid=Counter((interest, _nearest(wish, places)) for wish, wanted in without.items() for interest in wanted),
        new=tuple(sorted(new, key=lambda row: (-row.served, row.interest, row.place, row.slot))),
        served=sum(served.values()),
        proven=found.value == found.bound,
    )


def meets(offer: Offered, wish: Wish, interest: str) -> bool:
    """Whether the person could come there for this. What nobody knows speaks neither for nor against."""
    return (
        interest in offer.interests
        and offer.capacity in HAS_ROOM
        and offer.id not in wish.failed
        and not (offer.slots and wish.times and not offer.slots & wish.times)
        and (wish.age is None or (offer.minimum_age or 0) <= wish.age <= (offer.maximum_age or wish.age))
        and _within_reach(wish, offer.point)
    )


def unmet(wish: Wish, offers: Iterable[Offered]) -> frozenset[str]:
    """The interests of the person that none of these offers can meet."""
    offers = tuple(offers)
    return frozenset(
        interest for interest in wish.interests if not any(meets(offer, wish, interest) for offer in offers)
    )


def _within_reach(wish: Wish, point: tuple[float, float] | None) -> bool:
    if wish.point is None or point is None:
        return True
    return haversine_km(wish.point, point) <= (USUAL_REACH_KM if wish.reach_km is None else wish.reach_km)


def _nearest(wish: Wish, places: tuple[Place, ...]) -> str:
    """The id of the nearest place; "" when nobody knows where they live."""
    point = wish.point
    if point is None or not places:
        return ""
    return min(places, key=lambda place: (haversine_km(point, place.point), place.id)).id


def _question(unmet: Mapping[Wish, frozenset[str]], places: tuple[Place, ...], most: int) -> covering.Question:
    """A need for each person, a candidate for each (interest, place, slot) that enough of them could come to."""
    could: dict[str, set[str]] = {wish.person: _could(wish, wanted, places) for wish, wanted in unmet.items()}
    reached = Counter(key for keys in could.values() for key in keys)
    enough = {key for key, number in reached.items() if number >= LEAST}
    needs = [
        covering.Need(wish.person, frozenset(could[wish.person] & enough), _weight(wish))
        for wish in sorted(unmet, key=lambda wish: wish.person)
    ]
    candidates = tuple(covering.Candidate(key, *key.split("|"), places=PLACES, least=LEAST) for key in sorted(enough))
    return covering.Question(tuple(needs), candidates, most)


def _could(wish: Wish, wanted: frozenset[str], places: tuple[Place, ...]) -> set[str]:
    near = [place.id for place in places if _within_reach(wish, place.point)]
    return {f"{interest}|{place}|{slot}" for interest in wanted for place in near for slot in wish.times or SLOTS}


def _weight(wish: Wish) -> int:
    return WEIGHT + round(WEIGHT * waited_share(wish.waited_days))
