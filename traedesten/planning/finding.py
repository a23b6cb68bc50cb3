"""Which offers answer a wish, why, and in which order. Words are ranked in ``planning.search``; all the rest here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from traedesten.domain.geo import haversine_km
from traedesten.domain.schedules import Regular
from traedesten.domain.slots import overlaps

YOUNG = 25
"""An age that counts as young: offers from a higher age are not for them."""
YOUNG_UNTIL = 35
"""An offer that ends at this age or before is one for the young."""
TEXT_WEIGHT, NEAR_WEIGHT, THEME_WEIGHT = 3.0, 0.5, 0.5
NERVOUS_WEIGHTS = {"says_yes": 0.6, "gentle": 0.3, "ask_first": 0.1}
CAPACITY_FACTORS = {"open": 1.0, "few": 0.95, "waiting_list": 0.75, "full": 0.55}
NEVER_CONFIRMED = 0.6
STALEST = 0.5


@dataclass(frozen=True)
class Facts:
    """What is known about an offer. Ages in years, ``price`` in whole kroner, ``point`` (latitude, longitude).

    ``same_people``, ``greeted`` and ``price`` are None when nobody has said. ``situations`` are those of
    ``planning.situations`` that it is meant for; empty for everybody.
    """

    id: str
    kind: str
    themes: frozenset[str] = frozenset()
    regulars: tuple[Regular, ...] = ()
    size: str = "small"
    pace: str = ""
    greeted: bool | None = None
    holds: Mapping[str, str] = field(default_factory=dict, hash=False)
    price: int | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    step_free: bool = False
    area: str = ""
    point: tuple[float, float] | None = None
    capacity: str = "open"
    confirmed_on: date | None = None
    doing: str = ""
    same_people: bool | None = None
    gender: str = ""
    situations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """What is looked for; whatever is empty does not matter. ``days`` are 0 (Monday) to 6, ``parts`` am, pm, eve.

    ``within_km`` counts from ``point``; ``area`` alone means that very town.
    """

    kinds: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    days: frozenset[int] = frozenset()
    parts: frozenset[str] = frozenset()
    area: str = ""
    point: tuple[float, float] | None = None
    within_km: float | None = None
    nervous: bool = False
    free: bool = False
    step_free: bool = False
    young: bool = False


@dataclass(frozen=True)
class Reason:
    """Why an offer is shown: a code, and what its words need."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Answer:
    """One offer that answers the wish. ``score`` orders and is never shown."""

    id: str
    score: float
    reasons: tuple[Reason, ...]


def match(facts: Facts, wanted: Wanted, today: date, *, every_days: int = 120, text: float = 0.0) -> Answer | None:
    """None when a filter says no. ``text`` is how well the words fit, 0 to 1; ``every_days`` how long a
    confirmation is fresh.
    """
    found: list[Reason] = []
    for check in (_kind, _themes, _times, _near, _nervous, _price, _access, _age):
        said = check(facts, wanted)
        if said is None:
            return None
        found += said
    reasons = tuple(found)
    weight = 1 + TEXT_WEIGHT * text + sum(float(str(reason.params.get("weight", 0))) for reason in reasons)
    score = weight * freshness(facts.confirmed_on, today, every_days) * CAPACITY_FACTORS[facts.capacity]
    return Answer(facts.id, round(score, 6), reasons)


def rank(matches: Iterable[Answer]) -> tuple[Answer, ...]:
    """Best first, ties by id."""
    return tuple(sorted(matches, key=lambda found: (-found.score, found.id)))


def freshness(confirmed_on: date | None, today: date, every_days: int) -> float:
    """1 while a confirmation is fresh, sinking to STALEST at three times as old."""
    if confirmed_on is None:
        return NEVER_CONFIRMED
    over = max(0, (today - confirmed_on).days - every_days) / (2 * every_days)
    return max(STALEST, 1 - (1 - STALEST) * over)


def courage(facts: Facts) -> str:
    """Whether one can come although one is nervous: says_yes, gentle, ask_first, or "" when there is no telling."""
    said = facts.holds.get("anxiety", "")
    if said in ("yes", "no"):
        return "says_yes" if said == "yes" else ""
    if facts.greeted and facts.pace != "lively" and facts.size != "large":
        return "gentle"
    return "ask_first" if said == "ask" else ""


_Verdict = tuple[Reason, ...] | None
"""None when the filter says no; else the reasons it gives."""


def _kind(facts: Facts, wanted: Wanted) -> _Verdict:
    return () if not wanted.kinds or facts.kind in wanted.kinds else None


def _themes(facts: Facts, wanted: Wanted) -> _Verdict:
    if not wanted.themes:
        return ()
    shared = tuple(sorted(wanted.themes & facts.themes))
    return (Reason("themes", {"shared": shared, "weight": THEME_WEIGHT * len(shared)}),) if shared else None


def _times(facts: Facts, wanted: Wanted) -> _Verdict:
    if not (wanted.days or wanted.parts):
        return ()
    fitting = next((regular for regular in facts.regulars if _meets(regular, wanted)), None)
    return (Reason("time", {"regular": fitting}),) if fitting else None


def _meets(regular: Regular, wanted: Wanted) -> bool:
    if wanted.days and regular.weekday not in wanted.days:
        return False
    parts = {overlap.slot.partition("-")[2] for overlap in overlaps(regular.weekday, regular.starts, regular.ends)}
    return not wanted.parts or bool(parts & wanted.parts)


def _near(facts: Facts, wanted: Wanted) -> _Verdict:
    if wanted.point and wanted.within_km is not None:
        if facts.point is None:
            return None
        km = haversine_km(wanted.point, facts.point)
        if km > wanted.within_km:
            return None
        return (Reason("near", {"km": round(km, 1), "weight": NEAR_WEIGHT * (1 - km / (wanted.within_km + 1))}),)
    if not wanted.area:
        return ()
    return (Reason("area", {"area": facts.area}),) if facts.area == wanted.area else None


def _nervous(facts: Facts, wanted: Wanted) -> _Verdict:
    if not wanted.nervous:
        return ()
    found = courage(facts)
    return (Reason(f"nervous_{found}", {"weight": NERVOUS_WEIGHTS[found]}),) if found else None


def _price(facts: Facts, wanted: Wanted) -> _Verdict:
    if not wanted.free:
        return ()
    return (Reason("free"),) if facts.price == 0 else None


def _access(facts: Facts, wanted: Wanted) -> _Verdict:
    if not wanted.step_free:
        return ()
    return (Reason("step_free"),) if facts.step_free else None


def _age(facts: Facts, wanted: Wanted) -> _Verdict:
    if not wanted.young:
        return ()
    if facts.minimum_age is not None and facts.minimum_age > YOUNG:
        return None
    is_for_young = "talk.young" in facts.themes or (facts.maximum_age or 200) <= YOUNG_UNTIL
    return (Reason("young"),) if is_for_young else None
